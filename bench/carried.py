"""What the menus that are only carried cost: a server that nobody asks for them, and one where all are looked at.

    python bench/carried.py              a few seconds
    python bench/carried.py --quick      the same with fewer runs

Each tree is built in a process of its own, after everything has been imported; the best time and the median memory of
the runs count. Exit status 1 when an idle tree costs more than 50 ms or 5 MiB beyond one without carried menus.
"""

import argparse
import statistics
import subprocess
import sys

IDLE_AT_MOST_MS, IDLE_AT_MOST_KIB = 50.0, 5 * 1024
PROBE = """
import gc, sys, time
from poolkeeper.app import build
from poolkeeper.menus import MENUS, ROOT, Carried
from poolkeeper.tree import Node, Tree

def resident_kib():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

def look(node: Node) -> None:
    node.menu
    for child in node.children.values():
        look(child)

gc.collect()
before, began = resident_kib(), time.perf_counter()
tree = Tree(MENUS, ROOT) if sys.argv[1] == "without" else Tree(MENUS, ROOT, Carried())
if sys.argv[1] == "touched":
    look(tree.root)
print(1000 * (time.perf_counter() - began), resident_kib() - before, len(tree.menus))
"""


def cost(kind: str, runs: int) -> tuple[float, float, int]:
    """(milliseconds, KiB, menus) of a tree: ``without`` carried menus, ``idle``, or all of them ``touched``."""
    found = [
        subprocess.run([sys.executable, "-c", PROBE, kind], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(runs)
    ]
    times, sizes = [float(each[0]) for each in found], [float(each[1]) for each in found]
    return min(times), statistics.median(sizes), int(found[0][2])


def main() -> int:
    """Exit status 1 when an idle server pays too much for what nobody looks at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    runs = 3 if parser.parse_args().quick else 9
    costs = {kind: cost(kind, runs) for kind in ("without", "idle", "touched")}
    for kind, (ms, kib, menus) in costs.items():
        print(f"{kind:<9}{menus:5} menus {ms:8.1f} ms {kib / 1024:7.1f} MiB", flush=True)
    more_ms, more_kib = (costs["idle"][place] - costs["without"][place] for place in (0, 1))
    print(
        f"an idle server pays {more_ms:.1f} ms (at most {IDLE_AT_MOST_MS:.0f})"
        f" and {more_kib / 1024:.1f} MiB (at most {IDLE_AT_MOST_KIB // 1024}) for {costs['touched'][2]} menus"
    )
    return int(more_ms > IDLE_AT_MOST_MS or more_kib > IDLE_AT_MOST_KIB)


if __name__ == "__main__":
    sys.exit(main())
