"""Drivers of DHCP clients for tests: dhclient, busybox udhcpc, and a client made of raw packets that does as told.

A ``Lan`` is the network they live in: a router's namespace for the server, a cable to a ``Wire`` for raw clients, and
a namespace for each real client. Not for assertions, and nothing here decides by time: whether a packet stayed
unanswered is told by a ``witness``, a client whose later question was answered.
"""

import random
import shutil
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from poolkeeper.wire.dhcp4 import BROADCAST_FLAG, Message, Packet, decode, encode
from poolkeeper.wire.frames import Frame, frame, parse_frame
from poolkeeper.wire.options4 import WireError
from rig import PATIENCE_S, Namespaces, NoNamespaces, Server, end_process, inside, wait_until

BROADCAST = 0xFFFFFFFF
EVERYONE = b"\xff" * 6
ETH_P_ALL, ETH_P_ARP = 0x0003, 0x0806  # linux/if_ether.h
PACKET_OUTGOING = 4  # packet(7)
WITNESS = bytes.fromhex("02000000ffff")
_ARP = struct.Struct("!HHBBH6sI6sI")


def ip(text: str) -> int:
    """An IPv4 address as an integer."""
    return int.from_bytes(socket.inet_aton(text), "big")


def dotted(address: int) -> str:
    """An integer as an IPv4 address."""
    return socket.inet_ntoa(address.to_bytes(4, "big"))


def mac_text(mac: bytes) -> str:
    """A hardware address as RouterOS writes it."""
    return ":".join(f"{byte:02X}" for byte in mac)


def mac(number: int) -> bytes:
    """A hardware address of our own for each number."""
    return b"\x02\x00\x00" + number.to_bytes(3, "big")


# ---- networks -------------------------------------------------------------------------------------------------------


@contextmanager
def network_namespaces() -> Iterator[Namespaces]:
    """Namespaces for a whole module; skips, naming what the machine lacks, where there can be none."""
    try:
        made = Namespaces()
    except NoNamespaces as reason:
        pytest.skip(str(reason))
    try:
        yield made
    finally:
        made.close()


class Lan:
    """A router's namespace with one LAN on its interface ``bridge``, and what hangs on it.

    router: full name of its namespace. hosts: full names of the clients' namespaces, each with an ``eth0`` up and
    without address. wire: for raw clients.
    """

    def __init__(self, namespaces: Namespaces, name: str, hosts: int = 0, address: str = "192.168.88.1/24") -> None:
        self.namespaces = namespaces
        self.router = namespaces.add(f"{name}-r")
        cabled = namespaces.add(f"{name}-w")
        namespaces.link(self.router, "p0", cabled, "eth0")
        self.hosts: list[str] = []
        for number in range(1, hosts + 1):
            host = namespaces.add(f"{name}-{number}")
            namespaces.link(self.router, f"p{number}", host, "eth0")
            self.hosts.append(host)
        namespaces.bridge(self.router, "bridge", [f"p{number}" for number in range(hosts + 1)])
        namespaces.address(self.router, "bridge", address)
        self.wire = Wire(cabled, "eth0")

    def close(self) -> None:
        """Close the wire; the namespaces end with the test."""
        self.wire.close()


def lan_script(
    ranges: str = "192.168.88.10-192.168.88.254",
    *,
    interface: str = "bridge",
    subnet: str = "192.168.88",
    pool: str = "dhcp",
    server: str = "dhcp1",
    more: str = "",
) -> str:
    """RouterOS lines for one pool, server and network, and a static lease outside the pool for the witness.

    more: further words of `/ip dhcp-server add`, such as ``lease-time=8s``.
    """
    return f"""
/ip pool add name={pool} ranges={ranges}
/ip dhcp-server add name={server} interface={interface} address-pool={pool} {more}
/ip dhcp-server network add address={subnet}.0/24 gateway={subnet}.1 dns-server={subnet}.1,9.9.9.9 domain=lan.example
/ip dhcp-server lease add address={subnet}.2 mac-address={mac_text(WITNESS)} server={server}
"""


# ---- raw packets ----------------------------------------------------------------------------------------------------


