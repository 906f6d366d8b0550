"""FORCERENEW and its authentication by a nonce: the bytes of option 90 and of the message (RFC 3203, RFC 6704).

Who has a nonce, and which, is for ``engine.forcerenew``; these messages are rare, so there is one clear way to write
them.
"""

import hmac
from typing import NamedTuple

from .dhcp4 import BOOTREPLY, Packet, encode

FORCERENEW = 9
"""Option 53 (RFC 3203)."""
AUTHENTICATION, NONCE_CAPABLE = 90, 145
"""RFC 3118 section 2 and RFC 6704 section 3.1.1."""
HMAC_MD5 = 1
"""The one algorithm there is, in option 145 and in option 90 alike."""
NONCE_BYTES = 16
_HEAD = bytes((3, HMAC_MD5, 0))  # protocol "reconfigure key", algorithm, replay detection by a counter
_IS_NONCE, _IS_DIGEST = b"\1", b"\2"


class Forcerenew(NamedTuple):
    """The message to one client. xid: any; server_identifier: the one that its ACK had."""

    xid: int
    address: int
    chaddr: bytes
    client_identifier: bytes | None
    server_identifier: int


def nonce_option(counter: int, nonce: bytes) -> bytes:
    """The value of option 90 in an ACK: what the client is to know its server by (RFC 6704 section 3.1.2)."""
    return _HEAD + counter.to_bytes(8, "big") + _IS_NONCE + nonce


def encode_forcerenew(message: Forcerenew, counter: int, nonce: bytes) -> bytes:
    """The datagram, signed: HMAC-MD5 over the whole of it, its own place zero (RFC 6704 section 3.1.3).

    hops and giaddr, which RFC 3118 section 5.2 leaves out of the sum, are 0 anyway: no relay is on the way.
    """
    unsigned = _HEAD + counter.to_bytes(8, "big") + _IS_DIGEST
    options = {
        53: bytes((FORCERENEW,)),
        54: message.server_identifier.to_bytes(4, "big"),
        AUTHENTICATION: unsigned + bytes(16),
    }
    if message.client_identifier is not None:
        options[61] = message.client_identifier
    chaddr = message.chaddr
    header = (BOOTREPLY, 1, len(chaddr), 0, message.xid, 0, 0, message.address, 0, 0, 0, chaddr)
    octets = encode(Packet(*header, b"", b"", options))
    at = octets.rindex(unsigned) + len(unsigned)
    digest = hmac.digest(nonce, octets, "md5")
    return octets[:at] + digest + octets[at + len(digest) :]
