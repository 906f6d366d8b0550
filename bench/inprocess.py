"""How many DHCP packets a second one process decodes, decides, commits to disk and answers, without a wire.

The parts are those of the running server: ``app.build`` over an SQLite store with synchronous=FULL, a server for
relayed clients, packets made by the codec. What the kernel adds for sockets is not in it; ``peers.py`` measures that.
DORAs (DISCOVER, OFFER, REQUEST, ACK) of new clients come in batches of 64 and of 256, as recvmmsg gives them.

    python bench/inprocess.py            about 20 s
    python bench/inprocess.py --quick    about 6 s
    python bench/inprocess.py --profile  also where Python's time goes, by function

Printed: packets and DORAs a second, microseconds a packet by step, the ratio to the same run with a store in memory,
and ``growth``, CPU time a packet with 100,000 leases over that with 1,000. Exit status 1 when growth is too large.
"""

import argparse
import cProfile
import gc
import pstats
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from poolkeeper.app import Parts, build, local_user
from poolkeeper.domain.change import Cell, Changes, LeaseRecord, Put
from poolkeeper.domain.interfaces import Interface
from poolkeeper.domain.lease import State, client_key
from poolkeeper.engine.desk import Wish
from poolkeeper.engine.logbook import LogBook
from poolkeeper.servers.answers import Answers
from poolkeeper.store.base import Store
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import Request
from poolkeeper.wire.dhcp4 import Message, Packet, ask_of, encode

BATCHES = (64, 256)
FEW, MANY = 1_000, 100_000
ROUNDS = 3
GROWTH_AT_MOST = 2.0
SERVER, RELAY = 10 << 24 | 1, 10 << 24 | 2
POOL = "10.16.0.0-10.47.255.255"
POOL_TOP = (10 << 24) + (48 << 16) - 1
STEPS = ("decode", "decide", "commit", "encode")
WANTED = bytes((1, 3, 6, 15, 51, 54))


class Kept:
    """A store that keeps nothing: what the same path costs where commits are free."""

    def load(self, table: str) -> Iterator[tuple[Cell, ...]]:
        """No rows."""
        return iter(())

    def newest_lease(self) -> int:
        """None."""
        return 0

    def commit(self, changes: Changes, leases: Sequence[LeaseRecord] = ()) -> None:
        """Nothing to wait for."""

    def check(self) -> list[str]:
        """Sound."""
        return []

    def close(self) -> None:
        """Nothing to let go of."""


