"""Kinds of carried properties: the text stays as it was written; the catalog's type says only what is refused.

Here: the types of the catalog (``0s..1d (time interval)``, ``A.B.C.D (IP address)``, ``pap|chap[,Auth*]``) as checks.
"""

import re
from collections.abc import Callable
from functools import cache
from ipaddress import AddressValueError, IPv4Address, IPv6Network, NetmaskValueError
from typing import Any

from poolkeeper.tree import Kind, Look, Style, TextKind, duration_us
from poolkeeper.tree.kinds import duration_text
from poolkeeper.tree.refusal import ambiguous, invalid, no_match, out_of_range

Test = Callable[[str, str], None]
"""Raises Refusal for a text that is not of the type; the second argument is the property's name."""

_SPAN = re.compile(r"(?:(\S+?)\.\.(\S+) )?\(?(?:\()?time interval\)?")
_SPAN_PARTS, _DAYS = re.compile(r"\.\.|[-/]"), re.compile(r"(,(sun|mon|tue|wed|thu|fri|sat))+$")
_SPAN_WORDS = frozenset({"auto", "daily", "disabled", "hourly", "monthly", "never", "none", "unlimited", "weekly"})
"""What stands for a time besides spans, pairs (``20s-1m``, ``10s..1m``, ``10s/10s``) and hours of days."""
_NUMBERS = re.compile(r"(-?\d+)\.\.(-?\d+)")
_LISTED = re.compile(r"([^\[\s]+)\[,\w+\*\]")
_LONGEST, _SHORTEST = re.compile(r"max length (\d+)"), re.compile(r"min length (\d+)")
_MAC = re.compile(r"[0-9A-Fa-f]{1,2}([:.-]?[0-9A-Fa-f]{1,2}){5}")
_RANGE_PART = re.compile(r"!?[^-/]+(?:[-/][^-/]+)?")


class CarriedKind(Kind):
    """A value kept as it was written. words: texts that are taken whatever the type says."""

    quoted = True
    flexible = True
    verbatim = True

    def __init__(self, hint: str, words: tuple[str, ...] = (), test: Test | None = None) -> None:
        self.word = hint or "value"  # type: ignore[misc]
        self._words, self._test = words, test
        self.quoted = hint.startswith("string")  # type: ignore[misc]
        self.script = "time" if hint.endswith("(time interval)") or hint == "time interval" else "str"  # type: ignore[misc]

    def parse(self, text: str, prop: str, look: Look) -> str:
        if self._test is not None and text not in self._words:
            self._test(text, prop)
        return text

    def recall(self, text: str, prop: str, look: Look) -> str:
        return text

    def typed(self, value: Any, look: Look, style: Style = Style.V6) -> Any:
        span = duration_us(value) if self.script == "time" else None
        return value if span is None else span

    def complete(self, text: str, look: Look) -> list[str]:
        return [word for word in self._words if word.startswith(text)]

    def hint(self) -> str:
        return " | ".join((self.word, *self._words)) if self._words else self.word


class CarriedFlagKind(Kind):
    """yes or no; another word that an older RouterOS took stays as it was written."""

    word = "yes | no"
    script = "bool"
    verbatim = True

    def parse(self, text: str, prop: str, look: Look) -> bool:
        if text in ("yes", "true", "no", "false"):
            return text in ("yes", "true")
        raise no_match(prop)

    def recall(self, text: str, prop: str, look: Look) -> bool | str:
        return text == "yes" if text in ("yes", "no") else text

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return value if isinstance(value, str) else "yes" if value else "no"

    def wire(self, value: Any, look: Look) -> str:
        return value if isinstance(value, str) else "true" if value else "false"

    def keep(self, value: Any, look: Look) -> str:
        return self.show(value, look)

    def complete(self, text: str, look: Look) -> list[str]:
        return [word for word in ("yes", "no") if word.startswith(text)]


class LiveKind(Kind):
    """A value that is live where the machine has it, and else what was configured, as it was written."""

    verbatim = True

    def __init__(self, live: Kind, kept: Kind) -> None:
        self._live, self._kept = live, kept
        self.word = live.word  # type: ignore[misc]
        self.right, self.quoted, self.script = live.right, live.quoted, live.script  # type: ignore[misc]
        self.width, self.flexible = live.width, live.flexible

    def parse(self, text: str, prop: str, look: Look) -> str:
        self._kept.parse(text, prop, look)
        return text

    def recall(self, text: str, prop: str, look: Look) -> str:
        return text

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return value if isinstance(value, str) else self._live.show(value, look, style)

    def wire(self, value: Any, look: Look) -> str:
        return value if isinstance(value, str) else self._live.wire(value, look)

    def typed(self, value: Any, look: Look, style: Style = Style.V6) -> Any:
        return value if isinstance(value, str) else self._live.typed(value, look, style)


