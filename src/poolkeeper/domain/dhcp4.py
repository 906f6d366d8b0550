"""decide: what a DHCPv4 server answers to one ask, and how leases change by it (RFC 2131 section 4.3).

Pure: no packet, socket, clock or store here. The engine asks in order of arrival, applies each decision to memory so
that later asks see it, makes the batch durable and only then lets answers go. Addresses are integers, times are
seconds of the house clock (see ``engine.clock``).
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple, Protocol

from .lease import State, client_key, is_local
from .matcher import Matcher
from .option_value import Defined

BOOTP, DISCOVER, OFFER, REQUEST, DECLINE, ACK, NAK, RELEASE, INFORM = range(9)
"""Message types, RFC 2132 section 9.6; 0 stands for a BOOTP request without option 53."""

BOOTP_REPLY = 255
"""In ``Decision.answer``: an answer to a BOOTP client, which has no message type either (RFC 1534 section 2)."""

HOLD_S = 30
"""How long an offer is held for its client before the address is free again."""

SHORTEST_RUN_OUT_S = 60
"""An orphan with less than this left is not acknowledged again: its client is sent to a pool of today."""

FOREVER = 0xFFFFFFFF
"""Infinite lease time, RFC 2131 section 3.3."""


class Ask(Protocol):
    """What a client asks, reduced from its packet; the codec's NamedTuple satisfies it."""

    @property
    def kind(self) -> int: ...
    @property
    def secs(self) -> int: ...
    @property
    def ciaddr(self) -> int: ...
    @property
    def giaddr(self) -> int: ...
    @property
    def chaddr(self) -> bytes: ...
    @property
    def vendor_class(self) -> bytes | None: ...
    @property
    def client_identifier(self) -> bytes | None: ...
    @property
    def requested_address(self) -> int: ...
    @property
    def server_identifier(self) -> int: ...
    @property
    def rapid_commit(self) -> bool: ...
    @property
    def agent(self) -> bytes | None: ...
    @property
    def subnet(self) -> bytes | None: ...
    @property
    def wanted_options(self) -> bytes | None: ...


class Network(NamedTuple):
    """What clients of a network are told (RouterOS manual, DHCP: networks). mask: prefix length sent to clients."""

    id: int
    network: int
    length: int
    mask: int
    gateway: tuple[int, ...] = ()
    dns: tuple[int, ...] = ()
    dns_none: bool = False
    wins: tuple[int, ...] = ()
    ntp: tuple[int, ...] = ()
    caps: tuple[int, ...] = ()
    domain: str | None = None
    next_server: int = 0
    boot_file: str | None = None
    options: tuple[Defined, ...] = ()


class Server(NamedTuple):
    """One enabled, valid dhcp-server as decisions need it. pool 0: static leases only.

    relay: which giaddr it serves, 0 direct clients, 0xFFFFFFFF any relay. identifier: option 54.
    matchers: rules by which some of its clients get another pool or further options (``domain.matcher``); matcher: the
    one by which this server was made of another, 0 none.
    patience_s: NAKs for strangers only from this value of ``secs`` on; None: never (``authoritative=no``).
    bootp: who of BOOTP's clients is served: none, static or dynamic. bootp_lease_time_s: None for that of DHCP.
    probes: whether a dynamic address is probed before it is offered. mac_limit: leases one MAC may hold, 0 any number.
    identifiers: ``lease.Identify`` bits, 0 the rule of ``client_key``. scope: first and last address where a client or
    its relay has chosen the subnet. source: the machine's own address that answers come from.
    """

    id: int
    name: str
    interface: int
    relay: int
    pool: int
    lease_time_s: int
    identifier: int
    addresses: tuple[tuple[int, int], ...]  # (address, prefix length) of the interface
    patience_s: int | None = 0
    always_broadcast: bool = False
    delay_threshold_s: int | None = None
    options: tuple[Defined, ...] = ()
    matchers: tuple[Matcher, ...] = ()
    matcher: int = 0
    bootp: str = "none"
    bootp_lease_time_s: int | None = FOREVER
    probes: bool = False
    mac_limit: int = 0
    identifiers: int = 0
    rapid_commit: bool = False
    scope: tuple[int, int] | None = None
    source: int = 0
    radius: bool = False  # RADIUS is asked before a client without a static lease is offered anything
    least_lease_time_s: int = 0  # lease time when the pool is full; 0: lease_time_s whatever is left
    local_limit: int | None = None  # leases of clients with locally administered MACs, None: any number


