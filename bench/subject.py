"""A server under measurement, and runs of it that count only while the machine is quiet."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from candidates import Candidate, Running
from netbox import Foreign, Netbox, Row, cpu_s, median, wait_until_quiet

QUIET_SHARE = 0.1
"""A run in which others used more of a CPU than this counts only when no quiet one was had."""


class Subject(NamedTuple):
    """The server under measurement, and what earlier phases found out.

    hint: the rate, in DORA/s, where a search for the highest one begins. pace: DORA/s at which the phase ``p99``
    compares all servers, half of what Kea does in an open loop; 0 while nobody knows it.
    """

    box: Netbox
    name: str
    candidate: Candidate
    hint: float
    pace: float = 0

    def running(self) -> Running:
        """A fresh one of it, not started yet."""
        return Running(self.box, self.name, self.candidate)

    def running_small(self) -> Running:
        """The same with a pool of 65,536 addresses."""
        if self.candidate.small is None:
            raise RuntimeError(f"{self.name} has no command for a pool of 65,536")
        return Running(self.box, self.name, replace(self.candidate, command=self.candidate.small))

    def clients(self) -> int:
        """How many clients one run may have."""
        return min(self.box.settings.clients, self.candidate.clients or self.box.settings.clients)

    def several(self, once: Callable[[], Row]) -> "Runs":
        """``runs`` quiet runs of ``once``, or what ``retries`` more could get of them."""
        settings = self.box.settings
        runs: list[Row] = []
        quiet: list[Row] = []
        while len(quiet) < settings.runs and len(runs) < settings.runs + settings.retries:
            wait_until_quiet(self.box)
            with Foreign(self.box) as other:
                run = once()
            runs.append({**run, "foreign": other.share})
            quiet = [each for each in runs if each["foreign"] < QUIET_SHARE]
        return Runs(quiet or runs, f"{len(quiet)}/{len(runs)}")


class Runs(NamedTuple):
    """The runs that count, and how many of all were quiet ("3/4")."""

    used: list[Row]
    quiet: str

    def each(self, *names: str) -> list[object]:
        """One number of every run that has it; ``names`` lead through dicts."""
        found = []
        for run in self.used:
            value: object = run
            for name in names:
                value = value.get(name) if isinstance(value, dict) else None
            if value is not None:
                found.append(value)
        return found

    def middle(self, *names: str) -> float | None:
        """Their median."""
        value: float | None = median(self.each(*names))
        return value


def fill(subject: Subject, leases: int, limit_s: float, **options: object) -> Row:
    """Give ``leases`` new clients their lease; RuntimeError when 1 % of them had none in ``limit_s``."""
    row = subject.box.dora(n=leases, w=subject.box.settings.window, t=limit_s, d=5000, **options)
    if row["acks"] < 0.99 * leases:
        raise RuntimeError(f"only {row['acks']} of {leases} leases within {limit_s:.0f} s {row.get('error', '')}")
    return row


def settle(server: Running, limit_s: float = 20) -> float:
    """Wait until the server has done what it left for a quiet moment (under 4 % of a CPU); the seconds it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < limit_s:
        before = cpu_s(server.pid)
        time.sleep(0.5)
        if cpu_s(server.pid) - before <= 0.02:
            break
    return round(time.monotonic() - begun, 1)
