"""Lease queries of relays answered: off unless /ip/dhcp-server/config names the relays (RFC 4388).

Outside the packet path: ``servers.dhcp4`` hands over what its reader took for no request of a client.
"""

from poolkeeper.domain.interfaces import Interface
from poolkeeper.domain.lease import LeaseRow
from poolkeeper.engine.board import Board
from poolkeeper.engine.leasequery import LeaseLookup
from poolkeeper.wire.leasequery4 import ACTIVE, UNASSIGNED, UNKNOWN, Known, LeaseQuery, encode_known, query_of
from poolkeeper.wire.options4 import WireError


class LeaseQueries:
    """Answers to lease queries."""

    def __init__(self, lookup: LeaseLookup, board: Board) -> None:
        self._lookup, self._board = lookup, board

    def answer(self, octets: bytes, item: int, link: Interface) -> tuple[bytes, int] | None:
        """(datagram, giaddr) to a query from a relay that may ask; None for anything else.

        item, link: the interface it came by.
        """
        try:
            query = query_of(octets)
        except WireError:
            return None
        if not self._lookup.allows(query.giaddr) or not link.addresses:
            return None
        self._board.refresh()
        server = self._board.server_for(item, query.giaddr)
        identifier = server.identifier if server is not None else link.addresses[0][0]
        return encode_known(query, self._known(query), identifier), query.giaddr

    def _known(self, query: LeaseQuery) -> Known:
        lookup = self._lookup
        if query.address:
            lease = lookup.at(query.address)
            if lease is None:
                return Known(UNASSIGNED if lookup.manages(query.address) else UNKNOWN)
            found = lookup.of_client(lease.mac, lease.client_id, lease.agent)
        else:
            found = lookup.of_client(query.chaddr, query.client_identifier)
            if not found:
                return Known(UNKNOWN)
            lease = found[0]
        others = tuple(each.address for each in found if each.address != lease.address)
        now = lookup.core.clock.now()
        return Known(
            ACTIVE, lease.address, lease.mac, lease.client_id, lease.agent, _times(lease, now), now - lease.seen, others
        )


def _times(lease: LeaseRow, now: int) -> tuple[int | None, int | None, int | None]:
    """(rest of the lease, until T1, until T2) by the client's last contact; all that has passed is None."""
    if not lease.expires:
        return 0xFFFFFFFF, None, None
    rest, whole = max(0, lease.expires - now), lease.expires - lease.seen
    t1, t2 = rest - (whole - whole // 2), rest - (whole - whole * 7 // 8)
    return rest, t1 if t1 > 0 else None, t2 if t2 > 0 else None
