"""The values a script computes with, their type names and printed forms. How text becomes a value is in ``convert``.

Numbers, truth and text are Python's int, bool and (narrow) str; the rest are the classes here. Arrays are copied when
they are changed while shared, so a script never sees two names for one array.
Source: RouterOS manual, Scripting (data types), and the printed forms of ``:put``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .syntax import RunError

if TYPE_CHECKING:
    from .syntax import Block

LOW, HIGH = -(2**63), 2**63 - 1
MAX_TEXT = 1 << 20
"""Bytes of a text."""
MAX_ITEMS = 200_000
"""Elements of an array, those of arrays in it included."""
_MASK = 2**64 - 1


def wrap(number: int) -> int:
    """A whole number as 64 bits with sign hold it."""
    if LOW <= number <= HIGH:
        return number
    return ((number - LOW) & _MASK) + LOW


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """A span of time in nanoseconds."""

    ns: int

    def __str__(self) -> str:
        sign, rest = ("-", -self.ns) if self.ns < 0 else ("", self.ns)
        seconds, fraction = divmod(rest, 10**9)
        days, seconds = divmod(seconds, 86400)
        weeks, days = divmod(days, 7)
        head = (f"{weeks}w" if weeks else "") + (f"{days}d" if days else "")
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return sign + head + clock + _fraction(fraction)


def _fraction(ns: int) -> str:
    """Part of a second with as many thousands as it needs: ``.200``, ``.333333333``, nothing for none."""
    if not ns:
        return ""
    digits = f"{ns:09}"
    while digits.endswith("000"):
        digits = digits[:-3]
    return "." + digits


def _dotted(number: int) -> str:
    return f"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


@dataclass(frozen=True, slots=True, order=True)
class Ip:
    """An IPv4 address as a number."""

    number: int

    def __str__(self) -> str:
        return _dotted(self.number)


@dataclass(frozen=True, slots=True)
class Prefix:
    """An IPv4 prefix: address (host bits kept) and length."""

    number: int
    length: int

    def __str__(self) -> str:
        return f"{_dotted(self.number)}/{self.length}"


@dataclass(frozen=True, slots=True, order=True)
class Ip6:
    """An IPv6 address as a number."""

    number: int

    def __str__(self) -> str:
        if self.number >> 32 == 0xFFFF:
            return f"::ffff:{_dotted(self.number & 0xFFFFFFFF)}"
        return str(IPv6Address(self.number))


@dataclass(frozen=True, slots=True)
class Prefix6:
    """An IPv6 prefix: address (host bits kept) and length."""

    number: int
    length: int

    def __str__(self) -> str:
        return f"{Ip6(self.number)}/{self.length}"


@dataclass(frozen=True, slots=True, order=True)
class Id:
    """An internal item id: ``*1F``."""

    number: int

    def __str__(self) -> str:
        return f"*{self.number:X}"


class Nil:
    """The value of what failed or was not there; one instance, ``NIL``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NIL"


