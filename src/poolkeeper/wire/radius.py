"""RADIUS packets of a client (RFC 2865, RFC 2866): requests to bytes, answers checked against the request they answer.

No socket, clock or randomness here: whoever asks gives the authenticator and the identifier.
"""

import hashlib
import hmac
import struct
from enum import IntEnum
from typing import NamedTuple

from .options4 import WireError

_HEAD = struct.Struct("!BBH16s")
LONGEST = 4096
"""RFC 2865 section 3."""


class Code(IntEnum):
    """What a packet is, RFC 2865 section 4."""

    ACCESS_REQUEST = 1
    ACCESS_ACCEPT = 2
    ACCESS_REJECT = 3
    ACCOUNTING_REQUEST = 4
    ACCOUNTING_RESPONSE = 5
    ACCESS_CHALLENGE = 11


class Attr(IntEnum):
    """Attributes that a DHCP server sends or reads: RFC 2865 section 5, RFC 2866 section 5, RFC 2869 section 5."""

    USER_NAME = 1
    USER_PASSWORD = 2
    NAS_IP_ADDRESS = 4
    NAS_PORT = 5
    FRAMED_IP_ADDRESS = 8
    REPLY_MESSAGE = 18
    FRAMED_ROUTE = 22
    CLASS = 25
    VENDOR_SPECIFIC = 26
    SESSION_TIMEOUT = 27
    CALLED_STATION_ID = 30
    CALLING_STATION_ID = 31
    NAS_IDENTIFIER = 32
    ACCT_STATUS_TYPE = 40
    ACCT_DELAY_TIME = 41
    ACCT_SESSION_ID = 44
    ACCT_SESSION_TIME = 46
    ACCT_TERMINATE_CAUSE = 49
    NAS_PORT_TYPE = 61
    MESSAGE_AUTHENTICATOR = 80
    ACCT_INTERIM_INTERVAL = 85
    NAS_PORT_ID = 87
    FRAMED_POOL = 88


MIKROTIK, MIKROTIK_RATE_LIMIT = 14988, 8
MIKROTIK_STR1, MIKROTIK_STR2 = 24, 25  # Mikrotik-DHCP-Option-Param-STR1 and -STR2
ADSL_FORUM, AGENT_CIRCUIT_ID, AGENT_REMOTE_ID = 3561, 1, 2  # RFC 4679
OF_THE_LINE = range(129, 255)  # attributes of the same vendor that tell of a subscriber's line

Attributes = tuple[tuple[int, bytes], ...]
"""(type, value) in order; a type may occur more than once."""


class Packet(NamedTuple):
    """An answer that is known to come from who shares the secret."""

    code: int
    attributes: Attributes

    def first(self, attribute: int) -> bytes | None:
        """The value of the first attribute of this type."""
        return next((value for each, value in self.attributes if each == attribute), None)

    def number(self, attribute: int) -> int | None:
        """The same as a number of four bytes, None where it is no such number."""
        value = self.first(attribute)
        return int.from_bytes(value, "big") if value is not None and len(value) == 4 else None

    def vendor(self, vendor: int, attribute: int) -> bytes | None:
        """The first value of a vendor's attribute (RFC 2865 section 5.26)."""
        for each, value in self.attributes:
            if each == Attr.VENDOR_SPECIFIC and value[:4] == vendor.to_bytes(4, "big"):
                for inner, found in _attributes(value[4:]):
                    if inner == attribute:
                        return found
        return None


def vendor_specific(vendor: int, attribute: int, value: bytes) -> tuple[int, bytes]:
    """A vendor's attribute, RFC 2865 section 5.26."""
    value = value[:247]
    return Attr.VENDOR_SPECIFIC, vendor.to_bytes(4, "big") + bytes((attribute, len(value) + 2)) + value


