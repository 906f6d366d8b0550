"""The marks that Poolkeeper has to reach beside its peers, and whether the numbers of one run reach them."""

import operator
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any, NamedTuple

OURS, BASE = "poolkeeper", "kea-st"

Results = dict[str, dict[str, dict[str, Any]]]
"""Server name -> phase name -> numbers by name."""
Number = Callable[[Results], float | None]
"""Looks a number up, or makes one of several; None when one of them was not measured."""


class Rule(NamedTuple):
    """One mark. limit: a number, or how it follows from what others did. shown: its format, such as "{:.2f} x".

    aim: what we would like to reach; missing it is shown and is no failure.
    """

    name: str
    number: Number
    sign: str
    limit: float | Number
    shown: str
    aim: bool = False


class Mark(NamedTuple):
    """One rule after a run, in words; held is None where something was not measured."""

    name: str
    wanted: str
    measured: str
    held: bool | None
    aim: bool

    @property
    def verdict(self) -> str:
        """The last cell of its line in the table."""
        if self.held is None:
            return "not measured"
        return "yes" if self.held else "short of the aim" if self.aim else "NO"


HOLDS = {">=": operator.ge, "<=": operator.le, "<": operator.lt}
IN_WORDS = {">=": "at least", "<=": "at most", "<": "under"}


def at(server: str, phase: str, *names: str) -> Number:
    """The number under these names."""

    def number(results: Results) -> float | None:
        value: Any = results.get(server, {}).get(phase)
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
        return value if isinstance(value, int | float) else None

    return number


def ratio(of: Number, to: Number) -> Number:
    """One number in relation to another."""

    def number(results: Results) -> float | None:
        above, below = of(results), to(results)
        return above / below if above is not None and below else None

    return number


def beside(peer: str, phase: str, *names: str) -> Number:
    """Our number in relation to that of a peer."""
    return ratio(at(OURS, phase, *names), at(peer, phase, *names))


def twice_or(least: float, number: Number) -> Number:
    """Two times a number, or ``least`` if that is more."""

    def limit(results: Results) -> float | None:
        value = number(results)
        return None if value is None else max(least, 2 * value)

    return limit


def synced(results: Results) -> float | None:
    """ACKs of ours that went out after their sync; one that did not takes another one away."""
    row = results.get(OURS, {}).get("durable", {})
    return 2 * row["synced_before_ack"] - row["acks"] if "acks" in row else None


def others(results: Results) -> float | None:
    """Per cent of a CPU that other processes used, the median of our phases and of those compared with."""
    shares = [row["foreign"] for name in (OURS, BASE) for row in results.get(name, {}).values() if "foreign" in row]
    return 100 * median(shares) if shares else None


def ours(phase: str, *names: str) -> Number:
    """Our number under these names."""
    return at(OURS, phase, *names)


_SYNC1 = beside("cref-sync", "latency1", "dora_ms", "p50")
_KEA_P99 = twice_or(5, at(BASE, "p99", "p99_ms"))

RULES = (
    Rule("new leases beside kea-st", beside(BASE, "closed", "rate"), ">=", 2, "{:.2f} x"),
    Rule("new leases beside dnsmasq", beside("dnsmasq", "closed", "rate"), ">=", 15, "{:.1f} x"),
    Rule("new leases beside dhcpd-64k", beside("dhcpd-64k", "closed", "rate"), ">=", 10, "{:.1f} x"),
    Rule("new leases beside cref-sync", beside("cref-sync", "closed", "rate"), ">=", 0.7, "{:.2f} x", aim=True),
    Rule("renewals beside kea-st", beside(BASE, "renew", "renew_rate"), ">=", 1.5, "{:.2f} x"),
    Rule("new leases of phones beside kea-st", beside(BASE, "dressed", "rate"), ">=", 2, "{:.2f} x", aim=True),
    Rule("renewals of phones beside kea-st", beside(BASE, "dressed", "renew_rate"), ">=", 1.5, "{:.2f} x", aim=True),
    Rule("p99 at half of Kea's maximum: twice Kea's or 5 ms", ours("p99", "p99_ms"), "<=", _KEA_P99, "{:.2f} ms"),
    Rule("DORA of one client alone, beside cref-sync", _SYNC1, "<=", 2, "{:.2f} x"),
    Rule("ACKs sent after their sync", synced, ">=", 20, "{:.0f} of 20"),
    Rule("clients with their address after SIGKILL", ours("big", "kept"), ">=", ours("big", "asked"), "{:,.0f}"),
    Rule("big: resident memory", ours("big", "rss_mib"), "<=", 120, "{:.1f} MiB"),
    Rule("big: first OFFER after SIGKILL", ours("big", "restart_s"), "<=", 1.5, "{:.2f} s"),
    Rule("flat: new leases, many beside few", ours("flat", "new_ratio"), ">=", 0.9, "{:.2f} x"),
    Rule("flat: renewals at random, many beside few", ours("flat", "renew_ratio"), ">=", 0.7, "{:.2f} x"),
    Rule("flat: first OFFER with many leases", ours("flat", "many", "restart_s"), "<", 8, "{:.2f} s"),
    Rule("flat: resident memory a lease", ours("flat", "bytes_a_lease"), "<=", 512, "{:.0f} bytes"),
    Rule("flat: resident memory a lease", ours("flat", "bytes_a_lease"), "<=", 300, "{:.0f} bytes", aim=True),
    Rule("full pool: OFFERs beside an empty one", ours("full", "offer_ratio"), ">=", 0.9, "{:.2f} x"),
    Rule("full pool: renewals beside an empty one", ours("full", "renew_ratio"), ">=", 0.9, "{:.2f} x"),
    Rule("full pool: CPU of a stranger's DISCOVER", ours("full", "stranger_ratio"), "<=", 1.1, "{:.2f} x"),
    Rule("GET /rest/ip/pool under load, median", ours("rest", "p50_ms"), "<", 50, "{:.2f} ms"),
    Rule("perfdhcp -f at half load: lost answers", ours("perfdhcp_renew", "renew_lost"), "<=", 0, "{:.0f}"),
    Rule("perfdhcp -F at half load: lost answers", ours("perfdhcp_renew", "release_lost"), "<=", 0, "{:.0f}"),
    Rule("CPU of other processes, median of phases", others, "<", 10, "{:.1f} %", aim=True),
)
"""In the order of the table."""


def marks(results: Results) -> list[Mark]:
    """Every rule beside the numbers of one run."""
    return [_mark(rule, results) for rule in RULES]


def _mark(rule: Rule, results: Results) -> Mark:
    number = rule.number(results)
    limit = rule.limit(results) if callable(rule.limit) else rule.limit
    wanted, measured = ("-" if value is None else rule.shown.format(value) for value in (limit, number))
    held = None if number is None or limit is None else bool(HOLDS[rule.sign](number, limit))
    if held is False and measured == wanted:  # missed by less than is shown
        measured += f" ({number:.5g})"
    name = rule.name + (" (aim)" if rule.aim else "")
    return Mark(name, wanted if limit is None else f"{IN_WORDS[rule.sign]} {wanted}", measured, held, rule.aim)


def failures(results: Results) -> Iterator[str]:
    """A line for every phase that could not be measured."""
    for name, rows in results.items():
        for phase, row in rows.items():
            if "error" in row:
                yield f"{name} {phase} failed: {' '.join(str(row['error']).split())}"


def passes(results: Results) -> bool:
    """Whether every mark that was measured is held, aims apart, and every phase of ours could be measured."""
    reached = all(mark.held is not False or mark.aim for mark in marks(results))
    return reached and not any("error" in row for row in results.get(OURS, {}).values())
