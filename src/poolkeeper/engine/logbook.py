"""LogBook: log lines with RouterOS's topics, newest kept in memory, handed on to whoever listens (stderr, tests).

A line has a time (Unix seconds), topics (facility first, severity after: ``dhcp,info``) and a message. No secrets.
"""

import time
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

LINES = 1000
"""Lines kept in memory (RouterOS's ``memory-lines`` default)."""


class Line(NamedTuple):
    """One log line. number: counts up from 1 and is never reused in a run."""

    number: int
    time: float
    topics: str
    message: str


class LogBook:
    """The newest lines and the listeners. Safe to write from the loop only."""

    def __init__(self, wall: Callable[[], float] = time.time, lines: int = LINES) -> None:
        self._wall = wall
        self.lines: deque[Line] = deque(maxlen=lines)
        self.listeners: list[Callable[[Line], None]] = []
        self._number = 0

    def __call__(self, topics: str, message: str) -> None:
        """Write one line; control characters in the message become dots, so that a line stays a line."""
        self._number += 1
        if not message.isprintable():
            message = "".join(char if char.isprintable() else "." for char in message)
        line = Line(self._number, self._wall(), topics, message)
        self.lines.append(line)
        for listen in self.listeners:
            listen(line)

    def follow(self, listen: Callable[[Line], None]) -> Callable[[], None]:
        """Hand every line on from now; the function that ends it."""
        self.listeners.append(listen)
        return lambda: self.listeners.remove(listen)

    @property
    def newest(self) -> int:
        """The number of the newest line, 0 before the first."""
        return self._number

    def since(self, number: int) -> list[Line]:
        """Lines after the one with this number, oldest first."""
        skip = max(0, len(self.lines) - (self._number - number))
        return list(islice(self.lines, skip, None))
