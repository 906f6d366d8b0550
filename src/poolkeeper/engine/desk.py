"""Desk: answers a batch of DHCP asks. Decide in order of arrival, commit once, and only then let the answers go.

If the store refuses, the whole batch is undone and nobody is answered: clients ask again (RFC 2131 section 4.1).
``ask`` decides any packet; ``express`` the commonest ones in a third of the time, with the same result.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.allocator import Found
from poolkeeper.domain.dhcp4 import (
    DISCOVER,
    HOLD_S,
    OFFER,
    REQUEST,
    Act,
    Ask,
    Decision,
    Reservation,
    Server,
    Silence,
    decide,
    shortened,
)
from poolkeeper.domain.lease import Identify, LeaseRow, State, client_key, client_key_by
from poolkeeper.domain.relay_agent import agent_identity, chosen_subnet
from poolkeeper.tree import Values

from .board import Board
from .classes import kept_classes
from .core import Core
from .endings import Endings
from .express import Express
from .leases import client_of
from .leasework import SERVERS, assigned, mac_text
from .v6only import calm, offer_of_nothing

BOUND = State.BOUND.value


class Wish(NamedTuple):
    """What the codec adds to an ask for the book: the host name and the relay's option 82 as received."""

    ask: Ask
    interface: int  # item id in /interface where it arrived
    host_name: str | None
    agent: bytes | None
    packet: bytes = b""
    port: int = 0  # the sender's


