"""Two network namespaces with a wire between them, the processes in them, and who else uses the machine meanwhile.

Everything made here (namespaces, veth pair, processes, folder) is removed at exit, also on a signal; only processes
started here are ever ended. What is measured lives in phases.py, how a server is started in candidates.py.
"""

import atexit
import json
import os
import re
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

HERE = Path(__file__).resolve().parent
SERVER, RELAY, PORT = "10.0.0.1", "10.0.0.2", 67
PATIENCE_S = 300.0
"""All waiting for others to pause, in sum: a machine that is never quiet must not make a run endless."""
TICKS_PER_S = os.sysconf("SC_CLK_TCK")

Row = dict[str, Any]
"""Numbers of one measurement by name, as they go into --json."""


@dataclass(frozen=True)
class Settings:
    """What the command line chose; see ``peers.py --help`` for each."""

    runs: int = 3
    secs: float = 6
    window: int = 64
    clients: int = 900_000
    leases: int = 100_000
    few: int = 1_000
    many: int = 1_000_000
    fresh: int = 15_000
    steps: int = 5
    retries: int = 2
    quiet_wait: float = 20
    nice: int = 0
    server_cpu: str = "0"
    client_cpu: str = "1"
    prefix: str = "pkb"
    tmp: str = "/var/tmp"
    keep: bool = False
    crash: bool = False
    minutes: float = 30


class Netbox:
    """The server's namespace (10.0.0.1/8), the relay's (10.0.0.2/8), the cable, and a folder on a real disk."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.server_ns, self.client_ns = f"{settings.prefix}-s", f"{settings.prefix}-c"
        self.server_if, self.client_if = f"{settings.prefix}s0", f"{settings.prefix}c0"
        self.folder = Path(tempfile.mkdtemp(prefix="peers-", dir=settings.tmp))
        self.processes: list[subprocess.Popen[Any]] = []
        self.patience_s = PATIENCE_S
        atexit.register(self.close)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(130))

    def up(self) -> None:
        """Make the namespaces and compile the C programs into the folder."""
        there = _run("ip", "netns", "list").stdout.split()
        for name in (self.server_ns, self.client_ns):
            if name in there:
                atexit.unregister(self.close)
                sys.exit(f"namespace {name} exists already; choose another --prefix")
        for name in (self.server_ns, self.client_ns):
            _run("ip", "netns", "add", name)
        peer = ("peer", "name", self.client_if, "netns", self.client_ns)
        _run("ip", "link", "add", "name", self.server_if, "netns", self.server_ns, "type", "veth", *peer)
        for name, interface, address in (
            (self.server_ns, self.server_if, SERVER),
            (self.client_ns, self.client_if, RELAY),
        ):
            _run("ip", "-n", name, "addr", "add", f"{address}/8", "dev", interface)
            for device in (interface, "lo"):
                _run("ip", "-n", name, "link", "set", "dev", device, "up")
        for program in ("dora", "cref"):
            _run("gcc", "-O2", "-Wall", "-o", self.folder / program, HERE / f"{program}.c")
        time.sleep(0.3)

    def close(self) -> None:
        """Remove all of it."""
        for process in list(self.processes):
            self.stop(process, signal.SIGKILL)
        for name in (self.server_ns, self.client_ns):
            subprocess.run(["ip", "netns", "del", name], capture_output=True)
        if not self.settings.keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def spawn(self, argv: list[Any], **options: Any) -> "subprocess.Popen[Any]":
        """Start a process that leads a group of its own, so that its children can be counted and ended."""
        process = subprocess.Popen([str(word) for word in argv], start_new_session=True, **options)
        self.processes.append(process)
        return process

    def stop(self, process: "subprocess.Popen[Any]", number: int = signal.SIGTERM) -> None:
        """End a process group of ours: the signal, 10 s, SIGKILL, and SIGKILL for stragglers."""
        if process not in self.processes:
            return
        _kill_group(process.pid, number)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            _kill_group(process.pid, signal.SIGKILL)
            process.wait()
        _kill_group(process.pid, signal.SIGKILL)
        self.processes.remove(process)

    def pinned(self, namespace: str, cpus: str) -> list[str]:
        """The words in front of a command that put it into a namespace and on CPUs."""
        nice = ["nice", "-n", str(self.settings.nice)]
        return ["ip", "netns", "exec", namespace, *nice, "taskset", "-c", cpus]

    def client(self, argv: list[Any], limit_s: float) -> str:
        """Output of a bounded program in the relay's namespace; empty when it took longer than ``limit_s``."""
        command = [*self.pinned(self.client_ns, self.settings.client_cpu), *(str(word) for word in argv)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=limit_s)
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout + done.stderr

    def dora(self, **options: Any) -> Row:
        """One run of the load generator; options are its letters (see dora.c; True: no value), its result a dict."""
        argv: list[Any] = [self.folder / "dora", "-s", SERVER, "-l", RELAY]
        for letter, value in options.items():
            argv += [f"-{letter}"] if value is True else [f"-{letter}", value]
        out = self.client(argv, float(options.get("t", 5)) + float(options.get("R", 0)) + 20)
        try:
            result: Row = json.loads(out.strip().splitlines()[-1])
        except (ValueError, IndexError):
            return {"error": out[-300:], "rate": 0, "acks": 0, "lost": 0, "started": 0}
        return result


