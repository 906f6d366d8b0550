"""DHCPLEASEQUERY and its three answers: what a relay asks about leases it has forgotten (RFC 4388).

Who may ask, and what is known, is decided elsewhere; these messages are rare, so there is one clear way to read them.
"""

from collections.abc import Mapping
from typing import NamedTuple

from .dhcp4 import BOOTREPLY, BOOTREQUEST, Packet, decode, encode
from .options4 import WireError

LEASEQUERY, UNASSIGNED, UNKNOWN, ACTIVE = 10, 11, 12, 13
"""Option 53 (RFC 4388 section 6.1)."""
ETHERNET = 1
LAST_TRANSACTION, ASSOCIATED = 91, 92
"""client-last-transaction-time and associated-ip (section 6.1); sent only to who names them in option 55."""


class LeaseQuery(NamedTuple):
    """What is asked: by address, else by hardware address, else by identifier. wanted: option 55, None for none."""

    xid: int
    flags: int
    giaddr: int
    address: int
    htype: int
    chaddr: bytes
    client_identifier: bytes | None
    wanted: bytes | None


class Known(NamedTuple):
    """What is known: kind is one of the three answers, the rest counts for ACTIVE alone.

    times: seconds left of the lease, until T1, until T2; None where there is none or it has passed. since_s: since the
    client was heard of. others: further addresses of the client.
    """

    kind: int
    address: int = 0
    chaddr: bytes = b""
    client_identifier: bytes | None = None
    agent: bytes | None = None
    times: tuple[int | None, int | None, int | None] = (None, None, None)
    since_s: int = 0
    others: tuple[int, ...] = ()


def query_of(octets: bytes) -> LeaseQuery:
    """The query in a datagram; WireError for any other message and for a query without giaddr (section 6.3)."""
    packet = decode(octets)
    if packet.op != BOOTREQUEST or packet.options.get(53) != bytes((LEASEQUERY,)) or not packet.giaddr:
        raise WireError("no lease query")
    get = packet.options.get
    chaddr = packet.chaddr if any(packet.chaddr) else b""
    return LeaseQuery(
        packet.xid, packet.flags, packet.giaddr, packet.ciaddr, packet.htype, chaddr, get(61) or None, get(55) or None
    )


def encode_known(query: LeaseQuery, known: Known, server_identifier: int) -> bytes:
    """The datagram that answers a query (section 6.4.2)."""
    options = {53: bytes((known.kind,)), 54: server_identifier.to_bytes(4, "big")}
    address, htype, chaddr = query.address, query.htype, query.chaddr
    if known.kind == ACTIVE:
        address, htype, chaddr = known.address, ETHERNET, known.chaddr
        options.update(_told(query, known))
    header = (BOOTREPLY, htype, len(chaddr), 0, query.xid, 0, query.flags, address, 0, 0, query.giaddr, chaddr)
    return encode(Packet(*header, b"", b"", options))


def _told(query: LeaseQuery, known: Known) -> Mapping[int, bytes]:
    """The options of a lease: all that are known to who names none, else those named."""
    numbers = zip((51, 58, 59), known.times, strict=True)
    usual = {code: value.to_bytes(4, "big") for code, value in numbers if value is not None}
    usual.update((code, raw) for code, raw in ((61, known.client_identifier), (82, known.agent)) if raw is not None)
    if query.wanted is None:
        return usual
    usual[LAST_TRANSACTION] = known.since_s.to_bytes(4, "big")
    if known.others:
        usual[ASSOCIATED] = b"".join(each.to_bytes(4, "big") for each in known.others)
    return {code: raw for code, raw in usual.items() if code in query.wanted}
