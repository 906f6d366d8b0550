"""Express: the quick way of the desk for what most packets ask, with the result of ``domain.dhcp4.decide``.

A new client's DISCOVER, a known client's DISCOVER, the REQUEST for what was offered, a renewal: by Ethernet clients,
whatever they say of themselves that a lease keeps, on servers without rules of their own for clients. Everything else
is refused here and takes the full way; when in doubt, refuse. What may be asked of a server is found out once for each
version of the board (``Lane``), what depends on the client at each packet.
"""

from collections.abc import Callable
from typing import Any

from poolkeeper.domain.change import LeaseRecord
from poolkeeper.domain.dhcp4 import FOREVER, HOLD_S, Network, Server
from poolkeeper.domain.interfaces import Interface
from poolkeeper.domain.lease import State
from poolkeeper.domain.relay_agent import chosen_subnet

from .board import Board
from .core import LEASES, Core
from .leases import HEAD, ODD, SENT_ID
from .leasework import assigned
from .logbook import Saying

BOUND, OFFERED = State.BOUND.value, State.OFFERED.value
ODDS = ODD | SENT_ID
Sent = tuple[str | None, bytes | None, bytes | None]
"""What a client says of itself beside its MAC: host name, client identifier, option 82."""
NOTHING: Sent = (None, None, None)
MOST_LANES = 4096
"""Servers are as many as relays and interfaces; giaddrs may be as many as somebody makes up."""


class Lane:
    """What the quick way needs of one server for the packets that one relay sends, or that come directly.

    giaddr, link: where they come from, giaddr 0 for those past the relay. head: the client's key but for its MAC.
    first, last: the addresses that may be promised again; they lie in one range of the pool, and whoever has another
    takes the full way. network: what all addresses of the pool lie in. fresh: whether clients without a lease may be
    served, bound: whether clients may be bound anew. kept, relay: for whoever writes the answers, what it wants to keep
    with the lane.
    """

    __slots__ = (
        "bound", "first", "fresh", "giaddr", "head", "identifier", "kept", "last", "lease_time_s", "link", "name",
        "network", "pool", "relay", "server", "source",
    )  # fmt: skip

    def __init__(
        self,
        server: Server,
        giaddr: int,
        link: Interface,
        span: tuple[int, int],
        network: Network | None,
        followed: bool,
    ) -> None:
        self.server = server
        self.giaddr, self.link = giaddr, link
        self.head = server.id.to_bytes(HEAD, "big") + b"\x00"
        self.first, self.last = span
        self.network = network
        self.name, self.pool = server.name, server.pool
        self.lease_time_s, self.identifier, self.source = server.lease_time_s, server.identifier, server.source
        self.fresh = not server.probes
        self.bound = not followed
        self.kept: dict[Any, Any] = {}
        self.relay = 0


