"""How each DHCP server is configured and started, all with the same pool and lease time, and one running server.

A server is started inside the server's namespace, pinned to its CPU, in a fresh folder under which it keeps all state.
It answers relayed DISCOVERs and REQUESTs (giaddr 10.0.0.2) on 10.0.0.1:67 and stays in the foreground.
"""

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from netbox import HERE, PORT, RELAY, SERVER, Netbox

POOL = ("10.16.0.0", "10.31.255.255")  # 1,048,576 addresses
POOL_64K, POOL_64K_SIZE = ("10.16.0.0", "10.16.255.255"), 65_536
POOL_4K = ("10.16.0.0", "10.16.15.255")
POOLKEEPER = HERE.parent / ".venv" / "bin" / "poolkeeper"

Command = Callable[[Netbox, Path], list[str]]
"""Writes the configuration into a folder and gives the command line that serves from it."""


@dataclass(frozen=True)
class Candidate:
    """A server to measure: the program it needs, its command, and its limits.

    clients: at most so many in one run, for a smaller pool. cpus: other CPUs than the common choice. phases: what is
    worth measuring of it, None for all. small: its command with a pool of 65,536, for the phase ``full``. crash: it
    claims to keep what it acknowledged when it is killed, so SIGKILL ends it where others get SIGTERM. rest: it has
    Poolkeeper's REST door and its password in a file called ``password``, for the phase ``rest``.
    """

    program: str
    command: Command
    clients: int | None = None
    cpus: str | None = None
    phases: tuple[str, ...] | None = None
    small: Command | None = None
    crash: bool = False
    rest: bool = False

    def has(self, phase: str) -> bool:
        """Whether the phase can be, and is worth being, measured of it."""
        possible = {"rest": self.rest, "full": self.small is not None}.get(phase, True)
        return possible and (self.phases is None or phase in self.phases)

    def is_installed(self) -> bool:
        """Whether its program is on the path (or is the path of a program)."""
        return shutil.which(self.program) is not None


def poolkeeper(pool: tuple[str, str] = POOL) -> Command:
    """`poolkeeper serve` with its shipped settings; only the address probe is off, as it is for the peers."""

    def command(box: Netbox, folder: Path) -> list[str]:
        (folder / "init.rsc").write_text(
            f"/ip pool add name=bench ranges={pool[0]}-{pool[1]}\n"
            "/ip dhcp-server network add address=10.0.0.0/8 gateway=10.0.0.1\n"
            f"/ip dhcp-server add name=bench interface={box.server_if} address-pool=bench relay={RELAY}"
            " lease-time=1h authoritative=yes conflict-detection=no disabled=no\n"
        )
        (folder / "password").write_text("bench\n")
        first = ["--no-defaults", "--init", f"{folder}/init.rsc", "--admin-password-file", f"{folder}/password"]
        return [str(POOLKEEPER), "serve", "--data", f"{folder}/state", *first]

    return command


def kea(multi_threading: bool, pool: tuple[str, str] = POOL) -> Command:
    """Kea with a memfile: it writes each lease to its file, and never syncs it."""

    def command(box: Netbox, folder: Path) -> list[str]:
        dhcp4 = {
            "interfaces-config": {"interfaces": [f"{box.server_if}/{SERVER}"], "dhcp-socket-type": "udp"},
            "lease-database": {"type": "memfile", "persist": True, "name": f"{folder}/leases.csv"},
            "multi-threading": {"enable-multi-threading": multi_threading},
            "valid-lifetime": 3600,
            "subnet4": [{"id": 1, "subnet": "10.0.0.0/8", "pools": [{"pool": f"{pool[0]} - {pool[1]}"}]}],
            "loggers": [{"name": "kea-dhcp4", "severity": "ERROR", "output_options": [{"output": "stderr"}]}],
        }
        (folder / "kea.json").write_text(json.dumps({"Dhcp4": dhcp4}))
        places = [f"KEA_PIDFILE_DIR={folder}", f"KEA_LOCKFILE_DIR={folder}"]
        return ["env", *places, "kea-dhcp4", "-c", f"{folder}/kea.json"]

    return command


def dnsmasq(box: Netbox, folder: Path) -> list[str]:
    """dnsmasq as DHCP server only."""
    places = [f"--dhcp-leasefile={folder}/leases", f"--log-facility={folder}/log", "--pid-file="]
    pool = [f"--dhcp-range={POOL[0]},{POOL[1]},255.0.0.0,1h", "--dhcp-lease-max=4000000"]
    listen = [f"--interface={box.server_if}", "--bind-interfaces", "--user=root"]
    quiet = ["--no-ping", "--quiet-dhcp", "--dhcp-authoritative"]
    return ["dnsmasq", "-k", "-p0", "-C", "/dev/null", *listen, *pool, *places, *quiet]


def dhcpd(extra: str = "", pool: tuple[str, str] = POOL) -> Command:
    """ISC dhcpd; it keeps leases in sorted lists, so a range of a million costs it about 80 ms a packet."""

    def command(box: Netbox, folder: Path) -> list[str]:
        (folder / "dhcpd.conf").write_text(
            "default-lease-time 3600; max-lease-time 3600; authoritative; ping-check false;\n"
            f"{extra}\nsubnet 10.0.0.0 netmask 255.0.0.0 {{ range {pool[0]} {pool[1]}; }}\n"
        )
        (folder / "leases").touch()
        files = ["-cf", f"{folder}/dhcpd.conf", "-lf", f"{folder}/leases", "--no-pid"]
        return ["dhcpd", "-4", "-f", "-q", *files, box.server_if]

    return command


