"""A DHCP client without sockets or clock: the states of RFC 2131 section 4.4 over the codec of ``wire.dhcp4``.

The caller owns time and the network: it sends what ``poll`` gives, hands over what arrives, and calls again at
``next_at``. Whether an offered address is in use (ARP) and how it is configured is the caller's affair.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from random import Random
from typing import NamedTuple

from poolkeeper.wire.dhcp4 import (
    BOOTREPLY,
    BOOTREQUEST,
    BROADCAST,
    BROADCAST_FLAG,
    INFINITY,
    Message,
    Packet,
    WireError,
    decode,
    encode,
)

PARAMETERS = bytes((1, 3, 6, 12, 15, 28, 42, 44, 51, 54, 58, 59, 121))
"""What a client asks for unless told otherwise (option 55)."""
FIRST_WAIT_S, LONGEST_WAIT_S, JITTER_S = 4.0, 64.0, 1.0
"""Retransmission: 4 s, doubled up to 64 s, each plus or minus up to 1 s (RFC 2131 section 4.1)."""
REQUEST_TRIES = 4
"""Unanswered REQUESTs before beginning anew; about a minute (RFC 2131 section 3.1 step 5)."""
LEAST_RENEWAL_WAIT_S = 60.0
"""RFC 2131 section 4.4.5."""
REST_AFTER_DECLINE_S = 10.0
"""RFC 2131 section 3.1 step 5."""


class State(Enum):
    """RFC 2131 figure 5, and STOPPED: after ``release`` until ``start``."""

    INIT = "init"
    SELECTING = "selecting"
    REQUESTING = "requesting"
    INIT_REBOOT = "init-reboot"
    REBOOTING = "rebooting"
    BOUND = "bound"
    RENEWING = "renewing"
    REBINDING = "rebinding"
    STOPPED = "stopped"


class Event(Enum):
    """What a received datagram did."""

    IGNORED = "ignored"
    OFFERED = "offered"
    BOUND = "bound"
    RENEWED = "renewed"
    REFUSED = "refused"
    INFORMED = "informed"


class Outgoing(NamedTuple):
    """A datagram and where it goes: an IPv4 address, or 255.255.255.255 for everyone on the link."""

    payload: bytes
    to: int


class Held(NamedTuple):
    """The lease a client holds. Moments are on the caller's clock in seconds; None: never."""

    address: int
    server_identifier: int
    lease_time_s: int
    t1_at: float | None
    t2_at: float | None
    ends_at: float | None
    options: Mapping[int, bytes]


