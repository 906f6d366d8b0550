"""Table: the stored items of one menu in memory, in order, with their indexes and id counter."""

import copy
from collections.abc import Iterator
from typing import Any

from poolkeeper.tree import Menu, Values
from poolkeeper.tree.house import ADDRESSED

HIGH_ID = 0xF0000000
"""Ids from here on are built-in items such as ``*FFFFFFFE``: listed last, not counted."""

BUILT_IN_LAST = 1e15


class Table:
    """Items of one menu. Values are those set explicitly; defaults are filled in by whoever shows them."""

    def __init__(self, menu: Menu) -> None:
        self.menu = menu
        self.items: dict[int, Values] = {}
        self.position: dict[int, float] = {}
        self.next_id = menu.first_id
        self.reserved = menu.first_id
        self._key = menu.key
        self._names: dict[str, int] = {}
        self._holders: dict[str, dict[Any, dict[int, None]]] = {
            name: {} for name, prop in menu.props.items() if prop.indexed
        }
        self._addressed: dict[str, int] = {}
        self._sorted = True
        self._top = 0.0
        self._highest = 0.0

    def copy(self) -> "Table":
        """A table of its own with the same items; values are shared."""
        made = copy.copy(self)
        made.items, made.position, made._names = dict(self.items), dict(self.position), dict(self._names)
        made._addressed = dict(self._addressed)
        made._holders = {
            name: {value: dict(ids) for value, ids in holders.items()} for name, holders in self._holders.items()
        }
        return made

    def put(self, item: int, values: Values, position: float | None = None) -> None:
        """Write an item, new or old; a new one goes to the end, before the built-in ones with the highest ids."""
        before = self.items.get(item)
        if before is not None:
            self._forget(item, before)
        if before is None and position is None:
            position = BUILT_IN_LAST + item if item >= HIGH_ID else self._top + 1
        if position is not None and position != self.position.get(item):
            self._sorted = self._sorted and before is None and position >= self._highest
            self.position[item] = position
            self._highest = max(self._highest, position)
            self._top = max(self._top, position) if position < BUILT_IN_LAST else self._top
        self.items[item] = values
        if self._key and values.get(self._key) is not None:
            self._names[str(values[self._key])] = item
        for name, holders in self._holders.items():
            if values.get(name) is not None:
                holders.setdefault(values[name], {})[item] = None
        if ADDRESSED in values:
            self._addressed[values[ADDRESSED]] = item
        if item < HIGH_ID:
            self.next_id = max(self.next_id, item + 1)

    def _forget(self, item: int, values: Values) -> None:
        """Take an item out of the indexes."""
        if self._key:
            name = str(values.get(self._key, ""))
            if self._names.get(name) == item:
                del self._names[name]
        if self._addressed.get(values.get(ADDRESSED, "")) == item:
            del self._addressed[values.get(ADDRESSED, "")]
        for prop, holders in self._holders.items():
            having = holders.get(values.get(prop), {})
            having.pop(item, None)
            if not having:
                holders.pop(values.get(prop), None)

    def drop(self, item: int) -> None:
        """Remove an item."""
        values = self.items.pop(item)
        del self.position[item]
        self._forget(item, values)

    def end(self) -> float:
        """A position behind every item but the built-in last ones."""
        return self._top + 1

    def find(self, name: str) -> int | None:
        """The id of the item with this name."""
        return self._names.get(name)

    def addressed(self, target: str) -> int | None:
        """The id of the carried item that an export names so."""
        return self._addressed.get(target)

    def holders(self, prop: str, value: object) -> list[int]:
        """Ids of the items with this value of an indexed property, in the menu's order."""
        return sorted(self._holders[prop].get(value, ()), key=self.position.__getitem__)

    def names(self) -> Iterator[str]:
        """Names in the menu's order."""
        key = self._key
        return (str(self.items[item][key]) for item in self.order() if key and self.items[item].get(key) is not None)

    def order(self) -> list[int]:
        """Ids in the menu's order."""
        if not self._sorted:
            self.items = dict(sorted(self.items.items(), key=lambda pair: self.position[pair[0]]))
            self._sorted = True
        return list(self.items)

    def invent(self, prefix: str) -> str:
        """A name nobody has: the prefix and the first free number."""
        number = len(self._names) + 1 if f"{prefix}1" in self._names else 1
        while f"{prefix}{number}" in self._names:
            number += 1
        return f"{prefix}{number}"
