"""RADIUS packets: an answer counts only as it was signed, and no bytes whatever bring the reader down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poolkeeper.wire.options4 import WireError
from poolkeeper.wire.radius import Attr, Code, Packet, access_request, accounting_request, answer, vendor_specific
from radius_server import answer as answered
from radius_server import attributes_of, faults

SECRET = b"between us"
ATTRIBUTES = st.lists(
    st.tuples(st.integers(1, 255).filter(lambda kind: kind != 80), st.binary(max_size=253)), max_size=8
)


def told(*attributes, **more):
    return {"attributes": [[kind, value.hex()] for kind, value in attributes], **more}


def test_the_responses_of_the_rfc():
    """RFC 2865 section 7.1: the example's request, secret and answer."""
    request = bytes.fromhex(
        "010000380f403f9473978057bd83d5cb98f4227a01066e656d6f02120dbe708d93d413ce3196e43f782a0aee0406c0a80110050600000003"
    )
    octets = bytes.fromhex("0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f06000000000e06c0a80103")
    packet = answer(octets, request, b"xyzzy5461")
    assert packet == Packet(Code.ACCESS_ACCEPT, ((6, b"\0\0\0\1"), (15, b"\0\0\0\0"), (14, bytes((192, 168, 1, 3)))))
    with pytest.raises(WireError, match="Message-Authenticator"):
        answer(octets, request, b"xyzzy5461", signed=True)


@given(ATTRIBUTES, st.integers(0, 255), st.binary(min_size=16, max_size=16))
def test_requests_are_signed_as_a_server_checks_them(attributes, identifier, authenticator):
    listed = tuple(attributes)
    access = access_request(identifier, authenticator, listed, SECRET)
    assert attributes_of(access)[1:] == attributes
    accounting = accounting_request(identifier, listed, SECRET)
    assert (faults(accounting, SECRET), attributes_of(accounting)) == ("", attributes)


@given(ATTRIBUTES, st.data())
def test_an_answer_that_was_touched_anywhere_is_refused(attributes, data):
    request = access_request(7, bytes(range(16)), (), SECRET)
    octets = answered(request, told(*attributes), SECRET)
    assert answer(octets, request, SECRET, signed=True).attributes[1:] == tuple(attributes)
    at = data.draw(st.integers(0, len(octets) - 1))
    touched = octets[:at] + bytes((octets[at] ^ data.draw(st.integers(1, 255)),)) + octets[at + 1 :]
    with pytest.raises(WireError):
        answer(touched, request, SECRET, signed=True)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_and_nothing_worse(octets):
    request = access_request(7, bytes(16), (), SECRET)
    for each in (octets, b"\2\7" + (len(octets) + 4).to_bytes(2, "big") + octets):
        with pytest.raises(WireError):
            answer(each, request, SECRET)


def test_a_vendors_value_is_found_among_several():
    area = ((26, (9).to_bytes(4, "big") + b"\x08\x03a"), vendor_specific(14988, 8, b"1M/2M"), (int(Attr.CLASS), b"c"))
    packet = Packet(Code.ACCESS_ACCEPT, area)
    assert packet.vendor(14988, 8) == b"1M/2M"
    assert packet.vendor(14988, 9) is None
    assert packet.first(Attr.CLASS) == b"c"
