"""docs/bench.md from docs/bench.json: `python bench/page.py docs/bench.json` prints the page; exit status by its marks.

The raw record holds `about` (machine, versions, command: see machine.py), `settings`, and `results`, by server and
phase. The page says nothing that is not in the record, so it can be written again from it.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from marks import Results, failures, marks, passes

Rows = dict[str, dict[str, Any]]
"""Phase name -> numbers, of one server."""


class Table(NamedTuple):
    """One table of servers: what stands above it, and its columns, by heading."""

    title: str
    about: str
    columns: Callable[[Rows], dict[str, str]]


def text(value: object, digits: int = 1) -> str:
    """A number with thousands separators, ``-`` for None."""
    if value is None:
        return "-"
    return f"{value:,.{digits}f}" if isinstance(value, float) else f"{value:,}" if type(value) is int else str(value)


def whole(value: object) -> str:
    """The same without decimals."""
    return text(value, 0)


def _rates(rows: Rows) -> dict[str, str]:
    closed, open_, p99, renew, single = (rows.get(name, {}) for name in ("closed", "open", "p99", "renew", "latency1"))
    half, shares = open_.get("half_dora_ms") or {}, [row["foreign"] * 100 for row in rows.values() if "foreign" in row]
    offered = f"{text(p99.get('p99_ms'), 2)} at {whole(p99['offered'])}/s" if "offered" in p99 else "-"
    return {
        "DORA/s (quiet runs)": f"{whole(closed.get('rate'))} ({closed.get('quiet_runs', '-')})",
        "CPU us/DORA": text(closed.get("cpu_us_per_dora")),
        "p50/p99 ms": f"{text(closed.get('p50_ms'), 2)}/{text(closed.get('p99_ms'), 2)}",
        "renew/s": whole(renew.get("renew_rate")),
        "one client, DORA ms": text((single.get("dora_ms") or {}).get("p50"), 3),
        "DORA/s open, <1 % loss": whole(open_.get("rate")),
        "mean/max ms at half": f"{text(half.get('mean'), 2)}/{text(half.get('max'))}",
        "p99 ms, same rate for all": offered,
        "others' CPU %, median/most": f"{text(median(shares))}/{text(max(shares))}" if shares else "-",
    }


def _kept(rows: Rows) -> dict[str, str]:
    durable, big = rows.get("durable", {}), rows.get("big", {})
    synced = f"{durable.get('synced_before_ack')}/{durable.get('acks')}"
    return {
        "ACK durable": f"{'yes' if durable['durable'] else 'NO'} ({synced})" if "durable" in durable else "-",
        "leases": whole(big.get("leases")),
        "RSS MiB empty/full": f"{text(big.get('rss_empty_mib'))}/{text(big.get('rss_mib'))}",
        "start s empty/full": f"{text(big.get('start_empty_s'), 2)}/{text(big.get('restart_s'), 2)}",
        "ended by": text(big.get("ended_by")),
        "kept": f"{whole(big.get('kept'))}/{whole(big.get('asked'))}",
        "disk MiB": text(big.get("disk_mib")),
    }


def _flat(rows: Rows) -> dict[str, str]:
    flat = rows.get("flat", {})
    few, many = flat.get("few", {}), flat.get("many", {})
    pair = {
        "new/s": "new_rate",
        "p99 ms, new": "new_p99_ms",
        "renew/s": "renew_rate",
        "p99 ms, renew": "renew_p99_ms",
    }
    shown = {
        heading: f"{text(few.get(name), digits)} - {text(many.get(name), digits)}"
        for (heading, name), digits in zip(pair.items(), (0, 2, 0, 2), strict=True)
    }
    return {
        "leases": f"{whole(few.get('leases'))} - {whole(many.get('leases'))}",
        **shown,
        "ratio, new": text(flat.get("new_ratio"), 2),
        "ratio, renew": text(flat.get("renew_ratio"), 2),
        "bytes a lease": whole(flat.get("bytes_a_lease")),
        "start s": text(many.get("restart_s"), 2),
        "kept": f"{whole(many.get('kept'))}/{whole(many.get('asked'))}",
    }


def _full(rows: Rows) -> dict[str, str]:
    full = rows.get("full", {})
    empty, filled = full.get("empty", {}), full.get("full", {})
    return {
        "leases": f"{whole(empty.get('leases'))} - {whole(filled.get('leases'))}",
        "OFFERs/s": f"{whole(empty.get('offer_rate'))} - {whole(filled.get('offer_rate'))}",
        "renew/s": f"{whole(empty.get('renew_rate'))} - {whole(filled.get('renew_rate'))}",
        "p99 ms, renew": f"{text(empty.get('renew_p99_ms'), 2)} - {text(filled.get('renew_p99_ms'), 2)}",
        "CPU us, stranger": f"{text(empty.get('stranger_cpu_us'))} - {text(filled.get('stranger_cpu_us'))}",
    }


def _programs(rows: Rows) -> dict[str, str]:
    perf, more, rest = (rows.get(name, {}) for name in ("perfdhcp", "perfdhcp_renew", "rest"))
    return {
        "perfdhcp DORA/s": whole(perf.get("rate")),
        "renewals sent, answers lost": f"{whole(more.get('renew_sent'))}, {whole(more.get('renew_lost'))}",
        "releases sent, answers lost": f"{whole(more.get('release_sent'))}, {whole(more.get('release_lost'))}",
        "REST ms idle": text(rest.get("idle_ms"), 2),
        "REST ms p50/p99 loaded": f"{text(rest.get('p50_ms'), 2)}/{text(rest.get('p99_ms'), 2)}",
        "beside DORA/s": whole(rest.get("load")),
    }


def _dressed(rows: Rows) -> dict[str, str]:
    row = rows.get("dressed", {})
    return {
        "DORA/s (quiet runs)": f"{whole(row.get('rate'))} ({row.get('quiet_runs', '-')})",
        "CPU us/DORA": text(row.get("cpu_us_per_dora")),
        "p99 ms": text(row.get("p99_ms"), 2),
        "renew/s": whole(row.get("renew_rate")),
    }


LOADED = "Closed loop with {window} clients outstanding, all of them new; medians of {runs} runs."
DRESSED = "The same closed loop; clients send identifier, host name, vendor class, size, and a list of twelve options."
RESTARTED = "With {leases:,} leases; full and kept: after the end, and a new start over the same files."
TABLES = (
    Table("Rate and delay", LOADED, _rates),
    Table("Clients that send what phones send", DRESSED, _dressed),
    Table("What is kept", RESTARTED, _kept),
    Table("Few leases and many", "Renewals are of clients drawn at random; each cell: few - many.", _flat),
    Table("A full pool", "65,536 addresses; each cell: nearly empty - every address held.", _full),
    Table("Other programs", "perfdhcp at half load; GET /rest/ip/pool beside the closed loop.", _programs),
)
EMPTY = "-/, ()"


def drawn(lines: list[list[str]]) -> str:
    """A Markdown table of a heading and lines."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [lines[0], ["---"] * len(lines[0]), *lines[1:]])