class Heard(NamedTuple):
    """A server's answer: the DHCP message, and the frame that brought it."""

    packet: Packet
    frame: Frame

    @property
    def kind(self) -> Message:
        """OFFER, ACK or NAK."""
        return Message(self.packet.options[53][0])

    @property
    def address(self) -> str:
        """The address given, as text."""
        return dotted(self.packet.yiaddr)

    @property
    def server(self) -> str:
        """Option 54, as text."""
        return dotted(int.from_bytes(self.packet.options[54], "big"))

    def number(self, code: int) -> int:
        """An option that is a number."""
        return int.from_bytes(self.packet.options[code], "big")

    def addresses(self, code: int) -> list[str]:
        """An option that is a list of addresses."""
        raw = self.packet.options.get(code, b"")
        return [socket.inet_ntoa(raw[at : at + 4]) for at in range(0, len(raw), 4)]


class Wire:
    """One end of a cable: any number of raw clients, each with a MAC of its own, and every frame that came by.

    Answers ARP for the addresses in ``owned`` (address to MAC), as the clients that hold them would.
    """

    def __init__(self, namespace: str, interface: str) -> None:
        def open_socket() -> socket.socket:
            made = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
            made.bind((interface, ETH_P_ALL))
            return made

        self.socket: socket.socket = inside(namespace, open_socket)
        self.owned: dict[int, bytes] = {}
        self.frames: list[bytes] = []
        self.heard: list[Heard] = []
        self.router: bytes = EVERYONE

    def client(self, number: int, **options: Any) -> "RawClient":
        """A raw client with the MAC of this number; options: further ones of RawClient."""
        return RawClient(self, mac(number), **options)

    def send(self, octets: bytes) -> None:
        """Put a frame on the wire."""
        self.socket.send(octets)

    def listen(self, wanted: Callable[[Heard], bool], what: str) -> Heard:
        """The first DHCP answer that is wanted, of those not listened to yet; AssertionError when it never comes."""
        for answer in self.hear(PATIENCE_S):
            if wanted(answer):
                return answer
        raise AssertionError(f"waited {PATIENCE_S:.0f} s in vain for {what}")

    def hear(self, for_s: float) -> Iterator[Heard]:
        """DHCP answers as they come, for so many seconds."""
        end = time.monotonic() + for_s
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                octets, (_, _, way, *_) = self.socket.recvfrom(4096)
            except TimeoutError:
                return
            if way == PACKET_OUTGOING:
                continue
            self.frames.append(octets)
            answer = self._take(octets)
            if answer is not None:
                self.heard.append(answer)
                yield answer

    def _take(self, octets: bytes) -> Heard | None:
        if int.from_bytes(octets[12:14], "big") == ETH_P_ARP:
            self._answer_arp(octets)
            return None
        try:
            received = parse_frame(octets)
            if received.sport != 67:
                return None
            answer = Heard(decode(received.payload), received)
        except WireError:
            return None
        self.router = received.src_mac
        return answer

    def _answer_arp(self, octets: bytes) -> None:
        _, _, _, _, operation, asker, asker_ip, _, target = _ARP.unpack_from(octets, 14)
        owner = self.owned.get(target)
        if operation == 1 and owner is not None:
            reply = _ARP.pack(1, 0x0800, 6, 4, 2, owner, target, asker, asker_ip)
            self.send(asker + owner + ETH_P_ARP.to_bytes(2, "big") + reply)

    def arps_for(self, address: str) -> int:
        """How many ARP questions for this address came by so far."""
        arps = (octets for octets in self.frames if int.from_bytes(octets[12:14], "big") == ETH_P_ARP)
        return sum(_ARP.unpack_from(octets, 14)[8] == ip(address) for octets in arps)

    def close(self) -> None:
        """Unplug."""
        self.socket.close()


