"""Phases with ISC's perfdhcp as the load generator."""

import re

from load import highest
from netbox import Row
from subject import Subject

CEILING = 14_000
"""perfdhcp itself makes about 15,000 DORA/s on one CPU; searching above says nothing about the server."""


def perfdhcp(subject: Subject, secs: int = 5) -> Row:
    """The highest offered rate with under 1 % loss, a fresh server each step; then latency at half of it."""
    seen: dict[float, Row] = {}

    def holds(rate: float) -> bool:
        seen[rate] = _run(subject, rate, secs)
        return bool(seen[rate]["loss"] < 0.01 and seen[rate]["rate"] > 0.95 * rate)

    rate = highest(min(subject.hint, CEILING), subject.box.settings.steps, 0.07, holds)
    if not rate:
        return {"rate": 0}
    runs = [seen[rate], _run(subject, rate, secs), _run(subject, rate, secs)]
    half = _run(subject, rate * 0.5, secs)
    return {
        "rate": round(rate),
        "achieved": [round(run["rate"]) for run in runs],
        "loss": [round(run["loss"], 4) for run in runs],
        "half_rate": round(rate * 0.5),
        "half_avg_ms": half.get("avg_ms"),
        "half_max_ms": half.get("max_ms"),
    }


def perfdhcp_renew(subject: Subject, secs: int = 5) -> Row:
    """perfdhcp -f (renewals) and -F (releases) beside new clients, in all half of what it could do: what is lost.

    Of the load, four fifths are DORAs; half as many renewals (or releases) come beside them, each half of a DORA.
    """
    dora = min(subject.hint, CEILING) * 0.5 * 0.8
    row: Row = {"dora_rate": int(dora), "beside_rate": int(dora / 2)}
    for name, flag, label in (("renew", "-f", r"REQUEST-ACK \(renewal\)"), ("release", "-F", "RELEASE")):
        run = _run(subject, dora, secs, flag, int(dora / 2))
        counts = _counts(run["out"])
        beside = next((sent for kind, sent, _ in counts if re.fullmatch(label, kind)), 0)
        if not beside:
            raise RuntimeError(f"perfdhcp {flag} sent nothing of the kind: {run['out'][-300:]}")
        lost = sum(drops for kind, _, drops in counts if kind != "RELEASE")  # a RELEASE has no answer (RFC 2131)
        asked = sum(sent for kind, sent, _ in counts if kind != "RELEASE")
        row |= {f"{name}_sent": beside, f"{name}_asked": asked, f"{name}_lost": lost}
    return row


def _counts(out: str) -> list[tuple[str, int, int]]:
    """(kind of exchange, sent, without an answer) of each statistics block that perfdhcp prints."""
    block = r"\*\*\*Statistics for: (.+?)\*\*\*\s+sent packets: (\d+)\s+received packets: \d+\s+drops: (\d+)"
    return [(kind, int(sent), int(drops)) for kind, sent, drops in re.findall(block, out)]


def _run(subject: Subject, rate: float, secs: int, *more: object) -> Row:
    """One run against a fresh server. perfdhcp(8) counts its exit wait -W as test time.

    Lists have two numbers: DISCOVER-OFFER and REQUEST-ACK.
    """
    load = ["-R", subject.clients(), "-r", int(rate), *more, "-p", secs, "-W", 300_000]
    with subject.running():
        out = subject.box.client(["perfdhcp", "-4", "-l", "10.0.0.2", *load, "10.0.0.1"], secs + 25)

    def numbers(label: str) -> list[float]:
        return [float(value) for value in re.findall(label + r":\s+([\d.]+)", out)]

    sent, drops = numbers("sent packets"), numbers("drops")
    if len(sent) < 2 or len(drops) < 2:
        return {"rate": 0, "loss": 1.0, "error": out[-300:], "out": out}
    answered = sent[1] - drops[1]
    delays = {"avg_ms": numbers("avg delay")[:2], "max_ms": numbers("max delay")[:2]}
    loss = 1 - answered / max(1, sent[0])
    return {"rate": answered / secs, "loss": loss, "sent": sent, "drops": drops, **delays, "out": out}
