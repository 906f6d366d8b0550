"""How long it takes to find, take and release an address, however large and however full the pool.

Four ways to hand out the highest free address are measured in the same run: Poolkeeper's ``AddressSpace``, the bits
inside it (``Segment``) alone, one numpy bit for each address with a cursor, and a plain Python set of taken addresses
that is searched from the top. The last three only keep a bit; ``AddressSpace`` also knows who holds the address,
remembers who had it, heeds reservations and overlapping pools, and could undo the batch.

    python bench/allocator.py            pools of /24, /16 and /8, each 1 %, 50 % and 99.9 % full; under a minute
    python bench/allocator.py --quick    the same up to /12, and a /8 that is 1 % full

Printed: nanoseconds per pick and take, and per release, best of several rounds; the sum of both relative to ours;
``growth``, ours at the largest size over ours at /24. Exit status 1 when that is above its floor.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np

from poolkeeper.domain.addresses import RangeSet
from poolkeeper.domain.allocator import AddressSpace, Found, Key
from poolkeeper.domain.segments import Segment

BASE = 10 << 24
FULL = (0.01, 0.5, 0.999)
BATCH = 64
ROUNDS = 5
GROWTH_AT_MOST = 2.0
SECONDS_PER_ROUND = 0.06
SET_BYTES_PER_ADDRESS = 100


class Times(NamedTuple):
    """Nanoseconds for one pick and take, and for one release."""

    take_ns: float
    release_ns: float


class Way(Protocol):
    """One way to keep a pool of ``2 ** bits`` addresses; they are numbered from 0."""

    def fill(self, addresses: list[int]) -> None:
        """Take these."""

    def take(self, keys: list[Key]) -> list[int]:
        """One address, the highest free, for each key."""

    def release(self, addresses: list[int]) -> None:
        """Give these back."""


class Ours:
    """Poolkeeper's allocator, used as the engine uses it: a mark around each batch."""

    def __init__(self, bits: int) -> None:
        self.space = AddressSpace()
        self.space.define(1, RangeSet.of([(BASE, BASE + (1 << bits) - 1)]))

    def fill(self, addresses: list[int]) -> None:
        take = self.space.take
        for address in addresses:
            take(BASE + address, "filler")

    def take(self, keys: list[Key]) -> list[int]:
        pick, take = self.space.pick, self.space.take
        mark = self.space.mark()
        taken = []
        for key in keys:
            found = pick(1, key)
            assert isinstance(found, Found)
            take(found.address, key)
            taken.append(found.address)
        self.space.forget(mark)
        return taken

    def release(self, addresses: list[int]) -> None:
        release = self.space.release
        mark = self.space.mark()
        for address in addresses:
            release(address)
        self.space.forget(mark)


class OurBits:
    """The free units of one segment, without holders, memory, pools or undo: the same work as the numpy bits."""

    def __init__(self, bits: int) -> None:
        self.segment = Segment(0, (1 << bits) - 1, 0)

    def fill(self, addresses: list[int]) -> None:
        for address in addresses:
            self.segment.remove(address)

    def take(self, keys: list[Key]) -> list[int]:
        highest, remove = self.segment.highest, self.segment.remove
        taken = []
        for _ in keys:
            address = highest()
            remove(address)
            taken.append(address)
        return taken

    def release(self, addresses: list[int]) -> None:
        add = self.segment.add
        for address in addresses:
            add(address)


