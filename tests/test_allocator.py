"""Which address a client gets: never one twice, its own again, the highest otherwise; and the counts add up."""

import random
from collections.abc import Callable, Hashable

import pytest

from poolkeeper.domain.addresses import IPV6, Prefix, RangeSet, parse_ipv4, parse_ipv6
from poolkeeper.domain.allocator import AddressSpace, Empty, Found, Held
from poolkeeper.domain.usage import Usage, chain_usage, usage

ANN: Hashable = ("DHCP", b"\x00ann")
BOB: Hashable = ("DHCP", b"\x00bob")


def space_of(**pools: str) -> AddressSpace:
    """Pools p1, p2 ... as ids 1, 2 ...; each text is ``ranges`` or ``ranges > next id``."""
    space = AddressSpace()
    for name, text in pools.items():
        ranges, _, following = text.partition(" > ")
        space.define(int(name[1:]), RangeSet.parse(ranges), int(following) if following else None)
    return space


def ip(text: str) -> int:
    return parse_ipv4(text)


def drain(space: AddressSpace, pool_id: int, owner: str = "DHCP") -> list[int]:
    """Take until the pool is empty; the addresses in the order they were given."""
    given_out: list[int] = []
    while isinstance(found := space.pick(pool_id, (owner, len(given_out))), Found):
        space.take(found.address, (owner, len(given_out)))
        given_out.append(found.address)
    return given_out


# Which address


def test_the_highest_free_address_goes_first_and_down_from_there() -> None:
    space = space_of(p1="10.0.0.5,10.0.0.1-10.0.0.3")
    assert drain(space, 1) == [ip("10.0.0.5"), ip("10.0.0.3"), ip("10.0.0.2"), ip("10.0.0.1")]
    assert space.pick(1, ANN) == Empty((1,))


def test_a_prefix_pool_hands_out_its_first_and_last_address_too() -> None:
    space = space_of(p1="10.0.0.0/30")
    assert drain(space, 1) == [ip("10.0.0.3"), ip("10.0.0.2"), ip("10.0.0.1"), ip("10.0.0.0")]


def test_a_pool_across_many_blocks_is_emptied_from_top_to_bottom() -> None:
    space = space_of(p1="10.0.0.0-10.2.0.9")
    for address in range(ip("10.1.0.2"), ip("10.2.0.9") + 1):
        space.take(address, ANN)
    assert space.pick(1, BOB) == Found(ip("10.1.0.1"), 1)
    for address in range(ip("10.0.0.1"), ip("10.1.0.1") + 1):
        space.take(address, ANN)
    assert space.pick(1, BOB) == Found(ip("10.0.0.0"), 1)
    space.release(ip("10.1.255.255"))
    assert space.pick(1, BOB) == Found(ip("10.1.255.255"), 1)
    assert usage(space, 1) == Usage(131082, 131080, 0, 0, 0, 2)


def test_a_wanted_address_is_given_when_free_and_inside() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.9 > 2", p2="10.1.0.1-10.1.0.9")
    assert space.pick(1, ANN, ip("10.0.0.4")) == Found(ip("10.0.0.4"), 1)
    assert space.pick(1, ANN, ip("10.1.0.4")) == Found(ip("10.1.0.4"), 2)
    assert space.pick(2, ANN, ip("10.0.0.4")) == Found(ip("10.1.0.9"), 2)
    assert space.pick(1, ANN, ip("10.9.9.9")) == Found(ip("10.0.0.9"), 1)
    space.take(ip("10.0.0.4"), BOB)
    assert space.pick(1, ANN, ip("10.0.0.4")) == Found(ip("10.0.0.9"), 1)


def test_a_returning_client_gets_its_address_again() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.9")
    space.take(ip("10.0.0.9"), BOB)
    space.take(ip("10.0.0.8"), ANN)
    space.release(ip("10.0.0.9"))
    space.release(ip("10.0.0.8"), remember=ANN)
    assert space.pick(1, ANN) == Found(ip("10.0.0.8"), 1)
    assert space.pick(1, BOB) == Found(ip("10.0.0.9"), 1)


def test_a_wish_goes_before_memory() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.9")
    space.take(ip("10.0.0.8"), ANN)
    space.release(ip("10.0.0.8"), remember=ANN)
    assert space.pick(1, ANN, ip("10.0.0.2")) == Found(ip("10.0.0.2"), 1)


def test_an_address_that_another_client_had_meanwhile_is_forgotten() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.9")
    space.take(ip("10.0.0.3"), ANN)
    space.release(ip("10.0.0.3"), remember=ANN)
    space.take(ip("10.0.0.3"), BOB)
    space.release(ip("10.0.0.3"))
    assert space.pick(1, ANN) == Found(ip("10.0.0.9"), 1)


