"""The store of a single server: one SQLite file in WAL mode, every commit on disk before it returns.

Here: connections, transactions, checkpoints, snapshots, the sentences of errors. Not here: table layouts and
migrations (``store.schema``), the journal that leases are committed to (``store.journal``), when to fold it and when to
checkpoint (``services.fold``, ``services.checkpoint``), who may open the folder (``store.lock``).

Sources: SQLite, "Write-Ahead Logging" and "WAL-mode File Format". The settings are measured: without automatic
checkpoints no commit waits for the copying of pages, and PASSIVE checkpoints never make a writer wait.

A process must never open and close the database or its ``-shm`` file by other means while a store is open: POSIX
locks of the whole process would fall (SQLite, "How To Corrupt An SQLite Database File", section 2.2).
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Self

from poolkeeper.domain.change import Cell, Change, Changes, LeaseRecord, Put
from poolkeeper.store import journal, schema, soundness
from poolkeeper.store.base import SCHEMA, StoreError
from poolkeeper.store.schema import Migrated

PAGE = 4096
WAL_HEADER, FRAME = 32, PAGE + 24  # bytes, "WAL-mode File Format" section 1
WAL_KEPT = 512 << 20  # only a log that a long reader blew up is cut back: cutting costs the next commit some 40 ms


class _Table(NamedTuple):
    """The statements of one table."""

    load: str
    put: str
    delete: str


def _table(name: str, columns: int, keys: tuple[str, ...], order: str) -> _Table:
    marks = ", ".join("?" * columns)
    where = " AND ".join(f"{key} = ?" for key in keys)
    return _Table(
        f"SELECT * FROM {name} ORDER BY {order}",
        f"INSERT OR REPLACE INTO {name} VALUES ({marks})",
        f"DELETE FROM {name} WHERE {where}",
    )


TABLES: Mapping[str, _Table] = MappingProxyType(
    {
        "meta": _table("meta", 2, ("name",), "name"),
        "item": _table("item", 4, ("menu", "id"), "menu, position, id"),
    }
)

SETTINGS = f"""
PRAGMA page_size = {PAGE};
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -16384;
PRAGMA wal_autocheckpoint = 0;
PRAGMA journal_size_limit = {WAL_KEPT};
"""
UNPUBLISHED = f"""
PRAGMA page_size = {PAGE};
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
"""


class Backlog(NamedTuple):
    """What a checkpoint left behind: bytes of the log not yet copied; trouble is a sentence, empty if none."""

    left: int
    trouble: str


class SqliteStore:
    """``store.base.Store`` in one file; see there for load, commit, check and close.

    ``open`` and ``create`` make one. load, commit, checkpoint, publish and close belong to the thread that made the
    store; check, snapshot and wal_bytes may be called from any; checkpoint_aside from one thread beside it. commits:
    how many there were, to see whether there are any.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, unpublished: Path | None = None) -> None:
        self.path = path
        self.migrated: Migrated | None = None
        self._connection = connection
        self._aside: sqlite3.Connection | None = None
        self._unpublished = unpublished
        self._copied = 0  # frames in the database after the last complete checkpoint
        self._unfolded: journal.Size | None = None  # not counted yet
        self._ahead: journal.Look | None = None  # the journal as newest_lease found it, until it changes
        self._lazy = False  # whether commits would not be synced
        self.commits = 0

    # -- opening and first start --------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the store at ``path``, migrating an older one; SchemaError for a newer, StoreError for none."""
        with _failures(path):
            version = schema.version_of(path)
            for name in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    Path(f"{path}{name}").chmod(0o600)
            migrated = _migrate(path, version) if version < SCHEMA else None
            store = cls(path, _connect(path, SETTINGS))
            store.migrated = migrated
        return store

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new empty store that is no store until ``publish``: a first start is one transaction.

        It is built in ``path`` + ``.new``; what a killed first start left there is discarded. Commits are atomic
        but not synced. close without publish removes it.
        """
        if path.exists():
            raise StoreError(f"{path} is there already: a first start makes no second store")
        new = Path(f"{path}.new")
        with _failures(new):
            for left in (new, *(Path(f"{path}{name}") for name in ("-wal", "-shm", "-journal"))):
                left.unlink(missing_ok=True)  # the log of a lost store would be replayed into the new one
            _make_private(new)
            store = cls(path, _connect(new, UNPUBLISHED), unpublished=new)
            try:
                schema.build(store._connection)
            except BaseException:
                store.close()
                raise
        return store

    def publish(self) -> None:
        """Make a created store the one at ``path``, durably and at once, and go on with it there."""
        new = self._unpublished
        if new is None:
            raise ValueError(f"{self.path} is published already")
        with _failures(new):
            self._connection.close()
            _sync(new)
            new.rename(self.path)
            self._unpublished = None
            _sync(self.path.parent)
            self._connection = _connect(self.path, SETTINGS)

    # -- the four methods of a store ------------------------------------------------------------------------------

    def load(self, table: str) -> Iterator[tuple[Cell, ...]]:
        """Every row of a table, key columns first; items by menu and position, leases by address."""
        with _failures(self.path):
            if table == "lease":
                ahead, self._ahead = self._ahead, None
                yield from journal.standing(self._connection, ahead)
            else:
                yield from self._connection.execute(TABLES[table].load)

    def newest_lease(self) -> int:
        """Unix seconds at which the last client was heard of that the leases tell of, 0 without any.

        A start asks this first. What it reads of the journal is kept for the load of the leases, and counted for the
        folds, so that a long journal is read once.
        """
        with _failures(self.path):
            self._ahead = ahead = journal.look(self._connection)
            self._unfolded = ahead.size
            return max(ahead.newest, journal.newest_folded(self._connection))

    def commit(self, changes: Changes, leases: Sequence[LeaseRecord] = ()) -> None:
        """Make all durable together, in their order, or nothing; returns when it is on disk. See ``store.base``."""
        connection = self._connection
        self._ahead = None
        try:
            others, records = journal.sorted_out(changes, leases) if changes else ((), leases)
            bodies = journal.bodies(records)
            if self._lazy:
                self._sync_commits(True)
            if others or len(bodies) > 1 or connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
                _write(connection, others)
                connection.executemany(journal.ADD, zip(bodies))
                connection.execute("COMMIT")
            elif bodies:  # every batch of packets: one statement is a transaction by itself
                connection.execute(journal.ADD, bodies)
            else:
                return
        except BaseException as error:
            # SQLite may have rolled back already; and a ROLLBACK that reports an error has ended the transaction too.
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            if isinstance(error, UNKEPT):
                raise StoreError(_sentence(self._unpublished or self.path, error)) from error
            raise
        self.commits += 1
        if self._unfolded is not None:
            grown = (len(records), sum(map(len, bodies)))
            self._unfolded = journal.Size(self._unfolded[0] + grown[0], self._unfolded[1] + grown[1])

    def check(self) -> list[str]:
        """What is wrong with the stored data, one sentence each; empty when sound. Reads the whole file."""
        return _faults(self._unpublished or self.path, "ro")

    def close(self) -> None:
        """Flush and let go; an unpublished store is removed. Closing twice is no error."""
        with _failures(self.path):
            if self._aside is not None:
                self._aside.close()
                self._aside = None
            self._connection.close()
            if self._unpublished is not None:
                self._unpublished.unlink(missing_ok=True)
                self._unpublished = None

    def rewrite(self) -> None:
        """Write the whole file anew, so that nothing that was replaced is left in it or in the log."""
        while self.fold(10_000):
            continue
        with _failures(self.path):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # -- the journal of leases ----------------------------------------------------------------------------------------

    def fold(self, most: int) -> int:
        """Move the oldest records of the journal, about ``most``, into the lease table; how many are left.

        It is not synced: what a power cut takes back of it stands in the journal again, and the next commit that is
        acknowledged has everything before it on disk too.
        """
        with _failures(self.path):
            left = self._waiting()
            if not left.bytes:
                return 0
            connection = self._connection
            self._ahead = None
            self._sync_commits(False)
            try:
                connection.execute("BEGIN IMMEDIATE")
                moved = journal.fold(connection, most)
                connection.execute("COMMIT")
                self._unfolded = journal.less(left, moved)
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._sync_commits(True)
            return self._waiting().records

    def journal_bytes(self) -> int:
        """Bytes of the journal that wait to be folded; 1 where nobody can tell, and ``fold`` says why."""
        try:
            return self._waiting().bytes
        except (sqlite3.Error, OSError):
            return 1

    def _waiting(self) -> journal.Size:
        if self._unfolded is None:
            self._unfolded = journal.size(self._connection)
        return self._unfolded

    def _sync_commits(self, synced: bool) -> None:
        """Whether commits are synced. Where the way back fails, the next commit tries it again before anything else."""
        if self._unpublished is None:
            self._lazy = True
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if synced else 'NORMAL'}")
            self._lazy = not synced

    # -- snapshot and checkpoints -----------------------------------------------------------------------------------

    def snapshot(self, target: Path) -> None:
        """Write a consistent copy to ``target``, synced, mode 0600; commits go on meanwhile. For a thread.

        It holds the rows and no dead pages: those of a folded journal may be most of the file.
        """
        path = self._unpublished or self.path
        if not target.parent.is_dir():
            raise StoreError(f"there is no folder {target.parent}")
        with _failures(path), closing(_connect(path, "", "ro")) as connection, _failures(target):
            _complete(target, partial(_vacuum, connection, path))

    def wal_bytes(self) -> int:
        """Bytes of the log that are in use: 0 once all is copied, since the next commit then begins it anew."""
        frames = _frames_in_use(Path(f"{self.path}-wal"))
        return 0 if frames == self._copied else frames * FRAME

    def checkpoint(self) -> Backlog:
        """Copy the log into the database now; between commits this completes it, so that the log can restart."""
        return self._checkpoint(self._connection)

    def checkpoint_aside(self) -> Backlog:
        """The same on a connection of its own, beside commits: long work for a thread, in C without the GIL."""
        if self._aside is None:
            try:
                self._aside = _connect(self.path, SETTINGS, shared=True)
            except sqlite3.Error as error:
                return Backlog(0, _sentence(self.path, error))
        return self._checkpoint(self._aside)

    def _checkpoint(self, connection: sqlite3.Connection) -> Backlog:
        # PASSIVE only: FULL, RESTART and TRUNCATE take the writer's lock and would make commits wait.
        try:
            _, frames, copied = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            written = max(frames, _frames_in_use(Path(f"{self.path}-wal")))
        except (sqlite3.Error, OSError) as error:
            return Backlog(0, _sentence(self.path, error))
        copied = max(copied, 0)  # -1: another checkpoint is under way, or there is no log
        self._copied = copied if copied == written else 0
        return Backlog(max(written - copied, 0) * FRAME, "")


OF_WRITING = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def faults_of(path: Path) -> list[str]:
    """``check`` for a store that nobody has open: it is not changed, and an older one is looked at as it is."""
    try:
        with _failures(path):
            schema.version_of(path)
            return _faults(path, schema.mode_to_look(path))
    except StoreError as error:
        return [str(error)]


def _faults(path: Path, mode: str) -> list[str]:
    try:
        with closing(_connect(path, "", mode)) as connection:
            said = [line for (words,) in connection.execute("PRAGMA quick_check") for line in words.splitlines()]
            found = [f"{path}: {line}" for line in said if line != "ok" and not line.startswith("***")]
            return found or list(soundness.faults(connection))
    except sqlite3.Error as error:
        return [_sentence(path, error)]


# What the caller must hear as "not kept": the disk and the file, or a value that no column can hold.
UNKEPT = (sqlite3.Error, OSError, *journal.UNFIT)


def _kind(change: Change) -> tuple[type[Change], str]:
    return type(change), change.table


def _write(connection: sqlite3.Connection, changes: Changes) -> None:
    """Any changes in their order, neighbours of one kind together."""
    for (_, table), group in groupby(changes, key=_kind):
        run = list(group)
        puts = [change.key + change.row for change in run if isinstance(change, Put)]
        if puts:
            connection.executemany(TABLES[table].put, puts)
        else:
            connection.executemany(TABLES[table].delete, [change.key for change in run])


def _connect(path: Path, settings: str, mode: str = "rw", shared: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode to a file that exists; shared: it may be closed by another thread."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=1.0,
        isolation_level=None,
        check_same_thread=not shared,
    )
    try:
        connection.executescript(settings)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(path: Path, version: int) -> Migrated:
    """Copy the store beside itself, then migrate in one transaction; a failure leaves file and copy as it was."""
    copy = schema.copy_name(path, version)
    with closing(_connect(path, "PRAGMA synchronous = FULL")) as connection:
        _complete(copy, partial(_back_up, connection))
        schema.migrate(connection, version)
    return Migrated(version, copy)  # closing wrote the log back: the file alone names its schema


def _complete(target: Path, write: Callable[[Path], None]) -> None:
    """A database at ``target`` that ``write`` makes in an empty file; one that dies on the way leaves no half there."""
    new = Path(f"{target}.new")
    for left in (new, Path(f"{new}-journal")):  # by a run that was killed
        left.unlink(missing_ok=True)
    _make_private(new)
    try:
        write(new)
        _sync(new)
        new.rename(target)
        _sync(target.parent)
    finally:
        new.unlink(missing_ok=True)


def _back_up(source: sqlite3.Connection, new: Path) -> None:
    """Page by page, as it is.

    In one step, which is one read transaction: a copy in several steps starts over whenever a commit comes between.
    """
    with closing(sqlite3.connect(new, isolation_level=None)) as copy:
        source.backup(copy, pages=-1)


def _vacuum(source: sqlite3.Connection, path: Path, new: Path) -> None:
    """Row by row, in one read transaction too; StoreError where the fault is that of ``path``, which is read."""
    try:
        source.execute("VACUUM INTO ?", (new.absolute().as_uri(),))
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF not in OF_WRITING or code == sqlite3.SQLITE_IOERR_READ:
            raise StoreError(_sentence(path, error)) from error
        raise


def _make_private(path: Path) -> None:
    """An empty file that only its owner may read; SQLite gives -wal and -shm the mode of their database."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _frames_in_use(log: Path) -> int:
    """Frames of the log's present generation: those that carry the salts of its header (section 1.1).

    The file is never shorter than what is in use, but longer once it has restarted, so its size alone says little.
    They stand in front, which makes it a binary search.
    """
    try:
        with log.open("rb", buffering=0) as file:
            salts = file.read(WAL_HEADER)[16:24]
            low, high = 0, max(file.seek(0, os.SEEK_END) - WAL_HEADER, 0) // FRAME
            while low < high:
                middle = (low + high) // 2
                file.seek(WAL_HEADER + middle * FRAME + 8)
                low, high = (middle + 1, high) if file.read(8) == salts else (low, middle)
            return low
    except FileNotFoundError:
        return 0


# -- how it is said ---------------------------------------------------------------------------------------------------


@contextmanager
def _failures(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system report about ``path`` into StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(_sentence(path, error)) from error


def _sentence(path: Path, error: BaseException) -> str:
    """What happened to which file, and what to do where the operator can do something."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
    if code == sqlite3.SQLITE_FULL or (code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_full(path)):
        return f"the disk that holds {path} is full: nothing was kept; free some space, no restart is needed"
    if isinstance(error, journal.Unreadable):
        return (
            f"{path} is damaged ({error}): restore it from a backup, or do without that entry, as the manual says "
            'under "A damaged store"'
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"{path} is damaged or no store at all ({error}): restore it from a backup"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path} is locked by another program: nothing was kept"
    if isinstance(error, FileNotFoundError) or (code == sqlite3.SQLITE_CANTOPEN and not path.exists()):
        return f"there is no store at {path}"
    return f"{path}: {error} ({getattr(error, 'sqlite_errorname', type(error).__name__)}): nothing was kept"


def _is_full(path: Path) -> bool:
    """Whether the file system of ``path`` has no block left: some calls of SQLite report that as an I/O error."""
    try:
        return os.statvfs(path.parent).f_bavail == 0
    except OSError:
        return False