class NumpyBits:
    """One bit for each address in 64-bit words, and a cursor above which nothing is free."""

    WORDS = 512

    def __init__(self, bits: int) -> None:
        self.words = np.full((1 << bits) // 64, 2**64 - 1, dtype=np.uint64)
        self.cursor = len(self.words)

    def fill(self, addresses: list[int]) -> None:
        places = np.array(addresses, dtype=np.uint64)
        np.bitwise_and.at(self.words, places >> np.uint64(6), ~(np.uint64(1) << (places & np.uint64(63))))

    def take(self, keys: list[Key]) -> list[int]:
        taken = []
        for _ in keys:
            number, word = self._highest_word()
            bit = word.bit_length() - 1
            self.words[number] = word ^ (1 << bit)
            taken.append(number << 6 | bit)
        return taken

    def _highest_word(self) -> tuple[int, int]:
        while True:
            word = int(self.words[self.cursor - 1])
            if word:
                return self.cursor - 1, word
            low = max(0, self.cursor - self.WORDS)
            found = self.words[low : self.cursor].nonzero()[0]
            self.cursor = low + int(found[-1]) + 1 if len(found) else low

    def release(self, addresses: list[int]) -> None:
        for address in addresses:
            number = address >> 6
            self.words[number] = int(self.words[number]) | 1 << (address & 63)
            self.cursor = max(self.cursor, number + 1)


class PlainSet:
    """The addresses that are taken; the highest that is not is searched from the top."""

    def __init__(self, bits: int) -> None:
        self.top = (1 << bits) - 1
        self.taken: set[int] = set()

    def fill(self, addresses: list[int]) -> None:
        self.taken.update(addresses)

    def take(self, keys: list[Key]) -> list[int]:
        given = []
        for _ in keys:
            address = self.top
            while address in self.taken:
                address -= 1
            self.taken.add(address)
            given.append(address)
        return given

    def release(self, addresses: list[int]) -> None:
        for address in addresses:
            self.taken.remove(address)


def measure(way: Way, free: int) -> Times:
    """The best round; in each, batches are taken and released until the round's time is over."""
    keys: list[Key] = [("DHCP", b"\x00%06d" % number) for number in range(min(BATCH, free))]
    best = Times(float("inf"), float("inf"))
    for _ in range(ROUNDS):
        times = _round(way, keys)
        best = Times(min(best.take_ns, times.take_ns), min(best.release_ns, times.release_ns))
    return best


def _round(way: Way, keys: list[Key]) -> Times:
    count = taking = releasing = 0
    while taking + releasing < SECONDS_PER_ROUND * 1e9:
        start = time.perf_counter_ns()
        addresses = way.take(keys)
        middle = time.perf_counter_ns()
        way.release(addresses)
        releasing += time.perf_counter_ns() - middle
        taking += middle - start
        count += len(keys)
    return Times(taking / count, releasing / count)


def stages(bits: int, quick: bool) -> Iterator[tuple[float, list[int], int]]:
    """(how full, addresses to take to get there from the stage before, how many are then free)."""
    size = 1 << bits
    order = np.random.default_rng(bits).permutation(size)
    done = 0
    for full in FULL[:1] if quick and bits == 24 else FULL:
        upto = min(round(size * full), size - 1)
        yield full, order[done:upto].tolist(), size - upto
        done = upto


def ways(bits: int) -> dict[str, Way]:
    """By their names; the set only if this machine's free memory can hold it."""
    chosen: dict[str, Way] = {"ours": Ours(bits), "bits": OurBits(bits), "numpy": NumpyBits(bits)}
    wanted = SET_BYTES_PER_ADDRESS << bits
    if wanted <= os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2:
        chosen["set"] = PlainSet(bits)
    else:
        print(f"/{32 - bits}: no plain set, it would need {wanted >> 20} MiB")
    return chosen


def run(sizes: tuple[int, ...], quick: bool) -> float:
    """Measure and print everything; returns the growth."""
    print("ns per pick and take + release; in brackets the sum as a multiple of ours")
    ours: dict[tuple[int, float], float] = {}
    for bits in sizes:
        competitors = ways(bits)
        for full, addresses, free in stages(bits, quick):
            cells = []
            for name, way in competitors.items():
                way.fill(addresses)
                take_ns, release_ns = measure(way, free)
                if name == "ours":
                    ours[bits, full] = take_ns + release_ns
                ratio = (take_ns + release_ns) / ours[bits, full]
                cells.append(f"{name} {take_ns:,.0f} + {release_ns:,.0f} ({ratio:.2f})")
            print(f"/{32 - bits:<2} {full:>5.1%} full: " + ", ".join(cells), flush=True)
    return _growth(ours)


def _growth(ours: dict[tuple[int, float], float]) -> float:
    worst = 0.0
    for full in FULL:
        bits = max(size for size, at in ours if at == full)
        factor = ours[bits, full] / ours[8, full]
        worst = max(worst, factor)
        print(f"growth {full:.1%} full, /24 to /{32 - bits}: {factor:.2f}")
    print(f"ours at most {max(ours.values()):.0f} ns, growth at most {worst:.2f} (floor {GROWTH_AT_MOST})")
    return worst


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Poolkeeper's allocator against numpy bits and a plain set")
    parser.add_argument("--quick", action="store_true", help="under 15 seconds")
    quick = parser.parse_args().quick
    gc.collect()
    gc.freeze()
    return int(run((8, 16, 20, 24) if quick else (8, 16, 24), quick) > GROWTH_AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
