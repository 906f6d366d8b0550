"""What import, export and check cost over 1,000 and 10,000 lines, and how that grows.

The programs are run as a person would, on a folder that no server holds: start of Python, reading of the store and all.
Then the same lines in one process, as microseconds a line: into an empty house, and into one that has so many pools
already. ``check`` is told for files of about 6 KB, where this program has that command.

    python bench/importing.py            about 60 s
    python bench/importing.py --quick    one run of each instead of three, about 25 s

Printed: the times, and ``growth``: 10,000 lines over 1,000, for each line. Exit status 1 when 10,000 lines take longer
than 3 s to import or 1 s to export, 500 files longer than 60 s to check, or a line costs more than GROWTH_AT_MOST times
as much among many.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from console import house_of_pools
from poolkeeper.app import Parts, local_user
from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.engine.logbook import LogBook
from poolkeeper.firststart import Wishes as FirstStart
from poolkeeper.firststart import first_start
from poolkeeper.script.importing import import_text
from poolkeeper.script.session import Session
from poolkeeper.script.wishes import Wishes

SIZES = (1_000, 10_000)
GROWTH_AT_MOST = 1.6
IMPORT_AT_MOST_S, EXPORT_AT_MOST_S, CHECK_AT_MOST_S = 3.0, 1.0, 60.0
CHECKED = (50, 500)
PROGRAM = (sys.executable, "-m", "poolkeeper")
FIRST = 12 << 24


def pools(size: int, name: str = "p") -> str:
    """An export of so many pools."""
    lines = (f"add name={name}{number} ranges={show_ipv4(FIRST + 16 * number)}/28" for number in range(size))
    return "\n".join(("# jan/02/2024 03:04:05 by RouterOS 6.49.18", "/ip pool", *lines, ""))


def leases(size: int) -> str:
    """One of so many static leases."""
    lines = (
        f"add address={show_ipv4(FIRST + number)} mac-address={(2 << 40 | number).to_bytes(6, 'big').hex(':')}"
        for number in range(size)
    )
    return "\n".join(("/ip dhcp-server lease", *lines, ""))


def new_folder(folder: Path) -> Path:
    """A folder after its first start."""
    folder.mkdir()
    _, store, _ = first_start(folder, FirstStart(defaults=False), LogBook())
    store.close()
    return folder


def seconds(*words: str | Path) -> float:
    """How long a command of the program takes; it has to succeed."""
    began = time.perf_counter()
    done = subprocess.run([*PROGRAM, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, words))}: {done.stderr}")
    return time.perf_counter() - began


def commands(folder: Path, runs: int) -> bool:
    """Import and export as commands; whether one took too long."""
    over = False
    for kind, make in (("pools", pools), ("static leases", leases)):
        times: list[tuple[float, float]] = []
        for size in SIZES:
            file = folder / f"{kind}-{size}.rsc"
            file.write_text(make(size))
            found = []
            for run in range(runs):
                data = new_folder(folder / f"{kind}-{size}-{run}")
                found.append((seconds("import", "--data", data, file), seconds("export", "--data", data)))
            times.append((min(each[0] for each in found), min(each[1] for each in found)))
        for number, (what, most) in enumerate((("import", IMPORT_AT_MOST_S), ("export", EXPORT_AT_MOST_S))):
            few, many = (each[number] for each in times)
            print(
                f"{what} {kind:<18}{few:8.2f}{many:8.2f} s   (at most {most:.0f})   growth {many / few:5.2f}",
                flush=True,
            )
            over |= many > most
    return over


def us_a_line(parts: Parts, text: str) -> float:
    """Microseconds of CPU for each line of an import into a house."""
    session = Session(
        parts.tree, parts.engine.run, local_user("bench"), write=lambda text: None, keeping=parts.engine.groups
    )
    began = time.process_time()
    report = import_text(session, text, "bench", Wishes(), lambda line: None)
    if report.refused:
        raise SystemExit(f"refused: {report.refused[0]}")
    return 1e6 * (time.process_time() - began) / report.statements


def among(folder: Path, runs: int) -> bool:
    """Lines in one process, among few and among many; whether they cost much more among many."""
    rows: list[tuple[str, Callable[[int], float], tuple[int, int]]] = [
        ("a line of so many", lambda size: us_a_line(house_of_pools(folder, 1), pools(size, "new")), SIZES),
        (
            "a line among so many",
            lambda size: us_a_line(house_of_pools(folder, size), pools(1_000, "new")),
            (10, 10_000),
        ),
    ]
    over = False
    for name, cost, sizes in rows:
        few, many = (min(_fresh(folder, cost, size) for _ in range(runs)) for size in sizes)
        grown = many / few
        over |= grown > GROWTH_AT_MOST
        shown = f"{sizes[0]:,} and {sizes[1]:,} pools"
        print(
            f"{name:<21}{shown:<22}{few:7.0f}{many:7.0f} us   growth {grown:5.2f} (at most {GROWTH_AT_MOST})",
            flush=True,
        )
    return over


def _fresh(folder: Path, cost: Callable[[int], float], size: int) -> float:
    for left in folder.glob("ip-pool-*"):
        left.unlink()
    return cost(size)


def checks(folder: Path) -> bool:
    """The command ``check`` over files of 6 KB; whether it took too long."""
    if subprocess.run([*PROGRAM, "check", "--help"], capture_output=True).returncode:
        print("check: this program has no such command")
        return False
    text, times = pools(150), []
    for count in CHECKED:
        files = [folder / f"check-{number}.rsc" for number in range(count)]
        for file in files:
            file.write_text(text)
        began = time.perf_counter()
        subprocess.run([*PROGRAM, "check", *files], capture_output=True)
        times.append(time.perf_counter() - began)
    grown = times[1] / times[0]
    print(
        f"check of {CHECKED[0]} and {CHECKED[1]} files {times[0]:8.2f}{times[1]:8.2f} s   growth {grown:5.2f}",
        flush=True,
    )
    return times[1] > CHECK_AT_MOST_S


def main() -> int:
    """Exit status 1 when something takes too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one run of each")
    parser.add_argument("--tmp", type=Path, help="folder for the stores (default: for temporary files)")
    args = parser.parse_args()
    runs = 1 if args.quick else 3
    with tempfile.TemporaryDirectory(prefix="pk-bench-", dir=args.tmp) as temporary:
        folder = Path(temporary)
        print(" " * 25 + f"{SIZES[0]:>8,}{SIZES[1]:>8,} lines")
        over = commands(folder, runs)
        over |= among(folder, runs)
        over |= checks(folder)
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
