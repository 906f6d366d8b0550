"""History: the configuration changes of this run, newest kept in memory: who made each, how, and what it touched.

A change is one committed group of edits. Only what a door asked for is here: leases, links and the factory's items are
nobody's change. Whether a change can be taken back is for ``engine.undo`` to say; texts are drawn when it is made.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from poolkeeper.tree import Menu, User, Values

from .batch import Step

MOST_CHANGES = 1000
"""Changes kept; older ones are forgotten and can not be undone any more."""
MOST_STEPS = 200_000
"""Items touched by all kept changes together, so that a few very large ones do not fill the memory."""
NAMED = 3
"""Items a change names before it only counts the rest."""

Tell = Callable[[Menu, int, Values | None, Values | None], str]
"""The command that turns an item's values (None: not there) into others, as text without secrets."""


@dataclass(slots=True, eq=False)
class Made:
    """One change. number: counts up. turn: when it was last done or undone, in the order of all that was.

    policy: what making it needed, so reversing it does too. floating: the session whose safe mode would take it back.
    """

    number: int
    time: int
    user: User
    policy: str
    action: str
    redo: str
    undo: str
    steps: tuple[Step, ...]
    done: bool = True
    turn: int = 0
    floating: int = 0
    ids: tuple[int, ...] = ()


class History:
    """The changes in the order they were made."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._made: deque[Made] = deque()
        self._number = self._turn = self._steps = 0

    def __iter__(self) -> Iterator[Made]:
        """Newest first."""
        return reversed(self._made)

    def add(self, menu: Menu, user: User, policy: str, verb: str, steps: Sequence[Step], time: int) -> Made:
        """Remember a change that was committed."""
        self._number += 1
        made = Made(self._number, time, user, policy, action(menu, verb, steps), "", "", tuple(steps))
        made.redo = self._commands(menu, steps, forward=True)
        made.undo = self._commands(menu, steps[::-1], forward=False)
        made.ids = tuple(dict.fromkeys(step.item for step in steps))
        self._made.append(made)
        self._steps += len(steps)
        self.turned(made)
        while len(self._made) > MOST_CHANGES or (self._steps > MOST_STEPS and len(self._made) > 1):
            self._steps -= len(self._made.popleft().steps)
        return made

    def passed(self) -> None:
        """A change was made that is forgotten already: more than are kept came after it."""
        self._number += 1

    def _commands(self, menu: Menu, steps: Sequence[Step], forward: bool) -> str:
        texts = []
        for step in steps[:NAMED]:
            old, new = (step.before, step.after) if forward else (step.after, step.before)
            texts.append(self._tell(menu, step.item, old, new))
        rest = len(steps) - NAMED
        return "; ".join(texts) + (f" # and {rest} more" if rest > 0 else "")

    def turned(self, made: Made) -> None:
        """The change has just been done, undone or done again."""
        self._turn += 1
        made.turn = self._turn

    def forget(self) -> None:
        """Nothing that was done so far can be undone any more."""
        self._made.clear()
        self._steps = 0

    def last_done(self) -> Made | None:
        """What ``/undo`` takes back: the change that took effect last and still stands."""
        return max((made for made in self._made if made.done), key=lambda made: made.turn, default=None)

    def last_undone(self) -> Made | None:
        """What ``/redo`` makes again: the change that was taken back last."""
        return max((made for made in self._made if not made.done), key=lambda made: made.turn, default=None)

    def after(self, turn: int) -> Iterator[Made]:
        """Changes that stand and took effect later, the earliest first."""
        return iter(sorted((made for made in self._made if made.done and made.turn > turn), key=lambda made: made.turn))


def action(menu: Menu, verb: str, steps: Sequence[Step]) -> str:
    """``pool default-dhcp added``: what was changed, in the words of RouterOS's history."""
    kinds = {"added" if step.before is None else "removed" if step.after is None else "" for step in steps}
    said = kinds.pop() if len(kinds) == 1 and menu.shape != "single" else ""
    names = [str((step.after or step.before or {}).get(menu.key) or "") for step in steps] if menu.key else []
    names = [name for name in names if name]
    shown = ",".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return " ".join(filter(None, (menu.noun, shown, said or verb)))
