"""Snapshots of the SQLite store: whole, small, private, and with the right name where one fails."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from poolkeeper.domain.change import Put
from poolkeeper.store.base import StoreError
from poolkeeper.store.sqlite import SqliteStore

from .suite import FIRST, content, item, lease, record
from .test_sqlite import NAME, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(opened(tmp_path)) as store:
        yield store


def test_a_snapshot_taken_beside_commits_holds_whole_batches(store: SqliteStore, tmp_path: Path) -> None:
    """Every batch moves all leases to a new time, so a snapshot must show one time only."""
    size, done, faults = 3000, threading.Event(), []

    def take() -> None:
        try:
            for number in range(5):
                store.snapshot(tmp_path / f"snapshot{number}")
        except StoreError as error:
            faults.append(error)
        finally:
            done.set()

    store.commit([lease(FIRST + number, seen=0) for number in range(size)])
    thread = threading.Thread(target=take)
    thread.start()
    batch = 0
    while not done.is_set():
        batch += 1
        store.commit([lease(FIRST + number, seen=batch) for number in range(size)])
    thread.join()
    assert faults == []
    for number in range(5):
        with closing(SqliteStore.open(tmp_path / f"snapshot{number}")) as snapshot:
            rows = list(snapshot.load("lease"))
            assert len(rows) == size
            assert len({row[9] for row in rows}) == 1
            assert snapshot.check() == []


def test_a_snapshot_holds_the_same_rows_and_no_dead_pages(store: SqliteStore, tmp_path: Path) -> None:
    for seen in range(4):
        for start in range(0, 6400, 64):
            store.commit([], [record(FIRST + start + number, seen=seen) for number in range(64)])
    store.commit([item(1, 1), item(2, 2), Put("meta", ("name",), ("value",))])
    while store.fold(1000) > 3000:
        continue
    store.commit([], [(FIRST + start,) for start in range(0, 6400, 2)])
    store.checkpoint()
    store.snapshot(tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_size < store.path.stat().st_size * 2 / 3
    dumps = []
    for path in (store.path, tmp_path / "copy"):
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
            dumps.append([*raw.iterdump(), raw.execute("PRAGMA user_version").fetchone()])
    assert dumps[0] == dumps[1]
    with closing(SqliteStore.open(tmp_path / "copy")) as copy:
        assert content(copy) == content(store)
        assert copy.check() == []
        assert copy.journal_bytes() == store.journal_bytes() > 0
        copy.commit([], [record(FIRST, seen=9)])
        while copy.fold(1000):
            continue
        assert next(iter(copy.load("lease"))) == record(FIRST, seen=9)


def test_a_snapshot_of_an_unpublished_store_is_a_store(tmp_path: Path) -> None:
    with closing(SqliteStore.create(tmp_path / NAME)) as store:
        store.commit([item(1, 1)], [record(FIRST)])
        store.snapshot(tmp_path / "copy")
        with closing(SqliteStore.open(tmp_path / "copy")) as copy:
            assert content(copy) == content(store)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy"]


def test_a_snapshot_of_a_damaged_store_names_the_store_and_leaves_no_file(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as store:
        store.commit([lease(FIRST + number) for number in range(5000)])
    with (tmp_path / NAME).open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xa5" * 4096 * 10)
    (tmp_path / "copy").write_text("the last one")
    with closing(opened(tmp_path)) as store, pytest.raises(StoreError, match=rf"{NAME} is damaged"):
        store.snapshot(tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", NAME]
    assert (tmp_path / "copy").read_text() == "the last one"


def test_a_snapshot_into_a_folder_that_is_not_there_says_so(store: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=rf"no folder {tmp_path / 'none'}"):
        store.snapshot(tmp_path / "none" / "copy")
