"""What print, find and get of the console cost over 10, 1,000 and 100,000 items, and how that grows.

The parts are those of the running server in one process, over a store on disk; lines run in a session as at the prompt,
what they print is thrown away. Pools and dynamic leases. Scans (print, find with a regular expression) are told as
microseconds an item, the rest as microseconds a command.

    python bench/console.py            about 40 s
    python bench/console.py --quick    10,000 items at most, about 10 s

Printed: the times, and ``growth``: 100,000 items over 1,000. Exit status 1 when a time for an item or a command grows
by more than allowed: a command that finds by an index must not scan, a scan must cost the same for each item.
"""

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from inprocess import POOL_TOP, filled
from poolkeeper.app import Parts, build, local_user
from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.change import Put
from poolkeeper.engine.logbook import LogBook
from poolkeeper.script.session import Session
from poolkeeper.store.sqlite import SqliteStore

SIZES = (10, 1_000, 100_000)
QUICK_SIZES = (10, 1_000, 10_000)
GROWTH_AT_MOST = 3.0
"""Caches hold 1,000 items and not 100,000; a scan in the place of an index would be a hundred."""
SHORTEST_S, LEAST_RUNS = 0.2, 3
FIRST_POOL = 11 << 24


class Line(NamedTuple):
    """A line to measure: what it is called, how it reads, and whether its cost is told by item."""

    name: str
    text: str
    scans: bool = False


def pools(size: int) -> list[Line]:
    """Lines on pools; the one that is looked for is in the middle."""
    name = f"pool-{size // 2}"
    return [
        Line("pool print", "/ip pool print", True),
        Line("pool print detail", "/ip pool print detail", True),
        Line("pool find where name~", ':put [:len [/ip pool find where name~"7\\$"]]', True),
        Line("pool find by name", f":put [/ip pool find name={name}]"),
        Line("pool get by name", f":put [/ip pool get {name} ranges]"),
        Line("pool get by id", f":put [/ip pool get *{size // 2 + 1:X} name]"),
    ]


def leases(size: int) -> list[Line]:
    """Lines on leases."""
    address = show_ipv4(POOL_TOP - size // 2)
    return [
        Line("lease print", "/ip dhcp-server lease print", True),
        Line("lease print count-only", "/ip dhcp-server lease print count-only", True),
        Line("lease find where mac~", ':put [:len [/ip dhcp-server lease find where mac-address~"7\\$"]]', True),
        Line("lease find by address", f":put [/ip dhcp-server lease find address={address}]"),
        Line("lease get by id", f":put [/ip dhcp-server lease get *{size // 2 + 1:X} address]"),
    ]


def reservations(size: int) -> list[Line]:
    """Lines on static leases."""
    return [
        Line("static print", "/ip dhcp-server lease print", True),
        Line(
            "static find by address", f":put [/ip dhcp-server lease find address={show_ipv4(FIRST_POOL + size // 2)}]"
        ),
    ]


def house_of_items(folder: Path, path: str, bodies: list[dict[str, str]]) -> Parts:
    """A house with these items in one menu."""
    file = folder / f"{path.strip('/').replace('/', '-')}-{len(bodies)}.db"
    store = SqliteStore.create(file)
    build(store, LogBook())
    store.commit(
        [Put("item", (path, each + 1), (float(each + 1), json.dumps(body))) for each, body in enumerate(bodies)]
    )
    store.publish()
    store.close()
    parts = build(SqliteStore.open(file), LogBook())
    gc.collect()
    gc.freeze()
    return parts


def house_of_reservations(folder: Path, size: int) -> Parts:
    """A house with so many static leases."""
    return house_of_items(
        folder,
        "/ip/dhcp-server/lease",
        [
            {"address": show_ipv4(FIRST_POOL + number), "mac-address": (2 << 40 | number).to_bytes(6, "big").hex(":")}
            for number in range(size)
        ],
    )


def house_of_pools(folder: Path, size: int) -> Parts:
    """A house with so many pools of sixteen addresses."""
    pools = [
        {"name": f"pool-{number}", "ranges": f"{show_ipv4(FIRST_POOL + 16 * number)}/28"} for number in range(size)
    ]
    return house_of_items(folder, "/ip/pool", pools)


def cost_s(session: Session, line: Line) -> float:
    """Seconds of CPU of one run of a line, the best of LEAST_RUNS that take SHORTEST_S together at least."""
    runs: list[float] = []
    while sum(runs) < SHORTEST_S or len(runs) < LEAST_RUNS:
        start = time.process_time()
        if session.execute(line.text).failed:
            raise SystemExit(f"refused: {line.text}")
        runs.append(time.process_time() - start)
    return min(runs)


def measured(parts: Parts, lines: list[Line], size: int) -> Iterator[tuple[Line, float]]:
    """(line, microseconds an item or a command) of each line."""
    written = 0

    def write(text: str) -> None:
        nonlocal written
        written += len(text)

    session = Session(parts.tree, parts.engine.run, local_user("bench"), write=write)
    for line in lines:
        yield line, 1e6 * cost_s(session, line) / (size if line.scans else 1)


def table(make: Callable[[int], Parts], lines: Callable[[int], list[Line]], sizes: tuple[int, ...]) -> int:
    """Print a line for each measurement with its growth; how many grew by more than allowed."""
    times: dict[str, list[float]] = {}
    scans: dict[str, bool] = {}
    for size in sizes:
        for line, us in measured(make(size), lines(size), size):
            times.setdefault(line.name, []).append(us)
            scans[line.name] = line.scans
    grown = 0
    for name, costs in times.items():
        growth = costs[-1] / costs[1]
        grown += growth > GROWTH_AT_MOST
        unit = "us an item" if scans[name] else "us a command"
        shown = "".join(f"{cost:>10.1f}" for cost in costs)
        print(f"{name:<24}{shown} {unit:<13} growth {growth:5.2f} (at most {GROWTH_AT_MOST})", flush=True)
    return grown


def main() -> int:
    """Exit status 1 when a time grew by more than allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer items")
    parser.add_argument("--tmp", type=Path, help="folder for the stores (default: for temporary files)")
    args = parser.parse_args()
    sizes = QUICK_SIZES if args.quick else SIZES
    with tempfile.TemporaryDirectory(prefix="pk-bench-", dir=args.tmp) as temporary:
        folder = Path(temporary)
        print(" " * 24 + "".join(f"{size:>10,}" for size in sizes) + " items")
        grown = table(lambda size: house_of_pools(folder, size), pools, sizes)
        grown += table(lambda size: house_of_reservations(folder, size), reservations, sizes)
        grown += table(lambda size: filled(folder, f"leases-{size}", size)[0].parts, leases, sizes)
    return int(grown > 0)


if __name__ == "__main__":
    sys.exit(main())
