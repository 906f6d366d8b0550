"""Lease: the binding of an address to a client, its states and the permitted transitions (RFC 2131 section 3).

Plain values only: who keeps leases in memory is ``engine.leases``, who decides is ``domain.dhcp4``.
"""

from enum import IntEnum, IntFlag
from typing import NamedTuple


class State(IntEnum):
    """What a lease is to its client; the words of RouterOS's ``status`` in lower case."""

    WAITING = 0  # a static lease whose client is away
    OFFERED = 1  # a hold: in memory only, RFC 2131 section 3.1 step 2
    BOUND = 2  # acknowledged, hence on disk
    DECLINED = 3  # the client found it in use (DHCPDECLINE); rests
    CONFLICT = 4  # our own probe found it in use; rests
    TESTING = 5  # a hold whose address is being probed: in memory only


TRANSITIONS: dict[State | None, frozenset[State | None]] = {
    None: frozenset({State.WAITING, State.TESTING, State.OFFERED, State.BOUND, State.DECLINED, State.CONFLICT}),
    State.WAITING: frozenset({State.TESTING, State.OFFERED, State.BOUND, State.DECLINED, State.CONFLICT, None}),
    State.TESTING: frozenset({State.OFFERED, State.BOUND, State.CONFLICT, State.WAITING, None}),
    State.OFFERED: frozenset({State.BOUND, State.DECLINED, State.CONFLICT, State.WAITING, None}),
    State.BOUND: frozenset({State.BOUND, State.DECLINED, State.WAITING, None}),
    State.DECLINED: frozenset({State.WAITING, None}),
    State.CONFLICT: frozenset({State.WAITING, None}),
}
"""From a state (None: no lease) to the states it may turn into."""


class LeaseRow(NamedTuple):
    """One lease as the store keeps it, in the column order of table ``lease``.

    address: IPv4 as an integer. id: the item id in /ip/dhcp-server/lease. client: the key the lease is matched by, see
    ``client_key``; an address that rests has a key of its own behind ``b"\\x02"``. mac: chaddr. server, pool: item ids
    of the dhcp-server and of the pool the address came from (0: none, a static address outside every pool).
    state: State. starts, expires, seen: Unix seconds on the wall clock; expires 0 means never.
    host: option 12. agent: raw option 82 bytes or None. client_id: option 61 as received or None.
    """

    address: int
    id: int
    client: bytes
    mac: bytes
    server: int
    pool: int
    state: int
    starts: int
    expires: int
    seen: int
    host: str | None
    agent: bytes | None
    client_id: bytes | None


def is_local(mac: bytes) -> bool:
    """Whether a hardware address is one that its owner made up (IEEE 802, U/L bit), as phones do at each network."""
    return len(mac) == 6 and bool(mac[0] & 2)


def client_key(chaddr: bytes, client_identifier: bytes | None) -> bytes:
    """What makes a client the same client: option 61 if sent, else its hardware address (RFC 2131 section 4.2).

    The two forms cannot collide: a hardware address is stored behind ``b"\\x00"``, an identifier behind ``b"\\x01"``.
    An identifier that merely repeats type 1 and chaddr counts as the hardware address, so a client that starts to
    send it (a new DHCP client on the same machine) keeps its lease, as RouterOS does.
    """
    if client_identifier is None or client_identifier == b"\x01" + chaddr:
        return b"\x00" + chaddr
    return b"\x01" + client_identifier


class Identify(IntFlag):
    """What tells dynamic clients apart on a server (``dynamic-lease-identifiers``)."""

    MAC = 1
    CLIENT_ID = 2
    AGENT = 4


def client_key_by(by: int, chaddr: bytes, client_identifier: bytes | None, agent: bytes | None) -> bytes:
    """``client_key`` on a server that tells clients apart by other things.

    Without CLIENT_ID option 61 is not looked at. With AGENT the relay's circuit and remote id (``agent``, None where
    there is none) come first, and alone decide where nothing else is named: whoever is behind that port has its lease.
    """
    own = client_key(chaddr, client_identifier if by & Identify.CLIENT_ID else None)
    if not by & Identify.AGENT or agent is None:
        return own
    return b"\x03" + len(agent).to_bytes(2, "big") + agent + (own if by & ~Identify.AGENT else b"")
