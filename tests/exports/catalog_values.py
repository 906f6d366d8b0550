"""Values that a property of the catalog takes, drawn at random: what its type says, else what its name suggests.

Here: one property to one value as text, not quoted. Which properties of which menus are said is for ``generator``.
"""

import random
import re
from collections.abc import Callable
from functools import cache

from poolkeeper.menus.catalog import Property

WORDS = ("office", "lab", "north", "guest", "core", "wan", "db", "Lager", "7", "x-1", "a.b")
ODD = (
    "two words", 'a "quoted" word', "back\\slash", "costs 5$", "a;b=c", "it's", "{braces} [brackets]", "ends in \\",
    "Zürich", "Пул", "a?b", "#7", "line\r\nbreak", "tab\tstop", "*1", "<none>", " blank first", "10.0.0.1", "$(x)",
    "a rather long remark, longer than what fits on one line of an export, so that it must be broken inside of it",
)  # fmt: skip
TIMES = (
    "100ms", "500ms", "1s", "1s500ms", "5s", "10s", "30s", "1m", "1m30s", "5m", "30m", "1h", "8h10m", "1d", "1d10m",
    "1w2d", "4w2d",
)  # fmt: skip
UNITS_MS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
CHOICE = re.compile(r"([^|\s\[]+(?:\|[^|\s\[]+)+)\[,\w+\*\]")
BOUNDS = re.compile(r"([0-9wdhms]+)\.\.([0-9wdhms]+) \(time interval\)")
LENGTH = re.compile(r"(min|max) length (\d+)")


def text(rnd: random.Random) -> str:
    """A word, or with luck something that must be quoted."""
    return rnd.choice(ODD) if rnd.random() < 0.3 else rnd.choice(WORDS)


def address(rnd: random.Random) -> str:
    """An address of private use or of a documentation."""
    net = rnd.choice(("10.{}.{}", "192.168.{1}", "172.20.{1}", "192.0.2", "198.51.100", "203.0.113"))
    return f"{net.format(rnd.randrange(256), rnd.randrange(256))}.{rnd.randrange(1, 255)}"


def mac(rnd: random.Random) -> str:
    """A hardware address of a documentation (RFC 7042 section 2.1.1)."""
    return f"00:00:5E:00:53:{rnd.randrange(256):02X}"


def value(prop: Property, rnd: random.Random) -> str:
    """A value the property takes."""
    words = offered(prop)
    if words and (not prop.type or rnd.random() < 0.7):
        return rnd.choice(words)
    return _by_type(prop.type)(rnd) if prop.type else _by_name(prop.name, rnd)


@cache
def offered(prop: Property) -> tuple[str, ...]:
    """The words the catalog offers, without the signs that only stand before or between values."""
    words = (word[1:-1] if word.startswith('"') else word for word in prop.values)
    return tuple(word for word in words if len(word) > 1 or word.isalnum())


@cache
def _by_type(kind: str) -> Callable[[random.Random], str]:
    if found := CHOICE.fullmatch(kind):
        return _several(found[1].split("|"))
    if "time interval" in kind:
        return _time(kind)
    if kind.startswith("hexadecimal"):
        low, high = _lengths(kind, 2, 16)
        return lambda rnd: f"{rnd.getrandbits(4 * 128):0128x}{'0' * low}"[: rnd.randrange(low, high + 1, 2)]
    if kind.startswith("string"):
        low, high = _lengths(kind, 0, 400)
        return lambda rnd: _fitted(text(rnd), low, high)
    return _plain(kind)


def _plain(kind: str) -> Callable[[random.Random], str]:
    if "MAC address" in kind:
        return mac
    if "IPv6 prefix" in kind:
        return lambda rnd: f"2001:db8:{rnd.randrange(1, 999)}::/{rnd.choice((48, 56, 64))}"
    if "IP prefix" in kind:
        return lambda rnd: f"10.{rnd.randrange(256)}.0.0/16"
    if "IP address range" in kind:
        return lambda rnd: rnd.choice(("192.0.2.0/24", "10.0.0.1-10.0.0.9", "198.51.100.7"))
    if "IP address" in kind:
        return address
    return lambda rnd: str(rnd.randrange(1, 100))


def _several(words: list[str]) -> Callable[[random.Random], str]:
    """Some of a list's words, in its order."""

    def some(rnd: random.Random) -> str:
        chosen = set(rnd.sample(words, rnd.randrange(1, min(3, len(words)) + 1)))
        return ",".join(word for word in words if word in chosen)

    return some


def _time(kind: str) -> Callable[[random.Random], str]:
    found = BOUNDS.search(kind)
    fitting = [each for each in TIMES if not found or _ms(found[1]) <= _ms(each) <= _ms(found[2])]
    return lambda rnd: rnd.choice(fitting or [found[1] if found else "1s"])


def _ms(time: str) -> int:
    return sum(int(number) * UNITS_MS[unit] for number, unit in re.findall(r"(\d+)(ms|[smhdw])", time))


def _lengths(kind: str, low: int, high: int) -> tuple[int, int]:
    found = {word: int(number) for word, number in LENGTH.findall(kind)}
    low = found.get("min", low)
    return low, max(low, found.get("max", high))


def _fitted(word: str, low: int, high: int) -> str:
    """The text, so long that its octets (a letter may have several) stay within the bounds."""
    word += "z" * (low - len(word))
    return word if len(word.encode()) <= high else "z" * max(low, min(high, 8))


def _by_name(name: str, rnd: random.Random) -> str:
    """A value for a property of which the catalog says nothing but that it is there."""
    if name == "disabled":
        return rnd.choice(("yes", "no"))
    if "mac-address" in name:
        return mac(rnd)
    if "ipv6" in name or "address6" in name:
        return f"2001:db8::{rnd.randrange(1, 99)}"
    if name.endswith("address"):
        return address(rnd)
    if name.endswith("interface"):
        return rnd.choice(("ether1", "ether2", "bridge1"))
    return str(rnd.randrange(1, 64))