class Reservation(NamedTuple):
    """A static lease as decisions need it. address 0: from the server's pool; pool: from this pool instead.

    routes: (network, length, gateway) of RADIUS's, which its client is sent along with the way to its own gateway.
    strings: what RADIUS has for ``$(RADIUS_MT_STR1)`` and ``$(RADIUS_MT_STR2)`` in this client's options.
    """

    id: int
    address: int
    pool: int
    lease_time_s: int | None
    blocked: bool
    always_broadcast: bool
    options: tuple[Defined, ...] = ()
    routes: tuple[tuple[int, int, int], ...] = ()
    strings: tuple[bytes, bytes] = (b"", b"")


class Held(NamedTuple):
    """A lease as it stands: what a decision reads of it. expires 0 means never."""

    address: int
    state: int
    expires: int
    pool: int
    id: int


class View(Protocol):
    """What a decision may ask of the world."""

    def held(self, server: int, key: bytes) -> Held | None:
        """The client's lease on this server in any state, None if it has none."""

    def reservation(self, server: int, ask: Ask) -> Reservation | None:
        """The static lease that fits this client."""

    def pick(self, pool: int, server: int, key: bytes, wanted: int, reserved: int) -> tuple[int, int] | None:
        """(address, pool it came from) for a client of a pool and its chain; ``wanted`` 0: no wish."""

    def available(self, address: int, reservation: int) -> bool:
        """Whether nobody holds the address and it is reserved for nobody but this reservation (0: none)."""

    def covers(self, pool: int, address: int) -> bool:
        """Whether the pool or its chain contains the address."""

    def reserved_for(self, address: int) -> int:
        """The id of the static lease that reserves the address, 0 if none."""

    def leases_of(self, server: int, mac: bytes) -> int:
        """How many leases the clients with this hardware address hold on a server."""

    def key_of(self, ask: Ask, server: Server) -> bytes:
        """What makes a client the same client on a server that has ``identifiers`` of its own."""

    def local_leases(self, server: int) -> int:
        """How many leases clients with locally administered MACs hold on a server."""


class Act(IntEnum):
    """How a lease changes."""

    NONE = 0
    HOLD = 1  # offer: memory only
    BIND = 2  # acknowledge: durable before the answer
    FREE = 3  # release, or the client went elsewhere
    REST = 4  # declined


class Silence(IntEnum):
    """Why nothing is answered; each is a counter."""

    NOT_SILENT = 0
    BOOTP_IGNORED = 1
    POOL_EMPTY = 2
    NO_STATIC_LEASE = 3
    BLOCKED = 4
    OTHER_SERVER = 5
    NOT_AUTHORITATIVE = 6
    TOO_EARLY = 7
    NOTHING_TO_SAY = 8
    MAC_LIMIT = 9
    LOCAL_MAC_LIMIT = 10


class Decision(NamedTuple):
    """What to do about one ask. answer: OFFER, ACK, NAK or 0 for silence. key: the client's key on this server.

    address, pool: what is offered, bound, freed. left: an address the client had on this server and loses (0: none).
    lease_time_s: None where the answer carries none (INFORM). expires: end of the lease in house seconds, 0 never.
    probe: the address is held, and offered only when nobody answers at it. broadcast: the client seems not to hear
    unicast.
    """

    answer: int
    act: Act
    silence: Silence
    server: Server
    key: bytes
    address: int = 0
    pool: int = 0
    lease_time_s: int | None = None
    expires: int = 0
    reservation: Reservation | None = None
    left: int = 0
    fresh: bool = False
    probe: bool = False
    broadcast: bool = False


LIVE = (State.BOUND, State.OFFERED, State.TESTING)
"""States in which an address is kept for its client."""


