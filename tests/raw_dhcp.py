"""A DHCP client made of raw packets on a cable: it sends what a test says and sees every frame, real or not.

Nothing here decides by time: whether a packet stayed unanswered is told by a witness, a client whose later question
was answered. Real client programs and networks are in ``dhcp_clients``.
"""

import random
import socket
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from poolkeeper.servers.dhcp4 import ROUNDS
from poolkeeper.wire.dhcp4 import BROADCAST_FLAG, Message, Packet, decode, encode
from poolkeeper.wire.frames import Frame, frame, parse_frame
from poolkeeper.wire.options4 import WireError
from rig import PATIENCE_S, inside

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
    None when that was answered so often that the server must be done with what was asked before.
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
        # An offer does not wait for the disk, nor for the end of the batch: only that of a later batch says anything.
        for _ in range(ROUNDS + 1):
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
