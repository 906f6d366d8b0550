"""Forms: the options of common requests, read once and known again by their bytes.

Clients of one kind send the same options, but for the address they ask for; where they name themselves in them (host
name, identifier, the relay's option 82) every client's are its own, and those take the full way. ``heads_of`` reads
what stands at fixed places of packets in slots; ``Forms`` knows the rest by the bytes around the requested address.
"""

import struct

from poolkeeper.wire.dhcp4 import Ask, Message
from poolkeeper.wire.options4 import split_area

OPTIONS_AT = 243
"""Where options go on after the cookie and option 53, if that stands first."""
SHORTEST = 249
"""A packet in which all that ``heads_of`` reads is its own."""
PLAIN = b"\x01\x01\x06"
"""op, htype and hlen of a request of an Ethernet client."""
DISCOVER, REQUEST = b"\x63\x82\x53\x63\x35\x01\x01", b"\x63\x82\x53\x63\x35\x01\x03"
"""The cookie and option 53."""
ASKS_FOR, NAMES = 0x3204, 0x3604
"""Code and length of options 50 and 54."""

COMMON = frozenset({50, 51, 54, 55, 57, 60})
"""Options of a form. No other, least of all 52, which makes the fields before the options mean something."""
MOST = 512


def heads_of(slot: int) -> struct.Struct:
    """Reads one slot of so many bytes after the other: op to hlen, ciaddr, giaddr, chaddr, cookie with option 53, then
    the next option's code and length, and its value if it has four bytes."""
    return struct.Struct(f"!3s9xI8xI6s202x7sHI{slot - SHORTEST}x")


class Form:
    """What a request of this form asks. names: the server in option 54, 0 none. Forms are told apart by identity."""

    __slots__ = ("names",)

    def __init__(self, names: int) -> None:
        self.names = names


class Forms:
    """The forms that were seen, by the bytes that make them."""

    def __init__(self) -> None:
        self.discovers: dict[bytes, Form] = {}
        self.requests: dict[bytes, Form] = {}
        self.asking: dict[bytes, Form] = {}
        """REQUESTs in which option 50 stands next: by what follows it."""
        self.naming: dict[bytes, Form] = {}
        """REQUESTs in which option 54 stands next and then 50: by what is around the address."""

    def learn(self, octets: bytes, ask: Ask) -> None:
        """Know the form of this packet again, if it is one; ``octets`` are what ``ask`` was read from."""
        opening, rest, form = octets[236:OPTIONS_AT], octets[OPTIONS_AT:], Form(ask.server_identifier)
        if len(octets) < SHORTEST or octets[:3] != PLAIN or not is_plain(rest, ask):
            return
        pair = int.from_bytes(rest[:2], "big")
        if opening == DISCOVER and not ask.requested_address:
            _keep(self.discovers, rest, form)
        elif opening == REQUEST and pair == ASKS_FOR:
            _keep(self.asking, rest[6:], form)
        elif opening == REQUEST and pair == NAMES and rest[6:8] == b"\x32\x04":
            _keep(self.naming, rest[:6] + rest[12:], form)
        elif opening == REQUEST and not ask.requested_address:
            _keep(self.requests, rest, form)


def _keep(forms: dict[bytes, Form], key: bytes, form: Form) -> None:
    if key in forms:  # one form, one object: answers are kept by it
        return
    if len(forms) >= MOST:
        forms.clear()
    forms[key] = form


def is_plain(rest: bytes, ask: Ask) -> bool:
    """Whether a request says nothing of its client but its MAC, and wants nothing out of the ordinary."""
    if ask.kind not in (Message.DISCOVER, Message.REQUEST):
        return False
    return all(code in COMMON for code, _ in split_area(rest))
