"""What a disk may hold after a power cut: a recorder of the writes and syncs of a process, and images cut from them.

``record`` runs a program under strace, which sees every system call whatever library makes it. A ``Disk`` replays the
calls up to any of them: what was synced is there, of what was not any part, in whole, in sectors, or not at all.
The ``-shm`` file is left out: it is memory, and SQLite makes it anew.
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,openat,unlink,unlinkat,rename,renameat,renameat2"
UNMODELLED = ("rename", "renameat", "renameat2")
SECTOR = 512
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)")
_FD = re.compile(r"^\d+<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Step(NamedTuple):
    """One call. what: write, truncate, sync, create, unlink, or said (a line on standard output)."""

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""


def record(program: Sequence[str], folder: Path, trace: Path) -> list[Step]:
    """What a program did to the files of a folder, and what it said, in order; AssertionError where it failed."""
    strace = ["strace", "-f", "-y", "-xx", "-s", "70000", "-e", f"trace={CALLS}", "-o", str(trace)]
    done = subprocess.run([*strace, *program], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    with trace.open() as lines:
        return [step for line in _whole(lines) for step in _steps(line, folder)]


def _whole(lines: Iterator[str]) -> Iterator[str]:
    """Calls on one line each, where they ended: strace splits one that another thread's interrupts."""
    begun: dict[str, str] = {}
    for line in lines:
        resumed = _RESUMED.match(line)
        if line.rstrip().endswith("<unfinished ...>"):
            begun[line.split(" ", 1)[0]] = line.rstrip().removesuffix("<unfinished ...>")
        elif resumed:
            yield begun.pop(resumed[1]) + resumed[2]
        else:
            yield line


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _steps(line: str, folder: Path) -> Iterator[Step]:
    found = _CALL.match(line)
    if not found or int(found[3]) < 0:
        return
    call, words = found[1], found[2]
    if call in ("openat", "unlink", "unlinkat") or call in UNMODELLED:
        path = Path(_plain(_TEXT.findall(words)[0]).decode())
        if path.parent != folder or path.name.endswith("-shm"):
            return
        assert call not in UNMODELLED, f"nobody has thought of what a cut does to {call}"
        if call != "openat":
            yield Step("unlink", path.name)
        elif "O_CREAT" in words:
            yield Step("create", path.name)
        return
    opened = _FD.match(words)
    path = Path(_plain(opened[1]).decode()) if opened and opened[1].startswith("\\x") else Path()
    if call == "write" and words.startswith("1<"):
        yield Step("said", data=_plain(_TEXT.findall(words)[0]))
    elif path == folder:
        yield Step("sync", "")
    elif path.parent == folder and not path.name.endswith("-shm"):
        yield _of_file(call, path.name, words)


def _of_file(call: str, name: str, words: str) -> Step:
    if call == "pwrite64":
        data = _plain(_TEXT.findall(words)[0])
        return Step("write", name, int(words.rsplit(", ", 1)[1]), data)
    if call == "ftruncate":
        return Step("truncate", name, int(words.rsplit(", ", 1)[1]))
    assert call in ("fsync", "fdatasync"), f"{call} of {name} without an offset"
    return Step("sync", name)


class Disk:
    """Files as they are for sure, and the steps since that no sync has made sure of."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._sure = {name: bytearray(content) for name, content in files.items()}
        self._open: list[Step] = []

    def do(self, step: Step) -> None:
        """One more step. A sync makes sure of its file's contents, and of its name; one of the folder of all names."""
        if step.what != "sync":
            self._open.append(step)
            return
        names = ("create", "unlink")
        mine = [s for s in self._open if (s.what in names if not step.name else s.name == step.name)]
        for each in mine:
            apply(each, self._sure)
        self._open = [s for s in self._open if s not in mine]

    def images(self, draw: random.Random, times: int) -> Iterator[dict[str, bytes]]:
        """What may be found after a cut now: all that was written, only what is sure, and ``times`` random parts."""
        yield self._image(self._open)
        if self._open:
            yield self._image([])
            for _ in range(times):
                part = [piece for step in self._open for piece in pieces(step, draw) if draw.random() < 0.5]
                yield self._image(sorted(part, key=lambda step: (step.what != "create", draw.random())))

    def _image(self, steps: Sequence[Step]) -> dict[str, bytes]:
        files = {name: bytearray(content) for name, content in self._sure.items()}
        for step in steps:
            apply(step, files)
        return {name: bytes(content) for name, content in files.items()}


def pieces(step: Step, draw: random.Random) -> list[Step]:
    """A write, whole or torn into the sectors of the disk."""
    if step.what != "write" or draw.random() < 0.5:
        return [step]
    ends = range(SECTOR - step.at % SECTOR, len(step.data) + SECTOR, SECTOR)
    starts = [0, *[end for end in ends if end < len(step.data)]]
    return [
        Step("write", step.name, step.at + start, step.data[start:end])
        for start, end in zip(starts, [*starts[1:], len(step.data)], strict=True)
    ]


def apply(step: Step, files: dict[str, bytearray]) -> None:
    """Do a step to files; one to a file that has no name (yet, or any more) is lost with it."""
    if step.what == "create":
        files.setdefault(step.name, bytearray())
    elif step.what == "unlink":
        files.pop(step.name, None)
    elif step.name in files:
        content = files[step.name]
        if step.what == "truncate":
            del content[step.at :]
            content.extend(bytes(step.at - len(content)))
        elif step.what == "write":
            content.extend(bytes(max(0, step.at - len(content))))
            content[step.at : step.at + len(step.data)] = step.data


def python(script: str, *words: str) -> list[str]:
    """The command that runs a script with this Python."""
    return [sys.executable, "-c", script, *words]
