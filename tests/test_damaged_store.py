"""A damaged store: what a start says of it, what `poolkeeper check-store` finds, and the manual's way out."""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from poolkeeper.domain.lease import State, client_key
from poolkeeper.store import schema
from poolkeeper.store.sqlite import SqliteStore
from rig import PATIENCE_S, POOLKEEPER, Server

MANUAL = (Path(__file__).parents[1] / "docs" / "operating.md").read_text()
SECTION = MANUAL.partition("\n## A damaged store\n")[2].partition("\n## ")[0]
FIRST = 0x0A000000
LEASES = 300


def lease(number: int, state: int = State.BOUND) -> tuple[Any, ...]:
    mac = b"\x02\x00" + number.to_bytes(4, "big")
    times = (1_700_000_000, 4_000_000_000, 1_700_000_000)
    return (FIRST + number, number + 1, client_key(mac, None), mac, 1, 1, int(state), *times, None, None, None)


@pytest.fixture
def server(serve: Any) -> Server:
    """One that has ended, with leases in the table of its store and in the journal."""
    made: Server = serve(init="/ip pool add name=p ranges=10.0.0.0/16")
    assert made.stop() == 0
    with closing(SqliteStore.open(made.data / "store.db")) as store:
        store.commit([], [lease(number) for number in range(LEASES)])
        while store.fold(1000):
            continue
        for start in range(LEASES, LEASES + 40, 10):
            store.commit([], [lease(start + number) for number in range(10)])
    return made


