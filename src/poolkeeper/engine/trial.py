"""Trial: a copy of the configuration on which a whole file is tried before any of it counts, or only to see.

Items are copied by menu; values are shared, since none is ever changed in place. Leases, links and counters are not
copied: a trial reads those of the house and changes none. Nothing is stored and nobody hears of it. ``keep`` then makes
the same changes in the house, in one transaction, provided that nothing they touch is another by now.
"""

import copy
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn

from poolkeeper.domain.change import Cell, Change, Changes, Delete, LeaseRecord, Put
from poolkeeper.store.base import StoreError
from poolkeeper.tree import Refusal, Reply, Request, refusal

from .batch import Edits, Step
from .core import LEASES, Core, CoreLook
from .groups import Told, compacted, tell_of, unkept
from .logbook import LogBook

if TYPE_CHECKING:
    from .apply import Engine

NOT_TRIED = "this can not be tried out: leave it out of a file that is read dry or whole"


class _Collected:
    """A store that keeps nothing: what a trial would have written."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def load(self, table: str) -> Iterator[tuple[Cell, ...]]:
        return iter(())

    def newest_lease(self) -> int:
        return 0

    def commit(self, changes: Changes, leases: Sequence[LeaseRecord] = ()) -> None:
        self.changes.extend(changes)
        for lease in leases:
            self.changes.append(Put("lease", lease[:1], lease[1:]) if len(lease) > 1 else Delete("lease", lease))

    def check(self) -> list[str]:
        return []

    def close(self) -> None:
        return None


class Trial:
    """One file tried out. ids: how many leases it may add without taking the ids of those the house gives meanwhile."""

    def __init__(self, engine: "Engine", ids: int = 0) -> None:
        self._engine = engine
        self._store = _Collected()
        self._steps: list[Step] = []
        self._told: list[Told] = []
        self._core = self._copy(engine.core, ids)
        self._inner = engine.on(self._core, lambda told, _: self._told.append(told))

    def _copy(self, core: Core, ids: int) -> Core:
        made = copy.copy(core)
        made.tables = copy.copy(core.tables)
        for path, table in core.tables.items():
            made.tables[path] = table.copy()
        made.look = CoreLook(made.tables)
        made.store, made.log = self._store, LogBook()
        made.on_change = defaultdict(list)
        made.taken_back = []
        made.works = dict.fromkeys(core.works, _refused)
        made.free_lease = _refused
        made.check_lease = _refused
        made.tell = self._steps.extend  # type: ignore[method-assign, assignment]
        leases = core.tables[LEASES]
        leases.next_id += ids
        return made

    def run(self, request: Request) -> Reply:
        """Answer one request of the file; raises Refusal."""
        return self._inner.run(request)

    def keep(self) -> None:
        """Make the changes in the house; Refusal where something they touch was changed meanwhile, Unkept where the
        store refuses, both with nothing changed."""
        core = self._engine.core
        edits = Edits(core)
        try:
            for step in self._steps:
                if step.path == LEASES and step.before is None and core.book.row_of_id(step.item) >= 0:
                    raise refusal.failure(f"lease *{step.item:X} was given out meanwhile")
                edits.repeat(step)
            edits.changes += [each for each in compacted(self._store.changes) if not _is_counter(each)]
            for path in {step.path for step in self._steps}:
                edits.spend(path, self._core.tables[path].reserved)
            edits.commit()
        except StoreError as error:
            raise unkept(core, error) from None
        except Refusal:
            edits.undo()
            raise
        tell_of(self._told, self._engine.making.tell)


def _is_counter(change: Change) -> bool:
    """Whether it spends ids: which are spent, the house knows better."""
    return change.table == "meta" and str(change.key[0]).startswith("next ")


def _refused(*_: object) -> NoReturn:
    raise refusal.failure(NOT_TRIED)