def test_an_offer_that_came_to_nothing_leaves_the_memory_in_place() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.9")
    space.take(ip("10.0.0.3"), ANN)
    space.release(ip("10.0.0.3"), remember=ANN)
    space.take(ip("10.0.0.3"), ANN)
    space.release(ip("10.0.0.3"))
    assert space.pick(1, ANN) == Found(ip("10.0.0.3"), 1)


def test_a_client_is_remembered_once_in_each_pool() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.9", p2="10.1.0.1-10.1.0.9")
    for address in ("10.0.0.2", "10.1.0.2", "10.0.0.3"):
        space.take(ip(address), ANN)
        space.release(ip(address), remember=ANN)
    assert space.pick(1, ANN) == Found(ip("10.0.0.3"), 1)
    assert space.pick(2, ANN) == Found(ip("10.1.0.2"), 2)
    space.take(ip("10.0.0.3"), BOB)
    space.release(ip("10.0.0.3"))
    assert space.pick(1, ANN) == Found(ip("10.0.0.9"), 1)
    assert space.pick(2, ANN) == Found(ip("10.1.0.2"), 2)


# Next pools


def test_a_full_pool_goes_on_in_its_next_pool() -> None:
    space = space_of(p1="10.0.0.1 > 2", p2="10.1.0.1 > 3", p3="10.2.0.1")
    assert drain(space, 1) == [ip("10.0.0.1"), ip("10.1.0.1"), ip("10.2.0.1")]
    assert space.pick(1, ANN) == Empty((1, 2, 3))
    assert space.pick(2, ANN) == Empty((2, 3))


def test_chains_survive_loops_and_pools_that_vanished() -> None:
    space = space_of(p1="10.0.0.1 > 2", p2="10.1.0.1 > 1", p3="10.2.0.1 > 3", p4="10.3.0.1 > 99")
    assert drain(space, 2) == [ip("10.1.0.1"), ip("10.0.0.1")]
    assert space.pick(1, ANN) == Empty((1, 2))
    assert len(drain(space, 3)) == 1
    assert space.pick(3, ANN) == Empty((3,))
    assert len(drain(space, 4)) == 1
    assert space.pick(4, ANN) == Empty((4,))
    assert space.pick(77, ANN) == Empty(())


# Reasons to be busy


def test_a_reserved_address_goes_to_its_client_only() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.2")
    space.reserve(ip("10.0.0.2"), ANN)
    assert space.pick(1, BOB, ip("10.0.0.2")) == Found(ip("10.0.0.1"), 1)
    assert space.pick(1, ANN, ip("10.0.0.2")) == Found(ip("10.0.0.2"), 1)
    space.take(ip("10.0.0.1"), BOB)
    assert space.pick(1, BOB) == Empty((1,))
    space.unreserve(ip("10.0.0.2"))
    assert space.pick(1, BOB) == Found(ip("10.0.0.2"), 1)


def test_an_address_busy_for_several_reasons_is_free_only_when_the_last_is_gone() -> None:
    space = space_of(p1="10.0.0.1")
    address = ip("10.0.0.1")
    space.take(address, ANN)
    space.reserve(address, ANN)
    space.exclude(address)
    space.rest(address)
    steps: list[tuple[Callable[[int], None], Usage]] = [
        (space.release, Usage(1, 0, 1, 0, 0, 0)),
        (space.unreserve, Usage(1, 0, 0, 1, 0, 0)),
        (space.include, Usage(1, 0, 0, 0, 1, 0)),
        (space.wake, Usage(1, 0, 0, 0, 0, 1)),
    ]
    for undo, standing in steps:
        assert space.pick(1, ANN, address) == Empty((1,))
        undo(address)
        assert usage(space, 1) == standing
    assert space.pick(1, BOB) == Found(address, 1)


def test_our_own_and_resting_addresses_go_to_nobody_not_even_by_reservation() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.3")
    space.reserve(ip("10.0.0.3"), ANN)
    space.rest(ip("10.0.0.3"))
    space.exclude(ip("10.0.0.2"))
    assert space.pick(1, ANN, ip("10.0.0.3")) == Found(ip("10.0.0.1"), 1)
    assert space.pick(1, ANN, ip("10.0.0.2")) == Found(ip("10.0.0.1"), 1)
    assert space.is_resting(ip("10.0.0.3"))
    assert space.is_excluded(ip("10.0.0.2"))


def test_nobody_takes_what_another_holds_or_reserves_what_another_reserved() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.3")
    space.take(ip("10.0.0.1"), ANN)
    space.take(ip("10.0.0.1"), ANN)
    with pytest.raises(Held):
        space.take(ip("10.0.0.1"), BOB)
    space.reserve(ip("10.0.0.2"), ANN)
    space.reserve(ip("10.0.0.2"), ANN)
    with pytest.raises(Held):
        space.reserve(ip("10.0.0.2"), BOB)
    with pytest.raises(KeyError):
        space.release(ip("10.0.0.3"))
    assert usage(space, 1) == Usage(3, 1, 1, 0, 0, 1)
    assert (space.holder(ip("10.0.0.1")), space.reserved_for(ip("10.0.0.2"))) == (ANN, ANN)


