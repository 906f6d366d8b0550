"""Functions of values: the global commands that only compute (``:len``, ``:pick``, ``:convert`` ...), by name in PURE.

Each takes its arguments by the command's argument names; what is not given keeps its default. No session, no output.
Source: RouterOS manual, Scripting (global commands).
"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from . import convert
from .operators import equal
from .serial import deserialized, serialized
from .syntax import RunError
from .transform import converted
from .values import MAX_ITEMS, MAX_TEXT, NIL, NOTHING, Array, Nil, Nothing, Time, Value, share, to_text, type_name

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_source = random.SystemRandom()


def whole_number(value: Value) -> int:
    """The number a value is; RunError for anything else."""
    number = convert.to_number(value)
    if isinstance(number, bool) or not isinstance(number, int):
        raise RunError("invalid value for argument: integer number expected")
    return number


def length(value: Value = NOTHING) -> Value:
    """``:len``: characters of a text, elements of an array."""
    return len(value) if isinstance(value, Array) else len(to_text(value))


def pick(counter: Value = NOTHING, begin: Value = 0, end: Value | None = None) -> Value:
    """``:pick v begin [end]``: from 0, the end excluded; without an end one element. Outside: nothing.

    A beginning before the start is the start; an end that is nothing is the end of the value.
    """
    start = 0 if isinstance(begin, Nil | Nothing) else whole_number(begin)
    whole = [*counter.values()] if isinstance(counter, Array) else None
    text = "" if whole is not None else to_text(counter)
    size = len(whole) if whole is not None else len(text)
    stop = start + 1 if end is None else size if isinstance(end, Nil | Nothing) else whole_number(end)
    start, stop = max(start, 0), max(min(stop, size), 0)
    if whole is None:
        return text[start:stop] if start < size else ""
    if end is None:
        return whole[start] if start < size else NIL
    return Array(list(whole[start:stop]))


def find(in_: Value = NOTHING, key: Value = NOTHING, from_: Value = -1) -> Value:
    """``:find in key [from]``: the index behind ``from``, nil where there is none."""
    start = 0 if isinstance(from_, Nil | Nothing) else whole_number(from_) + 1
    if isinstance(in_, Array):
        for index, each in enumerate(in_.items):
            if index >= start and equal(each, key):
                return index
        return next((name for name in sorted(in_.keyed) if equal(in_.keyed[name], key)), NIL)
    place = to_text(in_).find(to_text(key), max(start, 0))
    return NIL if place < 0 else place


def to_array(value: Value = NOTHING, delimiter: Value = ",") -> Value:
    """``:toarray``: a text splits at its commas, or at the delimiter given; each part is typed."""
    mark = to_text(delimiter)
    if isinstance(value, str) and mark and mark != ",":
        return Array([convert.typed(part) for part in value.split(mark)] if value else [])
    return convert.to_array(value)


def numbers(from_: Value = 0, to: Value = 0, step: Value | None = None) -> Value:
    """``:range from to [step]``: both ends included."""
    first, last = whole_number(from_), whole_number(to)
    by = (1 if last >= first else -1) if step is None else whole_number(step)
    if by == 0:
        raise RunError("step can not be zero")
    made = range(first, last + (1 if by > 0 else -1), by)
    if len(made) > MAX_ITEMS:
        raise RunError("array too long")
    return Array(list(made))


def random_number(from_: Value = 0, to: Value = 2**32 - 1) -> Value:
    """``:rndnum``: a number of a range, both ends included."""
    first, last = whole_number(from_), whole_number(to)
    if first > last:
        raise RunError("invalid value for argument to")
    return _source.randint(first, last)


def random_text(from_: Value = LETTERS, length: Value = 16) -> Value:
    """``:rndstr``: so many characters of an alphabet."""
    letters, count = to_text(from_), whole_number(length)
    if not letters or not 0 <= count <= MAX_TEXT:
        raise RunError("invalid value for argument length" if letters else "invalid value for argument from")
    return "".join(_source.choices(letters, k=count))


def timestamp() -> Value:
    """``:timestamp``: the time since 1970."""
    return Time(time.time_ns())


def nanoseconds(value: Value = NOTHING) -> Value:
    """``:tonsec``: the nanoseconds of a time."""
    span = convert.to_time(value)
    return span.ns if isinstance(span, Time) else NIL


def with_crlf(value: Value = NOTHING) -> Value:
    """``:tocrlf``: every line ends in CR LF."""
    return to_text(value).replace("\r\n", "\n").replace("\n", "\r\n")


def with_lf(value: Value = NOTHING) -> Value:
    """``:tolf``: every line ends in LF."""
    return to_text(value).replace("\r\n", "\n")


def _of_value(change: Callable[[Value], Value]) -> Callable[..., Value]:
    def made(value: Value = NOTHING) -> Value:
        return change(value)

    return made


def set_path(array: Value, path: Sequence[Value], made: Value | None) -> Array:
    """The array after ``:set ($a->k1->k2) made``; None takes the element away. Shared arrays are copied on the way."""
    held = array if isinstance(array, Array) else Array()
    key = path[0]
    if len(path) > 1:
        return held.with_element(key, set_path(held.get(key), path[1:], made))
    return held.without(key) if made is None else held.with_element(key, share(made))


PURE: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "len": length,
        "pick": pick,
        "find": find,
        "toarray": to_array,
        "range": numbers,
        "rndnum": random_number,
        "rndstr": random_text,
        "timestamp": timestamp,
        "tonsec": nanoseconds,
        "tocrlf": with_crlf,
        "tolf": with_lf,
        "convert": converted,
        "serialize": serialized,
        "deserialize": deserialized,
        "typeof": _of_value(type_name),
        "tostr": _of_value(convert.to_str),
        "tonum": _of_value(convert.to_number),
        "tobool": _of_value(convert.to_bool),
        "toip": _of_value(convert.to_ip),
        "toip6": _of_value(convert.to_ip6),
        "totime": _of_value(convert.to_time),
        "toid": _of_value(convert.to_id),
        "nothing": lambda: NOTHING,
    }
)


def parameter(name: str) -> str:
    """The Python name of an argument: ``in`` and ``from`` are words of the language, hyphens are no letters."""
    return f"{name}_" if name in ("in", "from") else name.replace("-", "_")
