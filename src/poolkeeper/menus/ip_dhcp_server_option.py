"""/ip/dhcp-server/option and its sets: options beyond those that the network menu speaks of.

What a value's text means is ``domain.option_value``.
"""

from typing import Annotated, Any

from poolkeeper.domain.option_value import option_value
from poolkeeper.tree import (
    Flag,
    House,
    ListKind,
    Look,
    Name,
    NumberKind,
    RefKind,
    Text,
    TextKind,
    Values,
    menu,
    overlay,
    prop,
)
from poolkeeper.tree.refusal import failure

VENDOR_SPECIFIC = 43
"""RFC 2132 section 8.4."""


class CodeKind(NumberKind):
    """An option's code; ``vendor-specific`` is another name of 43."""

    def __init__(self) -> None:
        super().__init__(1, 254, ("vendor-specific",))

    def parse(self, text: str, prop: str, look: Look) -> int | str:
        return VENDOR_SPECIFIC if text == "vendor-specific" else super().parse(text, prop, look)


class OptionValueKind(TextKind):
    """An option's value as it is written: ``0x0a0a``, ``'text'``, ``s'text'``, ``$(HOSTNAME)``, or several in a row.

    ``d'names'`` and ``r'routes'`` are extensions.
    """

    def parse(self, text: str, prop: str, look: Look) -> str:
        try:
            option_value(text)
        except ValueError as error:
            raise failure(str(error)) from None
        return text


@menu(
    "/ip/dhcp-server/option",
    columns=("name", "code", "value", "raw-value"),
    columns_v7=("name", "code", "value", "raw-value"),
    noun="dhcp option",
    taken="option with such name already exists",
)
class DhcpOption:
    """Options for networks, servers, leases and sets to name. A client gets one only if it asked for the code."""

    name: Name = prop(key=True, unique=True, required=True, about="what other menus call this option")
    code: Annotated[int, CodeKind()] = prop(required=True, about="option number on the wire")
    value: Annotated[str, OptionValueKind()] = prop(
        default="",
        always=True,
        about="what is sent: 0x0a0a bytes, 'text' with addresses and numbers in binary, s'text' always text, "
        "$(HOSTNAME) and the like, or several of these in a row; extensions: d'a.example,b.example' a search list, "
        "r'10.0.0.0/8 192.168.88.2' classless routes",
    )
    raw_value: Text = prop(
        read_only=True, exported=False, quoted=False, about="the value as bytes in hex; unset while a variable is open"
    )
    force: Flag = prop(default=False, v7_only=True, about="send it to clients that did not ask for the code as well")


@overlay(DhcpOption)
def option_with_its_bytes(house: House, item: int, values: Values) -> Values:
    """What will be sent, where it does not depend on the client."""
    parts: tuple[Any, ...] = option_value(values.get("value") or "")
    if not all(isinstance(part, bytes) for part in parts):
        return values
    return {**values, "raw-value": b"".join(parts).hex()}


@menu(
    "/ip/dhcp-server/option/sets",
    columns=("name", "options"),
    columns_v7=("name", "options"),
    noun="dhcp option set",
    taken="option set with such name already exists",
)
class DhcpOptionSet:
    """Named groups of options, so that a server, a network or a lease can name them all at once."""

    name: Name = prop(key=True, unique=True, required=True, about="what other menus call this set")
    options: Annotated[tuple[int, ...], ListKind(RefKind("/ip/dhcp-server/option"))] = prop(
        default=(), always=True, about="options in the set"
    )
