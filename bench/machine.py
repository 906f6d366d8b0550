"""What a reader must know of the machine, the programs and the command to judge numbers; no path, no name of a host."""

import os
import platform
import re
import shlex
import sqlite3
import subprocess
import time
from pathlib import Path

from netbox import HERE

ROOT = HERE.parent
VERSIONS = {
    "Kea": ("kea-dhcp4", "-v"),
    "dnsmasq": ("dnsmasq", "--version"),
    "ISC dhcpd": ("dhcpd", "--version"),
    "perfdhcp": ("perfdhcp", "-v"),
}
"""Peer -> the command that prints its version."""


def about(argv: list[str], tmp: str) -> dict[str, str]:
    """The words above the tables, in their order; ``argv`` are the arguments of peers.py."""
    return {
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "commit": commit(),
        "command": command(argv),
        "machine": f"{os.cpu_count()} CPUs, {cpu()}, {memory_gib()} GiB of memory, files on {filesystem(tmp)}",
        "system": f"{distribution()}, kernel {platform.release()}",
        "Python": f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "peers": ", ".join(f"{name} {version(*words)}" for name, words in VERSIONS.items()),
    }


def command(argv: list[str]) -> str:
    """The command line as typed in the checkout, without folders outside it."""
    words = [re.sub(r"(^|=)/\S*/", r"\1", word) for word in argv]
    return f"`{shlex.join(['bench/peers.py', *words])}`"


def commit() -> str:
    """The commit checked out, and whether files differ from it (the pages that this run writes apart)."""
    changed = _git("status", "--porcelain", "--", ".", ":!docs/bench.md", ":!docs/bench.json")
    return (_git("rev-parse", "--short=12", "HEAD") or "unknown") + (", with changes" if changed else "")


def _git(*words: str) -> str:
    argv = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), *words]
    try:
        return subprocess.run(argv, capture_output=True, text=True).stdout.strip()
    except FileNotFoundError:
        return ""


def cpu() -> str:
    """The CPU's name, see /proc/cpuinfo in proc(5)."""
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.machine()


def memory_gib() -> int:
    """Memory of the machine, rounded."""
    found = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    return round(int(found[1]) / 2**20) if found else 0


def filesystem(folder: str) -> str:
    """The type of file system under a folder: of the mounts above it, the deepest."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    above = [(len(point), kind) for point, kind in mounts if Path(folder).resolve().is_relative_to(point)]
    return max(above)[1] if above else "an unknown file system"


def distribution() -> str:
    """The name of the distribution, see os-release(5)."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def version(*argv: str) -> str:
    """The first thing like a version that a program prints."""
    try:
        done = subprocess.run(argv, capture_output=True, text=True)
    except FileNotFoundError:
        return "not installed"
    found = re.search(r"\d+\.\d+[\w.-]*", done.stdout + done.stderr)
    return found[0] if found else "of unknown version"
