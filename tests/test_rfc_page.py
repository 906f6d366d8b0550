"""docs/rfc.md tells the truth: each demand is met by tests that exist and run, or is a departure with its reason."""

import os
import re
import subprocess
import sys

import pytest

from rfc_page import TESTS, functions, named, rows, skips


def test_every_row_names_a_test_or_gives_a_reason() -> None:
    found = rows()
    assert len(found) > 75
    assert all(len(row) == 3 and all(row) for row in found)
    done = [row for row in found if row.here.startswith("done") and row.tests]
    departures = [row for row in found if re.match("departure: .{20}", row.here)]
    assert [row for row in found if row not in done and row not in departures] == []


def test_every_test_it_names_exists_and_is_never_skipped_by_mark() -> None:
    made = {file: functions(file) for file, _ in named() if (TESTS / file).exists()}
    assert [f"{file}::{name}" for file, name in named() if name not in made.get(file, {})] == []
    assert [f"{file}::{name}" for file, name in named() if list(skips(made[file][name]))] == []


def test_nothing_else_looks_like_a_test_there() -> None:
    """A name that is written a little wrong would otherwise stand there for nothing."""
    text = " ".join(row.here for row in rows())
    assert len(re.findall(r"test_\w+\.py", text)) == sum(len(row.tests) for row in rows())


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_named_test_that_is_skipped_where_it_could_run_is_a_failure(tmp_path, workers) -> None:
    """Without the program ip there are no namespaces: the fixture skips, and `make test` with CI set has to fail."""
    file, name = "test_rfc_2131.py", "test_reserved_flag_bits_change_nothing"
    assert (file, name) in named()
    env = {**os.environ, "PATH": str(tmp_path), "CI": "1"}
    words = [sys.executable, "-m", "pytest", "-q", "-n", workers, "-p", "no:cacheprovider", f"{TESTS / file}::{name}"]
    done = subprocess.run(words, capture_output=True, text=True, env=env, cwd=TESTS.parent)
    assert done.returncode == 1, done.stdout
    assert "docs/rfc.md names this test, and it was skipped: " in done.stdout
