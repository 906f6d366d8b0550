"""Without rights every door works, and the log says exactly what DHCP lacks."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rig import PATIENCE_S, end_process, wait_until

NOBODY = "nobody"


@pytest.fixture
def environment() -> Iterator[Path]:
    """A copy of this virtual environment's program that an ordinary user may run, and a folder of theirs."""
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


def test_every_door_works_and_dhcp_says_what_it_lacks(environment, free_port):
    python = Path(os.path.realpath(environment / "bin" / "python"))
    probe = subprocess.run(as_nobody(environment / "bin" / "python", "-c", ""), capture_output=True, timeout=PATIENCE_S)
    if probe.returncode:
        pytest.skip(f"an ordinary user may not run {python} on this machine (its folders are closed)")
    folder = Path(tempfile.mkdtemp(prefix="pk-nobody-"))
    port = free_port()
    try:
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam(NOBODY).pw_uid, -1)
        ports = "".join(f"/ip service set {name} port={free_port()}\n" for name in ("www", "ssh", "api", "api-ssl"))
        (folder / "init.rsc").write_text(
            f"{ports}/ip service set www-ssl port={port}\n/ip pool add name=p ranges=10.0.0.10-10.0.0.20\n"
            "/ip dhcp-server add name=d interface=lo address-pool=p\n"
        )
        (folder / "password").write_text("secret\n")
        poolkeeper = [environment / "bin" / "python", "-m", "poolkeeper"]
        words = ["serve", "--data", folder / "data", "--init", folder / "init.rsc"]
        words += ["--admin-password-file", folder / "password"]
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            process = subprocess.Popen(as_nobody(*poolkeeper, *words), stdout=out, stderr=err, cwd="/")
        try:
            wait_until(lambda: process.poll() is not None or b"ready" in (folder / "out").read_bytes(), "it is ready")
            assert process.poll() is None, (folder / "err").read_text()
            log = wait_until(lambda: (folder / "err").read_text(), "it logs")
            assert "CAP_NET_BIND_SERVICE" in log
            assert "UDP port 67" in log
            assert "dhcp refused" in (folder / "out").read_text()
            console = subprocess.run(
                as_nobody(*poolkeeper, "console", "--data", folder / "data", ":put [/ip pool get p ranges]"),
                capture_output=True,
                text=True,
                cwd="/",
                timeout=PATIENCE_S,
            )
            assert (console.returncode, console.stdout) == (0, "10.0.0.10-10.0.0.20\n"), console.stderr
            curl = subprocess.run(
                ["curl", "-sk", "-u", "admin:secret", f"https://127.0.0.1:{port}/rest/ip/pool"],
                capture_output=True,
                text=True,
                timeout=PATIENCE_S,
            )
            assert [row["name"] for row in json.loads(curl.stdout)] == ["default-dhcp", "p"]
        finally:
            assert end_process(process) == 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)