class RawClient:
    """One client on a wire. Each method sends one message and gives the answer to it.

    broadcast: asks for answers by broadcast. giaddr: speaks as a relay of this address would for it, from the relay's
    own MAC and port 67. ``unless``: instead of waiting for an answer for ever, ask for the witness afterwards and give
    None when that was answered first (the server answers in order; the witness is answered last of its batch).
    """

    def __init__(
        self,
        wire: Wire,
        chaddr: bytes,
        *,
        host_name: str | None = None,
        client_identifier: bytes | None = None,
        broadcast: bool = False,
        giaddr: str | None = None,
        options: dict[int, bytes] | None = None,
    ) -> None:
        self.wire = wire
        self.mac = chaddr
        self.address = 0
        self.server = 0
        self.secs = 0
        self.flags = BROADCAST_FLAG if broadcast else 0
        self.giaddr = ip(giaddr) if giaddr else 0
        self.options = dict(options or {})
        if host_name is not None:
            self.options[12] = host_name.encode()
        if client_identifier is not None:
            self.options[61] = client_identifier

    # -- messages, RFC 2131 section 4.3.2 for the four kinds of REQUEST ------------------------------------------------

    def discover(self, wanted: str | None = None, unless: "RawClient | None" = None) -> Heard | None:
        """DISCOVER, with a wish for an address or not."""
        return self.ask(Message.DISCOVER, {50: ip(wanted).to_bytes(4, "big")} if wanted else {}, unless=unless)

    def select(self, offer: Heard, unless: "RawClient | None" = None) -> Heard | None:
        """REQUEST that takes an offer."""
        chosen = {50: offer.packet.yiaddr.to_bytes(4, "big"), 54: offer.packet.options[54]}
        return self._taken(self.ask(Message.REQUEST, chosen, unless=unless))

    def bind(self, wanted: str | None = None) -> str:
        """DISCOVER to ACK; the address."""
        offer = self.discover(wanted)
        assert offer is not None
        assert offer.kind is Message.OFFER, offer.kind
        answer = self.select(offer)
        assert answer is not None
        assert answer.kind is Message.ACK, answer.kind
        return answer.address

    def reboot(self, address: str, unless: "RawClient | None" = None) -> Heard | None:
        """INIT-REBOOT: REQUEST for an address it remembers."""
        return self._taken(self.ask(Message.REQUEST, {50: ip(address).to_bytes(4, "big")}, unless=unless))

    def renew(self, unless: "RawClient | None" = None) -> Heard | None:
        """RENEWING: unicast REQUEST for the address it has."""
        return self._taken(self.ask(Message.REQUEST, {}, ciaddr=self.address, to=self.server, unless=unless))

    def rebind(self, unless: "RawClient | None" = None) -> Heard | None:
        """REBINDING: the same by broadcast."""
        return self._taken(self.ask(Message.REQUEST, {}, ciaddr=self.address, unless=unless))

    def inform(self, address: str) -> Heard:
        """INFORM from an address configured by hand."""
        self.wire.owned[ip(address)] = self.mac
        answer = self.ask(Message.INFORM, {}, ciaddr=ip(address))
        assert answer is not None
        return answer

    def decline(self, address: str, witness: "RawClient") -> None:
        """DECLINE; returns when the server has heard it."""
        named = {50: ip(address).to_bytes(4, "big"), 54: self.server.to_bytes(4, "big")}
        assert self.ask(Message.DECLINE, named, unless=witness) is None

    def release(self, witness: "RawClient") -> None:
        """RELEASE; returns when the server has heard it."""
        named = {54: self.server.to_bytes(4, "big")}
        assert self.ask(Message.RELEASE, named, ciaddr=self.address, to=self.server, unless=witness) is None
        if self.wire.owned.get(self.address) == self.mac:
            del self.wire.owned[self.address]

    # -- parts ---------------------------------------------------------------------------------------------------------

    def ask(
        self,
        kind: Message,
        options: dict[int, bytes],
        *,
        ciaddr: int = 0,
        to: int = BROADCAST,
        unless: "RawClient | None" = None,
    ) -> Heard | None:
        """Send a message with these options and wait for what answers it."""
        xid = random.getrandbits(32)
        self.post(self.message(kind, options, xid, ciaddr), ciaddr, to)
        what = f"an answer to {kind.name} of {mac_text(self.mac)}"
        if unless is None:
            return self.wire.listen(lambda heard: heard.packet.xid == xid, what)
        before = len(self.wire.heard)
        unless.ask(Message.DISCOVER, {})
        found = [heard for heard in self.wire.heard[before:] if heard.packet.xid == xid]
        return found[0] if found else None

    def message(self, kind: Message, options: dict[int, bytes], xid: int, ciaddr: int = 0) -> bytes:
        """A DHCP message of this client."""
        own: dict[int, bytes] = {} if kind is Message.BOOTP else {53: bytes((kind,))}
        numbers = (1, 1, 6, 1 if self.giaddr else 0, xid, self.secs, self.flags, ciaddr, 0, 0, self.giaddr)
        return encode(Packet(*numbers, self.mac, b"", b"", {**own, **self.options, **options}))

    def post(self, payload: bytes, source: int = 0, to: int = BROADCAST) -> None:
        """Put a message on the wire as this client, or as its relay."""
        port = 67 if self.giaddr else 68
        source = source or self.giaddr
        if self.giaddr:
            self.wire.owned[self.giaddr] = self.mac
        to_mac = EVERYONE if to == BROADCAST else self.wire.router
        self.wire.send(frame(self.mac, to_mac, source, to, port, 67, payload))

    def _taken(self, answer: Heard | None) -> Heard | None:
        if answer is not None and answer.kind is Message.ACK:
            self.address = answer.packet.yiaddr
            self.server = answer.number(54)
            self.wire.owned[self.address] = self.mac
        return answer


