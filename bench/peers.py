"""Measure Poolkeeper and other DHCPv4 servers side by side, in network namespaces of one machine.

  peers.py                                      # Poolkeeper beside every peer that is installed
  peers.py --servers poolkeeper,kea-st --quick
  peers.py --servers kea-st --candidate 'other=/usr/local/sbin/dhcp --listen {addr} --dir {dir}'

Placeholders of --candidate: {netns} {iface} {addr} {prefix} {subnet} {relay} {pool_start} {pool_end} {port} {dir}
{cpus}. Such a server stays in the foreground, answers relayed packets on {addr}:{port}, keeps state under {dir} only.

Phases (--phases), each for all servers of which it is worth it, one server after the other:
  closed    closed loop, --window clients outstanding, fresh server each run, median of --runs
  dressed   closed and renew with clients that send what phones send
  latency1  one client: the unloaded round trip of a whole DORA
  renew     renewals per second over leases just acquired
  durable   strace, one client at a time: was there an fsync-like call before each ACK?
  open      highest offered rate with under 1 %% loss, then latency at half of it
  p99       the same offered rate for all, half of what kea-st reached in `open`: p99 of a DORA
  big       --leases leases: memory, restart until the first OFFER, addresses kept over it
  flat      new clients and renewals at random with --few and with --many leases; memory a lease, restart
  full      renewals and OFFERs in a pool of 65,536, nearly empty and full; CPU time of a stranger's DISCOVER
  rest      GET /rest/ip/pool every 20 ms while the closed loop runs
  perfdhcp  the same as `open` with ISC perfdhcp (its own ceiling is about 15,000 DORA/s)
  perfdhcp_renew   its modes -f (renew) and -F (release) at half load: answers lost

Ends with tables of servers and a table of marks (marks.py). The exit status is 1 when Poolkeeper misses a mark or
cannot be measured. Every part is bounded; no phase begins after --minutes.
"""

import argparse
import json
import os
import shutil
import sys
import time
from dataclasses import asdict, fields
from pathlib import Path

import machine
from candidates import CANDIDATES, Candidate, from_command_line
from marks import BASE, OURS, Results, passes
from netbox import Foreign, Netbox, Row, Settings, wait_until_quiet
from page import marks_table, page, tables
from phases import HINT_FROM, PHASES, PROGRAM_OF, QUICK
from subject import Subject

NEEDED = ("ip", "gcc", "taskset")


def arguments() -> argparse.Namespace:
    """The command line; names of ``Settings`` keep their defaults from there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shown = f"{OURS},{BASE},kea-mt,kea-mt-2c,dnsmasq,dhcpd-64k,cref,cref-sync"
    parser.add_argument("--servers", default=shown, help="of: " + ", ".join(CANDIDATES) + "; '' for none")
    parser.add_argument("--candidate", action="append", default=[], metavar="NAME=COMMAND", help="one more server")
    parser.add_argument("--phases", default=",".join(PHASES), help="of: " + ", ".join(PHASES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers here after every phase")
    parser.add_argument("--page", type=Path, metavar="FOLDER", help="write bench.md and bench.json there at the end")
    quick = f"1 run of 3 s; phases {', '.join(QUICK)}; writes no page"
    parser.add_argument("--quick", action="store_true", help=quick)
    about = {
        "window": "clients outstanding in the closed loop",
        "few": "leases in `flat` and `full` before anything is measured",
        "many": "the same, the other end of `flat`",
        "fresh": "new clients in each of the three windows of `flat`",
        "steps": "steps of each search for a rate",
        "retries": "extra runs when others used more than 10%% of a CPU meanwhile",
        "quiet_wait": "wait up to so many seconds for others here to pause, before each run (in all 5 minutes)",
        "nice": "nice level of servers and load generator (-20 on a machine that others use too)",
        "prefix": "first part of the names of namespaces and interfaces",
        "tmp": "where servers keep their files: a real disk",
        "keep": "leave the servers' files there",
        "crash": "SIGKILL instead of SIGTERM at every restart (Poolkeeper is always killed)",
        "minutes": "begin no phase after so long",
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
    wanted = list(QUICK) if args.quick else args.phases.split(",")
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
    row |= {"foreign": other.share, "took_s": round(time.monotonic() - begun, 1)}
    print(f"# {subject.name} {phase} {json.dumps(row)}", file=sys.stderr, flush=True)
    return row


def subject_of(box: Netbox, name: str, candidate: Candidate, phase: str, results: Results) -> Subject:
    """The server with what the phases before this one found out."""
    rows = results[name]
    hint = rows.get(HINT_FROM.get(phase, ""), {}).get("rate") or rows.get("closed", {}).get("rate") or 2000
    pace = (results.get(BASE, {}).get("open", {}).get("rate") or 0) / 2
    return Subject(box, name, candidate, hint, pace)


def measure_all(box: Netbox, servers: dict[str, Candidate], phases: list[str], record: Row, out: Path | None) -> None:
    """Every phase of every server into ``record``: phase by phase, so that what is compared is close in time."""
    results: Results = record["results"]
    end = time.monotonic() + box.settings.minutes * 60
    for phase in phases:
        for name, candidate in servers.items():
            if not candidate.has(phase):
                continue
            if time.monotonic() < end:
                results[name][phase] = measure(subject_of(box, name, candidate, phase, results), phase)
            else:
                results[name][phase] = {"error": f"not begun: --minutes {box.settings.minutes:g} were over"}
            if out:
                out.write_text(json.dumps(record, indent=1) + "\n")


def write_page(record: Row, folder: Path) -> None:
    """bench.md and bench.json."""
    (folder / "bench.json").write_text(json.dumps(record, indent=1) + "\n")
    (folder / "bench.md").write_text(page(record))


def main() -> int:
    """Exit status: 0 passed, 1 Poolkeeper missed a mark or failed, 2 something needed is missing."""
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
    about = machine.about(sys.argv[1:], box.settings.tmp)
    kept = {name: value for name, value in asdict(box.settings).items() if name != "tmp"}
    record: Row = {"about": about, "settings": kept, "results": {name: {} for name in servers}}
    box.up()
    begun = time.monotonic()
    measure_all(box, servers, phases, record, args.json)
    about["took"] = f"{(time.monotonic() - begun) / 60:.0f} minutes"
    print(f"{tables(record)}\n\n{marks_table(record['results'], measured_only=True)}")
    if args.page and not args.quick:
        write_page(record, args.page)
    return 0 if passes(record["results"]) else 1


if __name__ == "__main__":
    sys.exit(main())
