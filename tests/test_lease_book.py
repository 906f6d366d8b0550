"""The book of leases: whatever happens its indexes agree, nothing expires early, an undone batch never happened."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.engine.clock import HouseClock
from poolkeeper.engine.leases import LeaseBook


def lease(address: int, client: int, *, server: int = 1, expires: int = 100, state: State = State.BOUND, item: int = 0):
    """A lease of a client that is told apart by one number."""
    key = b"\x00" + client.to_bytes(6, "big")
    return LeaseRow(
        address, item or 1000 + address, key, key[1:], server, 7, state, 1, expires, 1, f"host{client}", None, None
    )


def whole(book: LeaseBook) -> dict[int, LeaseRow]:
    """Every lease by address, read through the rows, and checked against each index."""
    found = {}
    for row in book.rows():
        each = book.get(row)
        assert book.row_at(each.address) == row
        assert book.row_of_client(each.server, each.client) == row
        assert book.row_of_id(each.id) == row
        found[each.address] = each
    assert len(found) == len(book)
    return found


def test_a_lease_is_found_by_address_client_and_id_and_keeps_every_field():
    book = LeaseBook()
    odd = LeaseRow(10, 5, b"\x01\xffabc", b"\x02\x00\x00\x00\x00\x01", 3, 0, 2, 1, 0, 9, None, b"\x01\x02", b"\xffabc")
    sent = lease(11, 4)._replace(client_id=b"\x01" + (4).to_bytes(6, "big"))
    for each in (odd, sent, lease(12, 9)):
        assert book.get(book.put(each)) == each
    assert whole(book) == {10: odd, 11: sent, 12: lease(12, 9)}


def test_a_client_that_moves_leaves_its_old_address():
    book = LeaseBook()
    book.put(lease(10, 1))
    book.put(lease(20, 1))
    assert list(whole(book)) == [20]
    assert book.row_at(10) == -1


step = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 12), st.integers(0, 9), st.integers(0, 40)),
    st.tuples(st.just("drop"), st.integers(0, 12)),
    st.tuples(st.just("expire"), st.integers(1, 10)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(step, max_size=60), st.lists(step, max_size=20))
def test_the_book_agrees_with_a_plain_dict_and_an_undone_batch_leaves_no_trace(before, undone):
    book, model, now = LeaseBook(), {}, 0
    item = iter(range(1, 10_000))

    def run(steps, model, tick: Callable[[int], int]):
        for each in steps:
            if each[0] == "put":
                _, address, client, span = each
                made = lease(address, client, expires=tick(0) + span + 1 if span else 0, item=next(item))
                for other in [at for at, held in model.items() if held.client == made.client or at == address]:
                    del model[other]
                model[address] = made
                book.put(made)
            elif each[0] == "drop":
                row = book.row_at(each[1])
                assert (row >= 0) == (each[1] in model)
                if row >= 0:
                    book.drop(row)
                    del model[each[1]]
            else:
                moment = tick(each[1])
                due = {at for at, held in model.items() if held.expires and held.expires <= moment}
                rows = book.expired(moment, 1000)
                assert {book.address[row] for row in rows} == due
                for row in rows:
                    model.pop(book.address[row])
                    book.drop(row)
            assert whole(book) == dict(sorted(model.items()))

    def tick(by: int) -> int:
        nonlocal now
        now += by
        return now

    run(before, model, tick)
    kept = dict(model)
    book.begin()
    run([each for each in undone if each[0] != "expire"], model, tick)
    book.undo()
    assert whole(book) == dict(sorted(kept.items()))
    run([("expire", 100)], kept, tick)


def test_a_renewed_lease_does_not_expire_and_a_shortened_one_does():
    book = LeaseBook()
    book.put(lease(1, 1, expires=10))
    book.put(lease(1, 1, expires=50))
    assert book.expired(49) == []
    book.put(lease(2, 2, expires=90))
    book.put(lease(2, 2, expires=55))
    assert sorted(book.address[row] for row in book.expired(60)) == [1, 2]


def test_an_end_the_store_refused_is_looked_at_again():
    book = LeaseBook()
    book.put(lease(1, 1, expires=10))
    assert len(book.expired(10)) == 1
    assert book.expired(11) == []
    book.again(1, 20)
    assert book.expired(19) == []
    assert len(book.expired(20)) == 1


class Clocks:
    """A wall clock and a monotonic clock that the test moves."""

    def __init__(self, wall: float) -> None:
        self.wall, self.ticks = wall, 500.0

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.ticks += seconds

    def house(self, not_before: int = 0) -> HouseClock:
        return HouseClock(not_before, lambda: self.wall, lambda: self.ticks)


def test_a_wall_clock_that_steps_moves_no_lease():
    clocks = Clocks(1_000_000)
    house = clocks.house()
    end = house.now() + 600
    clocks.wall += 86_400
    assert house.now() == 1_000_000
    assert house.stepped() == 86_400
    assert house.stepped() == 0
    assert end - house.now() == 600
    assert house.wall(end) == 1_000_600 + 86_400
    assert house.house(house.wall(end)) == end
    assert house.wall(0) == 0


@pytest.mark.parametrize("behind", [1, 3600, 10**8])
def test_a_clock_earlier_than_the_last_change_expires_nothing(behind):
    clocks = Clocks(2_000_000)
    house = clocks.house(not_before=2_000_000 + behind)
    assert house.behind_s == behind
    assert house.now() == 2_000_000 + behind
    clocks.pass_by(5)
    assert house.now() == 2_000_000 + behind + 5
