"""Text to values and values to other types: bare words, ``:tonum``, ``:toip`` and their kin. What fails gives NIL.

Source: RouterOS manual, Scripting (data types; global commands :to*).
"""

import re
from ipaddress import AddressValueError, IPv6Address

from .values import HIGH, LOW, NIL, Array, Id, Ip, Ip6, Nil, Nothing, Prefix, Prefix6, Time, Value, to_text

_NUMBER = re.compile(r"-?[0-9]{1,19}|-?0[xX][0-9a-fA-F]{1,16}")
_IP = re.compile(r"([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})")
_PREFIX = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){0,3})/([0-9]{1,2})")
_MASKED = re.compile(r"([0-9.]{7,15})/([0-9]{1,3}(?:\.[0-9]{1,3}){3})")
_IP6 = re.compile(r"[0-9a-fA-F:]*:[0-9a-fA-F:.]*")
_ID = re.compile(r"\*[0-9a-fA-F]{1,16}")
_CLOCK = re.compile(
    r"(-?)(?:([0-9]{1,9})w)?(?:([0-9]{1,9})d)?([0-9]{1,9}):([0-9]{1,9})(?::([0-9]{1,9}))?(?:\.([0-9]{1,9}))?"
)
_UNITS_TIME = re.compile(r"(-?)((?:[0-9]{1,12}(?:\.[0-9]{1,9})?(?:ms|us|ns|w|d|h|m|s))+)")
_UNIT = re.compile(r"([0-9]+)(?:\.([0-9]+))?(ms|us|ns|w|d|h|m|s)")
_DECIMAL = re.compile(r"-?[0-9]{1,12}\.[0-9]{1,9}")
_SECOND = 10**9
_SIZES = (
    ("w", 604800 * _SECOND), ("d", 86400 * _SECOND), ("h", 3600 * _SECOND), ("m", 60 * _SECOND), ("s", _SECOND),
    ("ms", 10**6), ("us", 1000), ("ns", 1),
)  # fmt: skip
_TRUTHS = (("yes", True), ("true", True), ("no", False), ("false", False))


def number(text: str) -> int | None:
    """A decimal or 0x number that fits 64 bits."""
    if not _NUMBER.fullmatch(text):
        return None
    found = int(text, 16) if "x" in text or "X" in text else int(text)
    return found if LOW <= found <= HIGH else None


def ip(text: str, short: bool = False) -> Ip | None:
    """A dotted address; ``short``: ``10.1`` is 10.0.0.1, as where an address is expected."""
    if short and re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,2}", text):
        head, _, last = text.rpartition(".")
        text = head + ".0" * (3 - text.count(".")) + "." + last
    match = _IP.fullmatch(text)
    octets = [int(part) for part in match.groups()] if match else []
    if not octets or max(octets) > 255:
        return None
    return Ip(octets[0] << 24 | octets[1] << 16 | octets[2] << 8 | octets[3])


def prefix(text: str) -> Prefix | None:
    """``10.0.0.0/8``, ``10/8``, ``10.0.0.0/255.0.0.0``."""
    masked = _MASKED.fullmatch(text)
    if masked:
        mask, address = ip(masked[2]), ip(masked[1])
        if mask is None or address is None or (~mask.number & 0xFFFFFFFF) & ((~mask.number & 0xFFFFFFFF) + 1):
            return None
        return Prefix(address.number, mask.number.bit_count())
    match = _PREFIX.fullmatch(text)
    if not match or int(match[2]) > 32:
        return None
    address = ip(match[1] + ".0" * (3 - match[1].count(".")))
    return None if address is None else Prefix(address.number, int(match[2]))


def ip6(text: str) -> Ip6 | None:
    """An IPv6 address."""
    if not _IP6.fullmatch(text) or len(text) > 45:
        return None
    try:
        return Ip6(int(IPv6Address(text)))
    except AddressValueError:
        return None


def prefix6(text: str) -> Prefix6 | None:
    """An IPv6 prefix."""
    address, slash, length = text.partition("/")
    found = ip6(address) if slash and re.fullmatch(r"[0-9]{1,3}", length) and int(length) <= 128 else None
    return None if found is None else Prefix6(found.number, int(length))


