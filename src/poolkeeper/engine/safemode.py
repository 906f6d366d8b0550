"""Safe mode: the changes of one session are taken back when it dies before it has released them.

One session at a time holds it, as on a router. Unlike there, changes of other sessions are left alone, and where there
is no room for one more change it is refused instead of being made without protection.
"""

from collections.abc import Callable, Iterator

from poolkeeper.tree import Refusal, User, refusal

from .history import History, Made
from .undo import Undo

MOST_ACTIONS = 100
"""Changes one safe mode protects (RouterOS manual, Configuration Management: Safe Mode)."""
FULL = f"safe mode protects {MOST_ACTIONS} actions and no more: release it (Ctrl-X) to keep them, and take it again"

Log = Callable[[str, str], None]


class SafeMode:
    """Who holds it, and what they did since. Sessions are told apart by ``User.session``."""

    def __init__(self, history: History, undo: Undo, log: Log) -> None:
        self._history, self._undo, self._log = history, undo, log
        self._holder: User | None = None
        self._lost: Callable[[], None] = _nobody
        self._acts: list[tuple[Made, bool]] = []

    def holds(self, user: User) -> bool:
        """Whether this session has it."""
        return self._holder is not None and self._holder.session == user.session

    def take(self, user: User, lost: Callable[[], None]) -> bool:
        """Take it for a session; False where another has it. lost: called when somebody else takes it away."""
        if self._holder is not None and not self.holds(user):
            return False
        self._holder, self._lost = user, lost
        return True

    def release(self, user: User) -> None:
        """Keep what was changed; nothing if another session has it by now."""
        if self.holds(user):
            self._leave()

    def _leave(self) -> None:
        for made, _ in self._acts:
            made.floating = 0
        self._holder, self._lost, self._acts = None, _nobody, []

    def hijack(self, user: User, lost: Callable[[], None], unroll: bool) -> Iterator[None]:
        """Take it away from whoever has it, with their changes kept or taken back; a step at a time, see ``unroll``."""
        if unroll and any(made.policy not in user.policies for made, _ in self._acts):
            raise refusal.not_enough_permissions()
        holder, tell = self._holder, self._lost
        if unroll and holder is not None:
            yield from self.unroll(holder)
        if holder is not None and self._holder in (holder, None):
            self._leave()
            tell()
        self.take(user, lost)

    # -- what changes ask ------------------------------------------------------------------------------------------

    def admit(self, user: User, turned: Made | None = None) -> None:
        """Refuse a change that safe mode has no room for. turned: one to be undone or redone, which may make room."""
        if turned is not None and (turned, turned.done) in self._acts:
            return
        if self.holds(user) and len(self._acts) >= MOST_ACTIONS:
            raise refusal.failure(FULL)

    def note(self, user: User, made: Made) -> None:
        """A change has just been made, undone or made again by a session."""
        if not self.holds(user):
            return
        if (made, not made.done) in self._acts:
            self._acts.remove((made, not made.done))
            made.floating = 0
        else:
            self._acts.append((made, made.done))
            made.floating = user.session

    # -- the end of a session --------------------------------------------------------------------------------------

    def unroll(self, user: User) -> Iterator[None]:
        """Take back what the session changed, newest first, one change a step; what others build on is kept and named.

        Nothing if the session does not hold safe mode.
        """
        if not self.holds(user):
            return
        undone = kept = 0
        while self._acts and self.holds(user):
            made, stood = self._acts.pop()
            made.floating = 0
            if made.done != stood:
                continue
            try:
                self._undo.turn(made)
                undone += 1
            except Refusal as reason:
                kept += 1
                why = reason.message.removeprefix("failure: ")
                self._log("system,warning", f"safe mode of {user.name}: kept: {why}")
            yield
        if self.holds(user):
            self._leave()
        self._log("system,warning", f"safe mode of {user.name} ended unreleased: {undone} undone, {kept} kept")


def _nobody() -> None:
    return None
