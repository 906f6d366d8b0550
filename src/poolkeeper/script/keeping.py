"""Keeping: how what a file says becomes durable, as an import asks it of the house. ``engine.groups`` is one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from poolkeeper.tree import Importing
from poolkeeper.tree.refusal import failure


class Keeping(Protocol):
    """What an import may ask for. Whatever it gives to call may raise Unkept with nothing kept since the last time."""

    def grouped(
        self, importing: Importing, settled: Callable[[], object]
    ) -> AbstractContextManager[Callable[[], None]]:
        """While open, many statements become durable at a time, then ``settled`` is called; gives what does so now."""

    def tried(self, importing: Importing, lines: int, whole: bool) -> AbstractContextManager[Callable[[], None]]:
        """While open, statements are made on a copy; gives what makes them all durable, or raises Refusal.

        lines: how many the file has. whole: whether that is wanted in the end.
        """


class AtOnce:
    """Each statement on its own; nothing can be tried."""

    @contextmanager
    def grouped(self, importing: Importing, settled: Callable[[], object]) -> Iterator[Callable[[], None]]:
        """Nothing to wait for."""
        yield lambda: None
        settled()

    def tried(self, importing: Importing, lines: int, whole: bool) -> AbstractContextManager[Callable[[], None]]:
        """Refusal."""
        raise failure("nothing can be tried out here")
