"""/ip/dhcp-server/network: what clients of a network are told besides their address."""

from typing import Annotated

from poolkeeper.tree import Flag, House, ListKind, Network, NumberKind, RefKind, Text, Values, check, menu, prop
from poolkeeper.tree.refusal import failure

from .kinds import Addresses, SomeAddress


@menu(
    "/ip/dhcp-server/network",
    columns=("address", "gateway", "dns-server", "wins-server", "domain"),
    columns_v7=("address", "gateway", "dns-server"),
    noun="dhcp network",
)
class DhcpNetwork:
    """What clients are told. The smallest network that contains a client's address speaks for it."""

    address: Network = prop(required=True, indexed=True, about="the network; its host bits must be zero")
    gateway: Addresses = prop(default=(), always=True, about="routers, option 3")
    netmask: Annotated[int, NumberKind(0, 32)] = prop(
        default=0, about="prefix length sent to clients, option 1; 0: that of the network"
    )
    dns_server: Addresses = prop(default=(), always=True, about="DNS servers, option 6; empty: the servers of /ip dns")
    dns_none: Flag = prop(default=False, about="send no DNS server at all")
    wins_server: Addresses = prop(default=(), always=True, about="WINS servers, option 44")
    ntp_server: Addresses = prop(default=(), always=True, about="time servers, option 42")
    caps_manager: Addresses = prop(default=(), always=True, about="CAPsMAN managers, option 138")
    domain: Text = prop(about="DNS domain, option 15")
    next_server: SomeAddress = prop(about="server to boot from, field siaddr")
    boot_file_name: Text = prop(about="file to boot, field file")
    dhcp_option: Annotated[tuple[int, ...], ListKind(RefKind("/ip/dhcp-server/option"))] = prop(
        default=(), always=True, about="further options for clients of this network"
    )
    dhcp_option_set: Annotated[int | None, RefKind("/ip/dhcp-server/option/sets", unset=("none", ""))] = prop(
        about="set of further options for clients of this network"
    )


@check(DhcpNetwork)
def network_is_told_once(values: Values, house: House, item: int | None) -> None:
    """The same network twice would leave open which one speaks; overlapping ones are fine."""
    if any(other != item for other in house.holders("/ip/dhcp-server/network", "address", values.get("address"))):
        raise failure("such network already exists")
