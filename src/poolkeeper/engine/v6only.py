"""IPv6-only preferred, option 108: which clients are told to do without IPv4, and what follows from it (RFC 8925)."""

from poolkeeper.domain.dhcp4 import DISCOVER, OFFER, Ask, Decision, Server, Silence
from poolkeeper.domain.option_value import filled

from .board import Board

V6ONLY = 108
NO_ADDRESS = (Silence.POOL_EMPTY, Silence.NO_STATIC_LEASE)


def v6only_wait(board: Board, server: Server, ask: Ask) -> bytes | None:
    """The value of option 108 that a client of a server is told; None where it did not ask, or nobody defined one.

    The network is that of the relay, or of the server's address: there may be no other address to go by.
    """
    if V6ONLY not in (ask.wanted_options or b""):
        return None
    own = board.reservation(server.id, ask)
    network = board.network_of(ask.giaddr or (server.scope or (server.identifier,))[0])
    for options in (own.options if own else (), server.options, network.options if network else ()):
        for code, parts, _ in options:
            if code == V6ONLY:
                return filled(parts, {})
    return None


def offer_of_nothing(board: Board, decision: Decision, ask: Ask) -> Decision | None:
    """The OFFER of 0.0.0.0 for a client for which there is no address but an option 108 (RFC 8925 section 3.3)."""
    if ask.kind != DISCOVER or decision.silence not in NO_ADDRESS or v6only_wait(board, decision.server, ask) is None:
        return None
    return decision._replace(answer=OFFER, lease_time_s=decision.server.lease_time_s)


def calm(board: Board, server: Server, ask: Ask) -> Server:
    """The server as it is to a client: one that is told to do without IPv4 is bound to nothing rapidly."""
    return server if v6only_wait(board, server, ask) is None else server._replace(rapid_commit=False)
