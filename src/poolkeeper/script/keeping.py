"""Keeping: how what a file says becomes durable, as an import asks it of the house. ``engine.groups`` is one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from poolkeeper.tree import Importing
from poolkeeper.tree.refusal import failure


class Open(Protocol):
    """Statements that become durable together. Either may raise Unkept, with nothing kept since the last time."""

    def flush(self) -> None:
        """Make everything durable now."""

    def is_kept(self) -> bool:
        """Whether everything is durable, after seeing to it where much is not: for the time between two statements."""


class Keeping(Protocol):
    """What an import may ask for."""

    def grouped(self, importing: Importing, settled: Callable[[], object]) -> AbstractContextManager[Open]:
        """While open, many statements become durable at a time, then ``settled`` is called; at the end all that ran."""

    def tried(self, importing: Importing, lines: int, whole: bool) -> AbstractContextManager[Callable[[], None]]:
        """While open, statements are made on a copy; gives what makes them all durable, or raises Refusal.

        lines: how many the file has. whole: whether that is wanted in the end.
        """


class AtOnce:
    """Each statement on its own; nothing can be tried."""

    def flush(self) -> None:
        """Nothing waits."""

    def is_kept(self) -> bool:
        """It is."""
        return True

    @contextmanager
    def grouped(self, importing: Importing, settled: Callable[[], object]) -> Iterator[Open]:
        """Nothing to wait for."""
        yield self

    def tried(self, importing: Importing, lines: int, whole: bool) -> AbstractContextManager[Callable[[], None]]:
        """Refusal."""
        raise failure("nothing can be tried out here")
