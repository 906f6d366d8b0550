"""Frame: what a running program sees: its variables, the menu it stands in, and the limits it runs under.

Source: RouterOS manual, Scripting (variables and scopes).
"""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .syntax import RunError
from .values import NOTHING, Array, Value, share

if TYPE_CHECKING:
    from .session import Session


NO_NAMES: frozenset[str] = frozenset()
STEPS_A_SLICE = 256
"""Steps of generated code between two looks at the clock."""
SMALL = 4096
"""Bytes of a value that nobody counts."""
UNSEEN = 4 << 20
"""Bytes that a program may make between two looks at the memory."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a program may do; 0 is no limit, for all but depth.

    steps: statements and loop turns. depth: calls within calls. memory_b: bytes by which the process may grow while it
    runs. time_s: seconds, waiting included. generate: whether loops and functions become Python functions; without,
    closures run everything, with one result.
    """

    steps: int = 50_000_000
    depth: int = 100
    memory_b: int = 256 << 20
    time_s: float = 0
    generate: bool = True
    pause_every: int = 64


def _resident_b() -> int:
    """Bytes of memory that the process holds (proc(5), statm)."""
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * _PAGE


class Clock:
    """Counts what a program uses up, and gives way now and then; RunError where it went too far."""

    __slots__ = (
        "_base_b",
        "_due",
        "_every",
        "_limits",
        "_pause",
        "_ticks",
        "_unseen",
        "depth",
        "ends",
        "left",
        "most_depth",
    )

    def __init__(self, limits: Limits, pause: Callable[[], None], ticks: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self.left = limits.steps or 1 << 62
        self.depth = 0
        self.most_depth = limits.depth
        self._every = self._due = limits.pause_every
        self._pause, self._ticks = pause, ticks
        self.ends = ticks() + limits.time_s if limits.time_s else float("inf")
        self._base_b = self._unseen = 0

    def step(self) -> None:
        """One statement or loop turn."""
        self._due -= 1
        if self._due <= 0:
            self._due = self._every
            self.left -= self._every
            self._look()

    def _look(self) -> None:
        if self.left <= 0:
            raise RunError("script stopped: too many steps")
        if self._ticks() >= self.ends:
            raise RunError("script stopped: too long")
        self._pause()

    def left_s(self) -> float:
        """Seconds that the program may still take."""
        return max(0.0, self.ends - self._ticks())

    def wait(self, seconds: float, sleep: Callable[[float], None]) -> None:
        """Sleep, but not beyond the time there is."""
        left = self.ends - self._ticks()
        sleep(max(0.0, min(seconds, left)))
        if seconds >= left:
            raise RunError("script stopped: too long")

    def spend(self, value: Value) -> None:
        """A value was made that may be large: now and then, see how far the process has grown."""
        size = len(value) if isinstance(value, str) else 64 * len(value) if isinstance(value, Array) else 0
        if size < SMALL or not self._limits.memory_b:
            return
        if not self._base_b:
            self._base_b = _resident_b()
        self._unseen += size
        if self._unseen >= UNSEEN:
            self._unseen = 0
            if _resident_b() - self._base_b > self._limits.memory_b:
                raise RunError("script stopped: out of memory")

    def slice(self) -> int:
        """An allowance of steps for generated code, which counts by itself; RunError when there are no more."""
        self._look()
        given = min(STEPS_A_SLICE, self.left)
        self.left -= given
        return given

    def unspent(self, steps: int) -> None:
        """Take back what is left of an allowance."""
        self.left += steps


class Frame:
    """One scope: local variables by name, names declared global, and the scope around it.

    entered: whether the last line only named a menu.
    given: the named arguments of the call whose outermost scope this is, None outside of functions.
    loose: those of its names that were declared without the quotes a router wants.
    """

    __slots__ = ("clock", "entered", "given", "globals", "locals", "loose", "parent", "path", "quiet", "session")

    def __init__(self, session: "Session", clock: Clock, path: tuple[str, ...], parent: "Frame | None" = None) -> None:
        self.session = session
        self.clock = clock
        self.path = path
        self.entered = False
        self.parent = parent
        self.locals: dict[str, Value] = {}
        self.globals: set[str] = set()
        self.given: frozenset[str] | None = None
        self.loose: frozenset[str] = NO_NAMES

    def inner(self) -> "Frame":
        """A scope within this one."""
        return Frame(self.session, self.clock, self.path, self)

    def of_function(self, given: Iterable[str] = ()) -> "Frame":
        """The scope of a function called from here with named arguments: it sees nothing of its caller."""
        made = Frame(self.session, self.clock, self.path)
        made.given = frozenset(given)
        return made

    def call(self) -> frozenset[str] | None:
        """The named arguments of the call that runs here, None outside of functions."""
        frame = self
        while frame.parent is not None:
            frame = frame.parent
        return frame.given

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

    def is_whole(self, name: str, whole: str, quoted: bool) -> bool:
        """Whether ``$a_b`` means the variable ``a_b``: only the lenient dialect knows such a name without quotes.

        quoted: within a string, where a router reads ``$a`` and ``_b``. There a variable whose declaration a router
        refuses may be meant, or one whose first part is no variable; else the router's reading stands.
        """
        if self.session.strict_dialect:
            return False
        frame: Frame | None = self
        while frame is not None:
            if whole in frame.locals or whole in frame.globals:
                return not quoted or whole in frame.loose or self.holder(name) is None
            frame = frame.parent
        return False

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