# Pools that overlap, change and go


def test_an_address_in_two_pools_is_given_out_once() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.6", p2="10.0.0.4-10.0.0.9")
    first, second = drain(space, 1, "DHCP"), drain(space, 2, "PPP")
    assert sorted(first + second) == list(range(ip("10.0.0.1"), ip("10.0.0.9") + 1))
    assert usage(space, 1) == Usage(6, 6, 0, 0, 0, 0)
    assert usage(space, 2) == Usage(6, 6, 0, 0, 0, 0)
    space.release(ip("10.0.0.5"))
    assert space.pick(1, ANN) == Found(ip("10.0.0.5"), 1)
    assert space.pick(2, ANN) == Found(ip("10.0.0.5"), 2)
    assert space.covering(ip("10.0.0.5")) == (1, 2)


def test_a_chain_counts_an_address_of_two_pools_once() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.6 > 2", p2="10.0.0.4-10.0.0.9 > 1")
    space.take(ip("10.0.0.5"), ANN)
    assert chain_usage(space, 1) == chain_usage(space, 2) == Usage(9, 1, 0, 0, 0, 8)
    assert usage(space, 1) == Usage(6, 1, 0, 0, 0, 5)


def test_an_orphan_after_shrinking_stays_taken_and_counts_again_after_growing() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.9")
    space.take(ip("10.0.0.9"), ANN)
    space.define(1, RangeSet.parse("10.0.0.1-10.0.0.4"))
    assert space.holder(ip("10.0.0.9")) == ANN
    assert space.covering(ip("10.0.0.9")) == ()
    assert usage(space, 1) == Usage(4, 0, 0, 0, 0, 4)
    space.define(1, RangeSet.parse("10.0.0.1-10.0.0.9"))
    assert usage(space, 1) == Usage(9, 1, 0, 0, 0, 8)
    assert space.pick(1, BOB) == Found(ip("10.0.0.8"), 1)


def test_a_removed_pool_gives_nothing_and_its_takes_are_still_taken_in_its_successor() -> None:
    space = space_of(p1="10.0.0.1-10.0.0.2")
    space.take(ip("10.0.0.2"), ANN)
    space.remove(1)
    assert space.pick(1, BOB) == Empty(())
    with pytest.raises(KeyError):
        usage(space, 1)
    with pytest.raises(KeyError):
        space.remove(1)
    space.define(2, RangeSet.parse("10.0.0.0/29"))
    space.take(ip("10.0.0.1"), BOB)
    assert drain(space, 2) == [ip(f"10.0.0.{n}") for n in (7, 6, 5, 4, 3, 0)]
    space.release(ip("10.0.0.2"))
    assert space.pick(2, BOB) == Found(ip("10.0.0.2"), 2)


def test_what_is_busy_before_its_pool_exists_is_not_handed_out() -> None:
    space = AddressSpace()
    space.take(ip("10.0.0.4"), ANN)
    space.reserve(ip("10.0.0.3"), ANN)
    space.exclude(ip("10.0.0.2"))
    space.rest(ip("10.0.0.1"))
    space.define(1, RangeSet.parse("10.0.0.0-10.0.0.4"))
    assert usage(space, 1) == Usage(5, 1, 1, 1, 1, 1)
    assert drain(space, 1) == [ip("10.0.0.0")]


def test_ten_thousand_pools_answer_each_for_itself() -> None:
    space = AddressSpace()
    for number in range(10_000):
        base = ip("10.0.0.0") + number * 256
        space.define(number, RangeSet.of([(base, base + 255)]), number + 1)
    for number in random.Random(1).sample(range(10_000), 300):
        assert space.pick(number, ANN) == Found(ip("10.0.0.255") + number * 256, number)
    space.define(20_000, RangeSet.parse("10.0.0.0/8"))
    drain_one = ip("10.0.0.255") + 5 * 256
    space.take(drain_one, BOB)
    assert space.pick(5, ANN) == Found(drain_one - 1, 5)
    assert space.covering(drain_one) == (5, 20_000)
    assert usage(space, 20_000) == Usage(2**24, 1, 0, 0, 0, 2**24 - 1)
    assert chain_usage(space, 0) == Usage(2_560_000, 1, 0, 0, 0, 2_559_999)


