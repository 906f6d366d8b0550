"""Phases about what a server holds: memory, starting again, and whether many leases or a full pool make it slower."""

import signal
import time
from pathlib import Path

from candidates import POOL_64K_SIZE, Running
from netbox import Row, cpu_s, median, resident_mib, wait_until_quiet
from subject import Subject, fill, settle

FILL_LIMIT_S = 150
"""A server that cannot give the leases in so long is not measured with them."""


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
        filled = box.dora(n=wanted, w=settings.window, t=limit_s, d=5000, O=addresses)
        result |= {"leases": filled["acks"], "fill_s": round(time.monotonic() - begun, 1)}
        result["rss_mib"] = resident_mib(server.pid)
        return result | _restarted(subject, server, filled["acks"], addresses)
    finally:
        server.close()


def _restarted(subject: Subject, server: Running, leases: int, addresses: Path) -> Row:
    """End the server (SIGKILL if the candidate claims to stand it), start it over the same folder, ask again."""
    kill = subject.box.settings.crash or subject.candidate.crash
    server.stop(signal.SIGKILL if kill else signal.SIGTERM)
    row: Row = {"ended_by": "SIGKILL" if kill else "SIGTERM", "disk_mib": round(_bytes_under(server.folder) / 2**20, 1)}
    server.start(120)
    asked = min(1000, leases)
    again = subject.box.dora(n=asked, o=leases - asked, w=1, t=3, K=addresses)
    row |= {"restart_s": round(server.start_s, 3), "rss_restart_mib": resident_mib(server.pid)}
    return row | {"asked": asked, "answered": again["acks"], "kept": again.get("kept"), "changed": again.get("changed")}


