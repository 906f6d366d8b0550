"""LogBook: log lines with RouterOS's topics, newest kept in memory, handed on to whoever listens (stderr, tests).

A line has a time (Unix seconds), topics (facility first, severity after: ``dhcp,info``) and a message. No secrets.
Lines come in batches, and what the packet path has to say is put into words only when somebody reads it: a batch costs
the same however many lines it holds.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

LINES = 1000
"""Lines kept in memory (RouterOS's ``memory-lines`` default)."""

Saying: TypeAlias = tuple[Any, ...]
"""(topics, message), or (topics, function, its arguments...) for a message that is made when it is read."""


def words(saying: Saying) -> str:
    """The message of a line; control characters become dots, so that a line stays a line."""
    message = saying[1]
    text: str = message if type(message) is str else message(*saying[2:])
    return text if text.isprintable() else "".join(char if char.isprintable() else "." for char in text)


class Line(NamedTuple):
    """One log line. number: counts up from 1 and is never reused in a run."""

    number: int
    time: float
    topics: str
    message: str


class Batch(NamedTuple):
    """Lines written at one moment. first: the number of the first one."""

    first: int
    time: float
    sayings: Sequence[Saying]

    def lines(self) -> Iterator[Line]:
        """The lines in words."""
        for number, saying in enumerate(self.sayings, self.first):
            yield Line(number, self.time, saying[0], words(saying))


class LogBook:
    """The newest lines and the listeners. Safe to write from the loop only."""

    def __init__(self, wall: Callable[[], float] = time.time, lines: int = LINES) -> None:
        self._wall = wall
        self._most = lines
        self._batches: deque[Batch] = deque()
        self._kept = 0
        self._number = 0
        self.listeners: list[Callable[[Line], None]] = []
        self.sinks: list[Callable[[Batch], None]] = []
        """Take whole batches and put them into words later, if at all."""

    def __call__(self, topics: str, message: str) -> None:
        """Write one line."""
        self.write([(topics, message)])

    def write(self, sayings: Sequence[Saying]) -> None:
        """Write several lines at once; the sequence is kept as it is and must not be changed any more."""
        if not sayings:
            return
        batch = Batch(self._number + 1, self._wall(), sayings)
        self._number += len(sayings)
        self._kept += len(sayings)
        batches = self._batches
        batches.append(batch)
        while self._kept - len(batches[0].sayings) >= self._most:
            self._kept -= len(batches.popleft().sayings)
        for take in self.sinks:
            take(batch)
        if self.listeners:
            for line in batch.lines():
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

    @property
    def lines(self) -> list[Line]:
        """The newest lines, oldest first."""
        return self.since(max(0, self._number - self._most))

    def since(self, number: int) -> list[Line]:
        """Lines after the one with this number, oldest first, as far as they are kept."""
        oldest = max(number, self._number - self._most)
        found: list[Line] = []
        for batch in self._batches:
            if batch.first + len(batch.sayings) > oldest + 1:
                found += islice(batch.lines(), max(0, oldest + 1 - batch.first), None)
        return found
