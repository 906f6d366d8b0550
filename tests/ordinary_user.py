"""An ordinary user of this machine, and a copy of the program that they may run. No assertions here."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rig import PATIENCE_S

NOBODY = "nobody"


@contextmanager
def environment() -> Iterator[Path]:
    """A virtual environment with the program that an ordinary user may run: a copy outside of root's folders."""
    if os.geteuid() != 0:
        yield Path(sys.prefix)
        return
    place = Path(tempfile.mkdtemp(prefix="pk-user-"))
    place.chmod(0o755)
    subprocess.run([sys.executable, "-m", "venv", "--symlinks", place / "venv"], check=True, timeout=PATIENCE_S)
    own = Path(next((place / "venv" / "lib").iterdir()) / "site-packages")
    theirs = next(Path(sys.prefix, "lib").glob("python3*/site-packages"))
    shutil.copytree(theirs, own, dirs_exist_ok=True, symlinks=True)
    package = Path(__file__).parent.parent / "src" / "poolkeeper"
    shutil.copytree(package, own / "poolkeeper", dirs_exist_ok=True)
    for pth in own.glob("*poolkeeper*.pth"):
        pth.unlink()
    subprocess.run(["chmod", "-R", "a+rX", place], check=True)
    yield place / "venv"
    shutil.rmtree(place, ignore_errors=True)


def as_nobody(*argv: str | Path) -> list[str | Path]:
    """The command as an ordinary user without any capability."""
    if os.geteuid() != 0:
        return list(argv)
    who = pwd.getpwnam(NOBODY)
    return ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups", "--bounding-set=-all", *argv]


def may_run(venv: Path) -> str:
    """Why an ordinary user may not run the program here; empty where they may."""
    probe = subprocess.run(as_nobody(venv / "bin" / "python", "-c", ""), capture_output=True, timeout=PATIENCE_S)
    python = os.path.realpath(venv / "bin" / "python")
    return f"an ordinary user may not run {python} on this machine (its folders are closed)" if probe.returncode else ""
