"""What is measured of a server: one function a phase, each with fresh servers, each giving a Row of numbers."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from candidates import Candidate, Running
from netbox import Foreign, Netbox, Row, cpu_s, median, members, resident_mib, wait_until_quiet

QUIET_SHARE = 0.1
"""A run in which others used more of a CPU than this counts only when no quiet one was had."""


class Subject(NamedTuple):
    """The server under measurement, and what earlier phases found out about it.

    hint: DORA/s that the closed (or open) phase reached, where the search for an open-loop rate begins.
    """

    box: Netbox
    name: str
    candidate: Candidate
    hint: float

    def running(self) -> Running:
        """A fresh one of it, not started yet."""
        return Running(self.box, self.name, self.candidate)

    def clients(self) -> int:
        """How many clients one run may have."""
        return min(self.box.settings.clients, self.candidate.clients or self.box.settings.clients)


def closed(subject: Subject) -> Row:
    """Closed loop: ``window`` clients outstanding; median of ``runs`` quiet runs."""
    settings = subject.box.settings
    runs: list[Row] = []
    quiet: list[Row] = []
    while len(quiet) < settings.runs and len(runs) < settings.runs + settings.retries:
        wait_until_quiet(subject.box)
        runs.append(_closed_run(subject))
        quiet = [run for run in runs if run["foreign"] < QUIET_SHARE]
    used = quiet or runs
    timed = [run["dora_ms"] for run in used if run.get("dora_ms")]
    return {
        "rate": median([run["rate"] for run in used]),
        "rates": [run["rate"] for run in used],
        "quiet_runs": f"{len(quiet)}/{len(runs)}",
        "foreign_cpu": [run["foreign"] for run in used],
        "acks": [run["acks"] for run in used],
        "lost": [run["lost"] for run in used],
        "naks": [run.get("naks") for run in used],
        "dups": [run.get("dup_addr") for run in used],
        "cpu_us_per_dora": round(median([run["cpu_us"] for run in used]), 1),
        "p50_ms": median([ms["p50"] for ms in timed]),
        "p99_ms": median([ms["p99"] for ms in timed]),
    }


def _closed_run(subject: Subject) -> Row:
    box, settings = subject.box, subject.box.settings
    with subject.running() as server:
        box.dora(n=200, w=8, t=2, o=0xE00000)  # warm
        before = cpu_s(server.pid)
        with Foreign(box) as other:
            run = box.dora(n=subject.clients(), w=settings.window, t=settings.secs)
        run["foreign"] = other.share
        run["cpu_us"] = (cpu_s(server.pid) - before) / max(1, run["acks"]) * 1e6
    return run


def _highest(hint: float, steps: int, close_enough: float, holds: Callable[[float], bool]) -> float:
    """By bisection from 0.9x the hint: the highest rate for which ``holds(rate)``; 0 when none did."""
    low, high, rate = 0.0, max(20.0, hint * 1.3), max(10.0, hint * 0.9)
    for _ in range(steps):
        if holds(rate):
            low = rate
        else:
            high = rate
        if high - low < close_enough * high:
            break
        rate = (low + high) / 2 if low else high * 0.6
    return low


def open_loop(subject: Subject, secs: float = 4) -> Row:
    """The highest offered rate with under 1 % loss, a fresh server each step; then latency at half of it."""
    box, clients = subject.box, subject.clients()
    seen: dict[float, Row] = {}

    def offer(rate: float) -> Row:
        with subject.running():
            seen[rate] = box.dora(n=min(clients, int(rate * secs) + 10), r=int(rate), t=secs)
        return seen[rate]

    def holds(rate: float) -> bool:
        run = offer(rate)
        loss = (run["started"] - run["acks"]) / max(1, run["started"])
        return bool(loss < 0.01 and run["acks"] > 0.95 * min(rate * secs, clients))

    rate = _highest(subject.hint, box.settings.steps, 0.05, holds)
    if not rate:
        return {"rate": 0}
    at_max = seen[rate]["dora_ms"]
    half = offer(rate * 0.5)
    latencies = {f"half_{key}": half[key] for key in ("disc_ms", "req_ms", "dora_ms")}
    return {"rate": round(rate), "at_max": at_max, "half_rate": round(rate * 0.5), **latencies}


PERFDHCP_CEILING = 14_000
"""perfdhcp itself makes about 15,000 DORA/s on one CPU; searching above says nothing about the server."""


def perfdhcp(subject: Subject, secs: int = 5) -> Row:
    """The same search with ISC's perfdhcp as the load generator."""
    seen: dict[float, Row] = {}

    def offer(rate: float) -> Row:
        with subject.running():
            return _perfdhcp_run(subject, rate, secs)

    def holds(rate: float) -> bool:
        seen[rate] = offer(rate)
        return bool(seen[rate]["loss"] < 0.01 and seen[rate]["rate"] > 0.95 * rate)

    rate = _highest(min(subject.hint, PERFDHCP_CEILING), subject.box.settings.steps, 0.07, holds)
    if not rate:
        return {"rate": 0}
    runs = [seen[rate], offer(rate), offer(rate)]
    half = offer(rate * 0.5)
    return {
        "rate": round(rate),
        "achieved": [round(run["rate"]) for run in runs],
        "loss": [round(run["loss"], 4) for run in runs],
        "half_rate": round(rate * 0.5),
        "half_avg_ms": half.get("avg_ms"),
        "half_max_ms": half.get("max_ms"),
    }


