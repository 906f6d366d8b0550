"""Every measurement, one after the other: `make bench`, or `python bench/run.py [--quick] [NAME ...]`.

Without --quick `peers` writes its numbers into docs/bench.md and docs/bench.json.

Each is a program of its own beside this file that prints ratios and takes --quick; its exit status is 1 when a floor is
missed. One whose needs are not met is skipped with a line that names them.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Measurement:
    """One program: what it shows, what it needs of the machine, and its arguments in a whole run."""

    about: str
    modules: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    root: bool = False
    whole: tuple[str, ...] = ()

    def lacks(self) -> list[str]:
        """What is missing here, in words; empty when it can run."""
        modules = [f"the Python package {name}" for name in self.modules if not importlib.util.find_spec(name)]
        programs = [f"the program {name}" for name in self.programs if not shutil.which(name)]
        return [*modules, *programs, *(["root"] if self.root and os.geteuid() != 0 else [])]


MEASUREMENTS = {
    "allocator": Measurement("the next free address, against numpy bits and a Python set", modules=("numpy",)),
    "inprocess": Measurement("the DHCP path in one process: packets decided and committed a second"),
    "scripts": Measurement("loops of the scripting language, beside the same loops in plain Python"),
    "check": Measurement("scripts and exports that are checked, and how the cost of a line grows with the file"),
    "console": Measurement("print, find and get over 10 to 100,000 pools and leases, and how their cost grows"),
    "carried": Measurement("time and memory of the menus that are only carried, looked at or not"),
    "importing": Measurement("import, export and check over 1,000 and 10,000 lines, and how their cost grows"),
    "peers": Measurement(
        "Poolkeeper beside Kea and others over a wire",
        programs=("ip", "gcc", "taskset", "kea-dhcp4"),
        root=True,
        whole=("--page", "docs"),
    ),
}
"""In the order they run; a name is that of the file."""


def main() -> int:
    """Exit status 1 when a measurement failed or missed its floor; a skipped one does not count as failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of: " + ", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="shorter runs: good for a look, not for a claim")
    args = parser.parse_args()
    if unknown := set(args.names) - set(MEASUREMENTS):
        parser.error(f"no measurement is called {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}")
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    failed = []
    for name in args.names or MEASUREMENTS:
        print(f"== {name}: {MEASUREMENTS[name].about}", flush=True)
        if lacks := MEASUREMENTS[name].lacks():
            print(f"skipped: this machine lacks {', '.join(lacks)}; `make bench` says how to get it", flush=True)
        elif _run(name, ["--quick"] if args.quick else MEASUREMENTS[name].whole):
            failed.append(name)
    if failed:
        print(f"failed or missed a mark: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _run(name: str, words: Sequence[str]) -> int:
    """Its exit status; it runs in the checkout, as its arguments may name folders there."""
    return subprocess.run([sys.executable, f"{HERE.name}/{name}.py", *words], cwd=HERE.parent).returncode


if __name__ == "__main__":
    sys.exit(main())