class Nothing:
    """The value of an unset variable and of ``:nothing``; one instance, ``NOTHING``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOTHING"


NIL: Final = Nil()
NOTHING: Final = Nothing()


class Array:
    """Elements without a key in their order, then elements with a key by key. ``shared``: another name holds it too."""

    __slots__ = ("items", "keyed", "shared", "weight")

    def __init__(self, items: "list[Value] | None" = None, keyed: "dict[str, Value] | None" = None) -> None:
        self.items: list[Value] = [] if items is None else items
        self.keyed: dict[str, Value] = {} if keyed is None else keyed
        self.shared = False
        self.weight = self._weighed()

    def _weighed(self) -> int:
        """How many elements there are, those of arrays in it included; RunError past MAX_ITEMS of a nested array.

        An array that holds one array twice is twice as long to whoever goes through it.
        """
        inner = sum([each.weight for each in self.items if each.__class__ is Array])
        inner += sum([each.weight for each in self.keyed.values() if each.__class__ is Array])
        if inner and inner + len(self) > MAX_ITEMS:
            raise RunError("array too long")
        return inner + len(self)

    def __len__(self) -> int:
        return len(self.items) + len(self.keyed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Array) and self.items == other.items and self.keyed == other.keyed

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Array({self.items!r}, {self.keyed!r})"

    def pairs(self) -> "Iterator[tuple[int | str, Value]]":
        """(index or key, value) as ``:foreach k,v`` sees them."""
        yield from enumerate(self.items)
        for key in sorted(self.keyed):
            yield key, self.keyed[key]

    def values(self) -> "Iterator[Value]":
        """The elements in their order."""
        yield from self.items
        for key in sorted(self.keyed):
            yield self.keyed[key]

    def get(self, key: "Value") -> "Value":
        """The element with a key or index; ``NOTHING`` where there is none."""
        if type(key) is int and str(key) not in self.keyed:
            return self.items[key] if 0 <= key < len(self.items) else NOTHING
        return self.keyed.get(to_text(key), NOTHING)

    def with_element(self, key: "Value", value: "Value") -> "Array":
        """The array after ``:set ($a->key) value``: itself where nobody shares it, else a changed copy."""
        target = Array(list(self.items), dict(self.keyed)) if self.shared else self
        if type(key) is int and 0 <= key < len(target.items):
            target.items[key] = value
        elif type(key) is int and key == len(target.items) and not target.keyed:
            target.items.append(value)
        else:
            target.keyed[to_text(key)] = value
        if value.__class__ is Array:
            target.weight = target._weighed()
        return target

    def without(self, key: "Value") -> "Array":
        """The array after ``:set ($a->key)`` without a value."""
        target = Array(list(self.items), dict(self.keyed)) if self.shared else self
        if type(key) is int and 0 <= key < len(target.items):
            del target.items[key]
        else:
            target.keyed.pop(to_text(key), None)
        return target


@dataclass(frozen=True, eq=False, slots=True)
class Code:
    """Commands as a value: a function of ``do={}``, or what ``:parse`` read.

    run: takes a Frame and runs the commands there; ``:return`` leaves it by an exception. source: the text between the
    braces. call: the same for whoever wants the value of ``:return`` given back; None where there is only ``run``.
    """

    run: Callable[[Any], Any]
    source: str = ""
    block: "Block | None" = None
    call: Callable[[Any], Any] | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Op:
    """A quoted expression ``(> x)``: evaluated each time it is called (RouterOS 7)."""

    run: Callable[[Any], Any]


Value: TypeAlias = int | bool | str | Time | Ip | Ip6 | Prefix | Prefix6 | Id | Array | Nil | Nothing | Code | Op

_NAMES: Final = (
    (bool, "bool"), (int, "num"), (str, "str"), (Time, "time"), (Ip, "ip"), (Prefix, "ip-prefix"), (Ip6, "ip6"),
    (Prefix6, "ip6-prefix"), (Id, "id"), (Array, "array"), (Nil, "nil"), (Nothing, "nothing"), (Code, "code"),
    (Op, "op"),
)  # fmt: skip


def type_name(value: Value) -> str:
    """What ``:typeof`` says."""
    return next(name for kind, name in _NAMES if isinstance(value, kind))


def to_text(value: Value) -> str:
    """What ``:put`` prints and ``:tostr`` gives: arrays joined with semicolons, ``true``/``false``, ``1d00:00:00``.

    RunError where it would be longer than MAX_TEXT.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Array):
        return _array_text(value)
    if isinstance(value, Nil | Nothing):
        return ""
    if isinstance(value, Code | Op):
        return "(code)"
    return str(value)


def _array_text(array: Array) -> str:
    parts: list[str] = []
    size = 0
    for key, each in array.pairs():
        part = to_text(each) if isinstance(key, int) else f"{key}={to_text(each)}"
        size += len(part) + 1
        if size > MAX_TEXT:
            raise RunError("string too long")
        parts.append(part)
    return ";".join(parts)


def to_source(value: Value) -> str:
    """What ``:environment print`` shows: arrays in braces, their strings in quotes."""
    if isinstance(value, Array):
        return "{" + "; ".join(_source_pair(key, each) for key, each in value.pairs()) + "}"
    return to_text(value)


def _source_pair(key: int | str, value: Value) -> str:
    shown = f'"{value}"' if isinstance(value, str) else to_source(value)
    return shown if isinstance(key, int) else f"{key}={shown}"


def to_argument(value: Value) -> str:
    """The text of a value given to a menu's argument: lists with commas, flags as yes and no, code as it is written."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Array):
        return ",".join(to_argument(each) for each in value.values())
    return value.source if isinstance(value, Code) else to_text(value)


def share(value: Value) -> Value:
    """The same value, marked as held by more than one name: whoever changes it changes a copy."""
    if isinstance(value, Array):
        value.shared = True
    return value
