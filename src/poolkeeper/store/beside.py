"""One thread beside the caller's, for work that waits in C: a commit waits for the disk, its caller does other things.

Handing work over must be cheap, so these are three bare locks. What the thread runs is Python only on its way into C
and out of it: the caller is held back until it says that it enters, and has the interpreter from then on.
"""

import os
import threading
from collections.abc import Callable
from contextlib import suppress

PRIORITY = -10
"""On one CPU the thread must get past its caller, or the disk waits for what was to be done meanwhile. It works for
microseconds at a time. Where we may not have it, it comes out slower, not wrong."""

Work = Callable[[Callable[[], None]], None]


class Beside:
    """The thread: started at the first ``run``, ended by ``close``. One caller at a time, always the same thread.

    busy: whether work is under way.
    """

    def __init__(self, name: str) -> None:
        self.busy = False
        self._name = name
        self._thread: threading.Thread | None = None
        self._work: Work | None = None
        self._error: BaseException | None = None
        self._given, self._entered, self._ended = (threading.Lock() for _ in range(3))
        self._is_entered = False

    def run(self, work: Work, meanwhile: Callable[[], None]) -> None:
        """Do the work on the thread and ``meanwhile`` here, and return when both ended.

        work: is given a function to call right before it lets go of the interpreter; until then ``meanwhile`` waits.
        What the work raised is raised; if it raised nothing, what ``meanwhile`` raised.
        """
        if self._thread is None:
            self._start()
        self._work, self.busy = work, True
        self._given.release()
        self._entered.acquire()
        try:
            meanwhile()
        finally:
            self._ended.acquire()
            error, self._error, self._work, self.busy = self._error, None, None, False
            if error is not None:
                raise error

    def close(self) -> None:
        """End the thread; closing twice, or unstarted, is no error."""
        if self._thread is not None:
            self._work = None
            self._given.release()
            self._thread.join()
            self._thread = None
            for lock in (self._given, self._entered, self._ended):
                lock.release()

    def _start(self) -> None:
        for lock in (self._given, self._entered, self._ended):
            lock.acquire()
        self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
        self._thread.start()

    def _enter(self) -> None:
        if not self._is_entered:
            self._is_entered = True
            self._entered.release()

    def _loop(self) -> None:
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), PRIORITY)  # of this thread, on Linux
        while True:
            self._given.acquire()
            if self._work is None:
                return
            try:
                self._work(self._enter)
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is the caller's
                self._error = error
            self._enter()
            self._is_entered = False
            self._ended.release()
