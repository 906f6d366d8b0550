"""Phases about rate and delay: a server under load, and one client alone."""

import json
import subprocess
import sys
from collections.abc import Callable

from netbox import HERE, Row, cpu_s
from subject import Subject


def closed(subject: Subject) -> Row:
    """Closed loop: ``window`` clients outstanding; median of ``runs`` quiet runs."""
    runs = subject.several(lambda: _closed_run(subject))
    return {
        "rate": runs.middle("rate"),
        "rates": runs.each("rate"),
        "quiet_runs": runs.quiet,
        "foreign_cpu": runs.each("foreign"),
        "acks": runs.each("acks"),
        "lost": runs.each("lost"),
        "naks": runs.each("naks"),
        "dups": runs.each("dup_addr"),
        "cpu_us_per_dora": round(runs.middle("cpu_us") or 0, 1),
        "p50_ms": runs.middle("dora_ms", "p50"),
        "p99_ms": runs.middle("dora_ms", "p99"),
    }


def _closed_run(subject: Subject, **more: object) -> Row:
    box, settings = subject.box, subject.box.settings
    with subject.running() as server:
        box.dora(n=200, w=8, t=2, o=0xE00000, **more)  # warm
        before = cpu_s(server.pid)
        run = box.dora(n=subject.clients(), w=settings.window, t=settings.secs, **more)
        run["cpu_us"] = (cpu_s(server.pid) - before) / max(1, run["acks"]) * 1e6
    return run


def highest(hint: float, steps: int, close_enough: float, holds: Callable[[float], bool]) -> float:
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
    clients = subject.clients()
    seen: dict[float, Row] = {}

    def holds(rate: float) -> bool:
        run = seen[rate] = _offer(subject, rate, secs)
        loss = (run["started"] - run["acks"]) / max(1, run["started"])
        return bool(loss < 0.01 and run["acks"] > 0.95 * min(rate * secs, clients))

    rate = highest(subject.hint, subject.box.settings.steps, 0.05, holds)
    if not rate:
        return {"rate": 0}
    half = _offer(subject, rate * 0.5, secs)
    latencies = {f"half_{key}": half[key] for key in ("disc_ms", "req_ms", "dora_ms")}
    return {"rate": round(rate), "at_max": seen[rate]["dora_ms"], "half_rate": round(rate * 0.5), **latencies}


def _offer(subject: Subject, rate: float, secs: float) -> Row:
    """``rate`` new clients a second for ``secs``, to a fresh server."""
    with subject.running():
        return subject.box.dora(n=min(subject.clients(), int(rate * secs) + 10), r=int(rate), t=secs)


def p99(subject: Subject) -> Row:
    """Every server at the same offered rate, half of what Kea does in an open loop: how long a DORA takes."""
    if not subject.pace:
        raise RuntimeError("no rate to offer: it is half of what kea-st does in the phase open, which was not measured")
    runs = subject.several(lambda: _offer(subject, subject.pace, subject.box.settings.secs))
    return {
        "offered": int(subject.pace),
        "p50_ms": runs.middle("dora_ms", "p50"),
        "p99_ms": runs.middle("dora_ms", "p99"),
        "p99s_ms": runs.each("dora_ms", "p99"),
        "max_ms": runs.middle("dora_ms", "max"),
        "lost": runs.each("lost"),
        "quiet_runs": runs.quiet,
    }


def renew(subject: Subject) -> Row:
    """Renewals per second (REQUEST with ciaddr) over leases just acquired, in the order in which they were."""
    settings = subject.box.settings
    leases = min(100_000, subject.clients(), max(200, int(subject.hint * settings.secs)))

    def once() -> Row:
        with subject.running():
            return subject.box.dora(n=leases, w=settings.window, t=settings.secs * 2, R=4, d=2000)

    runs = subject.several(once)
    return {
        "renew_rate": runs.middle("renew_rate"),
        "renew_rates": runs.each("renew_rate"),
        "quiet_runs": runs.quiet,
        "leases": runs.each("acks"),
        "naks": runs.each("renew_naks"),
        "lost": runs.each("renew_lost"),
        "p99_ms": runs.middle("renew_ms", "p99"),
    }


