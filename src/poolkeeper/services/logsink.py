"""Where log lines go beside the memory: standard error, without ever making the loop wait for its reader."""

import asyncio
import os
import select
import time
from collections import deque

from poolkeeper.engine.logbook import Batch, words

PIECE = 4096
"""A pipe that polls writable takes this much without blocking (POSIX PIPE_BUF on Linux)."""
MOST_WAITING = 4 << 20
MOST_LINES = 20_000
"""Lines that may wait to be put into words: beyond what is written a few times a second, the oldest are dropped."""
FLUSH_S = 0.02


def shown(batch: Batch) -> str:
    """The lines of a batch as standard error shows them."""
    moment = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(batch.time))
    return "".join([f"{moment} {saying[0]} {words(saying)}\n" for saying in batch.sayings])


class StderrSink:
    """Collects lines and writes them a few times a second; where nobody reads, the oldest are dropped and counted."""

    def __init__(self, descriptor: int = 2) -> None:
        self._descriptor = descriptor
        self._fresh: deque[Batch] = deque()
        self._count = 0
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._lost = 0
        self._timer: asyncio.TimerHandle | None = None
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLOUT)

    def __call__(self, batch: Batch) -> None:
        """Take lines; they are put into words and written soon, at once where no loop runs."""
        self._fresh.append(batch)
        self._count += len(batch.sayings)
        while self._count > MOST_LINES:
            gone = len(self._fresh.popleft().sayings)
            self._count -= gone
            self._lost += gone
        if self._timer is None:
            try:
                self._timer = asyncio.get_running_loop().call_later(FLUSH_S, self.flush)
            except RuntimeError:
                self.flush()

    def _push(self, batch: Batch) -> None:
        text = shown(batch).encode("utf-8", "backslashreplace")
        self._waiting.append(text)
        self._size += len(text)
        while self._size > MOST_WAITING:
            gone = self._waiting.popleft()
            self._size -= len(gone)
            self._lost += gone.count(b"\n")

    def flush(self) -> None:
        """Write what can be written without waiting."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for batch in self._fresh:
            self._push(batch)
        self._fresh.clear()
        self._count = 0
        if self._lost and not self._waiting:
            return
        blob = b"".join(self._waiting)
        if self._lost:
            blob = f"({self._lost} log lines were dropped: more than standard error takes)\n".encode() + blob
        done = 0
        try:
            while done < len(blob) and self._poll.poll(0):
                done += os.write(self._descriptor, blob[done : done + PIECE])
        except OSError:
            done = len(blob)  # nobody will ever read it
        if done:
            self._lost = 0
        self._waiting = deque([blob[done:]] if done < len(blob) else [])
        self._size = len(blob) - done
        if self._waiting and self._timer is None:
            try:
                self._timer = asyncio.get_running_loop().call_later(FLUSH_S, self.flush)
            except RuntimeError:
                self._waiting.clear()
                self._size = 0
