"""Secrets planted in every sensitive property, for tests of where they may be seen.

Menus are taken from the running tree. One that the tree has not (yet) is declared here after the catalog, by the same
means as any other, so that each property of the list is put to the test; ``Planted`` counts which were of which kind.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from poolkeeper.app import build, furnish, local_user
from poolkeeper.engine.logbook import LogBook
from poolkeeper.engine.vault import Vault
from poolkeeper.menus import MENUS
from poolkeeper.menus.catalog import Catalog
from poolkeeper.providers import provide
from poolkeeper.script.session import Session
from poolkeeper.store.keyfile import keep_key, new_key, read_key
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import SENSITIVE, Menu, Name, Prop, Request, Text, Tree, User, menu, menu_of, prop
from poolkeeper.tree.request import ALL_POLICIES

CATALOG = Catalog()
CLERK = User("clerk", frozenset(ALL_POLICIES) - {"sensitive"}, "test")
"""May do everything but see sensitive values."""


def stand_in(path: str, number: int) -> Menu:
    """A menu of the list with its sensitive properties as texts, and a name where it has items."""
    entry = CATALOG.entry(path)
    single = entry is not None and entry.single
    declared = {} if single else {"name": prop(key=True, unique=True, required=True)}
    kinds = {**({} if single else {"name": Name}), **dict.fromkeys(sorted(SENSITIVE[path]), Text)}
    made = type("StandIn", (), {"__doc__": "A menu of the list.", "__annotations__": kinds, **declared})
    shape = "single" if single else "list"
    return menu_of(menu(path, shape=shape, order=1000 + number, noun=path.split("/")[-1])(made))


@cache
def own_tree() -> Tree:
    """The tree as the program builds it."""
    with TemporaryDirectory() as folder:
        store = SqliteStore.create(Path(folder) / "store.db")
        tree = build(store, LogBook()).tree
        store.close()
    return tree


def stand_ins() -> list[Menu]:
    """Declarations of all menus of the list that the tree lacks."""
    tree = own_tree()
    return [stand_in(path, number) for number, path in enumerate(sorted(SENSITIVE)) if tree.menu(path) is None]


class Secret(NamedTuple):
    """One planted value; mark: what it is found by, wherever it went."""

    path: str
    prop: str
    item: int | None
    text: str
    mark: str


def secret_for(path: str, name: str) -> tuple[str, str]:
    """(a value that RouterOS takes for the property, what it is found by): hexadecimal digits nobody else has."""
    mark = hashlib.sha256(f"{path} {name}".encode()).hexdigest()[:12]
    entry = CATALOG.entry(path)
    hint = entry.props[name].type if entry is not None and name in entry.props else ""
    least = re.search(r"min length (\d+)", hint)
    return (mark * (1 + (int(least[1]) if least else 0) // 12))[: max(12, int(least[1]) if least else 0)], mark


def is_writable(each: Prop) -> bool:
    """Whether a value can be planted; a sealed one is a hash from then on."""
    return not (each.read_only or each.write_only or each.sealed)


class House:
    """The real parts over a data folder with its key."""

    def __init__(self, folder: Path, extra: list[Menu] | None = None) -> None:
        folder.mkdir(exist_ok=True)
        path = folder / "store.db"
        first = not path.exists()
        if first:
            keep_key(folder, new_key())
        self.folder, self.log, self.out = folder, LogBook(), [""]
        self.store = SqliteStore.create(path) if first else SqliteStore.open(path)
        menus = (*MENUS, *(stand_ins() if extra is None else extra))
        self.parts = build(self.store, self.log, menus, Vault(read_key(folder)))
        if first:
            furnish(self.parts, "changeit", None)
            self.store.publish()
        provide(self.parts, folder, time.monotonic(), lambda name: None)
        self.tree, self.run = self.parts.tree, self.parts.engine.run
        self.admin, self.clerk = self.session(local_user()), self.session(CLERK)

    def session(self, user: User) -> Session:
        return Session(self.tree, self.run, user, write=self.out.append, width=2000)

    def says(self, session: Session, *lines: str) -> str:
        """What the lines print, errors included."""
        self.out.clear()
        for line in lines:
            session.execute(line)
        return "".join(self.out)

    def close(self) -> None:
        self.store.close()


class Planted:
    """A secret in every property of the list that can have one. own: pairs in menus of the running tree.

    told: pairs that only the system sets, or that are kept as a hash. itemless: in menus that nothing can be added to.
    """

    def __init__(self, house: House) -> None:
        self.house = house
        self.secrets: list[Secret] = []
        self.own: list[tuple[str, str]] = []
        self.stood_in: list[tuple[str, str]] = []
        self.told: list[tuple[str, str]] = []
        self.itemless: list[tuple[str, str]] = []
        self.lacking: list[tuple[str, str]] = []
        real = own_tree()
        for path in sorted(SENSITIVE):
            found = house.tree.menu(path)
            assert found is not None, path
            names = [name for name in sorted(SENSITIVE[path]) if name in found.props]
            writable = [name for name in names if is_writable(found.props[name])]
            self.lacking += [(path, name) for name in sorted(SENSITIVE[path] - set(names))]
            self.told += [(path, name) for name in names if name not in writable]
            pairs = [(path, name) for name in writable]
            if found.shape != "single" and "add" not in found.commands:
                self.itemless += pairs
            elif pairs:
                (self.own if real.menu(path) is not None else self.stood_in).extend(pairs)
                self._plant(found, writable)

    def _plant(self, found: Menu, names: list[str]) -> None:
        values = {name: secret_for(found.path, name) for name in names}
        args: dict[str, str | None] = {name: text for name, (text, _) in values.items()}
        item = None
        if found.shape == "single":
            self.house.run(Request(local_user(), found.words, "set", args))
        else:
            key = {found.key: f"planted{len(self.secrets)}"} if found.key else {}
            needed = {"address": "192.0.2.1"} if found.path == "/radius" else {}
            item = self.house.run(Request(local_user(), found.words, "add", {**args, **key, **needed})).ids[0]
        self.secrets += [Secret(found.path, name, item, *values[name]) for name in names]

    def found_in(self, text: str | bytes) -> list[str]:
        """``menu property`` of every secret that the text tells."""
        marks = [(f"{each.path} {each.prop}", each.mark) for each in self.secrets]
        if isinstance(text, bytes):
            return [name for name, mark in marks if mark.encode() in text]
        return [name for name, mark in marks if mark in text]

    def by_menu(self) -> Iterator[tuple[Menu, list[Secret]]]:
        """The menus with what is planted in each."""
        for path in dict.fromkeys(each.path for each in self.secrets):
            found = self.house.tree.menu(path)
            assert found is not None
            yield found, [each for each in self.secrets if each.path == path]

    def told_words(self) -> str:
        """How many of what, for the test's output."""
        return (
            f"{len(self.secrets)} secrets planted: {len(self.own)} in menus of the tree, {len(self.stood_in)} in menus "
            f"declared after the catalog; {len(self.told)} told by the system or kept as a hash; {len(self.itemless)} "
            f"in menus without items here; "
            f"{len(self.lacking)} lacking in menus of the tree"
        )
