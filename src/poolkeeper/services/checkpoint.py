"""The thread that keeps the store's log short, so that no commit waits for the copying of pages.

Here: when to checkpoint and where. What a checkpoint is, is the store's (``store.sqlite``), which is passed in. The
thread runs C calls only and at the lowest priority. The log begins anew once a pass has copied all of it, which needs
a moment without commits: passes beside the commits find one unless the load is heavy, and only then is the last short
pass made on the loop, where it costs every client a disk sync of the database.
"""

import os
import threading
from collections.abc import Callable
from functools import partial
from typing import Protocol

LOWEST_PRIORITY = 19
WORTH_IT = 4 << 20  # bytes of log below which nothing is done
LONG = 64 << 20  # bytes of log from which on the loop is asked for the last pass
SHORT = 1 << 20  # bytes it may be asked to copy
TOO_LONG = 256 << 20  # bytes of log at which the loop copies whatever is left
PASSES = 8  # in one round; under steady load each leaves less than the one before


class Log(Protocol):
    """The store's write-ahead log. Both checkpoints give (bytes left to copy, what went wrong or "")."""

    def wal_bytes(self) -> int:
        """Bytes of log in use; 0 when all is copied."""

    def checkpoint(self) -> tuple[int, str]:
        """Copy on the loop's own connection."""

    def checkpoint_aside(self) -> tuple[int, str]:
        """Copy beside the loop."""


class Checkpointer:
    """Looks at the log each ``every_s`` seconds and shortens it; ``stop`` before the store is closed.

    on_loop: runs a function on the loop soon, as ``loop.call_soon_threadsafe`` does. report: told after each round, on
    the loop, what went wrong, "" for nothing. The limits are bytes, see the constants.
    """

    def __init__(
        self,
        log: Log,
        on_loop: Callable[[Callable[[], None]], object],
        report: Callable[[str], None],
        *,
        every_s: float = 1.0,
        worth_it: int = WORTH_IT,
        long: int = LONG,
        too_long: int = TOO_LONG,
    ) -> None:
        self._log = log
        self._on_loop = on_loop
        self._report = report
        self._every_s = every_s
        self._worth_it = worth_it
        self._long = long
        self._too_long = too_long
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="checkpoint", daemon=True)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the pass that may be under way; callable from the loop, more than once, and unstarted."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWEST_PRIORITY)  # of this thread, on Linux
        while not self._stopping.wait(self._every_s):
            try:
                if self._log.wal_bytes() > self._worth_it:
                    self._round()
            except OSError as error:  # no descriptor left to look at the log: perhaps there is one next time
                trouble = f"the store's log cannot be measured: {error}"
                self._on_loop(partial(self._report, trouble))

    def _round(self) -> None:
        """Passes beside the loop until one has copied all; the rest on the loop where the log is long."""
        left, trouble = self._log.checkpoint_aside()
        for _ in range(PASSES - 1):
            if trouble or not left or self._stopping.is_set():
                break
            left, trouble = self._log.checkpoint_aside()
        if self._stopping.is_set():
            return
        used = self._log.wal_bytes() if left else 0
        if used > self._too_long or (used > self._long and left <= SHORT):
            self._on_loop(self._finish)
        else:
            self._on_loop(partial(self._report, trouble))

    def _finish(self) -> None:
        """On the loop: the last short pass."""
        if not self._stopping.is_set():
            self._report(self._log.checkpoint()[1])