class Desk(Endings):
    """The DHCP side of the house; ``decide``'s View."""

    def __init__(self, core: Core, board: Board) -> None:
        super().__init__(core)
        self.board = board
        core.free_lease = self.free_lease
        self.agreed = board.nonces.told
        core.on_change[SERVERS].append(self._server_changed)
        self.express = Express(core, board, self.follows)
        self._now = 0
        self._hurried: dict[tuple[int, int], Server] = {}
        self.held = core.book.held
        self.ask_radius: Callable[[Wish, Server], None] = lambda wish, server: None
        """Takes the packet of a client whom RADIUS is to be asked about first; must not wait."""
        self.local_leases = core.book.local_leases
        self.reserved_for = board.reserved_for
        self.leases_of = core.book.leases_of

    # -- what decisions ask (domain.dhcp4.View) ---------------------------------------------------------------------

    def pick(self, pool: int, server: int, key: bytes, wanted: int, reserved: int) -> tuple[int, int] | None:
        """(address, pool) for a client of a pool and its chain."""
        found = self.core.space.pick(pool, client_of(server, key), wanted or None)
        return found if isinstance(found, Found) else None

    def reservation(self, server: int, ask: Ask) -> Reservation | None:
        """The static lease that fits a client, else what RADIUS granted it."""
        found = self.board.reservation(server, ask)
        if found is None and self.core.grants.concerns(server):
            grant = self.core.grants.of(self, server, ask)
            return None if grant is None else grant.own
        return found

    def available(self, address: int, reservation: int) -> bool:
        """Whether nobody holds the address and it is reserved for nobody but this reservation."""
        row = self.core.book.row_at(address)
        owner = self.board.reserved_for(address)
        space = self.core.space
        return (
            row < 0 and owner in (0, reservation) and space.holder(address) is None and not space.is_excluded(address)
        )

    def covers(self, pool: int, address: int) -> bool:
        """Whether the pool or its chain contains the address."""
        return self.core.covers(pool, address)

    def key_of(self, ask: Ask, server: Server) -> bytes:
        """What makes a client the same client on a server that has a rule of its own for it."""
        if ask.agent is None and ask.ciaddr and server.identifiers & Identify.AGENT:
            book = self.core.book  # it renews past its relay: the lease it names tells where it is
            row = book.row_at(ask.ciaddr)
            if row >= 0 and book.server[row] == server.id and book.get(row).mac == ask.chaddr:
                return book.client(row)
        agent = agent_identity(ask.agent)
        return client_key_by(server.identifiers, ask.chaddr, ask.client_identifier, agent)

    def _server_changed(self, item: int, before: Values | None, after: Values | None) -> None:
        """What RADIUS granted is worth nothing on a server that does not ask it any more."""
        if after is None or after.get("use-radius") != "yes":
            self.core.grants.drop_server(item)

    # -- a batch of packets ------------------------------------------------------------------------------------------

    def answer(self, wishes: Sequence[Wish]) -> list[Decision | None]:
        """A decision for each wish, those to be answered durable by now; None where no server is in charge.

        After a refusal of the store every decision is None.
        """
        with self.batch():
            decisions = [self.ask(wish) for wish in wishes]
        return decisions if self.close(len(wishes)) else [None] * len(wishes)

    @contextmanager
    def batch(self) -> Iterator[Express]:
        """Open a batch for ``ask`` and the express way, which it gives; to be closed after it, unless it failed."""
        core = self.core
        self.board.refresh()
        self._now = core.space.now = core.clock.now()
        self.next_round()
        with self._group():
            self.express.open(self._now, self.records, self.said)
            yield self.express

    def next_round(self) -> None:
        """Packets of the open batch that answers of it have led to come next: how full pools are is found out anew."""
        self._hurried.clear()

    def close(self, packets: int) -> bool:
        """Make the batch durable; False where the store refused: then nothing of it happened. packets: are in it."""
        return self._commit(packets)

    def ask(self, wish: Wish) -> Decision | None:
        """Decide one ask of the open batch; not durable before ``close``. None where no server is in charge, or the
        packet is kept until RADIUS has answered."""
        server = self._in_charge(wish)
        if server is None:
            self.core.counters["dhcp-no-server"] += 1
            return None
        if server.radius and self._awaits_radius(wish, server, self._now):
            return None
        if server.matchers:
            server = self.board.matched(server, wish.ask, wish.packet)
        if server.least_lease_time_s:
            server = self._hurry(server)
        if server.rapid_commit:
            server = calm(self.board, server, wish.ask)
        decision = decide(wish.ask, server, self, self._now)
        if decision.silence and (nothing := offer_of_nothing(self.board, decision, wish.ask)):
            return nothing
        self._apply(wish, decision)
        if decision.answer == OFFER and not decision.probe and not wish.ask.giaddr:
            return self._louder(decision)
        return decision

    def _in_charge(self, wish: Wish) -> Server | None:
        """The server of a packet. Renewals and releases pass by the relay (RFC 2131 section 4.3.2): there, the lease
        tells which server's client it is."""
        ask, book = wish.ask, self.core.book
        if ask.ciaddr and not ask.giaddr:
            row = book.row_at(ask.ciaddr)
            server = self.board.relayed_server(book.server[row]) if row >= 0 else None
            if server is not None:
                if server.identifiers:
                    key = self.key_of(ask, server)
                else:
                    key = client_key(ask.chaddr, ask.client_identifier)
                if book.client(row) == key:
                    return server
        if ask.agent is not None or ask.subnet is not None:
            link = chosen_subnet(ask.agent, ask.subnet)
            if link:
                return self.board.server_of_subnet(wish.interface, ask.giaddr, link)
        return self.board.server_for(wish.interface, ask.giaddr)

    def _louder(self, decision: Decision) -> Decision:
        """The third and the fourth offer in a row that a client does not take go by broadcast: it may be deaf to
        unicast before it has an address (RouterOS manual, ``always-broadcast``)."""
        row = self.core.book.row_at(decision.address)
        return decision._replace(broadcast=True) if self.core.book.offered(row) > 2 else decision

    def _awaits_radius(self, wish: Wish, server: Server, now: int) -> bool:
        """Whether RADIUS must be asked before this packet is decided; if so, it is. Static leases need no RADIUS.

        Every DISCOVER asks anew, a REQUEST only where nothing was granted: after a restart, or out of the blue.
        """
        ask = wish.ask
        if ask.kind not in (DISCOVER, REQUEST):
            return False
        if ask.server_identifier not in (0, server.identifier) and not ask.ciaddr:
            return False
        grant = self.core.grants.of(self, server.id, ask)
        if grant is not None and (ask.kind == REQUEST or now - grant.asked < HOLD_S):
            return False
        if self.board.reservation(server.id, ask) is not None:
            return False
        self.ask_radius(wish, server)
        return True

    def _hurry(self, server: Server) -> Server:
        """The server with the lease time that fits the fill of its pool; the pool's counts are summed once a round."""
        found = self._hurried.get((server.id, server.matcher))
        if found is None:
            fill = self.core.fill(server.pool)
            span = shortened(server.lease_time_s, server.least_lease_time_s, fill.total - fill.available, fill.total)
            found = self._hurried[server.id, server.matcher] = server._replace(lease_time_s=span)
        return found

    def _apply(self, wish: Wish, decision: Decision) -> None:
        """Bring a decision into memory and note what must become durable."""
        act = decision.act
        if act == Act.BIND or act == Act.HOLD:
            self._bind(wish, decision)
        elif act == Act.FREE:
            self._lose(self.core.book.row_at(decision.address))
            self.core.grants.drop((decision.server.id, decision.key))
        elif act == Act.REST:
            self._rest(decision)
        elif decision.address:
            row = self.core.book.row_of_client(decision.server.id, decision.key)
            if row >= 0:
                self.core.book.touch(row, self._now)
        if decision.silence:
            self._silent(wish, decision)

    def _lose(self, row: int) -> None:
        if row >= 0:
            self._end(row)

    def _bind(self, wish: Wish, decision: Decision) -> None:
        core, book, ask, now = self.core, self.core.book, wish.ask, self._now
        server, key, address = decision.server, decision.key, decision.address
        row = book.row_of_client(server.id, key)
        starts, item, agent = now, 0, wish.agent
        if row >= 0 and book.address[row] == address:
            if agent is None:
                agent = book.agent.get(row)  # renewals pass by the relay, the place is still the same
            item = book.id[row]
            if book.state[row] == State.BOUND:
                starts = book.starts[row]
        else:
            if row >= 0:
                self._end(row)
            core.space.take(address, client_of(server.id, key))
        own = decision.reservation
        if own is not None and own.id and book.row_of_id(own.id) in (-1, row):
            item = own.id
        elif not item:
            item, spent = core.next_lease_id()
            if spent is not None:
                self.changes.append(spent)
        bound = decision.act == Act.BIND
        state = State.BOUND if bound else State.TESTING if decision.probe else State.OFFERED
        client_id = ask.client_identifier
        lease = LeaseRow(
            address, item, key, ask.chaddr, server.id, decision.pool, state,
            starts, decision.expires, now, wish.host_name, agent, client_id,
        )  # fmt: skip
        book.put(lease)
        if bound:
            offset = core.clock.offset_s
            expires = decision.expires + offset if decision.expires else 0
            self.records.append(
                (address, item, key, ask.chaddr, server.id, decision.pool, BOUND,
                 starts + offset, expires, now + offset, wish.host_name, agent, client_id)
            )  # fmt: skip
            if server.radius and (decision.fresh or core.grants.at_hand):
                grant = core.grants.get((server.id, key))
                if grant is not None and grant.classes:
                    self.changes.append(kept_classes(address, item, grant.classes))
            if decision.fresh:
                self.said.append(("dhcp,info", assigned, server.name, address, ask.chaddr))
                self._event(server.id, server.name, True, lease, wish.packet)

    def _rest(self, decision: Decision) -> None:
        """The client declined the address."""
        lease = self._set_aside(decision, State.DECLINED, decision.expires)
        name = decision.server.name
        self.said.append(
            ("dhcp,warning", f"{name} {mac_text(lease.mac)} declined {show_ipv4(lease.address)}: address is in use")
        )

    def _silent(self, wish: Wish, decision: Decision) -> None:
        why = decision.silence
        self.core.counters[f"dhcp-{why.name.lower().replace('_', '-')}"] += 1
        if why == Silence.POOL_EMPTY:
            server = decision.server
            pool = self.core.look.name("/ip/pool", server.pool) or f"*{server.pool:X}"
            self.said.append(("dhcp,error", f"{server.name}: failed to give out IP address: pool <{pool}> is empty"))
