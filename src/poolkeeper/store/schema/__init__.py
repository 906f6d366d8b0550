"""The numbered SQL files that make and migrate the SQLite store, and the code that runs them.

``NNNN.sql`` turns a store of schema NNNN - 1 into one of schema NNNN; a new store is made by running all of them.
The number stands in SQLite's ``user_version``. Opening, committing and error sentences are in ``store.sqlite``:
functions here let sqlite3.Error and OSError pass.
"""

import sqlite3
import time
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from poolkeeper.store.base import SCHEMA, StoreError


class SchemaError(StoreError):
    """The file is no store that this program can open; it was not touched."""


class Migrated(NamedTuple):
    """What a migration did: the schema number found, and where the store lies as it was."""

    version: int
    copy: Path


def script(number: int) -> str:
    """The SQL that leads to schema ``number``."""
    return files(__package__).joinpath(f"{number:04}.sql").read_text(encoding="utf-8")


def build(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty database, in one transaction."""
    _run(connection, range(SCHEMA + 1))


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a database from ``version`` to SCHEMA in one transaction; on an error it is as it was."""
    _run(connection, range(version + 1, SCHEMA + 1))


def _run(connection: sqlite3.Connection, numbers: range) -> None:
    text = "".join(script(number) for number in numbers)
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {text} PRAGMA user_version = {SCHEMA}; COMMIT;")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def mode_to_look(path: Path) -> str:
    """How to connect to a store that nobody has open without changing one byte of it.

    A store that was closed is read as immutable, so that not even an empty log appears beside it. One that was
    killed may carry its last commits in the log: a read-only connection sees them and cannot write them back on close.
    """
    log = Path(f"{path}-wal")
    return "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"


def version_of(path: Path) -> int:
    """The schema number of a store that nobody has open, which is not changed; SchemaError if it is none of ours."""
    uri = f"{path.absolute().as_uri()}?mode={mode_to_look(path)}"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if version > SCHEMA:
        raise SchemaError(
            f"{path} has schema {version}, this program knows schema {SCHEMA}: start the newer Poolkeeper that "
            f"wrote it, or restore the copy it made when it migrated; the file was not touched"
        )
    if not {"meta", "item", "lease", *(["journal"] if version >= 2 else [])} <= tables:
        raise SchemaError(f"{path} is an SQLite file but no Poolkeeper store; the file was not touched")
    return version


def copy_name(path: Path, version: int) -> Path:
    """Where the copy of an older store goes: beside it, named by its schema and the time (UTC)."""
    return path.with_name(f"{path.name}.v{version}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}")
