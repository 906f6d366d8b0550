"""What goes wrong with pools: ranges that overlap or run backwards, pools beside their network, gateways given away.

Only items whose values are constants are judged; a script that computes its ranges is left alone.
"""

import re
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from poolkeeper.tree import Refusal
from poolkeeper.tree.net_kinds import RangesKind

from . import networks
from .facts import Item, Value
from .finding import ERROR, WARNING, Edit
from .spans import Part, start_of
from .values import NO_NAMES

if TYPE_CHECKING:
    from .visit import Visit

_RANGE = re.compile(r"(\d+\.\d+\.\d+\.\d+)-(\d+\.\d+\.\d+\.\d+)")


def judge(visit: "Visit") -> None:
    """Everything about pools, in the order of the file at the end of its walk."""
    pools = [item for item in visit.facts.of("/ip/pool") if "ranges" in item.values]
    parts = [part for item in pools for part in _parts(visit, item)]
    for path, item in visit.facts.maybe:
        if path == "/ip/pool" and "ranges" in item.values:
            _parts(visit, item)
    _overlaps(visit, parts)
    _loops(visit, visit.facts.of("/ip/pool"))
    networks.judge(visit, parts)


def _parts(visit: "Visit", item: Item) -> list[Part]:
    """The ranges of a pool; those that are none are told of."""
    if "ranges" in item.loose:
        return []
    value, parts, offset = item.values["ranges"], [], 0
    for text in value.text.split(","):
        bounds = _bounds(visit, value, text, offset)
        if bounds is not None:
            parts.append(Part(*bounds, item.text("name"), text, value, offset))
        offset += len(text) + 1
    return parts


def _bounds(visit: "Visit", value: Value, text: str, offset: int) -> tuple[int, int] | None:
    start = start_of(value) + offset
    found = _RANGE.fullmatch(text)
    try:
        if found and IPv4Address(found[1]) > IPv4Address(found[2]):
            edit = Edit(start, start + len(text), f"{found[2]}-{found[1]}")
            message = "the range ends before it begins"
            visit.find(value.source, start, "range-order", ERROR, message, (edit,))
            return int(IPv4Address(found[2])), int(IPv4Address(found[1]))
        RangesKind().parse(text, "ranges", NO_NAMES)
    except ValueError:
        visit.find(value.source, start, "wrong-value", ERROR, "value of range expects range of ip addresses")
        return None
    except Refusal as refusal:
        visit.find(value.source, start, "wrong-value", ERROR, refusal.message)
        return None
    if "/" in text:
        return _prefix(text)
    ends = found.groups() if found else (text, text)
    try:
        return int(IPv4Address(ends[0])), int(IPv4Address(ends[1]))
    except ValueError:
        return None


def _prefix(text: str) -> tuple[int, int] | None:
    try:
        net = IPv4Network(text, strict=False)
    except ValueError:
        return None
    return int(net[0]), int(net[-1])


def _overlaps(visit: "Visit", parts: list[Part]) -> None:
    """Each range against those before it that begin below its end; told once a range."""
    ordered = sorted(parts, key=lambda part: (part.first, part.last))
    furthest: Part | None = None
    for part in ordered:
        if furthest is not None and part.first <= furthest.last:
            late, early = (part, furthest) if _offset(part) > _offset(furthest) else (furthest, part)
            whose = "the same pool" if late.pool == early.pool else f"pool {early.pool}"
            shared = f"{IPv4Address(part.first)}-{IPv4Address(min(part.last, furthest.last))}"
            message = f"{shared} is in {early.text} of {whose} as well"
            visit.find(late.value.source, start_of(late.value) + late.at, "pool-overlap", WARNING, message)
        if furthest is None or part.last > furthest.last:
            furthest = part


def _offset(part: Part) -> int:
    return part.value.source.offset(start_of(part.value) + part.at)


def _loops(visit: "Visit", items: list[Item]) -> None:
    """Pools that fall back on each other: told at the one of a circle that stands last in the file."""
    following = {
        item.text("name"): item.text("next-pool")
        for item in items
        if "next-pool" in item.values and "next-pool" not in item.loose
    }
    told: set[str] = set()
    for item in reversed(items):
        name, seen = item.text("name"), []
        while name in following and name not in seen:
            seen.append(name)
            name = following[name]
        if name in seen and item.text("name") == name and not told & set(seen):
            told |= set(seen)
            value = item.values["next-pool"]
            message = f"the pools go round in a circle: {' -> '.join((*seen, name))}"
            edit = Edit(value.at.start, value.at.end, "none")
            visit.find(value.source, value.at.start, "pool-loop", WARNING, message, (edit,))
