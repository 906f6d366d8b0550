"""The data folder and its lock: one server at a time, and a killed one never blocks the next.

The lock is flock(2) on ``DIR/lock``, so it ends with the process that holds it, whatever ends that process. The file
holds the pid as text for people and for the message of a second server; nobody decides by it.
"""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

NAME = "lock"
PATIENCE_S = 1.0  # for a holder that took the lock and has not yet written its pid


class Locked(Exception):
    """Another process holds the folder; ``pid`` is its number, 0 if it could not be read."""

    def __init__(self, folder: Path, pid: int) -> None:
        holder = f"process {pid}" if pid else "another process"
        super().__init__(
            f"{folder} is in use by {holder}; stop it first, or type --data with the name of another folder"
        )
        self.pid = pid


class DataFolder:
    """A folder that this process holds. ``path``: the folder; ``made``: it was not there before.

    The descriptor is not inherited over exec; a process forked without exec holds the lock too, so it must not
    outlive this one.
    """

    def __init__(self, path: Path, descriptor: int, made: bool) -> None:
        self.path = path
        self.made = made
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> Self:
        """Make the folder where it is missing (0700) and lock it; Locked if another process has it, or OSError."""
        made = _make(path)
        descriptor = _locked(path)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        return cls(path, descriptor, made)

    def release(self) -> None:
        """Let go; the folder and its files stay. Releasing twice is no error."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def abandon(self) -> None:
        """Let go after a first start that was refused: the lock file goes, and the folder if we made it and can."""
        (self.path / NAME).unlink(missing_ok=True)
        if self.made and not any(self.path.iterdir()):
            with suppress(OSError):  # somebody put a file into it just now
                self.path.rmdir()
        self.release()


def _make(path: Path) -> bool:
    """Whether the folder had to be made; its name is then on disk."""
    if path.is_dir():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        if path.is_dir():  # another server, a moment earlier
            return False
        raise
    parent = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)
    return True


def _locked(folder: Path) -> int:
    """A descriptor of the lock file with the lock on it; again if the file was abandoned before we had it."""
    path = folder / NAME
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = _holder(descriptor)
            os.close(descriptor)
            raise Locked(folder, pid) from None
        except BaseException:
            os.close(descriptor)
            raise
        if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
            os.fchmod(descriptor, 0o600)
            return descriptor
        os.close(descriptor)


def _holder(descriptor: int) -> int:
    """The pid in the lock file, once it is one of a living process: a killed holder's stays until the next writes."""
    end = time.monotonic() + PATIENCE_S
    while True:
        text = os.pread(descriptor, 32, 0).strip()
        if text.isdigit() and Path(f"/proc/{int(text)}").exists():
            return int(text)
        if time.monotonic() > end:
            return 0
        time.sleep(0.01)
