"""/interface, /interface/ethernet and /interface/bridge: the machine's links. They come and go with the kernel's.

An item is a link, found again by its kernel name; only its name here, comment and ``disabled`` are ours.
"""

from collections.abc import Iterator
from typing import Annotated

from poolkeeper.tree import (
    House,
    Mac,
    Name,
    Number,
    Text,
    Values,
    live,
    menu,
    overlay,
    prop,
)

from .kinds import NarrowNumberKind, NarrowTextKind

TAKEN = "already have interface with such name"
Mtu = Annotated[int, NarrowNumberKind(0, 2**31, width=10, right=True)]


@menu(
    "/interface",
    flags="D - dynamic, X - disabled, R - running, S - slave",
    slots=("D", "XR", "S"),
    columns=("name", "type", "actual-mtu", "mac-address"),
    fixed=True,
    export_find="default-name",
    noun="interface",
    taken=TAKEN,
    adopts=True,
)
class Interface:
    """The machine's network links. ``name`` is free to choose; ``default-name`` is the kernel's."""

    name: Name = prop(key=True, unique=True, about="what other menus call it, such as ether2")
    default_name: Text = prop(read_only=True, about="the kernel's name")
    type: Annotated[str, NarrowTextKind(10)] = prop(read_only=True, about="ether, bridge, vlan, loopback ...")
    mtu: Mtu = prop(read_only=True, about="largest packet in bytes")
    actual_mtu: Mtu = prop(read_only=True, about="largest packet in bytes that really fits")
    mac_address: Mac = prop(read_only=True, about="hardware address")


@overlay(Interface)
def interface_as_it_is(house: House, item: int, values: Values) -> Values:
    """A link with what the kernel says of it."""
    return {**values, **house.state("/interface", item)}


@menu(
    "/interface/ethernet",
    of="/interface",
    flags="X - disabled, R - running, S - slave",
    slots=("XR", "S"),
    columns=("name", "mtu", "mac-address"),
    fixed=True,
    export_find="default-name",
    noun="ethernet interface",
    taken=TAKEN,
    adopts=True,
)
class Ethernet:
    """The Ethernet links among the interfaces; a name set here is the interface's."""

    name: Name = prop(key=True, unique=True, about="what other menus call it, such as ether2")
    default_name: Text = prop(read_only=True, about="the kernel's name")
    mtu: Mtu = prop(read_only=True, about="largest packet in bytes")
    mac_address: Mac = prop(read_only=True, about="hardware address")


@live(Ethernet)
def ethernet_links(house: House) -> Iterator[tuple[int, Values]]:
    """Links of type ether."""
    yield from house.live("/interface/ethernet")


@menu(
    "/interface/bridge",
    flags="X - disabled, R - running",
    slots=("XR",),
    columns=("name", "mtu", "mac-address"),
    detail=True,
    noun="bridge",
    taken=TAKEN,
    invent="bridge",
    carried=True,
    makes="/interface",
    running="bridges configured here are kept, not made; those of the machine are shown beside them",
    first_id=0x10,
)
class Bridge:
    """The kernel's bridges, made with the system's own means, and those of a configuration that was imported."""

    name: Name = prop(key=True, unique=True, about="what other menus call it")
    mtu: Number = prop(read_only=True, about="largest packet in bytes")
    mac_address: Mac = prop(read_only=True, about="hardware address")


@live(Bridge)
def bridge_links(house: House) -> Iterator[tuple[int, Values]]:
    """Links of type bridge."""
    yield from house.live("/interface/bridge")
