"""Synchronous work that gives the loop back between slices: a script or a long print runs in a greenlet of its own.

The work is plain calls, no coroutines; where it must wait (its turn, a delay, a thread that hashes) it calls ``wait``,
which hands an awaitable to the task that drives it. Cancelling the task raises CancelledError inside the work.
"""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from greenlet import getcurrent, greenlet

from .pacer import Pacer

Result = TypeVar("Result")


async def in_slices(work: Callable[[], Result]) -> Result:
    """Run the work to its end beside the loop; its result, or what it raised."""
    child = greenlet(work)
    outcome = child.switch()
    while not child.dead:
        try:
            given = await outcome
        except BaseException as error:  # noqa: BLE001 - whatever ended the wait belongs to the work, cancelling too
            outcome = child.throw(error)
        else:
            outcome = child.switch(given)
    return outcome  # type: ignore[no-any-return]


def wait(awaitable: Awaitable[Result]) -> Result:
    """Inside the work: wait for an awaitable; RuntimeError outside of ``in_slices``."""
    parent = getcurrent().parent
    if parent is None:
        raise RuntimeError("wait outside of in_slices")
    return parent.switch(awaitable)  # type: ignore[no-any-return]


class Pause:
    """Called often by long work: gives way once a slice is used up, for its turn of the shared pacer."""

    def __init__(self, pacer: Pacer, slice_s: float = 0.001, clock: Callable[[], float] = time.perf_counter) -> None:
        self._pacer, self._slice_s, self._clock = pacer, slice_s, clock
        self._began = clock()

    def __call__(self) -> bool:
        """Give way if the slice is used up; whether it was."""
        used = self._clock() - self._began
        if used < self._slice_s:
            return False
        wait(self._pacer.turn(used))
        self._began = self._clock()
        return True
