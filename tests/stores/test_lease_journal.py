"""The journal of leases in the SQLite store: folded at any moment and in any parts, what stands stays the same."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poolkeeper.domain.change import Change, Delete, LeaseRecord, Put
from poolkeeper.domain.lease import Identify, State, client_key_by
from poolkeeper.store import journal
from poolkeeper.store.base import StoreError
from poolkeeper.store.sqlite import SqliteStore

from .suite import FIRST, after, changes, content, item, lease, record
from .test_sqlite import NAME, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(opened(tmp_path)) as store:
        yield store


def kept(store: SqliteStore) -> tuple[list[Any], list[int]]:
    """What the file holds: rows of the lease table, and how many records each row of the journal has."""
    with closing(sqlite3.connect(f"{store.path.as_uri()}?mode=ro", uri=True)) as raw:
        bodies = [body for (body,) in raw.execute("SELECT body FROM journal ORDER BY seq")]
        return raw.execute("SELECT address, host FROM lease").fetchall(), [
            len(msgspec.msgpack.decode(each)) for each in bodies
        ]


def bytes_of_journal(store: SqliteStore) -> int:
    """What waits in the file to be folded."""
    with closing(sqlite3.connect(f"{store.path.as_uri()}?mode=ro", uri=True)) as raw:
        return sum(len(body) for (body,) in raw.execute("SELECT body FROM journal"))


def readings(store: SqliteStore) -> list[str]:
    """Grows by each statement that reads the journal from now on."""
    found: list[str] = []
    store._connection.set_trace_callback(lambda said: found.append(said) if "FROM journal" in said else None)
    return found


def spoil(store: SqliteStore, body: bytes) -> None:
    """A row of the journal that no commit wrote, behind all others."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        raw.execute("INSERT INTO journal (body) VALUES (?)", (body,))


# -- folding ---------------------------------------------------------------------------------------------------------


def test_a_commit_of_leases_is_one_row_until_it_is_folded(store: SqliteStore) -> None:
    store.commit([], [record(FIRST + number) for number in range(64)])
    store.commit([lease(FIRST + 99), item(1, 1), Delete("lease", (FIRST,))])
    assert kept(store) == ([], [64, 2])
    assert store.fold(1000) == 0
    table, left = kept(store)
    assert [address for address, _ in table] == [*range(FIRST + 1, FIRST + 64), FIRST + 99]
    assert left == []


def test_a_fold_moves_the_oldest_rows_whole_and_tells_what_is_left(store: SqliteStore) -> None:
    for start in range(5):
        store.commit([], [record(FIRST + 10 * start + number) for number in range(4)])
    before = content(store)
    assert [store.fold(most) for most in (1, 5, 4, 100, 100)] == [16, 8, 4, 0, 0]
    assert content(store) == before
    assert kept(store)[1] == []


def test_what_is_left_is_counted_on_after_opening_and_after_more_commits(store: SqliteStore, tmp_path: Path) -> None:
    store.commit([], [record(FIRST + number) for number in range(5)])
    store.commit([], [(FIRST,)])
    store.close()
    with closing(opened(tmp_path)) as again:
        size = again.journal_bytes()
        assert size > 0
        again.commit([], [record(FIRST), (FIRST + 1,)])
        assert again.journal_bytes() > size
        assert again.fold(5) == 3
        assert again.fold(1) == 2
        assert again.fold(1) == again.journal_bytes() == 0


def test_the_last_record_within_a_fold_and_the_journal_over_the_table_win(store: SqliteStore) -> None:
    store.commit([], [record(FIRST, host="old"), record(FIRST + 1), record(FIRST + 2)])
    store.fold(3)
    store.commit([], [record(FIRST, host="a"), (FIRST + 1,), record(FIRST + 3)])
    store.commit([], [record(FIRST, host="b"), record(FIRST + 1, host="c"), (FIRST + 3,)])
    store.commit([], [record(FIRST, host="last"), (FIRST + 2,)])
    stands = [record(FIRST, host="last"), record(FIRST + 1, host="c")]
    assert content(store)["lease"] == stands
    assert store.fold(6) == 2
    assert kept(store)[0] == [(FIRST, "b"), (FIRST + 1, "c"), (FIRST + 2, None)]
    assert content(store)["lease"] == stands
    assert store.fold(6) == 0
    assert content(store)["lease"] == stands


def test_a_large_commit_makes_rows_that_a_fold_can_take_one_by_one(store: SqliteStore) -> None:
    store.commit([], [record(FIRST + number) for number in range(3 * journal.MOST + 1)])
    assert kept(store)[1] == [journal.MOST] * 3 + [1]
    assert store.fold(1) == 2 * journal.MOST + 1


