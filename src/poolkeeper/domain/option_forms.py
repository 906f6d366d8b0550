"""Option values that are too intricate to type as hex: a domain search list and classless routes, text to bytes.

They are extensions of ``/ip dhcp-server option``; where they stand in a value is ``domain.option_value``.
"""

from .addresses import parse_ipv4

LONGEST_LABEL, LONGEST_NAME = 63, 255
"""RFC 1035 section 2.3.4."""


def search_list(text: str) -> bytes:
    """Names as option 119 carries them: one after the other in DNS form, endings shared (RFC 3397 section 2).

    The bytes count from the start of the option, so they must be its whole value. ValueError names a bad one.

    >>> search_list("eng.example,lab.example").hex(" ")
    '03 65 6e 67 07 65 78 61 6d 70 6c 65 00 03 6c 61 62 c0 04'
    """
    made = bytearray()
    known: dict[tuple[bytes, ...], int] = {}
    for name in text.split(","):
        labels = _labels(name.strip())
        for at in range(len(labels)):
            ending = tuple(label.lower() for label in labels[at:])
            if ending in known:
                made += (0xC000 | known[ending]).to_bytes(2, "big")
                break
            if len(made) < 0x4000:  # as far as a pointer reaches
                known[ending] = len(made)
            made += bytes((len(labels[at]),)) + labels[at]
        else:
            made += b"\0"
    return bytes(made)


def _labels(name: str) -> tuple[bytes, ...]:
    labels = tuple(label.encode() for label in name.removesuffix(".").split("."))
    if any(not 0 < len(label) <= LONGEST_LABEL for label in labels) or len(name.encode()) > LONGEST_NAME - 2:
        raise ValueError(f"bad domain name {name!r}")
    return labels


def classless_routes(text: str) -> bytes:
    """Routes as option 121 carries them (RFC 3442): ``10.0.0.0/8 192.168.88.2, 0.0.0.0/0 192.168.88.1``.

    A gateway of 0.0.0.0 means that the network is on the client's own wire. ValueError names a bad one.

    >>> classless_routes("10.0.0.0/8 192.168.88.2").hex(" ")
    '08 0a c0 a8 58 02'
    """
    return b"".join(_route(part) for part in text.split(","))


def _route(text: str) -> bytes:
    words = text.split()
    try:
        network, _, length_text = words[0].partition("/")
        length, address, gateway = int(length_text), parse_ipv4(network), parse_ipv4(words[1])
        if len(words) != 2 or not 0 <= length <= 32 or address & (0xFFFFFFFF >> length):
            raise ValueError
    except (ValueError, IndexError):
        raise ValueError(f"bad route {text.strip()!r}, expected network/length gateway") from None
    return route(address, length, gateway)


def framed_route(text: str) -> tuple[int, int, int]:
    """(network, length, gateway) of a RADIUS route, ``10.0.0.0/8 192.168.88.2 1`` (RFC 2865 section 5.22).

    Without a length the network's class tells it. The metric, for which option 121 has no place, is passed over.
    ValueError names a bad one.
    """
    words = text.rstrip("\0").split()
    try:
        network, slash, length_text = words[0].partition("/")
        address, gateway = parse_ipv4(network), parse_ipv4(words[1])
        length = int(length_text) if slash else 8 if address < 0x80000000 else 16 if address < 0xC0000000 else 24
        if not 0 <= length <= 32:
            raise ValueError
    except (ValueError, IndexError):
        raise ValueError(f"bad route {text.strip()!r}, expected network/length gateway") from None
    return address & ~(0xFFFFFFFF >> length), length, gateway


def route(network: int, length: int, gateway: int) -> bytes:
    """One route: the length, as many bytes of the network as it covers, the gateway."""
    return bytes((length,)) + network.to_bytes(4, "big")[: (length + 7) // 8] + gateway.to_bytes(4, "big")
