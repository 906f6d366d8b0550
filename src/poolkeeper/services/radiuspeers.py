"""Which RADIUS servers a DHCP server speaks to, and what both asking and accounting say of a client.

Source: RouterOS manual, RADIUS client and DHCP server (the attributes of a DHCP request).
"""

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.lease import LeaseRow
from poolkeeper.engine.board import Board
from poolkeeper.engine.core import Core
from poolkeeper.engine.leasework import SERVERS, mac_text
from poolkeeper.tree import Values
from poolkeeper.wire.agent import CIRCUIT_ID, OF_VENDORS, REMOTE_ID, of_vendor, suboptions
from poolkeeper.wire.radius import (
    ADSL_FORUM,
    AGENT_CIRCUIT_ID,
    AGENT_REMOTE_ID,
    OF_THE_LINE,
    Attr,
    Attributes,
    Peer,
    vendor_specific,
)

RADIUS = "/radius"
ETHERNET = 15
"""NAS-Port-Type, RFC 2865 section 5.41."""
LONGEST_VALUE = 253


class RadiusPeers:
    """The items of ``/radius`` that serve DHCP."""

    def __init__(self, core: Core, board: Board) -> None:
        self._core, self._board = core, board

    def to_ask(self, server: str) -> list[tuple[Peer, str]]:
        """(server, realm) of those asked for a dhcp-server, in order."""
        return [(self._peer(item, values, "authentication-port"), values["realm"]) for item, values in self._of(server)]

    def to_tell(self, server: str) -> list[tuple[Peer, str]]:
        """(server, realm) of those told about a dhcp-server's leases: backups after all others."""
        told = sorted(self._of(server), key=lambda each: bool(each[1].get("accounting-backup")))
        return [(self._peer(item, values, "accounting-port"), values["realm"]) for item, values in told]

    def _of(self, server: str) -> list[tuple[int, Values]]:
        menu = self._core.tables[RADIUS].menu
        every = [(item, self._core.filled(menu, dict(values))) for item, values in self._core.items(RADIUS).items()]
        return [
            (item, values)
            for item, values in every
            if "dhcp" in values["service"]
            and not values.get("disabled")
            and not values["domain"]
            and values["called-id"] in ("", server)
            and values.get("protocol", "udp") == "udp"
        ]

    @staticmethod
    def _peer(item: int, values: Values, port: str) -> Peer:
        return Peer(
            item,
            values["address"],
            values[port],
            values["secret"].encode("utf-8", "surrogateescape"),
            max(0.01, values["timeout"] / 1_000_000),
            show_ipv4(values["src-address"]) if values.get("src-address") else "",
            values.get("require-message-auth") != "no",
        )

    def client(self, lease: LeaseRow, realm: str, server: str) -> Attributes:
        """Who the client is and where it hangs. lease: as much of it as is known, address 0 for none yet.

        server: the name of the dhcp-server.
        """
        identity = str(self._core.single("/system/identity")["name"])
        user = mac_text(lease.mac) + (f"@{realm}" if realm else "")
        made: list[tuple[int, bytes]] = [
            (Attr.USER_NAME, user.encode()),
            (Attr.CALLING_STATION_ID, (lease.client_id or b"\1" + lease.mac).hex(":").encode()),
            (Attr.CALLED_STATION_ID, server.encode("utf-8", "surrogateescape")),
            (
                Attr.NAS_IDENTIFIER,
                identity.encode("utf-8", "surrogateescape"),
            ),
            (Attr.NAS_PORT_TYPE, ETHERNET.to_bytes(4, "big")),
            *self._port(lease.server),
        ]
        if lease.address:
            made.append((Attr.FRAMED_IP_ADDRESS, lease.address.to_bytes(4, "big")))
        parts = suboptions(lease.agent or b"")
        for code, attribute in ((CIRCUIT_ID, AGENT_CIRCUIT_ID), (REMOTE_ID, AGENT_REMOTE_ID)):
            if code in parts:
                made.append(vendor_specific(ADSL_FORUM, attribute, parts[code]))
        if self._core.tables[SERVERS].items.get(lease.server, {}).get("support-broadband-tr101"):
            of_line = of_vendor(parts.get(OF_VENDORS, b""), ADSL_FORUM).items()
            made += [vendor_specific(ADSL_FORUM, code, value) for code, value in of_line if code in OF_THE_LINE]
        return tuple((int(each), value[:LONGEST_VALUE]) for each, value in made if value)

    def _port(self, server: int) -> Attributes:
        """The interface the server serves on, and the address it goes by there."""
        link = self._board.links.get(self._core.tables[SERVERS].items.get(server, {}).get("interface") or 0)
        if link is None:
            return ()
        own = link.addresses[0][0] if link.addresses else 0
        return (
            (Attr.NAS_PORT, link.number.to_bytes(4, "big")),
            (Attr.NAS_PORT_ID, link.name.encode()),
            (Attr.NAS_IP_ADDRESS, own.to_bytes(4, "big")),
        )