def test_rows_come_by_address_wherever_they_stand(store: SqliteStore) -> None:
    ends, middle = (0, (1 << 32) - 1), range(FIRST, FIRST + 40)
    store.commit([], [record(address) for address in middle if address % 3])
    store.fold(100)
    store.commit([], [record(address, host="new") for address in [*ends, *middle] if address % 2])
    store.commit([], [(address,) for address in middle if address % 5 == 0])
    found = [(row[0], row[10]) for row in store.load("lease")]
    assert found == [
        (address, "new" if address % 2 else None)
        for address in [ends[0], *middle, ends[1]]
        if address % 2 or (address in middle and address % 3)
        if address in ends or address % 5
    ]


batches = st.lists(
    st.tuples(
        changes(),
        st.lists(
            st.one_of(
                st.builds(record, st.integers(FIRST, FIRST + 5), seen=st.integers(0, 9)),
                st.builds(lambda address: (address,), st.integers(FIRST, FIRST + 5)),
            ),
            max_size=9,
        ),
        st.sampled_from([None, None, 1, 4, 30]),
        st.sampled_from(["", "restart", "ask", "restart and ask", "ask first", "ask between"]),
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(batches=batches)
def test_commits_folds_and_restarts_in_any_order_agree_with_a_plain_dict(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[tuple[list[Change], list[LeaseRecord], int | None, str]],
) -> None:
    folder = tmp_path_factory.mktemp("store")
    model: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    store = opened(folder)
    for others, records, fold, and_then in batches:
        if and_then == "ask first":
            store.newest_lease()
        store.commit(others, records)
        if and_then == "ask between":
            store.newest_lease()
        after(model, others)
        after(model, [Put("lease", r[:1], r[1:]) if len(r) > 1 else Delete("lease", r) for r in records])
        if fold is not None:
            store.fold(fold)
        if "restart" in and_then:
            store.close()
            store = opened(folder)
        leases = sorted((key[1], *row) for key, row in model.items() if key[0] == "lease")
        if and_then.endswith("ask"):
            assert store.newest_lease() >= max((lease[9] for lease in leases), default=0)
            assert store.journal_bytes() == bytes_of_journal(store)
        assert content(store)["lease"] == leases
        assert store.journal_bytes() == bytes_of_journal(store)
    with closing(store):
        keys = {"meta": 1, "item": 2, "lease": 1}
        found = {(table, *row[:n]): row[n:] for table, n in keys.items() for row in content(store)[table]}
    assert found == model


def test_a_count_that_another_program_made_wrong_is_mended_by_the_next_fold(store: SqliteStore) -> None:
    store.commit([], [record(FIRST)])
    assert store.journal_bytes() > 0
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        for _ in range(2):
            raw.execute("INSERT INTO journal (body) SELECT body FROM journal")
        assert [store.fold(1) for _ in range(4)] == [3, 2, 1, 0]
        assert store.journal_bytes() == 0
        store.commit([], [record(FIRST), record(FIRST + 1)])
        raw.execute("DELETE FROM journal")
        assert store.journal_bytes() > 0
        assert store.fold(1) == store.journal_bytes() == 0
        raw.execute("INSERT INTO journal (body) VALUES (?)", (msgspec.msgpack.encode([]),))
        store.commit([], [record(FIRST + 1)])
        store.commit([], [record(FIRST + 2)])
        while store.journal_bytes():
            store.fold(1)
    assert kept(store) == ([(FIRST, None), (FIRST + 1, None), (FIRST + 2, None)], [])


def test_a_start_reads_the_journal_once_and_keeps_nothing_of_it(store: SqliteStore, tmp_path: Path) -> None:
    store.commit([], [record(FIRST + number, seen=number) for number in range(9)])
    store.commit([], [(FIRST + 8,), record(FIRST, seen=5)])
    store.close()
    with closing(opened(tmp_path)) as again:
        found = readings(again)
        assert again.newest_lease() == 8
        leases = list(again.load("lease"))
        assert again.journal_bytes() == bytes_of_journal(again)
        assert len(found) == 1
        assert list(again.load("lease")) == leases
        assert len(found) == 2
        assert again.fold(1) == 2


def test_what_was_read_of_the_journal_holds_until_somebody_writes(store: SqliteStore) -> None:
    store.commit([], [record(FIRST)])
    for work in (
        lambda: store.commit([], [record(FIRST + 1)]),
        lambda: store.commit([Put("lease", (FIRST + 2,), record(FIRST + 2)[1:])]),
        lambda: store.fold(1),
    ):
        store.newest_lease()
        work()
        found = readings(store)
        content(store)
        assert len(found) == 1
    assert [row[0] for row in store.load("lease")] == [FIRST, FIRST + 1, FIRST + 2]


# -- refusals --------------------------------------------------------------------------------------------------------


def test_a_fold_that_is_refused_changes_nothing_and_commits_are_synced_as_before(store: SqliteStore) -> None:
    store.commit([], [record(FIRST + number) for number in range(8)])
    before = kept(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another program"):
            store.fold(8)
        other.execute("ROLLBACK")
    assert kept(store) == before
    assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store.fold(8) == 0
    assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xc1",
        b"\x05",
        b"\x91\x05",
        b"\x91\x92\x01\x02",
        b"\x91\xa1a",
        b"\x91\x91\xa1a",
        b"\x91\x91\xcf" + b"\xff" * 8,
        b"\x91" * 4000,
    ],
    ids=["empty", "no MessagePack", "no list", "no lease", "2 cells", "text", "no number", "64 bits", "nested"],
)
def test_a_body_that_cannot_be_read_is_told_by_check_load_and_fold(store: SqliteStore, body: bytes) -> None:
    store.commit([], [record(FIRST)])
    spoil(store, body)
    store.commit([], [record(FIRST + 1, state=77)])
    found = store.check()
    assert "journal entry 2" in found[0]
    assert "can not be read" in found[0]
    assert "10.0.0.1: its state" in found[1]
    assert len(found) == 2
    for work in (lambda: list(store.load("lease")), lambda: store.fold(100)):
        with pytest.raises(StoreError, match=r"store\.db is damaged .* restore it from a backup"):
            work()
    assert kept_size(store) == 3
    assert store.journal_bytes() > 0


def kept_size(store: SqliteStore) -> int:
    """Rows of the journal."""
    with closing(sqlite3.connect(store.path)) as raw:
        return int(raw.execute("SELECT count(*) FROM journal").fetchone()[0])


# -- check, snapshot, rewriting ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": State.OFFERED}, "10.0.0.0: its state"),
        ({"expires": 5, "starts": 6}, "10.0.0.0 ends before it starts"),
        ({"client": b"\x07abc"}, "10.0.0.0: its client key"),
        ({"id": FIRST + 9}, "10.0.0.0 shares its id"),
    ],
)
def test_check_sees_a_record_in_the_journal_and_in_the_table(
    store: SqliteStore, folded: bool, fields: dict[str, Any], words: str
) -> None:
    store.commit([], [record(FIRST + 9)])
    store.fold(1)
    store.commit([], [record(FIRST, **fields)])
    if folded:
        store.fold(1)
    assert [words in sentence for sentence in store.check()].count(True) == 1
    store.commit([], [record(FIRST)])
    assert store.check() == []


