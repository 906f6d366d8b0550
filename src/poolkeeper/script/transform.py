"""``:convert``: values between bytes, hex, base64 and their kin; hashes and letter case as transforms.

Source: RouterOS manual, Scripting (global commands, convert).
"""

import base64
import binascii
import codecs
import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import quote, unquote_to_bytes

from .syntax import RunError
from .values import NOTHING, Array, Nil, Nothing, Value, to_text


def _octets(text: str) -> bytes:
    """The bytes of a narrow text."""
    return text.encode("latin-1", "replace")


def _text(octets: bytes) -> str:
    return octets.decode("latin-1")


def _number_octets(value: Value) -> bytes:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError
    return (value & (2**64 - 1)).to_bytes(8, "big").lstrip(b"\0") or b"\0"


def _bits(octets: bytes, lowest_first: bool) -> Value:
    order = range(8) if lowest_first else range(7, -1, -1)
    return Array([byte >> bit & 1 for byte in octets for bit in order])


def _from_bits(value: Value, lowest_first: bool) -> bytes:
    if not isinstance(value, Array):
        raise ValueError
    bits = [int(to_text(each)) & 1 for each in value.values()]
    octets = [bits[at : at + 8] for at in range(0, len(bits), 8)]
    order = range(8) if lowest_first else range(7, -1, -1)
    return bytes(sum(bit << place for bit, place in zip(each, order, strict=False)) for each in octets)


def _from_bytes(value: Value) -> bytes:
    if not isinstance(value, Array):
        raise ValueError
    return bytes(int(to_text(each)) for each in value.values())


def _padded(text: str, size: int) -> bytes:
    return _octets(text) + b"=" * (-len(text) % size)


_READ: Mapping[str, Callable[[Value], bytes]] = MappingProxyType(
    {
        "raw": lambda value: _octets(to_text(value)),
        "hex": lambda value: bytes.fromhex(to_text(value).removeprefix("0x")),
        "base32": lambda value: base64.b32decode(_padded(to_text(value), 8), casefold=True),
        "base64": lambda value: base64.b64decode(_padded(to_text(value), 4), validate=True),
        "url": lambda value: unquote_to_bytes(_octets(to_text(value).replace("+", " "))),
        "rot13": lambda value: _octets(codecs.encode(to_text(value), "rot13")),
        "num": _number_octets,
        "byte-array": _from_bytes,
        "bit-array-lsb": lambda value: _from_bits(value, True),
        "bit-array-msb": lambda value: _from_bits(value, False),
    }
)
_WRITE: Mapping[str, Callable[[bytes], Value]] = MappingProxyType(
    {
        "raw": _text,
        "hex": lambda octets: octets.hex(),
        "base32": lambda octets: _text(base64.b32encode(octets)),
        "base64": lambda octets: _text(base64.b64encode(octets)),
        "url": lambda octets: quote(octets, safe=""),
        "rot13": lambda octets: codecs.encode(_text(octets), "rot13"),
        "num": lambda octets: int.from_bytes(octets[-8:], "big", signed=len(octets) >= 8),
        "byte-array": lambda octets: Array(list(octets)),
        "bit-array-lsb": lambda octets: _bits(octets, True),
        "bit-array-msb": lambda octets: _bits(octets, False),
    }
)
_TRANSFORM: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "lc": lambda octets: octets.lower(),
        "uc": lambda octets: octets.upper(),
        "lcfirst": lambda octets: octets[:1].lower() + octets[1:],
        "ucfirst": lambda octets: octets[:1].upper() + octets[1:],
        "lf": lambda octets: octets.replace(b"\r\n", b"\n"),
        "crlf": lambda octets: octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        "rot13": lambda octets: _octets(codecs.encode(_text(octets), "rot13")),
        "reverse": lambda octets: octets[::-1],
        "md5": lambda octets: hashlib.md5(octets, usedforsecurity=False).digest(),
        "sha1": lambda octets: hashlib.sha1(octets, usedforsecurity=False).digest(),
        "sha256": lambda octets: hashlib.sha256(octets).digest(),
        "sha512": lambda octets: hashlib.sha512(octets).digest(),
    }
)
HASHES = frozenset({"md5", "sha1", "sha256", "sha512"})


def _one_of(value: Value, words: Mapping[str, object], argument: str) -> str:
    text = to_text(value)
    fits = [text] if text in words else [word for word in words if text and word.startswith(text)]
    if len(fits) != 1:
        raise RunError(f"input does not match any value of {argument}")
    return fits[0]


def converted(
    value: Value = NOTHING, from_: Value | None = None, to: Value | None = None, transform: Value | None = None
) -> Value:
    """``:convert``: from the bytes that ``value`` stands for to another form; a hash without ``to`` comes as hex."""
    if isinstance(value, Nil | Nothing):
        return NOTHING
    read = "raw" if from_ is None else _one_of(from_, _READ, "from")
    if from_ is None and isinstance(value, Array):
        read = "byte-array"
    try:
        octets = _READ[read](value)
    except (ValueError, binascii.Error, OverflowError):
        raise RunError("invalid value for argument value") from None
    write = None if to is None else _one_of(to, _WRITE, "to")
    for name in () if transform is None else to_text(transform).replace(";", ",").split(","):
        chosen = _one_of(name, _TRANSFORM, "transform")
        octets = _TRANSFORM[chosen](octets)
        if chosen in HASHES and write is None:
            write = "hex"
    return _WRITE[write or "raw"](octets)
