"""Grants: what RADIUS has said about clients, as decisions and rows read it. In memory only: a lease that outlives
the process is asked about again at its next renewal.
"""

from typing import NamedTuple

from poolkeeper.domain.dhcp4 import Reservation


class Grant(NamedTuple):
    """An Access-Accept or a refusal of one client on one server.

    own: what the client is given, as a reservation without an item (blocked: refused). asked: house second.
    """

    own: Reservation
    asked: int
    rate_limit: str = ""
    classes: tuple[bytes, ...] = ()
    interim_s: int = 0


Grants = dict[tuple[int, bytes], Grant]
"""By (server, client key)."""
