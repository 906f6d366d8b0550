"""LeaseWork: one open group of changes to leases: begin, end leases, set addresses aside, keep or undo, and then tell.

Memory changes under a journal while the group is open; what must become durable is collected in ``records`` and
``changes``. Who derives from it decides, commits, and keeps the group only when the store has taken it.
"""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.allocator import Mark
from poolkeeper.domain.change import Change, LeaseRecord
from poolkeeper.domain.dhcp4 import Decision
from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.store.base import StoreError

from .core import LEASES, Core
from .logbook import Saying

SERVERS = "/ip/dhcp-server"
REFUSAL_LOG_S = 10
"""A store that refuses is logged at most once in so many seconds; the counter counts every packet."""
UNKEPT = (State.OFFERED, State.TESTING)
"""States of which the store knows nothing."""


class LeaseEvent(NamedTuple):
    """A lease was bound, or its binding ended, on a server that somebody follows: a lease-script, ARP, RADIUS. Also
    where the binding of a client ended that was told a nonce.

    lease: times are house seconds. packet: the request that bound it, empty where no packet ended it. classes: what
    RADIUS wants to be told along with it (RFC 2865 section 5.25).
    """

    server: int
    name: str
    bound: bool
    lease: LeaseRow
    packet: bytes = b""
    classes: tuple[bytes, ...] = ()


class LeaseWork:
    """The group that is open now, if any. records, changes: what it must make durable."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.records: list[LeaseRecord] = []
        self.changes: list[Change] = []
        self.said: list[Saying] = []
        self._events: list[LeaseEvent] = []
        self.agreed: Container[int] = ()
        """Addresses whose clients were told a nonce, which ends with the lease: events tell of that end too."""
        self._mark: Mark = 0
        self._is_open = False
        self._reserved = 0
        self._refused_at = -REFUSAL_LOG_S

    # -- a group -----------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Open a group: leases, addresses and ids can be put back until it is kept.

        One that somebody left open, which is a bug, never happened.
        """
        if self._is_open:
            self._undo()
        self._is_open = True
        self.core.book.begin()
        self.records, self.changes, self.said, self._events = [], [], [], []
        self._reserved = self.core.tables[LEASES].reserved
        self._mark = self.core.space.mark()

    @contextmanager
    def _group(self) -> Iterator[None]:
        """A group that is undone when what stands in it fails; still open, and to be committed, after it."""
        self._begin()
        try:
            yield
        except BaseException:
            self._undo()
            raise

    def _commit(self, packets: int) -> bool:
        """Make the open group durable and keep it; where the store refuses it is undone, logged, and False returned.

        packets: how many wait for it, for the counter.
        """
        try:
            if self.changes or self.records:
                self.core.store.commit(self.changes, self.records)
        except StoreError as error:
            self._undo()
            self._refused(error, packets)
            return False
        except BaseException:
            self._undo()
            raise
        self._keep()
        return True

    def _keep(self) -> None:
        """Close a group that is on disk, and say in the log what it did."""
        self._is_open = False
        self.core.book.keep()
        self.core.space.forget(self._mark)
        self._tell(self.said, self._events)

    def _undo(self) -> None:
        self._is_open = False
        self.core.book.undo()
        self.core.space.rollback(self._mark)
        self.core.tables[LEASES].reserved = self._reserved  # ids of a block that was not kept are not spent

    def _tell(self, said: list[Saying], events: list[LeaseEvent]) -> None:
        """What became durable, to the log and to whoever runs lease-scripts (who only takes note here)."""
        self.core.log.write(said)
        for event in events:
            for hear in self.core.on_lease:
                hear(event)

    def _refused(self, error: StoreError, packets: int) -> None:
        self.core.counters["dhcp-not-kept"] += packets
        now = self.core.clock.now()
        if now - self._refused_at >= REFUSAL_LOG_S:
            self._refused_at = now
            self.core.log("dhcp,error,critical", f"leases can not be kept, clients are not answered: {error}")

    # -- parts of one ------------------------------------------------------------------------------------------------

    def follows(self, server: int) -> bool:
        """Whether somebody is to be told of the leases of a server: a script, ARP, RADIUS."""
        values = self.core.tables[SERVERS].items.get(server, {})
        return bool(values.get("lease-script") or values.get("add-arp") or values.get("use-radius", "no") != "no")

    def _event(self, server: int, name: str, bound: bool, lease: LeaseRow, packet: bytes = b"") -> None:
        """Note what those are to be told who follow the leases of a server, where it has any."""
        if self.follows(server) or (not bound and lease.address in self.agreed):
            grant = self.core.grants.get((server, lease.client))  # by the time this is told it may have ended
            classes = () if grant is None else grant.classes
            self._events.append(LeaseEvent(server, name, bound, lease, packet, classes))

    def _free(self, row: int) -> int:
        """End a lease: its address is free again, and remembered for its client. The address, 0 where no row of the
        store has to go; the caller sees to that."""
        core, book = self.core, self.core.book
        lease = book.get(row)
        whose = book.whose[row]
        book.drop(row)
        if lease.state in (State.DECLINED, State.CONFLICT):
            core.space.wake(lease.address)
        else:
            core.space.release(lease.address, whose, lease.state == State.BOUND)
        if lease.state == State.BOUND:
            name = core.look.name(SERVERS, lease.server) or f"*{lease.server:X}"
            self._event(lease.server, name, False, lease)
            self.said.append(("dhcp,info", deassigned, name, lease.address, lease.mac))
        return 0 if lease.state in UNKEPT else lease.address

    def _end(self, row: int) -> None:
        """``_free`` as part of the open group."""
        address = self._free(row)
        if address:
            self.records.append((address,))

    def _set_aside(self, decision: Decision, state: State, expires: int, mac: bytes | None = None) -> LeaseRow:
        """Let the address of a client rest, and the client have others; the lease as it was. mac: who uses it.

        What RADIUS granted ends too.
        """
        core, book = self.core, self.core.book
        row = book.row_of_client(decision.server.id, decision.key)
        lease = book.get(row)
        core.space.release(lease.address, None)
        core.space.rest(lease.address)
        # The client may come back at once for another address: the resting lease is the address's, not the client's.
        resting = lease._replace(state=state, expires=expires, client=resting_key(lease), mac=mac or lease.mac)
        item, spent = core.next_lease_id()
        if spent is not None:
            self.changes.append(spent)
        if lease.id in core.tables[LEASES].items:
            resting = resting._replace(id=item)
        book.drop(row)
        book.put(resting)
        wall = core.clock.wall
        kept = resting._replace(starts=wall(resting.starts), expires=wall(resting.expires), seen=wall(resting.seen))
        self.records.append(tuple(kept))
        if lease.state == State.BOUND:
            self._event(lease.server, decision.server.name, False, lease)
        core.grants.drop((lease.server, lease.client))
        return lease


def resting_key(lease: LeaseRow) -> bytes:
    """The key of an address that rests: its own, so that the client that declined it may have others meanwhile."""
    return b"\x02" + lease.address.to_bytes(4, "big") + lease.client


def mac_text(mac: bytes) -> str:
    """A hardware address as the log writes it."""
    return mac.hex(":").upper()


def assigned(server: str, address: int, mac: bytes) -> str:
    """The log's words for a lease that was bound."""
    return f"{server} assigned {show_ipv4(address)} to {mac_text(mac)}"


def deassigned(server: str, address: int, mac: bytes) -> str:
    """The log's words for a lease that ended."""
    return f"{server} deassigned {show_ipv4(address)} from {mac_text(mac)}"
