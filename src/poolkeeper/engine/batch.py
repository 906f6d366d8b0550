"""Edits: a group of changes to stored items that becomes durable together or is undone together.

Changes go to the tables at once, so that later rules of the same group see them, and into a journal that puts them
back when a rule or the store refuses. Only after the commit are listeners told, and only then may anybody be answered.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from poolkeeper.domain.change import Change, Delete, Put
from poolkeeper.tree import Menu, Values
from poolkeeper.tree.house import KEPT_MARKS, UNSETS

from .owners import MARK

if TYPE_CHECKING:
    from .core import Core

LEASE_BLOCK = 1024
"""Ids of leases are reserved on disk in blocks, so that none is reused and not every lease writes the counter."""


class Step(NamedTuple):
    """What became of one item: values and place in the menu, before (None: it is new) and after (None: it is gone)."""

    path: str
    item: int
    before: Values | None
    after: Values | None
    place: float | None = None
    moved: float | None = None

    @property
    def changes(self) -> bool:
        """Whether anything is different afterwards."""
        return self.before != self.after or self.place != self.moved


class Edits:
    """One open group of changes. ``commit`` or ``undo`` ends it."""

    def __init__(self, core: "Core") -> None:
        self.house = core
        self.changes: list[Change] = []
        self.told: list[Step] = []
        self._undo: list[Callable[[], None]] = []
        self.after: list[Callable[[], None]] = []

    def add(self, path: str, values: Values, item: int | None = None, position: float | None = None) -> int:
        """A new item with these values; its id."""
        table = self.house.tables[path]
        if item is None:
            item = table.next_id
            if item >= table.reserved:
                self._reserve(path)
        table.put(item, values, position)
        self._undo.append(lambda: table.drop(item))
        self._write(path, item)
        self.told.append(Step(path, item, None, values, None, table.position[item]))
        return item

    def _reserve(self, path: str) -> None:
        """Ids of the menu up to the next block's end are spent, whatever becomes of them."""
        table = self.house.tables[path]
        before = table.reserved
        self.changes.append(self.house.reserve_ids(path))

        def undo() -> None:
            table.reserved = before

        self._undo.append(undo)

    def set(self, path: str, item: int, values: Values, position: float | None = None) -> None:
        """New values of an item; an entry of None unsets a property."""
        table = self.house.tables[path]
        before, place = table.items[item], table.position[item]
        after = {name: value for name, value in {**before, **values}.items() if value is not None}
        table.put(item, after, position)
        self._undo.append(lambda: table.put(item, before, place))
        self._write(path, item)
        self.told.append(Step(path, item, before, after, place, table.position[item]))

    def remove(self, path: str, item: int) -> None:
        """Remove an item; references to it dangle and show as ``*1F``."""
        table = self.house.tables[path]
        before, place = table.items[item], table.position[item]
        table.drop(item)
        self._undo.append(lambda: table.put(item, before, place))
        self.changes.append(Delete("item", (path, item)))
        self.told.append(Step(path, item, before, None, place, None))

    def _write(self, path: str, item: int) -> None:
        table = self.house.tables[path]
        row = kept(table.menu, table.items[item], self.house)
        self.changes.append(Put("item", (path, item), (table.position[item], row)))

    def on_undo(self, step: Callable[[], None]) -> None:
        """A step that puts back what the caller changed beside the tables."""
        self._undo.append(step)

    def commit(self) -> None:
        """Make everything durable, then tell the listeners; raises StoreError with everything undone."""
        if self.changes:
            try:
                self.house.store.commit(self.changes)
            except BaseException:
                self.undo()
                raise
        self._undo.clear()
        self.house.tell(self.told)
        for step in self.after:
            step()

    def undo(self) -> None:
        """Put everything back, newest first."""
        for step in reversed(self._undo):
            step()
        self._undo.clear()


def kept(menu: Menu, values: Values, core: "Core") -> str:
    """The body of an item's row: property name to kept text."""
    texts = {}
    for name, value in values.items():
        prop = menu.props.get(name)
        if prop is not None:
            texts[f"{LEARNED}{name}" if prop.learned else name] = prop.kind.keep(value, core.look)
        elif name.startswith(MARK) or name in KEPT_MARKS:
            texts[name] = value
    lost = values.get(UNREAD)
    return json.dumps({**lost, **texts} if lost else texts, ensure_ascii=False, separators=(",", ":"))


def recalled(menu: Menu, body: str, core: "Core") -> tuple[Values, list[str]]:
    """(values, complaints) of an item's row; a text that no longer parses is kept under ``UNREAD``, unchanged."""
    from poolkeeper.tree import Refusal

    values: Values = {}
    complaints: list[str] = []
    unread: dict[str, str] = {}
    for name, text in json.loads(body).items():
        if name.startswith(MARK) or name in KEPT_MARKS:
            values[name] = text
            for unset in text.split(",") if name == UNSETS else ():
                if menu.find_prop(unset) is None:
                    core.tree.learn_prop(menu, unset)
            continue
        learned, name = name.startswith(LEARNED), name.removeprefix(LEARNED)
        prop = menu.props.get(name)
        if prop is None and learned:
            prop = core.tree.learn_prop(menu, name)
        try:
            if prop is None:
                raise Refusal(f"unknown parameter {name}")
            value = prop.kind.recall(text, name, core.look)
            if value is not None:
                values[name] = value
        except Refusal as refusal:
            unread[name] = text
            complaints.append(f"{name}={text}: {refusal.message}")
    if unread:
        values[UNREAD] = unread
    return values, complaints


LEARNED = "+"
"""Begins the name of a kept property that no catalog knows; no property's own name begins so."""
UNREAD = "\0unread"
"""Where an item keeps kept texts that no longer parse; no property can have this name."""
