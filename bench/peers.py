"""Measure Poolkeeper and other DHCPv4 servers side by side, in network namespaces of one machine.

  peers.py                                      # Poolkeeper beside every peer that is installed
  peers.py --servers poolkeeper,kea-st --quick
  peers.py --servers kea-st --candidate 'other=/usr/local/sbin/dhcp --listen {addr} --dir {dir}'

Placeholders of --candidate: {netns} {iface} {addr} {prefix} {subnet} {relay} {pool_start} {pool_end} {port} {dir}
{cpus}. Such a server stays in the foreground, answers relayed packets on {addr}:{port}, keeps state under {dir} only.

Phases (--phases):
  closed    closed loop, --window clients outstanding, fresh server each run, median of --runs
  open      highest offered rate with under 1 %% loss, then latency at half of it
  perfdhcp  the same with ISC perfdhcp (its own ceiling is about 15,000 DORA/s)
  renew     renewals per second over leases just acquired
  big       --leases leases: memory, restart until the first OFFER, addresses kept over it
  durable   strace, one client at a time: was there an fsync-like call before each ACK?
  latency1  one client: the unloaded round trip of a whole DORA

Ends with one ratio line for each server against kea-st; the exit status is 1 when Poolkeeper is under --floor, sends an
ACK before it is on disk, or cannot be measured.
"""

import argparse
import json
import os
import shutil
import sys
import time
from dataclasses import fields
from pathlib import Path

from candidates import CANDIDATES, Candidate, from_command_line
from netbox import Foreign, Netbox, Row, Settings, wait_until_quiet
from phases import PHASES, PROGRAM_OF, Subject

BASE = "kea-st"
OURS = "poolkeeper"
NEEDED = ("ip", "gcc", "taskset")
Results = dict[str, dict[str, Row]]
"""Server name -> phase name -> numbers."""


