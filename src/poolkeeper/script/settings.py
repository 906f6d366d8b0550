"""Settings: how the sessions of a user speak, and how much their scripts may use, as the administrator set it."""

from dataclasses import dataclass

from poolkeeper.tree import Style


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of ``/system/console`` for one user. strict: nothing is taken that a router refuses.

    max_steps: statements and loop turns of a script. max_memory: bytes its values may hold. max_time_s: seconds it may
    take, waits included. max_depth: calls within calls.
    """

    style: Style = Style.V6
    strict: bool = False
    max_steps: int = 50_000_000
    max_memory: int = 64 << 20
    max_time_s: float = 3600.0
    max_depth: int = 100