def _perfdhcp_run(subject: Subject, rate: float, secs: int) -> Row:
    """Lists have two numbers: DISCOVER-OFFER and REQUEST-ACK. perfdhcp(8) counts its exit wait -W as test time."""
    load = ["-R", subject.clients(), "-r", int(rate), "-p", secs, "-W", 300_000]
    out = subject.box.client(["perfdhcp", "-4", "-l", "10.0.0.2", *load, "10.0.0.1"], secs + 25)

    def numbers(label: str) -> list[float]:
        return [float(value) for value in re.findall(label + r":\s+([\d.]+)", out)]

    sent, drops = numbers("sent packets"), numbers("drops")
    if len(sent) < 2 or len(drops) < 2:
        return {"rate": 0, "loss": 1.0, "error": out[-300:]}
    answered = sent[1] - drops[1]
    delays = {"avg_ms": numbers("avg delay")[:2], "max_ms": numbers("max delay")[:2]}
    return {"rate": answered / secs, "loss": 1 - answered / max(1, sent[0]), "sent": sent, "drops": drops, **delays}


def renew(subject: Subject) -> Row:
    """Renewals per second (REQUEST with ciaddr) over leases just acquired."""
    settings = subject.box.settings
    leases = min(100_000, subject.clients(), max(200, int(subject.hint * settings.secs)))
    runs = []
    for _ in range(max(1, min(2, settings.runs))):
        with subject.running():
            runs.append(subject.box.dora(n=leases, w=settings.window, t=settings.secs * 2, R=4, d=2000))
    return {
        "renew_rate": median([run.get("renew_rate", 0) for run in runs]),
        "leases": [run["acks"] for run in runs],
        "naks": [run.get("renew_naks") for run in runs],
        "lost": [run.get("renew_lost") for run in runs],
        "p99_ms": median([run["renew_ms"]["p99"] for run in runs if run.get("renew_ms")]),
    }


def big(subject: Subject, limit_s: float = 60) -> Row:
    """Memory with ``leases`` leases, then a restart: seconds to the first OFFER, and whether the last 1000 clients
    get their addresses back (the last ones, so that a server which only hands out in order does not pass by luck)."""
    box, settings = subject.box, subject.box.settings
    server = subject.running()
    addresses = box.folder / "addresses"
    try:
        server.start()
        result: Row = {"start_empty_s": round(server.start_s, 3), "rss_empty_mib": resident_mib(server.pid)}
        begun = time.monotonic()
        wanted = min(settings.leases, subject.clients())
        fill = box.dora(n=wanted, w=settings.window, t=limit_s, d=5000, O=addresses)
        result |= {"leases": fill["acks"], "fill_s": round(time.monotonic() - begun, 1)}
        result["rss_mib"] = resident_mib(server.pid)
        server.stop(signal.SIGKILL if settings.crash else signal.SIGTERM)
        result["disk_mib"] = round(_bytes_under(server.folder) / 2**20, 1)
        server.start(120)
        asked = min(1000, fill["acks"])
        again = box.dora(n=asked, o=fill["acks"] - asked, w=1, t=3, K=addresses)
        result |= {"restart_s": round(server.start_s, 3), "rss_restart_mib": resident_mib(server.pid)}
        return result | {"asked": again["acks"], "kept": again.get("kept"), "changed": again.get("changed")}
    finally:
        server.close()


