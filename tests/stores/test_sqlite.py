"""The SQLite store: the suite of all stores, its files, a full disk, damage, snapshots, first start, disk syncs."""

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from poolkeeper.domain.change import Put
from poolkeeper.domain.lease import State
from poolkeeper.services.checkpoint import Checkpointer
from poolkeeper.services.trouble import Trouble
from poolkeeper.store.base import StoreError
from poolkeeper.store.sqlite import SqliteStore

from .suite import FIRST, StoreSuite, content, item, lease

NAME = "store.db"


def opened(folder: Path) -> SqliteStore:
    """The published store of a folder, made where there is none."""
    if not (folder / NAME).exists():
        store = SqliteStore.create(folder / NAME)
        store.publish()
        return store
    return SqliteStore.open(folder / NAME)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(opened(tmp_path)) as store:
        yield store


class TestSqliteStore(StoreSuite):
    child_opening = "from poolkeeper.store.sqlite import SqliteStore; store = SqliteStore.open(folder / 'store.db')"

    def open_store(self, folder: Path) -> SqliteStore:
        return opened(folder)


class TestSqliteStoreUnderFoldsAndCheckpoints(TestSqliteStore):
    """The kill again, with folds, and checkpoints on both connections: so with a log that begins anew all the time."""

    child_between = "(store.checkpoint_aside, store.checkpoint, lambda: store.fold(3 * batch % 64))[batch % 3]()"


class TestUnpublishedStore(TestSqliteStore):
    """The suite on a store of a first start: it is published only when it is closed."""

    def open_store(self, folder: Path) -> SqliteStore:
        if (folder / NAME).exists():
            return SqliteStore.open(folder / NAME)
        store = SqliteStore.create(folder / NAME)
        close = store.close

        def publish_and_close() -> None:
            if (folder / f"{NAME}.new").exists():
                store.publish()
            close()

        store.close = publish_and_close  # type: ignore[method-assign]
        return store


# -- files -----------------------------------------------------------------------------------------------------------


def test_only_the_owner_can_read_the_files_of_a_store(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with closing(opened(tmp_path)) as store:
            store.commit([lease(FIRST)])
            store.snapshot(tmp_path / "snapshot")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {NAME: 0o600, f"{NAME}-wal": 0o600, f"{NAME}-shm": 0o600, "snapshot": 0o600}


def test_a_store_that_was_readable_for_all_is_closed_again_at_start(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / NAME).chmod(0o644)
    with closing(opened(tmp_path)) as store:
        store.commit([lease(FIRST)])
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_a_folder_with_odd_letters_holds_a_store(tmp_path: Path) -> None:
    folder = tmp_path / "a b?c#d%41'ü"
    folder.mkdir()
    with closing(opened(folder)) as store:
        store.commit([lease(FIRST)])
        store.snapshot(folder / "copy")
    with closing(SqliteStore.open(folder / "copy")) as copy:
        assert [row[0] for row in copy.load("lease")] == [FIRST]


def test_no_store_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"no store at {tmp_path / NAME}"):
        SqliteStore.open(tmp_path / NAME)
    assert list(tmp_path.iterdir()) == []


def test_a_store_locked_by_another_program_refuses_in_words_and_recovers(store: SqliteStore) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another program"):
            store.commit([lease(FIRST)])
        other.execute("ROLLBACK")
        store.commit([lease(FIRST)])
    assert [row[0] for row in store.load("lease")] == [FIRST]


# -- first start -----------------------------------------------------------------------------------------------------