def _quiet(server: Server, key: bytes, why: Silence, act: Act = Act.NONE, address: int = 0) -> Decision:
    return Decision(0, act, why, server, key, address)


def decide(ask: Ask, server: Server, view: View, now: int) -> Decision:
    """The answer and the change for one ask to the server that serves it."""
    kind = ask.kind
    key = client_key(ask.chaddr, ask.client_identifier) if not server.identifiers else view.key_of(ask, server)
    if server.delay_threshold_s is not None and ask.secs < server.delay_threshold_s and kind in (DISCOVER, REQUEST):
        return _quiet(server, key, Silence.TOO_EARLY)
    if kind == DISCOVER:
        return _discover(ask, server, view, now, key)
    if kind == REQUEST:
        return _request(ask, server, view, now, key)
    if kind == RELEASE:
        return _release(ask, server, view, key)
    if kind == DECLINE:
        return _decline(ask, server, view, now, key)
    if kind == INFORM and ask.ciaddr:
        return Decision(ACK, Act.NONE, Silence.NOT_SILENT, server, key, ask.ciaddr)
    if kind == BOOTP:
        return _bootp(ask, server, view, now, key)
    return _quiet(server, key, Silence.NOTHING_TO_SAY)


def _span(server: Server, reservation: Reservation | None, now: int) -> tuple[int, int]:
    """(lease time, end) of a lease that begins now."""
    lease_time = server.lease_time_s
    if reservation is not None and reservation.lease_time_s is not None:
        lease_time = reservation.lease_time_s
    return lease_time, 0 if lease_time >= FOREVER else now + lease_time


def _choose(
    ask: Ask, server: Server, view: View, key: bytes, held: Held | None, own: Reservation | None, wanted: int
) -> tuple[int, int] | Silence:
    """(address, pool) this client should have now, or why it gets none."""
    if own is not None and own.blocked:
        return Silence.BLOCKED
    if own is not None and own.address:
        fits = held is not None and held.address == own.address
        if fits or view.available(own.address, own.id):
            return own.address, held.pool if held is not None and fits else 0
        # Somebody still uses the reserved address: its client keeps what it has until the other one was told.
        if held is not None and _keeps(held, server, server.pool, own, view):
            return held.address, held.pool
        return Silence.POOL_EMPTY
    pool = own.pool if own is not None and own.pool else server.pool
    if held is not None and _keeps(held, server, pool, own, view):
        return held.address, held.pool
    if not pool:
        return Silence.NO_STATIC_LEASE
    if server.mac_limit and held is None and view.leases_of(server.id, ask.chaddr) >= server.mac_limit:
        return Silence.MAC_LIMIT
    if server.local_limit is not None and held is None and _is_one_too_many(ask, server, server.local_limit, view):
        return Silence.LOCAL_MAC_LIMIT
    found = view.pick(pool, server.id, key, wanted, own.id if own is not None else 0)
    return found if found is not None and _in_scope(server, found[0]) else Silence.POOL_EMPTY


def _in_scope(server: Server, address: int) -> bool:
    """Whether an address lies in the subnet that was chosen for the client (RFC 3011, RFC 3527), where one was."""
    return server.scope is None or server.scope[0] <= address <= server.scope[1]


def _is_one_too_many(ask: Ask, server: Server, limit: int, view: View) -> bool:
    """Whether the client made up its MAC and the server has as many of those as it may have."""
    return is_local(ask.chaddr) and view.local_leases(server.id) >= limit


def _keeps(held: Held, server: Server, pool: int, own: Reservation | None, view: View) -> bool:
    """Whether a held lease may go on: live, of a pool of today, and reserved for nobody else."""
    if held.state not in LIVE or not _in_scope(server, held.address):
        return False
    owner = view.reserved_for(held.address)
    if owner and (own is None or owner != own.id):
        return False
    return bool(pool) and view.covers(pool, held.address)


