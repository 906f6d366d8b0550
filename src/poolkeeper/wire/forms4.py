"""Forms: the options of common requests, read once and known again by their bytes.

Clients of one kind send the same options, but for the address they ask for and what is their own: host name,
identifier, the relay's option 82. ``heads_of`` reads what stands at fixed places of packets in slots. ``Forms`` knows
the rest by its bytes: where a client says nothing of itself by those around the requested address, else by those that
``taken_apart`` leaves, which takes a walk over the options.
"""

import struct
from typing import NamedTuple

from poolkeeper.wire.dhcp4 import Ask
from poolkeeper.wire.options4 import END, PAD, split_area

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
OF_ONE = frozenset({PAD, 12, 50, 54, 61, 82})
"""Options whose value is one client's own; and pads, which no walk by lengths may meet."""
MOST = 512


def heads_of(slot: int) -> struct.Struct:
    """Reads one slot of so many bytes after the other: op to hlen, ciaddr, giaddr, chaddr, cookie with option 53, then
    the next option's code and length, and its value if it has four bytes."""
    return struct.Struct(f"!3s9xI8xI6s202x7sHI{slot - SHORTEST}x")


class Own(NamedTuple):
    """What is a client's own in the options area of a request, option by option; None and 0 where it is not there.

    rest: the bytes of all other options, with a mark for each of these where it stood. Of identifier and option 82 the
    mark has the length, since it decides how answers are laid out. echo: these two as they go back into an answer.
    """

    rest: bytes
    requested_address: int
    server_identifier: int
    host_name: bytes | None
    client_identifier: bytes | None
    agent: bytes | None
    echo: bytes


def taken_apart(area: bytes) -> Own | None:
    """The options behind option 53 up to their End, taken apart; None where they are not to be read in one walk."""
    at = start = requested = server = 0
    host = client_identifier = agent = None
    first = second = b""
    rest = []
    try:
        while (code := area[at]) != END:
            stop = at + 2 + area[at + 1]
            if code in OF_ONE:
                value = area[at + 2 : stop]
                mark = at + 1
                if code == 12:
                    host = value
                elif code == 61 and value:
                    client_identifier, first, mark = value, area[at:stop], at + 2
                elif code == 82 and value:
                    agent, second, mark = value, area[at:stop], at + 2
                elif len(value) != 4 or code == PAD:
                    return None
                elif code == 50:
                    requested = int.from_bytes(value, "big")
                else:
                    server = int.from_bytes(value, "big")
                rest.append(area[start:mark])
                start = stop
            at = stop
    except IndexError:
        return None
    rest.append(area[start:at])
    return Own(b"".join(rest), requested, server, host, client_identifier, agent, first + second)


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
        self.own_discovers: dict[bytes, Form] = {}
        self.own_requests: dict[bytes, Form] = {}
        """Those of clients that say something of themselves, or wish for an address: by what ``taken_apart`` leaves."""

    def learn(self, octets: bytes, ask: Ask) -> None:
        """Know the form of this packet again, if it is one; ``octets`` are what ``ask`` was read from."""
        opening, rest, form = octets[236:OPTIONS_AT], octets[OPTIONS_AT:], Form(ask.server_identifier)
        if len(octets) < SHORTEST or octets[:3] != PLAIN or opening not in (DISCOVER, REQUEST):
            return
        codes = [code for code, _ in split_area(rest)]
        pair = int.from_bytes(rest[:2], "big")
        if not COMMON.issuperset(codes) or (opening == DISCOVER and ask.requested_address):
            own = taken_apart(rest)
            if own is not None and len(codes) == len(set(codes)) and (COMMON | OF_ONE).issuperset(codes):
                _keep(self.own_discovers if opening == DISCOVER else self.own_requests, own.rest, form)
        elif opening == DISCOVER:
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
