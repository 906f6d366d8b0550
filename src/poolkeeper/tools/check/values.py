"""What a property takes. A value is called wrong only where that is sure: the catalog's words are what one machine
offered, so of open lists only slips of the pen are told.
"""

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from poolkeeper.menus.catalog import Property
from poolkeeper.tree import Refusal
from poolkeeper.tree.kinds import DurationKind, FlagKind, Kind, NumberKind, duration_text, duration_us
from poolkeeper.tree.menu import Menu
from poolkeeper.tree.refusal import invalid, no_match, out_of_range

from .facts import Value
from .finding import Edit
from .known import Known, nearest

if TYPE_CHECKING:
    from .visit import Visit

_YES_NO = ("no", "yes")
_NOT_YES = MappingProxyType(
    {
        "on": "yes", "enable": "yes", "enabled": "yes", "1": "yes",
        "off": "no", "disable": "no", "disabled": "no", "0": "no",
    }
)  # fmt: skip
"""Words for a switch that other systems have."""

_DATE_6 = re.compile(r"([A-Za-z]{3})/(\d\d)/(\d{4})")
_DATE_7 = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_SWITCHING = frozenset({"disabled"})
_TYPED = re.compile(r"([^\[]+)\[,\w+\*\]")
_NUMBERS = re.compile(r"(\d+)\.\.(\d+)")
_TIMES = re.compile(r"([0-9a-z]+)\.\.([0-9a-z]+) \(time interval\)")
_ADDRESS = re.compile(r"\d+(?:\.\d+){3}")
_DOTTED = re.compile(r"!?(\d{1,4}(?:\.\d{1,4}){3})(?:/(\d+))?(?:-(\d{1,4}(?:\.\d{1,4}){3}))?")
_MAC = re.compile(r"!?[0-9A-Fa-f]{1,2}(?:[:.-][0-9A-Fa-f]{1,2}){5}(?:/.*)?")
_LIKE_A_MAC = re.compile(r"[0-9A-Za-z]{1,2}(?:[:-][0-9A-Za-z]{1,3}){3,}")
_LIKE_A_TIME = re.compile(r"\d[0-9a-z]*")
_PICKED = frozenset(
    {"action", "add-default-route", "arp", "authoritative", "authentication", "bootp-support", "change-tcp-mss",
     "connection-nat-state", "connection-state", "frame-types", "kind", "mode", "only-one", "protocol-mode",
     "use-compression", "use-encryption", "wireless-protocol"}
)  # fmt: skip
"""Properties of a few words of their own, none of them a name that somebody gave."""

_ADDRESSES = re.compile(r"(?:.*-)?(?:address|addresses|gateway|dns-server|servers|ntp|netmask|network|host|pref-src)")


def check(visit: "Visit", known: Known, name: str, value: Value) -> None:
    """One constant value of a property that is set."""
    prop = known.props.get(name)
    if prop is None or not value.text:
        return
    live = known.live.find_prop(name) if isinstance(known.live, Menu) else None
    if known.path == "/ip/pool" and name == "ranges":
        return
    if name == "start-date":
        _date(visit, value)
    refusal, better = _judged(prop, live.kind if live is not None else None, value.text, visit.exported)
    if refusal is not None:
        edits = (Edit(value.at.start, value.at.end, better),) if better is not None else ()
        visit.find(value.source, value.at.start, "wrong-value", visit.doubt(better), refusal.message, edits)


def _date(visit: "Visit", value: Value) -> None:
    """A date in the form of the other version."""
    old, new = _DATE_6.fullmatch(value.text), _DATE_7.fullmatch(value.text)
    if visit.target == 7 and old and old[1].lower() in _MONTHS:
        better = f"{old[3]}-{_MONTHS.index(old[1].lower()) + 1:02}-{old[2]}"
        edit = Edit(value.at.start, value.at.end, better)
        visit.only6(value.source, value.at.start, f"the form {value.text} of a date", None, (edit,))
    elif visit.target == 6 and new and 1 <= int(new[2]) <= len(_MONTHS):
        edit = Edit(value.at.start, value.at.end, f"{_MONTHS[int(new[2]) - 1]}/{new[3]}/{new[1]}")
        visit.only7(value.source, value.at.start, f"the form {value.text} of a date", None, (edit,))