def _bytes_under(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


SYNCS = "fsync,fdatasync,sync_file_range,msync"
SENDS = "sendto,sendmsg,sendmmsg"
WRITES = "write,pwrite64,writev,pwritev2"


def durable(subject: Subject, clients: int = 20) -> Row:
    """strace with one client at a time: was there a sync between each OFFER and its ACK?

    A server that writes through io_uring or mmap cannot be judged so; calls of io_uring are counted and reported.
    """
    box = subject.box
    with subject.running() as server:
        box.dora(n=5, w=1, t=2, o=0xD00000)
        synchronous = _synchronous_files(server)
        trace = server.folder / "strace"
        pids = [word for pid, _ in members(server.pid) for word in ("-p", str(pid))]
        calls = f"trace={SYNCS},{SENDS},{WRITES},io_uring_enter"
        strace = box.spawn(
            ["strace", "-f", "-qq", "-s", "8", "-o", trace, "-e", calls, *pids], stderr=subprocess.DEVNULL
        )
        time.sleep(0.7)  # strace has attached; a client before that would only be missed
        run = box.dora(n=clients, w=1, t=5, d=900)
        time.sleep(0.2)
        box.stop(strace, signal.SIGINT)
        story = "".join(_letter(line, bool(synchronous)) for line in trace.read_text(errors="replace").splitlines())
    before_acks = story.split("T")[1:-1:2]  # what happened between OFFER and ACK, client by client
    covered = sum("S" in part for part in before_acks)
    return {
        "acks": len(before_acks),
        "synced_before_ack": covered,
        "syncs": story.count("S"),
        "io_uring": story.count("U"),
        "o_dsync": synchronous,
        "dora_acks": run["acks"],
        "durable": bool(before_acks) and covered == len(before_acks),
    }


def _synchronous_files(server: Running) -> list[str]:
    """Files under its folder that the server holds open with O_DSYNC or O_SYNC: each write to them is a sync."""
    found = []
    for pid, _ in members(server.pid):
        for handle in Path(f"/proc/{pid}/fdinfo").iterdir():
            try:
                flags = re.search(r"flags:\s+(\d+)", handle.read_text())
                target = os.readlink(f"/proc/{pid}/fd/{handle.name}")
            except OSError:
                continue
            if flags and int(flags[1], 8) & os.O_DSYNC and target.startswith(str(server.folder)):
                found.append(target)
    return found


def _letter(line: str, writes_sync: bool) -> str:
    """One line of strace -f as S (a sync that succeeded), T (a packet sent), U (io_uring), or nothing."""
    call = line.split(None, 1)[-1]
    names = SYNCS.replace(",", "|")
    if re.match(rf"(?:<\.\.\. )?(?:{names})(?:\(| resumed).*=\s+0", call):
        return "S"
    if writes_sync and re.match(rf"(?:{WRITES.replace(',', '|')})\(", call):
        return "S"
    if call.startswith("io_uring_enter"):
        return "U"
    is_send = re.match(rf"(?:{SENDS.replace(',', '|')})\(", call)
    return "T" if is_send and ("AF_INET" in call or "AF_PACKET" in call) else ""


def latency1(subject: Subject) -> Row:
    """One client at a time: the unloaded round trip of a whole DORA."""
    with subject.running():
        run = subject.box.dora(n=2000, w=1, t=4)
    return {"rate": run["rate"], "dora_ms": run.get("dora_ms"), "req_ms": run.get("req_ms")}


PHASES: dict[str, Callable[[Subject], Row]] = {
    "closed": closed,
    "open": open_loop,
    "perfdhcp": perfdhcp,
    "renew": renew,
    "big": big,
    "durable": durable,
    "latency1": latency1,
}
"""By the name that --phases takes, in the order they run."""

PROGRAM_OF = {"perfdhcp": "perfdhcp", "durable": "strace"}
"""The program a phase needs beyond those that every phase does."""
