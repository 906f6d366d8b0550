"""What every operator does with every pair of types. One function an operator; the table ``BINARY`` names them.

Source: RouterOS manual, Scripting (operators), with the conversions routers make: a string that reads as a number, time
or address counts as one in arithmetic and comparison; nil compares as false.
"""

from collections.abc import Callable, Sequence
from types import MappingProxyType

from . import convert
from .regex import BadPattern, compiled
from .syntax import RunError
from .values import (
    MAX_ITEMS,
    MAX_TEXT,
    NOTHING,
    Array,
    Id,
    Ip,
    Ip6,
    Nil,
    Nothing,
    Prefix,
    Prefix6,
    Time,
    Value,
    share,
    to_text,
    wrap,
)

SECOND = 10**9
_WORDS = (
    (bool, "boolean"), (int, "integer number"), (str, "string"), (Time, "time interval"), (Ip, "ip address"),
    (Prefix, "ip prefix"), (Ip6, "ipv6 address"), (Prefix6, "ipv6 prefix"), (Id, "internal number"), (Array, "array"),
    (Nil, "nil"), (Nothing, "nothing"),
)  # fmt: skip


def word_of(value: Value) -> str:
    """The type as error texts call it."""
    return next((word for kind, word in _WORDS if isinstance(value, kind)), "code")


def _number(value: Value) -> Value:
    """What a value counts as in arithmetic and order."""
    return convert.typed(value) if isinstance(value, str) else value


