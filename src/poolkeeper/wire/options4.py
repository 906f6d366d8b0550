"""DHCP options for IPv4: the table of codes, their value shapes, and the options area.

To add an option, add one entry to ``OPTIONS`` with its RFC section. Here belongs what concerns a single option or the
raw options area; what a whole message means is in ``wire.dhcp4``. ``WireError`` stands here because every file of the
DHCP codec builds on this one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

PAD, OVERLOAD, END = 0, 52, 255
"""RFC 2132 sections 3.1, 9.3 and 3.2: the codes that shape the area and never reach a caller."""

LONGEST = 255
"""Bytes one length octet can announce; longer values are split (RFC 3396)."""

OptionValue: TypeAlias = "int | str | bytes | tuple[int, ...]"


class WireError(Exception):
    """The peer sent nonsense; ``reason`` says what, for a counter or a debug line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Shape(NamedTuple):
    """How the bytes of an option read as a value; decode raises WireError, encode ValueError."""

    name: str
    decode: Callable[[bytes], OptionValue]
    encode: Callable[[Any], bytes]


class Option(NamedTuple):
    """One known option: its name in RFC words, its shape, and where it is defined."""

    name: str
    shape: Shape
    section: str


def _number(name: str, size: int) -> Shape:
    def decode(raw: bytes) -> int:
        if len(raw) != size:
            raise WireError(f"{name} needs {size} bytes, not {len(raw)}")
        return int.from_bytes(raw, "big")

    def encode(value: int) -> bytes:
        if not 0 <= value < 1 << 8 * size:
            raise ValueError(f"{value} does not fit {name}")
        return value.to_bytes(size, "big")

    return Shape(name, decode, encode)


def _decode_addresses(raw: bytes) -> tuple[int, ...]:
    if not raw or len(raw) % 4:
        raise WireError(f"addresses need a multiple of 4 bytes, not {len(raw)}")
    return tuple(int.from_bytes(raw[at : at + 4], "big") for at in range(0, len(raw), 4))


def _encode_addresses(value: tuple[int, ...]) -> bytes:
    return b"".join(ADDRESS.encode(address) for address in value)


def _encode_text(value: str) -> bytes:
    return value.encode()


