"""The schema number of a store: an older one is copied and migrated, a newer one is refused untouched."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from poolkeeper.domain.lease import LeaseRow, client_key
from poolkeeper.store import schema
from poolkeeper.store.base import SCHEMA, StoreError
from poolkeeper.store.schema import SchemaError
from poolkeeper.store.sqlite import SqliteStore

MAC = b"\x02\x00\x00\x00\x00\x01"
IDENTIFIER = b"\xffclient\x00one"
OLD_LEASES = [
    (167772161, 1, client_key(MAC, None), MAC, 1, 1, 2, 100, 700, 650, "laptop", b"\x01\x02ab"),
    (167772162, 2, client_key(MAC, IDENTIFIER), MAC, 1, 1, 2, 100, 700, 650, None, None),
]
ENDS = {"closed": "c.close()", "killed": "os.kill(os.getpid(), 9)"}

WRITER = """
import os, sqlite3, sys
from poolkeeper.store import schema
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA journal_mode = WAL")
c.executescript("PRAGMA wal_autocheckpoint = 0;" + schema.script(0))
c.executemany("INSERT INTO lease VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", {leases})
for number in {later}:
    c.executescript(schema.script(number))
c.execute("INSERT INTO item VALUES ('/ip/pool', 1, 0, '{{}}')")
c.execute("INSERT INTO meta VALUES ('next', '12')")
c.execute("PRAGMA user_version = {version}")
{end}
"""


def written(path: Path, version: int, end: str = "closed") -> dict[str, bytes]:
    """A store of this schema number by a process that ended so, a newer one's in the layout of 0; its files' bytes."""
    later = range(1, version + 1) if version < SCHEMA else ()
    code = WRITER.format(leases=OLD_LEASES, later=[*later], version=version, end=ENDS[end])
    status = subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode
    assert status == (0 if end == "closed" else -9)
    return bytes_of(path)


def bytes_of(path: Path) -> dict[str, bytes]:
    """Content of the database and its log; not of -shm, which holds only locks and an index."""
    return {file.name: file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.suffix != ".db-shm"}


def test_the_numbered_files_lead_without_a_gap_to_the_schema_of_this_program() -> None:
    names = sorted(entry.name for entry in files(schema).iterdir() if entry.name.endswith(".sql"))
    assert names == [f"{number:04}.sql" for number in range(SCHEMA + 1)]


def test_a_new_store_carries_the_schema_of_this_program(tmp_path: Path) -> None:
    with closing(SqliteStore.create(tmp_path / "store.db")) as store:
        store.publish()
        assert store.migrated is None
    assert schema.version_of(tmp_path / "store.db") == SCHEMA
    with closing(SqliteStore.open(tmp_path / "store.db")) as store:
        assert store.migrated is None
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]


def test_the_columns_of_a_lease_stand_in_the_order_of_its_row(tmp_path: Path) -> None:
    with closing(SqliteStore.create(tmp_path / "store.db")) as store:
        store.publish()
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
        assert tuple(row[1] for row in raw.execute("PRAGMA table_info(lease)")) == LeaseRow._fields


@pytest.mark.parametrize("older", range(SCHEMA))
@pytest.mark.parametrize("end", ENDS)
def test_an_older_store_is_copied_beside_itself_and_migrated(tmp_path: Path, end: str, older: int) -> None:
    path = tmp_path / "store.db"
    written(path, older, end)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
        before = [*raw.iterdump()]
    with closing(SqliteStore.open(path)) as store:
        assert store.migrated is not None
        version, copy = store.migrated
        assert [*store.load("lease")] == [(*OLD_LEASES[0], None), (*OLD_LEASES[1], IDENTIFIER)]
        assert [*store.load("item")] == [("/ip/pool", 1, 0, "{}")]
        assert [*store.load("meta")] == [("next", "12")]
        assert store.check() == []
        store.commit([], [(OLD_LEASES[0][0],)])
        assert [row[0] for row in store.load("lease")] == [OLD_LEASES[1][0]]
    assert schema.version_of(path) == SCHEMA
    assert version == older
    assert copy.parent == path.parent
    assert copy.name.startswith(f"store.db.v{older}-")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (older,)
        assert [*raw.iterdump()] == before
    with closing(SqliteStore.open(path)) as store:
        assert store.migrated is None


def test_a_copy_that_a_migration_made_can_be_put_back_and_migrates_again(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    written(path, 0)
    with closing(SqliteStore.open(path)) as store:
        assert store.migrated is not None
        after = [*store.load("lease")]
    store.migrated.copy.rename(path)
    with closing(SqliteStore.open(path)) as store:
        assert store.migrated is not None
        assert [*store.load("lease")] == after


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """An early store whose lease table somebody changed by hand: the new column cannot be added."""
    path = tmp_path / "store.db"
    written(path, 0)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("ALTER TABLE lease ADD COLUMN client_id TEXT")
        raw.commit()
        before = [*raw.iterdump()]
    with pytest.raises(StoreError, match="duplicate column name: client_id"):
        SqliteStore.open(path)
    for file in [path, *tmp_path.glob("store.db.v0-*")]:
        with closing(sqlite3.connect(file)) as raw:
            assert raw.execute("PRAGMA user_version").fetchone() == (0,)
            assert [*raw.iterdump()] == before
    assert len([*tmp_path.glob("store.db.v0-*")]) == 1


@pytest.mark.parametrize("end", ENDS)
def test_a_newer_store_is_refused_with_both_numbers_and_not_one_byte_changes(tmp_path: Path, end: str) -> None:
    path = tmp_path / "store.db"
    before = written(path, SCHEMA + 7, end)
    assert (f"{path.name}-wal" in before) == (end == "killed")
    for _ in range(2):
        with pytest.raises(SchemaError, match=f"schema {SCHEMA + 7}.* schema {SCHEMA}") as refusal:
            SqliteStore.open(path)
        assert str(path) in str(refusal.value)
        assert bytes_of(path) == before


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE song (name TEXT)")
        raw.commit()
    before = bytes_of(path)
    with pytest.raises(SchemaError, match="no Poolkeeper store"):
        SqliteStore.open(path)
    assert bytes_of(path) == before


@pytest.mark.root
def test_an_older_store_without_room_for_its_copy_is_not_migrated(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small tmpfs")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=56k", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"this machine lets root mount no tmpfs: {mounted.stderr.decode().strip()}")
    try:
        path = disk / "store.db"  # 16 KiB, and 32 KiB for -shm: the copy would need 16 KiB more
        path.write_bytes(written(tmp_path / "made.db", 0)["made.db"])
        before = bytes_of(path)
        with pytest.raises(StoreError, match="is full"):
            SqliteStore.open(path)
        assert bytes_of(path)["store.db"] == before["store.db"]
        assert not [*disk.glob("store.db.v0-*")]
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
