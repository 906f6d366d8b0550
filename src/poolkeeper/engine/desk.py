"""Desk: answers a batch of DHCP asks. Decide in order of arrival, commit once, and only then let the answers go.

If the store refuses, the whole batch is undone and nobody is answered: clients ask again (RFC 2131 section 4.1).
Also here: what makes leases end, by time or by hand, since both write leases the same way.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.allocator import Found, Mark
from poolkeeper.domain.change import Change, Delete, Put
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
from poolkeeper.store.base import StoreError
from poolkeeper.tree import Refusal

from .batch import Edits
from .board import Board
from .core import LEASES, Core
from .v6only import calm


class Wish(NamedTuple):
    """What the codec adds to an ask for the book: the host name and the relay's option 82 as received."""

    ask: Ask
    interface: int  # item id in /interface where it arrived
    host_name: str | None
    agent: bytes | None
    packet: bytes = b""
    port: int = 0  # the sender's


class LeaseEvent(NamedTuple):
    """A lease was bound, or its binding ended, on a server that somebody follows: a lease-script, ARP, RADIUS.

    lease: times are house seconds. packet: the request that bound it, empty where no packet ended it.
    """

    server: int
    name: str
    bound: bool
    lease: LeaseRow
    packet: bytes = b""


SERVERS = "/ip/dhcp-server"
REFUSAL_LOG_S = 10
"""A store that refuses is logged at most once in so many seconds; the counter counts every packet."""