def _bytes_under(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def flat(subject: Subject) -> Row:
    """The same windows of new clients and of renewals drawn at random, with ``few`` and with ``many`` leases.

    Fresh servers, one with few and one with many in turns, since what the pool has left allows windows of a quarter of
    a second only. Each is left alone until it has nothing more to do before what is measured begins.
    """
    settings = subject.box.settings
    turns = [
        (_with_leases(subject, settings.few, False), _with_leases(subject, settings.many, turn == TURNS))
        for turn in range(1, TURNS + 1)
    ]
    few, many = (_together(list(rows)) for rows in zip(*turns, strict=True))
    grown = (many["rss_mib"] - many["rss_empty_mib"]) * 2**20
    return {
        "few": few,
        "many": many,
        "new_ratio": round(many["new_rate"] / max(1, few["new_rate"]), 3),
        "renew_ratio": round(many["renew_rate"] / max(1, few["renew_rate"]), 3),
        "bytes_a_lease": round(grown / many["leases"]),
    }


TURNS = 3


def _together(rows: list[Row]) -> Row:
    """The windows of all rows in one; whatever else the last one says."""
    joined = dict(rows[-1])
    for name in ("new", "renew"):
        joined[f"{name}_rates"] = [rate for row in rows for rate in row[f"{name}_rates"]]
        joined[f"{name}_rate"] = median(joined[f"{name}_rates"])
        joined[f"{name}_p99_ms"] = median([row[f"{name}_p99_ms"] for row in rows])
        joined[f"{name}_lost"] = sum(row[f"{name}_lost"] for row in rows)
    joined["renew_naks"] = sum(row["renew_naks"] for row in rows)
    return joined


def _with_leases(subject: Subject, leases: int, restart: bool) -> Row:
    box, settings = subject.box, subject.box.settings
    addresses = box.folder / "addresses"
    server = subject.running()
    try:
        server.start()
        row: Row = {"rss_empty_mib": resident_mib(server.pid)}
        begun = time.monotonic()
        row["leases"] = fill(subject, leases, FILL_LIMIT_S, O=addresses)["acks"]
        row |= {"fill_s": round(time.monotonic() - begun, 1), "settle_s": settle(server)}
        row["rss_mib"] = resident_mib(server.pid)
        row |= _known(subject, "renew", {"n": leases, "A": addresses})
        settle(server)
        new = []
        for number in range(3):
            wait_until_quiet(box)
            run = box.dora(n=settings.fresh, o=leases + number * settings.fresh, w=settings.window, t=20, d=2000)
            new.append(run)
        row |= {"new_rates": [run["rate"] for run in new], "new_rate": median([run["rate"] for run in new])}
        row |= {"new_lost": sum(run["lost"] for run in new), "new_p99_ms": _p99(new, "dora_ms")}
        row["rss_end_mib"] = resident_mib(server.pid)
        return row | (_restarted(subject, server, leases, addresses) if restart else {})
    finally:
        server.close()


def _p99(runs: list[Row], name: str) -> float | None:
    found: float | None = median([run[name]["p99"] for run in runs if run.get(name)])
    return found


def _known(subject: Subject, name: str, options: Row) -> Row:
    """Median of three windows in which clients drawn at random, that have a lease, ask the server."""
    settings, runs = subject.box.settings, []
    for seed in (1, 2, 3):
        wait_until_quiet(subject.box)
        run = subject.box.dora(w=settings.window, R=settings.secs / 3, x=seed, d=2000, **options)
        if not run.get("renew_acks"):
            raise RuntimeError(f"no client got an answer to its {name}: {run}")
        runs.append(run)
    return {
        f"{name}_rate": median([run["renew_rate"] for run in runs]),
        f"{name}_rates": [run["renew_rate"] for run in runs],
        f"{name}_p99_ms": _p99(runs, "renew_ms"),
        f"{name}_lost": sum(run["renew_lost"] for run in runs),
        f"{name}_naks": sum(run["renew_naks"] for run in runs),
    }


STRANGERS_A_SECOND = 5000
"""Slow enough for every server here, so that CPU time for each DISCOVER can be compared."""


def full(subject: Subject) -> Row:
    """A pool of 65,536 addresses, nearly empty and full: renewals and OFFERs a second of ``few`` clients with a lease,
    the same number in both, and CPU time for a stranger's DISCOVER (in a full pool a stranger hears nothing)."""
    empty = _pool_with(subject, subject.box.settings.few)
    filled = _pool_with(subject, POOL_64K_SIZE)
    if filled["strangers_offers"] > 0.01 * filled["strangers"]:  # one: the OFFER that the start waited for has run out
        raise RuntimeError(f"the pool was not full: {filled['strangers_offers']} strangers got an OFFER")
    return {
        "empty": empty,
        "full": filled,
        "renew_ratio": round(filled["renew_rate"] / empty["renew_rate"], 3),
        "offer_ratio": round(filled["offer_rate"] / empty["offer_rate"], 3),
        "stranger_ratio": round(filled["stranger_cpu_us"] / max(0.1, empty["stranger_cpu_us"]), 3),
    }


def _pool_with(subject: Subject, leases: int) -> Row:
    box = subject.box
    addresses = box.folder / "addresses"
    known = {"n": min(leases, box.settings.few), "A": addresses}
    with subject.running_small() as server:
        row: Row = {"leases": fill(subject, leases, FILL_LIMIT_S, O=addresses)["acks"]}
        if missing := leases - row["leases"]:  # clients of which a packet was lost: others take their place
            row["leases"] += box.dora(n=missing, o=0xB00000, w=1, t=10, d=1000)["acks"]
        settle(server)
        row |= _known(subject, "renew", known)
        settle(server)
        row |= _known(subject, "offer", {**known, "D": True})
        secs = box.settings.secs / 2
        rate = min(STRANGERS_A_SECOND, subject.hint / 2)
        wait_until_quiet(box)
        before = cpu_s(server.pid)
        run = box.dora(n=int(rate * secs), o=0xC00000, r=int(rate), t=secs, d=300, i=True)
        cpu_us = (cpu_s(server.pid) - before) / max(1, run["started"]) * 1e6
        return row | {
            "strangers": run["started"],
            "strangers_offers": run["offers"],
            "stranger_cpu_us": round(cpu_us, 1),
        }
