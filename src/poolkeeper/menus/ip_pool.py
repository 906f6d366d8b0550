"""/ip/pool and /ip/pool/used: named address ranges that other menus draw from, and who holds what of them.

How addresses are chosen and counted is ``domain``; nothing here allocates.
"""

from collections.abc import Iterator
from typing import Annotated

from poolkeeper.domain.addresses import RangeSet
from poolkeeper.tree import (
    Address,
    DurationKind,
    House,
    Look,
    Name,
    Number,
    Ranges,
    RangesKind,
    RefKind,
    Text,
    Values,
    live,
    menu,
    overlay,
    prop,
)


class SomeRangesKind(RangesKind):
    """Address ranges, or nothing, which leaves the property unset."""

    def parse(self, text: str, prop: str, look: Look) -> RangeSet | None:  # type: ignore[override]
        return super().parse(text, prop, look) if text else None


@menu(
    "/ip/pool",
    columns=("name", "ranges"),
    columns_v7=("name", "ranges", "total", "used", "available"),
    noun="pool",
    taken="pool with such name exists",
    invent="pool",
)
class Pool:
    """Ranges of addresses for DHCP and VPN clients. Other menus refer to a pool by its name."""

    name: Name = prop(key=True, unique=True, about="what other menus call this pool")
    ranges: Ranges = prop(
        required=True,
        about="addresses to hand out, comma separated: one address, first-last, or a prefix, which includes its "
        "network and broadcast address",
    )
    next_pool: Annotated[int | None, RefKind("/ip/pool", unset=("none",))] = prop(
        about="pool to take from when this one has no free address; none: clients then get nothing"
    )
    reserve: Annotated[RangeSet | None, SomeRangesKind()] = prop(
        v7_only=True,
        about="addresses of the ranges that are never given out, such as those of routers; an extension. Whoever has "
        "one keeps it as an orphan until its lease ends",
    )
    reuse_delay: Annotated[int, DurationKind()] = prop(
        default=0,
        v7_only=True,
        about="how long an address that a client gave back or let expire is given to nobody else; an extension",
    )
    total: Number = prop(
        read_only=True, exported=False, v7_only=True, about="how many addresses the ranges hold, without the reserve"
    )
    used: Number = prop(read_only=True, exported=False, v7_only=True, about="how many of them are held now")
    available: Number = prop(read_only=True, exported=False, v7_only=True, about="how many can still be given out")


@overlay(Pool)
def pool_with_its_fill(house: House, item: int, values: Values) -> Values:
    """The three counters, from the allocator's own arithmetic."""
    fill = house.usage(item)
    return {**values, "total": fill.total, "used": fill.used, "available": fill.available}


@menu(
    "/ip/pool/used",
    shape="live",
    numbered=False,
    columns=("pool", "address", "owner", "info"),
    columns_v7=("pool", "address", "owner", "info"),
)
class PoolUsed:
    """Addresses of pools that are held at the moment, one row each."""

    pool: Annotated[int, RefKind("/ip/pool")] = prop(
        read_only=True, about="pool that gave the address; after next-pool the one that really did"
    )
    address: Address = prop(read_only=True, about="the address")
    owner: Text = prop(read_only=True, about="service that holds it: DHCP, PPP")
    info: Text = prop(read_only=True, about="for whom: a client's MAC address, a user's name")


@live(PoolUsed)
def used_addresses(house: House) -> Iterator[tuple[int, Values]]:
    """Rows by pool and address; an address is its row's id, since nobody shares one."""
    for pool, address, owner, info in house.used():
        yield address, {"pool": pool, "address": address, "owner": owner, "info": info}
