"""The one arithmetic of pools: how many addresses there are, are used, and are left.

Console, REST, metrics and alarms all show these numbers, so they are computed here and nowhere else. Nothing is
counted by looking at addresses: segments keep their own counts. Who holds what is ``domain.allocator``.
"""

from collections.abc import Iterable
from typing import NamedTuple

from poolkeeper.domain.allocator import AddressSpace
from poolkeeper.domain.segments import Segment


class Usage(NamedTuple):
    """Units of a pool or a chain of pools. ``total`` is always the sum of the other five.

    total: every unit of the ranges, .0 and .255 included (RouterOS manual, IP Pools).
    used: somebody holds it, offered or bound, whichever pool it came from.
    reserved: kept for one client who does not hold it. excluded: one of our own addresses. resting: found in use by
    a stranger. available: what is left for clients, with what is kept for one that left or waits for its reuse-delay.
    A unit with several reasons counts for the first of them.
    """

    total: int
    used: int
    reserved: int
    excluded: int
    resting: int
    available: int


def usage(space: AddressSpace, pool_id: int) -> Usage:
    """The numbers of one pool without its next pools; KeyError if there is none."""
    return _sum(space.pool(pool_id).segments)


def untouched(units: int) -> Usage:
    """The numbers of a pool that nobody has taken anything from."""
    return Usage(units, 0, 0, 0, 0, units)


def chain_usage(space: AddressSpace, pool_id: int) -> Usage:
    """The numbers of a pool with its next pools, each pool and each address once; KeyError if there is no pool."""
    space.pool(pool_id)
    chain = space.chain(pool_id)
    return _sum({segment for each in chain for segment in space.pool(each).segments})


def _sum(segments: Iterable[Segment]) -> Usage:
    total = used = reserved = excluded = resting = available = 0
    for segment in segments:
        total += segment.units
        used += segment.used
        available += segment.free + segment.kept[3]
        reserved += segment.kept[0]
        excluded += segment.kept[1]
        resting += segment.kept[2]
    return Usage(total, used, reserved, excluded, resting, available)
