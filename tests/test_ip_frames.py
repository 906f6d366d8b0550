"""Frames for the packet socket: exact bytes, checksums, and what is no whole datagram."""

import pytest

from poolkeeper.wire import frames
from poolkeeper.wire.options4 import WireError

MAC = bytes.fromhex("000b8201fc42")
SERVER, CLIENT, RELAY = 0xC0A85801, 0xC0A858FE, 0x0A000001  # 192.168.88.1, 192.168.88.254, 10.0.0.1


def test_checksums_of_known_headers() -> None:
    """The sum worked out in RFC 1071 section 3, and an IPv4 header of textbooks."""
    assert frames.checksum(bytes.fromhex("0001f203f4f5f6f7")) == 0x220D
    assert frames.checksum(bytes.fromhex("45000073000040004011b861c0a80001c0a800c7")) == 0
    assert frames.checksum(b"") == frames.checksum(bytes(20)) == 0xFFFF
    assert frames.checksum(b"\1") == 0xFEFF


PLAIN = frames.Frame(bytes(6), MAC, SERVER, CLIENT, 67, 68, b"hello")
PLAIN_BYTES = bytes.fromhex(
    "000b8201fc42 000000000000 08004500 0021 0000 0000 4011 487c c0a85801 c0a858fe0043 0044 000d 892a 68656c6c6f"
)


def word_sum(octets: bytes) -> int:
    """The one's complement sum, word by word as RFC 1071 describes it: 0xFFFF over anything with a right checksum."""
    octets += b"\0" * (len(octets) % 2)
    total = sum(octets[at] << 8 | octets[at + 1] for at in range(0, len(octets), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def test_frame_to_a_client_without_address_has_its_exact_bytes() -> None:
    octets = frames.frame(*PLAIN)
    assert octets == PLAIN_BYTES
    assert word_sum(octets[14:34]) == 0xFFFF
    assert word_sum(octets[26:34] + b"\0\x11\0\x0d" + octets[34:]) == 0xFFFF
    assert frames.parse_frame(octets) == PLAIN
    assert frames.parse_frame(memoryview(octets + bytes(20))) == PLAIN


def test_udp_checksum_that_comes_to_zero_is_sent_as_all_ones() -> None:
    """The two payload bytes are what makes the sum 0xFFFF."""
    octets = frames.frame(bytes(6), MAC, SERVER, CLIENT, 67, 68, b"\0\0")
    field = int.from_bytes(octets[40:42], "big")
    filled_up = frames.frame(bytes(6), MAC, SERVER, CLIENT, 67, 68, field.to_bytes(2, "big"))
    assert filled_up[40:42] == b"\xff\xff"


def patched(at: int, octet: int, *, fix: bool = True) -> bytes:
    """The frame with one byte changed, and its header checksum put right unless told otherwise."""
    octets = bytearray(PLAIN_BYTES)
    octets[at] = octet
    if fix:
        octets[24:26] = bytes(2)
        octets[24:26] = (0xFFFF - word_sum(bytes(octets[14:34]))).to_bytes(2, "big")
    return bytes(octets)


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (PLAIN_BYTES[:41], "frame is too short"),
        (patched(13, 0x06), "not IPv4"),
        (patched(14, 0x65), "bad IPv4 header"),
        (patched(14, 0x44), "bad IPv4 header"),
        (patched(14, 0x4F), "IPv4 length does not fit the frame"),
        (patched(17, 0x22), "IPv4 length does not fit the frame"),
        (patched(17, 0x1B), "IPv4 length does not fit the frame"),
        (patched(20, 0x20), "a fragment"),
        (patched(21, 0x01), "a fragment"),
        (patched(23, 6), "not UDP"),
        (patched(22, 63, fix=False), "bad IPv4 header checksum"),
        (patched(39, 0x07), "UDP length does not fit the packet"),
        (patched(39, 0x0E), "UDP length does not fit the packet"),
    ],
)
def test_frame_that_is_no_whole_datagram_is_refused(octets: bytes, reason: str) -> None:
    with pytest.raises(WireError) as refused:
        frames.parse_frame(octets)
    assert refused.value.reason == reason


def test_frame_with_wrong_parts_is_our_mistake() -> None:
    with pytest.raises(ValueError):
        frames.frame(b"short", MAC, 0, 0, 1, 2, b"")
    with pytest.raises(ValueError):
        frames.frame(MAC, MAC, 0, 0, 1, 2, bytes(65508))
