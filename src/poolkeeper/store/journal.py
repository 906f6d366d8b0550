"""The journal of leases in the SQLite store: what a commit writes into it, what stands by it, how it is folded.

A lease costs a search in the B-tree and a page of its own in the log; a row of the journal holds a whole commit. What
stands is the lease table under the journal, whose later records win. Functions over a connection; the transactions
around them are ``store.sqlite``'s. They let sqlite3.Error pass; Unreadable is one, so that it is said like all others.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from operator import itemgetter
from typing import Annotated, NamedTuple

import msgspec

from poolkeeper.domain.change import Cell, Change, Changes, LeaseRecord, Put
from poolkeeper.domain.lease import LeaseRow

WIDTH = len(LeaseRow._fields)
WIDTHS = {1, WIDTH}
SEEN = LeaseRow._fields.index("seen")
MOST = 128
"""Records in one row, so that no slice of a fold is long."""

ADD = "INSERT INTO journal (body) VALUES (?)"
PUT = f"INSERT OR REPLACE INTO lease VALUES ({', '.join('?' * WIDTH)})"
END = "DELETE FROM lease WHERE address = ?"

BEYOND = 1 << 64  # no address

_Integer = Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]


class _Lease(msgspec.Struct, array_like=True, gc=False, forbid_unknown_fields=True):
    """What the columns of a lease can hold; nothing behind the address where a lease ended."""

    address: _Integer
    id: _Integer = 0
    client: bytes = b""
    mac: bytes = b""
    server: _Integer = 0
    pool: _Integer = 0
    state: _Integer = 0
    starts: _Integer = 0
    expires: _Integer = 0
    seen: _Integer = 0
    host: str | None = None
    agent: bytes | None = None
    client_id: bytes | None = None


_encode = msgspec.msgpack.Encoder().encode
_prove = msgspec.msgpack.Decoder(list[_Lease]).decode
_decode = msgspec.msgpack.Decoder(list[tuple]).decode  # type: ignore[type-arg]
_decode_one = msgspec.msgpack.Decoder(tuple).decode
_heads = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode
_address = itemgetter(0)

UNFIT = (msgspec.ValidationError, OverflowError, UnicodeEncodeError)
"""What ``bodies`` raises where a record holds what no column can; the record is not kept."""

UNREADABLE = (msgspec.DecodeError, TypeError, UnicodeDecodeError, RecursionError, MemoryError)
"""What decoding a body raises that no commit wrote: lists in lists without end, or more than there is memory for."""


class Unreadable(sqlite3.DatabaseError):
    """A row of the journal that no commit wrote, named by its number. No start does without it: leases are in it."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


class Size(NamedTuple):
    """How much waits to be folded."""

    records: int
    bytes: int


class Look(NamedTuple):
    """What one reading of the whole journal tells.

    newest: Unix seconds at which the last client was heard of, 0 without any. latest: by address the last record as it
    was written, which takes a third of the memory; None where a lease ended.
    """

    size: Size
    newest: int
    latest: dict[int, bytes | None]


def sorted_out(changes: Changes, leases: Sequence[LeaseRecord]) -> tuple[list[Change], list[LeaseRecord]]:
    """The changes that are none of a lease, and the records of those that are, before ``leases``."""
    others: list[Change] = []
    records: list[LeaseRecord] = []
    for change in changes:
        if change.table != "lease":
            others.append(change)
        else:
            records.append(change.key + change.row if type(change) is Put else change.key)
    records += leases
    return others, records


def bodies(records: Sequence[LeaseRecord]) -> list[bytes]:
    """The rows that keep records in their order; one of UNFIT where one cannot be kept."""
    if len(records) <= MOST:
        return [_body(records)] if records else []
    return [_body(records[at : at + MOST]) for at in range(0, len(records), MOST)]


def _body(records: Sequence[LeaseRecord]) -> bytes:
    body = _encode(records)
    _proven(body, records)
    return body


def _proven(body: bytes, records: Sequence[LeaseRecord]) -> None:
    """Whether columns can hold what stands in a body: otherwise no fold and no start could ever pass it."""
    _prove(body)
    if not set(map(len, records)) <= WIDTHS:
        raise msgspec.ValidationError(f"a lease has {WIDTH} cells, one that ended has 1")