def dressed(subject: Subject) -> Row:
    """``closed`` and ``renew`` with clients that send what phones and computers send (see dora.c)."""
    settings = subject.box.settings

    def once() -> Row:
        run = _closed_run(subject, c=True)
        leases = min(100_000, run["acks"])
        with subject.running():
            renewals = subject.box.dora(n=leases, w=settings.window, t=settings.secs * 2, R=4, d=2000, c=True)
        return run | {name: renewals.get(name) for name in ("renew_rate", "renew_lost", "renew_naks")}

    runs = subject.several(once)
    return {
        "rate": runs.middle("rate"),
        "rates": runs.each("rate"),
        "quiet_runs": runs.quiet,
        "lost": runs.each("lost"),
        "naks": runs.each("naks"),
        "cpu_us_per_dora": round(runs.middle("cpu_us") or 0, 1),
        "p99_ms": runs.middle("dora_ms", "p99"),
        "renew_rate": runs.middle("renew_rate"),
        "renew_rates": runs.each("renew_rate"),
        "renew_lost": runs.each("renew_lost"),
        "renew_naks": runs.each("renew_naks"),
    }


def latency1(subject: Subject) -> Row:
    """One client at a time: the unloaded round trip of a whole DORA."""

    def once() -> Row:
        with subject.running():
            return subject.box.dora(n=2000, w=1, t=4)

    runs = subject.several(once)
    return {
        "rate": runs.middle("rate"),
        "quiet_runs": runs.quiet,
        "dora_ms": {name: runs.middle("dora_ms", name) for name in ("mean", "p50", "p99", "max")},
        "req_ms": {name: runs.middle("req_ms", name) for name in ("mean", "p50", "p99", "max")},
    }


def rest(subject: Subject) -> Row:
    """GET /rest/ip/pool over TLS on the server's loopback, every 20 ms, without load and under the closed loop."""
    secs = max(3.0, subject.box.settings.secs)

    def once() -> Row:
        with subject.running() as server:
            password = (server.folder / "password").read_text().strip()
            idle = _calls(subject, password, 0, 1)()
            answer = _calls(subject, password, 0.7, secs - 1)
            load = subject.box.dora(n=subject.clients(), w=subject.box.settings.window, t=secs)
            row = {"load": load["rate"], "idle": idle, "loaded": answer()}
        if load["secs"] < secs - 0.3:
            raise RuntimeError(
                f"the load ended after {load['secs']} s of {secs}: {load.get('error', 'too few clients')}"
            )
        return row

    runs = subject.several(once)
    return {
        "load": runs.middle("load"),
        "idle_ms": runs.middle("idle", "p50_ms"),
        "p50_ms": runs.middle("loaded", "p50_ms"),
        "p50s_ms": runs.each("loaded", "p50_ms"),
        "p99_ms": runs.middle("loaded", "p99_ms"),
        "max_ms": runs.middle("loaded", "max_ms"),
        "first_ms": runs.middle("loaded", "first_ms"),
        "calls": runs.each("loaded", "calls"),
        "quiet_runs": runs.quiet,
    }


def _calls(subject: Subject, password: str, delay_s: float, secs: float) -> Callable[[], Row]:
    """Start rest_calls.py in the server's namespace; what is given waits for its numbers."""
    box = subject.box
    pinned = box.pinned(box.server_ns, box.settings.client_cpu)
    argv = [*pinned, sys.executable, HERE / "rest_calls.py", password, delay_s, secs]
    calls = box.spawn(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def numbers() -> Row:
        try:
            out, _ = calls.communicate(timeout=secs + delay_s + 20)
        finally:
            box.stop(calls)
        if calls.returncode:
            raise RuntimeError(f"REST: {out[-300:]}")
        row: Row = json.loads(out)
        return row

    return numbers
