"""The packets that ask whether an address is in use: their bytes, and what is made of answers and of nonsense."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from poolkeeper.wire.frames import checksum
from poolkeeper.wire.options4 import WireError
from poolkeeper.wire.probe4 import Claim, arp_claim, arp_probe, echo_reply_from, echo_request

MAC = bytes.fromhex("020000000001")
ADDRESS = 0xC0A8580A  # 192.168.88.10


def test_an_arp_probe_asks_everybody_in_the_name_of_nobody():
    frame = arp_probe(MAC, ADDRESS)
    assert frame.hex() == (
        "ffffffffffff" "020000000001" "0806"
        "0001" "0800" "06" "04" "0001" "020000000001" "00000000" "000000000000" "c0a8580a"
    ).ljust(120, "0")  # fmt: skip
    assert arp_claim(frame) == Claim(0, MAC), "it claims no address itself"


def test_an_arp_reply_and_a_gratuitous_request_both_claim_an_address():
    head = "0200000000010200000000020806000108000604"
    reply = bytes.fromhex(head + "0002020000000002c0a8580a02000000000100000000")
    announced = bytes.fromhex(head + "0001020000000002c0a8580a000000000000c0a8580a")
    for frame in (reply, announced):
        assert arp_claim(frame) == Claim(ADDRESS, bytes.fromhex("020000000002"))


def test_an_echo_reply_tells_who_sent_it():
    request = echo_request(0x1234, 7)
    assert (request.hex(), checksum(request)) == ("0800e5c412340007", 0)
    header = bytes.fromhex("4500001c00000000400100000a010014c0a85801")
    reply = b"\0" + request[1:]
    assert echo_reply_from(header + reply, 0x1234) == 0x0A010014
    for nonsense in (header + request, header + reply[:4], b""):
        assert raises_wire_error(nonsense, 0x1234)
    assert raises_wire_error(header + reply, 0x1235), "another program's"


def raises_wire_error(packet: bytes, identifier: int) -> bool:
    """Whether a packet is taken for no answer to us."""
    try:
        echo_reply_from(packet, identifier)
    except WireError:
        return True
    return False


@given(st.binary(max_size=80))
def test_any_bytes_are_a_claim_or_a_wire_error(octets):
    for read in (arp_claim, lambda packet: echo_reply_from(packet, 1)):
        with suppress(WireError):
            read(octets)