def _plain(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _address(kind: type[Ip] | type[Ip6], number: int) -> Value:
    return Ip(number & 0xFFFFFFFF) if kind is Ip else Ip6(number & (2**128 - 1))


def _as_ns(value: Value) -> int | None:
    """Nanoseconds of a time, or of a number of seconds."""
    if isinstance(value, Time):
        return value.ns
    return value * SECOND if isinstance(value, int) and not isinstance(value, bool) else None


def add(left: Value, right: Value) -> Value:
    """Sum: numbers, times, address and number."""
    if type(left) is int and type(right) is int:
        return wrap(left + right)
    a, b = _number(left), _number(right)
    if type(a) is int and type(b) is int:
        return wrap(a + b)
    if isinstance(a, Time) or isinstance(b, Time):
        first, second = _as_ns(a), _as_ns(b)
        if first is not None and second is not None:
            return Time(first + second)
    if isinstance(a, Ip | Ip6) and type(b) is int:
        return _address(type(a), a.number + b)
    if isinstance(b, Ip | Ip6) and type(a) is int:
        return _address(type(b), b.number + a)
    raise RunError(f"cannot add {word_of(left)} to {word_of(right)}")


def subtract(left: Value, right: Value) -> Value:
    """Difference: numbers, times, address and number, two addresses."""
    if type(left) is int and type(right) is int:
        return wrap(left - right)
    a, b = _number(left), _number(right)
    if type(a) is int and type(b) is int:
        return wrap(a - b)
    if isinstance(a, Time) or isinstance(b, Time):
        first, second = _as_ns(a), _as_ns(b)
        if first is not None and second is not None:
            return Time(first - second)
    if isinstance(a, Ip | Ip6) and type(b) is int:
        return _address(type(a), a.number - b)
    if isinstance(a, Ip | Ip6) and type(b) is type(a):
        return wrap(a.number - b.number)
    raise RunError(f"cannot subtract {word_of(right)} from {word_of(left)}")


def multiply(left: Value, right: Value) -> Value:
    """Product: numbers, time and number."""
    a, b = _number(left), _number(right)
    if type(a) is int and type(b) is int:
        return wrap(a * b)
    if isinstance(a, Time) and type(b) is int:
        return Time(a.ns * b)
    if isinstance(b, Time) and type(a) is int:
        return Time(b.ns * a)
    raise RunError(f"cannot multiply {word_of(left)} by {word_of(right)}")


def _quotient(a: int, b: int) -> int:
    if b == 0:
        raise RunError("divide by zero")
    whole = abs(a) // abs(b)
    return whole if (a < 0) == (b < 0) else -whole


def divide(left: Value, right: Value) -> Value:
    """Quotient towards zero: numbers, time by number (to the millisecond), time by time."""
    a, b = _number(left), _number(right)
    if type(a) is int and type(b) is int:
        return wrap(_quotient(a, b))
    if isinstance(a, Time) and type(b) is int:
        part = _quotient(a.ns, b)
        return Time(_quotient(part, 10**6) * 10**6 if a.ns % 10**6 == 0 else part)
    if isinstance(a, Time) and isinstance(b, Time):
        return wrap(_quotient(a.ns, b.ns))
    raise RunError(f"cannot divide {word_of(left)} by {word_of(right)}")


def remainder(left: Value, right: Value) -> Value:
    """What is left of a division; its sign is the dividend's."""
    a, b = _number(left), _number(right)
    if type(a) is int and type(b) is int:
        return wrap(a - b * _quotient(a, b))
    if isinstance(a, Time) and isinstance(b, Time):
        return Time(a.ns - b.ns * _quotient(a.ns, b.ns))
    raise RunError(f"cannot divide {word_of(left)} by {word_of(right)}")


def equal(left: Value, right: Value) -> bool:
    """Equality: of one type by value; a string equals what it reads as, but never a prefix; nil equals empty text."""
    if type(left) is type(right):
        return left == right
    if isinstance(left, Nil | Nothing):
        return isinstance(right, Nil | Nothing) or right == ""
    if isinstance(right, Nil | Nothing):
        return left == ""
    if isinstance(left, str):
        return _text_equals(left, right)
    if isinstance(right, str):
        return _text_equals(right, left)
    if isinstance(left, Time) or isinstance(right, Time):
        return _as_ns(left) is not None and _as_ns(left) == _as_ns(right)
    return False


def _text_equals(text: str, other: Value) -> bool:
    if isinstance(other, Prefix | Prefix6):
        return False
    if isinstance(other, Array):
        return to_text(other) == text
    read = convert.typed(text)
    return type(read) is type(other) and read == other


def unequal(left: Value, right: Value) -> bool:
    """Not equal."""
    return not equal(left, right)


def _order(left: Value, right: Value, word: str) -> int | None:
    """-1, 0 or 1; None where nil is compared, which holds for nothing. RunError for types that have no order."""
    a, b = left, right
    if type(a) is not type(b):
        if isinstance(a, Nil | Nothing) or isinstance(b, Nil | Nothing):
            return None
        a, b = _number(a), _number(b)
        if isinstance(a, Time) != isinstance(b, Time) and _as_ns(a) is not None and _as_ns(b) is not None:
            a, b = _as_ns(a) or 0, _as_ns(b) or 0
    if isinstance(a, str) and isinstance(b, str):
        return (a > b) - (a < b)
    if type(a) is type(b) and isinstance(a, int | Time | Ip | Ip6 | Id):
        return (a > b) - (a < b)  # type: ignore[operator]
    if isinstance(a, Nil | Nothing) and isinstance(b, Nil | Nothing):
        return None
    raise RunError(f"cannot compare if {word_of(left)} is {word} than {word_of(right)}")


def less(left: Value, right: Value) -> bool:
    """Order of numbers, times, addresses, ids, texts."""
    if type(left) is int and type(right) is int:
        return left < right
    return _order(left, right, "less") == -1


def more(left: Value, right: Value) -> bool:
    """The other way round."""
    if type(left) is int and type(right) is int:
        return left > right
    return _order(left, right, "more") == 1


def less_or_equal(left: Value, right: Value) -> bool:
    """Not more."""
    if type(left) is int and type(right) is int:
        return left <= right
    return _order(left, right, "less") in (-1, 0)


def more_or_equal(left: Value, right: Value) -> bool:
    """Not less."""
    if type(left) is int and type(right) is int:
        return left >= right
    return _order(left, right, "more") in (0, 1)


def contained(left: Value, right: Value) -> bool:
    """``in``: address or prefix in a prefix, element in an array."""
    a, b = _number(left), _number(right)
    if isinstance(b, Array):
        return any(equal(a, each) for each in b.values())
    if isinstance(b, Prefix) and isinstance(a, Ip | Prefix):
        return _within(a.number, a.length if isinstance(a, Prefix) else 32, b.number, b.length, 32)
    if isinstance(b, Prefix6) and isinstance(a, Ip6 | Prefix6):
        return _within(a.number, a.length if isinstance(a, Prefix6) else 128, b.number, b.length, 128)
    return isinstance(a, Ip) and isinstance(b, Ip) and a == b


def _within(number: int, length: int, network: int, bits: int, width: int) -> bool:
    return length >= bits and (number ^ network) >> (width - bits) == 0


def matches(left: Value, right: Value) -> bool:
    """``~``: the text matches the extended regular expression somewhere."""
    try:
        return compiled(to_text(right)).search(to_text(left))
    except BadPattern:
        raise RunError("bad regular expression") from None


def concatenate(left: Value, right: Value) -> Value:
    """``.``: texts joined; an array takes it element by element."""
    if isinstance(left, Array):
        return _each(left, lambda part: concatenate(part, right))
    if isinstance(right, Array):
        return _each(right, lambda part: concatenate(left, part))
    joined = to_text(left) + to_text(right)
    if len(joined) > MAX_TEXT:
        raise RunError("string too long")
    return joined


def joined(parts: Sequence[str]) -> str:
    """The pieces of a string with substitutions; RunError where it grows too long."""
    text = "".join(parts)
    if len(text) > MAX_TEXT:
        raise RunError("string too long")
    return text


def _each(array: Array, change: Callable[[Value], Value]) -> Array:
    return Array([change(each) for each in array.items], {key: change(each) for key, each in array.keyed.items()})


def append(left: Value, right: Value) -> Value:
    """``,``: one array of both; nil adds nothing."""
    items: list[Value] = []
    keyed: dict[str, Value] = {}
    for value in (left, right):
        if isinstance(value, Array):
            items.extend(share(each) for each in value.items)
            keyed.update(value.keyed)
        elif not isinstance(value, Nil | Nothing):
            items.append(value)
    if len(items) + len(keyed) > MAX_ITEMS:
        raise RunError("array too long")
    return Array(items, keyed)


def _bits(left: Value, right: Value, name: str, change: Callable[[int, int], int]) -> Value:
    a, b = _number(left), _number(right)
    if type(a) is int and type(b) is int:
        return wrap(change(a, b))
    if isinstance(a, Ip | Ip6) and (type(b) is int or type(b) is type(a)):
        return _address(type(a), change(a.number, b if isinstance(b, int) else b.number))
    if isinstance(b, Ip | Ip6) and type(a) is int:
        return _address(type(b), change(a, b.number))
    if isinstance(a, bool) and isinstance(b, bool):
        return bool(change(a, b))
    raise RunError(f"cannot {name} {word_of(left)} and {word_of(right)}")


def bit_and(left: Value, right: Value) -> Value:
    """``&``."""
    return _bits(left, right, "bitwise and", lambda a, b: a & b)


def bit_or(left: Value, right: Value) -> Value:
    """``|``."""
    return _bits(left, right, "bitwise or", lambda a, b: a | b)


def bit_xor(left: Value, right: Value) -> Value:
    """``^``."""
    return _bits(left, right, "bitwise xor", lambda a, b: a ^ b)


def _shift(left: Value, right: Value, change: Callable[[int, int], int]) -> Value:
    a, b = _number(left), _number(right)
    if type(b) is int and type(a) is int:
        return wrap(change(a, b)) if 0 <= b < 64 else 0
    if type(b) is int and isinstance(a, Ip):
        return _address(Ip, change(a.number, b)) if 0 <= b < 32 else Ip(0)
    raise RunError(f"cannot shift {word_of(left)} by {word_of(right)}")


def shift_left(left: Value, right: Value) -> Value:
    """``<<``; bits that leave 64 (an address: 32) are lost."""
    return _shift(left, right, lambda a, b: a << b)


def shift_right(left: Value, right: Value) -> Value:
    """``>>``."""
    return _shift(left, right, lambda a, b: a >> b)


def truth(value: Value) -> bool:
    """A condition's value; RunError where it is none. Unset counts as false."""
    if value is True or value is False:
        return value
    if isinstance(value, int):
        return value != 0
    if isinstance(value, Nil | Nothing):
        return False
    read = convert.to_bool(value)
    if isinstance(read, bool):
        return read
    raise RunError("conditional not boolean")


def negate(value: Value) -> Value:
    """Unary ``-``."""
    lowest = convert.number(f"-{value}") if isinstance(value, str) else None  # it has no positive twin
    if lowest is not None:
        return lowest
    a = _number(value)
    if type(a) is int:
        return wrap(-a)
    if isinstance(a, Time):
        return Time(-a.ns)
    raise RunError(f"cannot negate {word_of(value)}")


def invert(value: Value) -> Value:
    """Unary ``~``: every bit of a number or an address."""
    a = _number(value)
    if type(a) is int:
        return ~a
    if isinstance(a, Ip | Ip6):
        return _address(type(a), ~a.number)
    raise RunError(f"cannot invert {word_of(value)}")


def is_not(value: Value) -> bool:
    """Unary ``!``."""
    return not truth(value)


def element(array: Value, key: Value) -> Value:
    """``->``: the element, nothing where there is none or no array."""
    if isinstance(array, Array):
        return array.get(key)
    return NOTHING


BINARY: MappingProxyType[str, Callable[[Value, Value], Value]] = MappingProxyType(
    {
        "+": add, "-": subtract, "*": multiply, "/": divide, "%": remainder,
        "=": equal, "!=": unequal, "<": less, ">": more, "<=": less_or_equal, ">=": more_or_equal,
        "in": contained, "~": matches, ".": concatenate, ",": append,
        "&": bit_and, "|": bit_or, "^": bit_xor, "<<": shift_left, ">>": shift_right, "->": element,
    }
)  # fmt: skip
UNARY: MappingProxyType[str, Callable[[Value], Value]] = MappingProxyType({"!": is_not, "-": negate, "~": invert})