class Desk:
    """The DHCP side of the house; ``decide``'s View."""

    def __init__(self, core: Core, board: Board) -> None:
        self.core = core
        self.board = board
        self._said: list[tuple[str, str]] = []
        self._events: list[LeaseEvent] = []
        self._refused_at = -REFUSAL_LOG_S
        self._reserved = 0
        core.free_lease = self.free_lease
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
        found = self.core.space.pick(pool, (server, key), wanted or None)
        return found if isinstance(found, Found) else None

    def reservation(self, server: int, ask: Ask) -> Reservation | None:
        """The static lease that fits a client, else what RADIUS granted it."""
        found = self.board.reservation(server, ask)
        if found is None and self.core.grants:
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
                return book.client[row]
        agent = agent_identity(ask.agent)
        return client_key_by(server.identifiers, ask.chaddr, ask.client_identifier, agent)

    # -- a batch of packets ------------------------------------------------------------------------------------------

    def answer(self, wishes: Sequence[Wish]) -> list[Decision | None]:
        """A decision for each wish, those to be answered durable by now; None where no server is in charge.

        After a refusal of the store every decision is None.
        """
        core, board = self.core, self.board
        board.refresh()
        now = core.space.now = core.clock.now()
        if self._hurried:
            self._hurried.clear()
        decisions: list[Decision | None] = []
        changes: list[Change] = []
        mark = self._begin()
        try:
            for wish in wishes:
                server = self._in_charge(wish)
                if server is None:
                    core.counters["dhcp-no-server"] += 1
                    decisions.append(None)
                    continue
                if server.radius and self._awaits_radius(wish, server, now):
                    decisions.append(None)
                    continue
                if server.matchers:
                    server = board.matched(server, wish.ask, wish.packet)
                if server.least_lease_time_s:
                    server = self._hurry(server)
                decision = decide(wish.ask, calm(board, server, wish.ask) if server.rapid_commit else server, self, now)
                self._apply(wish, decision, changes, now)
                if decision.answer == OFFER and not decision.probe and not wish.ask.giaddr:
                    decision = self._louder(decision)
                decisions.append(decision)
            if changes:
                core.store.commit(changes)
        except StoreError as error:
            self._undo(mark)
            self._refused(error, len(wishes), now)
            return [None] * len(wishes)
        except BaseException:
            self._undo(mark)
            raise
        self._keep(mark)
        return decisions

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
                if book.client[row] == key:
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
        """The server with the lease time that fits the fill of its pool; the pool's counts are summed once a batch."""
        found = self._hurried.get((server.id, server.matcher))
        if found is None:
            fill = self.core.fill(server.pool)
            span = shortened(server.lease_time_s, server.least_lease_time_s, fill.total - fill.available, fill.total)
            found = self._hurried[server.id, server.matcher] = server._replace(lease_time_s=span)
        return found

    def _begin(self) -> Mark:
        """Open a batch: leases, addresses and ids can be put back until it is kept."""
        self.core.book.begin()
        self._said.clear()
        self._events.clear()
        self._reserved = self.core.tables[LEASES].reserved
        return self.core.space.mark()

    def _keep(self, mark: Mark) -> None:
        """Close a batch that is on disk, and say in the log what it did."""
        self.core.book.keep()
        self.core.space.forget(mark)
        self._tell(self._said, self._events)

    def _tell(self, said: list[tuple[str, str]], events: list[LeaseEvent]) -> None:
        """What became durable, to the log and to whoever runs lease-scripts (who only takes note here)."""
        for topics, message in said:
            self.core.log(topics, message)
        for event in events:
            for hear in self.core.on_lease:
                hear(event)

    def _event(self, server: int, name: str, bound: bool, lease: LeaseRow, packet: bytes = b"") -> None:
        """Note what those are to be told who follow the leases of a server, where it has any."""
        values = self.core.tables[SERVERS].items.get(server, {})
        if values.get("lease-script") or values.get("add-arp") or values.get("use-radius", "no") != "no":
            self._events.append(LeaseEvent(server, name, bound, lease, packet))

    def _undo(self, mark: Mark) -> None:
        self.core.book.undo()
        self.core.space.rollback(mark)
        self.core.tables[LEASES].reserved = self._reserved  # ids of a block that was not kept are not spent

    def _refused(self, error: StoreError, packets: int, now: int) -> None:
        self.core.counters["dhcp-not-kept"] += packets
        if now - self._refused_at >= REFUSAL_LOG_S:
            self._refused_at = now
            self.core.log("dhcp,error,critical", f"leases can not be kept, clients are not answered: {error}")

    def _apply(self, wish: Wish, decision: Decision, changes: list[Change], now: int) -> None:
        """Bring a decision into memory and note what must become durable."""
        act = decision.act
        if act == Act.BIND or act == Act.HOLD:
            self._bind(wish, decision, changes, now)
        elif act == Act.FREE:
            self._free(self.core.book.row_at(decision.address), changes)
            self.core.grants.pop((decision.server.id, decision.key), None)
        elif act == Act.REST:
            self._rest(decision, changes, now)
        elif decision.address:
            row = self.core.book.row_of_client(decision.server.id, decision.key)
            if row >= 0:
                self.core.book.touch(row, now)
        if decision.silence:
            self._silent(wish, decision)

    def _bind(self, wish: Wish, decision: Decision, changes: list[Change], now: int) -> None:
        core, book, ask = self.core, self.core.book, wish.ask
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
                self._free(row, changes)
            core.space.take(address, (server.id, key))
        own = decision.reservation
        if own is not None and own.id and book.row_of_id(own.id) in (-1, row):
            item = own.id
        elif not item:
            item, spent = core.next_lease_id()
            if spent is not None:
                changes.append(spent)
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
            kept = (
                item, key, ask.chaddr, server.id, decision.pool, State.BOUND.value,
                starts + offset, expires, now + offset, wish.host_name, agent, client_id,
            )  # fmt: skip
            changes.append(Put("lease", (address,), kept))
            if decision.fresh:
                self._said.append(
                    ("dhcp,info", f"{server.name} assigned {show_ipv4(address)} to {mac_text(ask.chaddr)}")
                )
                self._event(server.id, server.name, True, lease, wish.packet)

    def _free(self, row: int, changes: list[Change]) -> None:
        """End a lease: its address is free again, and remembered for its client."""
        if row < 0:
            return
        core, book = self.core, self.core.book
        lease = book.get(row)
        book.drop(row)
        if lease.state in (State.DECLINED, State.CONFLICT):
            core.space.wake(lease.address)
        else:
            used = lease.state == State.BOUND
            core.space.release(lease.address, (lease.server, lease.client), used)
        if lease.state not in (State.OFFERED, State.TESTING):
            changes.append(Delete("lease", (lease.address,)))
        if lease.state == State.BOUND:
            name = core.look.name(SERVERS, lease.server) or f"*{lease.server:X}"
            self._event(lease.server, name, False, lease)
            self._said.append(("dhcp,info", f"{name} deassigned {show_ipv4(lease.address)} from {mac_text(lease.mac)}"))

    def _rest(self, decision: Decision, changes: list[Change], now: int) -> None:
        """The client declined the address."""
        lease = self._set_aside(decision, State.DECLINED, decision.expires, changes)
        name = decision.server.name
        if lease.state == State.BOUND:
            self._event(decision.server.id, name, False, lease)
        self._said.append(
            ("dhcp,warning", f"{name} {mac_text(lease.mac)} declined {show_ipv4(lease.address)}: address is in use")
        )

    def _set_aside(
        self, decision: Decision, state: State, expires: int, changes: list[Change], mac: bytes | None = None
    ) -> LeaseRow:
        """Let the address of a client rest, and the client have others; the lease as it was. mac: who uses it."""
        core, book = self.core, self.core.book
        row = book.row_of_client(decision.server.id, decision.key)
        lease = book.get(row)
        core.space.release(lease.address, None)
        core.space.rest(lease.address)
        # The client may come back at once for another address: the resting lease is the address's, not the client's.
        resting = lease._replace(state=state, expires=expires, client=resting_key(lease), mac=mac or lease.mac)
        item, spent = core.next_lease_id()
        if spent is not None:
            changes.append(spent)
        if lease.id in core.tables[LEASES].items:
            resting = resting._replace(id=item)
        book.drop(row)
        book.put(resting)
        changes.append(self._kept(resting))
        return lease

    def _kept(self, lease: LeaseRow) -> Put:
        wall = self.core.clock.wall
        kept = lease._replace(starts=wall(lease.starts), expires=wall(lease.expires), seen=wall(lease.seen))
        return Put("lease", (lease.address,), tuple(kept)[1:])

    def _silent(self, wish: Wish, decision: Decision) -> None:
        why = decision.silence
        self.core.counters[f"dhcp-{why.name.lower().replace('_', '-')}"] += 1
        if why == Silence.POOL_EMPTY:
            server = decision.server
            pool = self.core.look.name("/ip/pool", server.pool) or f"*{server.pool:X}"
            self._said.append(("dhcp,error", f"{server.name}: failed to give out IP address: pool <{pool}> is empty"))

    # -- what probes found --------------------------------------------------------------------------------------------

    def is_testing(self, decision: Decision) -> bool:
        """Whether the address still waits for its probe; its client may have gone, or taken it, meanwhile."""
        book = self.core.book
        row = book.row_of_client(decision.server.id, decision.key)
        return row >= 0 and book.address[row] == decision.address and book.state[row] == State.TESTING

    def proven(self, decision: Decision) -> None:
        """Nobody answered at the address: it may be offered."""
        if self.is_testing(decision):
            self.core.book.proven(self.core.book.row_at(decision.address))

    def conflict(self, decision: Decision, finder: bytes | None) -> None:
        """Somebody answered: the address rests for a lease time. finder: the hardware address, None behind a relay."""
        if not self.is_testing(decision):
            return
        now = self.core.clock.now()
        changes: list[Change] = []
        mark = self._begin()
        try:
            rest = min(decision.server.lease_time_s, 86_400)
            lease = self._set_aside(decision, State.CONFLICT, now + rest, changes, finder)
            how, who = ("ARP", f" from {mac_text(finder)}") if finder else ("ICMP", "")
            name, address = decision.server.name, show_ipv4(lease.address)
            self._said.append(("dhcp,warning", f"{name} detected conflict by {how} response for {address}{who}"))
            self.core.store.commit(changes)
        except StoreError as error:
            self._undo(mark)
            self._refused(error, 0, now)
            return
        self._keep(mark)

    def wake(self, item: int) -> None:
        """A resting lease whose address nobody answers at ends."""
        if self.core.book.row_of_id(item) < 0:
            return
        edits = Edits(self.core)
        self.free_lease(edits, item)
        try:
            edits.commit()
        except StoreError as error:
            self._refused(error, 0, self.core.clock.now())

    # -- what ends leases ----------------------------------------------------------------------------------------------

    def expire(self, most: int = 256) -> int:
        """End the leases whose time has come, at most ``most``; how many there were. Called by the timer."""
        core, book = self.core, self.core.book
        now = core.space.now = core.clock.now()
        rows = book.expired(now, most)
        if not rows:
            return 0
        leases = [book.get(row) for row in rows]
        changes: list[Change] = []
        mark = self._begin()
        try:
            for row, lease in zip(rows, leases, strict=True):
                self._timed_out(row, lease, changes)
            if changes:
                core.store.commit(changes)
        except StoreError as error:
            self._undo(mark)
            self._refused(error, 0, now)
            for lease in leases:
                book.again(lease.address, now + REFUSAL_LOG_S)
            return 0
        self._keep(mark)
        return len(rows)

    def _timed_out(self, row: int, lease: LeaseRow, changes: list[Change]) -> None:
        if lease.state == State.OFFERED:
            name = self.core.look.name("/ip/dhcp-server", lease.server) or f"*{lease.server:X}"
            self._said.append(
                ("dhcp,warning",
                 f"{name} offering lease {show_ipv4(lease.address)} for {mac_text(lease.mac)} without success")
            )  # fmt: skip
        self._free(row, changes)
        self.core.grants.pop((lease.server, lease.client), None)

    def free_lease(self, edits: Edits, item: int) -> None:
        """End one lease by hand, as part of a group of edits."""
        book, space = self.core.book, self.core.space
        row = book.row_of_id(item)
        if row < 0:
            raise Refusal("no such item")
        lease = book.get(row)
        self._said.clear()
        self._events.clear()
        space.now = self.core.clock.now()
        mark = space.mark()
        self._free(row, edits.changes)
        said, events = list(self._said), list(self._events)

        def undo() -> None:
            space.rollback(mark)
            book.put(lease)

        def after() -> None:
            space.forget(mark)
            self.core.grants.pop((lease.server, lease.client), None)
            self._tell(said, events)

        edits.on_undo(undo)
        edits.after.append(after)


def resting_key(lease: LeaseRow) -> bytes:
    """The key of an address that rests: its own, so that the client that declined it may have others meanwhile."""
    return b"\x02" + lease.address.to_bytes(4, "big") + lease.client


def mac_text(mac: bytes) -> str:
    """A hardware address as the log writes it."""
    return mac.hex(":").upper()