@dataclass
class Clocked:
    """A store in front of another that counts the seconds and CPU seconds its commits take."""

    inner: Store
    wall_s: float = 0.0
    cpu_s: float = 0.0

    def load(self, table: str) -> Iterator[tuple[Cell, ...]]:
        """As the inner one."""
        return self.inner.load(table)

    def newest_lease(self) -> int:
        """As the inner one."""
        return self.inner.newest_lease()

    def commit(self, changes: Changes, leases: Sequence[LeaseRecord] = ()) -> None:
        """As the inner one, with a stop watch."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            self.inner.commit(changes, leases)
        finally:
            self.wall_s += time.perf_counter() - wall
            self.cpu_s += time.process_time() - cpu

    def check(self) -> list[str]:
        """As the inner one."""
        return self.inner.check()

    def close(self) -> None:
        """As the inner one."""
        self.inner.close()


class House(NamedTuple):
    """A living system over a store that is timed."""

    parts: Parts
    store: Clocked
    answers: Answers
    interface: int


def house(store: Store) -> House:
    """One dhcp-server for any relay, on an interface with an address, with a pool of two million addresses."""
    clocked = Clocked(store)
    parts = build(clocked, LogBook())
    link = Interface(7, "bench0", b"\x02\0\0\0\0\1", "ether", 1500, True, True, 0, ((SERVER, 8),))
    parts.links.update([link])
    for path, words in (
        ("ip pool", {"name": "bench", "ranges": POOL}),
        (
            "ip dhcp-server",
            {
                "name": "bench",
                "interface": "bench0",
                "relay": "255.255.255.255",
                "address-pool": "bench",
                "conflict-detection": "no",
            },
        ),
        ("ip dhcp-server network", {"address": "10.0.0.0/8", "gateway": "10.0.0.1", "dns-server": "10.0.0.1"}),
    ):
        parts.engine.run(Request(local_user("bench"), tuple(path.split()), "add", words))
    return House(parts, clocked, Answers(parts.board), parts.core.look.find("/interface", "bench0") or 0)


def message(kind: Message, client: int, yiaddr: int = 0) -> bytes:
    """What a client sends through its relay."""
    options = {53: bytes((kind,)), 55: WANTED, 12: b"host-%d" % client}
    if yiaddr:
        options |= {50: yiaddr.to_bytes(4, "big"), 54: SERVER.to_bytes(4, "big")}
    chaddr = b"\x06" + client.to_bytes(5, "big")
    return encode(Packet(1, 1, 6, 1, client, 0, 0, 0, 0, 0, RELAY, chaddr, b"", b"", options))


@dataclass
class Cost:
    """Seconds spent so far, in all and by step, and packets served."""

    packets: int = 0
    wall_s: float = 0.0
    cpu_s: float = 0.0
    steps: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STEPS, 0.0))

    @property
    def rate(self) -> float:
        """Packets a second."""
        return self.packets / self.wall_s


def serve(living: House, payloads: list[bytes], cost: Cost) -> list[bytes]:
    """The way of one batch, as ``servers.dhcp4`` goes it, with a stop watch at each step; the answers."""
    store, desk, write = living.store, living.parts.desk, living.answers.write
    waited, cpu, start = store.wall_s, time.process_time(), time.perf_counter()
    asks = [ask_of(payload) for payload in payloads]
    wishes = [Wish(ask, living.interface, ask.host_name, ask.agent) for ask in asks]
    decoded = time.perf_counter()
    decisions = desk.answer(wishes)
    decided = time.perf_counter()
    answers = [
        write(decision, ask)[0]
        for decision, ask in zip(decisions, asks, strict=True)
        if decision is not None and decision.answer
    ]
    end = time.perf_counter()
    cost.cpu_s += time.process_time() - cpu
    cost.wall_s += end - start
    cost.packets += len(payloads)
    commit = store.wall_s - waited
    for step, spent in zip(STEPS, (decoded - start, decided - decoded - commit, commit, end - decided), strict=True):
        cost.steps[step] += spent
    return answers


def offered(answer: bytes) -> int:
    """yiaddr of an answer."""
    return int(struct.unpack_from("!I", answer, 16)[0])


def doras(living: House, clients: Iterable[int], batch: int) -> Cost:
    """DORAs of new clients, a batch of DISCOVERs and a batch of REQUESTs in turn."""
    cost = Cost()
    waiting = list(clients)
    for at in range(0, len(waiting), batch):
        group = waiting[at : at + batch]
        offers = serve(living, [message(Message.DISCOVER, client) for client in group], cost)
        requests = [
            message(Message.REQUEST, client, offered(offer)) for client, offer in zip(group, offers, strict=True)
        ]
        acks = serve(living, requests, cost)
        if len(acks) != len(group) or any(
            offered(ack) != offered(offer) for ack, offer in zip(acks, offers, strict=True)
        ):
            raise SystemExit(f"{len(group)} clients got {len(offers)} offers and {len(acks)} acks: the path is broken")
    return cost


def filled(folder: Path, name: str, leases: int) -> tuple[House, float]:
    """A house over a store on disk with so many leases, and the seconds that loading it took."""
    path = folder / f"{name}.db"
    store = SqliteStore.create(path)
    made = house(store)
    server, pool = (made.parts.core.look.find(menu, "bench") or 0 for menu in ("/ip/dhcp-server", "/ip/pool"))
    now = int(time.time())
    rows = []
    for number in range(leases):
        chaddr = b"\x0a" + number.to_bytes(5, "big")
        key = client_key(chaddr, None)
        row = (1 + number, key, chaddr, server, pool, State.BOUND.value, now, now + 86_400, now, None, None, None)
        rows.append(Put("lease", (POOL_TOP - number,), row))
    store.commit(rows)
    store.publish()
    store.close()
    start = time.perf_counter()
    living = again(SqliteStore.open(path))
    return living, time.perf_counter() - start


def again(store: Store) -> House:
    """A house over a store that has its items already; as a restart does it."""
    clocked = Clocked(store)
    parts = build(clocked, LogBook())
    link = Interface(7, "bench0", b"\x02\0\0\0\0\1", "ether", 1500, True, True, 0, ((SERVER, 8),))
    parts.links.update([link])
    gc.collect()
    gc.freeze()
    return House(parts, clocked, Answers(parts.board), parts.core.look.find("/interface", "bench0") or 0)


def best(costs: Iterable[Cost]) -> Cost:
    """The quickest run."""
    return max(costs, key=lambda cost: cost.rate)


def show(name: str, cost: Cost) -> None:
    """One line: rates, then microseconds a packet by step."""
    steps = "  ".join(f"{step} {1e6 * spent / cost.packets:5.1f}" for step, spent in cost.steps.items())
    print(f"{name:<26} {cost.rate:>8,.0f} packets/s {cost.rate / 2:>8,.0f} DORA/s   us a packet: {steps}", flush=True)


def main() -> int:
    """Exit status 1 when growth is above its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="shorter runs")
    parser.add_argument("--profile", action="store_true", help="also print where Python's time goes")
    parser.add_argument("--tmp", type=Path, help="folder on the disk to measure (default: for temporary files)")
    args = parser.parse_args()
    clients = 8_192 if args.quick else 32_768
    numbers = iter(range(1, 1 << 30))

    def fresh() -> list[int]:
        return [next(numbers) for _ in range(clients)]

    with tempfile.TemporaryDirectory(prefix="pk-bench-", dir=args.tmp) as temporary:
        folder = Path(temporary)
        few, _ = filled(folder, "few", FEW)
        for batch in BATCHES:
            disk = best(doras(few, fresh(), batch) for _ in range(ROUNDS))
            memory = house(Kept())
            free = best(doras(memory, fresh(), batch) for _ in range(ROUNDS))
            show(f"disk, batches of {batch}", disk)
            show(f"memory, batches of {batch}", free)
            print(f"durable/memory packets/s ratio at batches of {batch}: {disk.rate / free.rate:.2f}", flush=True)
        if args.profile:
            profile(house(Kept()), fresh())
        return growth(folder, fresh)


def growth(folder: Path, fresh: Callable[[], list[int]]) -> int:
    """The same with a hundred times the leases; 1 when CPU time for a packet grew by more than allowed."""
    small, _ = filled(folder, "small", FEW)
    large, load_s = filled(folder, "large", MANY)
    cpu = {}
    for name, living in ((f"{FEW:,} leases", small), (f"{MANY:,} leases", large)):
        cost = best(doras(living, fresh(), 256) for _ in range(2))
        show(name, cost)
        cpu[name] = cost.cpu_s / cost.packets
    ratio = cpu[f"{MANY:,} leases"] / cpu[f"{FEW:,} leases"]
    print(f"loading {MANY:,} leases at the start: {load_s:.2f} s")
    print(f"growth, CPU a packet with {MANY:,} leases over {FEW:,}: {ratio:.2f} (at most {GROWTH_AT_MOST})")
    return int(ratio > GROWTH_AT_MOST)


def profile(living: House, clients: list[int]) -> None:
    """Functions by their own time, over a store in memory."""
    profiler = cProfile.Profile()
    profiler.enable()
    doras(living, clients, 256)
    profiler.disable()
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    sys.exit(main())
