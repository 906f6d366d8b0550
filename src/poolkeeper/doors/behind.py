"""What terminals need of the house beside requests: safe mode and the log, in the words that doors know."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from poolkeeper.tree import User


class SafeMode(Protocol):
    """One session at a time holds it; told apart by ``User.session``."""

    def holds(self, user: User) -> bool:
        """Whether this session has it."""

    def take(self, user: User, lost: Callable[[], None]) -> bool:
        """Take it; False where another session has it. lost: called when somebody takes it away."""

    def release(self, user: User) -> None:
        """Keep what was changed."""

    def hijack(self, user: User, lost: Callable[[], None], unroll: bool) -> Iterator[None]:
        """Take it away from whoever has it, a step at a time; raises Refusal."""

    def unroll(self, user: User) -> Iterator[None]:
        """Take back what the session changed, a step at a time; nothing where it does not hold safe mode."""


class LogLine(Protocol):
    """One line of the log."""

    @property
    def number(self) -> int:
        """Counts up."""

    @property
    def time(self) -> float:
        """Unix seconds."""

    @property
    def topics(self) -> str:
        """``system,error,critical``."""

    @property
    def message(self) -> str:
        """What happened."""


class LogFeed(Protocol):
    """The log: to write, to read back, to follow."""

    def __call__(self, topics: str, message: str) -> None:
        """Write one line."""

    @property
    def newest(self) -> int:
        """The number of the newest line."""

    def since(self, number: int) -> Sequence[LogLine]:
        """Lines after the one with this number, oldest first."""

    def follow(self, listen: Callable[[LogLine], None]) -> Callable[[], None]:
        """Hand every line on from now; the function that ends it."""
