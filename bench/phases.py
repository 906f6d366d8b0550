"""What is measured of a server, phase by phase: each with fresh servers, each giving a Row of numbers."""

from collections.abc import Callable

from durable import durable
from load import closed, dressed, latency1, open_loop, p99, renew, rest
from many import big, flat, full
from netbox import Row
from perf import perfdhcp, perfdhcp_renew
from subject import Subject

PHASES: dict[str, Callable[[Subject], Row]] = {
    "closed": closed,
    "dressed": dressed,
    "latency1": latency1,
    "renew": renew,
    "durable": durable,
    "open": open_loop,
    "p99": p99,
    "big": big,
    "flat": flat,
    "full": full,
    "rest": rest,
    "perfdhcp": perfdhcp,
    "perfdhcp_renew": perfdhcp_renew,
}
"""By the name that --phases takes, in the order they run."""

QUICK = ("closed", "latency1", "durable")
"""Those that --quick takes."""

PROGRAM_OF = {"perfdhcp": "perfdhcp", "perfdhcp_renew": "perfdhcp", "durable": "strace"}
"""The program a phase needs beyond those that every phase does."""

HINT_FROM = {"perfdhcp": "open", "perfdhcp_renew": "perfdhcp"}
"""Phase -> the phase whose rate it begins from; all others begin from ``closed``."""