class Client:
    """One client. Call ``poll(now)`` first: it gives the first DISCOVER, or REQUEST where an address is known.

    now: seconds on a clock that never goes back, the same for all calls. chaddr: 6 bytes. random: source of xid and
    jitter. known_address: begin in INIT-REBOOT with it. requested_address: a wish in the DISCOVER. giaddr: speak
    through a relay of this address, in every state, as a client behind a relay looks to its server; agent: the relay's
    option 82.

    ``state``, ``lease`` (None unless it may use an address), ``configuration`` (options of the last ACK to an INFORM)
    and ``next_at`` (when to poll next; None: nothing due) may be read at any time.
    """

    def __init__(
        self,
        chaddr: bytes,
        client_identifier: bytes | None = None,
        host_name: str | None = None,
        giaddr: int = 0,
        *,
        random: Random,
        agent: bytes | None = None,
        vendor_class: bytes | None = None,
        parameters: bytes = PARAMETERS,
        max_size: int = 1500,
        broadcast: bool = False,
        requested_address: int = 0,
        known_address: int = 0,
    ) -> None:
        self.chaddr = chaddr
        self.giaddr = giaddr
        self.state = State.INIT_REBOOT if known_address else State.INIT
        self.lease: Held | None = None
        self.configuration: Mapping[int, bytes] = {}
        self.next_at: float | None = float("-inf")
        self._random = random
        self._flags = BROADCAST_FLAG if broadcast else 0
        self._identity = _present({61: client_identifier})
        self._wishes = _present({12: host_name.encode() if host_name else None, 60: vendor_class, 55: parameters})
        self._wishes[57] = max_size.to_bytes(2, "big")
        self._relay = _present({82: agent})
        self._requested_address = requested_address
        self._wanted_address = known_address  # of the REQUESTs in REQUESTING and REBOOTING
        self._offer_server = 0
        self._xid = self._inform_xid = -1
        self._began = self._sent_at = 0.0
        self._tries = 0

    # ---- what time brings -------------------------------------------------------------------------------------------

    def poll(self, now: float) -> list[Outgoing]:
        """The datagrams due now; empty before ``next_at``."""
        if self.next_at is None or now < self.next_at:
            return []
        return [_DUE[self.state](self, now)]

    def start(self, now: float) -> None:
        """Begin anew from INIT, from any state; an address held is forgotten without a RELEASE."""
        self._restart(now)

    def _discover(self, now: float) -> Outgoing:
        if self.state is not State.SELECTING:
            self._begin(State.SELECTING, now)
        wish = {50: _address(self._requested_address)} if self._requested_address else {}
        return self._again(now, self._packet(Message.DISCOVER, now, {**wish, **self._wishes}))

    def _request(self, now: float) -> Outgoing:
        """SELECTING's REQUEST: names server and address (RFC 2131 section 4.3.2)."""
        if self._tries >= REQUEST_TRIES:
            return self._discover(now)
        chosen = {50: _address(self._wanted_address), 54: _address(self._offer_server)}
        return self._again(now, self._packet(Message.REQUEST, now, {**chosen, **self._wishes}))

    def _reboot(self, now: float) -> Outgoing:
        """INIT-REBOOT's REQUEST: the address, no server."""
        if self.state is State.INIT_REBOOT:
            self._begin(State.REBOOTING, now)
        if self._tries >= REQUEST_TRIES:
            return self._discover(now)
        known = {50: _address(self._wanted_address)}
        return self._again(now, self._packet(Message.REQUEST, now, {**known, **self._wishes}))

    def _renew(self, now: float) -> Outgoing:
        held = self._held()
        if held.t2_at is not None and now >= held.t2_at:
            return self._rebind(now)
        if self.state is State.BOUND:
            self._begin(State.RENEWING, now)
        return self._extend(now, held.t2_at, held.server_identifier)

    def _rebind(self, now: float) -> Outgoing:
        held = self._held()
        if held.ends_at is not None and now >= held.ends_at:
            self.lease = None
            return self._discover(now)
        if self.state is not State.REBINDING:
            self._begin(State.REBINDING, now)
        return self._extend(now, held.ends_at, BROADCAST)

    def _extend(self, now: float, until: float | None, to: int) -> Outgoing:
        """RENEWING's and REBINDING's REQUEST: ciaddr only; again after half the time left, at least a minute."""
        held = self._held()
        until = now if until is None else until
        self._sent_at = now
        self.next_at = min(until, now + max((until - now) / 2, LEAST_RENEWAL_WAIT_S))
        return Outgoing(self._packet(Message.REQUEST, now, self._wishes, ciaddr=held.address), to)

    # ---- what the network brings ------------------------------------------------------------------------------------

    def receive(self, octets: bytes, now: float) -> Event:
        """Take one datagram; anything that is not for this client in this state is IGNORED. Then call ``poll``."""
        try:
            packet = decode(octets)
        except WireError:
            return Event.IGNORED
        if packet.op != BOOTREPLY or packet.chaddr != self.chaddr or len(packet.options.get(54, b"")) != 4:
            return Event.IGNORED
        kind = packet.options.get(53)
        if packet.xid == self._inform_xid and kind == bytes((Message.ACK,)):
            self._inform_xid = -1
            self.configuration = packet.options
            return Event.INFORMED
        act = _ON.get((self.state, kind)) if packet.xid == self._xid else None
        return act(self, packet, now) if act else Event.IGNORED

    def _offered(self, packet: Packet, now: float) -> Event:
        """The first usable offer is taken."""
        if not packet.yiaddr:
            return Event.IGNORED
        self.state, self._tries, self.next_at = State.REQUESTING, 0, now
        self._wanted_address = packet.yiaddr
        self._offer_server = int.from_bytes(packet.options[54], "big")
        return Event.OFFERED

    def _acknowledged(self, packet: Packet, now: float) -> Event:
        """The lease counts from when the REQUEST was sent (RFC 2131 section 4.4.1)."""
        lease_time_s = _seconds(packet, 51)
        if not packet.yiaddr or not lease_time_s:
            return Event.IGNORED
        event = Event.RENEWED if self.lease else Event.BOUND
        self.lease = held = _held_from(packet, lease_time_s, self._sent_at)
        self.state, self.next_at = State.BOUND, held.t1_at
        return event

    def _refused(self, packet: Packet, now: float) -> Event:
        self._restart(now)
        return Event.REFUSED

    # ---- what the caller wants --------------------------------------------------------------------------------------

    def release(self, now: float) -> Outgoing:
        """Give the address back and stop (RFC 2131 section 4.4.6); ValueError without a lease."""
        held = self._held()
        self._xid = self._new_xid()
        named = {54: _address(held.server_identifier)}
        payload = self._packet(Message.RELEASE, now, named, ciaddr=held.address)
        self.state, self.lease, self.next_at = State.STOPPED, None, None
        return Outgoing(payload, held.server_identifier)

    def decline(self, address: int, now: float) -> Outgoing:
        """Tell the server that the address is in use by another, then begin anew after 10 s; ValueError without a
        lease (RFC 2131 sections 3.1 step 5 and 4.4.1).
        """
        named = {50: _address(address), 54: _address(self._held().server_identifier)}
        self._xid = self._new_xid()
        payload = self._packet(Message.DECLINE, now, named)
        self._restart(now + REST_AFTER_DECLINE_S)
        return Outgoing(payload, BROADCAST)

    def inform(self, address: int, now: float) -> Outgoing:
        """Ask for options only, for an address configured otherwise (RFC 2131 section 4.4.3); the state stays."""
        self._inform_xid = self._new_xid()
        return Outgoing(
            self._packet(Message.INFORM, now, self._wishes, ciaddr=address, xid=self._inform_xid), BROADCAST
        )

    # ---- parts ------------------------------------------------------------------------------------------------------

    def _held(self) -> Held:
        if self.lease is None:
            raise ValueError("the client holds no lease")
        return self.lease

    def _restart(self, at: float) -> None:
        self.state, self.lease, self.next_at = State.INIT, None, at

    def _begin(self, state: State, now: float) -> None:
        """A new exchange: its own xid, and secs counted from here."""
        self.state, self._began, self._tries = state, now, 0
        self._xid = self._new_xid()

    def _new_xid(self) -> int:
        return self._random.getrandbits(32)

    def _again(self, now: float, payload: bytes) -> Outgoing:
        wait = min(FIRST_WAIT_S * 2 ** min(self._tries, 10), LONGEST_WAIT_S)
        self._tries += 1
        self._sent_at = now
        self.next_at = now + wait + self._random.uniform(-JITTER_S, JITTER_S)
        return Outgoing(payload, BROADCAST)

    def _packet(
        self, kind: Message, now: float, options: dict[int, bytes], *, ciaddr: int = 0, xid: int | None = None
    ) -> bytes:
        secs, flags = min(0xFFFF, max(0, int(now - self._began))), self._flags
        if kind in (Message.RELEASE, Message.DECLINE):
            secs = flags = 0  # RFC 2131 table 5
        all_options = {53: bytes((kind,)), **options, **self._identity, **self._relay}
        return encode(
            Packet(
                op=BOOTREQUEST,
                htype=1,
                hlen=len(self.chaddr),
                hops=1 if self.giaddr else 0,
                xid=self._xid if xid is None else xid,
                secs=secs,
                flags=flags,
                ciaddr=ciaddr,
                yiaddr=0,
                siaddr=0,
                giaddr=self.giaddr,
                chaddr=self.chaddr,
                sname=b"",
                file=b"",
                options=all_options,
            )
        )


