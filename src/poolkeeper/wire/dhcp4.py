"""DHCP messages for IPv4: bytes to ``Packet`` or ``Ask``, ``Answer`` to bytes, and where an answer goes.

Two readers and two writers stand here, one clear and one quick of each. ``decode`` and ``encode`` know every packet;
``ask_of`` and ``Template.fill`` are the packet path and must give the same result, which property tests hold them to.
Addresses are integers. Single options and their values are in ``wire.options4``; which address a client gets is
decided in ``domain``; sockets are in ``servers``. The file is long because the quick and the clear form of one thing
are to be read, and changed, side by side.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from poolkeeper.wire.fqdn4 import fqdn_answer
from poolkeeper.wire.options4 import LONGEST, OVERLOAD, PAD, WireError, readable, split_area, written

__all__ = [
    "Answer",
    "Ask",
    "Destination",
    "Message",
    "Packet",
    "Template",
    "WireError",
    "ask_of",
    "chosen",
    "decode",
    "destination",
    "encode",
    "encode_answer",
    "full_ask_of",
    "options_of",
    "times",
]

BOOTREQUEST, BOOTREPLY = 1, 2
COOKIE = 0x63825363
BROADCAST_FLAG = 0x8000
BROADCAST = 0xFFFFFFFF
INFINITY = 0xFFFFFFFF
"""A lease time without end (RFC 2131 section 3.3)."""
SERVER_PORT, CLIENT_PORT = 67, 68
SMALLEST_PACKET = 300
"""A BOOTP message is never shorter on the wire (RFC 1542 section 2.1)."""
SMALLEST_MAX_SIZE = 576
"""What every client takes, headers of IP and UDP included (RFC 2131 section 2, RFC 2132 section 9.10)."""
IP_UDP_HEADERS = 28
MOST_CHADDR, SNAME_SIZE, FILE_SIZE = 16, 64, 128

_HEAD = struct.Struct("!BBBBIHHIIII16s64s128sI")
_AREA = _HEAD.size
_END = b"\xff"


class Message(IntEnum):
    """Option 53 (RFC 2132 section 9.6); BOOTP is a packet without it (RFC 1534)."""

    BOOTP = 0
    DISCOVER = 1
    OFFER = 2
    REQUEST = 3
    DECLINE = 4
    ACK = 5
    NAK = 6
    RELEASE = 7
    INFORM = 8


# ---- whole packets --------------------------------------------------------------------------------------------------


class Packet(NamedTuple):
    """Every field of a DHCP message (RFC 2131 section 2).

    chaddr: hlen bytes. sname, file: up to their first zero byte; empty where option 52 lent them to options.
    options: code to raw value, pieces joined (RFC 3396), without pad, end and 52.
    """

    op: int
    htype: int
    hlen: int
    hops: int
    xid: int
    secs: int
    flags: int
    ciaddr: int
    yiaddr: int
    siaddr: int
    giaddr: int
    chaddr: bytes
    sname: bytes
    file: bytes
    options: dict[int, bytes]


def decode(octets: bytes | memoryview) -> Packet:
    """The packet in a datagram; WireError for everything that is none."""
    octets = bytes(octets)
    if len(octets) < _AREA:
        raise WireError("packet is too short")
    *numbers, chaddr, sname, file, cookie = _HEAD.unpack_from(octets)
    op, hlen = numbers[0], numbers[2]
    if op not in (BOOTREQUEST, BOOTREPLY):
        raise WireError(f"op is {op}")
    if hlen > MOST_CHADDR:
        raise WireError(f"hlen is {hlen}")
    if cookie != COOKIE:
        raise WireError("bad cookie")
    sname, file, options = _options(octets[_AREA:], sname, file)
    return Packet._make((*numbers, chaddr[:hlen], sname, file, options))


def _options(area: bytes, sname: bytes, file: bytes) -> tuple[bytes, bytes, dict[int, bytes]]:
    """(sname, file, options): joined in the order options, file, sname (RFC 3396 section 5)."""
    pieces: dict[int, list[bytes]] = {}
    _gather(area, pieces)
    lent = _overload(pieces.pop(OVERLOAD, []))
    if lent & 1:
        _gather(file, pieces)
    if lent & 2:
        _gather(sname, pieces)
    if OVERLOAD in pieces:
        raise WireError("option 52 inside a lent field")
    options = {code: b"".join(values) for code, values in pieces.items()}
    return b"" if lent & 2 else _text(sname), b"" if lent & 1 else _text(file), options


def _gather(area: bytes, pieces: dict[int, list[bytes]]) -> None:
    for code, value in split_area(area):
        pieces.setdefault(code, []).append(value)


def _overload(values: list[bytes]) -> int:
    """Bit 1: file holds options, bit 2: sname does (RFC 2132 section 9.3)."""
    if not values:
        return 0
    if len(values) != 1 or values[0] not in (b"\1", b"\2", b"\3"):
        raise WireError("bad option 52")
    return values[0][0]


def _text(field: bytes) -> bytes:
    return field.partition(b"\0")[0]


# The order on the wire: what a client needs first, then by code; the echoes stand last so that a template can append
# them, and 82 is the very last (RFC 3046 section 2.2). Mask before router is RFC 2132 section 3.3.
_FIRST = (53, 54, 51, 58, 59, 1, 3, 6, 15, 90)
_ECHOES = (81, 61, 82)
_RANK = [100 + code for code in range(256)]
for _place, _code in enumerate(_FIRST):
    _RANK[_code] = _place
for _place, _code in enumerate(_ECHOES):
    _RANK[_code] = 1000 + _place


def encode(packet: Packet, max_size: int | None = None) -> bytes:
    """The datagram of a packet, options in a fixed order, at least 300 bytes.

    max_size: option 57 of the receiver (at least 576), IP and UDP headers included; None sets no limit. Options that
    do not fit are moved into ``file`` and ``sname`` where these are empty, with option 52; what fits nowhere is left
    out, the least important first. Option 82 is not counted: the relay takes it out before the client sees the packet
    (RFC 3046 section 2.1). ValueError when a field does not fit the format.
    """
    _check(packet)
    area, sname, file = _areas(packet, max_size)
    numbers = packet[:11]
    head = _HEAD.pack(*numbers, packet.chaddr, sname, file, COOKIE)
    return (head + area).ljust(SMALLEST_PACKET, b"\0")


def _check(packet: Packet) -> None:
    if packet.hlen != len(packet.chaddr) or packet.hlen > MOST_CHADDR:
        raise ValueError("hlen must be the length of chaddr, at most 16")
    if len(packet.sname) > SNAME_SIZE or len(packet.file) > FILE_SIZE:
        raise ValueError("sname holds 64 bytes, file 128")
    if any(code == OVERLOAD or not PAD < code < LONGEST for code in packet.options):
        raise ValueError("option codes run from 1 to 254, without 52")


def _areas(packet: Packet, max_size: int | None) -> tuple[bytes, bytes, bytes]:
    """(options area, sname, file) as they go on the wire."""
    options = packet.options
    codes = sorted(options, key=_RANK.__getitem__)
    area = b"".join([written(code, options[code]) for code in codes if code != 82])
    relay = written(82, options[82]) if 82 in options else b""
    if max_size is None or len(area) < _room(max_size):
        return area + relay + _END, packet.sname, packet.file
    return _spread(packet, _room(max_size), relay)


def _room(max_size: int) -> int:
    """Bytes for the options area with its End, but without option 82."""
    return max(max_size, SMALLEST_MAX_SIZE) - IP_UDP_HEADERS - _AREA


def _spread(packet: Packet, room: int, relay: bytes) -> tuple[bytes, bytes, bytes]:
    """First fit, in order of importance, over options area, file and sname; an option is never split between them."""
    overload = 3
    left = [room - overload - 1, 0 if packet.file else FILE_SIZE - 1, 0 if packet.sname else SNAME_SIZE - 1]
    filled = [b"", b"", b""]
    important = sorted(packet.options, key=lambda code: 2.5 if code == 61 else _RANK[code])
    for piece in (written(code, packet.options[code]) for code in important if code != 82):
        place = next((place for place in range(3) if len(piece) <= left[place]), None)
        if place is not None:
            filled[place] += piece
            left[place] -= len(piece)
    area, file, sname = filled
    lent = (1 if file else 0) | (2 if sname else 0)
    area += bytes((OVERLOAD, 1, lent)) if lent else b""
    return area + relay + _END, sname + _END if sname else packet.sname, file + _END if file else packet.file


# ---- what a client asks ---------------------------------------------------------------------------------------------


class Ask(NamedTuple):
    """A request reduced to what a server decides by; addresses are integers, 0 where absent.

    kind: what a client may send, or BOOTP. secs: since the client began. flags: as received (``broadcast`` reads
    them). client_identifier: option 61. requested_address: 50. server_identifier: 54. host_name: 12, safe to print.
    agent: 82, raw. wanted_options: the codes of 55. max_size: 57. vendor_class: 60. client_fqdn: 81. None or 0 also
    where the option is there but empty. hops and htype serve the answer's header. subnet: 118 (RFC 3011), raw.
    rapid_commit: whether 80 is there. forcerenew: whether 145 offers HMAC-MD5 (RFC 6704 section 3.1.1).
    """

    kind: Message
    xid: int
    secs: int
    flags: int
    ciaddr: int
    giaddr: int
    chaddr: bytes
    client_identifier: bytes | None = None
    requested_address: int = 0
    server_identifier: int = 0
    host_name: str | None = None
    agent: bytes | None = None
    wanted_options: bytes | None = None
    max_size: int = 0
    vendor_class: bytes | None = None
    htype: int = 1
    client_fqdn: bytes | None = None
    subnet: bytes | None = None
    rapid_commit: bool = False
    forcerenew: bool = False

    @property
    def broadcast(self) -> bool:
        """Whether the client cannot take unicast before it has an address (RFC 2131 section 4.1)."""
        return bool(self.flags & BROADCAST_FLAG)


_KINDS: Mapping[bytes | None, Message] = {
    None: Message.BOOTP,
    b"\1": Message.DISCOVER,
    b"\3": Message.REQUEST,
    b"\4": Message.DECLINE,
    b"\7": Message.RELEASE,
    b"\10": Message.INFORM,
}
"""Option 53 of a packet to a server; the other types come from servers or belong to protocols that are not ours."""

_QUICK_HEAD = struct.Struct("!BBBxIHHI8xI6s202xI")
_UNCOMMON: Mapping[int, bytes] = {PAD: b"", OVERLOAD: b""}


def ask_of(octets: bytes | memoryview) -> Ask:
    """The request in a datagram; WireError for everything that is none.

    The quick way reads Ethernet clients whose options stand once each in the options area; whatever else comes takes
    ``full_ask_of``, with the same result.
    """
    octets = bytes(octets)
    try:
        op, htype, hlen, xid, secs, flags, ciaddr, giaddr, chaddr, cookie = _QUICK_HEAD.unpack_from(octets)
        if op != BOOTREQUEST or hlen != 6 or cookie != COOKIE:
            return full_ask_of(octets)
        options = dict(_UNCOMMON)  # pad, overload and a second piece are then found by one look-up
        at = _AREA
        while (code := octets[at]) != 255:
            if code in options:
                return full_ask_of(octets)
            stop = at + 2 + octets[at + 1]
            options[code] = octets[at + 2 : stop]
            at = stop
    except (IndexError, struct.error):
        return full_ask_of(octets)
    return _reduced(xid, secs, flags, ciaddr, giaddr, chaddr, htype, options)


def full_ask_of(octets: bytes | memoryview) -> Ask:
    """``ask_of`` by way of the full parser."""
    packet = decode(octets)
    if packet.op != BOOTREQUEST:
        raise WireError("a reply, not a request")
    _, htype, _, _, xid, secs, flags, ciaddr, _, _, giaddr, chaddr, *_ = packet
    return _reduced(xid, secs, flags, ciaddr, giaddr, chaddr, htype, packet.options)


def _reduced(
    xid: int, secs: int, flags: int, ciaddr: int, giaddr: int, chaddr: bytes, htype: int, options: dict[int, bytes]
) -> Ask:
    get = options.get
    kind = _KINDS.get(get(53))
    if kind is None:
        raise WireError(f"message type {options[53].hex()} is not for a server")
    client_identifier = get(61) or None
    if not chaddr and client_identifier is None:
        raise WireError("client without hardware address and identifier")
    requested_address, server_identifier, host_name, max_size = get(50), get(54), get(12), get(57)
    return Ask(
        kind,
        xid,
        secs,
        flags,
        ciaddr,
        giaddr,
        chaddr,
        client_identifier,
        _exact(50, requested_address, 4) if requested_address is not None else 0,
        _exact(54, server_identifier, 4) if server_identifier is not None else 0,
        (readable(host_name) or None) if host_name else None,
        get(82),
        get(55) or None,
        _exact(57, max_size, 2) if max_size is not None else 0,
        get(60) or None,
        htype,
        get(81) or None,
        get(118),
        80 in options,
        145 in options and b"\1" in options[145],
    )


def options_of(octets: bytes) -> Mapping[int, bytes]:
    """Every option of a request, for rules that look at more than an Ask has; none where it cannot be read."""
    try:
        return decode(octets).options
    except WireError:
        return {}


def _exact(code: int, raw: bytes, size: int) -> int:
    if len(raw) != size:
        raise WireError(f"option {code} needs {size} bytes, not {len(raw)}")
    return int.from_bytes(raw, "big")


# ---- what a server answers ------------------------------------------------------------------------------------------


class Answer(NamedTuple):
    """A server's reply before it is bytes (RFC 2131 table 3); times in seconds, None where not sent.

    kind: OFFER, ACK or NAK (BOOTP: a reply without options 53 and 54). yiaddr: 0 for an INFORM. siaddr: the next
    server. lease_time_s: 0xFFFFFFFF never ends. options: ready made, from ``chosen``; the first of a code counts; the
    protocol's own 51 to 54, 56, 61, 81 and 82 are passed over, 58 and 59 replace t1 and t2. boot_file, sname: for the
    fields of that name, or options 67 and 66 where too long for them. message: option 56 of a NAK. domain: completes
    the name in option 81.
    """

    kind: Message
    yiaddr: int
    siaddr: int
    server_identifier: int
    lease_time_s: int | None = None
    t1: int | None = None
    t2: int | None = None
    options: tuple[tuple[int, bytes], ...] = ()
    boot_file: bytes = b""
    sname: bytes = b""
    message: str = ""
    domain: bytes = b""


_OWN = frozenset({PAD, 51, OVERLOAD, 53, 54, 56, 61, 81, 82, 255})
_TIMES = ((51, 4), (58, 5), (59, 6))
"""Option code and its index in Answer."""


def encode_answer(ask: Ask, answer: Answer) -> bytes:
    """The datagram that answers ``ask``, within the size the client takes (option 57, else 576 bytes).

    Header and echoes as RFC 2131 table 3, RFC 3046 section 2.2 (82) and RFC 6842 (61) have them. A NAK carries no
    lease, and goes through a relay as broadcast (RFC 2131 section 4.3.2).
    """
    flags, ciaddr, own = ask.flags, 0, _identity(answer)
    if answer.kind is Message.NAK:
        answer = Answer(Message.NAK, 0, 0, answer.server_identifier, message=answer.message)
        own |= {56: answer.message.encode()} if answer.message else {}
        flags |= BROADCAST_FLAG if ask.giaddr else 0
    elif answer.kind is not Message.OFFER:
        ciaddr = ask.ciaddr
    sname, file, granted = _granted(answer)
    fqdn = _fqdn(ask, answer)
    echoes = {code: raw for code, raw in ((61, ask.client_identifier), (82, ask.agent), (81, fqdn)) if raw is not None}
    echoes |= _promised(ask, answer.kind)
    addresses = (ciaddr, answer.yiaddr, answer.siaddr, ask.giaddr)
    header = (BOOTREPLY, ask.htype, len(ask.chaddr), 0, ask.xid, 0, flags, *addresses, ask.chaddr)
    return encode(Packet(*header, sname, file, {**granted, **own, **echoes}), ask.max_size)


def _fqdn(ask: Ask, answer: Answer) -> bytes | None:
    """Option 81, only for who sent one, and not in a NAK (RFC 4702 section 4)."""
    if ask.client_fqdn is None or answer.kind is Message.NAK:
        return None
    return fqdn_answer(ask.client_fqdn, answer.domain)


def _promised(ask: Ask, kind: Message) -> dict[int, bytes]:
    """What an extension wants back: 118 as it came (RFC 3011 section 2), 80 in the ACK to a DISCOVER (RFC 4039)."""
    back: dict[int, bytes] = {}
    if ask.subnet is not None and kind is not Message.NAK:
        back[118] = ask.subnet
    if kind is Message.ACK and ask.kind is Message.DISCOVER and ask.rapid_commit:
        back[80] = b""
    return back


def _identity(answer: Answer) -> dict[int, bytes]:
    if answer.kind is Message.BOOTP:
        return {}
    return {53: bytes((answer.kind,)), 54: answer.server_identifier.to_bytes(4, "big")}


def _granted(answer: Answer) -> tuple[bytes, bytes, dict[int, bytes]]:
    """(sname, file, options) that do not depend on the packet that asked."""
    options = {code: value.to_bytes(4, "big") for code, at in _TIMES if isinstance(value := answer[at], int)}
    options.update((code, raw) for code, raw in reversed(answer.options) if code not in _OWN)
    sname, file = answer.sname, answer.boot_file
    if len(sname) >= SNAME_SIZE:
        options.setdefault(66, sname)
        sname = b""
    if len(file) >= FILE_SIZE:
        options.setdefault(67, file)
        file = b""
    return sname, file, options


def times(lease_time_s: int) -> tuple[int | None, int | None]:
    """(t1, t2): half and seven eighths of the lease (RFC 2131 section 4.4.5); none for a lease without end."""
    if lease_time_s == INFINITY:
        return None, None
    return lease_time_s // 2, lease_time_s * 7 // 8


class Template:
    """The second writer: OFFERs and ACKs that differ only in client, address and times, most bytes laid out before.

    Make one for each (server, network, kind, list of wanted options) and fill it for each packet; ``fill`` gives what
    ``encode_answer`` gives for ``answer`` with the same address and times.
    """

    _HEAD = struct.Struct("!BBBxIxxHIIII16s")
    _TIMES = struct.Struct("!BBIBBIBBI")

    __slots__ = ("_after", "_answer", "_before", "_ciaddr_mask", "_plain", "_siaddr", "_size")

    def __init__(self, answer: Answer) -> None:
        if answer.kind not in (Message.OFFER, Message.ACK):
            raise ValueError("a template is for OFFER and ACK")
        bare = answer._replace(lease_time_s=None, t1=None, t2=None)
        sname, file, options = _granted(bare)
        own = b"".join(written(code, raw) for code, raw in _identity(answer).items())
        codes = sorted(options, key=_RANK.__getitem__)
        self._answer = answer
        self._plain = 58 not in options and 59 not in options
        self._siaddr = answer.siaddr
        self._ciaddr_mask = 0 if answer.kind is Message.OFFER else BROADCAST
        self._before = struct.pack("!64s128sI", sname, file, COOKIE) + own
        self._after = b"".join(written(code, options[code]) for code in codes)
        self._size = len(own) + self._TIMES.size + len(self._after)

    def fill(self, ask: Ask, yiaddr: int, lease_time_s: int | None, t1: int | None, t2: int | None) -> bytes:
        """The datagram for one client; uncommon cases are handed to ``encode_answer``."""
        identifier, agent = ask.client_identifier, ask.agent
        echo = b"" if identifier is None else written(61, identifier)
        if ask.client_fqdn is not None and (fqdn := _fqdn(ask, self._answer)) is not None:
            echo = written(81, fqdn) + echo
        if (
            lease_time_s is None
            or t1 is None
            or t2 is None
            or not self._plain
            or ask.subnet is not None
            or (ask.rapid_commit and ask.kind is Message.DISCOVER and self._answer.kind is Message.ACK)
            or self._size + len(echo) >= _room(ask.max_size)
        ):
            answer = self._answer._replace(yiaddr=yiaddr, lease_time_s=lease_time_s, t1=t1, t2=t2)
            return encode_answer(ask, answer)
        if agent is not None:
            echo += written(82, agent)
        chaddr = ask.chaddr
        addresses = (ask.ciaddr & self._ciaddr_mask, yiaddr, self._siaddr, ask.giaddr)
        head = self._HEAD.pack(BOOTREPLY, ask.htype, len(chaddr), ask.xid, ask.flags, *addresses, chaddr)
        lease = self._TIMES.pack(51, 4, lease_time_s, 58, 4, t1, 59, 4, t2)
        return (head + self._before + lease + self._after + echo + _END).ljust(SMALLEST_PACKET, b"\0")


def chosen(
    network: Sequence[tuple[int, bytes]], defined: Sequence[tuple[int, bytes, bool]], wanted: bytes | None
) -> tuple[tuple[int, bytes], ...]:
    """The options to send, the first of each code, in the given order.

    network: what the network menu says; sent unless the client names the options it wants (option 55) and this is not
    among them; the mask (1) always. defined: (code, value, forced) of the option menu, the nearest (lease, then
    matcher, server, network) first; sent when wanted or forced, and in place of what the network menu says, as
    RouterOS 7 does it. RouterOS manual, DHCP, "DHCP Options".
    """
    return tuple(_firsts(_candidates(network, defined, wanted)))


V6ONLY = 108
"""A host that did not ask for it must not hear of it, whoever forces it (RFC 8925 section 3.3)."""


def _candidates(
    network: Sequence[tuple[int, bytes]], defined: Sequence[tuple[int, bytes, bool]], wanted: bytes | None
) -> Iterator[tuple[int, bytes]]:
    always = {1} if wanted else {1, *(code for code, _ in network)}
    for code, raw, forced in defined:
        if code in (wanted or ()) or code in always or (forced and code != V6ONLY):
            yield code, raw
    for code, raw in network:
        if code in always or (wanted and code in wanted):
            yield code, raw


def _firsts(candidates: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    seen: set[int] = set()
    for code, raw in candidates:
        if code not in seen:
            seen.add(code)
            yield code, raw


# ---- where an answer goes -------------------------------------------------------------------------------------------


class Destination(NamedTuple):
    """Where a datagram goes: IPv4 address, UDP port, link address to use without ARP (None: the kernel finds it)."""

    address: int
    port: int
    mac: bytes | None
    broadcast: bool


_EVERYONE = Destination(BROADCAST, CLIENT_PORT, None, True)


def destination(ask: Ask, answer: Answer) -> Destination:
    """Where the answer to ``ask`` goes (RFC 2131 section 4.1; INFORM: section 4.3.5).

    A client whose link address is not Ethernet's cannot be reached without ARP, so it gets broadcast.
    """
    if answer.kind is Message.ACK and ask.kind is Message.INFORM and ask.ciaddr:
        return Destination(ask.ciaddr, CLIENT_PORT, None, False)
    if ask.giaddr:
        return Destination(ask.giaddr, SERVER_PORT, None, False)
    if answer.kind is Message.NAK:
        return _EVERYONE
    if ask.ciaddr:
        return Destination(ask.ciaddr, CLIENT_PORT, None, False)
    if ask.flags & BROADCAST_FLAG or not answer.yiaddr or len(ask.chaddr) != 6:
        return _EVERYONE
    return Destination(answer.yiaddr, CLIENT_PORT, ask.chaddr, False)
