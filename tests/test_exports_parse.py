"""Every legal form that configurations and scripts are written in is read: ``tests/exports`` and random ones."""

from collections import Counter
from pathlib import Path

import pytest

from exports.generator import configuration
from exports.oddities import ODDITIES, held
from poolkeeper.script.lexer import narrow
from poolkeeper.script.parser import parse

EXPORTS = Path(__file__).parent / "exports"
FILES = sorted(EXPORTS.glob("*.rsc"))
SEEDS = 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_read_whole(path: Path) -> None:
    assert parse(narrow(path.read_bytes().decode("utf-8", "surrogateescape"))).statements


def test_each_oddity_is_in_two_files_at_least() -> None:
    found = Counter(oddity for path in FILES for oddity in held(path.read_bytes().decode()))
    assert [oddity for oddity in ODDITIES if found[oddity] < 2] == []


def test_random_configurations_are_read_whole() -> None:
    for seed in range(SEEDS):
        assert parse(configuration(seed)).statements, seed


def test_a_seed_always_gives_the_same_configuration_and_another_seed_another() -> None:
    assert [configuration(seed) for seed in range(20)] == [configuration(seed) for seed in range(20)]
    assert len({configuration(seed) for seed in range(200)}) == 200


def test_the_table_names_every_file() -> None:
    table = (EXPORTS / "README.md").read_text("utf-8")
    assert len(FILES) >= 70
    assert [path.stem for path in FILES if f"| `{path.stem}` |" not in table] == []
    assert table.count("\n| `") == len(FILES)
