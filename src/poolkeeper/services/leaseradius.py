"""Leases by RADIUS: asks for clients of servers with ``use-radius=yes``, and lets their packets go on with the answer.

The packet path hands a client's packet over and goes on with others; when RADIUS has answered, the packet comes to the
desk once more and finds a grant (``engine.grants``). A refusal, or no answer from any server, means silence.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from poolkeeper.domain.dhcp4 import FOREVER, Reservation, Server
from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.domain.option_forms import framed_route
from poolkeeper.engine.board import SERVERS
from poolkeeper.engine.desk import Desk, Wish
from poolkeeper.engine.grants import Grant, GrantKey, grant_key
from poolkeeper.engine.leasework import mac_text
from poolkeeper.wire.radius import (
    MIKROTIK,
    MIKROTIK_RATE_LIMIT,
    MIKROTIK_STR1,
    MIKROTIK_STR2,
    Attr,
    Attributes,
    Code,
    Packet,
    Peer,
)

from .radiuspeers import RadiusPeers

Ask = Callable[[Peer, Attributes], Awaitable[Packet | None]]
MOST_WAITING = 4000
"""Clients that may wait for RADIUS; one more is not answered and asks again (RFC 2131 section 4.1)."""
LEAST_INTERIM_S = 60
"""RFC 2869 section 5.16: an interim interval is not less than this."""
USER_CHOOSES, NAS_CHOOSES = 0xFFFFFFFF, 0xFFFFFFFE
"""Values of Framed-IP-Address that name no address, RFC 2865 section 5.8."""


class LeaseRadius:
    """The clients that wait for RADIUS. again: gives a packet to the packet path once more."""

    def __init__(
        self,
        desk: Desk,
        peers: RadiusPeers,
        ask: Ask,
        again: Callable[[Wish], None],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._desk = desk
        self._core, self._peers, self._ask, self._again, self._spawn = desk.core, peers, ask, again, spawn
        self._waiting: dict[GrantKey, Wish] = {}
        self._silent: set[int] = set()
        desk.ask_radius = self.note

    def note(self, wish: Wish, server: Server) -> None:
        """Take a client's packet. While RADIUS is asked about the client, its newest packet is the one that counts."""
        key = grant_key(self._desk, server.id, wish.ask)
        if key in self._waiting:
            self._waiting[key] = wish
        elif len(self._waiting) < MOST_WAITING:
            self._waiting[key] = wish
            self._spawn(self._work(key, wish, server))
        else:
            self._core.counters["dhcp-radius-busy"] += 1

    async def _work(self, key: GrantKey, wish: Wish, server: Server) -> None:
        try:
            packet = await self._answer(key, wish, server)
        finally:
            newest = self._waiting.pop(key)
        if packet is None:
            return
        granted, grants = packet.code == Code.ACCESS_ACCEPT, self._core.grants
        if self._core.tables[SERVERS].items.get(server.id, {}).get("use-radius") == "yes":  # still, or nobody cares
            grants.put(key, self._grant(packet, server) if granted else self._refusal(packet, newest, server))
        grants.at_hand = key
        try:
            self._again(newest)
        finally:
            grants.at_hand = None
            if not granted or self._core.book.row_of_client(*key) < 0:  # nothing stands that a grant could belong to
                grants.drop(key)

    async def _answer(self, key: GrantKey, wish: Wish, server: Server) -> Packet | None:
        lease = self._as_known(key, wish)
        for peer, realm in self._peers.to_ask(server.name):
            packet = await self._ask(peer, self._peers.client(lease, realm, server.name))
            if packet is not None:
                self._silent.discard(server.id)
                return packet
        self._core.counters["dhcp-radius-silent"] += 1
        if server.id not in self._silent:
            self._silent.add(server.id)
            self._core.log("dhcp,warning", f"{server.name}: no RADIUS server answers, clients wait")
        return None

    def _as_known(self, key: GrantKey, wish: Wish) -> LeaseRow:
        """The client's lease, or what is known of a client without one."""
        row = self._core.book.row_of_client(*key)
        if row >= 0:
            return self._core.book.get(row)._replace(agent=wish.agent)
        ask = wish.ask
        wanted = ask.ciaddr or ask.requested_address
        return LeaseRow(
            wanted, 0, key[1], ask.chaddr, key[0], 0, State.WAITING, 0, 0, 0,
            wish.host_name, wish.agent, ask.client_identifier,
        )  # fmt: skip

    def _refusal(self, packet: Packet, wish: Wish, server: Server) -> Grant:
        why = (packet.first(Attr.REPLY_MESSAGE) or b"").decode("utf-8", "replace")
        name = mac_text(wish.ask.chaddr)
        self._core.log("dhcp,warning", f"{server.name} RADIUS refused {name}" + (f": {why}" if why else ""))
        return Grant(Reservation(0, 0, 0, None, True, False), self._core.clock.now())

    def _grant(self, packet: Packet, server: Server) -> Grant:
        address = packet.number(Attr.FRAMED_IP_ADDRESS) or 0
        span = packet.number(Attr.SESSION_TIMEOUT)
        rate = packet.vendor(MIKROTIK, MIKROTIK_RATE_LIMIT) or b""
        address = 0 if address in (USER_CHOOSES, NAS_CHOOSES) else address
        own = Reservation(
            0,
            address,
            self._pool(packet),
            min(span, FOREVER) if span else None,
            False,
            False,
            routes=self._routes(packet, server),
            strings=(packet.vendor(MIKROTIK, MIKROTIK_STR1) or b"", packet.vendor(MIKROTIK, MIKROTIK_STR2) or b""),
        )
        interim = packet.number(Attr.ACCT_INTERIM_INTERVAL) or 0
        return Grant(
            own,
            self._core.clock.now(),
            rate.decode("utf-8", "replace"),
            tuple(value for each, value in packet.attributes if each == Attr.CLASS),
            max(LEAST_INTERIM_S, interim) if interim else 0,
        )

    def _routes(self, packet: Packet, server: Server) -> tuple[tuple[int, int, int], ...]:
        """What Framed-Route says, where the server is to pass it on."""
        if self._core.tables[SERVERS].items.get(server.id, {}).get("use-framed-as-classless") is False:
            return ()
        routes: list[tuple[int, int, int]] = []
        for text in (
            value.decode("utf-8", "replace") for each, value in packet.attributes if each == Attr.FRAMED_ROUTE
        ):
            try:
                routes.append(framed_route(text))
            except ValueError as error:
                self._core.log("dhcp,error", f"{server.name} RADIUS sent a {error}: it is left out")
        return tuple(routes)

    def _pool(self, packet: Packet) -> int:
        name = (packet.first(Attr.FRAMED_POOL) or b"").decode("utf-8", "surrogateescape")
        if not name:
            return 0
        item = self._core.look.find("/ip/pool", name)
        if item is None:
            self._core.log("dhcp,error", f"RADIUS names pool <{name}>, which is not there: the server's own is used")
        return item or 0