def _discover(ask: Ask, server: Server, view: View, now: int, key: bytes) -> Decision:
    """RFC 2131 section 4.3.1: the current address, else the one asked for, else a new one; held, not bound.

    With rapid commit (RFC 4039 section 4) the address is bound at once.
    """
    held = view.held(server.id, key)
    own = view.reservation(server.id, ask)
    chosen = _choose(ask, server, view, key, held, own, ask.requested_address)
    if isinstance(chosen, Silence):
        return _quiet(server, key, chosen)
    address, pool = chosen
    if server.probes and _unproven(held, own, address):
        return _testing(server, key, chosen, own, now)
    if ask.rapid_commit and server.rapid_commit:
        return _grant(server, key, chosen, held, own, _span(server, own, now))
    lease_time, _ = _span(server, own, now)
    bound = held is not None and held.state == State.BOUND and held.address == address
    act = Act.NONE if bound else Act.HOLD
    left = held.address if held is not None and held.address != address and held.state == State.OFFERED else 0
    expires = now + HOLD_S
    silence, fresh = Silence.NOT_SILENT, not bound
    return Decision(OFFER, act, silence, server, key, address, pool, lease_time, expires, own, left, fresh)


def _unproven(held: Held | None, own: Reservation | None, address: int) -> bool:
    """Whether a dynamic address is still to be probed: neither bound nor offered to this client already."""
    if own is not None and own.address == address:
        return False
    return held is None or held.address != address or held.state == State.TESTING


def _testing(server: Server, key: bytes, chosen: tuple[int, int], own: Reservation | None, now: int) -> Decision:
    """The address is held for the client; the answer waits until the probe has ended."""
    address, pool = chosen
    expires = now + HOLD_S
    return Decision(
        OFFER, Act.HOLD, Silence.NOT_SILENT, server, key, address, pool, None, expires, own, fresh=True, probe=True
    )


def _grant(
    server: Server,
    key: bytes,
    chosen: tuple[int, int],
    held: Held | None,
    own: Reservation | None,
    span: tuple[int, int],
    answer: int = ACK,
) -> Decision:
    """The address is bound to the client, for a span of (lease time, end)."""
    address, pool = chosen
    left = held.address if held is not None and held.address != address else 0
    fresh = held is None or held.state != State.BOUND or held.address != address
    return Decision(answer, Act.BIND, Silence.NOT_SILENT, server, key, address, pool, *span, own, left, fresh)


def _bootp(ask: Ask, server: Server, view: View, now: int, key: bytes) -> Decision:
    """A BOOTP client gets its address in one step, for as long as ``bootp-lease-time`` says (RFC 1534 section 2)."""
    own = view.reservation(server.id, ask)
    if server.bootp == "none" or (server.bootp == "static" and own is None):
        return _quiet(server, key, Silence.BOOTP_IGNORED)
    held = view.held(server.id, key)
    chosen = _choose(ask, server, view, key, held, own, ask.ciaddr)
    if isinstance(chosen, Silence):
        return _quiet(server, key, chosen)
    if server.probes and _unproven(held, own, chosen[0]):
        return _testing(server, key, chosen, own, now)
    lease_time, expires = _span(server, own, now)
    if server.bootp_lease_time_s is not None and (own is None or own.lease_time_s is None):
        lease_time = server.bootp_lease_time_s
        expires = 0 if lease_time >= FOREVER else now + lease_time
    return _grant(server, key, chosen, held, own, (lease_time, expires), BOOTP_REPLY)


def _refuse(ask: Ask, server: Server, key: bytes, left: int = 0) -> Decision:
    """A NAK where the server is authoritative by now, silence where it is not.

    left: a lease of ours that the client loses; it is always told, or it would go on using what others get next.
    """
    if left:
        return Decision(NAK, Act.FREE, Silence.NOT_SILENT, server, key, left)
    if server.patience_s is None or ask.secs < server.patience_s:
        return _quiet(server, key, Silence.NOT_AUTHORITATIVE)
    return Decision(NAK, Act.NONE, Silence.NOT_SILENT, server, key)


