"""The allocator and plain sets, side by side over random operations: they always agree."""

import random
from collections.abc import Hashable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from poolkeeper.domain.addresses import RangeSet
from poolkeeper.domain.allocator import AddressSpace, Empty, Found, Held
from poolkeeper.domain.usage import Usage, chain_usage, usage

# The same as plain sets

ANN: Hashable = ("DHCP", b"\x00ann")
BOB: Hashable = ("DHCP", b"\x00bob")
LAND = 40
POOLS = st.integers(1, 4)
KEYS = st.sampled_from(["ann", "bob", "cyd"])
PLACES = st.integers(0, LAND + 3)
DELAYS = st.sampled_from([0, 0, 3, 8])
RANGES = st.sets(st.integers(0, LAND - 1), max_size=LAND)


class Model:
    """The allocator as anybody would write it: sets, and a scan for every question."""

    def __init__(self) -> None:
        self.pools: dict[int, tuple[frozenset[int], int | None, int]] = {}
        self.taken: dict[int, str] = {}
        self.reserved: dict[int, str] = {}
        self.excluded: set[int] = set()
        self.resting: set[int] = set()
        self.memory: dict[int, str] = {}
        self.left: dict[int, tuple[int, int]] = {}  # address -> (moment, turn) of its client's leaving
        self.moment = 1
        self.turns = 0

    def copy(self) -> "Model":
        twin = Model()
        for name, value in vars(self).items():
            setattr(twin, name, value if isinstance(value, int) else value.copy())
        return twin

    def chain(self, pool_id: int | None) -> list[int]:
        walked: list[int] = []
        while pool_id in self.pools and pool_id not in walked:
            walked.append(pool_id)
            pool_id = self.pools[pool_id][1]
        return walked

    def busy(self) -> set[int]:
        return self.taken.keys() | self.reserved.keys() | self.excluded | self.resting

    def offered(self, address: int, key: str) -> bool:
        others = {a for a, k in self.reserved.items() if k != key}
        return address not in self.taken.keys() | others | self.excluded | self.resting

    def is_ripe(self, address: int, pool_id: int) -> bool:
        delay = self.pools[pool_id][2]
        return not delay or self.left[address][0] + delay <= self.moment

    def first_with(self, address: int, chain: list[int]) -> int | None:
        return next((p for p in chain if address in self.pools[p][0]), None)

    def picks(self, pool_id: int, key: str, wanted: int | None) -> set[Found | Empty]:
        chain = self.chain(pool_id)
        pool = None if wanted is None or not self.offered(wanted, key) else self.first_with(wanted, chain)
        if wanted is not None and pool and (self.memory.get(wanted, key) == key or self.is_ripe(wanted, pool)):
            return {Found(wanted, pool)}
        own = [a for a, k in self.memory.items() if k == key and self.offered(a, key) and self.first_with(a, chain)]
        if own:
            return {Found(a, self.first_with(a, chain) or 0) for a in own}
        for each in chain:
            free = self.pools[each][0] - self.busy()
            if free - self.memory.keys():
                return {Found(max(free - self.memory.keys()), each)}
            if free and self.is_ripe(oldest := min(free, key=self.left.__getitem__), each):
                return {Found(oldest, each)}
        return {Empty(tuple(chain))}

    def remember(self, address: int, key: str, used: bool) -> None:
        def pools(a: int) -> set[int]:
            return {p for p, (land, *_) in self.pools.items() if a in land}

        known = self.memory.get(address) == key
        if not known and not pools(address):
            return
        if used or not known:
            self.turns += 1
            self.left[address] = (self.moment if used else -1, self.turns)
        if known:
            return
        for other in [a for a, k in self.memory.items() if k == key and (not pools(a) or pools(a) & pools(address))]:
            del self.memory[other]
        self.memory[address] = key

    def usage(self, pool_ids: list[int]) -> Usage:
        land: set[int] = set().union(*(self.pools[p][0] for p in pool_ids))
        left, counts = set(land), []
        for reason in (self.taken.keys(), self.reserved.keys(), self.excluded, self.resting):
            counts.append(len(left & set(reason)))
            left -= set(reason)
        return Usage._make((len(land), *counts, len(left)))


