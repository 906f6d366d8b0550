"""Which free address next: finds, takes, keeps apart and frees.

One ``AddressSpace`` holds all pools of one address family, because pools may overlap and no address may be handed
out twice. It knows nothing of protocols, lease times or the store: who declares an address resting wakes it, and who
commits calls ``take`` afterwards or rolls back. How many are used or left is counted in ``domain.usage``.
Its time is what callers write into ``now``; it reads no clock.

Invariants, which the property test holds against plain sets:

1. An address is free when nobody holds it, it is not reserved, excluded, resting or remembered for somebody, and some
   pool covers it; remembered and otherwise free it is idle.
2. The free units of the segments (``domain.segments``) are exactly the free addresses.
3. Every busy address is either in a segment or in ``_outside``.
4. ``_homes`` and ``_visitors`` are inverse: a key's remembered addresses, an address's remembering key. ``_since`` has
   the stamp of each visitor's leaving.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Final, NamedTuple, TypeAlias

from poolkeeper.domain.addresses import RangeSet
from poolkeeper.domain.pool_map import ANY_UNIT, Pool, PoolMap
from poolkeeper.domain.segments import EXCLUDED, FREE, IDLE, RESERVED, RESTING, USED

Key: TypeAlias = Hashable
"""Who an address is for, such as the bytes that name a DHCP client on its server. Holders, reservations and memory
compare it, and keep the object as long as the address is held: share one where there are many."""

_ABSENT: Final = object()

_PER_TICK: Final = 24
"""Bits of a stamp below its time: addresses that are left at one moment keep their order."""

Mark: TypeAlias = int
"""A place in the journal to roll back to."""


class Held(ValueError):
    """An address that somebody else holds, or has reserved, was asked for: the caller's mistake."""


class Found(NamedTuple):
    """The address to take, and the pool of the chain that gives it."""

    address: int
    pool_id: int


class Empty(NamedTuple):
    """Nothing free; the pools that were walked, the asked one first. Empty tuple: there is no such pool."""

    pool_ids: tuple[int, ...]