def test_pools_that_came_and_went_leave_no_cuts_behind() -> None:
    space = space_of(p1="10.0.0.0/8")
    space.take(ip("10.0.0.77"), ANN)
    for number in range(50):
        space.define(2, RangeSet.of([(ip("10.0.0.50") + number, ip("10.0.1.0") + 2 * number)]))
        assert space.covering(ip("10.0.0.77")) == ((1, 2) if number <= 27 else (1,))
        space.define(3, RangeSet.of([(ip("10.0.1.1") + 2 * number, ip("10.0.2.0"))]))
        assert space.covers(3, ip("10.0.2.0"))
        space.remove(2)
        assert space.covering(ip("10.0.1.0")) == (1,)
        space.remove(3)
    assert len(space.pool(1).segments) == 1
    assert usage(space, 1) == Usage(2**24, 1, 0, 0, 0, 2**24 - 1)


def test_the_largest_pool_is_the_whole_of_ipv4() -> None:
    space = space_of(p1="0.0.0.0/0")
    assert space.pick(1, ANN) == Found(2**32 - 1, 1)
    space.take(2**32 - 1, ANN)
    space.take(0, BOB)
    assert space.pick(1, ANN) == Found(2**32 - 2, 1)
    assert usage(space, 1) == Usage(2**32, 2, 0, 0, 0, 2**32 - 2)


# Pools of prefixes


def test_a_pool_of_ipv6_prefixes_hands_out_whole_prefixes() -> None:
    space = AddressSpace()
    space.define(1, RangeSet.parse("2001:db8::/62", IPV6), unit=2**64)
    given_out = [Prefix(address, 64).show(IPV6) for address in drain(space, 1)]
    assert given_out == ["2001:db8:0:3::/64", "2001:db8:0:2::/64", "2001:db8:0:1::/64", "2001:db8::/64"]
    assert usage(space, 1) == Usage(4, 4, 0, 0, 0, 0)


def test_a_prefix_wanted_from_the_middle_is_not_given() -> None:
    space = AddressSpace()
    space.define(1, RangeSet.parse("2001:db8::/32", IPV6), unit=2**64)
    middle = parse_ipv6("2001:db8:0:7::1")
    assert space.pick(1, ANN, middle - 1) == Found(middle - 1, 1)
    assert space.pick(1, ANN, middle) == Found(parse_ipv6("2001:db8:ffff:ffff::"), 1)
    for refused in (space.exclude, space.rest):
        with pytest.raises(ValueError, match="first address of a unit"):
            refused(middle)
    with pytest.raises(ValueError, match="first address of a unit"):
        space.take(middle, ANN)
    assert usage(space, 1) == Usage(2**32, 0, 0, 0, 0, 2**32)


def test_prefixes_of_two_sizes_cannot_be_handed_out_over_each_other() -> None:
    space = AddressSpace()
    whole, inner = RangeSet.parse("2001:db8::/32", IPV6), RangeSet.parse("2001:db8:7::/48", IPV6)
    space.define(1, whole, unit=2**72)
    with pytest.raises(ValueError, match="another size"):
        space.define(2, inner, unit=2**64)
    first = parse_ipv6("2001:db8:7::")
    space.take(first, ANN)
    with pytest.raises(ValueError, match="another size"):
        space.define(1, whole, unit=2**64)
    space.remove(1)
    with pytest.raises(ValueError, match="another size"):
        space.define(2, inner, unit=2**64)
    space.release(first)
    space.define(2, inner, unit=2**64)
    space.define(2, inner, unit=2**68)
    assert usage(space, 2) == Usage(2**12, 0, 0, 0, 0, 2**12)


def test_an_orphaned_large_prefix_keeps_all_of_its_inside() -> None:
    space = AddressSpace()
    space.define(1, RangeSet.parse("2001:db8::/48", IPV6), unit=2**72)
    space.take(parse_ipv6("2001:db8::"), ANN)
    space.remove(1)
    with pytest.raises(ValueError, match="another size"):
        space.define(2, RangeSet.parse("2001:db8:0:f0::/60", IPV6), unit=2**64)
    space.define(2, RangeSet.parse("2001:db8:0:100::/60", IPV6), unit=2**64)
    assert usage(space, 2) == Usage(16, 0, 0, 0, 0, 16)


def test_a_pool_that_cannot_be_counted_in_32_bits_or_does_not_align_is_refused() -> None:
    space = AddressSpace()
    with pytest.raises(ValueError, match="too large"):
        space.define(1, RangeSet.parse("2001:db8::/31", IPV6), unit=2**64)
    with pytest.raises(ValueError, match="align"):
        space.define(1, RangeSet.parse("2001:db8::1-2001:db8::8", IPV6), unit=2)
    for unit in (3, 0, -4):
        with pytest.raises(ValueError, match="power of two"):
            space.define(1, RangeSet.parse("2001:db8::/64", IPV6), unit=unit)
    assert space.pick(1, ANN) == Empty(())
