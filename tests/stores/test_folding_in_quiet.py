"""When the journal of leases is folded: in quiet, under load once it is long, and at any cost once it is too long."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from poolkeeper.services.fold import FEW, LOOK_S, MANY, REST_S, TOO_LONG_SAYS, Folder
from poolkeeper.services.trouble import AGAIN_S, Trouble
from poolkeeper.store.base import StoreError
from poolkeeper.store.sqlite import SqliteStore

from .suite import FIRST, content, record
from .test_sqlite import opened


class House:
    """A store with a folder, on a clock that the test moves; packets may come at every turn."""

    def __init__(self, store: SqliteStore, long: int = 1 << 20, too_long: int = 1 << 21) -> None:
        self.store = store
        self.now, self.cost_s = 0.0, 0.001
        self.turns: list[float] = []
        self.slept: list[float] = []
        self.told: list[str] = []
        self.folded: list[int] = []
        self.busy = False
        self.bug: Exception | None = None
        self.folder = Folder(
            store,
            self._fold,
            self._turn,
            Trouble(self._log, "fold", clock=lambda: self.now),
            Trouble(self._log, "journal", over="short again", clock=lambda: self.now),
            long=long,
            too_long=too_long,
            clock=lambda: self.now,
            sleep=self._sleep,
        )

    def _log(self, topics: str, line: str) -> None:
        self.told.append(line)

    def _fold(self, most: int) -> tuple[int, str]:
        self.now += self.cost_s
        self.folded.append(most)
        if self.bug is not None:
            raise self.bug
        try:
            return self.store.fold(most), ""
        except StoreError as error:
            return 0, str(error)

    async def _turn(self, spent: float) -> None:
        self.turns.append(spent)
        if self.busy:
            self.packets(1)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self.busy:
            self.packets(1)

    def packets(self, batches: int) -> None:
        """That many commits of 32 leases."""
        for _ in range(batches):
            first = FIRST + self.store.commits * 32
            self.store.commit([], [record(first + number) for number in range(32)])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(opened(tmp_path)) as store:
        yield store


async def test_an_empty_journal_is_looked_at_now_and_then(store: SqliteStore) -> None:
    house = House(store)
    assert [await house.folder.look(), await house.folder.look()] == [REST_S, REST_S]
    assert house.folded == []


async def test_it_is_folded_when_nobody_committed_since_the_last_look(store: SqliteStore) -> None:
    house = House(store)
    house.packets(20)
    before = content(store)
    assert await house.folder.look() == LOOK_S
    house.packets(1)
    assert await house.folder.look() == LOOK_S
    assert house.folded == []
    assert await house.folder.look() == LOOK_S
    assert store.journal_bytes() == 0
    assert len(house.turns) == len(house.folded) > 3
    assert house.turns == pytest.approx([house.cost_s] * len(house.turns))
    assert len(content(store)["lease"]) == len(before["lease"]) + 32
    assert await house.folder.look() == REST_S


async def test_a_commit_between_two_slices_ends_the_quiet(store: SqliteStore) -> None:
    house = House(store)
    house.packets(20)
    await house.folder.look()
    house.busy = True
    await house.folder.look()
    assert len(house.folded) == 1
    assert store.journal_bytes() > 0


async def test_a_long_journal_is_folded_under_load_in_turns_until_it_is_shorter(store: SqliteStore) -> None:
    house = House(store, long=40_000)
    house.busy = True
    while store.journal_bytes() <= 40_000:
        await house.folder.look()
        assert house.folded == []
        house.packets(1)
    house.packets(10)
    await house.folder.look()
    assert len(house.folded) > 3
    assert len(house.turns) == len(house.folded)
    assert 0 < store.journal_bytes() <= 40_000
    assert house.told == []


async def test_one_that_outgrows_its_turns_is_folded_without_and_that_is_told_once(store: SqliteStore) -> None:
    house = House(store, long=20_000, too_long=40_000)
    house.packets(60)
    house.busy = True
    assert store.journal_bytes() > 40_000
    await house.folder.look()
    assert store.journal_bytes() <= 20_000
    assert house.told == [f"journal: {TOO_LONG_SAYS}"]
    assert house.turns == []
    assert set(house.slept) == {0}
    house.busy = False
    await house.folder.look()
    await house.folder.look()
    assert house.told[1:] == ["journal: short again"]
    assert store.journal_bytes() == 0


async def test_slices_grow_and_shrink_with_what_they_take(store: SqliteStore) -> None:
    house = House(store)
    for cost_s, limit in ((0.0001, MANY), (0.1, FEW)):
        house.cost_s = cost_s
        for _ in range(10):
            house.packets(2)
            await house.folder.look()
            await house.folder.look()
        assert house.folder.most == limit
    house.cost_s = 0.001
    house.packets(2)
    await house.folder.look()
    await house.folder.look()
    assert house.folder.most in (FEW, FEW - 1, FEW + 1)


async def test_what_goes_wrong_is_told_again_each_hour_and_its_end_too(store: SqliteStore) -> None:
    house = House(store)
    house.packets(3)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await house.folder.look()
        assert [await house.folder.look() for _ in range(2)] == [REST_S, REST_S]
        assert len(house.told) == 1
        house.now += AGAIN_S
        assert [await house.folder.look() for _ in range(2)] == [REST_S, REST_S]
        other.execute("ROLLBACK")
    assert len(house.told) == 2
    assert all(line.startswith("fold: ") and "locked by another program" in line for line in house.told)
    assert await house.folder.look() == LOOK_S
    assert house.told[2:] == ["fold: works again"]
    assert store.journal_bytes() == 0


async def test_a_fold_with_a_bug_is_told_and_tried_again(store: SqliteStore) -> None:
    house = House(store)
    house.packets(3)
    house.bug = RecursionError("too deep")
    assert [await house.folder.look() for _ in range(4)] == [LOOK_S, REST_S, REST_S, REST_S]
    (told,) = house.told
    assert told.startswith("fold: internal error: RecursionError: too deep (test_folding_in_quiet.py:")
    house.bug = None
    assert await house.folder.look() == LOOK_S
    assert house.told[1:] == ["fold: works again"]
    assert store.journal_bytes() == 0


async def test_it_works_until_it_is_cancelled(store: SqliteStore) -> None:
    house = House(store)
    house.packets(3)
    house.folder = Folder(store, house._fold, house._turn, house.told.append, house.told.append)
    task = asyncio.create_task(house.folder.work())
    while store.journal_bytes():
        await asyncio.sleep(0.01)
    house.packets(1)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert task.cancelled()
    assert len(content(store)["lease"]) == 128
