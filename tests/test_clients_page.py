"""docs/clients.md tells the truth: what it says a client does is a test with that client, and the other way round."""

import os
import re
import subprocess
import sys

from clients_page import acts, columns, named, reasons
from every_client import PROGRAMS
from rfc_page import TESTS, functions, skips


def test_each_cell_says_yes_or_no_and_each_no_has_its_reason() -> None:
    found = acts()
    assert len(found) > 25
    assert columns() == [list(PROGRAMS)] * 2
    cells = [(act.what, cell) for act in found for cell in act.cells.values()]
    assert [each for each in cells if not re.fullmatch(r"yes(, [^()]+( \(\w\))?)?|no \(\w\)", each[1])] == []
    used = {letter for _, cell in cells for letter in re.findall(r"\((\w)\)", cell)}
    assert used == set(reasons())


def test_yes_is_a_test_with_that_client_and_no_client_is_tested_in_secret() -> None:
    files = sorted({file for file, _ in named()})
    words = ["--collect-only", "-p", "no:cacheprovider", *(str(TESTS / file) for file in files)]
    done = subprocess.run([sys.executable, "-m", "pytest", *words], capture_output=True, text=True, cwd=TESTS.parent)
    assert done.returncode == 0, done.stdout
    made = {line.partition("/")[2] for line in done.stdout.splitlines() if "::" in line}
    told = {act.node(program) for act in acts() for program, cell in act.cells.items() if cell.startswith("yes")}
    assert told == made


def test_none_of_its_tests_is_skipped_by_mark() -> None:
    made = {file: functions(file) for file, _ in named()}
    assert [f"{file}::{name}" for file, name in named() if list(skips(made[file][name]))] == []


def test_a_named_test_that_is_skipped_where_it_could_run_is_a_failure(tmp_path) -> None:
    """Without the program ip there are no namespaces: the fixture skips, and `make test` with CI set has to fail."""
    node = next(act for act in acts() if act.what.startswith("obtain")).node("udhcpc")
    env = {**os.environ, "PATH": str(tmp_path), "CI": "1"}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(TESTS / node)]
    done = subprocess.run(words, capture_output=True, text=True, env=env, cwd=TESTS.parent)
    assert done.returncode == 1, done.stdout
    assert "docs/clients.md names this test, and it was skipped: " in done.stdout
