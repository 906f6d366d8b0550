"""The lab's DHCP clients: udhcpc or dhclient where they are installed, else one of our own over the codec.

Programs report through a hook script into a file; what they are given is put on their interface here, so that no hook
needs a further program. Our own client speaks frames in a namespace, or behind a relay over loopback.
"""

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from random import Random
from typing import Any

from poolkeeper.domain.addresses import parse_ipv4, show_ipv4
from poolkeeper.servers.netlink import add_route, set_address
from poolkeeper.wire.client4 import Client, Event, Held, Outgoing, State
from poolkeeper.wire.dhcp4 import BROADCAST
from poolkeeper.wire.frames import frame, parse_frame
from poolkeeper.wire.options4 import WireError

from .folder import RunFolder
from .namespaces import Namespace
from .network import CLIENT, client_mac

EVERYONE = b"\xff" * 6
ETH_P_IP = 0x0800
SERVER_PORT, CLIENT_PORT = 67, 68
RELAY = "127.0.0.1"
ASKING, BOUND = "asking", "bound"

_HOOK = """#!/bin/sh
# $1 for udhcpc, $reason for dhclient
case ${reason:-$1} in
 bound|renew|BOUND|RENEW|REBIND|REBOOT)
  echo "bound ${new_ip_address:-$ip} ${new_subnet_mask:-$mask} ${new_routers:-$router}" ;;
 deconfig|nak|EXPIRE|RELEASE|STOP) echo "lost" ;;
esac >> EVENTS
exit 0
"""
_DHCLIENT_CONF = 'timeout 30;\nretry 5;\ninitial-interval 1;\nbackoff-cutoff 2;\nsend host-name "NAME";\n'


class LabClient:
    """One client as the screen shows it. address: what it holds, empty while it asks."""

    program = "poolkeeper"

    def __init__(self, number: int) -> None:
        self.number, self.name, self.mac = number, f"client{number}", client_mac(number)
        self.state, self.address = ASKING, ""

    def look(self) -> None:
        """Take notice of what happened since the last look."""

    def stop(self) -> None:
        """End it."""


