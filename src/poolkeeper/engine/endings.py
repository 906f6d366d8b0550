"""Endings: what ends leases besides packets: their time, an administrator, and what probes find at an address."""

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.change import Delete
from poolkeeper.domain.dhcp4 import Decision
from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.store.base import StoreError
from poolkeeper.tree import Refusal

from .batch import Edits
from .leasework import REFUSAL_LOG_S, SERVERS, LeaseWork, mac_text


class Endings(LeaseWork):
    """Ends leases, in groups of its own or as part of a group of edits."""

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
        with self._group():
            rest = min(decision.server.lease_time_s, 86_400)
            lease = self._set_aside(decision, State.CONFLICT, self.core.clock.now() + rest, finder)
            how, who = ("ARP", f" from {mac_text(finder)}") if finder else ("ICMP", "")
            name, address = decision.server.name, show_ipv4(lease.address)
            self.said.append(("dhcp,warning", f"{name} detected conflict by {how} response for {address}{who}"))
        self._commit(0)

    def wake(self, item: int) -> None:
        """A resting lease whose address nobody answers at ends."""
        if self.core.book.row_of_id(item) < 0:
            return
        edits = Edits(self.core)
        self.free_lease(edits, item)
        try:
            edits.commit()
        except StoreError as error:
            self._refused(error, 0)

    # -- time and hand -------------------------------------------------------------------------------------------------

    def expire(self, most: int = 256) -> bool:
        """End the leases whose time has come, at most ``most``; whether there may be more. Called by the timer."""
        core, book = self.core, self.core.book
        now = core.space.now = core.clock.now()
        rows = book.expired(now, most)
        if not rows:
            return self._is_due(now)
        leases = [book.get(row) for row in rows]
        with self._group():
            for row, lease in zip(rows, leases, strict=True):
                self._timed_out(row, lease)
        if self._commit(0):
            return self._is_due(now)
        for lease in leases:
            book.again(lease.address, now + REFUSAL_LOG_S)
        return False

    def _is_due(self, now: int) -> bool:
        due = self.core.book.next_due()
        return due is not None and due <= now

    def _timed_out(self, row: int, lease: LeaseRow) -> None:
        if lease.state == State.OFFERED:
            name = self.core.look.name(SERVERS, lease.server) or f"*{lease.server:X}"
            self.said.append(("dhcp,warning", in_vain, name, lease.address, lease.mac))
        self._end(row)
        self.core.grants.drop((lease.server, lease.client))

    def free_lease(self, edits: Edits, item: int) -> None:
        """End one lease by hand, as part of a group of edits."""
        book, space = self.core.book, self.core.space
        row = book.row_of_id(item)
        if row < 0:
            raise Refusal("no such item")
        lease = book.get(row)
        self.said, self._events = [], []
        space.now = self.core.clock.now()
        mark = space.mark()
        address = self._free(row)
        if address:
            edits.changes.append(Delete("lease", (address,)))
        said, events = self.said, self._events

        def undo() -> None:
            space.rollback(mark)
            book.put(lease)

        def after() -> None:
            space.forget(mark)
            self.core.grants.drop((lease.server, lease.client))
            self._tell(said, events)

        edits.on_undo(undo)
        edits.after.append(after)


def in_vain(server: str, address: int, mac: bytes) -> str:
    """The log's words for an offer that its client did not take."""
    return f"{server} offering lease {show_ipv4(address)} for {mac_text(mac)} without success"
