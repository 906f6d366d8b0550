"""FORCERENEW on the wire: what answers carry of it, and the message that tells a client to renew at once (RFC 3203).

Who has agreed, and on which nonce, is ``engine.forcerenew``.
"""

from collections.abc import Callable, Iterable

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.dhcp4 import OFFER, Decision
from poolkeeper.engine.board import Board
from poolkeeper.engine.forcerenew import Nonces, Renewal, not_serving
from poolkeeper.engine.leasework import mac_text
from poolkeeper.wire.dhcp4 import CLIENT_PORT, Ask
from poolkeeper.wire.forcerenew4 import (
    AUTHENTICATION,
    HMAC_MD5,
    NONCE_CAPABLE,
    Forcerenew,
    encode_forcerenew,
    nonce_option,
)

from .mmsg import Parcel


def agreed(nonces: Nonces, decision: Decision, ask: Ask) -> tuple[tuple[int, bytes], ...]:
    """Options for a client that offers to agree on a nonce: that we do too in an OFFER, the nonce in an ACK."""
    if decision.lease_time_s is None or not nonces.wanted(decision.server.id):
        return ()
    if decision.answer == OFFER:
        return ((NONCE_CAPABLE, bytes((HMAC_MD5,))),)
    nonce = nonces.to_tell(decision.address, decision.key, ask.xid, renewing=bool(ask.ciaddr))
    return () if nonce is None else ((AUTHENTICATION, nonce_option(nonces.count(), nonce)),)


class Forcerenewals:
    """Tells clients to renew. post: sends datagrams from the servers' own port; False where it is not open."""

    def __init__(self, board: Board, post: Callable[[list[Parcel]], bool]) -> None:
        self._board, self._post = board, post

    def send(self, items: Iterable[int]) -> None:
        """One message to the client of each lease, or to none: Refusal where one of them can not be told."""
        nonces = self._board.nonces
        ready = [nonces.to_renew(item) for item in items]
        parcels = [self._parcel(renewal) for renewal in ready]
        if not self._post(parcels):
            raise not_serving()
        for lease, _, _, unheard in ready:
            doubt = ", not heard of since the start" if unheard else ""
            who = f"{mac_text(lease.mac)} at {show_ipv4(lease.address)}"
            self._board.core.log("dhcp,info", f"told {who} to renew at once{doubt}")

    def _parcel(self, renewal: Renewal) -> Parcel:
        """By unicast to the client's address, as RFC 3203 section 3.1 has it, relay or not: that is how it renews."""
        lease = renewal.lease
        server = self._board.server(lease.server)
        if server is None:
            raise not_serving()
        message = Forcerenew(renewal.xid, lease.address, lease.mac, lease.client_id, server.identifier)
        octets = encode_forcerenew(message, self._board.nonces.count(), renewal.nonce)
        link = 0 if server.relay else self._board.links[server.interface].number
        return Parcel(octets, lease.address, CLIENT_PORT, link, server.source)
