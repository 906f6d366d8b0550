"""Where log lines go beside the memory: standard error, without ever making the loop wait for its reader."""

import asyncio
import os
import select
import time
from collections import deque

from poolkeeper.engine.logbook import Line

PIECE = 4096
"""A pipe that polls writable takes this much without blocking (POSIX PIPE_BUF on Linux)."""
MOST_WAITING = 4 << 20
FLUSH_S = 0.05


def shown(line: Line) -> str:
    """One line as standard error shows it."""
    return f"{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(line.time))} {line.topics} {line.message}\n"


class StderrSink:
    """Collects lines and writes them a few times a second; where nobody reads, the oldest are dropped and counted."""

    def __init__(self, descriptor: int = 2) -> None:
        self._descriptor = descriptor
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._lost = 0
        self._timer: asyncio.TimerHandle | None = None
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLOUT)

    def __call__(self, line: Line) -> None:
        """Take a line; it is written soon, at once where no loop runs."""
        self._push(shown(line).encode("utf-8", "backslashreplace"))
        if self._timer is None:
            try:
                self._timer = asyncio.get_running_loop().call_later(FLUSH_S, self.flush)
            except RuntimeError:
                self.flush()

    def _push(self, text: bytes) -> None:
        self._waiting.append(text)
        self._size += len(text)
        while self._size > MOST_WAITING:
            self._size -= len(self._waiting.popleft())
            self._lost += 1

    def flush(self) -> None:
        """Write what can be written without waiting."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._lost and not self._waiting:
            return
        blob = b"".join(self._waiting)
        if self._lost:
            blob = f"({self._lost} log lines were dropped: standard error was not read)\n".encode() + blob
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