def arguments() -> argparse.Namespace:
    """The command line; names of ``Settings`` keep their defaults from there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shown = f"{OURS},{BASE},kea-mt,kea-mt-2c,dnsmasq,dhcpd-64k,cref,cref-sync"
    parser.add_argument("--servers", default=shown, help="of: " + ", ".join(CANDIDATES) + "; '' for none")
    parser.add_argument("--candidate", action="append", default=[], metavar="NAME=COMMAND", help="one more server")
    parser.add_argument("--phases", default=",".join(PHASES), help="of: " + ", ".join(PHASES))
    parser.add_argument("--floor", type=float, default=0.7, help=f"least DORA/s of {OURS}, as a part of {BASE}'s")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers here after every phase")
    parser.add_argument("--quick", action="store_true", help="1 run of 3 s; phases closed, durable, latency1")
    about = {
        "window": "clients outstanding in the closed loop",
        "steps": "steps of each search for a rate",
        "retries": "extra runs when others used more than 10%% of a CPU meanwhile",
        "quiet_wait": "wait up to so many seconds for others on this machine to pause, before each run",
        "nice": "nice level of servers and load generator (-20 on a machine that others use too)",
        "prefix": "first part of the names of namespaces and interfaces",
        "tmp": "where servers keep their files: a real disk",
        "keep": "leave the servers' files there",
        "crash": "SIGKILL instead of SIGTERM in the phase big",
    }
    for field in fields(Settings):
        flag, words = "--" + field.name.replace("_", "-"), about.get(field.name)
        if isinstance(field.default, bool):
            parser.add_argument(flag, action="store_true", help=words)
        else:
            parser.add_argument(flag, type=type(field.default), default=field.default, help=words)
    return parser.parse_args()


def settings_of(args: argparse.Namespace) -> Settings:
    """The part of the command line that the rig needs."""
    chosen = {field.name: getattr(args, field.name) for field in fields(Settings)}
    if args.quick:
        chosen |= {"runs": 1, "secs": 3.0, "retries": 0, "quiet_wait": min(5.0, args.quiet_wait)}
    return Settings(**chosen)


def chosen_servers(args: argparse.Namespace) -> dict[str, Candidate]:
    """The servers to measure by name; one that is not installed is left out with a line that says so."""
    servers = {}
    for name in filter(None, args.servers.split(",")):
        if name not in CANDIDATES:
            sys.exit(f"no server is called {name}; type --servers with some of: {', '.join(CANDIDATES)}")
        if CANDIDATES[name].is_installed():
            servers[name] = CANDIDATES[name]
        else:
            print(f"# {name} skipped: {CANDIDATES[name].program} is not installed", flush=True)
    return servers | {name: from_command_line(rest) for name, _, rest in (c.partition("=") for c in args.candidate)}


def chosen_phases(args: argparse.Namespace) -> list[str]:
    """The phases to run; one whose program is missing is left out with a line that says so."""
    wanted = ["closed", "durable", "latency1"] if args.quick else args.phases.split(",")
    if unknown := set(wanted) - set(PHASES):
        sys.exit(f"no such phase: {', '.join(unknown)}; type --phases with some of: {', '.join(PHASES)}")
    for name in wanted:
        if not shutil.which(PROGRAM_OF.get(name, "ip")):
            print(f"# phase {name} skipped: {PROGRAM_OF[name]} is not installed", flush=True)
    return [name for name in PHASES if name in wanted and shutil.which(PROGRAM_OF.get(name, "ip"))]


def measure(subject: Subject, phase: str) -> Row:
    """One phase of one server; a failure becomes a row with the key ``error``, so that the others still run."""
    begun = time.monotonic()
    wait_until_quiet(subject.box)
    with Foreign(subject.box) as other:
        try:
            row = PHASES[phase](subject)
        except (RuntimeError, OSError, KeyError) as error:
            row = {"error": f"{type(error).__name__}: {error}"[-900:]}
    row["foreign"] = other.share
    print(f"# {subject.name} {phase} {time.monotonic() - begun:.0f} s {json.dumps(row)}", file=sys.stderr, flush=True)
    return row


def measure_all(box: Netbox, servers: dict[str, Candidate], phases: list[str], keep_in: Path | None) -> Results:
    """Every phase of every server, one after the other."""
    results: Results = {name: {} for name in servers}
    for name, candidate in servers.items():
        rows = results[name]
        for phase in phases:
            hint = rows.get("open", {}).get("rate") if phase == "perfdhcp" else None
            hint = hint or rows.get("closed", {}).get("rate") or 2000
            rows[phase] = measure(Subject(box, name, candidate, hint), phase)
            if keep_in:
                keep_in.write_text(json.dumps(results, indent=1))
    return results


# -- what is printed --


def text(value: object, digits: int = 1) -> str:
    """A number with thousands separators, ``-`` for None."""
    if value is None:
        return "-"
    return f"{value:,.{digits}f}" if isinstance(value, float) else f"{value:,}" if type(value) is int else str(value)


def columns(name: str, rows: dict[str, Row]) -> dict[str, str]:
    """One line of the table, by heading."""
    closed, open_, perf, renew, big, durable, single = (rows.get(phase, {}) for phase in PHASES)
    half = open_.get("half_dora_ms") or {}
    synced = f"{durable.get('synced_before_ack')}/{durable.get('acks')}"
    return {
        "server": name,
        "DORA/s closed (quiet runs)": f"{text(closed.get('rate'), 0)} ({closed.get('quiet_runs', '-')})",
        "CPU us/DORA": text(closed.get("cpu_us_per_dora")),
        "p50/p99 ms": f"{text(closed.get('p50_ms'), 2)}/{text(closed.get('p99_ms'), 2)}",
        "DORA/s open, <1 % loss": text(open_.get("rate")),
        "mean/max ms at half": f"{text(half.get('mean'), 2)}/{text(half.get('max'))}",
        "perfdhcp DORA/s": text(perf.get("rate")),
        "renew/s": text(renew.get("renew_rate"), 0),
        "one client, DORA ms": text((single.get("dora_ms") or {}).get("p50"), 3),
        "ACK durable": f"{'yes' if durable['durable'] else 'NO'} ({synced})" if "durable" in durable else "-",
        "RSS MiB empty/full": f"{text(big.get('rss_empty_mib'))}/{text(big.get('rss_mib'))}",
        "start s empty/full": f"{text(big.get('start_empty_s'), 2)}/{text(big.get('restart_s'), 2)}",
        "kept over restart": f"{text(big.get('kept'))}/{text(big.get('asked'))}",
    }


def table(results: Results) -> str:
    """A Markdown table, one line a server; columns that nobody measured are left out."""
    lines = [columns(name, rows) for name, rows in results.items()]
    headings = [heading for heading in lines[0] if any(line[heading].strip("-/ ()") for line in lines)]
    drawn = [headings, ["---"] * len(headings), *([line[heading] for heading in headings] for line in lines)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in drawn)


def verdict(results: Results, floor: float) -> tuple[list[str], bool]:
    """Ratio lines against the base, and whether Poolkeeper (where it was measured) passes."""
    lines, passes = [], True
    base = results.get(BASE, {}).get("closed", {}).get("rate")
    for name, rows in results.items():
        for phase, row in rows.items():
            if "error" in row:
                lines.append(f"{name} {phase} failed: {row['error'].strip()}")
                passes &= name != OURS
        rate = rows.get("closed", {}).get("rate")
        if base and rate is not None and name != BASE:
            ratio = rate / base
            bar = f" (floor {floor})" if name == OURS else ""
            lines.append(f"{name}/{BASE} DORA/s ratio: {ratio:.2f}{bar}")
            passes &= name != OURS or ratio >= floor
        if name == OURS and "durable" in rows.get("durable", {}):
            row = rows["durable"]
            lines.append(f"{name} ACKs sent after their sync: {row['synced_before_ack']} of {row['acks']}")
            passes &= row["durable"]
    return lines, passes


def main() -> int:
    """Exit status: 0 passed, 1 Poolkeeper is under the floor or failed, 2 something needed is missing."""
    args = arguments()
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    missing = [program for program in NEEDED if not shutil.which(program)]
    if os.geteuid() != 0 or missing:
        print(f"needs root and {', '.join(NEEDED)}; type: sudo make bench YES=1", file=sys.stderr)
        return 2
    servers, phases = chosen_servers(args), chosen_phases(args)
    if not servers:
        print("no server to measure", file=sys.stderr)
        return 2
    box = Netbox(settings_of(args))
    box.up()
    results = measure_all(box, servers, phases, args.json)
    print(table(results))
    lines, passes = verdict(results, args.floor)
    print("\n".join(lines))
    return 0 if passes else 1


if __name__ == "__main__":
    sys.exit(main())
