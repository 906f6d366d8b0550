"""What a loop of the scripting language costs, beside the same loop in plain Python, both in one run.

A million turns with an addition and a comparison, with the step limit, 64-bit numbers and RouterOS's type rules in
force; the same as ``:for``, with a function called each turn, and with texts. Only the first has a ceiling.

    python bench/scripts.py            about 20 s
    python bench/scripts.py --quick    about 4 s

Printed: nanoseconds a turn of both and their ratio, medians of five. Exit status 1 when the first ratio is over 8.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable

from poolkeeper.script.session import Session
from poolkeeper.tree import Reply, Request, Tree, User

RUNS = 5
AT_MOST = 8.0


def python_while(turns: int) -> None:
    """``:while`` as Python has it."""
    x = n = 0
    while x < turns:
        x = x + 1
        if x > 100:
            n = n + 1


def python_for(turns: int) -> None:
    """``:for``."""
    n = 0
    for i in range(1, turns + 1):
        if i > 100:
            n = n + i


def python_function(turns: int) -> None:
    """A function called each turn."""

    def double(value: int) -> int:
        return value * 2

    n = 0
    for i in range(1, turns + 1):
        n = n + double(i)


def python_text(turns: int) -> None:
    """Texts put together and taken apart."""
    n = 0
    for i in range(1, turns + 1):
        text = f"host-{i}"
        n = n + len(text[0:4])


LOOPS: tuple[tuple[str, str, Callable[[int], None], float], ...] = (
    (
        "while, addition and comparison",
        ":local x 0; :local n 0; "
        ":while ($x < {turns}) do={{ :set x ($x + 1); :if ($x > 100) do={{ :set n ($n + 1) }} }}",
        python_while,
        AT_MOST,
    ),
    (
        "for, addition and comparison",
        ":local n 0; :for i from=1 to={turns} do={{ :if ($i > 100) do={{ :set n ($n + $i) }} }}",
        python_for,
        0,
    ),
    (
        "a function called each turn",
        ":local double do={{ :return ($1 * 2) }}; :local n 0; "
        ":for i from=1 to={turns} do={{ :set n ($n + [$double $i]) }}",
        python_function,
        0,
    ),
    (
        "texts",
        ':local n 0; :for i from=1 to={turns} do={{ :local text "host-$i"; :set n ($n + [:len [:pick $text 0 4]]) }}',
        python_text,
        0,
    ),
)


def session() -> Session:
    """A console that stands in no tree: the language alone."""

    def run(request: Request) -> Reply:
        return Reply()

    user = User("admin", frozenset(("read", "write")), "local")
    return Session(Tree(()), run, user, write=lambda text: None)


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> int:
    """Exit status 1 when a loop is over its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a fifth of the turns")
    turns = 200_000 if parser.parse_args().quick else 1_000_000
    over = False
    for name, script, plain, at_most in LOOPS:
        text = script.format(turns=turns)
        pairs = [
            (seconds(lambda text=text: session().run_script(text)), seconds(lambda plain=plain: plain(turns)))
            for _ in range(RUNS)
        ]
        ours, theirs = (statistics.median(side) / turns * 1e9 for side in zip(*pairs, strict=True))
        ratio = statistics.median(mine / its for mine, its in pairs)
        ceiling = f" (at most {at_most:.0f})" if at_most else ""
        print(
            f"{name:32} {ours:6.0f} ns a turn   plain Python {theirs:5.0f} ns   ratio {ratio:.1f}{ceiling}", flush=True
        )
        over |= bool(at_most) and ratio > at_most
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
