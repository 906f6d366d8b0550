"""Groups: the statements of a file that is read, made in memory one by one and made durable many at a time.

A group's changes are in the tables, so that later statements see them, but nobody else may: whoever gives the loop back
flushes first (``doors.slices``). Until then listeners, history and log have not heard of them, and a store that refuses
takes all of them back. What must be whole or not at all is tried on a copy: see ``engine.trial``.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from poolkeeper.domain.change import Change
from poolkeeper.store.base import StoreError
from poolkeeper.tree import Importing, Menu, Request, Unkept, refusal

from .batch import Edits, Step
from .history import MOST_CHANGES

if TYPE_CHECKING:
    from .core import Core
    from .trial import Trial

MOST_IN_GROUP = 500
"""Changes after which an import makes all durable: one sync costs as much as some dozens of them."""
MOST_IN_ONE = 20_000
"""Changes of one statement, a loop, that wait for its end."""
NOT_KEPT = "configuration could not be written to disk"
HELD = "an import that is all or nothing is under way: try again when it has ended"


class Told(NamedTuple):
    """One change as history and log hear of it. changed: whether the store has anything of it."""

    menu: Menu
    request: Request
    word: str
    steps: list[Step]
    changed: bool


Tell = Callable[[Told, bool], None]
"""Tells history and log of a change that was kept; False where the history would have forgotten it by now."""


class Group:
    """Changes of one file that are not durable yet. settled: called whenever all so far is."""

    def __init__(self, core: "Core", tell: Tell, settled: Callable[[], object]) -> None:
        self._core, self._tell, self._settled = core, tell, settled
        self._made: list[tuple[Edits, Told]] = []

    def add(self, edits: Edits, told: Told) -> None:
        """One more change. Raises Unkept with everything since the last flush undone, where it is one too many."""
        self._made.append((edits, told))
        if len(self._made) >= MOST_IN_ONE:
            self.flush()

    def is_kept(self) -> bool:
        """Whether everything is durable, after a flush where many changes wait for one; raises Unkept."""
        if len(self._made) >= MOST_IN_GROUP:
            self.flush()
        return not self._made

    def flush(self) -> None:
        """Make everything durable and tell of it; raises Unkept with all of it undone."""
        made = self._made
        try:
            self._core.store.commit(compacted(change for edits, _ in made for change in edits.changes))
        except StoreError as error:
            self.undo()
            raise unkept(self._core, error) from None
        except BaseException:
            self.undo()
            raise
        self._made = []
        for edits, _ in made:
            edits.kept()
        tell_of([told for _, told in made], self._tell)
        self._settled()

    def undo(self) -> None:
        """Put everything back that is not durable, newest first."""
        made, self._made = self._made, []
        for edits, _ in reversed(made):
            edits.undo()
        if made:
            for derive in self._core.taken_back:
                derive()


def tell_of(made: list[Told], tell: Tell) -> None:
    """Tell history and log of changes that were kept, the history only of those that it still has afterwards."""
    for left, told in zip(range(len(made), 0, -1), made, strict=True):
        tell(told, left <= MOST_CHANGES)


def unkept(core: "Core", error: StoreError) -> Unkept:
    """What ends an import whose statements the store did not take; the log has the reason."""
    core.log("system,error,critical", f"configuration change not kept: {error}")
    return Unkept(refusal.failure(NOT_KEPT).message)


def compacted(changes: Iterable[Change]) -> list[Change]:
    """The last change of each row, those of a table together: the same result with less work for the store."""
    last = {(change.table, change.key): change for change in changes}
    return sorted(last.values(), key=lambda change: (change.table, type(change).__name__))


class Groups:
    """What is open now, by the file it is of."""

    def __init__(self, core: "Core", tell: Tell, trial: Callable[[int], "Trial"]) -> None:
        self._core, self._tell, self._new_trial = core, tell, trial
        self._groups: dict[int, Group] = {}
        self._trials: dict[int, Trial] = {}
        self.holds = False
        """Whether a file is read that is to be kept whole: nobody else may change anything meanwhile."""

    def group_of(self, request: Request) -> Group | None:
        """The open group that a request belongs to; where there is none, all groups are flushed, to keep the order."""
        found = self._groups.get(id(request.importing)) if request.importing is not None else None
        if found is None:
            self.flush()
        return found

    def trial_of(self, request: Request) -> "Trial | None":
        """The trial that a request belongs to."""
        return self._trials.get(id(request.importing)) if request.importing is not None else None

    def flush(self) -> None:
        """Make everything durable that is not; raises Unkept."""
        for group in self._groups.values():
            group.flush()

    # -- what an import asks (script.importing.Keeping) --------------------------------------------------------------

    @contextmanager
    def grouped(self, importing: Importing, settled: Callable[[], object]) -> Iterator[Group]:
        """While open, the changes of a file are a group. What was done when it ends is kept, however it ends."""
        self.flush()
        group = self._groups[id(importing)] = Group(self._core, self._tell, settled)
        try:
            yield group
        except Unkept:
            raise
        except BaseException:
            group.flush()
            raise
        else:
            group.flush()
        finally:
            del self._groups[id(importing)]

    @contextmanager
    def tried(self, importing: Importing, lines: int, whole: bool) -> Iterator[Callable[[], None]]:
        """While open, the changes of a file are made on a copy; gives what then makes them here, all or none.

        lines: how many the file has. whole: whether they are to be made in the end, so that nobody else changes
        anything meanwhile; Refusal where another such file is read.
        """
        self.flush()
        if whole and self.holds:
            raise refusal.failure(HELD)
        trial = self._trials[id(importing)] = self._new_trial(lines if whole else 0)
        self.holds = self.holds or whole
        try:
            yield trial.keep
        finally:
            del self._trials[id(importing)]
            self.holds = self.holds and not whole
