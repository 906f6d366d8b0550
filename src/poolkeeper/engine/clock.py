"""HouseClock: the time leases live by. It follows the monotonic clock, so that a wall clock that steps moves no lease.

House seconds begin equal to Unix seconds and then only tick. Stored ends are wall time; ``wall`` and ``house`` turn
one into the other with the offset of the moment. Tests pass a clock that they move by hand.
"""

import time
from collections.abc import Callable

STEP_S = 2
"""A wall clock that is off by more than this between two looks has been stepped."""


class HouseClock:
    """House seconds and their offset to the wall.

    not_before: Unix seconds of the last stored change. Where the wall is earlier at the start (a machine without a
    battery), house time begins there, so that nothing expires on the word of a clock that is wrong.
    """

    def __init__(
        self,
        not_before: int = 0,
        wall: Callable[[], float] = time.time,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._ticks = wall, ticks
        start = wall()
        self.behind_s = max(0, int(not_before - start))
        self._start = max(start, float(not_before)) - ticks()
        self.offset_s = round(wall() - self._now())

    def _now(self) -> float:
        return self._start + self._ticks()

    def now(self) -> int:
        """House seconds, whole."""
        return int(self._start + self._ticks())

    def micros(self) -> int:
        """House time in microseconds."""
        return int((self._start + self._ticks()) * 1_000_000)

    def wall(self, house: int) -> int:
        """Unix seconds of a house time, for the store; 0 (never) stays 0."""
        return house + self.offset_s if house else 0

    def house(self, wall: int) -> int:
        """House seconds of a stored time; 0 (never) stays 0."""
        return wall - self.offset_s if wall else 0

    def stepped(self) -> int:
        """Seconds by which the wall clock stepped since the last look, 0 if it did not; takes the new offset."""
        offset = round(self._wall() - self._now())
        step = offset - self.offset_s
        if abs(step) < STEP_S:
            return 0
        self.offset_s = offset
        return step
