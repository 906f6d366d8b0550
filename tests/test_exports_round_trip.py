"""Any configuration comes in and goes out without loss: those of ``tests/exports``, and ones drawn over the catalog.

A file goes into an empty server, its export into a second one, and that one's export must be the same. Every item that
an accepted statement made or changed is found in the first server, with all that was said of it, and by menu and key in
the second.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.generator import configuration
from poolkeeper.app import build, furnish, local_user
from poolkeeper.engine.logbook import LogBook
from poolkeeper.script import importing
from poolkeeper.script.session import Session
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import Refusal, Reply, Request, Row
from rig import PATIENCE_S, POOLKEEPER

EXPORTS = Path(__file__).parent / "exports"
CONFIGURATIONS = sorted(path for path in EXPORTS.glob("*.rsc") if not path.name.startswith("script-"))
SEEDS_A_ROUND = 10
MOST_ROUNDS = 200
MOST_REFUSED = 0.02
"""Of the statements of exports, live or carried ones must be the rest."""
NOT_KEPT = {"copy-from", "numbers", "owner", "place-before"}
"""What a statement says that is no property, and the owner, who is whoever imports."""
SOME = ("home-factory-6.49.6", "isp-pppoe-6.45.9", "isp-terse-7.20.4", "verbose-7.19.1", "hand-utf8")


class EmptyServer:
    """A server without a configuration, in this process, over a store of its own."""

    def __init__(self, folder: Path) -> None:
        self.store = SqliteStore.create(folder / "store.db")
        self.parts = build(self.store, LogBook())
        furnish(self.parts, "", None)
        self.out: list[str] = []
        self.changes: list[tuple[Request, Reply]] = []
        self.session = Session(
            self.parts.tree, self._run, local_user(), write=self.out.append, keeping=self.parts.engine.groups
        )

    def __enter__(self) -> "EmptyServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def _run(self, request: Request) -> Reply:
        reply = self.parts.engine.run(request)
        if request.importing is not None:
            self.changes.append((request, reply))
        return reply

    def read(self, text: str) -> importing.Report:
        """Import a text; what became of its statements."""
        return importing.import_text(self.session, text, "test.rsc", importing.Wishes(), lambda _: None)

    def export(self, *words: str) -> str:
        """The configuration, secrets and all."""
        self.out.clear()
        assert not self.session.execute(" ".join(("/export show-sensitive", *words))).failed
        return "".join(self.out)

    def rows(self, path: tuple[str, ...]) -> list[Row]:
        """The items of a menu."""
        return list(self.parts.engine.run(Request(local_user(), path, "print")).rows)

    def touched(self) -> dict[tuple[str, ...], set[int]]:
        """The items that the statements made or changed and did not remove again, by menu."""
        found: dict[tuple[str, ...], set[int]] = {}
        for request, reply in self.changes:
            here = found.setdefault(request.path, set())
            if request.command == "remove":
                here.difference_update(reply.ids)
            elif request.command in ("add", "set"):
                here.update(reply.ids)
        return found

    def dropped(self) -> Iterator[object]:
        """What accepted statements said last of items that are still there, and that is not in them."""
        said: dict[tuple[tuple[str, ...], int | None, str], str | None] = {}
        for request, reply in self.changes:
            for item in reply.ids if request.command in ("add", "set") else ():
                said.update(((request.path, item, name), text) for name, text in request.args.items())
        rows = {path: {row.id: row for row in self.rows(path)} for path in {path for path, _, _ in said}}
        for (path, item, name), text in said.items():
            row = rows[path].get(item)
            if row is not None and name not in NOT_KEPT and self._is_dropped(row, name, text):
                yield path, name, text

    def _is_dropped(self, row: Row, name: str, text: str | None) -> bool:
        """Whether a value that means something is not in the item."""
        prop = next((prop for prop in row.menu.props.values() if name in (prop.name, *prop.aliases)), None)
        if not text or (prop is not None and row.values.get(prop.name) is not None):
            return False
        try:
            return prop is None or prop.kind.parse(text, name, row.look) is not None
        except Refusal:
            return True


def key_of(row: Row) -> tuple[object, ...]:
    """By what an item is known: its name, or all that a compact export says of it."""
    menu = row.menu
    if menu.shape != "single" and menu.key is not None:
        return (menu.path, row.wire(menu.key))
    told = {prop.name: row.wire(prop.name) for prop in menu.props.values() if prop.exported}
    return (menu.path, *((name, text) for name, text in told.items() if text and _differs(row, name)))


def _differs(row: Row, name: str) -> bool:
    """Whether a value is not the one the property has when nothing is said."""
    return bool(row.values.get(name) != row.menu.props[name].default)


def body(text: str) -> list[str]:
    """An export without the comment lines at its head."""
    lines = text.replace("\r\n", "\n").splitlines()
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return lines


def lost(first: EmptyServer, second: EmptyServer) -> Iterator[object]:
    """The keys of items that the file's statements made and that are not in both servers."""
    for path, ids in first.touched().items():
        rows = {row.id: row for row in first.rows(path)} if ids else {}
        yield from ((path, item) for item in ids if item not in rows)
        wanted = Counter(key_of(rows[item]) for item in ids if item in rows)
        yield from wanted - Counter(map(key_of, second.rows(path))) if wanted else ()


