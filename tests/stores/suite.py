"""What every store promises, as tests that a store's own file inherits.

A new store subclasses ``StoreSuite`` in its test file, says how it is opened, here and in a child process, and adds
what only it can do. Here: the interface of ``store.base`` and kill -9. Not here: files, settings, full disks.
"""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poolkeeper.domain.change import Change, Delete, LeaseRecord, Put
from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.store.base import Store, StoreError

LARGEST, SMALLEST = (1 << 63) - 1, -(1 << 63)
BATCH = 24  # leases in one batch of the child that gets killed
FIRST = 10 << 24

CHILD = """
import sys
from pathlib import Path
from poolkeeper.domain.change import Delete, Put
folder = Path(sys.argv[1])
{opening}
def lease(address, batch):
    row = (address, b"\\0mac", b"mac", 1, 1, 2, batch, batch + 600, batch, None, None, None)
    return Put("lease", (address,), row)
batch = int(sys.argv[2])
while True:
    batch += 1
    start = {first} + batch * {size}
    store.commit(
        [lease(address, batch) for address in range(start, start + {size})]
        + [Delete("lease", (start - {size},)), Put("meta", ("batch",), (str(batch),))]
    )
    {between}
    sys.stdout.write(f"{{batch}}\\n")
    sys.stdout.flush()
"""


def lease(address: int, **fields: Any) -> Put:
    """A Put of one lease; fields as in LeaseRow."""
    mac = address.to_bytes(6, "big")
    row = LeaseRow(address, address, b"\0" + mac, mac, 1, 1, State.BOUND, 1000, 1600, 1000, None, None, None)
    return Put("lease", (address,), tuple(row._replace(**fields))[1:])


def record(address: int, **fields: Any) -> LeaseRecord:
    """The record of one lease; fields as in LeaseRow."""
    return (address, *lease(address, **fields).row)


def item(number: int, position: int, body: str = "{}", menu: str = "/ip/pool") -> Put:
    """A Put of one configuration item."""
    return Put("item", (menu, number), (position, body))