def time(text: str) -> Time | None:
    """A span: ``1w2d03:00:00``, ``00:10``, ``1d2h``, ``200ms``, ``0:0.10``; None for a bare number."""
    clock = _CLOCK.fullmatch(text)
    if clock:
        return _clock(*clock.groups())
    if not _UNITS_TIME.fullmatch(text):
        return None
    total, sizes = 0, dict(_SIZES)
    for whole, part, unit in _UNIT.findall(text):
        total += int(whole) * sizes[unit] + int((part or "0").ljust(9, "0")) * sizes[unit] // _SECOND
    return _bounded(-total if text.startswith("-") else total)


def _clock(
    sign: str, weeks: str | None, days: str | None, first: str, second: str, third: str | None, part: str | None
) -> Time | None:
    if third is None and part is not None:  # minutes:seconds.fraction
        seconds = int(first) * 60 + int(second)
    else:
        seconds = int(first) * 3600 + int(second) * 60 + int(third or 0)
    seconds += (int(weeks or 0) * 7 + int(days or 0)) * 86400
    total = seconds * _SECOND + int((part or "0").ljust(9, "0"))
    return _bounded(-total if sign else total)


def _bounded(ns: int) -> Time | None:
    return Time(ns) if abs(ns) < 2**63 * 1000 else None


def item_id(text: str) -> Id | None:
    """``*1F``."""
    return Id(int(text[1:], 16)) if _ID.fullmatch(text) else None


def typed(text: str) -> Value:
    """The value of a bare word: number, truth, time, address, prefix, id, else the text itself."""
    if not text or not (text[0] in "-*0123456789:" or text in ("yes", "no", "true", "false") or ":" in text):
        return text
    for word, truth in _TRUTHS:
        if text == word:
            return truth
    for reading in (number, ip, prefix, time, item_id, ip6, prefix6):
        found = reading(text)
        if found is not None:
            return found
    return text


def typed_list(text: str) -> Value:
    """The value of an argument's bare word: with commas a list of typed values, else one."""
    if "," not in text or text == ",":
        return typed(text)
    return Array([typed(part) for part in text.split(",")])


def _or_nil(value: Value | None) -> Value:
    return NIL if value is None else value


def to_number(value: Value) -> Value:
    """``:tonum``."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return _or_nil(number(value))
    if isinstance(value, Time):
        return int(value.ns / _SECOND) if abs(value.ns) < 2**52 else value.ns // _SECOND
    if isinstance(value, Ip | Id):
        return value.number
    return NIL


def to_bool(value: Value) -> Value:
    """``:tobool``."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    if isinstance(value, str):
        return next((truth for word, truth in _TRUTHS if word == value), NIL)
    return NIL


def to_ip(value: Value) -> Value:
    """``:toip``: ``10.1`` is 10.0.0.1."""
    if isinstance(value, Ip):
        return value
    if isinstance(value, bool | Nil | Nothing | Array):
        return NIL
    if isinstance(value, int):
        return Ip(value) if 0 <= value < 2**32 else NIL
    return _or_nil(ip(to_text(value), short=True))


def to_ip6(value: Value) -> Value:
    """``:toip6``."""
    if isinstance(value, Ip6):
        return value
    if isinstance(value, Ip):
        return Ip6(0xFFFF << 32 | value.number)
    return _or_nil(ip6(value)) if isinstance(value, str) else NIL


def to_time(value: Value) -> Value:
    """``:totime``: a number is seconds."""
    if isinstance(value, Time):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return _or_nil(_bounded(value * _SECOND))
    if not isinstance(value, str):
        return NIL
    seconds = number(value)
    if seconds is None:
        return _or_nil(time(f"{value}s" if _DECIMAL.fullmatch(value) else value))
    return _or_nil(_bounded(seconds * _SECOND))


def to_id(value: Value) -> Value:
    """``:toid``."""
    if isinstance(value, Id):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Id(value) if value >= 0 else NIL
    return _or_nil(item_id(value)) if isinstance(value, str) else NIL


def to_array(value: Value) -> Value:
    """``:toarray``: a string splits at its commas, each part typed; an empty one is an empty array."""
    if isinstance(value, Array):
        return value
    if isinstance(value, Nil | Nothing):
        return Array()
    if isinstance(value, str):
        return Array([typed(part) for part in value.split(",")] if value else [])
    return Array([value])


def to_str(value: Value) -> Value:
    """``:tostr``."""
    return to_text(value)
