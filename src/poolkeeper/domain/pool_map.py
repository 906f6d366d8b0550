"""Which pools cover which addresses, kept up to date while pools come, change and go.

Here are the pools, their chains, and the segments (``domain.segments``) that their ranges are cut into. What makes an
address busy is the business of ``domain.allocator``, which builds on this.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from pyroaring import BitMap

from poolkeeper.domain.addresses import RangeSet, Span, join
from poolkeeper.domain.aging import Aging
from poolkeeper.domain.segments import IDLE, RESERVED, USED, Piece, Segment, cut

UNITS_AT_MOST: Final = 1 << 32
"""In one pool."""

ANY_UNIT: Final = -1
"""In place of a shift: the address was taken while no pool covered it."""


class Pool:
    """One pool as the space keeps it. ``open`` holds the places in ``segments`` of those with something free.

    ``aging`` holds the places of segments with something idle. reuse_delay: how long an address that was left is
    given to nobody but the client that left it, in the space's time.
    """

    __slots__ = ("aging", "next_pool", "open", "ranges", "reuse_delay", "segments", "shift")

    def __init__(self, ranges: RangeSet, next_pool: int | None, shift: int, reuse_delay: int = 0) -> None:
        self.ranges = ranges
        self.next_pool = next_pool
        self.shift = shift
        self.reuse_delay = reuse_delay
        self.aging = Aging()
        self.segments: list[Segment] = []
        self.open = BitMap()


class PoolMap(ABC):
    """The pools of one address family, cut into segments.

    Changes of pools cost nothing until the next question; then only what they touched is cut anew. A segment that is
    cut or joined costs about 0.4 us for each busy unit in it; one whose borders stay costs nothing.
    """

    def __init__(self) -> None:
        self._pools: dict[int, Pool] = {}
        # Sorted by address; the last segment is a sentinel that covers nothing, found for addresses below the first.
        self._segments: list[Segment] = [Segment(0, -1, 0)]
        self._starts: list[int] = []
        self._redefined: set[int] = set()
        self._stale: list[Span] = []
        self._shifts: set[int] = set()
        self._outside: dict[int, int] = {}  # busy, in no pool -> the shift it had when it was in one

    @abstractmethod
    def standing(self, address: int) -> int:
        """Why an address is busy: FREE, USED, RESERVED, EXCLUDED, RESTING or IDLE of ``domain.segments``."""

    @abstractmethod
    def idle_since(self, address: int) -> int | None:
        """The stamp of an idle address, None for any other."""

    def pool(self, pool_id: int) -> Pool:
        """One pool with its segments up to date; KeyError if there is none."""
        if self._redefined:
            self._settle()
        return self._pools[pool_id]

    def chain(self, pool_id: int) -> tuple[int, ...]:
        """The pool, its next pool and so on, each once; ends at a loop or at a name that has vanished."""
        walked: dict[int, None] = {}
        pool = self._pools.get(pool_id)
        while pool is not None and pool_id not in walked:
            walked[pool_id] = None
            if pool.next_pool is None:
                break
            pool_id = pool.next_pool
            pool = self._pools.get(pool_id)
        return tuple(walked)

    def covers(self, pool_id: int, address: int) -> bool:
        """Whether the address lies in the pool's own ranges; False when there is no such pool."""
        return pool_id in self._find(address).pools

    def covering(self, address: int) -> tuple[int, ...]:
        """Ids of the pools whose ranges hold the address, ascending; none for an orphan."""
        return tuple(sorted(self._find(address).pools))

    # Pools in the making

    @staticmethod
    def _checked_shift(ranges: RangeSet, unit: int) -> int:
        shift = unit.bit_length() - 1
        if unit != 1 << max(shift, 0):
            raise ValueError(f"a unit of {unit} addresses is no power of two")
        if ranges.size >> shift > UNITS_AT_MOST:
            raise ValueError(f"a pool of {ranges.size >> shift} units is too large, 2**32 at most")
        if any(first & (unit - 1) or last + 1 & (unit - 1) for first, last in ranges):
            raise ValueError(f"ranges do not align to units of {unit} addresses")
        return shift

    def _refuse_other_units(self, pool_id: int, ranges: RangeSet, shift: int) -> None:
        """A unit of another size over a busy address could be handed out twice."""
        if self._redefined:
            self._settle()
        for segment in self._within(ranges):
            if segment.shift != shift and (segment.pools.keys() - {pool_id} or segment.free < segment.units):
                raise ValueError("units of another size overlap these ranges")
        for address, before in self._outside.items():
            size = 1 << max(before, 0)
            fits = before == shift or (before == ANY_UNIT and not address & ((1 << shift) - 1))
            if not fits and ranges.overlaps(RangeSet.of([(address, address + size - 1)])):
                raise ValueError(f"{address:#x} is busy as a unit of another size")

    def _install(self, pool_id: int, pool: Pool | None) -> None:
        before = self._pools.pop(pool_id, None)
        if pool is not None:
            self._pools[pool_id] = pool
        self._redefined.add(pool_id)
        for each in (before, pool):
            if each is not None:
                self._stale.extend(each.ranges.spans)

    def _refit(self, pool_id: int, ranges: RangeSet, next_pool: int | None, reuse_delay: int) -> None:
        pool = self._pools[pool_id]
        pool.ranges, pool.next_pool, pool.reuse_delay = ranges, next_pool, reuse_delay

    # Segments

    def _find(self, address: int) -> Segment:
        """The segment the address lies in, or the sentinel."""
        if self._redefined:
            self._settle()
        segment = self._segments[bisect_right(self._starts, address) - 1]
        return segment if address <= segment.last else self._segments[-1]

    def _within(self, ranges: RangeSet) -> Iterator[Segment]:
        """The segments that share an address with the ranges, ascending."""
        for first, last in ranges:
            yield from self._segments[slice(*self._touching(first, last))]

    def _touching(self, first: int, last: int) -> tuple[int, int]:
        """Slice of the segments that share an address with the span."""
        low = bisect_right(self._starts, first) - 1
        if low < 0 or self._segments[low].last < first:
            low += 1
        return low, bisect_right(self._starts, last)

    def _close(self, segment: Segment) -> None:
        for pool_id, place in segment.pools.items():
            self._pools[pool_id].open.discard(place)

    def _reopen(self, segment: Segment) -> None:
        for pool_id, place in segment.pools.items():
            self._pools[pool_id].open.add(place)

    def _note_idle(self, segment: Segment, address: int) -> None:
        """The address became idle; costs two looks into dicts where one pool covers it."""
        stamp = self.idle_since(address)
        if stamp is not None:
            segment.aging.note(address, stamp)
            for pool_id, place in segment.pools.items():
                self._pools[pool_id].aging.note(place, stamp)

    def _oldest(self, pool: Pool) -> tuple[int, int] | None:
        """(stamp, address) of the pool's address that is idle longest, None where none is idle."""

        def front(place: int) -> int | None:
            found = pool.segments[place].aging.oldest(self.idle_since)
            return None if found is None else found[0]

        first = pool.aging.oldest(front)
        return None if first is None else pool.segments[first[1]].aging.oldest(self.idle_since)

    def _settle(self) -> None:
        """Cut the segments anew where pools were changed since the last question.

        Segments whose borders stay are kept as they are; of the others, busy addresses move to their successors, or
        outside. The work is that of the changed pools and of what overlaps or touches them.
        """
        slices = self._stale_slices()
        old = [segment for low, high in slices for segment in self._segments[low:high]]
        new = self._replace(old, list(cut(self._cover_of(old))))
        touched = self._redefined.union(*(segment.pools for segment in old))
        self._splice(slices, new)
        self._redefined, self._stale = set(), []
        for segment in new:
            segment.pools = {}
        for pool_id in touched:
            self._link(pool_id)

    def _stale_slices(self) -> list[tuple[int, int]]:
        """Slices of the segments that overlap or touch a changed range, ascending; some hold no segment yet."""
        slices: list[tuple[int, int]] = []
        for first, last in join(sorted(self._stale)):
            low, high = self._touching(first - 1, last + 1)
            if slices and low <= slices[-1][1]:
                low, high = slices[-1][0], max(high, slices.pop()[1])
            slices.append((low, high))
        return slices

    def _cover_of(self, old: Iterable[Segment]) -> Iterator[tuple[int, int, int]]:
        for segment in old:
            for pool_id in segment.pools:
                if pool_id not in self._redefined:
                    yield segment.first, segment.last, pool_id
        for pool_id in self._redefined & self._pools.keys():
            for first, last in self._pools[pool_id].ranges:
                yield first, last, pool_id

    def _replace(self, old: list[Segment], pieces: list[Piece]) -> list[Segment]:
        """One segment for each piece, with the busy units in place; what no piece covers goes outside."""
        known = {(segment.first, segment.last, segment.shift): segment for segment in old}
        new: list[Segment] = []
        fresh: list[Segment] = []
        for first, last, cover in pieces:
            shift = self._pools[next(iter(cover))].shift
            segment = known.pop((first, last, shift), None)
            if segment is None:
                segment = Segment(first, last, shift)
                fresh.append(segment)
            new.append(segment)
        for segment in known.values():
            self._outside.update(dict.fromkeys(segment.busy(), segment.shift))
        if fresh and self._outside:
            self._bring_in(fresh)
        return new

    def _bring_in(self, fresh: list[Segment]) -> None:
        low, high = fresh[0].first, fresh[-1].last
        busy = sorted(address for address in self._outside if low <= address <= high)
        for segment in fresh:
            for address in busy[bisect_left(busy, segment.first) : bisect_right(busy, segment.last)]:
                segment.remove(address)
                standing = self.standing(address)
                if standing != USED:
                    segment.kept[standing - RESERVED] += 1
                if standing == IDLE:
                    self._note_idle(segment, address)  # its pools hear of it when they are linked
                del self._outside[address]

    def _splice(self, slices: list[tuple[int, int]], new: list[Segment]) -> None:
        """Put the new segments, which are ascending, where the slices were."""
        segments: list[Segment] = []
        done = placed = 0
        for low, high in slices:
            segments += self._segments[done:low]
            limit = self._starts[high] if high < len(self._starts) else None
            upto = len(new) if limit is None else bisect_left(new, limit, key=_first)
            segments += new[placed:upto]
            done, placed = high, upto
        segments += self._segments[done:]
        self._segments = segments
        self._starts = [segment.first for segment in segments[:-1]]

    def _link(self, pool_id: int) -> None:
        """Give a pool its list of segments, and them their places in it."""
        pool = self._pools.get(pool_id)
        if pool is None:
            return
        pool.segments = list(self._within(pool.ranges))
        pool.open = BitMap()
        pool.aging = Aging()
        for place, segment in enumerate(pool.segments):
            segment.pools[pool_id] = place
            if segment.free:
                pool.open.add(place)
            if segment.kept[IDLE - RESERVED]:
                pool.aging.note(place, 0)  # older than any: put right at the first question


def _first(segment: Segment) -> int:
    return segment.first
