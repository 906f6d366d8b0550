"""A change is made whole and kept, or refused and nothing happened: names, references, rules, a store that refuses."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from poolkeeper.app import Parts, build, furnish, local_user
from poolkeeper.domain.change import Changes, LeaseRecord
from poolkeeper.domain.interfaces import Interface
from poolkeeper.engine.logbook import LogBook
from poolkeeper.store.base import StoreError
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import Refusal, Reply, Request, User

LINKS = [
    Interface(1, "lo", b"", "loopback", 65536, True, True, 0, ((0x7F000001, 8),)),
    Interface(2, "ether1", b"\2\0\0\0\0\1", "ether", 1500, True, True, 0, ((0x0A000001, 24),)),
    Interface(3, "ether2", b"\2\0\0\0\0\2", "ether", 1500, True, True),
    Interface(4, "ether3", b"\2\0\0\0\0\3", "ether", 1500, True, True, 9, ((0x0A000101, 24),)),
]


class House:
    """The real parts over a real store; ``run`` takes a path, a command, properties and items."""

    def __init__(self, folder: Path, first: bool = True) -> None:
        path = folder / "store.db"
        self.store = SqliteStore.create(path) if first else SqliteStore.open(path)
        self.parts: Parts = build(self.store, LogBook())
        self.parts.links.update(LINKS)
        if first:
            furnish(self.parts, "secret", None)
            self.store.publish()
        self.user: User = local_user()

    def run(self, path: str, command: str, items: tuple[int | str, ...] | None = None, **props: str | None) -> Reply:
        args = {name.replace("_", "-"): text for name, text in props.items()}
        return self.parts.engine.run(Request(self.user, tuple(path.split()), command, args, items))

    def rows(self, path: str) -> list[dict[str, str]]:
        return [dict(row.wires((".id", *row.present()))) for row in self.run(path, "print").rows]

    def row(self, path: str, name: str) -> dict[str, str]:
        return next(row for row in self.rows(path) if row.get("name") == name)

    def refusal(self, path: str, command: str, items: tuple[int | str, ...] | None = None, **props: str | None) -> str:
        before = self.rows(path)
        with pytest.raises(Refusal) as refused:
            self.run(path, command, items, **props)
        assert self.rows(path) == before
        return refused.value.message


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.store.close()


def test_ids_count_up_and_are_never_reused_not_even_after_a_restart(house, tmp_path):
    assert [house.run("ip pool", "add", ranges=f"10.0.0.{n}").ret for n in (1, 2)] == ["*1", "*2"]
    house.run("ip pool", "remove", ("pool2",))
    assert house.run("ip pool", "add", ranges="10.0.0.3").ret == "*3"
    house.run("ip pool", "remove", ("*3",))
    house.store.close()
    again = House(tmp_path, first=False)
    assert again.run("ip pool", "add", ranges="10.0.0.4").ret == "*4"
    again.store.close()


def test_a_reference_follows_a_rename_and_dangles_after_a_removal(house):
    house.run("ip pool", "add", name="a", ranges="10.0.0.10-10.0.0.20")
    house.run("ip dhcp-server", "add", name="d", interface="ether1", address_pool="a")
    house.run("ip pool", "set", ("a",), name="b")
    assert house.row("ip dhcp-server", "d")["address-pool"] == "b"
    house.run("ip pool", "remove", ("b",))
    assert house.row("ip dhcp-server", "d")["address-pool"] == "*1"
    house.run("ip pool", "add", name="b", ranges="10.0.0.10-10.0.0.20")
    assert house.row("ip dhcp-server", "d")["address-pool"] == "*1"


@pytest.mark.parametrize(
    ("path", "command", "items", "props", "text"),
    [
        ("ip pool", "add", None, {"name": "x"}, "missing value(s) of argument(s) ranges"),
        ("ip pool", "add", None, {"name": "a", "ranges": "10.0.0.1"}, "failure: pool with such name exists"),
        ("ip pool", "set", ("b",), {"name": "a"}, "failure: pool with such name exists"),
        ("ip pool", "add", None, {"ranges": "-10.0.0.5"}, "value of range must have ip address before '-'"),
        ("ip pool", "add", None, {"name": "x", "ranges": "junk"}, "value of range expects range of ip addresses"),
        ("ip pool", "set", ("a",), {"next-pool": "zz"}, "input does not match any value of next-pool"),
        ("ip pool", "set", ("a",), {"rangs": "10.0.0.1"}, "unknown parameter rangs"),
        ("ip pool", "set", ("zz",), {"ranges": "10.0.0.1"}, "no such item"),
        ("ip pool", "remove", ("*77",), {}, "no such item"),
        ("ip pool", "remove", ("a", "*77"), {}, "no such item"),
        ("ip dhcp-server", "add", None, {"interface": "ether1", "lease-time": "junk"},
         "invalid value for argument lease-time"),
        ("ip dhcp-server", "add", None, {"interface": "nope"}, "input does not match any value of interface"),
        ("ip dhcp-server network", "add", None, {"address": "10.0.0.1/24"}, "failure: invalid network"),
        ("ip service", "set", ("www",), {"port": "70000"}, "value of port out of range (1..65535)"),
        ("user", "add", None, {"name": "admin", "group": "read", "password": "x"},
         "failure: user with the same name already exisits"),
        ("user", "remove", ("admin",), {}, "failure: there must be at least one user with full rights"),
        ("user", "set", ("admin",), {"disabled": "yes"}, "failure: there must be at least one user with full rights"),
        ("user group", "remove", ("full",), {}, "failure: can not remove built-in group"),
        ("ppp profile", "remove", ("default",), {}, "failure: can not remove default profile"),
        ("ip dhcp-server lease", "add", None, {"address": "10.0.0.9"},
         "failure: mac-address or client-id must be present"),
    ],
)  # fmt: skip
def test_a_refused_change_says_why_and_changes_nothing(house, path, command, items, props, text):
    house.run("ip pool", "add", name="a", ranges="10.0.0.10")
    house.run("ip pool", "add", name="b", ranges="10.0.0.11")
    assert house.refusal(path, command, items, **props) == text


def test_a_change_of_many_items_is_made_for_all_of_them_or_for_none(house):
    for name in ("a", "b", "c"):
        house.run("ip pool", "add", name=name, ranges="10.0.0.1")
    house.run("ip pool", "set", ("a", "b", "c"), ranges="10.0.0.2")
    assert {row["ranges"] for row in house.rows("ip pool")} == {"10.0.0.2"}
    house.refusal("ip pool", "set", ("a", "b", "zz"), ranges="10.0.0.3")
    house.refusal("ip pool", "set", ("a", "b"), name="same")


class Refusing(SqliteStore):
    """The real store on a disk that refuses when told to."""

    full = False

    def commit(self, changes: Changes, leases: Sequence[LeaseRecord] = ()) -> None:
        if self.full:
            raise StoreError("the disk is full")
        super().commit(changes, leases)


def test_a_store_that_refuses_leaves_everything_as_it_was(tmp_path):
    store = Refusing.create(tmp_path / "store.db")
    log = LogBook()
    parts = build(store, log)
    parts.links.update(LINKS)
    furnish(parts, "", None)
    store.publish()
    house = House.__new__(House)
    house.store, house.parts, house.user = store, parts, local_user()
    house.run("ip pool", "add", name="a", ranges="10.0.0.10-10.0.0.20")
    store.full = True
    assert house.refusal("ip pool", "set", ("a",), ranges="10.0.0.99") == (
        "failure: configuration could not be written to disk"
    )
    assert house.refusal("ip pool", "remove", ("a",)).startswith("failure: configuration")
    assert house.refusal("ip pool", "add", ranges="10.0.0.1").startswith("failure: configuration")
    assert any("not kept: the disk is full" in line.message for line in log.lines)
    store.full = False
    house.run("ip pool", "set", ("a",), ranges="10.0.0.99")
    assert house.row("ip pool", "a")["total"] == "1"
    store.close()


def test_policies_of_the_group_decide_what_a_user_may_do(house):
    house.run("ip pool", "add", name="a", ranges="10.0.0.1")
    house.user = User("guest", frozenset({"read"}), "local")
    assert len(house.rows("ip pool")) == 1
    assert house.refusal("ip pool", "remove", ("a",)) == "not enough permissions (9)"
    house.user = User("clerk", frozenset({"read", "write"}), "local")
    house.run("ip pool", "remove", ("a",))
    assert house.refusal("user", "add", name="x", group="full") == "not enough permissions (9)"


def test_servers_are_invalid_where_they_cannot_serve_and_say_why(house):
    for name, interface in (("good", "ether1"), ("again", "ether1"), ("bare", "ether2"), ("slave", "ether3")):
        house.run("ip dhcp-server", "add", name=name, interface=interface)
    rows = {row["name"]: row for row in house.rows("ip dhcp-server")}
    assert {name: row["invalid"] for name, row in rows.items()} == {
        "good": "false", "again": "true", "bare": "true", "slave": "true",
    }  # fmt: skip
    warnings = {row.values["name"]: row.warning for row in house.run("ip dhcp-server", "print").rows}
    assert warnings["slave"] == "DHCP server can not run on slave interface!"
    assert warnings["bare"] == "interface has no IP address"
    house.parts.links.update([link for link in LINKS if link.name != "ether1"])
    assert house.row("ip dhcp-server", "good")["invalid"] == "true"
    house.parts.links.update(LINKS)
    assert house.row("ip dhcp-server", "good")["invalid"] == "false"


def test_an_interface_keeps_its_alias_and_its_references_while_it_is_away(house):
    house.run("interface", "set", ("ether2",), name="lan")
    house.run("ip dhcp-server", "add", name="d", interface="lan")
    house.parts.links.update(LINKS[:2])
    assert house.row("ip dhcp-server", "d")["interface"] == "lan"
    assert "ether3" not in {row["name"] for row in house.rows("interface")}
    house.parts.links.update(LINKS)
    assert house.row("interface", "lan")["default-name"] == "ether2"
    assert house.row("interface ethernet", "lan")["mac-address"] == "02:00:00:00:00:02"


def test_kernel_addresses_are_dynamic_items_and_cannot_be_changed(house):
    rows = house.rows("ip address")
    assert {row["address"] for row in rows} == {"127.0.0.1/8", "10.0.0.1/24", "10.0.1.1/24"}
    assert {row["dynamic"] for row in rows} == {"true"}
    text = house.refusal("ip address", "remove", (rows[0][".id"],))
    assert text == "failure: can not remove dynamic address"
    house.run("ip address", "add", address="10.0.0.1/24", interface="ether1")
    assert [row["dynamic"] for row in house.rows("ip address") if row["address"] == "10.0.0.1/24"] == ["false"]
    assert house.refusal("ip address", "add", address="10.0.0.1/24", interface="ether1") == (
        "failure: already have such address"
    )