_DUE: Mapping[State, Callable[[Client, float], Outgoing]] = {
    State.INIT: Client._discover,
    State.SELECTING: Client._discover,
    State.REQUESTING: Client._request,
    State.INIT_REBOOT: Client._reboot,
    State.REBOOTING: Client._reboot,
    State.BOUND: Client._renew,
    State.RENEWING: Client._renew,
    State.REBINDING: Client._rebind,
}
"""What a state sends when its time has come (RFC 2131 figure 5)."""

_OFFER, _ACK, _NAK = (bytes((kind,)) for kind in (Message.OFFER, Message.ACK, Message.NAK))

_ON: Mapping[tuple[State, bytes | None], Callable[[Client, Packet, float], Event]] = {
    (State.SELECTING, _OFFER): Client._offered,
    **{(state, _ACK): Client._acknowledged for state in (State.REQUESTING, State.REBOOTING)},
    **{(state, _ACK): Client._acknowledged for state in (State.RENEWING, State.REBINDING)},
    **{(state, _NAK): Client._refused for state in (State.REQUESTING, State.REBOOTING)},
    **{(state, _NAK): Client._refused for state in (State.RENEWING, State.REBINDING)},
}
"""What a state does on a server's message; pairs that are not here are ignored (RFC 2131 figure 5)."""


def _present(options: Mapping[int, bytes | None]) -> dict[int, bytes]:
    return {code: raw for code, raw in options.items() if raw}


def _address(address: int) -> bytes:
    return address.to_bytes(4, "big")


def _seconds(packet: Packet, code: int) -> int:
    """A time option; 0 where it is missing or misshapen."""
    raw = packet.options.get(code, b"")
    return int.from_bytes(raw, "big") if len(raw) == 4 else 0


def _held_from(packet: Packet, lease_time_s: int, since: float) -> Held:
    server = int.from_bytes(packet.options[54], "big")
    if lease_time_s == INFINITY:
        return Held(packet.yiaddr, server, lease_time_s, None, None, None, packet.options)
    t1 = _seconds(packet, 58) or lease_time_s * 0.5
    t2 = _seconds(packet, 59) or lease_time_s * 0.875
    if not t1 < t2 < lease_time_s:  # nonsense times: the defaults of RFC 2131 section 4.4.5
        t1, t2 = lease_time_s * 0.5, lease_time_s * 0.875
    return Held(packet.yiaddr, server, lease_time_s, since + t1, since + t2, since + lease_time_s, packet.options)