def run(*words: str | Path) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of the program."""
    done = subprocess.run([POOLKEEPER, *words], capture_output=True, text=True, timeout=PATIENCE_S)
    return done.returncode, done.stdout, done.stderr


def check(server: Server) -> tuple[int, list[str]]:
    """Exit status and lines of check-store; it leaves every byte of the folder as it was."""
    before = {path.name: path.read_bytes() for path in server.data.glob("store.db*") if path.suffix != ".db-shm"}
    status, out, err = run("check-store", "--data", server.data)
    after = {path.name: path.read_bytes() for path in server.data.glob("store.db*") if path.suffix != ".db-shm"}
    assert after == before
    assert ('docs/operating.md under "A damaged store"' in err) == (status != 0)
    return status, out.splitlines()


def sound(server: Server) -> bool:
    return check(server) == (0, [f"{server.data / 'store.db'} is sound"])


def sql(server: Server, *statements: str) -> list[Any]:
    """The rows of the last of these statements."""
    with closing(sqlite3.connect(server.data / "store.db", isolation_level=None)) as raw:
        rows = [raw.execute(statement).fetchall() for statement in statements]
    return rows[-1]


def step(begins: str, **names: str) -> str:
    """A statement that the manual gives, with names in place of its capitals."""
    (found,) = re.findall(rf'sqlite3 DIR/store\.db "({begins}[^"]*)"', SECTION)
    for name, value in names.items():
        found = found.replace(name, value)
    return found


def leases(server: Server) -> int:
    """How many the server has once it has started."""
    server.start()
    said = server.console("/ip dhcp-server lease print count-only")
    assert server.stop() == 0
    return int(said.out)


def test_a_sound_store_is_said_to_be_one_and_left_alone(server: Server) -> None:
    assert sound(server)
    assert not list(server.data.glob("store.db-*"))
    assert leases(server) == LEASES + 40


def test_it_looks_at_what_a_killed_server_left(server: Server) -> None:
    server.start()
    server.console("/system identity set name=last")
    server.kill9()
    assert (server.data / "store.db-wal").stat().st_size
    assert sound(server)


def test_no_store_is_looked_at_while_a_server_runs(server: Server) -> None:
    server.start()
    status, out, err = run("check-store", "--data", server.data)
    assert (status, out) == (1, "")
    assert f"{server.data} is in use by process {server.pid}" in err


def test_an_older_store_is_looked_at_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
        raw.executescript(schema.script(0) + schema.script(1) + "PRAGMA user_version = 1;")
    before = (tmp_path / "store.db").read_bytes()
    assert run("check-store", "--data", tmp_path) == (0, f"{tmp_path / 'store.db'} is sound\n", "")
    with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    assert (tmp_path / "store.db").read_bytes() == before


def refused(server: Server) -> str:
    """The last line of a start that ends with 1."""
    server._launch()
    assert server.process is not None
    assert server.process.wait(PATIENCE_S) == 1
    return server.log.splitlines()[-1]


def test_a_row_of_the_journal_that_cannot_be_read_refuses_the_start_until_it_is_gone(server: Server) -> None:
    sql(server, "UPDATE journal SET body = x'9105' WHERE seq = 2")
    said = refused(server)
    assert "store.db is damaged (journal entry 2: " in said
    assert 'restore it from a backup, or do without that entry, as the manual says under "A damaged store"' in said
    assert "see docs/operating.md" in said
    assert "Traceback" not in server.log
    status, lines = check(server)
    assert status == 1
    assert ["journal entry 2: " in line for line in lines] == [True]
    sql(server, step("DELETE FROM journal", N="2"))
    assert sound(server)
    assert leases(server) == LEASES + 30


def test_a_backup_takes_the_place_of_a_damaged_file(server: Server) -> None:
    with closing(SqliteStore.open(server.data / "store.db")) as store:
        store.snapshot(server.parent / "backup.db")
    with (server.data / "store.db").open("r+b") as file:
        file.write(b"\xa5" * 4096)
    assert "damaged or no store at all (file is not a database): restore it from a backup" in refused(server)
    assert check(server)[0] == 1
    for line in re.findall(r"^ {8}((?:rm|install) .*)$", SECTION, re.M):
        subprocess.run(line.replace("DIR", str(server.data)).split(), cwd=server.parent, check=True)
    assert sound(server)
    assert leases(server) == LEASES + 40


def test_single_leases_and_items_that_contradict_themselves_are_taken_out(server: Server) -> None:
    for number in (5, LEASES + 5):
        with closing(SqliteStore.open(server.data / "store.db")) as store:
            store.commit([], [lease(number, 77)])
    sql(server, "INSERT INTO item VALUES ('/ip/pool', 10, 10, '{\"name'), ('/ip/pool', 11, 11, '[1]')")
    status, lines = check(server)
    assert status == 1
    assert lines == [
        "item /ip/pool *A has a body that is not a JSON object",
        "item /ip/pool *B has a body that is not a JSON object",
        "lease of 10.0.0.5: its state is none that is kept",
        "lease of 10.0.1.49: its state is none that is kept",
    ]
    said = refused(server)
    assert "the store is damaged (lease of 10.0.0.5: its state is none that is kept): end that lease, as the" in said
    sql(server, step("INSERT INTO journal"), step("INSERT INTO journal").replace("0a000005", "0a000131"))
    assert leases(server) == LEASES + 38
    for item in ("A", "B"):
        assert f"stored item /ip/pool *{item}: its body is no JSON object, kept as it is" in server.log
        sql(server, step("DELETE FROM item", MENU="/ip/pool", ID=item))
    assert sound(server)


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 program is not installed")
def test_what_can_be_read_of_damaged_pages_is_saved(server: Server) -> None:
    sql(server, "VACUUM")  # so that a row stands in one page only
    with (server.data / "store.db").open("r+b") as file:
        file.seek(file.read().index(lease(LEASES // 2)[3]) // 4096 * 4096)
        file.write(b"\xa5" * 4096)
    assert "is damaged or no store at all" in refused(server)
    assert check(server)[0] == 1
    steps = re.findall(r"^ {8}(.*saved\.db.*)$", SECTION, re.M)
    assert len(steps) == 2
    for line in steps:
        subprocess.run(
            ["sh", "-c", line.replace("DIR", str(server.data))], cwd=server.parent, check=True, capture_output=True
        )
    for path in server.data.glob("store.db*"):
        path.unlink()
    (server.parent / "saved.db").rename(server.data / "store.db")
    assert sound(server)
    assert 0 < leases(server) < LEASES + 40