def _run(*argv: Any) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run([str(word) for word in argv], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, argv))}: {done.stderr.strip()}")
    return done


def _kill_group(leader: int, number: int) -> None:
    try:
        os.killpg(leader, number)
    except ProcessLookupError:
        return


# -- what the kernel says about processes: /proc/PID/stat, see proc(5); fields from 3 on, behind the name --


def _stats() -> Iterator[tuple[int, list[str]]]:
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stat = Path(f"/proc/{name}/stat").read_text()
            except OSError:
                continue
            yield int(name), stat.rsplit(")", 1)[1].split()


def members(leader: int) -> list[tuple[int, list[str]]]:
    """Processes of the group that ``leader`` leads, with the fields of their stat file."""
    return [(pid, stat) for pid, stat in _stats() if int(stat[2]) == leader]


def resident_mib(leader: int) -> float:
    """Memory that the group has resident now (VmRSS)."""
    kib = 0
    for pid, _ in members(leader):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        found = re.search(r"VmRSS:\s+(\d+)", status)
        kib += int(found[1]) if found else 0
    return round(kib / 1024, 1)


def cpu_s(leader: int) -> float:
    """CPU time of the group so far."""
    return sum(int(stat[11]) + int(stat[12]) for _, stat in members(leader)) / TICKS_PER_S


class Foreign:
    """``with Foreign(box) as other``: afterwards ``other.share`` is the CPUs' worth of work of others meanwhile."""

    def __init__(self, box: Netbox) -> None:
        self._box = box
        self.share = 0.0

    def _ticks(self) -> dict[int, int]:
        ours = {process.pid for process in self._box.processes} | {os.getpgrp()}
        kernel = 2  # kthreadd, parent of every kernel thread
        return {
            pid: int(stat[11]) + int(stat[12])
            for pid, stat in _stats()
            if pid != kernel and int(stat[1]) != kernel and int(stat[2]) not in ours
        }

    def __enter__(self) -> Self:
        self._before, self._start = self._ticks(), time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        ticks = sum(now - self._before.get(pid, 0) for pid, now in self._ticks().items())
        self.share = round(ticks / TICKS_PER_S / max(0.01, time.monotonic() - self._start), 3)


def wait_until_quiet(box: Netbox) -> None:
    """Return when others use less than 6 % of a CPU, or all the same after ``quiet_wait`` or when patience is over."""
    begun = time.monotonic()
    most_s = min(box.settings.quiet_wait, box.patience_s)
    while time.monotonic() - begun < most_s:
        with Foreign(box) as other:
            time.sleep(0.4)
        if other.share < 0.06:
            break
    box.patience_s -= time.monotonic() - begun


def median(values: list[Any]) -> Any:
    """The middle value, None of none."""
    return statistics.median(values) if values else None


# -- the probe: runs as a program of its own in the relay's namespace and prints when the first OFFER came --


def probe(limit_s: float) -> None:
    """Print ``go``, send DISCOVERs every 10 ms, print CLOCK_MONOTONIC at the first answer, or ``none``."""
    header = struct.pack("!BBBBIHH", 1, 1, 6, 1, 0x7FFFFFF0, 0, 0) + bytes(12) + socket.inet_aton(RELAY)
    hardware = bytes.fromhex("02fefefefefe") + bytes(10 + 192)
    options = bytes.fromhex("63825363 350101 370401030633 ff")
    discover = (header + hardware + options).ljust(300, b"\0")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        udp.bind((RELAY, PORT))
        udp.settimeout(0.01)
        end = time.monotonic() + limit_s
        print("go", flush=True)
        while time.monotonic() < end:
            try:
                udp.sendto(discover, (SERVER, PORT))
                answer = udp.recv(1500)
            except OSError:
                continue
            if len(answer) > 243 and answer[0] == 2:
                print(time.monotonic(), flush=True)
                return
    print("none", flush=True)


if __name__ == "__main__":
    probe(float(sys.argv[1]))
