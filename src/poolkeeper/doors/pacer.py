"""The pacer: whatever is long on the loop takes its turns here, so that nobody on the wire waits for a list.

One pacer is shared by all long work (lists, exports, scripts), so it bounds the share of all of it together. It knows
nothing of what the work is.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import TypeVar

Piece = TypeVar("Piece")
SLICE_S = 0.001
"""Longest stretch of work between two turns."""


class Pacer:
    """Turns for long work: after a slice, a pause in which the loop belongs to others.

    share: the part of the loop's time that all long work together may take. clock: seconds from any zero point.
    """

    def __init__(self, share: float = 0.2, clock: Callable[[], float] = time.perf_counter) -> None:
        self.share = share
        self.clock = clock
        self.free = 0.0
        self.cost = 0.0

    async def turn(self, cost: float) -> None:
        """Wait for the next turn; cost: seconds that the slice just done took."""
        self.cost += (min(cost, 8 * SLICE_S) - self.cost) / 4  # smoothed: a slice may have been put off by the kernel
        now = self.clock()
        at = max(now, self.free)
        self.free = at + self.cost / self.share
        await asyncio.sleep(at - now)

    async def slices(self, pieces: Iterator[Piece], most: int = 10_000) -> AsyncGenerator[list[Piece], None]:
        """What an iterator yields, in lists of as much as a slice of time (or ``most``) allows; a turn between two.

        The drawing is what is paced: let the iterator do the work (render a row), not the caller.
        """
        while True:
            start = self.clock()
            until = start + SLICE_S
            drawn: list[Piece] = []
            for piece in pieces:
                drawn.append(piece)
                if self.clock() >= until or len(drawn) >= most:
                    break
            else:
                if drawn:
                    yield drawn
                return
            cost = self.clock() - start
            yield drawn
            await self.turn(cost)
