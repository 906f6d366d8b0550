"""What an operator types for addresses and pool ranges, what is shown again, and the wording of every refusal."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poolkeeper.domain.addresses import (
    IPV6,
    AddressError,
    Prefix,
    Range,
    RangeError,
    RangeSet,
    length_of,
    mask_of,
    parse_ipv4,
    parse_ipv6,
    parse_length,
    parse_with_length,
    show_ipv4,
    show_ipv6,
)

ADDRESSES = st.integers(0, 2**32 - 1)
SMALL_SETS = st.sets(st.integers(0, 60))
NOT_A_RANGE = "value of range expects range of ip addresses"


def spans_of(numbers: set[int]) -> RangeSet:
    return RangeSet.of((number, number) for number in numbers)


def numbers_of(ranges: RangeSet) -> set[int]:
    return {number for first, last in ranges for number in range(first, last + 1)}


@given(ADDRESSES)
def test_ipv4_addresses_read_back_as_shown(address: int) -> None:
    assert parse_ipv4(show_ipv4(address)) == address


@given(st.integers(0, 2**128 - 1))
def test_ipv6_addresses_read_back_as_shown(address: int) -> None:
    assert parse_ipv6(show_ipv6(address)) == address


def test_an_address_is_the_number_of_its_four_bytes() -> None:
    assert parse_ipv4("192.168.88.1") == 0xC0A85801
    assert show_ipv4(0xC0A85801) == "192.168.88.1"


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "1.2.3.04", " 1.2.3.4", "1.2.3.4 ", "1.2.3.٤", "a.b.c.d"],
)
def test_what_is_no_ipv4_address_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_ipv4(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["", "1.2.3.4", "2001:db8::g", "fe80::1%ether1", "::/0"])
def test_what_is_no_ipv6_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        parse_ipv6(text)


@given(st.integers(0, 32))
def test_mask_and_length_say_the_same(length: int) -> None:
    assert length_of(mask_of(length)) == length
    assert parse_length(str(length)) == parse_length(show_ipv4(mask_of(length))) == length


@pytest.mark.parametrize("text", ["33", "-1", "024", "", "255.0.255.0", "0.0.0.255", "x"])
def test_a_mask_with_gaps_or_out_of_bounds_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        parse_length(text)


def test_ipv6_lengths_go_to_128() -> None:
    assert Prefix.parse("2001:db8::/128", IPV6).length == 128
    assert Prefix.parse("2001:db8::/32", IPV6).show(IPV6) == "2001:db8::/32"


@given(ADDRESSES, st.integers(0, 32))
def test_a_prefix_holds_its_network_and_broadcast_address(address: int, length: int) -> None:
    prefix = Prefix.around(address, length)
    assert Prefix.parse(prefix.show()) == prefix
    assert prefix.network <= address <= prefix.last()
    assert prefix.last() - prefix.network + 1 == 2 ** (32 - length)
    for inside in (address, prefix.network, prefix.last()):
        assert prefix.covers(inside)
    for outside in (prefix.network - 1, prefix.last() + 1):
        assert not 0 <= outside < 2**32 or not prefix.covers(outside)


def test_an_interface_address_keeps_its_host_bits_but_a_prefix_may_not_have_any() -> None:
    assert parse_with_length("192.168.88.1/255.255.255.0") == (parse_ipv4("192.168.88.1"), 24)
    with pytest.raises(AddressError, match="host bits"):
        Prefix.parse("192.168.88.1/24")
    with pytest.raises(AddressError, match="no prefix length"):
        parse_with_length("192.168.88.1")


@pytest.mark.parametrize(
    ("typed", "shown", "size"),
    [
        ("10.0.0.1", "10.0.0.1", 1),
        ("10.0.0.1-10.0.0.1", "10.0.0.1", 1),
        ("10.0.0.1/32", "10.0.0.1", 1),
        ("192.168.88.10-192.168.88.254", "192.168.88.10-192.168.88.254", 245),
        ("192.168.10.0-192.168.10.255", "192.168.10.0-192.168.10.255", 256),
        ("192.168.10.0/24", "192.168.10.0/24", 256),
        ("192.168.10.0/255.255.255.0", "192.168.10.0/24", 256),
        ("192.168.10.7/24", "192.168.10.0/24", 256),
        ("0.0.0.0/0", "0.0.0.0/0", 2**32),
        ("192.168.201.1-192.168.203.200", "192.168.201.1-192.168.203.200", 712),
        (
            "10.0.0.101-10.0.0.126, 10.0.0.2-10.0.0.99,10.9.0.0/30",
            "10.0.0.101-10.0.0.126,10.0.0.2-10.0.0.99,10.9.0.0/30",
            128,
        ),
    ],
)
def test_ranges_are_shown_in_the_order_and_form_they_were_typed(typed: str, shown: str, size: int) -> None:
    ranges = RangeSet.parse(typed)
    assert ranges.show() == shown
    assert RangeSet.parse(shown) == ranges
    assert len(ranges) == ranges.size == size


def test_a_prefix_in_a_pool_includes_its_first_and_last_address() -> None:
    ranges = RangeSet.parse("192.168.10.0/24")
    assert parse_ipv4("192.168.10.0") in ranges
    assert parse_ipv4("192.168.10.255") in ranges
    assert parse_ipv4("192.168.11.0") not in ranges
    assert "192.168.10.1" not in ranges


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", NOT_A_RANGE),
        ("nonsense", NOT_A_RANGE),
        ("10.0.0.1,", NOT_A_RANGE),
        ("10.0.0.1,,10.0.0.2", NOT_A_RANGE),
        ("10.0.0.300", NOT_A_RANGE),
        ("10.0.0.0/33", NOT_A_RANGE),
        ("10.0.0.0/", NOT_A_RANGE),
        ("10.0.0.0/255.0.255.0", NOT_A_RANGE),
        ("10.0.0.1-9", "value of range must have ip address after '-'"),
        ("10.0.0.1-10.0.0.2-10.0.0.3", "value of range must have ip address after '-'"),
        ("10.0.0.0/24-10.0.1.0/24", "value of range must have ip address before '-'"),
        ("10.0.0.9-10.0.0.1", NOT_A_RANGE),
        ("-10.0.0.5", "value of range must have ip address before '-'"),
        ("-", "value of range must have ip address before '-'"),
        ("10.0.0.1-", "value of range must have ip address after '-'"),
        ("10.0.0.7,10.0.0.1-10.0.0.9", "failure: ranges overlap"),
        ("10.0.0.1-10.0.0.9,10.0.0.9", "failure: ranges overlap"),
        ("10.0.0.0/24,10.0.0.0/8", "failure: ranges overlap"),
        ("10.0.0.1,10.0.0.1", "failure: ranges overlap"),
    ],
)
def test_refused_ranges_have_routeros_wording(typed: str, refusal: str) -> None:
    with pytest.raises(RangeError) as caught:
        RangeSet.parse(typed)
    assert str(caught.value) == refusal
    assert isinstance(caught.value, ValueError)


@given(st.text(alphabet="0123456789.,-/ a", max_size=40))
def test_any_text_gives_ranges_or_a_refusal(text: str) -> None:
    try:
        ranges = RangeSet.parse(text)
    except RangeError:
        return
    assert RangeSet.parse(ranges.show()) == ranges


@given(SMALL_SETS, SMALL_SETS)
def test_range_sets_reckon_like_sets(left: set[int], right: set[int]) -> None:
    a, b = spans_of(left), spans_of(right)
    assert numbers_of(a | b) == left | right
    assert numbers_of(a - b) == left - right
    assert numbers_of(a & b) == left & right
    assert a.overlaps(b) == bool(left & right)
    assert len(a) == len(left)
    assert bool(a) == bool(left)
    assert {number for number in range(-2, 63) if number in a} == left


@given(SMALL_SETS)
def test_the_sorted_view_is_disjoint_with_neighbours_joined(numbers: set[int]) -> None:
    spans = spans_of(numbers).spans
    assert all(left[1] + 1 < right[0] for left, right in pairwise(spans))


def test_neighbouring_ranges_stay_apart_as_typed_and_are_one_span_inside() -> None:
    ranges = RangeSet.parse("10.0.0.2,10.0.0.1")
    assert ranges.show() == "10.0.0.2,10.0.0.1"
    assert ranges.spans == ((0x0A000001, 0x0A000002),)
    assert ranges != RangeSet.parse("10.0.0.1,10.0.0.2")


def test_ipv6_prefixes_are_ranges_like_any_other() -> None:
    ranges = RangeSet.parse("2001:db8::/32,2001:dead::1-2001:dead::ffff", IPV6)
    assert ranges.show(IPV6) == "2001:db8::/32,2001:dead::1-2001:dead::ffff"
    assert ranges.size == 2**96 + 0xFFFF
    assert ranges
    assert Range.parse("::/0", IPV6).show(IPV6) == "::/0"
