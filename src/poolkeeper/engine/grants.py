"""Grants: what RADIUS has said about clients, as decisions and rows read it. In memory only, but for
their Class (``classes``): a lease that outlives the process is asked about again at its next renewal.
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


class Grants:
    """Every grant, by server and by what makes a client the same client there.

    A grant lives as long as its client has a lease on the server, and no longer than the server uses RADIUS. at_hand:
    whose packet is served with RADIUS's answer right now, and may have no lease before that.
    """

    def __init__(self) -> None:
        self._of_server: dict[int, dict[bytes, Grant]] = {}
        self.at_hand: GrantKey | None = None

    def __bool__(self) -> bool:
        return bool(self._of_server)

    def __len__(self) -> int:
        return sum(map(len, self._of_server.values()))

    def concerns(self, server: int) -> bool:
        """Whether anybody was granted something on this server."""
        return server in self._of_server

    def get(self, key: GrantKey) -> Grant | None:
        """The grant that stands there, None where there is none."""
        granted = self._of_server.get(key[0])
        return None if granted is None else granted.get(key[1])

    def put(self, key: GrantKey, grant: Grant) -> None:
        """Keep a grant in place of an older one."""
        self._of_server.setdefault(key[0], {})[key[1]] = grant

    def drop(self, key: GrantKey) -> None:
        """Forget a grant, if there is one."""
        granted = self._of_server.get(key[0])
        if granted is not None and granted.pop(key[1], None) is not None and not granted:
            del self._of_server[key[0]]

    def drop_server(self, server: int) -> None:
        """Forget every grant on a server."""
        self._of_server.pop(server, None)

    def of(self, desk: "Desk", server: int, ask: Ask) -> Grant | None:
        """The grant of who asks, None where RADIUS has said nothing; one whose client has no lease any more goes."""
        if server not in self._of_server:
            return None
        key = grant_key(desk, server, ask)
        if key != self.at_hand and desk.core.book.row_of_client(*key) < 0:
            self.drop(key)
            return None
        return self.get(key)


def grant_key(desk: "Desk", server: int, ask: Ask) -> GrantKey:
    """Where the grant of who asks stands: by the server's own rule of what makes a client the same one."""
    rule = desk.board.identifying.get(server)
    return server, client_key(ask.chaddr, ask.client_identifier) if rule is None else desk.key_of(ask, rule)