def test_a_first_start_that_was_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    store = SqliteStore.create(tmp_path / NAME)
    store.commit([item(1, 1)])
    assert not (tmp_path / NAME).exists()
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_a_first_start_that_was_killed_begins_anew(tmp_path: Path) -> None:
    code = (
        "import sys, os; from pathlib import Path; from poolkeeper.store.sqlite import SqliteStore;"
        "from poolkeeper.domain.change import Put;"
        "s = SqliteStore.create(Path(sys.argv[1])); s.commit([Put('meta', ('n',), ('lost',))]); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / NAME)], check=False).returncode == -9
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.new"]
    with closing(SqliteStore.create(tmp_path / NAME)) as store:
        assert content(store)["meta"] == []
        store.commit([Put("meta", ("n",), ("kept",))])
        store.publish()
        assert content(store)["meta"] == [("n", "kept")]
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_published_store_goes_on_in_the_same_object(tmp_path: Path) -> None:
    with closing(SqliteStore.create(tmp_path / NAME)) as store:
        store.commit([lease(FIRST)])
        store.publish()
        store.commit([lease(FIRST + 1)])
        assert len(content(store)["lease"]) == 2
        with closing(sqlite3.connect(tmp_path / NAME)) as other:
            assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with pytest.raises(ValueError, match="published already"):
            store.publish()


def test_a_first_start_never_replaces_a_store(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with pytest.raises(StoreError, match="there already"):
        SqliteStore.create(tmp_path / NAME)


def test_the_log_of_a_lost_store_does_not_come_back_in_a_new_one(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as store:
        store.commit([lease(FIRST)])
        shutil.copy(tmp_path / f"{NAME}-wal", tmp_path / "old-wal")
    (tmp_path / NAME).unlink()
    (tmp_path / "old-wal").rename(tmp_path / f"{NAME}-wal")
    with closing(opened(tmp_path)) as store:
        assert content(store)["lease"] == []
        assert store.check() == []


# -- a full disk -----------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1.5 MiB."""
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small tmpfs")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"this machine lets root mount no tmpfs: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def _fill(path: Path) -> None:
    """Take every byte that is left."""
    with path.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


@pytest.mark.root
@pytest.mark.parametrize("used_before", [False, True], ids=["first commit", "running"])
def test_a_full_disk_refuses_in_words_and_works_again_when_space_returns(small_disk: Path, used_before: bool) -> None:
    with closing(opened(small_disk)) as store:
        if used_before:
            store.commit([lease(FIRST + number) for number in range(100)])
        before = content(store)
        _fill(small_disk / "ballast")
        for attempt in range(20):
            with pytest.raises(StoreError, match=f"disk that holds {small_disk / NAME} is full"):
                store.commit([lease(FIRST + attempt * 1000 + number, seen=attempt) for number in range(1000)])
        assert content(store) == before
        assert store.check() == []
        (small_disk / "ballast").unlink()
        store.commit([lease(FIRST + 7, host="again")])
        assert (FIRST + 7, "again") in {(row[0], row[10]) for row in store.load("lease")}
    with closing(opened(small_disk)) as store:
        assert len(content(store)["lease"]) == len(before["lease"]) + (not used_before)
        assert store.check() == []


@pytest.mark.root
def test_a_disk_that_fills_up_under_load_keeps_every_acknowledged_batch(small_disk: Path) -> None:
    with closing(opened(small_disk)) as store:
        refused, kept = "", 0
        while not refused:
            try:
                store.commit([lease(FIRST + kept * 64 + number) for number in range(64)])
                kept += 1
            except StoreError as error:
                refused = str(error)
        assert "is full" in refused
        assert len(content(store)["lease"]) == kept * 64 > 0
        store.checkpoint()  # may fail for want of space, but harms nothing
        assert len(content(store)["lease"]) == kept * 64
        assert store.check() == []


@pytest.mark.root
def test_a_snapshot_that_finds_no_room_leaves_no_file(small_disk: Path) -> None:
    with closing(opened(small_disk)) as store:
        store.commit([lease(FIRST + number) for number in range(2000)])
        _fill(small_disk / "ballast")
        with pytest.raises(StoreError, match="is full"):
            store.snapshot(small_disk / "snapshot")
        assert not [path for path in small_disk.iterdir() if path.name.startswith("snapshot")]


@pytest.mark.root
def test_a_snapshot_names_the_full_disk_and_not_the_store(store: SqliteStore, small_disk: Path) -> None:
    store.commit([lease(FIRST + number) for number in range(2000)])
    _fill(small_disk / "ballast")
    with pytest.raises(StoreError, match=rf"disk that holds {small_disk / 'snapshot'} is full"):
        store.snapshot(small_disk / "snapshot")
    assert [path.name for path in small_disk.iterdir() if path.name.startswith("snapshot")] == []


# -- damage ----------------------------------------------------------------------------------------------------------


def test_a_damaged_file_is_named_and_check_tells(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as store:
        store.commit([lease(FIRST + number) for number in range(5000)])
    with (tmp_path / NAME).open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xa5" * 4096 * 10)
    with closing(opened(tmp_path)) as store:
        assert store.check() != []
        with pytest.raises(StoreError, match="damaged"):
            list(store.load("lease"))


@pytest.mark.parametrize("text", [b"", b"# not a database\n" * 100], ids=["empty", "text"])
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, text: bytes) -> None:
    (tmp_path / NAME).write_bytes(text)
    with pytest.raises(StoreError, match=NAME):
        SqliteStore.open(tmp_path / NAME)
    assert (tmp_path / NAME).read_bytes() == text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (item(31, 1, "not json"), r"/ip/pool \*1F has a body that is not a JSON object"),
        (item(1, 1, "[1]"), "not a JSON object"),
        (lease(FIRST, state=State.OFFERED), "10.0.0.0: its state"),
        (lease(FIRST, state=77), "10.0.0.0: its state"),
        (lease(1 << 32), "4294967296: no IPv4 address"),
        (lease(FIRST, expires=5, starts=6), "10.0.0.0 ends before it starts"),
        (lease(FIRST, client=b"\x07abc"), "10.0.0.0: its client key"),
        (lease(FIRST, id=FIRST + 9), "10.0.0.0 shares its id"),
    ],
)
def test_check_tells_of_rows_that_contradict_themselves(store: SqliteStore, change: Put, words: str) -> None:
    store.commit([lease(FIRST + 9), item(9, 9, '{"name": "sound"}')])
    assert store.check() == []
    store.commit([change])
    found = store.check()
    assert any(re.search(words, sentence) for sentence in found), found


# -- checkpoints -----------------------------------------------------------------------------------------------------


def _grow(store: SqliteStore, until: int) -> None:
    batch = 0
    while store.wal_bytes() < until:
        batch += 1
        store.commit([lease(FIRST + (number * 7919 + batch) % 100_000) for number in range(64)])


def test_the_log_begins_anew_after_a_checkpoint_between_commits(store: SqliteStore) -> None:
    _grow(store, 1 << 20)
    size = Path(f"{store.path}-wal").stat().st_size
    assert store.checkpoint() == (0, "")
    assert store.wal_bytes() == 0
    store.commit([lease(FIRST)])
    assert 0 < store.wal_bytes() < 1 << 16
    assert Path(f"{store.path}-wal").stat().st_size == size


def test_a_checkpoint_tells_what_a_reader_kept_it_from_copying(store: SqliteStore) -> None:
    store.commit([lease(FIRST)])
    with closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM lease").fetchall()
        _grow(store, 1 << 20)
        assert store.checkpoint_aside().left >= 1 << 19
        assert store.wal_bytes() >= 1 << 20
        reader.execute("ROLLBACK")
    assert store.checkpoint_aside() == (0, "")


def test_under_load_the_helper_keeps_the_log_short_and_the_rows_whole(store: SqliteStore) -> None:
    """The commits of this thread are the loop: it does between commits what the helper asks for."""
    asked: list[object] = []
    told: list[str] = []
    worth_it = 256 << 10
    helper = Checkpointer(store, asked.append, told.append, every_s=0.01, worth_it=worth_it, long=worth_it)
    helper.start()
    restarts, before, batch = 0, 0, 0
    try:
        while restarts < 3:
            batch += 1
            store.commit([lease(FIRST + (number * 7919 + batch) % 100_000, seen=batch) for number in range(64)])
            while asked:
                asked.pop(0)()  # type: ignore[operator]
            restarts, before = restarts + (store.wal_bytes() < before), store.wal_bytes()
    finally:
        helper.stop()
    assert not any(told)
    assert store.check() == []
    helper.stop()


def test_a_helper_that_was_stopped_asks_nothing_more_and_one_unstarted_can_be_stopped(store: SqliteStore) -> None:
    asked: list[object] = []
    helper = Checkpointer(store, asked.append, lambda text: None)
    helper.stop()
    helper = Checkpointer(store, asked.append, lambda text: None, every_s=0.001, worth_it=0, long=0)
    store.commit([lease(FIRST)])
    with closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM lease").fetchall()
        store.commit([lease(FIRST + 1)])  # what the reader does not see cannot be copied, so the loop is asked
        helper.start()
        while not asked:
            assert store.wal_bytes() > 0
    helper.stop()
    assert not any(thread.name == "checkpoint" for thread in threading.enumerate())
    before = store.wal_bytes()
    asked.pop()()  # type: ignore[operator]
    assert store.wal_bytes() == before


@pytest.mark.root
def test_a_checkpoint_that_finds_no_room_is_reported_once_and_its_end_too(small_disk: Path) -> None:
    asked: list[object] = []
    told: list[str] = []
    with closing(opened(small_disk)) as store:
        _grow(store, 600 << 10)
        _fill(small_disk / "ballast")
        trouble = Trouble(lambda topics, line: told.append(line), "checkpoint")
        helper = Checkpointer(store, asked.append, trouble, every_s=0.001, worth_it=0)
        helper.start()
        try:
            while len(asked) < 5:
                helper_ran = store.wal_bytes()
            while asked:
                asked.pop(0)()  # type: ignore[operator]
            assert helper_ran > 0
            assert len(told) == 1
            assert f"disk that holds {small_disk / NAME} is full" in told[0]
            (small_disk / "ballast").unlink()
            while len(told) == 1:
                while asked:
                    asked.pop(0)()  # type: ignore[operator]
        finally:
            helper.stop()
        assert told[1:] == ["checkpoint: works again"]


# -- on disk before the answer ---------------------------------------------------------------------------------------

TRACED = """
import sys
from pathlib import Path
from poolkeeper.domain.change import Put
from poolkeeper.store.sqlite import SqliteStore
store = SqliteStore.open(Path(sys.argv[1]))
for number in range(5):
    put = Put("lease", (number,), (number, b"\\0", b"", 1, 1, 2, 0, 0, 0, None, None, None))
    store.commit([put])
    sys.stdout.write(f"ACK {number}\\n"); sys.stdout.flush()
    store.fold(number % 2)
"""


def test_the_log_is_synced_to_disk_before_a_commit_returns(tmp_path: Path) -> None:
    """Seen by the kernel: between two acknowledgements the log is written, then synced, and not written after."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs the program strace (Debian package strace)")
    opened(tmp_path).close()
    calls = tmp_path / "calls"
    command = [strace, "-f", "-y", "-o", str(calls), "-e", "trace=write,pwrite64,pwritev,fsync,fdatasync"]
    program = [sys.executable, "-c", TRACED, str(tmp_path / NAME)]
    ran = subprocess.run([*command, *program], check=False, capture_output=True, text=True)
    if "ptrace" in ran.stderr and ran.returncode:
        pytest.skip(f"this machine lets strace trace no process: {ran.stderr.strip()}")
    assert ran.stdout.splitlines() == [f"ACK {number}" for number in range(5)], ran.stderr
    log = f"{NAME}-wal>"
    commits: list[list[str]] = []
    current: list[str] = []
    for line in calls.read_text().splitlines():
        if '"ACK ' in line:
            commits.append(current)
            current = []
        elif log in line:
            current.append("sync" if "sync(" in line else "write")
    assert len(commits) == 5
    for commit in commits:
        assert "write" in commit
        assert commit[-1] == "sync"
