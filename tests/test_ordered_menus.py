"""Menus whose order means something: place-before and move, on a menu declared here since no other has one yet."""

from typing import Annotated

import pytest

from poolkeeper.app import build, local_user
from poolkeeper.engine.logbook import LogBook
from poolkeeper.menus import MENUS
from poolkeeper.script.session import Session
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import NameKind, menu, menu_of, prop


@menu("/rules", ordered=True, flags="X - disabled", columns=("name",), noun="rule")
class Rules:
    """Rules that are asked from the top."""

    name: Annotated[str, NameKind()] = prop(key=True, unique=True, required=True, about="what it is called")


class Console:
    """A console over a store with that menu."""

    def __init__(self, path, first=True):
        self.store = SqliteStore.create(path) if first else SqliteStore.open(path)
        parts = build(self.store, LogBook(), (*MENUS, menu_of(Rules)))
        self.out = []
        self.session = Session(parts.tree, parts.engine.run, local_user(), write=self.out.append)
        if first:
            self.store.publish()

    def says(self, line):
        self.out.clear()
        self.session.execute(line)
        return "".join(self.out)

    def order(self):
        return self.says(":foreach i in=[/rules find] do={ :put [/rules get $i name] }").split()


@pytest.fixture
def console(tmp_path):
    made = Console(tmp_path / "store.db")
    for name in "abcd":
        made.says(f"/rules add name={name}")
    yield made
    made.store.close()


def test_an_item_is_added_before_another(console):
    assert console.says("/rules add name=x place-before=c") == ""
    assert console.order() == ["a", "b", "x", "c", "d"]
    console.says("/rules print")
    assert console.says("/rules add copy-from=a name=y place-before=0 disabled=yes") == ""
    assert console.order() == ["y", "a", "b", "x", "c", "d"]
    assert console.says("/rules add name=z place-before=nobody") == "no such item\n"
    assert console.says("/rules print count-only") == "6\n"


def test_items_move_together_before_another_or_to_the_end(console, tmp_path):
    assert console.says("/rules move d destination=a") == ""
    assert console.order() == ["d", "a", "b", "c"]
    console.says("/rules print")
    assert console.says("/rules move 1,2 0") == ""
    assert console.order() == ["a", "b", "d", "c"]
    assert console.says("/rules move a") == ""
    assert console.order() == ["b", "d", "c", "a"]
    assert console.says("/rules move b b") == "failure: can not move object before itself\n"
    assert console.says("/rules move b nobody") == "no such item\n"
    assert console.says("/rules move nobody b") == "no such item\n"
    assert console.says("/rules move") == "missing value(s) of argument(s) numbers\n"
    assert console.order() == ["b", "d", "c", "a"]
    console.store.close()
    again = Console(tmp_path / "store.db", first=False)
    assert again.order() == ["b", "d", "c", "a"]
    console.store = again.store


def test_numbers_of_the_last_print_stay_those_of_their_items(console):
    console.says("/rules print")
    console.says("/rules move 3 0")
    console.says("/rules disable 3")
    assert console.says("/rules print terse where disabled") == " 0 X name=d \n"


def test_many_go_to_the_same_place(console):
    for number in range(200):
        assert console.says(f"/rules add name=n{number} place-before=d") == ""
    assert console.order() == ["a", "b", "c", *(f"n{number}" for number in range(200)), "d"]
