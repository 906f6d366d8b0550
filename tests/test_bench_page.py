"""docs/bench.md says what the numbers of a run say: marks held and missed, what failed, what was not measured."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
OURS, KEA = "poolkeeper", "kea-st"
Record = dict[str, Any]


def record() -> Record:
    """A run on a quiet machine in which every mark is held."""
    quiet = {"foreign": 0.01}
    ours: Record = {
        "closed": {"rate": 25000.5, "quiet_runs": "3/3", "cpu_us_per_dora": 33.3, "p50_ms": 2.5, "p99_ms": 4.5},
        "dressed": {"rate": 20000.0, "quiet_runs": "3/3", "p99_ms": 5.5, "renew_rate": 40000.0},
        "latency1": {"dora_ms": {"p50": 0.5}},
        "renew": {"renew_rate": 60000.0},
        "durable": {"acks": 20, "synced_before_ack": 20, "durable": True},
        "open": {"rate": 27000, "half_dora_ms": {"mean": 1.0, "max": 9.0}},
        "p99": {"offered": 4000, "p99_ms": 4.9},
        "big": {"leases": 100_000, "rss_mib": 110.0, "restart_s": 1.2, "asked": 1000, "kept": 1000},
        "flat": {
            "few": {"leases": 1000, "new_rate": 24000.0, "renew_rate": 60000.0},
            "many": {"leases": 1_000_000, "new_rate": 23000.0, "renew_rate": 45000.0, "restart_s": 6.0},
            "new_ratio": 0.958,
            "renew_ratio": 0.75,
            "bytes_a_lease": 290,
        },
        "full": {"offer_ratio": 1.0, "renew_ratio": 0.95, "stranger_ratio": 0.7},
        "rest": {"p50_ms": 8.0, "load": 20000.0},
        "perfdhcp_renew": {"renew_sent": 7000, "renew_lost": 0, "release_sent": 7000, "release_lost": 0},
    }  # fmt: skip
    kea: Record = {
        "closed": {"rate": 12000.0, "quiet_runs": "3/3"},
        "dressed": {"rate": 9000.0, "quiet_runs": "3/3", "renew_rate": 20000.0},
        "renew": {"renew_rate": 27000.0},
        "p99": {"offered": 4000, "p99_ms": 1.0},
    }
    results: Record = {
        OURS: ours,
        KEA: kea,
        "dnsmasq": {"closed": {"rate": 700.0}},
        "dhcpd-64k": {"closed": {"rate": 1200.0}},
        "cref-sync": {"closed": {"rate": 33000.0}, "latency1": {"dora_ms": {"p50": 0.36}}},
    }
    for rows in results.values():
        for phase, row in rows.items():
            rows[phase] = {**row, **quiet}
    settings = {"runs": 3, "window": 64, "leases": 100_000, "few": 1000, "many": 1_000_000}
    return {"about": {"date": "2026-01-02 03:04 UTC", "machine": "2 CPUs"}, "settings": settings, "results": results}


def page_of(tmp_path: Path, run: Record) -> tuple[str, int]:
    """The page, and the exit status."""
    raw = tmp_path / "bench.json"
    raw.write_text(json.dumps(run))
    return printed(raw)


def printed(raw: Path) -> tuple[str, int]:
    """What bench/page.py prints of a raw record, and its exit status."""
    argv = [sys.executable, str(ROOT / "bench" / "page.py"), str(raw)]
    done = subprocess.run(argv, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout, done.returncode


def verdicts(page: str) -> dict[str, list[str]]:
    """Mark -> wanted, measured, held."""
    section = page.split("## Marks")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return {name: cells for name, *cells in rows[2:]}


def test_a_good_run_holds_every_mark(tmp_path: Path) -> None:
    page, status = page_of(tmp_path, record())
    found = verdicts(page)
    assert status == 0
    assert len(found) > 20
    assert {cells[-1] for cells in found.values()} == {"yes"}
    assert found["new leases beside kea-st"] == ["at least 2.00 x", "2.08 x", "yes"]
    assert found["clients with their address after SIGKILL"] == ["at least 1,000", "1,000", "yes"]
    assert "- date: 2026-01-02 03:04 UTC\n- machine: 2 CPUs\n" in page
    assert "| poolkeeper | 25,000 (3/3) | 33.3 | 2.50/4.50 | 60,000 |" in page
    assert "| poolkeeper | 1,000 - 1,000,000 | 24,000 - 23,000 |" in page
    assert "failed" not in page


@pytest.mark.parametrize(
    ("change", "mark", "measured"),
    [
        ({OURS: {"closed": {"rate": 23999.0}}}, "new leases beside kea-st", "2.00 x (1.9999)"),
        ({"dnsmasq": {"closed": {"rate": 2000.0}}}, "new leases beside dnsmasq", "12.5 x"),
        ({OURS: {"p99": {"p99_ms": 5.1}}}, "p99 at half of Kea's maximum: twice Kea's or 5 ms", "5.10 ms"),
        ({OURS: {"durable": {"synced_before_ack": 19}}}, "ACKs sent after their sync", "18 of 20"),
        ({OURS: {"durable": {"acks": 21}}}, "ACKs sent after their sync", "19 of 20"),
        ({OURS: {"big": {"kept": 999}}}, "clients with their address after SIGKILL", "999"),
        ({OURS: {"flat": {"new_ratio": 0.89}}}, "flat: new leases, many beside few", "0.89 x"),
        ({OURS: {"flat": {"bytes_a_lease": 513}}}, "flat: resident memory a lease", "513 bytes"),
        ({OURS: {"rest": {"p50_ms": 50.0}}}, "GET /rest/ip/pool under load, median", "50.00 ms (50)"),
        ({OURS: {"perfdhcp_renew": {"renew_lost": 1}}}, "perfdhcp -f at half load: lost answers", "1"),
    ],
)
def test_a_missed_mark_is_shown_and_fails(tmp_path: Path, change: Record, mark: str, measured: str) -> None:
    page, status = page_of(tmp_path, _changed(change))
    assert verdicts(page)[mark][1:] == [measured, "NO"]
    assert status == 1


def _changed(change: Record) -> Record:
    run = record()
    for server, phases in change.items():
        for phase, numbers in phases.items():
            run["results"][server][phase] |= numbers
    return run


def test_the_limit_of_p99_follows_kea_where_that_is_more(tmp_path: Path) -> None:
    page, status = page_of(tmp_path, _changed({OURS: {"p99": {"p99_ms": 7.9}}, KEA: {"p99": {"p99_ms": 4.0}}}))
    assert verdicts(page)["p99 at half of Kea's maximum: twice Kea's or 5 ms"] == ["at most 8.00 ms", "7.90 ms", "yes"]
    assert status == 0


def test_an_aim_that_is_not_reached_is_no_failure(tmp_path: Path) -> None:
    page, status = page_of(tmp_path, _changed({OURS: {"flat": {"bytes_a_lease": 400}}}))
    found = verdicts(page)
    assert found["flat: resident memory a lease"][-1] == "yes"
    assert found["flat: resident memory a lease (aim)"][-1] == "short of the aim"
    assert status == 0


def test_what_was_not_measured_is_neither_held_nor_missed(tmp_path: Path) -> None:
    run = record()
    del run["results"][KEA]
    del run["results"][OURS]["full"]
    page, status = page_of(tmp_path, run)
    found = verdicts(page)
    assert found["new leases beside kea-st"] == ["at least 2.00 x", "-", "not measured"]
    assert found["full pool: renewals beside an empty one"][-1] == "not measured"
    assert "## A full pool" not in page
    assert status == 0


def test_a_phase_that_failed_is_named_and_fails_only_for_us(tmp_path: Path) -> None:
    run = record()
    run["results"][KEA]["flat"] = {"error": "RuntimeError: only 3\n leases"}
    page, status = page_of(tmp_path, run)
    assert "\nkea-st flat failed: RuntimeError: only 3 leases\n" in page
    assert status == 0
    run["results"][OURS]["big"] = {"error": "RuntimeError: poolkeeper made no OFFER"}
    page, status = page_of(tmp_path, run)
    assert "\npoolkeeper big failed: RuntimeError: poolkeeper made no OFFER\n" in page
    assert status == 1


def test_the_page_in_docs_is_that_of_the_numbers_beside_it() -> None:
    page, raw = ROOT / "docs" / "bench.md", ROOT / "docs" / "bench.json"
    assert page.exists() == raw.exists()
    if raw.exists():
        assert page.read_text() == printed(raw)[0]
