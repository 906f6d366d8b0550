"""FORCERENEW on the wire: what answers carry of it, and the message that tells a client to renew at once (RFC 3203).

Who has agreed, and on which nonce, is ``engine.forcerenew``.
"""

from collections.abc import Callable, Sequence

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.dhcp4 import OFFER, Decision, Server
from poolkeeper.engine.board import Board
from poolkeeper.engine.forcerenew import Nonces, Renewal, not_all, not_serving
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

Letter = tuple[Parcel, bytes]
"""A packet for a client, and the client's hardware address."""


def agreed(nonces: Nonces, decision: Decision, ask: Ask) -> tuple[tuple[int, bytes], ...]:
    """Options for a client that offers to agree on a nonce: that we do too in an OFFER, the nonce in an ACK."""
    if decision.lease_time_s is None or not nonces.wanted(decision.server.id):
        return ()
    if decision.answer == OFFER:
        return ((NONCE_CAPABLE, bytes((HMAC_MD5,))),)
    given = nonces.to_tell(decision.address, decision.key, ask.xid, renewing=bool(ask.ciaddr))
    return () if given is None else ((AUTHENTICATION, nonce_option(*given)),)


class Forcerenewals:
    """Tells clients to renew.

    post: sends datagrams from the servers' own port, and gives back those that were not taken; None where the port is
    not open. pausing: makes what a long work calls between two clients, to let others have the loop.
    """

    def __init__(
        self,
        board: Board,
        post: Callable[[list[Letter]], list[Letter] | None],
        pausing: Callable[[], Callable[[], object]],
    ) -> None:
        self._board, self._post, self._pausing = board, post, pausing
        self._servers: dict[int, Server | None] = {}
        self._version = -1

    def send(self, items: Sequence[int]) -> None:
        """One message to the client of each lease, or to none: Refusal where one of them can not be told.

        All are judged before the first is sent to. What happens meanwhile is respected: a lease that has ended is
        passed over. A client that can not be told any more, or whose message is not taken, keeps no other from being
        told; the Refusal at the end says how many were.
        """
        nonces, pause = self._board.nonces, self._pausing()
        for item in items:
            if self._server(nonces.to_renew(item).lease.server) is None:
                raise not_serving()
            pause()
        if self._post([]) is None:
            raise not_serving()
        nonces.count()  # a store that does not keep the counter is met before anybody is told
        told = untold = 0
        for item in items:
            if nonces.is_bound(item):
                done = self._tell(item)
                told, untold = told + done, untold + (not done)
            pause()
        if untold:
            raise not_all(told, told + untold)

    def _tell(self, item: int) -> bool:
        """Send one client its message; False, after a line in the log, where it can not be sent."""
        renewal = self._board.nonces.still_to_renew(item)
        if renewal is None:
            return False
        lease = renewal.lease
        who, log = f"{mac_text(lease.mac)} at {show_ipv4(lease.address)}", self._board.core.log
        parcel = self._parcel(renewal)
        if parcel is None or self._post([(parcel, lease.mac)]) != []:
            log("dhcp,warning", f"{who} is not told to renew: could not send to it")
            return False
        doubt = ", not heard of since the start" if renewal.unheard else ""
        log("dhcp,info", f"told {who} to renew at once{doubt}")
        return True

    def _parcel(self, renewal: Renewal) -> Parcel | None:
        """By unicast to the client's address, as RFC 3203 section 3.1 has it, relay or not: that is how it renews.

        None where it can be neither sent from anywhere nor signed.
        """
        lease = renewal.lease
        server, proof = self._server(lease.server), self._board.nonces.signed(lease)
        if server is None or proof is None:
            return None
        message = Forcerenew(renewal.xid, lease.address, lease.mac, lease.client_id, server.identifier)
        link = 0 if server.relay else self._board.links[server.interface].number
        return Parcel(encode_forcerenew(message, *proof), lease.address, CLIENT_PORT, link, server.source)

    def _server(self, item: int) -> Server | None:
        """A server, if it serves now. The board, which walks them, is asked once for each, as long as none changes."""
        board = self._board
        board.refresh()
        if self._version != board.version:
            self._version = board.version
            self._servers.clear()
        if item not in self._servers:
            self._servers[item] = board.server(item)
        return self._servers[item]
