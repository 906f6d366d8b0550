"""The folder of one run: scripts, logs and who was started. What a killed run left is found here and cleaned up."""

import fcntl
import os
import shutil
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PREFIX = "poolkeeper-lab-"
STARTING_S = 60.0
"""A folder without a lock is a run that begins, for so long."""


def sweep() -> list[str]:
    """End what killed runs of this user left behind; the names of their folders."""
    swept = []
    for folder in sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*")):
        with suppress(OSError):
            if folder.stat().st_uid == os.geteuid() and not folder.is_symlink() and _is_dead(folder):
                for line in (folder / "started").read_text().splitlines() if (folder / "started").exists() else ():
                    _end(line)
                shutil.rmtree(folder)
                swept.append(folder.name)
    return swept


def _is_dead(folder: Path) -> bool:
    lock = folder / "lock"
    if not lock.exists():
        return time.time() - folder.stat().st_mtime > STARTING_S
    with lock.open() as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _end(line: str) -> None:
    """Kill a process by pid, if it is still the one that was noted."""
    pid, began = line.split()
    if _began(int(pid)) == began:
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)


def _began(pid: int) -> str | None:
    """Start of a process in clock ticks (proc(5), stat field 22), None when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return None


class RunFolder:
    """A folder of our own (0700), locked while this process lives."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = (self.path / "lock.new").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        (self.path / "lock.new").rename(self.path / "lock")

    def note(self, pid: int) -> None:
        """Remember a process, so that the next run can end it if this one can not."""
        with (self.path / "started").open("a") as file:
            file.write(f"{pid} {_began(pid)}\n")

    def write(self, name: str, text: str, mode: int = 0o600) -> Path:
        """A file in the folder; its path."""
        path = self.path / name
        path.write_text(text)
        path.chmod(mode)
        return path

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()
