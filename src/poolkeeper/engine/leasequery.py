"""What the lease book knows of an address or a client, for relays that ask (RFC 4388). Nothing is changed here."""

from collections.abc import Sequence

from poolkeeper.domain.dhcp4 import Server
from poolkeeper.domain.lease import LeaseRow, State, client_key, client_key_by
from poolkeeper.domain.relay_agent import agent_identity

from .board import Board
from .core import Core


class LeaseLookup:
    """Leases by address and by client, over all servers."""

    def __init__(self, core: Core, board: Board) -> None:
        self.core = core
        self._board = board

    def allows(self, giaddr: int) -> bool:
        """Whether this relay may ask: ``lease-query-from`` of /ip/dhcp-server/config, empty for nobody."""
        networks = self.core.single("/ip/dhcp-server/config").get("lease-query-from") or ()
        return any(giaddr >> (32 - length) == network >> (32 - length) for network, length in networks)

    def at(self, address: int) -> LeaseRow | None:
        """The bound lease of an address."""
        row = self.core.book.row_at(address)
        return self.core.book.get(row) if row >= 0 and self.core.book.state[row] == State.BOUND else None

    def manages(self, address: int) -> bool:
        """Whether the address is one of ours to give: of a pool, or of a static lease."""
        return any(True for _ in self.core.space.covering(address)) or bool(self._board.reserved_for(address))

    def of_client(
        self, chaddr: bytes, client_identifier: bytes | None, agent: bytes | None = None
    ) -> Sequence[LeaseRow]:
        """A client's bound leases, the one heard of last first. agent: option 82 of its place, where that is known.

        One look-up a server, by the server's own rule of who is who. A hardware address finds those who are known by
        it, not those who sent an identifier of another form, nor those told apart by a place that is not known: leases
        have no index for that.
        """
        book = self.core.book
        mac, place = chaddr or (client_identifier or b"")[1:], agent_identity(agent)
        usual = client_key(mac, client_identifier)

        def key_on(server: Server) -> bytes:
            by = server.identifiers
            return client_key_by(by, mac, client_identifier, place) if by else usual

        rows = (book.row_of_client(server.id, key_on(server)) for server in self._board.servers())
        found = {row for row in rows if row >= 0 and book.state[row] == State.BOUND}
        return sorted((book.get(row) for row in found), key=lambda lease: -lease.seen)