def _request(ask: Ask, server: Server, view: View, now: int, key: bytes) -> Decision:
    """RFC 2131 section 4.3.2: SELECTING, INIT-REBOOT, RENEWING and REBINDING differ in what the client fills in."""
    held = view.held(server.id, key)
    if not ask.ciaddr and not _names(ask, server):
        gone = held.address if held is not None and held.state in (State.OFFERED, State.TESTING) else 0
        return _quiet(server, key, Silence.OTHER_SERVER, Act.FREE if gone else Act.NONE, gone)
    address = ask.ciaddr or ask.requested_address
    if not address:
        return _quiet(server, key, Silence.NOTHING_TO_SAY)
    selecting = bool(ask.server_identifier) and not ask.ciaddr
    own = view.reservation(server.id, ask)
    if held is not None and held.address == address and held.state == State.BOUND and not selecting:
        run_out = _run_out(server, view, held, own, now)
        if run_out is not None:
            end = held.expires
            return Decision(ACK, Act.NONE, Silence.NOT_SILENT, server, key, address, held.pool, run_out, end, own)
    chosen = _choose(ask, server, view, key, held, own, address)
    if isinstance(chosen, Silence) and chosen == Silence.BLOCKED:
        return _quiet(server, key, chosen)
    if isinstance(chosen, Silence) or chosen[0] != address:
        loses = held is not None and held.state in LIVE and held.address == address
        if selecting:
            act, gone = (Act.FREE, address) if loses else (Act.NONE, 0)
            return Decision(NAK, act, Silence.NOT_SILENT, server, key, gone)
        return _refuse(ask, server, key, address if loses else 0)
    return _grant(server, key, chosen, held, own, _span(server, own, now))


def _run_out(server: Server, view: View, held: Held, own: Reservation | None, now: int) -> int | None:
    """Seconds left to an orphan that may run out: an address of no pool of today, reserved for nobody else."""
    if (own is not None and own.address) or not _in_scope(server, held.address):
        return None
    pool = own.pool if own is not None and own.pool else server.pool
    if (pool and view.covers(pool, held.address)) or view.reserved_for(held.address):
        return None
    if not held.expires:
        return None
    rest = held.expires - now
    return rest if rest >= SHORTEST_RUN_OUT_S else None


def _names(ask: Ask, server: Server) -> bool:
    """Whether option 54 names no other server: any address of the interface names this one (RFC 2131 section 4.1)."""
    named = ask.server_identifier
    return not named or named == server.identifier or any(named == own for own, _ in server.addresses)


def _release(ask: Ask, server: Server, view: View, key: bytes) -> Decision:
    """RFC 2131 section 4.3.4: only its own client frees an address; nothing is answered."""
    held = view.held(server.id, key)
    mine = held is not None and held.address == ask.ciaddr and held.state in (State.BOUND, State.OFFERED)
    if mine and _names(ask, server):
        return _quiet(server, key, Silence.NOTHING_TO_SAY, Act.FREE, ask.ciaddr)
    return _quiet(server, key, Silence.NOTHING_TO_SAY)


def _decline(ask: Ask, server: Server, view: View, now: int, key: bytes) -> Decision:
    """RFC 2131 section 4.3.3: the address is in use by somebody else; it rests for a lease time."""
    held = view.held(server.id, key)
    address = ask.requested_address or ask.ciaddr
    mine = held is not None and held.address == address and held.state in (State.BOUND, State.OFFERED)
    if not (mine and held is not None and _names(ask, server)):
        return _quiet(server, key, Silence.NOTHING_TO_SAY)
    rest = min(server.lease_time_s, 86_400)
    return Decision(0, Act.REST, Silence.NOTHING_TO_SAY, server, key, address, held.pool, None, now + rest)


def shortened(lease_time_s: int, least_s: int, used: int, total: int) -> int:
    """The lease time of a pool in which ``used`` of ``total`` addresses are taken.

    In whole up to half of the pool, from there in a straight line down to ``least_s`` where nothing is left.
    """
    over = 2 * used - total
    if least_s >= lease_time_s or over <= 0:
        return lease_time_s
    return lease_time_s - (lease_time_s - least_s) * min(over, total) // total


def network_for(networks: Sequence[Network], address: int) -> Network | None:
    """The most specific network that contains the address; ``networks`` sorted by length, longest first."""
    for network in networks:
        if address >> (32 - network.length) == network.network >> (32 - network.length):
            return network
    return None
