"""Kinds of value that only some menus need: optional addresses, address or pool, sizes with a unit, rates.

Kinds of time and date are in ``time_kinds``; a kind that a single menu needs stands in that menu's file. Kinds that
any menu may need belong to ``tree``.
"""

import re
from typing import Annotated, Any

from poolkeeper.tree import (
    AddressKind,
    AnyPrefixKind,
    EitherKind,
    ListKind,
    Look,
    MacKind,
    NumberKind,
    RefKind,
    Refusal,
    Style,
    TextKind,
)
from poolkeeper.tree.refusal import ambiguous, invalid


class SomeAddressKind(AddressKind):
    """An address where 0.0.0.0 says "none" and leaves the property unset, as RouterOS shows it: blank."""

    def parse(self, text: str, prop: str, look: Look) -> int | str | None:
        return super().parse(text, prop, look) or None


class SomeMacKind(MacKind):
    """A MAC address where all zeros says "none" and leaves the property unset."""

    def parse(self, text: str, prop: str, look: Look) -> bytes | None:
        value = super().parse(text, prop, look)
        return value if any(value) else None


class AddressOrPoolKind(EitherKind):
    """An address, or the name of a pool to take one from: (0, address) or (1, pool id).

    zero_is_none: 0.0.0.0 leaves the property unset.
    """

    def __init__(self, zero_is_none: bool = False, width: int = 15) -> None:
        super().__init__(AddressKind(), RefKind("/ip/pool"))
        self.zero_is_none = zero_is_none
        self.width = width

    def parse(self, text: str, prop: str, look: Look) -> Any:
        if self.zero_is_none and text == "0.0.0.0":
            return None
        try:
            return super().parse(text, prop, look)
        except Refusal:
            raise (invalid(prop) if text else ambiguous("pool")) from None


class AllowedKind(ListKind):
    """Networks from which access is allowed; empty: from everywhere. Wide in tables, one network a line."""

    def __init__(self, width: int = 43, flexible: bool = True) -> None:
        super().__init__(AnyPrefixKind(), flexible)
        self.width = width


class NarrowNumberKind(NumberKind):
    """A number in a narrow column: ports (left-aligned) and MTUs."""

    def __init__(self, low: int, high: int, width: int = 5, right: bool = False) -> None:
        super().__init__(low, high)
        self.width = width
        self.right = right  # type: ignore[misc]


class NarrowTextKind(TextKind):
    """A text in a column of its own width, whatever the terminal's: types, states."""

    flexible = False

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width


class HexKind(NumberKind):
    """A number that is shown as ``0x1818``."""

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return f"0x{value:04X}"


class UnitKind(NumberKind):
    """A number shown with its unit (``650MHz``, ``1%``), without it on the wire."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self.unit = unit

    def parse(self, text: str, prop: str, look: Look) -> int | str:
        return super().parse(text.removesuffix(self.unit), prop, look)

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return f"{value}{self.unit}"

    def wire(self, value: Any, look: Look) -> str:
        return str(value)


_SIZES = (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10))


class SizeKind(NumberKind):
    """Bytes: ``988.3MiB`` to people, the plain number on the wire. Ten of a unit are needed before it is used."""

    def __init__(self) -> None:
        super().__init__(high=2**63 - 1)

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        for unit, size in _SIZES:
            if value >= 10 * size:
                return f"{value / size:.1f}{unit}"
        return str(value)

    def wire(self, value: Any, look: Look) -> str:
        return str(value)

    def keep(self, value: Any, look: Look) -> str:
        return str(value)


_RATE = r"\d+[kKmMgG]?(?:/\d+[kKmMgG]?)?"
_RATES = re.compile(rf"{_RATE}(?: {_RATE}){{0,2}}(?: \d+(?:/\d+)?(?: [1-8](?: {_RATE})?)?)?")


class RateLimitKind(TextKind):
    """``rx[/tx]``, then burst rate, burst threshold, burst time, priority and least rate (RouterOS manual, PPP AAA)."""

    word = "rx[/tx] rate limit"

    def parse(self, text: str, prop: str, look: Look) -> str:
        plain = " ".join(text.split())
        if plain and not _RATES.fullmatch(plain):
            raise invalid(prop)
        return plain


Addresses = Annotated[tuple[int, ...], ListKind(AddressKind())]
SomeAddress = Annotated[int | None, SomeAddressKind()]
SomeMac = Annotated[bytes | None, SomeMacKind()]
AddressOrPool = Annotated[tuple[int, int] | None, AddressOrPoolKind()]
RateLimit = Annotated[str, RateLimitKind()]
Size = Annotated[int, SizeKind()]