def no_password(secret: bytes, authenticator: bytes) -> bytes:
    """The empty password, hidden (RFC 2865 section 5.2): one block of zeros under the key stream."""
    return hashlib.md5(secret + authenticator, usedforsecurity=False).digest()


def access_request(identifier: int, authenticator: bytes, attributes: Attributes, secret: bytes) -> bytes:
    """An Access-Request; its Message-Authenticator stands first, so that nothing can be put before it."""
    whole = ((Attr.MESSAGE_AUTHENTICATOR, bytes(16)), *attributes)
    octets = _packet(Code.ACCESS_REQUEST, identifier, authenticator, whole)
    proof = hmac.new(secret, octets, "md5").digest()
    return octets[:22] + proof + octets[38:]


def accounting_request(identifier: int, attributes: Attributes, secret: bytes) -> bytes:
    """An Accounting-Request; its authenticator is a digest of itself (RFC 2866 section 3)."""
    octets = _packet(Code.ACCOUNTING_REQUEST, identifier, bytes(16), attributes)
    return octets[:4] + _digest(octets + secret) + octets[20:]


def answer(octets: bytes, request: bytes, secret: bytes, signed: bool = False) -> Packet:
    """The answer to a request; WireError where it is none, or does not come from who shares the secret.

    signed: one without a Message-Authenticator is refused too (what answers to Access-Requests should have).
    """
    if len(octets) < _HEAD.size:
        raise WireError("shorter than a RADIUS header")
    code, identifier, size, given = _HEAD.unpack_from(octets)
    if not _HEAD.size <= size <= min(len(octets), LONGEST):
        raise WireError("length field does not fit")
    octets = octets[:size]
    if identifier != request[1]:
        raise WireError("answers another request")
    asked = request[4:20]
    if not hmac.compare_digest(given, _digest(octets[:4] + asked + octets[20:] + secret)):
        raise WireError("wrong response authenticator: is the secret the same?")
    packet = Packet(code, _attributes(octets[20:]))
    _check_signature(octets, asked, secret, packet, signed)
    return packet


def _check_signature(octets: bytes, asked: bytes, secret: bytes, packet: Packet, signed: bool) -> None:
    """RFC 2869 section 5.14: over the answer with the request's authenticator and zeros in its own place."""
    given = packet.first(Attr.MESSAGE_AUTHENTICATOR)
    if given is None:
        if signed:
            raise WireError("no Message-Authenticator, which require-message-auth asks for")
        return
    at = 20
    while octets[at] != Attr.MESSAGE_AUTHENTICATOR:
        at += octets[at + 1]
    blank = octets[:4] + asked + octets[20 : at + 2] + bytes(len(given)) + octets[at + 2 + len(given) :]
    if not hmac.compare_digest(given, hmac.new(secret, blank, "md5").digest()):
        raise WireError("wrong Message-Authenticator")


def _packet(code: int, identifier: int, authenticator: bytes, attributes: Attributes) -> bytes:
    body = b"".join(bytes((each, len(value) + 2)) + value for each, value in attributes)
    return _HEAD.pack(code, identifier, _HEAD.size + len(body), authenticator) + body


def _attributes(area: bytes) -> Attributes:
    found: list[tuple[int, bytes]] = []
    at = 0
    while at < len(area):
        size = area[at + 1] if at + 1 < len(area) else 0
        if size < 2 or at + size > len(area):
            raise WireError("an attribute does not end inside the packet")
        found.append((area[at], area[at + 2 : at + size]))
        at += size
    return tuple(found)


def _digest(octets: bytes) -> bytes:
    return hashlib.md5(octets, usedforsecurity=False).digest()


class Peer(NamedTuple):
    """A RADIUS server as a client speaks to it. id: its item in /radius. source: own address, empty for any.

    signed: its answers to Access-Requests must carry a Message-Authenticator.
    """

    id: int
    address: str
    port: int
    secret: bytes
    timeout_s: float
    source: str = ""
    signed: bool = True