class AllocatorAgreesWithPlainSets(RuleBasedStateMachine):
    """Random operations on both, with overlapping pools, loops, changes under live takes, and rollbacks."""

    unit = 1

    @initialize()
    def start(self) -> None:
        self.space = AddressSpace()
        self.model = Model()
        self.marks: list[tuple[int, Model]] = []

    def at(self, place: int) -> int:
        return place * self.unit

    @rule(pool_id=POOLS, land=RANGES, following=st.none() | st.integers(1, 5), delay=DELAYS)
    def define(self, pool_id: int, land: set[int], following: int | None, delay: int) -> None:
        spans = RangeSet.of((self.at(place), self.at(place + 1) - 1) for place in land)
        self.space.define(pool_id, spans, following, self.unit, delay)
        self.model.pools[pool_id] = (frozenset(land), following, delay)

    @rule(pool_id=POOLS, first=st.integers(0, LAND - 1), length=st.integers(1, LAND), following=st.none() | POOLS)
    def define_one_range(self, pool_id: int, first: int, length: int, following: int | None) -> None:
        self.define(pool_id, set(range(first, min(LAND, first + length))), following, 0)

    @rule(moments=st.integers(1, 4))
    def time_goes_by(self, moments: int) -> None:
        self.space.now += moments
        self.model.moment = self.space.now
        for _, before in self.marks:
            before.moment = self.space.now  # nothing takes time back

    @rule(pool_id=POOLS, delay=DELAYS, draw=st.data())
    def fill_up_and_leave(self, pool_id: int, delay: int, draw: st.DataObject) -> None:
        """A pool whose every free address is somebody's of last time: what comes next gets the oldest."""
        places = draw.draw(st.permutations(range(6)))
        self.define(pool_id, set(places), None, delay)
        for number, place in enumerate(places):
            if place not in self.model.taken:
                self.take(place, f"guest{number}")
        for place in draw.draw(st.permutations(places)):
            if place in self.model.taken:
                self.leave(place, True, True)

    @precondition(lambda self: self.model.pools)
    @rule(draw=st.data())
    def remove(self, draw: st.DataObject) -> None:
        pool_id = draw.draw(st.sampled_from(sorted(self.model.pools)))
        self.space.remove(pool_id)
        del self.model.pools[pool_id]

    @rule(pool_id=POOLS, key=KEYS, wanted=st.none() | PLACES, take=st.booleans())
    def pick(self, pool_id: int, key: str, wanted: int | None, take: bool) -> None:
        found = self.space.pick(pool_id, key, None if wanted is None else self.at(wanted))
        if isinstance(found, Found):
            place, left = divmod(found.address, self.unit)
            assert left == 0
            assert Found(place, found.pool_id) in self.model.picks(pool_id, key, wanted)
            if take:
                assert place not in self.model.taken
                self.take(place, key)
        else:
            assert found in self.model.picks(pool_id, key, wanted)

    @rule(place=PLACES, key=KEYS)
    def take(self, place: int, key: str) -> None:
        if self.model.taken.get(place, key) != key:
            with pytest.raises(Held):
                self.space.take(self.at(place), key)
            return
        self.space.take(self.at(place), key)
        self.model.taken[place] = key
        if self.model.memory.get(place, key) != key:
            del self.model.memory[place]

    @precondition(lambda self: self.model.taken)
    @rule(draw=st.data(), remember=st.booleans(), used=st.booleans())
    def release(self, draw: st.DataObject, remember: bool, used: bool) -> None:
        self.leave(draw.draw(st.sampled_from(sorted(self.model.taken))), remember, used)

    def leave(self, place: int, remember: bool, used: bool) -> None:
        key = self.model.taken.pop(place)
        self.space.release(self.at(place), key if remember else None, used)
        if remember:
            self.model.remember(place, key, used)

    @rule(place=PLACES, key=KEYS)
    def reserve(self, place: int, key: str) -> None:
        if self.model.reserved.setdefault(place, key) == key:
            self.space.reserve(self.at(place), key)
        else:
            with pytest.raises(Held):
                self.space.reserve(self.at(place), key)

    @rule(place=PLACES)
    def unreserve(self, place: int) -> None:
        self.space.unreserve(self.at(place))
        self.model.reserved.pop(place, None)

    @rule(place=PLACES, on=st.booleans())
    def exclude(self, place: int, on: bool) -> None:
        (self.space.exclude if on else self.space.include)(self.at(place))
        (self.model.excluded.add if on else self.model.excluded.discard)(place)

    @rule(place=PLACES, on=st.booleans())
    def rest(self, place: int, on: bool) -> None:
        (self.space.rest if on else self.space.wake)(self.at(place))
        (self.model.resting.add if on else self.model.resting.discard)(place)

    @rule()
    def mark(self) -> None:
        self.marks.append((self.space.mark(), self.model.copy()))

    @precondition(lambda self: self.marks)
    @rule(undo=st.booleans())
    def close_mark(self, undo: bool) -> None:
        mark, before = self.marks.pop()
        if undo:
            self.space.rollback(mark)
            self.model = before
        else:
            self.space.forget(mark)

    # Checked now and then only: changes of pools must also pile up unsettled between other operations.

    @rule()
    def counts_agree(self) -> None:
        for pool_id in self.model.pools:
            counted = usage(self.space, pool_id)
            assert counted == self.model.usage([pool_id])
            assert counted.total == sum(counted[1:])
            assert chain_usage(self.space, pool_id) == self.model.usage(self.model.chain(pool_id))

    @rule()
    def every_client_would_get_what_the_model_says(self) -> None:
        for pool_id in self.model.pools:
            for key in ("ann", "bob", "dan"):
                found: Any = self.space.pick(pool_id, key)
                if isinstance(found, Found):
                    found = Found(found.address // self.unit, found.pool_id)
                assert found in self.model.picks(pool_id, key, None)

    def teardown(self) -> None:
        self.counts_agree()
        self.every_client_would_get_what_the_model_says()
        while self.marks:
            self.close_mark(undo=True)
            self.counts_agree()
            self.every_client_would_get_what_the_model_says()


class PrefixesAgreeWithPlainSets(AllocatorAgreesWithPlainSets):
    """The same for units of a whole /64, whose addresses need 128 bits."""

    unit = 2**64


THOROUGH = settings(
    max_examples=250, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAddressesAgreeWithPlainSets = AllocatorAgreesWithPlainSets.TestCase
TestAddressesAgreeWithPlainSets.settings = THOROUGH
TestPrefixesAgreeWithPlainSets = PrefixesAgreeWithPlainSets.TestCase
TestPrefixesAgreeWithPlainSets.settings = settings(THOROUGH, max_examples=80)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 140_000])
def test_large_pools_agree_with_a_plain_set(size: int, seed: int) -> None:
    rng = random.Random(seed * size)
    space = AddressSpace()
    space.define(1, RangeSet.of([(1000, 999 + size)]))
    free = set(range(1000, 1000 + size))
    busy = rng.sample(sorted(free), size - rng.choice((3, 300, size // 2)))
    for address in busy:
        space.take(address, ANN)
    free -= set(busy)
    for _ in range(200):
        if free and rng.random() < 0.6:
            found = space.pick(1, BOB)
            assert found == Found(max(free), 1)
            space.take(max(free), ANN)
            busy.append(max(free))
            free.remove(max(free))
        else:
            address = busy.pop(rng.randrange(len(busy)))
            space.release(address)
            free.add(address)
        if rng.random() < 0.02:
            border = rng.randrange(1000, 1000 + size)
            space.define(2, RangeSet.of([(border, border + 70_000)]))
        assert usage(space, 1) == Usage(size, size - len(free), 0, 0, 0, len(free))
