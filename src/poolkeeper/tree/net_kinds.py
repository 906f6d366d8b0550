"""Kinds for addresses: IPv4, prefixes, interface addresses, ranges, MAC. Values are integers, tuples and bytes."""

import re
from typing import Annotated, Any

from poolkeeper.domain.addresses import Prefix, RangeError, RangeSet, parse_ipv4, show_ipv4

from .kinds import Kind, Look, Style
from .refusal import Category, Refusal, failure, invalid


class AddressKind(Kind):
    """One IPv4 address, an integer inside; ``words`` (``none``) may stand for it."""

    word = "IP address"
    script = "ip"
    width = 15

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        self.words = words

    def parse(self, text: str, prop: str, look: Look) -> Any:
        if text in self.words:
            return text
        try:
            return parse_ipv4(text)
        except ValueError:
            raise invalid(prop) from None

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return value if isinstance(value, str) else show_ipv4(value)

    def hint(self) -> str:
        return " | ".join((self.word, *self.words))


class PrefixKind(Kind):
    """A network ``a.b.c.d/n``; host bits are refused when ``strict``, a bare address is a /32."""

    word = "IP prefix"
    script = "ip-prefix"
    width = 18

    def __init__(self, strict: bool = True, refusal: str = "invalid network") -> None:
        self.strict, self.refusal = strict, refusal

    def parse(self, text: str, prop: str, look: Look) -> Prefix:
        try:
            address, length = interface_address(text)
        except ValueError:
            raise invalid(prop) from None
        mask = (0xFFFFFFFF << (32 - length)) & 0xFFFFFFFF
        if self.strict and address & ~mask & 0xFFFFFFFF:
            raise failure(self.refusal)
        return Prefix(address & mask, length)

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return f"{show_ipv4(value[0])}/{value[1]}"


def interface_address(text: str) -> tuple[int, int]:
    """Address and prefix length of ``a.b.c.d/n``, ``a.b.c.d/m.m.m.m`` or ``a.b.c.d`` (a /32); ValueError otherwise."""
    address, slash, mask = text.partition("/")
    if not slash:
        return parse_ipv4(address), 32
    if re.fullmatch(r"\d{1,2}", mask) and int(mask) <= 32:
        return parse_ipv4(address), int(mask)
    bits = parse_ipv4(mask)
    length = bits.bit_count()
    if bits != (0xFFFFFFFF << (32 - length)) & 0xFFFFFFFF:
        raise ValueError(text)
    return parse_ipv4(address), length


class InterfaceAddressKind(Kind):
    """An address with its mask as an interface carries it, host bits kept: ``192.168.88.1/24``."""

    word = "IP address with prefix length"
    width = 18

    def parse(self, text: str, prop: str, look: Look) -> tuple[int, int]:
        try:
            return interface_address(text)
        except ValueError:
            raise invalid(prop) from None

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return f"{show_ipv4(value[0])}/{value[1]}"

    def written(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        """A single address as a router exports it, without ``/32``."""
        return show_ipv4(value[0]) if value[1] == 32 else self.show(value, look, style)


class AnyPrefixKind(Kind):
    """A network of either family as an access list carries it; kept as text in its normal form."""

    word = "IP prefix, IPv4 or IPv6"
    width = 18

    def parse(self, text: str, prop: str, look: Look) -> str:
        from ipaddress import ip_network

        try:
            network = ip_network(text, strict=False)
        except ValueError:
            raise invalid(prop) from None
        return str(network)


class RangesKind(Kind):
    """Address ranges: addresses, first-last, prefixes, comma separated (RouterOS manual, IP Pools)."""

    word = "IP address ranges"
    script = "array"
    width = 31

    def parse(self, text: str, prop: str, look: Look) -> RangeSet:
        try:
            return RangeSet.parse(text)
        except RangeError as error:
            message = str(error)
            category = Category.GENERAL if message.startswith("failure:") else Category.ARGUMENT
            raise Refusal(message, category, prop) from None

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return str(value.show())

    def cells(self, value: Any, look: Look, style: Style = Style.V6) -> list[str]:
        return str(value.show()).split(",")

    def typed(self, value: Any, look: Look, style: Style = Style.V6) -> Any:
        return str(value.show()).split(",")

    def hint(self) -> str:
        return "A.B.C.D[-A.B.C.D | /0..32 | /A.B.C.D], comma separated"


_MAC = re.compile(r"([0-9A-Fa-f]{1,2})([:.-])" + r"([0-9A-Fa-f]{1,2})\2" * 4 + r"([0-9A-Fa-f]{1,2})")


class MacKind(Kind):
    """A MAC address, six bytes inside, upper case with colons outside."""

    word = "MAC address"
    width = 17

    def parse(self, text: str, prop: str, look: Look) -> Any:
        if not _MAC.fullmatch(text):
            raise invalid(prop, "mac address required")
        return bytes(int(part, 16) for part in re.split(r"[:.-]", text))

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return ":".join(f"{byte:02X}" for byte in value)


Address = Annotated[int, AddressKind()]
Network = Annotated[Prefix, PrefixKind()]
InterfaceAddress = Annotated[tuple[int, int], InterfaceAddressKind()]
Ranges = Annotated[RangeSet, RangesKind()]
Mac = Annotated[bytes, MacKind()]