def test_check_does_not_mind_what_the_journal_has_replaced(store: SqliteStore) -> None:
    store.commit([], [record(FIRST, id=7), record(FIRST + 1, state=77)])
    store.fold(9)
    assert len(store.check()) == 1
    store.commit([], [(FIRST,), record(FIRST + 2, id=7), record(FIRST + 1)])
    assert store.check() == []


def test_a_snapshot_holds_journal_and_table(store: SqliteStore, tmp_path: Path) -> None:
    store.commit([], [record(FIRST), record(FIRST + 1)])
    store.fold(2)
    store.commit([], [(FIRST,), record(FIRST + 2)])
    store.snapshot(tmp_path / "copy")
    with closing(SqliteStore.open(tmp_path / "copy")) as copy:
        assert content(copy) == content(store)
        assert kept(copy) == kept(store)


def test_a_file_that_was_rewritten_holds_nothing_that_was_replaced(store: SqliteStore) -> None:
    for number in range(50):
        store.commit([], [record(FIRST, host=f"replaced-{number}"), record(FIRST + 1, host="replaced, too")])
    store.commit([], [record(FIRST, host="last-name"), (FIRST + 1,)])
    store.rewrite()
    held = b"".join(path.read_bytes() for path in store.path.parent.glob(f"{NAME}*") if path.suffix != ".db-shm")
    assert b"last-name" in held
    assert b"replaced" not in held
    assert content(store)["lease"] == [record(FIRST, host="last-name")]


def test_a_store_that_lost_its_journal_is_none(store: SqliteStore) -> None:
    store.close()
    with closing(sqlite3.connect(store.path)) as raw:
        raw.execute("DROP TABLE journal")
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match="no Poolkeeper store"):
        SqliteStore.open(store.path)
    assert store.path.read_bytes() == before


def test_a_store_that_nobody_has_published_folds_too(tmp_path: Path) -> None:
    with closing(SqliteStore.create(tmp_path / NAME)) as store:
        store.commit([], [record(FIRST), record(FIRST + 1)])
        assert store.fold(10) == 0
        store.commit([], [(FIRST,)])
        store.publish()
        assert [row[0] for row in store.load("lease")] == [FIRST + 1]
        assert store.fold(10) == 0
        assert [row[0] for row in store.load("lease")] == [FIRST + 1]
    assert os.listdir(tmp_path) == [NAME]


@pytest.mark.parametrize("by", [0, *Identify, Identify.MAC | Identify.AGENT], ids=str)
def test_whatever_tells_a_client_apart_is_sound(store: SqliteStore, by: int) -> None:
    key = client_key_by(by, b"\2\0\0\0\0\1", b"\xffid", b"\1\4port")
    store.commit([], [record(FIRST, client=key)])
    assert store.check() == []
    store.fold(1)
    assert store.check() == []
