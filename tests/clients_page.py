"""docs/clients.md as data: what each real client does, and the tests that it names."""

import re
from pathlib import Path
from typing import NamedTuple

from every_client import PROGRAMS

PAGE = Path(__file__).parent.parent / "docs" / "clients.md"
_TEST = re.compile(r"`((test_\w+\.py)::(test_\w+)\[(\S*\*\S*)\])`")
_REASON = re.compile(r"^- \((\w)\) (.{10,})", re.MULTILINE)


class Act(NamedTuple):
    """One thing that happens. test: file::function[parameters] with * for the program; cells: program -> does it?"""

    what: str
    test: str
    cells: dict[str, str]

    def node(self, program: str) -> str:
        """The test with that program, as pytest names it."""
        return self.test.replace("*", program)


def acts() -> list[Act]:
    """Every row of the page; a row that names no test, or not one cell for each program, raises ValueError."""
    found = []
    for line in PAGE.read_text().splitlines():
        if not line.startswith("|") or line.startswith(("|-", "| what happens ")):
            continue
        what, test, *cells = (cell.strip() for cell in line.strip("|").split(" | "))
        named = _TEST.fullmatch(test)
        if named is None:
            raise ValueError(f"{what}: {test!r} is no name of a test")
        found.append(Act(what, named[1], dict(zip(PROGRAMS, cells, strict=True))))
    return found


def columns() -> list[list[str]]:
    """The programs that each table has columns for."""
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")][2:]
        for line in PAGE.read_text().splitlines()
        if line.startswith("| what happens ")
    ]


def reasons() -> dict[str, str]:
    """Letter -> reason."""
    return dict(_REASON.findall(PAGE.read_text()))


def named() -> set[tuple[str, str]]:
    """(file, function) of every test that the page rests on."""
    return {(found[1], found[2]) for found in _TEST.findall(PAGE.read_text())}
