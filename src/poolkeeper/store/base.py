"""The interface of a store: load, commit, check, close. No SQL here; each store is a file beside this one.

A store makes a batch of changes durable, or none of them, before ``commit`` returns. It decides nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from poolkeeper.domain.change import Cell, Changes, LeaseRecord

SCHEMA = 2
"""The schema number this program writes; an older store is migrated, a newer one refused."""


class StoreError(Exception):
    """Not kept: disk full, I/O error, lost database. Whoever waits for the commit must not be answered."""


class Store(Protocol):
    """Where acknowledged state survives. Every method may raise StoreError."""

    def load(self, table: str) -> Iterator[tuple[Cell, ...]]:
        """Every row of a table, key columns first; items by menu and position, leases by address."""

    def commit(
        self, changes: Changes, leases: Sequence[LeaseRecord] = (), meanwhile: Callable[[], None] | None = None
    ) -> None:
        """Make all durable together or nothing, the changes and then the leases in order; returns when it is on disk.

        meanwhile: called once, on the calling thread, while the disk works, whatever becomes of the commit; it must
        not use the store. If it raises, that comes out when the commit has ended and was kept: a StoreError goes
        before it, and tells as ever that nothing was.
        """

    def check(self) -> list[str]:
        """What is wrong with the stored data, one sentence each; empty when sound."""

    def close(self) -> None:
        """Flush and let go; a store that was closed may be opened again."""
