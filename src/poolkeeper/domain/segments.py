"""Segments: stretches of addresses that the same pools cover, each with its own set of free units.

Pools may overlap. Cut at every border of every pool, the addresses fall into segments, and each address lies in at
most one. So an address has one free bit however many pools cover it, and cannot be handed out by two of them.
This file knows segments and how overlapping ranges are cut into them; who holds what is ``domain.allocator``.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import Final

from pyroaring import BitMap, FrozenBitMap

from poolkeeper.domain.aging import Aging

FREE: Final = 0
USED: Final = 1
RESERVED: Final = 2
EXCLUDED: Final = 3
RESTING: Final = 4
IDLE: Final = 5
"""Standings of an address. With several reasons to be busy the lowest number counts. IDLE is as good as free, but
remembered for a client: given to another only where nothing is FREE."""

BLOCK_BITS: Final = 16
_BLOCK: Final = 1 << BLOCK_BITS
_LOW: Final = _BLOCK - 1

# Always copied with optimize=False: run containers look smaller, but max() and remove() scan their runs, up to 18 us
# at /8 size. One bitset or array container per BitMap keeps both at 25 to 150 ns however large the pool is, since
# max() also counts the containers of its BitMap.
_WHOLE: Final = FrozenBitMap(array("I", range(_BLOCK)), optimize=False)

Piece = tuple[int, int, frozenset[int]]
"""First and last address of an elementary interval, and the ids of the pools that cover it."""


class Segment:
    """The units from address ``first`` to ``last`` and which of them are free.

    A unit is ``1 << shift`` addresses: 1 for IPv4, a whole prefix in a pool of prefixes. Free units lie in blocks of
    65,536, made when the first of their units is removed; ``open`` holds the numbers of blocks with something free.
    ``kept`` counts the units that nobody holds and yet are not free: reserved, excluded, resting, idle; ``aging``
    knows which idle one was left longest ago.
    ``pools`` maps each covering pool's id to this segment's place in that pool's list.
    """

    __slots__ = ("aging", "blocks", "first", "free", "kept", "last", "open", "pools", "shift", "units")

    def __init__(self, first: int, last: int, shift: int) -> None:
        self.first = first
        self.last = last
        self.shift = shift
        self.units = (last - first + 1) >> shift
        self.free = self.units
        self.blocks: dict[int, BitMap] = {}
        self.open = BitMap(range((self.units + _LOW) >> BLOCK_BITS))
        self.kept = [0, 0, 0, 0]
        self.aging = Aging()
        self.pools: dict[int, int] = {}

    @property
    def used(self) -> int:
        """Units that somebody holds."""
        return self.units - self.free - sum(self.kept)

    def unit(self, address: int) -> int:
        """The number of the unit that starts at an address; ValueError when none starts there."""
        offset = address - self.first
        number = offset >> self.shift
        if number << self.shift != offset:
            raise ValueError(f"{address:#x} is not the first address of a unit of {1 << self.shift}")
        return number

    def remove(self, address: int) -> int:
        """Make a free unit busy; returns how many are free now."""
        unit = self.unit(address) if self.shift else address - self.first
        number = unit >> BLOCK_BITS
        block = self.blocks.get(number)
        if block is None:
            block = self.blocks[number] = self._make_block(number)
        block.remove(unit & _LOW)
        if not block:
            self.open.remove(number)
        self.free -= 1
        return self.free

    def remove_highest(self) -> int:
        """Make the highest free unit busy; its address. ValueError when none is free."""
        number = self.open.max()
        block = self.blocks.get(number)
        if block is None:
            block = self.blocks[number] = self._make_block(number)
        low = block.max()
        block.remove(low)
        if not block:
            self.open.remove(number)
        self.free -= 1
        return self.first + ((number << BLOCK_BITS | low) << self.shift)

    def add(self, address: int) -> int:
        """Make a busy unit free; returns how many are free now."""
        unit = self.unit(address) if self.shift else address - self.first
        number = unit >> BLOCK_BITS
        block = self.blocks[number]
        if not block:
            self.open.add(number)
        block.add(unit & _LOW)
        self.free += 1
        return self.free

    def highest(self) -> int:
        """The highest free unit's address; ValueError when none is free."""
        number = self.open.max()
        block = self.blocks.get(number)
        top = self._units_in(number) - 1 if block is None else block.max()
        return self.first + ((number << BLOCK_BITS | top) << self.shift)

    def busy(self) -> Iterator[int]:
        """Addresses of the units that are not free, in no order between blocks."""
        for number, block in self.blocks.items():
            busy = BitMap(block, optimize=False)
            busy.flip_inplace(0, self._units_in(number))
            base = number << BLOCK_BITS
            for low in busy:
                yield self.first + ((base | low) << self.shift)

    def _units_in(self, number: int) -> int:
        return min(_BLOCK, self.units - (number << BLOCK_BITS))

    def _make_block(self, number: int) -> BitMap:
        block = BitMap(_WHOLE, optimize=False)
        units = self._units_in(number)
        if units < _BLOCK:
            block.remove_range(units, _BLOCK)
        return block


def cut(ranges: Iterable[tuple[int, int, int]]) -> Iterator[Piece]:
    """Cut overlapping (first, last, pool id) ranges into pieces that the same pools cover throughout, ascending.

    The ranges of one pool must not overlap. Touching pieces with the same pools come out as one.
    """
    borders: list[tuple[int, int, int]] = []
    for first, last, pool_id in ranges:
        borders.append((first, 1, pool_id))
        borders.append((last + 1, 0, pool_id))
    borders.sort()
    active: set[int] = set()
    since = 0
    cover: frozenset[int] = frozenset()
    for index, (point, starts, pool_id) in enumerate(borders):
        (active.add if starts else active.remove)(pool_id)
        if index + 1 < len(borders) and borders[index + 1][0] == point:
            continue
        if active == cover:
            continue
        if cover:
            yield since, point - 1, cover
        since, cover = point, frozenset(active)