class _Plugged(LabClient):
    """A client with an interface of its own in a namespace; ``_configure`` follows what it was given."""

    def __init__(self, number: int, namespace: Namespace) -> None:
        super().__init__(number)
        self._namespace = namespace
        self._length = 24
        self._index = namespace.call(lambda: socket.if_nametoindex(CLIENT))

    def _bound(self, address: str, length: int, gateway: str) -> None:
        if address != self.address:
            self._lost()
            self._do(lambda: set_address(self._index, address, length, True))
            if gateway:
                self._do(lambda: add_route("default", gateway))
            self._length = length
        self.state, self.address = BOUND, address

    def _lost(self) -> None:
        if self.address:
            held, length = self.address, self._length
            self._do(lambda: set_address(self._index, held, length, False))
        self.state, self.address = ASKING, ""

    def _do(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        try:
            self._namespace.work(work)
        except OSError:
            self.state = ASKING  # the kernel refused: the client does not have what it was given


class Program(_Plugged):
    """udhcpc or dhclient, run in the client's namespace."""

    def __init__(self, number: int, namespace: Namespace, folder: RunFolder, program: str) -> None:
        super().__init__(number, namespace)
        self.program = program
        events = folder.path / f"{self.name}.events"
        events.touch()
        self._events = events.open()
        hook = folder.write(f"{self.name}.hook", _HOOK.replace("EVENTS", str(events)), 0o700)
        argv = self._udhcpc(hook) if program == "udhcpc" else self._dhclient(folder, hook)
        self.process = namespace.spawn(argv, folder.path / f"{self.name}.log")
        folder.note(self.process.pid)

    def _udhcpc(self, hook: Path) -> list[str | Path]:
        own = [found] if (found := shutil.which("udhcpc")) else [str(shutil.which("busybox")), "udhcpc"]
        return [*own, "-f", "-i", CLIENT, "-x", f"hostname:{self.name}", "-t", "4", "-T", "2", "-A", "2", "-s", hook]

    def _dhclient(self, folder: RunFolder, hook: Path) -> list[str | Path]:
        conf = folder.write(f"{self.name}.conf", _DHCLIENT_CONF.replace("NAME", self.name))
        files = (("-cf", conf), ("-lf", folder.path / f"{self.name}.leases"), ("-pf", folder.path / f"{self.name}.pid"))
        own = str(shutil.which("dhclient"))
        return [own, "-4", "-d", *(word for pair in files for word in pair), "-sf", hook, CLIENT]

    def look(self) -> None:
        for line in self._events.read().splitlines():
            word, *values = line.split()
            if word == "bound" and len(values) > 1:
                self._bound(values[0], _length(values[1]), values[2] if len(values) > 2 else "")
            else:
                self._lost()

    def stop(self) -> None:
        end(self.process)
        self._events.close()


def _length(mask: str) -> int:
    """Prefix length of ``24`` or ``255.255.255.0``."""
    return int(mask) if mask.isdigit() else parse_ipv4(mask).bit_count()


def end(process: "subprocess.Popen[bytes]", patience_s: float = 5.0) -> int:
    """SIGTERM, and SIGKILL where that is not heard; the exit status."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


class _Machine:
    """The client machine of ``wire.client4`` on a socket of this loop: it polls, sends, and hears."""

    def __init__(self, client: Client, send: Callable[[Outgoing], None]) -> None:
        self.client, self._send = client, send

    def poll(self) -> None:
        """Send what is due."""
        for each in self.client.poll(time.monotonic()):
            self._send(each)

    def heard(self, payload: bytes) -> Event:
        """Take a datagram, and send what follows from it."""
        event = self.client.receive(payload, time.monotonic())
        self.poll()
        return event


class Own(_Plugged):
    """Our own client on the wire: frames through a packet socket, since it has no address yet."""

    def __init__(self, number: int, namespace: Namespace) -> None:
        super().__init__(number, namespace)
        self._frames, self._quiet = namespace.call(self._open)
        self._router = EVERYONE
        made = Client(self.mac, b"\x01" + self.mac, self.name, random=Random())
        self._machine = _Machine(made, self._send)
        asyncio.get_running_loop().add_reader(self._frames, self._readable)

    @staticmethod
    def _open() -> tuple[socket.socket, socket.socket]:
        frames = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_IP))
        frames.bind((CLIENT, ETH_P_IP))
        frames.setblocking(False)
        quiet = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)  # so that the kernel does not call the port closed
        quiet.bind(("", CLIENT_PORT))
        return frames, quiet

    def _send(self, out: Outgoing) -> None:
        held = self._machine.client.lease
        unicast = out.to != BROADCAST and held is not None
        source = held.address if held is not None else 0
        to_mac = self._router if unicast else EVERYONE
        self._frames.send(frame(self.mac, to_mac, source, out.to, CLIENT_PORT, SERVER_PORT, out.payload))

    def _readable(self) -> None:
        try:
            received = parse_frame(self._frames.recv(4096))
        except (BlockingIOError, WireError):
            return
        if received.dport != CLIENT_PORT:
            return
        event = self._machine.heard(received.payload)
        held = self._machine.client.lease
        if event in (Event.BOUND, Event.RENEWED) and held is not None:
            self._router = received.src_mac
            gateway = held.options.get(3, b"")[:4]
            mask = int.from_bytes(held.options.get(1, b"\xff\xff\xff\x00"), "big")
            self._bound(show_ipv4(held.address), mask.bit_count(), ".".join(map(str, gateway)))

    def look(self) -> None:
        self._machine.poll()
        if self._machine.client.lease is None and self.address:
            self._lost()

    def stop(self) -> None:
        asyncio.get_running_loop().remove_reader(self._frames)
        self._frames.close()
        self._quiet.close()


class Relayed(LabClient):
    """Our own client behind a relay: UDP over loopback to a server on a high port, where no namespace can be had."""

    program = "relayed poolkeeper"

    def __init__(self, number: int, port: int) -> None:
        super().__init__(number)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((RELAY, 0))
        self._socket.setblocking(False)
        made = Client(self.mac, b"\x01" + self.mac, self.name, parse_ipv4(RELAY), random=Random())
        self._machine = _Machine(made, lambda out: self._send(out, port))
        asyncio.get_running_loop().add_reader(self._socket, self._readable)

    def _send(self, out: Outgoing, port: int) -> None:
        self._socket.sendto(out.payload, (RELAY, port))

    def _readable(self) -> None:
        try:
            self._machine.heard(self._socket.recv(4096))
        except (BlockingIOError, ConnectionRefusedError):
            return
        self.look()

    def look(self) -> None:
        self._machine.poll()
        held: Held | None = self._machine.client.lease
        bound = held is not None and self._machine.client.state is not State.INIT
        self.state, self.address = (BOUND, show_ipv4(held.address)) if held and bound else (ASKING, "")

    def stop(self) -> None:
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()


def installed() -> list[str]:
    """Real DHCP clients that are here."""
    has_udhcpc = shutil.which("udhcpc") or _has_applet("udhcpc")
    return [*(["udhcpc"] if has_udhcpc else []), *(["dhclient"] if shutil.which("dhclient") else [])]


def _has_applet(name: str) -> bool:
    """Whether the busybox here has an applet."""
    busybox = shutil.which("busybox")
    if busybox is None:
        return False
    listed = subprocess.run([busybox, "--list"], capture_output=True, text=True, timeout=10)
    return name in listed.stdout.split()
