"""DNS as a resolver's client needs it: one question out, the addresses of one answer in (RFC 1035 section 4)."""

import struct
from ipaddress import ip_address

A, AAAA = 1, 28
_IN = 1
_HEAD = struct.Struct("!HHHHHH")
_RECORD = struct.Struct("!HHIH")
_RECURSION_WANTED = 0x0100
_IS_ANSWER = 0x8000
_TRUNCATED = 0x0200
NAME_ERROR = 3


class DnsError(Exception):
    """The answer is none to our question, or cannot be read."""


def question(number: int, name: str, kind: int) -> bytes:
    """The query for the addresses of a name; DnsError for what is no domain name. number: 16 bits to match."""
    labels = []
    for label in name.rstrip(".").split("."):
        try:
            octets = label.encode("ascii") if label.isascii() else label.encode("idna")
        except UnicodeError:
            raise DnsError("no domain name") from None
        if not 0 < len(octets) < 64:
            raise DnsError("no domain name")
        labels.append(bytes([len(octets)]) + octets)
    encoded = b"".join(labels) + b"\0"
    if len(encoded) > 255:
        raise DnsError("no domain name")
    return _HEAD.pack(number, _RECURSION_WANTED, 1, 0, 0, 0) + encoded + struct.pack("!HH", kind, _IN)


def addresses(octets: bytes, asked: bytes, kind: int) -> list[str]:
    """The addresses in the answer to a query, empty where the name has none of this kind or does not exist.

    DnsError where the server failed or the bytes are no answer to the query.
    """
    if len(octets) < len(asked) or octets[:2] != asked[:2] or octets[12 : len(asked)].lower() != asked[12:].lower():
        raise DnsError("no answer to the question")
    _, flags, _, answers, _, _ = _HEAD.unpack_from(octets)
    if not flags & _IS_ANSWER or flags & _TRUNCATED:
        raise DnsError("no whole answer")
    code = flags & 15
    if code == NAME_ERROR:
        return []
    if code:
        raise DnsError(f"server failure {code}")
    found, pos = [], len(asked)
    try:
        for _ in range(answers):
            pos = _behind_name(octets, pos)
            type_, class_, _, size = _RECORD.unpack_from(octets, pos)
            pos += _RECORD.size
            if (type_, class_) == (kind, _IN):
                found.append(str(ip_address(octets[pos : pos + size])))
            pos += size
    except (struct.error, IndexError, ValueError):
        raise DnsError("answer is cut short") from None
    return found


def _behind_name(octets: bytes, pos: int) -> int:
    """The place behind a name, which may end in a pointer (section 4.1.4)."""
    while True:
        size = octets[pos]
        if size >= 0xC0:
            return pos + 2
        pos += 1 + size
        if not size:
            return pos
