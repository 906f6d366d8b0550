"""What can be wrong with the rows of the SQLite store, beyond what SQLite itself finds, and how it is said.

Looked at are leases as they stand, the journal over their table: what the journal replaces harms nobody any more.
"""

import sqlite3
from collections.abc import Iterator
from ipaddress import IPv4Address

from poolkeeper.domain.lease import State
from poolkeeper.store import journal

KEPT_STATES = ", ".join(str(int(state)) for state in State if state not in (State.OFFERED, State.TESTING))
CONTRADICTIONS = (
    (
        "SELECT menu || ' *' || printf('%X', id) FROM item"
        " WHERE CASE WHEN typeof(body) = 'text' AND json_valid(body) THEN json_type(body) END IS NOT 'object'",
        "item {} has a body that is not a JSON object",
    ),
    ("SELECT address FROM lease WHERE address NOT BETWEEN 0 AND 4294967295", "lease of {}: no IPv4 address"),
    (f"SELECT address FROM lease WHERE state NOT IN ({KEPT_STATES})", "lease of {}: its state is none that is kept"),
    ("SELECT address FROM lease WHERE expires <> 0 AND expires < starts", "lease of {} ends before it starts"),
    (
        "SELECT address FROM lease"
        " WHERE typeof(client) <> 'blob' OR substr(client, 1, 1) NOT IN (x'00', x'01', x'02', x'03')",
        "lease of {}: its client key is no hardware address, identifier or place, and the address does not rest",
    ),
    (
        "SELECT address FROM lease WHERE id IN (SELECT id FROM lease GROUP BY id HAVING count(*) > 1)",
        "lease of {} shares its id with another",
    ),
)


def faults(connection: sqlite3.Connection) -> Iterator[str]:
    """One sentence for each fault; the connection is one that only looks, and is of no other use afterwards."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("BEGIN")  # journal and table as they are at one moment
    yield from _overlaid(connection)
    for query, sentence in CONTRADICTIONS:
        for (subject,) in connection.execute(query):
            yield sentence.format(_named(subject))


def _named(subject: str | int) -> str:
    return str(IPv4Address(subject)) if isinstance(subject, int) and 0 <= subject < 1 << 32 else str(subject)


def _overlaid(connection: sqlite3.Connection) -> Iterator[str]:
    """Make the name ``lease`` mean what stands; a sentence for each row of the journal that cannot be read.

    A store that waits to be migrated has no journal.
    """
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'journal'").fetchone() is None:
        return
    if connection.execute("SELECT 1 FROM journal LIMIT 1").fetchone() is None:
        return
    connection.execute("CREATE TEMP TABLE recent AS SELECT * FROM main.lease WHERE 0")
    connection.execute("CREATE UNIQUE INDEX temp.recently ON recent (address)")
    marks = ", ".join("?" * journal.WIDTH)
    for seq, body in journal.rows(connection):
        try:
            records = journal.read(seq, body)
        except journal.Unreadable as error:
            yield f"{error}: it can not be read"
        else:
            whole = [(*record, *(None,) * (journal.WIDTH - len(record))) for record in records]
            connection.executemany(f"INSERT OR REPLACE INTO recent VALUES ({marks})", whole)
    connection.execute(
        "CREATE TEMP VIEW lease AS SELECT * FROM main.lease WHERE address NOT IN (SELECT address FROM recent)"
        " UNION ALL SELECT * FROM recent WHERE id IS NOT NULL"
    )