def readable(raw: bytes) -> str:
    """Text a peer sent, safe to print: UTF-8 where it is UTF-8, else Latin-1, without control characters."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    if text.isprintable():
        return text
    return "".join(filter(str.isprintable, text))


ADDRESS = _number("address", 4)
ADDRESSES = Shape("addresses", _decode_addresses, _encode_addresses)
U8 = _number("u8", 1)
U16 = _number("u16", 2)
U32 = _number("u32", 4)
TEXT = Shape("text", readable, _encode_text)
BYTES = Shape("bytes", bytes, bytes)
CODES = Shape("codes", tuple, bytes)

OPTIONS: Mapping[int, Option] = {
    1: Option("subnet-mask", ADDRESS, "RFC 2132 section 3.3"),
    2: Option("time-offset", U32, "RFC 2132 section 3.4"),
    3: Option("router", ADDRESSES, "RFC 2132 section 3.5"),
    4: Option("time-server", ADDRESSES, "RFC 2132 section 3.6"),
    6: Option("domain-name-server", ADDRESSES, "RFC 2132 section 3.8"),
    7: Option("log-server", ADDRESSES, "RFC 2132 section 3.9"),
    12: Option("host-name", TEXT, "RFC 2132 section 3.14"),
    15: Option("domain-name", TEXT, "RFC 2132 section 3.17"),
    26: Option("interface-mtu", U16, "RFC 2132 section 5.1"),
    28: Option("broadcast-address", ADDRESS, "RFC 2132 section 5.3"),
    33: Option("static-route", ADDRESSES, "RFC 2132 section 5.8"),
    42: Option("ntp-server", ADDRESSES, "RFC 2132 section 8.3"),
    43: Option("vendor-specific", BYTES, "RFC 2132 section 8.4"),
    44: Option("netbios-name-server", ADDRESSES, "RFC 2132 section 8.5"),
    46: Option("netbios-node-type", U8, "RFC 2132 section 8.7"),
    50: Option("requested-address", ADDRESS, "RFC 2132 section 9.1"),
    51: Option("lease-time", U32, "RFC 2132 section 9.2"),
    53: Option("message-type", U8, "RFC 2132 section 9.6"),
    54: Option("server-identifier", ADDRESS, "RFC 2132 section 9.7"),
    55: Option("parameter-request-list", CODES, "RFC 2132 section 9.8"),
    56: Option("message", TEXT, "RFC 2132 section 9.9"),
    57: Option("maximum-message-size", U16, "RFC 2132 section 9.10"),
    58: Option("renewal-time", U32, "RFC 2132 section 9.11"),
    59: Option("rebinding-time", U32, "RFC 2132 section 9.12"),
    60: Option("vendor-class-identifier", BYTES, "RFC 2132 section 9.13"),
    61: Option("client-identifier", BYTES, "RFC 2132 section 9.14"),
    66: Option("tftp-server-name", TEXT, "RFC 2132 section 9.4"),
    67: Option("bootfile-name", TEXT, "RFC 2132 section 9.5"),
    77: Option("user-class", BYTES, "RFC 3004 section 4"),
    80: Option("rapid-commit", BYTES, "RFC 4039 section 4"),
    81: Option("client-fqdn", BYTES, "RFC 4702 section 2"),
    82: Option("relay-agent-information", BYTES, "RFC 3046 section 2.0"),
    90: Option("authentication", BYTES, "RFC 3118 section 2"),
    118: Option("subnet-selection", ADDRESS, "RFC 3011 section 2"),
    119: Option("domain-search", BYTES, "RFC 3397 section 2"),
    121: Option("classless-static-route", BYTES, "RFC 3442"),
    138: Option("capwap-controller", ADDRESSES, "RFC 5417 section 3"),
    145: Option("forcerenew-nonce-capable", CODES, "RFC 6704 section 3.1.1"),
    150: Option("tftp-server-address", ADDRESSES, "RFC 5859 section 3"),
}
"""Every option the project knows by name. Option 52 is not here: it shapes the area, see ``wire.dhcp4.decode``."""

_UNKNOWN = Option("unknown", BYTES, "RFC 2132 section 2")


def option(code: int) -> Option:
    """The entry of a code; one that is not in the table reads as plain bytes."""
    return OPTIONS.get(code, _UNKNOWN)


def decode_value(code: int, raw: bytes) -> OptionValue:
    """The value of an option by its shape; WireError when the bytes do not have it."""
    return option(code).shape.decode(raw)


def encode_value(code: int, value: OptionValue) -> bytes:
    """The bytes of an option's value, without code and length; ValueError when it does not fit the shape."""
    return option(code).shape.encode(value)


# ---- the options area -----------------------------------------------------------------------------------------------


def split_area(area: bytes) -> Iterator[tuple[int, bytes]]:
    """The (code, value) pairs of one options field, in order, up to its End; WireError when one is cut short.

    A field that stops without End after a whole option is taken: some clients leave it out, and nothing is ambiguous.
    """
    at, size = 0, len(area)
    while at < size and (code := area[at]) != END:
        if code == PAD:
            at += 1
            continue
        if at + 1 == size or (stop := at + 2 + area[at + 1]) > size:
            raise WireError(f"option {code} is cut short")
        yield code, area[at + 2 : stop]
        at = stop


def written(code: int, value: bytes) -> bytes:
    """One option as it stands in the area; a value over 255 bytes becomes several pieces in a row (RFC 3396)."""
    if len(value) <= LONGEST:
        return bytes((code, len(value))) + value
    pieces = (value[at : at + LONGEST] for at in range(0, len(value), LONGEST))
    return b"".join(bytes((code, len(piece))) + piece for piece in pieces)
