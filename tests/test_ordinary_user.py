"""Without rights every door works, and the log says exactly what DHCP lacks."""

import json
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from ordinary_user import NOBODY, as_nobody, environment, may_run
from rig import PATIENCE_S, end_process, wait_until


def test_every_door_works_and_dhcp_says_what_it_lacks(free_port):
    with environment() as venv:
        if why := may_run(venv):
            pytest.skip(why)
        runs_without_rights(venv, free_port)


def runs_without_rights(venv, free_port):
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
        poolkeeper = [venv / "bin" / "python", "-m", "poolkeeper"]
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
