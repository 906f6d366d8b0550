"""docs/rfc.md as data: its rows and the tests that they name. Used by its own test and by ``conftest``."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "rfc.md"
_TEST = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


class RfcRow(NamedTuple):
    """One demand: where it stands, what it is, and what we do about it."""

    section: str
    demand: str
    here: str

    @property
    def tests(self) -> list[tuple[str, str]]:
        """(file, function) of the tests that it names."""
        return _TEST.findall(self.here)


def rows() -> list[RfcRow]:
    """Every demand on the page."""
    lines = (line for line in PAGE.read_text().splitlines() if line.startswith("|"))
    cells = ([cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if not line.startswith("|-"))
    return [RfcRow(*each) for each in cells if each[0] != "section"]


def named() -> set[tuple[str, str]]:
    """(file, function) of every test that the page rests on."""
    return {test for row in rows() for test in row.tests}


def functions(file: str) -> dict[str, ast.FunctionDef]:
    """The test functions at the top of a test file."""
    tree = ast.parse((TESTS / file).read_text())
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def skips(function: ast.FunctionDef) -> Iterator[str]:
    """Marks of a test that would keep it from counting: skip, skipif, xfail."""
    for decorator in function.decorator_list:
        found = re.search(r"\b(skip|skipif|xfail)\b", ast.unparse(decorator))
        if found:
            yield found[1]
