"""Stretches of addresses, and which of many contain or touch another, without walking them all."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from .facts import Value


class Part(NamedTuple):
    """One range of a pool. at: its offset in the value."""

    first: int
    last: int
    pool: str
    text: str
    value: Value
    at: int


def start_of(value: Value) -> int:
    """Where the text of a value begins, behind its quote."""
    return value.at.start + (value.source.text[value.at.start : value.at.start + 1] == '"')


class Stretch(Protocol):
    """Anything from a first to a last address."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


S = TypeVar("S", bound=Stretch)


class Spans(Generic[S]):
    """Stretches by their beginning; of all that begin before a place the one is known that goes furthest."""

    def __init__(self, items: Sequence[S]) -> None:
        self._items = sorted(items, key=lambda each: each.first)
        self._firsts = [each.first for each in self._items]
        self._furthest: list[S] = []
        for each in self._items:
            longer = not self._furthest or each.last > self._furthest[-1].last
            self._furthest.append(each if longer else self._furthest[-1])

    def holding(self, first: int, last: int) -> S | None:
        """A stretch that contains all from ``first`` to ``last``."""
        place = bisect_right(self._firsts, first)
        found = self._furthest[place - 1] if place else None
        return found if found is not None and found.last >= last else None

    def touching(self, first: int, last: int) -> S | None:
        """A stretch that has any of these addresses."""
        place = bisect_right(self._firsts, last)
        found = self._furthest[place - 1] if place else None
        return found if found is not None and found.last >= first else None


def between(numbers: list[int], first: int, last: int) -> list[int]:
    """Those of sorted numbers that are not before ``first`` and not behind ``last``."""
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]
