"""The interface of a store: load, commit, check, close. No SQL here; each store is a file beside this one.

A store makes a batch of changes durable, or none of them, before ``commit`` returns. It decides nothing.
"""

from collections.abc import Iterator, Sequence
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

    def newest_lease(self) -> int:
        """Unix seconds at which the last client was heard of that the leases tell of, 0 without any."""

    def commit(self, changes: Changes, leases: Sequence[LeaseRecord] = ()) -> None:
        """Make all durable together or nothing, the changes, then the leases in order; returns when it is on disk."""

    def check(self) -> list[str]:
        """What is wrong with the stored data, one sentence each; empty when sound."""

    def close(self) -> None:
        """Flush and let go; a store that was closed may be opened again."""