class Express:
    """Serves within the open batch of a desk; see there. -1 and False mean: take the full way."""

    def __init__(self, core: Core, board: Board, follows: Callable[[int], bool]) -> None:
        self._core, self._board, self._follows = core, board, follows
        self._book, self._space, self._table = core.book, core.space, core.tables[LEASES]
        self._addresses = core.book.by_client
        self._macs, self._reserved = board.by_mac, board.reserved
        self._client_ids, self._agents = board.by_client_id, board.by_agent
        self._lanes: dict[tuple[int, int], Lane | None] = {}
        self._relayed: dict[int, Lane | None] = {}
        self._version = -1
        self._now = self._offset = 0
        self._records: list[LeaseRecord] = []
        self._said: list[Saying] = []

    def open(self, now: int, records: list[LeaseRecord], said: list[Saying]) -> None:
        """Begin a batch of the desk at a house second."""
        self._now, self._offset = now, self._core.clock.offset_s
        self._records, self._said = records, said
        if self._version != self._board.version or len(self._lanes) > MOST_LANES:
            self._version = self._board.version
            self.forget()

    def forget(self) -> None:
        """Find lanes anew, and what was kept with them."""
        self._lanes.clear()
        self._relayed.clear()

    # -- lanes -------------------------------------------------------------------------------------------------------

    def lane(self, index: int, giaddr: int) -> Lane | None:
        """The lane of packets that come by an interface (kernel index) and a relay; None without one."""
        try:
            return self._lanes[index, giaddr]
        except KeyError:
            made = self._lanes[index, giaddr] = self._find(index, giaddr)
            return made

    def lane_of(self, index: int, address: int, chaddr: bytes, sent: Sent) -> Lane | None:
        """The lane of a client that renews past its relay, by the lease it names (RFC 2131 section 4.3.2)."""
        book = self._book
        row = book.row_at(address)
        if row >= 0:
            server = book.server[row]
            if server not in self._relayed:
                self._relayed[server] = self._of_server(index, 0, self._board.relayed_server(server))
            lane = self._relayed[server]
            if lane is not None and lane.link.number == index and book.whose[row] == _whose(lane, chaddr, sent):
                return lane
            if self._board.relayed_server(server) is not None:
                return None
        return self.lane(index, 0)

    def _find(self, index: int, giaddr: int) -> Lane | None:
        found = self._board.by_index.get(index)
        return None if found is None else self._of_server(index, giaddr, self._board.server_for(found[0], giaddr))

    def _of_server(self, index: int, giaddr: int, server: Server | None) -> Lane | None:
        found = self._board.by_index.get(index)
        if server is None or found is None or not server.pool or not _is_plain(server):
            return None
        try:
            ranges = tuple(self._space.pool(server.pool).ranges)
        except KeyError:
            return None
        if not ranges:
            return None
        networks = {self._board.network_over(span) for span in ranges}
        if len(networks) != 1 or not (network := networks.pop()):
            return None  # the mask may differ from address to address
        widest = max(ranges, key=lambda span: span[1] - span[0])
        return Lane(server, giaddr, found[1], widest, network, self._follows(server.id))

    # -- packets -----------------------------------------------------------------------------------------------------

    def offer(self, lane: Lane, chaddr: bytes, sent: Sent = NOTHING, wanted: int = 0) -> int:
        """The address to offer to a client, held for it; -1 to take the full way.

        wanted: what it wishes for, which counts only where it has no lease.
        """
        if chaddr in self._macs or (sent is not NOTHING and self._is_ruled(sent)):
            return -1
        book = self._book
        whose = lane.head + chaddr if sent is NOTHING else _whose(lane, chaddr, sent)
        address = self._addresses.get(whose, -1)
        if address < 0:
            table = self._table
            item = table.next_id
            if wanted or not lane.fresh or item >= table.reserved or (sent is not NOTHING and book.is_counting()):
                return -1
            address = self._space.grab(lane.pool, whose)
            if address >= 0:
                table.next_id = item + 1
                book.hold(address, whose, item, lane.server.id, lane.pool, self._now, self._now + HOLD_S)
                if sent is not NOTHING:
                    self._keep(book.row_at(address), chaddr, sent)
            return address
        if not lane.first <= address <= lane.last or address in self._reserved:
            return -1
        row = book.row_at(address)
        state = book.state[row]
        if state == BOUND:
            book.seen[row] = self._now
        elif state == OFFERED and self._says_the_same(row, chaddr, sent):
            book.prolong(row, OFFERED, self._now, self._now + HOLD_S, self._now)
        else:
            return -1
        return address

    def bind(self, lane: Lane, chaddr: bytes, address: int, sent: Sent = NOTHING) -> bool:
        """Bind the address to the client that holds it or was offered it; False to take the full way."""
        book = self._book
        whose = lane.head + chaddr if sent is NOTHING else _whose(lane, chaddr, sent)
        if self._addresses.get(whose) != address or not lane.first <= address <= lane.last:
            return False
        row = book.row_at(address)
        if address in self._reserved or chaddr in self._macs or not self._says_the_same(row, chaddr, sent):
            return False
        if sent is not NOTHING and self._is_ruled(sent):
            return False
        now, state = self._now, book.state[row]
        if state == BOUND:
            starts = book.starts[row]
        elif state == OFFERED and lane.bound:
            starts = now
            self._said.append(("dhcp,info", assigned, lane.name, address, chaddr))
        else:
            return False
        expires = now + lane.lease_time_s if lane.lease_time_s < FOREVER else 0
        book.prolong(row, BOUND, starts, expires, now)
        offset = self._offset
        agent = book.agent.get(row) if book.marks[row] & ODD else None
        self._records.append(
            (address, book.id[row], whose[HEAD:], chaddr, lane.server.id, book.pool[row], BOUND,
             starts + offset, expires + offset if expires else 0, now + offset, sent[0], agent, sent[1])
        )  # fmt: skip
        return True

    # -- what clients say of themselves ------------------------------------------------------------------------------

    def _is_ruled(self, sent: Sent) -> bool:
        """Whether something may be laid down for whoever says this: a static lease, or another subnet by its relay."""
        _, identifier, agent = sent
        if identifier is not None and identifier in self._client_ids:
            return True
        return agent is not None and (bool(self._agents) or chosen_subnet(agent, None) != 0)

    def _keep(self, row: int, chaddr: bytes, sent: Sent) -> None:
        """Write what a client says beside the lease that is held for it, as ``LeaseBook.put`` does."""
        book, (host, identifier, agent) = self._book, sent
        book.marks[row] = _marks(chaddr, host, identifier, agent)
        if host is not None:
            book.host[row] = host
        if agent is not None:
            book.agent[row] = agent
        if _is_other(identifier, chaddr):
            book.mac[row] = chaddr

    def _says_the_same(self, row: int, chaddr: bytes, sent: Sent) -> bool:
        """Whether a client says what its lease has of it: then nothing but its times changes.

        Option 82 may be missing: renewals pass by the relay, the place is still the same.
        """
        book = self._book
        marks = book.marks[row] & ODDS
        if not marks:
            return sent is NOTHING or _marks(chaddr, *sent) == 0
        host, identifier, agent = sent
        kept = book.agent.get(row)
        return (
            marks == _marks(chaddr, host, identifier, kept)
            and book.host.get(row) == host
            and agent in (None, kept)
            and row not in book.client_id
            and book.mac.get(row, chaddr) == chaddr
        )


def _is_other(identifier: bytes | None, chaddr: bytes) -> bool:
    """Whether an identifier names the client in place of its MAC (``domain.lease.client_key``)."""
    return identifier is not None and identifier != b"\x01" + chaddr


def _whose(lane: Lane, chaddr: bytes, sent: Sent) -> bytes:
    """``client_of`` the lane's server and this client."""
    identifier = sent[1]
    if identifier is None or not _is_other(identifier, chaddr):
        return lane.head + chaddr
    return lane.head[:HEAD] + b"\x01" + identifier


def _marks(chaddr: bytes, host: str | None, identifier: bytes | None, agent: bytes | None) -> int:
    """The marks of a lease whose client says this."""
    if _is_other(identifier, chaddr):
        return ODD
    return (0 if host is None and agent is None else ODD) | (0 if identifier is None else SENT_ID)


def _is_plain(server: Server) -> bool:
    """Whether nothing but the lease itself decides what a client of the server gets."""
    return not (
        server.matchers
        or server.radius
        or server.identifiers
        or server.mac_limit
        or server.least_lease_time_s
        or server.delay_threshold_s is not None
        or server.local_limit is not None
        or server.scope is not None
    )
