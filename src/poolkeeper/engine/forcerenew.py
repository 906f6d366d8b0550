"""Who may be told to renew at once, and the nonce that proves it is us who says so (RFC 6704).

A nonce is not kept but made again when it is needed, from the secret of the data folder and the lease, so that it
outlives the process without costing a lease anything. What is kept, in memory, is which lease's client has been sent
its nonce, until that lease ends. Of a client that was not heard of since the start this is not known: what it is sent
then is rightly signed all the same, and a client that never agreed drops it.
"""

import hmac
from typing import NamedTuple

from poolkeeper.domain.change import Put
from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.store.base import StoreError
from poolkeeper.tree import Refusal
from poolkeeper.tree.refusal import failure

from .core import LEASES, Core
from .leasework import LeaseEvent

SERVERS = "/ip/dhcp-server"
PURPOSE = "forcerenew nonce"
NONCE_BYTES = 16
COUNTER = "forcerenew counter"
"""Name in the store's meta table: the counter has never reached this value."""
BLOCK = 86_400_000_000
"""Values of the counter that are reserved on disk at once: a day of microseconds, so one commit a day."""


def not_serving() -> Refusal:
    """No server has a socket to send by."""
    return failure("can not send reconfigure: the dhcp server of this lease does not serve now")


def not_all(told: int, count: int) -> Refusal:
    """Some clients were told, others could not be."""
    return failure(f"told {told} of {count} clients to renew, could not send to the others")


class Renewal(NamedTuple):
    """One client that is to be told. xid: of its last exchange, since dhcpcd takes no other; 0 where it is unheard,
    that is, not heard of since the start."""

    lease: LeaseRow
    xid: int
    unheard: bool


class Nonces:
    """The nonces of a house's leases. told: address to (lease id, xid of its client's last exchange)."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._key = b""
        self.told: dict[int, tuple[int, int]] = {}
        self._hears = False
        self._counter = self._ceiling = 0
        self._began, self._first = core.clock.now(), core.tables[LEASES].next_id

    def wanted(self, server: int) -> bool:
        """Whether a server agrees on nonces at all."""
        return bool(self._core.tables[SERVERS].items.get(server, {}).get("use-reconfigure"))

    def to_tell(self, address: int, client: bytes, xid: int, *, renewing: bool) -> tuple[int, bytes] | None:
        """(counter, nonce) to send along with an ACK, which counts as sent from now on.

        None where the client has it already, as it is not sent more often than needed (RFC 6704 section 3.1.3), where
        the lease was given up by a packet that came right behind, and where the store does not keep the counter.
        """
        book = self._core.book
        row = book.row_at(address)
        if row < 0 or (lease := book.get(row)).client != client:
            return None
        known = self.told.get(address)
        given = None
        if not renewing or known is None or known[0] != lease.id:
            given = self.signed(lease)
            if given is None:
                return None
        self.told[address] = lease.id, xid
        if not self._hears:  # not before: a house without nonces has nothing to hear
            self._hears = True
            self._core.on_lease.append(self._hear)
        return given

    def _hear(self, event: LeaseEvent) -> None:
        """A lease ended: what its client was told is of no use to anybody."""
        if not event.bound:
            self.told.pop(event.lease.address, None)

    def count(self) -> int:
        """The next value of the counter by which a client knows a message that was recorded and sent again.

        It is house time (RFC 3118 section 2: a clock will do), which no step of the wall clock puts back in one run. A
        restart after such a step begins earlier, so what is used is reserved in the store before, a day at a time, and
        a restart begins above that. Refusal where the store does not take it.
        """
        value = max(self._counter + 1, self._core.clock.micros())
        if value >= self._ceiling:
            value = max(value, int(self._core.meta.get(COUNTER, 0)))
            self._reserve(value + BLOCK)
        self._counter = value
        return value

    def _reserve(self, ceiling: int) -> None:
        try:
            self._core.store.commit([Put("meta", (COUNTER,), (str(ceiling),))])
        except StoreError as error:
            raise failure(f"can not sign: the counter of reconfigure messages is not kept: {error}") from None
        self._ceiling, self._core.meta[COUNTER] = ceiling, str(ceiling)

    def signed(self, lease: LeaseRow) -> tuple[int, bytes] | None:
        """(counter, nonce) for a message to a client; None, after a line in the log, where the store refuses."""
        try:
            return self.count(), self._nonce(lease)
        except Refusal as refusal:
            self._core.log("dhcp,error,critical", refusal.message)
            return None

    def is_bound(self, item: int) -> bool:
        """Whether there is such a lease, and a client has it."""
        book = self._core.book
        row = book.row_of_id(item)
        return row >= 0 and book.state[row] == State.BOUND

    def to_renew(self, item: int) -> Renewal:
        """The client of a lease, which may be told to renew; Refusal with the reason where it can not be."""
        book = self._core.book
        if not self.is_bound(item):
            raise failure("can not send reconfigure: only a client with a bound lease renews")
        lease = book.get(book.row_of_id(item))
        if not self.wanted(lease.server):
            name = self._core.look.name(SERVERS, lease.server) or f"*{lease.server:X}"
            raise failure(f"can not send reconfigure: dhcp server {name} has use-reconfigure=no")
        agreed, xid = self.told.get(lease.address, (0, 0))
        unheard = agreed != lease.id
        if unheard and not self._is_unheard(lease):
            raise failure("can not send reconfigure: the client has not offered its authentication (option 145)")
        return Renewal(lease, 0 if unheard else xid, unheard)

    def still_to_renew(self, item: int) -> Renewal | None:
        """The same of one that was judged before; None, after a line in the log, where it can not be told any more."""
        try:
            return self.to_renew(item)
        except Refusal as refusal:
            self._core.log("dhcp,warning", f"lease *{item:X} is not told to renew: {refusal.message}")
            return None

    def _is_unheard(self, lease: LeaseRow) -> bool:
        """Whether the client was not heard of since the start, so that nobody knows what it agreed on.

        One that was heard in the very second of the start counts as unheard, if its lease is older.
        """
        return lease.id < self._first and lease.seen <= self._began

    def _nonce(self, lease: LeaseRow) -> bytes:
        if not self._key:
            self._key = self._core.vault.derived(PURPOSE)
        what = lease.server.to_bytes(8, "big") + lease.id.to_bytes(8, "big") + lease.client
        return hmac.digest(self._key, what, "sha256")[:NONCE_BYTES]
