"""/radius: the RADIUS servers that are asked, in order, and told of what was granted. DHCP servers use them.

How they are asked is ``servers.radius``; what is asked about a lease is ``services.leaseradius``.
"""

import ipaddress
from typing import Annotated, Any

from poolkeeper.tree import (
    DurationKind,
    EnumKind,
    Flag,
    ListKind,
    Look,
    NumberKind,
    Request,
    Text,
    TextKind,
    command,
    menu,
    prop,
)
from poolkeeper.tree.refusal import invalid

from .kinds import SomeAddress

RADIUS = "/radius"


class HostKind(TextKind):
    """An IPv4 or IPv6 address."""

    word = "address"

    def parse(self, text: str, prop: str, look: Look) -> str:
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            raise invalid(prop) from None


@menu(
    "/radius",
    flags="X - disabled",
    columns=("service", "called-id", "domain", "address", "secret"),
    columns_v7=("service", "address", "secret"),
    ordered=True,
    noun="radius server",
)
class Radius:
    """RADIUS servers. Those that serve ``dhcp`` are asked one after another until one answers."""

    service: Annotated[
        tuple[str, ...],
        ListKind(EnumKind("ppp", "login", "hotspot", "wireless", "dhcp", "ipsec", "dot1x")),
    ] = prop(default=(), always=True, about="what asks this server; here dhcp does, the others are kept for import")
    called_id: Text = prop(default="", always=True, about="asked only by the dhcp-server of this name; empty: by any")
    domain: Text = prop(default="", always=True, about="for clients of this Windows domain; DHCP clients are of none")
    address: Annotated[str, HostKind()] = prop(required=True, about="address of the RADIUS server")
    secret: Text = prop(default="", always=True, about="what both sides know")
    authentication_port: Annotated[int, NumberKind(1, 65535)] = prop(
        default=1812, always=True, about="UDP port that is asked"
    )
    accounting_port: Annotated[int, NumberKind(1, 65535)] = prop(
        default=1813, always=True, about="UDP port that is told"
    )
    timeout: Annotated[int, DurationKind(low_s=0)] = prop(
        default=300_000, always=True, about="how long to wait for an answer before asking again; asked three times"
    )
    accounting_backup: Flag = prop(
        default=False, always=True, about="told of leases only where no other server took it"
    )
    realm: Text = prop(default="", always=True, about="what is added to user names behind an @")
    src_address: SomeAddress = prop(about="own address to ask from; unset: as routing says")
    protocol: Annotated[str, EnumKind("udp", "radsec")] = prop(
        default="udp", about="how to ask; radsec is kept for import, such a server is not asked"
    )
    certificate: Text = prop(default="none", quoted=False, about="certificate for radsec; kept for import")
    require_message_auth: Annotated[str, EnumKind("no", "yes-for-request-resp")] = prop(
        default="yes-for-request-resp",
        about="whether an answer without a Message-Authenticator is dropped; say no for servers that send none",
    )


@command(Radius, "monitor", positional=("numbers",), args={"numbers": TextKind()}, takes_items=True, policy="read")
def monitor(edits: Any, request: Request, ids: list[int]) -> Any:
    """Show what became of the requests to a server"""
    return edits.house.beside("radius-counts", tuple(ids))


@command(Radius, "reset-counters", positional=("numbers",), args={"numbers": TextKind()}, takes_items=True)
def reset_counters(edits: Any, request: Request, ids: list[int]) -> Any:
    """Count requests from zero again"""
    return edits.house.beside("reset-radius-counts", tuple(ids))
