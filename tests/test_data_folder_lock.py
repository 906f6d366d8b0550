"""One server to a data folder: a second is told the pid of the first, a killed one never blocks the next."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from poolkeeper.store.lock import DataFolder, Locked

HOLDER = """
import sys
from pathlib import Path
from poolkeeper.store.lock import DataFolder, Locked
try:
    folder = DataFolder.take(Path(sys.argv[1]))
except Locked as locked:
    print(f"locked {locked.pid}", flush=True)
    sys.exit(1)
print("taken", flush=True)
sys.stdin.read()
"""


@contextmanager
def another(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process that tries to take the folder, and what it said; it holds the lock until it ends."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_a_folder_that_is_missing_is_made_for_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = DataFolder.take(tmp_path / "a" / "data")
    finally:
        os.umask(before)
    assert folder.made
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder.path / "lock").stat().st_mode) == 0o600
    assert (folder.path / "lock").read_text() == f"{os.getpid()}\n"
    folder.release()
    again = DataFolder.take(folder.path)
    assert not again.made
    again.release()


def test_a_second_server_is_refused_with_the_pid_of_the_first(tmp_path: Path) -> None:
    with another(tmp_path) as (first, said):
        assert said == "taken"
        with pytest.raises(Locked, match=f"in use by process {first.pid}") as refusal:
            DataFolder.take(tmp_path)
        assert refusal.value.pid == first.pid
        with another(tmp_path) as (_, second_said):
            assert second_said == f"locked {first.pid}"
        assert (tmp_path / "lock").read_text() == f"{first.pid}\n"


def test_a_killed_server_does_not_block_the_next(tmp_path: Path) -> None:
    with another(tmp_path) as (first, said):
        assert said == "taken"
        first.send_signal(signal.SIGKILL)
        first.wait()
        folder = DataFolder.take(tmp_path)
        assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"
        folder.release()


def test_a_program_that_a_server_started_does_not_hold_its_lock(tmp_path: Path) -> None:
    folder = DataFolder.take(tmp_path)
    with subprocess.Popen(["sleep", "60"], close_fds=False) as child:
        folder.release()
        try:
            DataFolder.take(tmp_path).release()
        finally:
            child.kill()


def test_one_process_cannot_take_a_folder_twice(tmp_path: Path) -> None:
    folder = DataFolder.take(tmp_path)
    with pytest.raises(Locked) as refusal:
        DataFolder.take(tmp_path)
    assert refusal.value.pid == os.getpid()
    folder.release()
    folder.release()
    DataFolder.take(tmp_path).release()


def test_a_holder_whose_pid_is_no_process_here_is_called_another_process(tmp_path: Path) -> None:
    folder = DataFolder.take(tmp_path)
    (tmp_path / "lock").write_text("4194305\n")  # above any pid of Linux, proc(5) pid_max
    with pytest.raises(Locked, match="in use by another process") as refusal:
        DataFolder.take(tmp_path)
    assert refusal.value.pid == 0
    folder.release()


def test_a_refused_first_start_leaves_no_folder_behind(tmp_path: Path) -> None:
    DataFolder.take(tmp_path / "data").abandon()
    assert list(tmp_path.iterdir()) == []


def test_a_refused_first_start_leaves_what_was_there_before(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    DataFolder.take(tmp_path / "data").abandon()
    assert list((tmp_path / "data").iterdir()) == []
    folder = DataFolder.take(tmp_path / "new")
    (folder.path / "certificate").touch()
    folder.abandon()
    assert [path.name for path in folder.path.iterdir()] == ["certificate"]


def test_of_many_servers_started_at_once_one_gets_the_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "data")]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    try:
        said = [process.stdout.readline().strip() for process in started if process.stdout]
    finally:
        for process in started:
            process.kill()
            process.communicate()
    winner = started[said.index("taken")].pid
    assert sorted(said) == [f"locked {winner}"] * 5 + ["taken"]


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "lock").symlink_to(tmp_path / "precious")
    with pytest.raises(OSError, match="symbolic links"):
        DataFolder.take(tmp_path / "data")
    assert (tmp_path / "precious").read_text() == "precious"
