"""/ip/address: addresses of the machine's interfaces. Stored items are wishes, dynamic ones are what the kernel has."""

from collections.abc import Iterator
from typing import Annotated

from poolkeeper.tree import (
    Address,
    House,
    InterfaceAddress,
    RefKind,
    Values,
    check,
    live,
    menu,
    overlay,
    prop,
)
from poolkeeper.tree.refusal import failure


@menu(
    "/ip/address",
    flags="X - disabled, I - invalid, D - dynamic",
    slots=("XID",),
    columns=("address", "network", "interface"),
    noun="address",
    access="changes an address by which this server may be reached",
)
class IpAddress:
    """Addresses of interfaces. DHCP serves by those the kernel has; items here are put there with manage-host=yes."""

    address: InterfaceAddress = prop(
        required=True, indexed=True, about="address with its prefix length: 192.168.88.1/24"
    )
    network: Address = prop(about="network address; worked out from the address where it is not given")
    interface: Annotated[int, RefKind("/interface")] = prop(required=True, about="interface that has it")
    actual_interface: Annotated[int | None, RefKind("/interface")] = prop(
        read_only=True, about="interface that really has it: the bridge, where the interface is a port"
    )


def network_of(address: tuple[int, int]) -> int:
    """The network address of an interface's address."""
    return address[0] & (0xFFFFFFFF << (32 - address[1])) & 0xFFFFFFFF


@overlay(IpAddress)
def address_with_its_network(house: House, item: int, values: Values) -> Values:
    """The network, where it was not given, and the interface that has the address."""
    network = values.get("network")
    state = house.state("/ip/address", item)
    return {
        **values,
        "network": network_of(values["address"]) if network is None else network,
        "actual-interface": values["interface"],
        **state,
    }


@live(IpAddress)
def kernel_addresses(house: House) -> Iterator[tuple[int, Values]]:
    """What the kernel has beyond the stored items."""
    yield from house.live("/ip/address")


@check(IpAddress)
def address_is_new(values: Values, house: House, item: int | None) -> None:
    """The same address twice on one interface says nothing."""
    items = house.items("/ip/address")
    for other in house.holders("/ip/address", "address", values["address"]):
        if other != item and items[other]["interface"] == values["interface"]:
            raise failure("already have such address")