def witness(wire: Wire) -> RawClient:
    """The client for ``unless``: it has a static lease of its own in ``lan_script``, and is answered by broadcast."""
    return RawClient(wire, WITNESS, broadcast=True)


def bound(answer: Heard | None) -> str:
    """The address of an ACK."""
    assert answer is not None
    assert answer.kind is Message.ACK, answer.kind
    return answer.address


# ---- real clients ---------------------------------------------------------------------------------------------------

Event = dict[str, str]
"""What a client told its script: ``event`` and the values it had (``ip``, ``router`` ... or ``new_ip_address`` ...)."""

_UDHCPC_SCRIPT = """#!/bin/sh
case $1 in
 deconfig|leasefail) ip addr flush dev $interface ;;
 bound|renew) ip addr replace $ip/$mask dev $interface ;;
esac
{ echo event=$1; env | grep -E '^(ip|mask|subnet|router|dns|domain|lease|serverid|hostname)='; echo; } >> EVENTS
"""
_DHCLIENT_SCRIPT = """#!/bin/sh
case $reason in
 PREINIT) ip link set $interface up ;;
 BOUND|RENEW|REBIND|REBOOT) ip addr replace $new_ip_address/$new_subnet_mask dev $interface ;;
 EXPIRE|FAIL|RELEASE|STOP) ip addr flush dev $interface ;;
esac
{ echo event=$reason; env | grep -E '^new_'; echo; } >> EVENTS
exit 0
"""
_DHCLIENT_CONF = """
timeout 20; retry 5; initial-interval 1; backoff-cutoff 2;
request subnet-mask, routers, domain-name-servers, domain-name, dhcp-lease-time, dhcp-server-identifier;
"""


class _RealClient:
    """A client program in a namespace of its own and the events its script wrote down."""

    program = ""
    package = ""

    def __init__(self, namespaces: Namespaces, host: str, folder: Path, script: str) -> None:
        if shutil.which(self.program) is None:
            pytest.skip(f"this machine lacks the program {self.program} (Debian package {self.package})")
        self.namespaces, self.host = namespaces, host
        self.folder = folder / host
        self.folder.mkdir(exist_ok=True)
        self._events = self.folder / "events"
        self._events.write_text("")
        self.script = self.folder / "script.sh"
        self.script.write_text(script.replace("EVENTS", str(self._events)))
        self.script.chmod(0o755)
        self.process: subprocess.Popen[str] | None = None

    @property
    def events(self) -> list[Event]:
        """Everything told so far; an event still being written is not among it."""
        blocks = self._events.read_text().split("\n\n")[:-1]
        return [dict(line.split("=", 1) for line in block.strip().splitlines()) for block in blocks]

    def wait_for(self, *names: str, after: int = 0) -> Event:
        """The first event of these names, of those after the first ``after``."""

        def found() -> Event | None:
            return next((event for event in self.events[after:] if event["event"] in names), None)

        event: Event = wait_until(found, f"{self.program} in {self.host} says {' or '.join(names)}: {self.events}")
        return event

    def addresses(self) -> list[str]:
        """What stands on its interface now."""
        shown = self.namespaces.run(self.host, "ip", "-4", "-o", "addr", "show", "dev", "eth0").stdout
        return [line.split()[3] for line in shown.splitlines()]

    def stop(self) -> int:
        """End it without a RELEASE."""
        assert self.process is not None
        return end_process(self.process)


class Udhcpc(_RealClient):
    """busybox udhcpc that stays until stopped. Events: deconfig, bound, renew, nak, leasefail."""

    program = "busybox"
    package = "busybox"

    def __init__(self, namespaces: Namespaces, host: str, folder: Path) -> None:
        super().__init__(namespaces, host, folder, _UDHCPC_SCRIPT)

    def start(self, *options: str) -> "Udhcpc":
        """Begin to ask, once a second and for ever. options: of udhcpc."""
        words = ("busybox", "udhcpc", "-i", "eth0", "-f", "-t", "3", "-T", "1", "-A", "1", "-s", self.script)
        with open(self.folder / "log", "a") as log:
            self.process = self.namespaces.spawn(self.host, *words, *options, stdout=log, stderr=log)
        return self

    def renew(self) -> None:
        """Renew now."""
        self._signal(signal.SIGUSR1)

    def release(self) -> None:
        """RELEASE."""
        self._signal(signal.SIGUSR2)

    def _signal(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)


