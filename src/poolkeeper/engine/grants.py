"""Grants: what RADIUS has said about clients, as decisions and rows read it. In memory only: a lease that outlives
the process is asked about again at its next renewal.
"""

from typing import TYPE_CHECKING, NamedTuple

from poolkeeper.domain.dhcp4 import Ask, Reservation
from poolkeeper.domain.lease import client_key

if TYPE_CHECKING:
    from .desk import Desk

GrantKey = tuple[int, bytes]
"""(server, client key on it)."""


class Grant(NamedTuple):
    """An Access-Accept or a refusal of one client on one server.

    own: what the client is given, as a reservation without an item (blocked: refused). asked: house second.
    """

    own: Reservation
    asked: int
    rate_limit: str = ""
    classes: tuple[bytes, ...] = ()
    interim_s: int = 0


class Grants(dict[GrantKey, Grant]):
    """Every grant, by server and by what makes a client the same client there."""

    def of(self, desk: "Desk", server: int, ask: Ask) -> Grant | None:
        """The grant of who asks, None where RADIUS has said nothing."""
        return self.get(grant_key(desk, server, ask))


def grant_key(desk: "Desk", server: int, ask: Ask) -> GrantKey:
    """Where the grant of who asks stands: by the server's own rule of what makes a client the same one."""
    rule = desk.board.identifying.get(server)
    return server, client_key(ask.chaddr, ask.client_identifier) if rule is None else desk.key_of(ask, rule)
