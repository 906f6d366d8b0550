"""Making: the one way a request becomes a change: durable or undone, then told to history, safe mode and log.

A change of a file that is read becomes durable with others of it (``engine.groups``); any other on its own.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from poolkeeper.domain.change import Put
from poolkeeper.store.base import StoreError
from poolkeeper.tree import Menu, Reply, Request, may_see, refusal

from .batch import Edits
from .groups import HELD, NOT_KEPT, Group, Groups, Tell, Told
from .history import History
from .safemode import SafeMode

if TYPE_CHECKING:
    from .core import Core
    from .trial import Trial


class Making:
    """Makes changes. tell: hears of each that is kept."""

    def __init__(self, core: "Core", history: History, safe: SafeMode, trial: "Callable[[int], Trial]") -> None:
        self._core, self._history, self._safe = core, history, safe
        self.tell: Tell = self._tell
        self.groups = Groups(core, lambda told, kept: self.tell(told, kept), trial)

    def make(self, menu: Menu, request: Request, word: str, work: Callable[[Edits], Reply]) -> Reply:
        """Do the work as one, durable together or undone; raises Refusal, or Unkept where a whole file is undone."""
        group = self.groups.group_of(request)
        edits = Edits(self._core)
        try:
            reply = work(edits)
            if edits.changes and self.groups.holds:
                raise refusal.failure(HELD)
            steps = [step for step in edits.told if step.changes or is_blind(menu, request)]
            if steps:
                self._safe.admit(request.user)
            if edits.changes:
                edits.changes.append(Put("meta", ("clock",), (str(self._wall()),)))
        except BaseException:
            edits.undo()
            raise
        self._keep(edits, Told(menu, request, word, steps, bool(edits.changes)), group)
        self._notice(menu, request)
        return reply

    def only_now(self) -> None:
        """What follows is nobody's group: flush what is open; Refusal where a file is read whole."""
        self.groups.flush()
        if self.groups.holds:
            raise refusal.failure(HELD)

    def _wall(self) -> int:
        return self._core.clock.wall(self._core.clock.now())

    def _keep(self, edits: Edits, told: Told, group: Group | None) -> None:
        if group is not None and (edits.changes or edits.after):
            group.add(edits, told)
            if self._safe.holds(told.request.user):  # it counts what was kept
                group.flush()
            return
        try:
            edits.commit()
        except StoreError as error:
            self._core.log("system,error,critical", f"configuration change not kept: {error}")
            raise refusal.failure(NOT_KEPT) from None
        self.tell(told, True)

    def _tell(self, told: Told, kept: bool) -> None:
        """History and log hear of a change; kept: whether the history will have it for a while."""
        menu, request, word, steps, changed = told
        if steps and kept:
            node = self._core.tree.node(request.path)
            policy = node.commands[request.command].policy if node is not None else menu.write
            made = self._history.add(menu, request.user, policy, word, steps, self._wall())
            self._safe.note(request.user, made)
        elif steps:
            self._history.passed()
        if changed:
            self._core.log("system,info", f"{menu.noun} {word} by {request.user.name}")

    def _notice(self, menu: Menu, request: Request) -> None:
        """Tell whoever imports that a statement touches how this server is managed."""
        if request.importing is None or not menu.access or (request.command == "add" and menu.write == "write"):
            return
        request.importing.note(menu.access)


def is_blind(menu: Menu, request: Request) -> bool:
    """Whether a sensitive value is set by somebody who may not see it: a change even where it is the same.

    Else whether the history tells of one would tell whether a guess was right.
    """
    return not may_see(request.user.policies) and not menu.guarded.isdisjoint((*request.args, *request.flags))