def content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything a store holds."""
    return {table: [tuple(row) for row in store.load(table)] for table in ("meta", "item", "lease")}


def changes() -> st.SearchStrategy[list[Change]]:
    """Batches over few keys, so that they meet."""
    addresses = st.integers(FIRST, FIRST + 5)
    names = st.sampled_from(["a", "b", ""])
    return st.lists(
        st.one_of(
            st.builds(
                lease, addresses, seen=st.integers(0, LARGEST), host=st.text(st.characters(exclude_categories=["Cs"]))
            ),
            st.builds(lambda a: Delete("lease", (a,)), addresses),
            st.builds(lambda n, v: Put("meta", (n,), (v,)), names, st.text(st.characters(exclude_categories=["Cs"]))),
            st.builds(lambda n: Delete("meta", (n,)), names),
            st.builds(item, st.integers(1, 3), st.integers(0, 3)),
            st.builds(lambda i: Delete("item", ("/ip/pool", i)), st.integers(1, 3)),
        ),
        max_size=12,
    )


def after(model: dict[tuple[Any, ...], tuple[Any, ...]], batch: list[Change]) -> None:
    """Apply a batch to a plain dict, the way a store must."""
    for change in batch:
        key = (change.table, *change.key)
        if isinstance(change, Put):
            model[key] = change.row
        else:
            model.pop(key, None)


class StoreSuite:
    """Inherit this; say how the store of a folder is opened."""

    child_opening = ""
    """Python that binds ``store`` to the store of ``folder``, for the process that gets killed."""
    child_between = "pass"
    """Python that the child runs after each commit."""

    def open_store(self, folder: Path) -> Store:
        """The store of this folder, made where there is none."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with closing(self.open_store(tmp_path)) as store:
            yield store

    def test_a_new_store_is_empty_and_sound(self, store: Store) -> None:
        assert content(store) == {"meta": [], "item": [], "lease": []}
        assert store.check() == []

    def test_a_put_replaces_the_row_at_its_key(self, store: Store) -> None:
        store.commit([lease(FIRST, host="old"), Put("meta", ("n",), ("1",)), item(1, 0, '{"name": "a"}')])
        store.commit([lease(FIRST, host="new"), Put("meta", ("n",), ("2",)), item(1, 5, '{"name": "b"}')])
        assert content(store) == {
            "meta": [("n", "2")],
            "item": [("/ip/pool", 1, 5, '{"name": "b"}')],
            "lease": [(FIRST, *lease(FIRST, host="new").row)],
        }

    def test_a_delete_removes_only_its_row_and_may_find_none(self, store: Store) -> None:
        store.commit(
            [lease(FIRST), lease(FIRST + 1), item(1, 0), item(1, 0, menu="/user"), Put("meta", ("n",), ("1",))]
        )
        store.commit([Delete("lease", (FIRST,)), Delete("item", ("/user", 1)), Delete("meta", ("n",))])
        store.commit([Delete("lease", (FIRST,)), Delete("item", ("/none", 7)), Delete("meta", ("n",))])
        assert [row[0] for row in store.load("lease")] == [FIRST + 1]
        assert [row[:2] for row in store.load("item")] == [("/ip/pool", 1)]
        assert list(store.load("meta")) == []

    def test_changes_of_one_batch_apply_in_their_order(self, store: Store) -> None:
        store.commit(
            [lease(FIRST, host="a"), Delete("lease", (FIRST,)), lease(FIRST, host="b"), lease(FIRST, host="c")]
        )
        store.commit([lease(FIRST + 1), Delete("lease", (FIRST + 1,))])
        assert [(row[0], row[10]) for row in store.load("lease")] == [(FIRST, "c")]

    def test_items_come_by_menu_and_position_and_leases_by_address(self, store: Store) -> None:
        store.commit([item(1, 9), item(2, 3), item(3, 3), item(4, 1, menu="/a"), item(11, 0)])
        store.commit([lease(FIRST + 2), lease(FIRST), lease(0), lease((1 << 32) - 1)])
        assert [(row[0], row[1]) for row in store.load("item")] == [
            ("/a", 4),
            ("/ip/pool", 11),
            ("/ip/pool", 2),
            ("/ip/pool", 3),
            ("/ip/pool", 1),
        ]
        assert [row[0] for row in store.load("lease")] == [0, FIRST, FIRST + 2, (1 << 32) - 1]

    def test_leases_come_after_the_changes_and_the_last_record_of_an_address_stands(self, store: Store) -> None:
        store.commit([lease(FIRST, host="a"), item(1, 1)], [record(FIRST, host="b"), record(FIRST + 1, host="c")])
        assert [(row[0], row[10]) for row in store.load("lease")] == [(FIRST, "b"), (FIRST + 1, "c")]
        store.commit([], [record(FIRST + 2), (FIRST,), record(FIRST + 1, host="d"), (FIRST + 2,), (FIRST + 3,)])
        assert [(row[0], row[10]) for row in store.load("lease")] == [(FIRST + 1, "d")]
        store.commit([Delete("lease", (FIRST + 1,)), Put("meta", ("n",), ("1",))], [record(FIRST + 1, host="e")])
        store.commit([lease(FIRST)], [(FIRST,)])
        assert content(store) == {
            "meta": [("n", "1")],
            "item": [("/ip/pool", 1, 1, "{}")],
            "lease": [record(FIRST + 1, host="e")],
        }

    @pytest.mark.parametrize(
        "wrong",
        [
            record(FIRST + 2, id=LARGEST + 1),
            record(FIRST + 2, host="\ud800"),
            record(FIRST + 2, client=None),
            (*record(FIRST + 2), 1),
            record(FIRST + 2)[:5],
            (),
            ("10.0.0.1",),
        ],
        ids=["65 bit", "half a letter", "no client", "14 cells", "5 cells", "no cell", "text"],
    )
    @pytest.mark.parametrize("mixed", [False, True])
    def test_a_record_that_cannot_be_kept_changes_nothing(self, store: Store, wrong: LeaseRecord, mixed: bool) -> None:
        store.commit([], [record(FIRST)])
        before = content(store)
        with pytest.raises(StoreError, match="nothing was kept"):
            store.commit([item(1, 1)] if mixed else [], [record(FIRST + 1), wrong, (FIRST,)])
        assert content(store) == before
        store.commit([], [(FIRST,)])
        assert content(store)["lease"] == []

    def test_an_empty_batch_changes_nothing(self, store: Store) -> None:
        store.commit([lease(FIRST)])
        before = content(store)
        store.commit([])
        assert content(store) == before

    @pytest.mark.parametrize("place", [0, 1, 20])
    @pytest.mark.parametrize("mixed", [False, True])
    def test_a_batch_with_one_row_that_cannot_be_kept_changes_nothing(
        self, store: Store, place: int, mixed: bool
    ) -> None:
        store.commit([lease(FIRST, host="kept"), Put("meta", ("n",), ("kept",))])
        before = content(store)
        batch: list[Change] = [lease(FIRST + number) for number in range(20)]
        batch.insert(place, lease(FIRST + 30, seen=LARGEST + 1))
        if mixed:
            batch[:0] = [Put("meta", ("n",), ("lost",)), Delete("lease", (FIRST,))]
        with pytest.raises(StoreError):
            store.commit(batch)
        assert content(store) == before
        store.commit([lease(FIRST + 1)])  # and no transaction is left open
        assert [row[0] for row in store.load("lease")] == [FIRST, FIRST + 1]

    def test_an_unknown_table_is_our_own_error_and_changes_nothing(self, store: Store) -> None:
        with pytest.raises(KeyError):
            store.commit([lease(FIRST), Put("leases", (1,), (2,))])
        assert content(store)["lease"] == []
        store.commit([lease(FIRST)])
        assert [row[0] for row in store.load("lease")] == [FIRST]

    @pytest.mark.parametrize(
        "fields",
        [
            {"client": b"", "mac": b""},
            {"client": bytes(range(256)), "mac": b"\0" * 16, "agent": b"\xff\0\xff", "client_id": b"\0"},
            {"host": ""},
            {"host": "a\0b"},
            {"host": "0123", "agent": b"0123"},
            {"host": "Küche-\U0001f600"},
            {"id": LARGEST, "starts": SMALLEST, "expires": 0, "seen": LARGEST},
            {"agent": b"a" * 70_000},
        ],
        ids=["empty", "all bytes", "no name", "NUL", "digits", "unicode", "64 bit", "long"],
    )
    def test_odd_values_come_back_as_they_were(self, store: Store, tmp_path: Path, fields: dict[str, Any]) -> None:
        put = lease(FIRST, **fields)
        store.commit([put])
        store.close()
        with closing(self.open_store(tmp_path)) as again:
            (row,) = again.load("lease")
        assert row == (FIRST, *put.row)
        assert [type(cell) for cell in row] == [
            int,
            *(int if isinstance(cell, int) else type(cell) for cell in put.row),
        ]

    def test_what_was_committed_is_there_after_closing_and_opening(self, store: Store, tmp_path: Path) -> None:
        store.commit([lease(FIRST), item(1, 1, '{"name": "pool"}'), Put("meta", ("next",), ("12",))])
        before = content(store)
        store.close()
        store.close()
        with closing(self.open_store(tmp_path)) as again:
            assert content(again) == before
            assert again.check() == []

    def test_a_closed_store_keeps_nothing_and_says_so(self, store: Store) -> None:
        store.close()
        with pytest.raises(StoreError):
            store.commit([lease(FIRST)])

    def test_a_batch_of_fifty_thousand_leases_is_kept(self, store: Store, tmp_path: Path) -> None:
        store.commit([lease(FIRST + number) for number in range(50_000)])
        store.commit([Delete("lease", (FIRST + number,)) for number in range(0, 50_000, 2)])
        store.close()
        with closing(self.open_store(tmp_path)) as again:
            assert [row[0] for row in again.load("lease")] == list(range(FIRST + 1, FIRST + 50_000, 2))

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(batches=st.lists(changes(), max_size=5))
    def test_a_store_agrees_with_a_plain_dict(
        self, tmp_path_factory: pytest.TempPathFactory, batches: list[list[Change]]
    ) -> None:
        folder = tmp_path_factory.mktemp("store")
        model: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        with closing(self.open_store(folder)) as store:
            for batch in batches:
                store.commit(batch)
                after(model, batch)
        with closing(self.open_store(folder)) as store:
            rows = {(table, *row[:width]): row[width:] for table, width in KEYS for row in content(store)[table]}
        assert rows == model

    def test_kill_9_loses_no_acknowledged_batch_and_halves_none(self, tmp_path: Path) -> None:
        """A child commits batch after batch and says so; it is killed at a moment of chance, eight times over."""
        self.open_store(tmp_path).close()
        kept, chance = 0, random.Random(7)
        for _ in range(8):
            acknowledged = self._killed_after(tmp_path, kept, chance.randrange(1, 60))
            with closing(self.open_store(tmp_path)) as store:
                ((_, batch),) = store.load("meta")
                kept = int(str(batch))
                assert kept >= acknowledged
                assert [(row[0], row[7]) for row in store.load("lease")] == list(_leases_after(kept))
                assert store.check() == []

    def _killed_after(self, folder: Path, kept: int, acknowledgements: int) -> int:
        """Run the child from batch ``kept`` on, kill it, and give the last batch that it acknowledged."""
        code = CHILD.format(opening=self.child_opening, between=self.child_between, first=FIRST, size=BATCH)
        with subprocess.Popen(
            [sys.executable, "-c", code, str(folder), str(kept)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            lines = [child.stdout.readline() for _ in range(acknowledgements)]
            child.kill()
            lines += child.stdout.read().splitlines()
            assert child.wait() == -9
        return int(lines[-1])


KEYS = (("meta", 1), ("item", 2), ("lease", 1))


def _leases_after(kept: int) -> Iterator[tuple[int, int]]:
    """(address, starts) of the child's leases: each batch removes the first lease of the one before."""
    for batch in range(1, kept + 1):
        start = FIRST + batch * BATCH
        yield from ((address, batch) for address in range(start + (batch < kept), start + BATCH))