class Dhclient(_RealClient):
    """ISC dhclient. Events: PREINIT, BOUND, RENEW, REBIND, REBOOT, EXPIRE, FAIL, RELEASE, STOP."""

    program = "dhclient"
    package = "isc-dhcp-client"

    def __init__(self, namespaces: Namespaces, host: str, folder: Path, conf: str = "") -> None:
        super().__init__(namespaces, host, folder, _DHCLIENT_SCRIPT)
        (self.folder / "dhclient.conf").write_text(_DHCLIENT_CONF + conf)

    @property
    def _files(self) -> Sequence[str | Path]:
        at = self.folder
        return ("-cf", at / "dhclient.conf", "-lf", at / "leases", "-pf", at / "pid", "-sf", self.script, "eth0")

    def start(self) -> "Dhclient":
        """Begin; where it had a lease before, with INIT-REBOOT."""
        with open(self.folder / "log", "a") as log:
            words = ("dhclient", "-4", "-d", "-v")
            self.process = self.namespaces.spawn(self.host, *words, *self._files, stdout=log, stderr=log)
        return self

    def release(self) -> None:
        """RELEASE and end; returns when it is sent."""
        self.namespaces.run(self.host, "dhclient", "-4", "-r", *self._files)
        assert self.process is not None
        self.process.wait(PATIENCE_S)

    def forget(self) -> None:
        """Lose its memory of leases."""
        (self.folder / "leases").unlink(missing_ok=True)

    def stop(self) -> int:
        """End it as a power cut would: no RELEASE."""
        assert self.process is not None
        return end_process(self.process, signal.SIGKILL)


# ---- what the server shows ------------------------------------------------------------------------------------------


def leases(server: Server, **where: str) -> list[dict[str, Any]]:
    """Leases as REST shows them, with these properties; the witness's is left out."""
    rows = server.rest("GET", "/ip/dhcp-server/lease").json()
    return [
        row
        for row in rows
        if row.get("mac-address") != mac_text(WITNESS) and all(row.get(name) == text for name, text in where.items())
    ]


def used(server: Server, pool: str = "dhcp") -> dict[str, str]:
    """Address to MAC of /ip/pool/used for a pool, as REST shows it."""
    rows = server.rest("GET", "/ip/pool/used").json()
    return {row["address"]: row["info"] for row in rows if row["pool"] == pool}


def fill(server: Server, pool: str = "dhcp") -> tuple[int, int, int]:
    """(total, used, available) of a pool; console and REST must tell the same, so both are asked."""
    rows = server.rest("GET", "/ip/pool").json()
    row = next(row for row in rows if row["name"] == pool)
    wire = tuple(int(row[name]) for name in ("total", "used", "available"))
    said = server.console(*(f":put [/ip pool get {pool} {name}]" for name in ("total", "used", "available")))
    assert said.rc == 0, said.err
    typed = tuple(int(line) for line in said.out.split())
    assert typed == wire, f"console says {typed}, REST says {wire}"
    return wire[0], wire[1], wire[2]


def wait_until_logged(server: Server, text: str) -> None:
    """Return when the server's log holds this text; lines are written a moment after what they tell of."""
    wait_until(lambda: text in server.log, f"the log says: {text}")


class Site(NamedTuple):
    """A LAN with a server on it. witness: see RawClient; None of its own where the script has no lease for it."""

    lan: Lan
    server: Server
    witness: RawClient

    @property
    def wire(self) -> Wire:
        """The cable for raw clients."""
        return self.lan.wire


@contextmanager
def site(
    free_port: Callable[[], int], init: str, *, hosts: int = 0, address: str = "192.168.88.1/24", **options: Any
) -> Iterator[Site]:
    """A LAN of its own and a running server in its router. init: see ``lan_script``; options: of rig.Server."""
    with network_namespaces() as namespaces:
        lan = Lan(namespaces, "a", hosts, address)
        server = Server(free_port=free_port, netns=lan.router, init=init, **options)
        try:
            yield Site(lan, server.start(), witness(lan.wire))
        finally:
            server.close()
            lan.close()