def read(seq: int, body: bytes) -> list[LeaseRecord]:
    """The records of a row, or Unreadable."""
    try:
        records = _decode(body)
        _proven(body, records)
    except UNREADABLE as error:
        raise Unreadable(f"journal entry {seq}: {error or type(error).__name__}") from error
    return records


def rows(connection: sqlite3.Connection) -> Iterator[tuple[int, bytes]]:
    """Every row of the journal, the oldest first."""
    with closing(connection.execute("SELECT seq, body FROM journal ORDER BY seq")) as found:
        yield from found


def size(connection: sqlite3.Connection) -> Size:
    """How much the journal holds; reads all of it."""
    records = total = 0
    for seq, body in rows(connection):
        try:
            records += len(_heads(body))
        except UNREADABLE:
            read(seq, body)
        total += len(body)
    return Size(records, total)


def less(left: Size, moved: Size) -> Size | None:
    """What is left after a fold; None where it is to be counted anew.

    So it is at the end, which costs nothing, and where less or more was there than had been counted: somebody else
    wrote to the file, and a count that is off would make a fold that never ends, or leave rows for good.
    """
    rest = Size(left.records - moved.records, left.bytes - moved.bytes)
    return rest if moved.records and min(rest) > 0 else None


def look(connection: sqlite3.Connection) -> Look:
    """Read the whole journal once."""
    latest: dict[int, bytes | None] = {}
    newest = found = total = 0
    for seq, body in rows(connection):
        records = read(seq, body)
        for record, raw in zip(records, _heads(body), strict=True):
            if len(record) == WIDTH:
                newest = max(newest, record[SEEN])  # type: ignore[type-var, assignment]  # a number
                latest[record[0]] = bytes(raw)  # type: ignore[index]  # a copy: the slice keeps the whole body
            else:
                latest[record[0]] = None  # type: ignore[index]
        found += len(records)
        total += len(body)
    return Look(Size(found, total), newest, latest)


def standing(connection: sqlite3.Connection, ahead: Look | None = None) -> Iterator[tuple[Cell, ...]]:
    """Every lease as it stands, by address. ahead: what was read of the journal and still holds; it is used up."""
    latest = (ahead or look(connection)).latest
    with closing(connection.execute("SELECT * FROM lease ORDER BY address")) as table:
        yield from _merged(table, latest) if latest else table


def newest_folded(connection: sqlite3.Connection) -> int:
    """Unix seconds at which the last client was heard of that the lease table tells of, 0 without any."""
    (found,) = connection.execute("SELECT max(seen) FROM lease").fetchone()
    return int(found or 0)


def _merged(table: Iterator[LeaseRecord], latest: dict[int, bytes | None]) -> Iterator[LeaseRecord]:
    """Rows in order of address with newer records among them, in place of theirs or for the first time.

    latest: see ``Look``. Each record is let go of as it is told, while whoever asked makes room for it.
    """
    ahead = iter(sorted(latest))
    address = next(ahead, BEYOND)
    for row in table:
        if row[0] < address:  # type: ignore[operator]  # an address is a number
            yield row
            continue
        here = int(row[0])  # type: ignore[arg-type]
        while address < here:
            if (raw := latest.pop(address)) is not None:
                yield _decode_one(raw)
            address = next(ahead, BEYOND)
        if address != here:
            yield row
            continue
        if (raw := latest.pop(address)) is not None:
            yield _decode_one(raw)
        address = next(ahead, BEYOND)
    while address < BEYOND:
        if (raw := latest.pop(address)) is not None:
            yield _decode_one(raw)
        address = next(ahead, BEYOND)


def fold(connection: sqlite3.Connection, most: int) -> Size:
    """Move the oldest rows, whole ones of about ``most`` records, into the lease table; what was moved.

    In a transaction of the caller's. A row is moved only with all before it, so the rest still wins over the table.
    """
    latest: dict[int, LeaseRecord] = {}
    last = records = total = 0
    for seq, body in rows(connection):
        found = read(seq, body)
        latest.update(zip(map(_address, found), found, strict=True))
        last, records, total = seq, records + len(found), total + len(body)
        if records >= most:
            break
    connection.executemany(PUT, sorted(record for record in latest.values() if len(record) == WIDTH))
    connection.executemany(END, [record for record in latest.values() if len(record) == 1])
    connection.execute("DELETE FROM journal WHERE seq <= ?", (last,))
    return Size(records, total)
