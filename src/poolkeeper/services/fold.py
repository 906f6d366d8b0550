"""Folds the journal of leases into their table while nobody waits for a commit, in slices of about a millisecond.

Here: when and how much at once. What a fold is, is the store's (``store.journal``), which is passed in. Under load the
journal grows, which costs a start some time; once it is LONG, slices are taken under load too, in the turns of the
pacer, and from TOO_LONG on as many as it takes to be no longer than LONG.
"""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

LOOK_S = 0.05
"""Seconds without a commit that count as quiet."""
REST_S = 1.0
"""Seconds until the next look where there is nothing to fold, or where folding failed."""
SLICE_S = 0.001
LONG = 64 << 20  # bytes from which on it is folded under load, in turns
TOO_LONG = 256 << 20  # bytes from which on it is folded without waiting for turns
LONGER = 8  # times the slice where there is no waiting for turns: between two of them clients are served once
FEW, MANY = 16, 4096  # records in a slice
TOO_LONG_SAYS = "too long for its turns: folded at the cost of clients' answers"


class Journal(Protocol):
    """The journal of the store."""

    commits: int
    """How many there were."""

    def journal_bytes(self) -> int:
        """Bytes that wait to be folded; not 0 where nobody can tell, so that a fold says why."""


class Folder:
    """Folds as long as ``work`` runs.

    fold: folds about as many of the oldest records as it is given; how many are left, and what went wrong or "". turn:
    waits for the next turn of long work, given the seconds of the last. report: told after each fold what went wrong,
    "" for nothing; outgrown: the same of a journal that is TOO_LONG. The limits are bytes, see the constants.
    """

    def __init__(
        self,
        journal: Journal,
        fold: Callable[[int], tuple[int, str]],
        turn: Callable[[float], Awaitable[None]],
        report: Callable[[str], None],
        outgrown: Callable[[str], None],
        *,
        long: int = LONG,
        too_long: int = TOO_LONG,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._journal, self._fold, self._turn = journal, fold, turn
        self._report, self._outgrown = report, outgrown
        self._long, self._too_long = long, too_long
        self._clock, self._sleep = clock, sleep
        self._seen = -1
        self._urgent = False
        self.most = 64
        """Records in the next slice."""

    async def work(self) -> None:
        """Look again and again, and fold where it is time; never returns."""
        while True:
            await self._sleep(await self.look())

    async def look(self) -> float:
        """Fold if nobody has committed since the last look, or if there is too much; seconds until the next look.

        Whatever goes wrong is told and tried again later: leases are safe in the journal, and clients are served.
        """
        try:
            return await self._look()
        except Exception as error:  # noqa: BLE001 - a bug of ours in a fold must not end the server
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(frame.filename).name}:{frame.lineno}"
            self._report(f"internal error: {type(error).__name__}: {error} ({place})")
            return REST_S

    async def _look(self) -> float:
        quiet = self._journal.commits == self._seen
        self._seen = self._journal.commits
        waiting = self._journal.journal_bytes()
        if not waiting:
            return REST_S
        if (quiet or waiting > self._long) and not await self._slices():
            return REST_S
        return LOOK_S

    async def _slices(self) -> bool:
        """Slice after slice, until all is folded or somebody commits and the journal is no longer than it may be.

        False where a fold failed.
        """
        left = 1
        while left and (self._journal.commits == self._seen or self._journal.journal_bytes() > self._long):
            size = self._journal.journal_bytes()
            self._urgent = size > (self._long if self._urgent else self._too_long)
            self._outgrown(TOO_LONG_SAYS if self._urgent else "")
            began = self._clock()
            times = LONGER if self._urgent else 1
            left, trouble = self._fold(self.most * times)
            spent = self._clock() - began
            self._report(trouble)
            if trouble:
                return False
            self._adapt(spent / times)
            await (self._sleep(0) if self._urgent else self._turn(spent))
        return True

    def _adapt(self, spent: float) -> None:
        """The next slice by the time of the last one, at most twice or half as many records: one alone says little."""
        factor = min(2.0, max(0.5, SLICE_S / max(spent, 1e-6)))
        self.most = min(MANY, max(FEW, round(self.most * factor)))