def round_trip(text: str, folder: Path) -> importing.Report:
    """In, out, in, out: what became of the statements, after nothing was lost."""
    for name in ("first", "second"):
        (folder / name).mkdir(parents=True)
    with EmptyServer(folder / "first") as first, EmptyServer(folder / "second") as second:
        report = first.read(text)
        assert list(first.dropped()) == []
        exported = first.export()
        again = second.read(exported)
        assert [(each.text, each.reason) for each in again.refused] == [], "its own export is refused"
        assert body(second.export()) == body(exported)
        assert list(lost(first, second)) == []
    return report


class Totals:
    """What became of the statements of many files."""

    def __init__(self) -> None:
        self.numbers: Counter[str] = Counter()
        self.refused: list[str] = []

    def add(self, name: str, report: importing.Report) -> None:
        """Count one file."""
        said = {"statements": report.statements, "live": report.live, "carried": report.carried}
        self.numbers.update(files=1, refused=len(report.refused), **said)
        self.refused += [f"{name}:{each.line}:{each.column}: {each.reason}: {each.text}" for each in report.refused]

    def told(self) -> str:
        """The numbers, and each refused statement with its reason."""
        return "\n".join((" ".join(f"{name}={number}" for name, number in self.numbers.items()), *self.refused))

    def check(self) -> None:
        """Print them; too many refused statements fail the test, and so do statements that nobody counted."""
        print(self.told())
        numbers = self.numbers
        assert numbers["live"] + numbers["carried"] + numbers["refused"] == numbers["statements"] > 0
        assert numbers["refused"] <= MOST_REFUSED * numbers["statements"], self.told()


def text_of(path: Path) -> str:
    """A file as an import reads it."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("path", CONFIGURATIONS, ids=lambda path: path.stem)
def test_a_configuration_comes_out_as_it_went_in(path: Path, tmp_path: Path) -> None:
    report = round_trip(text_of(path), tmp_path)
    assert report.statements > 0
    print(report.total())


def test_of_all_exports_hardly_a_statement_is_refused(tmp_path: Path) -> None:
    totals = Totals()
    for path in CONFIGURATIONS:
        (tmp_path / path.stem).mkdir()
        with EmptyServer(tmp_path / path.stem) as server:
            totals.add(path.stem, server.read(text_of(path)))
    assert totals.numbers["files"] >= 60
    totals.check()


@pytest.mark.soak
def test_a_random_configuration_comes_out_as_it_went_in(rounds: int, tmp_path: Path) -> None:
    totals = Totals()
    for seed in range(min(rounds, MOST_ROUNDS) * SEEDS_A_ROUND):
        try:
            totals.add(f"seed {seed}", round_trip(configuration(seed), tmp_path / str(seed)))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    totals.check()


@pytest.mark.parametrize("word", ["verbose", "terse"])
@pytest.mark.parametrize("name", SOME)
def test_a_verbose_and_a_terse_export_give_the_same_configuration(name: str, word: str, tmp_path: Path) -> None:
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
    with EmptyServer(tmp_path / "first") as first, EmptyServer(tmp_path / "second") as second:
        first.read(text_of(EXPORTS / f"{name}.rsc"))
        assert second.read(first.export(word)).refused == []
        assert body(second.export(word)) == body(first.export(word))


@pytest.mark.parametrize("name", SOME[:3])
def test_the_command_line_imports_and_exports_the_same(name: str, serve, tmp_path: Path) -> None:
    first, second = serve(), serve()
    first.stop()
    file, report = EXPORTS / f"{name}.rsc", tmp_path / "report.json"
    assert poolkeeper("import", "--report", report, "--data", first.data, file).returncode in (0, 1)
    text = poolkeeper("export", "--show-sensitive", "--data", first.data).stdout
    (tmp_path / "again.rsc").write_text(text)
    again = poolkeeper("import", "--data", second.data, tmp_path / "again.rsc")
    assert (again.returncode, again.stderr) == (0, "")
    assert apart(poolkeeper("export", "--show-sensitive", "--data", second.data).stdout) == apart(text)
    (tmp_path / "here").mkdir()
    with EmptyServer(tmp_path / "here") as here:
        counted = here.read(text_of(file))
    told = json.loads(report.read_text("ascii"))
    assert [told[word] for word in ("statements", "live", "carried")] == [
        counted.statements, counted.live, counted.carried
    ]  # fmt: skip


def apart(text: str) -> list[str]:
    """The body of an export but for the ports of this server, which the test chose."""
    return [line for line in body(text) if not line.startswith(("/ip service", "set www", "set ssh", "set api"))]


def poolkeeper(*words: object) -> subprocess.CompletedProcess[str]:
    """The program, run to its end."""
    return subprocess.run([POOLKEEPER, *words], capture_output=True, text=True, timeout=PATIENCE_S)