class ChoiceKind(CarriedKind):
    """One of some words and no other, by any unambiguous beginning."""

    def parse(self, text: str, prop: str, look: Look) -> str:
        if text in self._words:
            return text
        fits = [word for word in self._words if text and word.startswith(text)]
        if len(fits) == 1:
            return fits[0]
        raise ambiguous(prop) if fits else no_match(prop)


UNKNOWN = TextKind()
"""The kind of a property of which nothing is known."""


@cache
def kind_of(hint: str, words: tuple[str, ...] = (), closed: bool = False) -> Kind:
    """The kind for a type of the catalog and the words that its console offered."""
    words = tuple(word for word in words if not word.startswith("!"))
    if set(words) == {"yes", "no"}:
        return CarriedFlagKind()
    if closed:
        return ChoiceKind(hint, words)
    return CarriedKind(hint, words, _test(hint, words))


def _test(hint: str, words: tuple[str, ...]) -> Test | None:
    """The check that a type asks for; None where any text will do."""
    if hint.startswith(("string value", "hexadecimal string")):
        return _sized(hint)
    if hint == "time interval" or hint.endswith("(time interval)"):
        return _spanned(hint)
    if hint.startswith("AB["):
        return _mac
    if hint == "A.B.C.D (IP address)":
        return _list_of(_address)
    if hint == "A.B.C.D/M (IP prefix)":
        return _list_of(_prefix)
    if hint.startswith("A.B.C.D[-A.B.C.D"):
        return _list_of(_range)
    if hint.startswith("IPv6/0..128"):
        return _list_of(_prefix)
    listed, bounds = _LISTED.fullmatch(hint), _NUMBERS.fullmatch(hint)
    if listed:
        return _each_of(frozenset((*listed[1].split("|"), *words)))
    return _between(int(bounds[1]), int(bounds[2])) if bounds else None


def _sized(hint: str) -> Test | None:
    most, least = _LONGEST.search(hint), _SHORTEST.search(hint)
    if not most and not least:
        return None
    low, high = int(least[1]) if least else 0, int(most[1]) if most else 1 << 30

    def test(text: str, prop: str) -> None:
        if not low <= len(text) <= high:
            raise invalid(prop)

    return test


def _spanned(hint: str) -> Test:
    ends = re.match(r"(\S+?)\.\.(\S+) ", hint)
    low, high = (duration_us(ends[1]), duration_us(ends[2])) if ends else (None, None)

    def test(text: str, prop: str) -> None:
        if text in _SPAN_WORDS:
            return
        for part in _SPAN_PARTS.split(_DAYS.sub("", text.removeprefix("-")), maxsplit=1):
            span = duration_us(part) if len(part) < 40 else None
            if span is None:
                raise invalid(prop)
            if low is not None and high is not None and not low <= span <= high:
                raise out_of_range(prop, duration_text(low), duration_text(high))

    return test


def _between(low: int, high: int) -> Test:
    def test(text: str, prop: str) -> None:
        if not re.fullmatch(r"-?\d{1,20}|0[xX][0-9a-fA-F]{1,16}", text):
            raise invalid(prop)
        if not low <= int(text, 16 if text[:2] in ("0x", "0X") else 10) <= high:
            raise out_of_range(prop, low, high)

    return test


def _each_of(words: frozenset[str]) -> Test:
    def test(text: str, prop: str) -> None:
        for part in text.split(",") if text else ():
            if part.strip().removeprefix("!") not in words:
                raise no_match(prop)

    return test


def _list_of(one: Test) -> Test:
    def test(text: str, prop: str) -> None:
        for part in text.split(",") if text else ():
            one(part.strip().removeprefix("!"), prop)

    return test


def _mac(text: str, prop: str) -> None:
    if text and not _MAC.fullmatch(text.partition("/")[0]):
        raise invalid(prop, "mac address required")


def _address(text: str, prop: str) -> None:
    """An address of either family: the catalog's type is the first of what a property takes."""
    if "/" in text or not (text == "" or _is_prefix(text.partition("%")[0])):
        raise invalid(prop)


def _prefix(text: str, prop: str) -> None:
    if text and not _is_prefix(text):
        raise invalid(prop)


def _is_prefix(text: str) -> bool:
    address, _, length = text.partition("/")
    try:
        IPv4Address(address)
        if "." in length:
            IPv4Address(length)
    except AddressValueError:
        return _is_prefix6(text)
    return "." in length or not length or (length.isascii() and length.isdigit() and int(length) <= 32)


def _range(text: str, prop: str) -> None:
    if not _RANGE_PART.fullmatch(text):
        raise invalid(prop)
    first, dash, last = text.partition("-")
    if dash:
        _address(first, prop)
        _address(last, prop)
    elif not _is_prefix(text):
        raise invalid(prop)


def _is_prefix6(text: str) -> bool:
    try:
        IPv6Network(text, strict=False)
    except (AddressValueError, NetmaskValueError, ValueError):
        return False
    return True
