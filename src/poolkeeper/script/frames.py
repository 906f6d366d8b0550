"""Frame: what a running program sees: its variables, the menu it stands in, and the limits it runs under.

Source: RouterOS manual, Scripting (variables and scopes).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .operators import RunError
from .values import NOTHING, Value, share

if TYPE_CHECKING:
    from .session import Session


STEPS_A_SLICE = 256
"""Steps of generated code between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a program may do. steps: statements and loop turns; depth: calls within calls.

    generate: whether loops and functions become Python functions; without, closures run everything, with one result.
    """

    steps: int = 50_000_000
    generate: bool = True
    depth: int = 100
    pause_every: int = 64


class Clock:
    """Counts steps and gives way now and then."""

    __slots__ = ("_due", "_every", "_pause", "depth", "left", "most_depth")

    def __init__(self, limits: Limits, pause: Callable[[], None]) -> None:
        self.left = limits.steps
        self.depth = 0
        self.most_depth = limits.depth
        self._every = self._due = limits.pause_every
        self._pause = pause

    def step(self) -> None:
        """One statement or loop turn; RunError when there were too many."""
        self._due -= 1
        if self._due <= 0:
            self._due = self._every
            self.left -= self._every
            if self.left <= 0:
                raise RunError("script stopped: too many steps")
            self._pause()

    def slice(self) -> int:
        """An allowance of steps for generated code, which counts by itself; RunError when there are no more."""
        if self.left <= 0:
            raise RunError("script stopped: too many steps")
        self._pause()
        given = min(STEPS_A_SLICE, self.left)
        self.left -= given
        return given

    def unspent(self, steps: int) -> None:
        """Take back what is left of an allowance."""
        self.left += steps


class Frame:
    """One scope: local variables by name, names declared global, and the scope around it."""

    __slots__ = ("clock", "globals", "locals", "parent", "path", "quiet", "session")

    def __init__(self, session: "Session", clock: Clock, path: tuple[str, ...], parent: "Frame | None" = None) -> None:
        self.session = session
        self.clock = clock
        self.path = path
        self.parent = parent
        self.locals: dict[str, Value] = {}
        self.globals: set[str] = set()

    def inner(self) -> "Frame":
        """A scope within this one."""
        return Frame(self.session, self.clock, self.path, self)

    def of_function(self) -> "Frame":
        """The scope of a function called from here: it sees nothing of its caller."""
        return Frame(self.session, self.clock, self.path)

    def holder(self, name: str) -> "dict[str, Value] | None":
        """Where a declared variable lives, None for an undeclared one."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.locals:
                return frame.locals
            if name in frame.globals:
                return self.session.environment
            frame = frame.parent
        return None

    def get(self, name: str) -> Value:
        """A variable's value, nothing where it is unset or undeclared."""
        holder = self.holder(name)
        return NOTHING if holder is None else holder.get(name, NOTHING)

    def set(self, name: str, value: Value) -> bool:
        """Give a declared variable a value; False where no scope declares it."""
        holder = self.holder(name)
        if holder is None:
            return False
        holder[name] = share(value)
        return True
