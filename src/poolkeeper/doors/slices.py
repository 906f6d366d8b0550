"""Synchronous work that gives the loop back between slices: a script or a long print runs in a greenlet of its own.

The work is plain calls, no coroutines; where it must wait (its turn, a delay, a thread that hashes) it calls ``wait``,
which hands an awaitable to the task that drives it. Cancelling the task raises CancelledError inside the work.
"""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from greenlet import getcurrent, greenlet

from .pacer import Pacer

Result = TypeVar("Result")


class Slices(greenlet):  # type: ignore[misc]
    """Work in slices. leaving: called whenever it is about to give the loop back, the outermost first."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(work)
        self.leaving: list[Callable[[], None]] = []


@contextmanager
def before_waiting(leave: Callable[[], None]) -> Iterator[None]:
    """While open, ``leave`` is called before the work that runs here gives the loop back; what it raises ends it."""
    here = getcurrent()
    if not isinstance(here, Slices):
        raise RuntimeError("before_waiting outside of in_slices")
    here.leaving.append(leave)
    try:
        yield
    finally:
        here.leaving.remove(leave)


async def in_slices(work: Callable[[], Result]) -> Result:
    """Run the work to its end beside the loop; its result, or what it raised."""
    child = Slices(work)
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
    here = getcurrent()
    if not isinstance(here, Slices):
        raise RuntimeError("wait outside of in_slices")
    for leave in here.leaving:
        leave()
    parent = here.parent
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