def ceiling(*log: str) -> Command:
    """cref: answers without deciding anything; what the kernel (and, with a log, the disk) allows at most."""

    def command(box: Netbox, folder: Path) -> list[str]:
        return [f"{box.folder}/cref", "-l", SERVER, *(word.format(folder=folder) for word in log)]

    return command


BESIDE = ("closed", "latency1", "renew", "durable", "open", "big", "perfdhcp")
"""Phases of Kea on several threads: beside the one that is compared with."""
SLOW = ("closed", "renew", "durable")
"""Phases of servers that need a minute for what others do in a second."""
CEILINGS = ("closed", "latency1", "renew")
"""Phases of a program that keeps no leases."""

CANDIDATES = {
    "poolkeeper": Candidate(str(POOLKEEPER), poolkeeper(), small=poolkeeper(POOL_64K), crash=True, rest=True),
    "kea-st": Candidate("kea-dhcp4", kea(multi_threading=False), small=kea(multi_threading=False, pool=POOL_64K)),
    "kea-mt": Candidate("kea-dhcp4", kea(multi_threading=True), phases=BESIDE),
    "kea-mt-2c": Candidate("kea-dhcp4", kea(multi_threading=True), cpus="0,1", phases=BESIDE),
    "dnsmasq": Candidate("dnsmasq", dnsmasq, phases=SLOW),
    "dhcpd": Candidate("dhcpd", dhcpd(), phases=SLOW),
    "dhcpd-64k": Candidate("dhcpd", dhcpd(pool=POOL_64K), clients=60_000, phases=SLOW),
    "dhcpd-4k": Candidate("dhcpd", dhcpd(pool=POOL_4K), clients=3_800, phases=SLOW),
    "dhcpd-64k-nofsync": Candidate("dhcpd", dhcpd("dont-use-fsync true;", POOL_64K), clients=60_000, phases=SLOW),
    "dhcpd-4k-delayed-ack": Candidate(
        "dhcpd", dhcpd("delayed-ack 28; max-ack-delay 2000;", POOL_4K), clients=3_800, phases=SLOW
    ),
    "cref": Candidate("gcc", ceiling(), phases=CEILINGS),
    "cref-sync": Candidate("gcc", ceiling("-f", "{folder}/log"), phases=CEILINGS),
}
"""By the name that --servers takes."""


def from_command_line(template: str) -> Candidate:
    """A candidate given by --candidate NAME=TEMPLATE; placeholders as peers.py --help lists them."""
    small = _filled_in(template, POOL_64K) if "{pool_end}" in template else None
    return Candidate(shlex.split(template)[0], _filled_in(template, POOL), small=small)


def _filled_in(template: str, pool: tuple[str, str]) -> Command:
    def command(box: Netbox, folder: Path) -> list[str]:
        values: dict[str, object] = {
            "netns": box.server_ns,
            "iface": box.server_if,
            "addr": SERVER,
            "prefix": 8,
            "subnet": "10.0.0.0/8",
            "relay": RELAY,
            "pool_start": pool[0],
            "pool_end": pool[1],
            "port": PORT,
            "dir": folder,
            "cpus": box.settings.server_cpu,
        }
        return shlex.split(re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), template))

    return command


class Running:
    """One server in a folder of its own; ``with Running(...)`` starts it and removes both afterwards.

    start_s: seconds from exec to its first OFFER.
    """

    def __init__(self, box: Netbox, name: str, candidate: Candidate) -> None:
        self.box, self.name, self.candidate = box, name, candidate
        self.folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=box.folder))
        self.process: subprocess.Popen[bytes] | None = None
        self.start_s = 0.0

    @property
    def pid(self) -> int:
        """Leader of its process group."""
        assert self.process is not None
        return self.process.pid

    def start(self, limit_s: float = 60) -> Self:
        """Start it, or start it again over the same folder; RuntimeError with its last words without an OFFER."""
        box = self.box
        words = ["ip", "netns", "exec", box.client_ns, sys.executable, HERE / "netbox.py", str(limit_s)]
        probe = box.spawn(words, stdout=subprocess.PIPE, text=True)
        assert probe.stdout is not None
        probe.stdout.readline()
        time.sleep(0.05)
        argv = [
            *box.pinned(box.server_ns, self.candidate.cpus or box.settings.server_cpu),
            *self.candidate.command(box, self.folder),
        ]
        begun = time.monotonic()
        with open(self.folder / "out", "ab") as out:
            self.process = box.spawn(argv, stdout=out, stderr=subprocess.STDOUT, cwd=self.folder)
        answered = self._first_offer(probe)
        box.stop(probe)
        if answered is None:
            self.stop()
            last_words = (self.folder / "out").read_text(errors="replace")[-800:]
            raise RuntimeError(f"{self.name} made no OFFER: {last_words}")
        self.start_s = answered - begun
        return self

    def _first_offer(self, probe: "subprocess.Popen[str]") -> float | None:
        """CLOCK_MONOTONIC of the first OFFER; None when it never came or the server ended."""
        assert self.process is not None
        assert probe.stdout is not None
        while probe.poll() is None:
            if self.process.poll() is not None:
                return None
            time.sleep(0.01)
        line = probe.stdout.readline().strip()
        return float(line) if line not in ("", "none") else None

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End it; its folder stays."""
        if self.process is not None:
            self.box.stop(self.process, number)

    def close(self) -> None:
        """End it and remove its folder (unless --keep)."""
        self.stop()
        if not self.box.settings.keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()
