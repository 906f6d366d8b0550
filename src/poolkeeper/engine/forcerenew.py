"""Who may be told to renew at once, and the nonce that proves it is us who says so (RFC 6704).

A nonce is not kept but made again when it is needed, from the secret of the data folder and the lease, so that it
outlives the process without costing a lease anything. What is kept, in memory, is which lease's client has been sent
its nonce. Of a client that was not heard of since the start this is not known: what it is sent then is rightly signed
all the same, and a client that never agreed drops it.
"""

import hmac
from typing import NamedTuple

from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.tree import Refusal
from poolkeeper.tree.refusal import failure

from .core import LEASES, Core

SERVERS = "/ip/dhcp-server"
PURPOSE = "forcerenew nonce"
NONCE_BYTES = 16


def not_serving() -> Refusal:
    """No server has a socket to send by."""
    return failure("can not send reconfigure: the dhcp server of this lease does not serve now")


class Renewal(NamedTuple):
    """One client that is to be told. xid: of its last exchange, since dhcpcd takes no other; 0 where it is unheard,
    that is, not heard of since the start."""

    lease: LeaseRow
    nonce: bytes
    xid: int
    unheard: bool


class Nonces:
    """The nonces of a house's leases."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._key = b""
        self._told: dict[int, tuple[int, int]] = {}  # address to (lease id, xid of its client's last exchange)
        self._counter = 0
        self._began, self._first = core.clock.now(), core.tables[LEASES].next_id

    def wanted(self, server: int) -> bool:
        """Whether a server agrees on nonces at all."""
        return bool(self._core.tables[SERVERS].items.get(server, {}).get("use-reconfigure"))

    def to_tell(self, address: int, client: bytes, xid: int, *, renewing: bool) -> bytes | None:
        """The nonce to send along with an ACK, which counts as sent from now on.

        None where the client has it already, as it is not sent more often than needed (RFC 6704 section 3.1.3), and
        where the lease was given up by a packet that came right behind.
        """
        book = self._core.book
        row = book.row_at(address)
        if row < 0 or (lease := book.get(row)).client != client:
            return None
        known = self._told.get(address)
        self._told[address] = lease.id, xid
        return None if renewing and known is not None and known[0] == lease.id else self._nonce(lease)

    def count(self) -> int:
        """The next value of the counter by which a client knows a message that was recorded and sent again.

        It is house time (RFC 3118 section 2: a clock will do), which no step of the wall clock puts back in one run. A
        restart after such a step begins earlier, and a client that compares believes nothing until that is made up.
        """
        self._counter = max(self._counter + 1, self._core.clock.micros())
        return self._counter

    def to_renew(self, item: int) -> "Renewal":
        """How to tell a client to renew; Refusal with the reason where it can not be told."""
        book = self._core.book
        row = book.row_of_id(item)
        if row < 0 or book.state[row] != State.BOUND:
            raise failure("can not send reconfigure: only a client with a bound lease renews")
        lease = book.get(row)
        if not self.wanted(lease.server):
            name = self._core.look.name(SERVERS, lease.server) or f"*{lease.server:X}"
            raise failure(f"can not send reconfigure: dhcp server {name} has use-reconfigure=no")
        agreed, xid = self._told.get(lease.address, (0, 0))
        unheard = agreed != lease.id
        if unheard and not self._is_unheard(lease):
            raise failure("can not send reconfigure: the client has not offered its authentication (option 145)")
        return Renewal(lease, self._nonce(lease), 0 if unheard else xid, unheard)

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