def table_of(table: Table, results: Results) -> str:
    """Its Markdown without columns and servers that nobody measured; nothing if none was."""
    lines = {name: table.columns(rows) for name, rows in results.items()}
    lines = {name: line for name, line in lines.items() if _has_numbers(line)}
    if not lines:
        return ""
    headings = [head for head in next(iter(lines.values())) if any(line[head].strip(EMPTY) for line in lines.values())]
    return drawn([["server", *headings], *([name, *(line[head] for head in headings)] for name, line in lines.items())])


def _has_numbers(line: dict[str, str]) -> bool:
    return any(cell.strip(EMPTY) for heading, cell in line.items() if not heading.startswith("others'"))


def tables(record: dict[str, Any]) -> str:
    """Every table of servers that has something in it."""
    parts = []
    for table in TABLES:
        if found := table_of(table, record["results"]):
            parts.append(f"## {table.title}\n\n{table.about.format(**record['settings'])}\n\n{found}")
    return "\n\n".join(parts)


def marks_table(results: Results, measured_only: bool = False) -> str:
    """The table of marks, and a line for each phase that failed."""
    chosen = [mark for mark in marks(results) if mark.held is not None or not measured_only]
    found = [[mark.name, mark.wanted, mark.measured, mark.verdict] for mark in chosen]
    table = drawn([["mark", "wanted", "measured", "held"], *found])
    return "\n".join([table, *(f"\n{line}" for line in failures(results))])


def page(record: dict[str, Any]) -> str:
    """The whole page."""
    about = record["about"]
    sizes = {name: f"{record['settings'][name]:,}" for name in ("few", "many", "leases")}
    words = "\n".join(f"- {name}: {value}" for name, value in about.items())
    return f"""# Speed and durability, measured

Written by `make bench` as root from `bench.json` beside it; `bench/README.md` says what is measured and how to read it.
Numbers of two machines cannot be compared; the ratios of one run can.

{words}

## Marks

Few is {sizes["few"]} leases, many {sizes["many"]}, `big` {sizes["leases"]}.

{marks_table(record["results"])}

{tables(record)}
"""


if __name__ == "__main__":
    raw = json.loads(Path(sys.argv[1]).read_text())
    print(page(raw), end="")
    sys.exit(0 if passes(raw["results"]) else 1)