def _judged(prop: Property, kind: Kind | None, text: str, exported: bool) -> tuple[Refusal | None, str | None]:
    """Why a text cannot be the value, and what may be meant."""
    if isinstance(kind, FlagKind) or prop.values == _YES_NO or prop.name in _SWITCHING:
        return _switch(prop, text)
    if isinstance(kind, NumberKind | DurationKind) and text[0].isdigit():
        return _by_kind(prop, kind, text)
    if (
        (prop.name.endswith("mac-address") or "MAC address" in prop.type)
        and _LIKE_A_MAC.fullmatch(text)
        and not _MAC.fullmatch(text)
    ):
        return invalid(prop.name, "mac address required"), None
    if _ADDRESSES.fullmatch(prop.name) and "string" not in prop.type:
        return _dotted(prop, text), None
    listed = _TYPED.fullmatch(prop.type)
    if listed:
        return _listed(prop, tuple(listed[1].split("|")), text, exported)
    if prop.name in _PICKED and prop.values:
        return _listed(prop, prop.values, text, True)
    if exported:
        return None, None
    return _bounded(prop, text), None


def _switch(prop: Property, text: str) -> tuple[Refusal | None, str | None]:
    better = _NOT_YES.get(text.lower()) if text not in prop.values else None
    return (no_match(prop.name), better) if better else (None, None)


def _by_kind(prop: Property, kind: NumberKind | DurationKind, text: str) -> tuple[Refusal | None, str | None]:
    try:
        kind.parse(text, prop.name, NO_NAMES)
    except Refusal as refusal:
        return refusal, None
    return None, None


def _dotted(prop: Property, text: str) -> Refusal | None:
    """Addresses whose parts are too large, prefixes that are too long."""
    for part in text.split(","):
        found = _DOTTED.fullmatch(part)
        if found is None:
            continue
        octets = [*found[1].split("."), *(found[3] or "0").split(".")]
        if any(int(each) > 255 for each in octets) or int(found[2] or 0) > 32:
            return invalid(prop.name)
    return None


def _listed(prop: Property, words: tuple[str, ...], text: str, slips: bool) -> tuple[Refusal | None, str | None]:
    """Words of a list. slips: only those are told that are nearly a known one."""
    parts = text.split(",")
    for number, part in enumerate(parts):
        bare = part.removeprefix("!")
        if not bare or any(word.startswith(bare) for word in (*words, *prop.values)):
            continue
        near = nearest(bare, words, 0.8 if slips else 0.6)
        if near is None and slips:
            continue
        better = None if near is None else ",".join((*parts[:number], part.replace(bare, near), *parts[number + 1 :]))
        return no_match(prop.name), better
    return None, None


def _bounded(prop: Property, text: str) -> Refusal | None:
    """Numbers and times beyond what the catalog says."""
    numbers, times = _NUMBERS.fullmatch(prop.type), _TIMES.fullmatch(prop.type)
    if numbers and text.isdigit() and not int(numbers[1]) <= int(text) <= int(numbers[2]):
        return out_of_range(prop.name, int(numbers[1]), int(numbers[2]))
    if "time interval" not in prop.type or prop.name == "time" or not _LIKE_A_TIME.fullmatch(text) or len(text) > 30:
        return None
    us = duration_us(text)
    if us is None:
        return invalid(prop.name)
    low, high = (duration_us(times[1]), duration_us(times[2])) if times else (0, None)
    if low is not None and high is not None and not low <= us <= high:
        return out_of_range(prop.name, duration_text(low), duration_text(high))
    return None


class _NoNames:
    """Values that refer to nothing."""

    def find(self, menu: str, name: str) -> int | None:
        """Nothing."""

    def name(self, menu: str, item: int) -> str | None:
        """Nothing."""

    def names(self, menu: str) -> tuple[str, ...]:
        """Nothing."""
        return ()


NO_NAMES = _NoNames()
