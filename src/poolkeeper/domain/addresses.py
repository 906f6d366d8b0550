"""Addresses, prefixes and ranges as plain integers, and their text forms.

Inside Poolkeeper an address is an ``int``; text exists only at the edges. Ranges and sets of ranges work on
integers of any size, so the family (IPv4 or IPv6) matters only where text is read or written.
What is free or taken does not belong here: see ``domain.allocator``.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from ipaddress import IPv6Address
from itertools import pairwise
from typing import Final, NamedTuple, Self

Span = tuple[int, int]
"""First and last address, both included."""

_OCTETS: Final = {str(number): number for number in range(256)}
_LENGTHS: Final = {str(number): number for number in range(129)}


class AddressError(ValueError):
    """Text that is no address, mask or prefix; the message quotes it."""


class RangeError(ValueError):
    """Ranges that RouterOS would refuse; the message is its wording, to be shown as it is."""


def parse_ipv4(text: str) -> int:
    """An address from its four decimal parts, without leading zeros; AddressError for anything else."""
    try:
        a, b, c, d = map(_OCTETS.__getitem__, text.split("."))
    except (KeyError, ValueError):
        raise AddressError(f"{text!r} is not an IPv4 address") from None
    return a << 24 | b << 16 | c << 8 | d


def show_ipv4(address: int) -> str:
    """The dotted form, ``192.168.88.1``."""
    return f"{_BYTES[address >> 24]}.{_BYTES[address >> 16 & 255]}.{_BYTES[address >> 8 & 255]}.{_BYTES[address & 255]}"


_BYTES = [str(number) for number in range(256)]


def parse_ipv6(text: str) -> int:
    """An address from any of the text forms of RFC 4291 section 2.2, without a zone; AddressError otherwise."""
    try:
        address = IPv6Address(text)
    except ValueError:
        raise AddressError(f"{text!r} is not an IPv6 address") from None
    if address.scope_id is not None:
        raise AddressError(f"{text!r} names a zone")
    return int(address)


def show_ipv6(address: int) -> str:
    """The short form of RFC 5952."""
    return str(IPv6Address(address))


class Family(NamedTuple):
    """How addresses of one protocol version are written; ``bits`` is their width."""

    bits: int
    parse: Callable[[str], int]
    show: Callable[[int], str]


IPV4: Final = Family(32, parse_ipv4, show_ipv4)
IPV6: Final = Family(128, parse_ipv6, show_ipv6)


def mask_of(length: int, family: Family = IPV4) -> int:
    """The netmask with ``length`` leading ones, as an integer."""
    return (1 << family.bits) - (1 << (family.bits - length))


def length_of(mask: int, family: Family = IPV4) -> int:
    """The number of leading ones of a netmask; AddressError when its ones have gaps."""
    inverse = mask ^ ((1 << family.bits) - 1)
    if inverse & (inverse + 1):
        raise AddressError(f"{family.show(mask)!r} is not a netmask")
    return family.bits - inverse.bit_length()


def parse_length(text: str, family: Family = IPV4) -> int:
    """A prefix length from ``24`` or ``255.255.255.0``; AddressError for anything else."""
    length = _LENGTHS.get(text)
    if length is None:
        return length_of(family.parse(text), family)
    if length > family.bits:
        raise AddressError(f"{text!r} is longer than an address")
    return length


def parse_with_length(text: str, family: Family = IPV4) -> tuple[int, int]:
    """Address and prefix length from ``192.168.88.1/24`` or ``.../255.255.255.0``; host bits are kept."""
    address, slash, length = text.partition("/")
    if not slash:
        raise AddressError(f"{text!r} has no prefix length")
    return family.parse(address), parse_length(length, family)


class Prefix(NamedTuple):
    """A network and its length: ``192.168.88.0/24``. The host bits of ``network`` are zero."""

    network: int
    length: int

    @classmethod
    def around(cls, address: int, length: int, family: Family = IPV4) -> Self:
        """The prefix of this length that an address lies in."""
        return cls(address & mask_of(length, family), length)

    @classmethod
    def parse(cls, text: str, family: Family = IPV4) -> Self:
        """From ``a.b.c.d/n`` or ``a.b.c.d/m.m.m.m``; AddressError also when host bits are set."""
        address, length = parse_with_length(text, family)
        prefix = cls.around(address, length, family)
        if prefix.network != address:
            raise AddressError(f"{text!r} has host bits set")
        return prefix

    def show(self, family: Family = IPV4) -> str:
        """As ``192.168.88.0/24``."""
        return f"{family.show(self.network)}/{self.length}"

    def mask(self, family: Family = IPV4) -> int:
        """The netmask as an integer."""
        return mask_of(self.length, family)

    def last(self, family: Family = IPV4) -> int:
        """The highest address, which in IPv4 is the broadcast address."""
        return self.network | (1 << (family.bits - self.length)) - 1

    def covers(self, address: int, family: Family = IPV4) -> bool:
        """Whether an address lies in this prefix."""
        return address & mask_of(self.length, family) == self.network


class Form(IntEnum):
    """How a range was written, and hence how it is shown again."""

    ADDRESS = 0
    SPAN = 1
    PREFIX = 2


class Range(NamedTuple):
    """Addresses from ``first`` to ``last``, both included, and the form it is shown in."""

    first: int
    last: int
    form: Form

    @classmethod
    def between(cls, first: int, last: int) -> Self:
        """A range shown as one address if it is one, else as ``first-last``."""
        return cls(first, last, Form.ADDRESS if first == last else Form.SPAN)

    @classmethod
    def parse(cls, text: str, family: Family = IPV4) -> Self:
        """One element of a pool's ranges, in any of its four forms (RouterOS manual, IP Pools).

        ``10.0.0.1``, ``10.0.0.1-10.0.0.9``, ``10.0.0.0/24``, ``10.0.0.0/255.255.255.0``. Host bits of a prefix are
        cleared. RangeError has RouterOS's wording.
        """
        if "-" in text:
            return cls._parse_span(text, family)
        try:
            if "/" not in text:
                return cls.between(*(family.parse(text),) * 2)
            prefix = Prefix.around(*parse_with_length(text, family), family)
        except AddressError:
            raise _not_a_range() from None
        single = prefix.length == family.bits
        return cls(prefix.network, prefix.last(family), Form.ADDRESS if single else Form.PREFIX)

    @classmethod
    def _parse_span(cls, text: str, family: Family) -> Self:
        left, _, right = text.partition("-")
        try:
            first = family.parse(left)
        except AddressError:
            raise RangeError("value of range must have ip address before '-'") from None
        try:
            last = family.parse(right)
        except AddressError:
            raise RangeError("value of range must have ip address after '-'") from None
        if first > last:
            raise _not_a_range()
        return cls.between(first, last)

    def show(self, family: Family = IPV4) -> str:
        """The text form it was written in; one address is never shown as ``a-a``."""
        if self.form is Form.SPAN:
            return f"{family.show(self.first)}-{family.show(self.last)}"
        if self.form is Form.PREFIX:
            return f"{family.show(self.first)}/{family.bits - (self.last - self.first).bit_length()}"
        return family.show(self.first)


def _not_a_range() -> RangeError:
    return RangeError("value of range expects range of ip addresses")


@dataclass(frozen=True, slots=True)
class RangeSet:
    """Ranges that do not overlap, in the order and form in which they were written.

    ``ranges`` is the written view and alone decides equality; ``spans`` is the same addresses sorted, disjoint and
    with neighbours joined. Overlapping ranges raise RangeError.
    """

    ranges: tuple[Range, ...] = ()
    spans: tuple[Span, ...] = field(init=False, repr=False, compare=False)
    size: int = field(init=False, repr=False, compare=False)
    """Number of addresses; unlike ``len()`` also right for more than a machine word can count."""

    def __post_init__(self) -> None:
        spans = sorted((each.first, each.last) for each in self.ranges)
        if any(left[1] >= right[0] for left, right in pairwise(spans)):
            raise RangeError("failure: ranges overlap")
        object.__setattr__(self, "spans", tuple(join(spans)))
        object.__setattr__(self, "size", sum(last - first + 1 for first, last in spans))

    @classmethod
    def parse(cls, text: str, family: Family = IPV4) -> Self:
        """From a comma list; spaces around an element do not matter. RangeError has RouterOS's wording."""
        return cls(tuple(Range.parse(element.strip(), family) for element in text.split(",")))

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Self:
        """From spans in any order, which may overlap; they are joined and shown as ``first-last``."""
        return cls(tuple(Range.between(first, last) for first, last in join(sorted(spans))))

    def show(self, family: Family = IPV4) -> str:
        """The comma list as it was written."""
        return ",".join(each.show(family) for each in self.ranges)

    def __iter__(self) -> Iterator[Span]:
        """(first, last) pairs: sorted, disjoint, neighbours joined."""
        return iter(self.spans)

    def __len__(self) -> int:
        return self.size

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __contains__(self, address: object) -> bool:
        if not isinstance(address, int):
            return False
        index = bisect_right(self.spans, address, key=_first) - 1
        return index >= 0 and address <= self.spans[index][1]

    def __or__(self, other: "RangeSet") -> "RangeSet":
        return RangeSet.of((*self.spans, *other.spans))

    def __sub__(self, other: "RangeSet") -> "RangeSet":
        return RangeSet.of(_without(self.spans, other.spans))

    def __and__(self, other: "RangeSet") -> "RangeSet":
        return self - (self - other)

    def overlaps(self, other: "RangeSet") -> bool:
        """Whether both hold some address."""
        mine, theirs = iter(self.spans), iter(other.spans)
        a, b = next(mine, None), next(theirs, None)
        while a and b:
            if a[1] < b[0]:
                a = next(mine, None)
            elif b[1] < a[0]:
                b = next(theirs, None)
            else:
                return True
        return False


def _first(span: Span) -> int:
    return span[0]


def join(spans: Iterable[Span]) -> Iterator[Span]:
    """Sorted spans with those that overlap or touch made one."""
    pending: Span | None = None
    for first, last in spans:
        if pending is None:
            pending = first, last
        elif first <= pending[1] + 1:
            pending = pending[0], max(pending[1], last)
        else:
            yield pending
            pending = first, last
    if pending is not None:
        yield pending


def _without(spans: tuple[Span, ...], holes: tuple[Span, ...]) -> Iterator[Span]:
    """What is left of sorted disjoint spans when sorted disjoint holes are cut out."""
    index = 0
    for first, last in spans:
        while index < len(holes) and holes[index][1] < first:
            index += 1
        ahead = index
        while ahead < len(holes) and holes[ahead][0] <= last:
            if first < holes[ahead][0]:
                yield first, holes[ahead][0] - 1
            first = max(first, holes[ahead][1] + 1)
            ahead += 1
        if first <= last:
            yield first, last