class AddressSpace(PoolMap):
    """All pools of one address family, and every address that is busy for some reason.

    Addresses are integers; in a pool of prefixes (``unit`` above 1) an address names the unit that it starts.
    Changes of pools cost nothing until the next question; then only what they touched is cut anew.
    """

    def __init__(self) -> None:
        super().__init__()
        self._taken: dict[int, Key] = {}
        self._reserved: dict[int, Key] = {}
        self._excluded: dict[int, bool] = {}
        self._resting: dict[int, bool] = {}
        self._homes: dict[Key, int | tuple[int, ...]] = {}
        self._visitors: dict[int, Key] = {}
        self._since: dict[int, int] = {}
        self.now = 1
        self._stamp = 1 << _PER_TICK
        self._unused = 0  # stamps of addresses that were held and never used: before all others
        self._journal: list[tuple[Any, ...]] = []  # each a callable that undoes, and its arguments
        self._marks = 0

    # Pools

    def define(
        self, pool_id: int, ranges: RangeSet, next_pool: int | None = None, unit: int = 1, reuse_delay: int = 0
    ) -> None:
        """Add a pool, or change its ranges, its next pool or (while nothing is busy in it) its unit.

        ``unit`` is the size of one allocation in addresses, a power of two that all ranges align to: 1 for IPv4,
        ``2 ** (128 - length)`` for IPv6 prefixes. reuse_delay: see ``pick``. Addresses taken under older ranges stay
        taken. ValueError when
        the unit does not fit, when pools or busy addresses of another unit overlap, or beyond 2**32 units.
        """
        shift = self._checked_shift(ranges, unit)
        before = self._pools.get(pool_id)
        if shift or self._shifts - {shift}:
            self._refuse_other_units(pool_id, ranges, shift)
        self._shifts.add(shift)
        if before is not None and before.shift == shift and before.ranges.spans == ranges.spans:
            self._note(self._refit, pool_id, before.ranges, before.next_pool, before.reuse_delay)
            self._refit(pool_id, ranges, next_pool, reuse_delay)
        else:
            self._note(self._install, pool_id, before)
            self._install(pool_id, Pool(ranges, next_pool, shift, reuse_delay))

    def remove(self, pool_id: int) -> None:
        """Drop a pool; KeyError if there is none. What was taken from it stays taken until released."""
        self._note(self._install, pool_id, self._pools[pool_id])
        self._install(pool_id, None)

    # Questions about one address

    def holder(self, address: int) -> Key | None:
        """Who holds the address."""
        return self._taken.get(address)

    def reserved_for(self, address: int) -> Key | None:
        """Whose reservation the address is, held or not."""
        return self._reserved.get(address)

    def standing(self, address: int) -> int:
        """FREE, USED, RESERVED, EXCLUDED, RESTING or IDLE; FREE and IDLE say nothing about pools."""
        if address in self._taken:
            return USED
        if address in self._reserved:
            return RESERVED
        if address in self._excluded:
            return EXCLUDED
        if address in self._resting:
            return RESTING
        return IDLE if address in self._visitors else FREE

    def idle_since(self, address: int) -> int | None:
        """The stamp of an idle address, None for any other."""
        return self._since[address] if self.standing(address) == IDLE else None

    def is_excluded(self, address: int) -> bool:
        """Whether the address is ours, even if somebody holds it as well."""
        return address in self._excluded

    def is_resting(self, address: int) -> bool:
        """Whether the address rests, even if it is busy for other reasons as well."""
        return address in self._resting

    # Finding

    def pick(self, pool_id: int, key: Key, wanted: int | None = None) -> Found | Empty:
        """The address this client would get: wanted, else its own of last time, else the highest free one, else the
        one that another client left longest ago.

        Each is looked for in the pool and in the chain of its next pools (RouterOS manual, IP Pools). What is
        reserved for ``key`` counts as free for it, when wanted or remembered. What another left is not given before
        the pool's ``reuse_delay`` is over. Nothing is taken.
        """
        if self._redefined:
            self._settle()
        pool = self._pools.get(pool_id)
        if pool is None:
            return Empty(())
        chain = (pool_id,) if pool.next_pool is None else self.chain(pool_id)
        if wanted is not None:
            found = self._offer(wanted, chain, key)
            if found is not None:
                return found
        home = self._homes.get(key)
        if home is not None:
            for address in home if isinstance(home, tuple) else (home,):
                found = self._offer(address, chain, key)
                if found is not None:
                    return found
        for pool_id in chain:
            pool = self._pools[pool_id]
            if pool.open:
                return Found(pool.segments[pool.open.max()].highest(), pool_id)
            oldest = self._oldest(pool)
            if oldest is not None and self._is_ripe(oldest[0], pool):
                return Found(oldest[1], pool_id)
        return Empty(chain)

    def _offer(self, address: int, chain: tuple[int, ...], key: Key) -> Found | None:
        if address in self._taken or address in self._excluded or address in self._resting:
            return None
        if self._reserved.get(address, key) != key:
            return None
        segment = self._find(address)
        if segment.shift and (address - segment.first) & ((1 << segment.shift) - 1):
            return None
        for pool_id in chain:
            if pool_id in segment.pools:
                if self._visitors.get(address, key) != key and not self._is_ripe(
                    self._since[address], self._pools[pool_id]
                ):
                    return None
                return Found(address, pool_id)
        return None

    def _is_ripe(self, stamp: int, pool: Pool) -> bool:
        return not pool.reuse_delay or (stamp >> _PER_TICK) + pool.reuse_delay <= self.now

    # Holding

    def take(self, address: int, holder: Key) -> None:
        """Let ``holder`` have the address, in a pool or not; nothing happens if it has it already.

        Held when somebody else has it. Reservations and exclusions are for the caller to heed: they do not hinder.
        """
        if self._redefined:
            self._settle()
        held = self._taken.get(address)
        if held is not None:
            if held != holder:
                raise Held(f"{address:#x} is held by {held!r}")
            return
        reserved, excluded, resting, visitors = self._reserved, self._excluded, self._resting, self._visitors
        if address in visitors or address in reserved or address in excluded or address in resting:
            before = self.standing(address)
            visitor = self._visitors.get(address)
            self._taken[address] = holder = visitor if visitor == holder else holder  # one object, not two equal ones
            self._restand(address, before)
        else:
            segment = self._segments[bisect_right(self._starts, address) - 1]
            if address > segment.last:
                self._outside[address] = ANY_UNIT
            elif not segment.remove(address):
                self._close(segment)
            self._taken[address] = holder
        if self._marks:
            self._journal.append((self.release, address))
        if self._visitors.get(address, holder) != holder:
            self._forget(address)

    def take_many(self, held: Iterable[tuple[int, Key]]) -> None:
        """``take`` for many (address, holder) that nobody holds yet, outside any mark; for a start."""
        if self._redefined:
            self._settle()
        taken = self._taken
        plain = not (self._visitors or self._reserved or self._excluded or self._resting)
        last, segment = -1, self._segments[-1]
        for address, holder in held:
            if not plain and self.standing(address):
                self.take(address, holder)
                continue
            if not segment.first <= address <= last:
                segment = self._segments[bisect_right(self._starts, address) - 1]
                last = segment.last
            if address > last:
                self._outside[address] = ANY_UNIT
            elif not segment.remove(address):
                self._close(segment)
            taken[address] = holder

    def grab(self, pool_id: int, holder: Key) -> int:
        """``pick`` and ``take`` in one for a key without a wish, where it takes no more than a look: the pool's highest
        free address. -1, and nothing is taken, where the key is remembered or the pool has nothing free."""
        if self._redefined:
            self._settle()
        pool = self._pools.get(pool_id)
        if pool is None or not pool.open or holder in self._homes:
            return -1
        segment = pool.segments[pool.open.max()]
        address = segment.remove_highest()
        if not segment.free:
            self._close(segment)
        self._taken[address] = holder
        if self._marks:
            self._journal.append((self.release, address))
        return address

    def release(self, address: int, remember: Key | None = None, used: bool = True) -> None:
        """Let go of a held address; KeyError if nobody holds it.

        With ``remember``, that key gets the address again when it is still free then. A key is remembered once per
        pool and an address for one key, until another takes it; outside every pool nothing is remembered. ``used``
        False: the key was never told that the address is its own, so no reuse delay need pass.
        """
        if self._redefined:
            self._settle()
        holder = self._taken[address]
        if remember is not None:
            self._remember(address, remember, used)
        del self._taken[address]
        if self.standing(address):
            self._restand(address, USED)
        else:
            segment = self._segments[bisect_right(self._starts, address) - 1]
            if address > segment.last:
                del self._outside[address]
            elif segment.add(address) == 1:
                self._reopen(segment)
        if self._marks:
            self._journal.append((self.take, address, holder))

    # Other reasons to be busy

    def reserve(self, address: int, for_key: Key) -> None:
        """Keep the address for one client (a static lease); Held when it is another's reservation."""
        held = self._reserved.get(address, for_key)
        if held != for_key:
            raise Held(f"{address:#x} is reserved for {held!r}")
        self._mark_busy(self._reserved, address, for_key)

    def unreserve(self, address: int) -> None:
        """End a reservation; no error if there is none. Who holds the address keeps it."""
        self._unmark_busy(self._reserved, address)

    def exclude(self, address: int) -> None:
        """Never give this address out: it is our own."""
        self._mark_busy(self._excluded, address, True)

    def include(self, address: int) -> None:
        """Undo ``exclude``; no error if it was not."""
        self._unmark_busy(self._excluded, address)

    def rest(self, address: int) -> None:
        """Give the address to nobody until ``wake``: a client or a probe found it in use."""
        self._mark_busy(self._resting, address, True)

    def wake(self, address: int) -> None:
        """Undo ``rest``; no error if it did not rest."""
        self._unmark_busy(self._resting, address)

    def _mark_busy(self, reason: dict[int, Any], address: int, value: Any) -> None:
        segment = self._find(address)
        if segment.shift:
            segment.unit(address)
        self._note(self._put_reason, reason, address, reason.get(address, _ABSENT))
        self._put_reason(reason, address, value)

    def _unmark_busy(self, reason: dict[int, Any], address: int) -> None:
        if address in reason:
            self._note(self._put_reason, reason, address, reason[address])
            self._put_reason(reason, address, _ABSENT)

    def _put_reason(self, reason: dict[int, Any], address: int, value: Any) -> None:
        if self._redefined:
            self._settle()  # by the standings of before
        before = self.standing(address)
        _put(reason, address, value)
        self._restand(address, before)

    def _restand(self, address: int, before: int) -> None:
        """Bring the segment in line after an address's reasons have changed."""
        after = self.standing(address)
        if after == before:
            return
        segment = self._find(address)
        if address > segment.last:
            _put(self._outside, address, self._outside.get(address, ANY_UNIT) if after else _ABSENT)
            return
        if before == FREE:
            if not segment.remove(address):
                self._close(segment)
        elif before != USED:
            segment.kept[before - RESERVED] -= 1
        if after == FREE:
            if segment.add(address) == 1:
                self._reopen(segment)
        elif after != USED:
            segment.kept[after - RESERVED] += 1
            if after == IDLE:
                self._note_idle(segment, address)

    # Memory of who had what

    def _remember(self, address: int, key: Key, used: bool) -> None:
        """Note that the key, which holds the address still, leaves it now."""
        pools = self._find(address).pools
        before = self._visitors.get(address, _ABSENT)
        if before == key:
            if used:
                self._visit(address, before, self._next_stamp(used))  # the object that is kept already
            return
        if not pools:
            return
        if before is not _ABSENT:
            self._forget(address)
        elsewhere: list[int] = []
        for other in _as_tuple(self._homes.get(key)):
            there = self._find(other).pools
            if there and there.keys().isdisjoint(pools):
                elsewhere.append(other)
            else:
                self._visit(other, _ABSENT, 0)
        self._put(self._homes, key, (*elsewhere, address) if elsewhere else address)
        self._visit(address, key, self._next_stamp(used))

    def _next_stamp(self, used: bool) -> int:
        if not used:
            self._unused += 1
            return self._unused
        self._stamp = max(self._stamp + 1, self.now << _PER_TICK)
        return self._stamp

    def _forget(self, address: int) -> None:
        key = self._visitors[address]
        left = tuple(other for other in _as_tuple(self._homes[key]) if other != address)
        self._put(self._homes, key, (left if len(left) > 1 else left[0]) if left else _ABSENT)
        self._visit(address, _ABSENT, 0)

    def _visit(self, address: int, key: Any, stamp: int) -> None:
        """Set or delete (key _ABSENT) who is remembered at an address."""
        if self._redefined:
            self._settle()  # by the standings of before
        before = self.standing(address)
        self._note(self._visit, address, self._visitors.get(address, _ABSENT), self._since.get(address, 0))
        _put(self._visitors, address, key)
        _put(self._since, address, _ABSENT if key is _ABSENT else stamp)
        self._restand(address, before)

    # Undoing a batch

    def mark(self) -> Mark:
        """Open a mark: from here on every change can be rolled back. Marks nest; close each, the latest first."""
        self._marks += 1
        return len(self._journal)

    def rollback(self, mark: Mark) -> None:
        """Undo everything since the mark, pools and memory included, and close it."""
        open_marks, self._marks = self._marks, 0
        while len(self._journal) > mark:
            undo, *arguments = self._journal.pop()
            undo(*arguments)
        self._marks = open_marks - 1

    def forget(self, mark: Mark) -> None:
        """Close a mark and keep what happened since."""
        self._marks -= 1
        if not self._marks:
            self._journal.clear()

    def _note(self, undo: Callable[..., Any], *arguments: Any) -> None:
        if self._marks:
            self._journal.append((undo, *arguments))

    def _put(self, where: dict[Any, Any], key: Any, value: Any) -> None:
        self._note(_put, where, key, where.get(key, _ABSENT))
        _put(where, key, value)


def _as_tuple(home: int | tuple[int, ...] | None) -> tuple[int, ...]:
    if home is None:
        return ()
    return home if isinstance(home, tuple) else (home,)


def _put(where: dict[Any, Any], key: Any, value: Any) -> None:
    """Set a dictionary's entry, or delete it when the value is _ABSENT."""
    if value is _ABSENT:
        where.pop(key, None)
    else:
        where[key] = value
