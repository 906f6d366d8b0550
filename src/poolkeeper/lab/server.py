"""The lab's router: a real ``poolkeeper serve`` process, and questions to it over its own console."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from poolkeeper.tools.console import connect
from poolkeeper.wire.console import ERR, EXIT, HELLO, OUT, Frames, frame

from .clients import RELAY, end
from .folder import RunFolder
from .namespaces import Namespace, spawn
from .network import LAN, WAN, WAN_ADDRESS, WAN_LENGTH

ON_NAMESPACES = f"""\
/system identity set name=lab
/ip settings set manage-host=yes
/ip address set [find comment=defconf] interface={LAN}
/ip address add address={WAN_ADDRESS}/{WAN_LENGTH} interface={WAN} comment="the internet of the lab"
/ip dhcp-server set defconf interface={LAN} lease-time=2m disabled=no
"""
ON_LOOPBACK = f"""\
/system identity set name=lab
/ip address set [find comment=defconf] interface=lo
/ip dhcp-server config set port=DHCP
/ip dhcp-server set defconf interface=lo relay={RELAY} lease-time=2m disabled=no
/ip service
set www-ssl port=WEB
disable www,ssh,api,api-ssl
"""
"""The factory's configuration, its DHCP server switched on: on the LAN side, or for clients behind a relay."""

_POOLS = """:foreach p in=[/ip pool find] do={ :local i [/ip pool get $p]; \
:put (($i->"name") . "\\t" . ($i->"total") . "\\t" . ($i->"used") . "\\t" . ($i->"available")) }"""
_LEASES = """:foreach l in=[/ip dhcp-server lease find] do={ :local i [/ip dhcp-server lease get $l]; \
:put (($i->"address") . "\\t" . ($i->"mac-address") . "\\t" . ($i->"status") . "\\t" . ($i->"host-name") . "\\t" \
. ($i->"expires-after")) }"""


class NotUp(Exception):
    """The server did not come up or went away; the message says why and what to do."""


class Fill(NamedTuple):
    """A pool as the server tells it."""

    name: str
    total: int
    used: int
    available: int


class Lease(NamedTuple):
    """A lease as the server tells it."""

    address: str
    mac: str
    status: str
    host_name: str
    expires_after: str


class Router:
    """The server process of a run. password: admin's, None where the data folder had one already."""

    def __init__(self, folder: RunFolder, data: Path) -> None:
        self._folder, self.data = folder, data
        self.password = None if (data / "store.db").exists() else secrets.token_urlsafe(9)
        self._log = folder.path / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, script: str, namespace: Namespace | None) -> None:
        """Start it, in a namespace or beside us; NotUp if it ends before it is up."""
        init = self._folder.write("lab.rsc", script)
        password = self._folder.write("password", f"{self.password or ''}\n")
        argv: list[str | Path] = [sys.executable, "-m", "poolkeeper", "serve", "--data", self.data]
        if self.password is not None:
            argv += ["--init", init, "--admin-password-file", password]
        start = spawn if namespace is None else namespace.spawn
        self.process = start(argv, self._log, signal.SIGTERM, stdout=subprocess.PIPE)
        self._folder.note(self.process.pid)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(b"ready"):
                return
        raise NotUp(self._why())

    def check(self) -> None:
        """NotUp if the server has ended."""
        if self.process is not None and self.process.poll() is not None:
            raise NotUp(self._why())

    def _why(self) -> str:
        told = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        return "the server ended: " + (told[-1] if told else "it said nothing")

    def ask(self, line: str) -> list[str]:
        """The answer of a console line, by lines; empty where the server does not answer or refuses."""
        frames, out, code = Frames(), bytearray(), b"1"
        with suppress(OSError), connect(self.data) as sock:
            sock.sendall(frame(HELLO, json.dumps({"line": line}).encode()))
            while octets := sock.recv(65536):
                for kind, payload in frames.feed(octets):
                    if kind in (OUT, ERR):
                        out += payload
                    elif kind == EXIT:
                        code = payload
        return out.decode("utf-8", "replace").splitlines() if code == b"0" else []

    def fills(self) -> list[Fill]:
        """Every pool with its counters."""
        rows = (line.split("\t") for line in self.ask(_POOLS))
        return [Fill(row[0], int(row[1]), int(row[2]), int(row[3])) for row in rows if len(row) == len(Fill._fields)]

    def leases(self) -> list[Lease]:
        """Every lease."""
        rows = (line.split("\t") for line in self.ask(_LEASES))
        return [Lease(*row) for row in rows if len(row) == len(Lease._fields)]

    def port(self, service: str) -> int | None:
        """The port of a service, None where the server does not say."""
        told = self.ask(f":put [/ip service get {service} port]")
        return int(told[0]) if told and told[0].isdigit() else None

    def stop(self) -> None:
        """End it in order."""
        if self.process is not None:
            end(self.process, 8.0)
            if self.process.stdout is not None:
                self.process.stdout.close()


def free_ports(count: int) -> Sequence[int]:
    """Ports free for TCP and UDP on loopback, all different."""
    held: list[socket.socket] = []
    try:
        while len(held) < 2 * count:
            stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            stream.bind(("127.0.0.1", 0))
            datagram = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            held += [stream, datagram]
            with suppress(OSError):
                datagram.bind(stream.getsockname())
                continue
            del held[-2:]
        return [each.getsockname()[1] for each in held[::2]]
    finally:
        for each in held:
            each.close()


def command() -> str:
    """How this program was called, so that the lines on the screen can be typed."""
    called = sys.argv[0]
    return called if os.path.basename(called) == "poolkeeper" and "/" in called else "poolkeeper"
