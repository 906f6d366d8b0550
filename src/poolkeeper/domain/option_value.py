"""Values of DHCP options as ``/ip dhcp-server option`` writes them: text to bytes and variables.

Which bytes an option of a known meaning has is ``wire.options4``; here only what an operator types is read.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeAlias

from .option_forms import classless_routes, search_list


class Variable(StrEnum):
    """What ``$(...)`` in an option value may name (RouterOS manual, DHCP, "DHCP Options")."""

    HOSTNAME = "HOSTNAME"
    RADIUS_MT_STR1 = "RADIUS_MT_STR1"
    RADIUS_MT_STR2 = "RADIUS_MT_STR2"
    REMOTE_ID = "REMOTE_ID"
    NETWORK_GATEWAY = "NETWORK_GATEWAY"


Parts: TypeAlias = "tuple[bytes | Variable, ...]"

Defined: TypeAlias = "tuple[int, Parts, bool]"
"""An item of the option menu as answers need it: code, value, whether it is sent unasked."""

_PART = re.compile(
    r"""0x(?P<hex>[0-9A-Fa-f]*)
      | s'(?P<string>[^']*)'
      | d'(?P<names>[^']*)'
      | r'(?P<routes>[^']*)'
      | '(?P<plain>[^']*)'
      | \$\((?P<variable>[^)]*)\)""",
    re.VERBOSE,
)


def option_value(text: str) -> Parts:
    """What an option value means: bytes, and variables that the sender fills in (``filled``).

    Forms: ``0x0a0a``; ``'text'``, where a dotted address becomes 4 bytes and digits a number in as few bytes as it
    needs; ``s'text'``, always text; ``$(NAME)``; any of these in a row. Neighbouring bytes are joined, so a value
    without variables has one part, and the empty value none. ValueError says what is wrong with the text.
    Source: RouterOS manual, DHCP, "DHCP Options". Two forms are extensions, which a router refuses: ``d'names'``, a
    domain search list (RFC 3397), and ``r'network gateway, ...'``, classless routes (RFC 3442).

    >>> option_value("'10.10.10.10'")
    (b'\\n\\n\\n\\n',)
    >>> option_value("0x01'vards'$(HOSTNAME)")
    (b'\\x01vards', <Variable.HOSTNAME: 'HOSTNAME'>)
    """
    parts: list[bytes | Variable] = []
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            raise ValueError(_complaint(text[at:]))
        if at and found.lastgroup == "names":
            raise ValueError("d'..' must stand alone: names in it point to their place in the option")
        _join(parts, _part(found))
        at = found.end()
    return tuple(parts)


def filled(parts: Parts, values: Mapping[Variable, bytes]) -> bytes:
    """The bytes to send: every variable replaced by its value, or by nothing where it has none."""
    return b"".join(values.get(part, b"") if isinstance(part, Variable) else part for part in parts)


def varies(parts: Parts) -> bool:
    """Whether the value differs from client to client."""
    return any(isinstance(part, Variable) for part in parts)


def _join(parts: list[bytes | Variable], part: bytes | Variable) -> None:
    if parts and isinstance(part, bytes) and isinstance(parts[-1], bytes):
        parts[-1] += part
    else:
        parts.append(part)


def _part(found: re.Match[str]) -> bytes | Variable:
    form = found.lastgroup or ""
    return _FORMS[form](found[form])


def _hex(digits: str) -> bytes:
    if not digits or len(digits) % 2:
        raise ValueError("value of hex string expects an even number of hex digits after 0x")
    return bytes.fromhex(digits)


def _variable(name: str) -> Variable:
    try:
        return Variable(name)
    except ValueError:
        raise ValueError(f"unknown variable $({name}), expected one of {', '.join(Variable)}") from None


def _plain(text: str) -> bytes:
    """The text between quotes, read as an address or a number where it looks like one."""
    if not (text.isascii() and text.replace(".", "").isdigit()):
        return text.encode()
    fields = [int(field) if field else 256 for field in text.split(".")]
    if len(fields) == 4 and max(fields) <= 255:
        return bytes(fields)
    if len(fields) == 1:
        return fields[0].to_bytes(max(1, (fields[0].bit_length() + 7) // 8), "big")
    return text.encode()


_FORMS: Mapping[str, Callable[[str], bytes | Variable]] = {
    "hex": _hex,
    "string": str.encode,
    "plain": _plain,
    "variable": _variable,
    "names": search_list,
    "routes": classless_routes,
}


def _complaint(rest: str) -> str:
    if rest.startswith(("'", "s'", "d'", "r'")):
        return f"missing closing quote after {rest}"
    if rest.startswith("$("):
        return f"missing closing bracket after {rest}"
    return f"unknown data type at {rest}, expected 0x.., '..', s'..' or $(..)"
