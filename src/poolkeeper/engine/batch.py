"""Edits: a group of changes to stored items that becomes durable together or is undone together.

Changes go to the tables at once, so that later rules of the same group see them, and into a journal that puts them
back when a rule or the store refuses. Only after the commit are listeners told, and only then may anybody be answered.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from poolkeeper.domain.change import Change, Delete, Put
from poolkeeper.tree import MASK, Menu, Prop, Refusal, Values, is_sensitive, refusal
from poolkeeper.tree.house import KEPT_MARKS, UNSETS

from .owners import MARK
from .vault import Unreadable

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

    def repeat(self, step: Step) -> None:
        """Do to an item what was done to a copy of it, ``changes`` aside; Refusal where it is another by now."""
        table = self.house.tables[step.path]
        before, place = table.items.get(step.item), table.position.get(step.item)
        if before != step.before:
            raise refusal.failure(f"{table.menu.noun} *{step.item:X} was changed meanwhile")
        if step.after is None:
            table.drop(step.item)
        else:
            table.put(step.item, step.after, step.moved)
        self._undo.append(
            (lambda: table.drop(step.item)) if before is None else (lambda: table.put(step.item, before, place))
        )
        self.told.append(step)

    def spend(self, path: str, upto: int) -> None:
        """Ids of a menu below this one are spent."""
        table = self.house.tables[path]
        before = table.reserved
        if upto > before:
            table.reserved = upto
            self._undo.append(lambda: setattr(table, "reserved", before))
            self.changes.append(Put("meta", (f"next {path}",), (str(upto),)))

    def _write(self, path: str, item: int) -> None:
        self.changes.append(Put("item", (path, item), self.house.row_of(path, item)))

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
        self.kept()

    def kept(self) -> None:
        """Everything is durable: tell the listeners."""
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
    """The body of an item's row: property name to kept text, sensitive ones encrypted."""
    texts: dict[str, object] = {}
    for name, value in values.items():
        prop = menu.props.get(name)
        if prop is not None:
            text = prop.kind.keep(value, core.look)
            shut = core.vault.shut(text, menu.path, name) if is_encrypted(prop) else text
            texts[f"{LEARNED}{name}" if prop.learned else name] = shut
        elif name.startswith(MARK) or name in KEPT_MARKS:
            texts[name] = value
    lost = values.get(UNREAD)
    return json.dumps({**lost, **texts} if lost else texts, ensure_ascii=False, separators=(",", ":"))


def is_encrypted(prop: Prop) -> bool:
    """Whether a property's value is encrypted in the store; a sealed one is a hash already."""
    return prop.secret and not prop.sealed


def is_plain(menu: Menu, body: str) -> bool:
    """Whether a row holds a sensitive value in clear, as stores did before there was a key."""
    texts = json.loads(body) if menu.guarded else {}
    return any(isinstance(text, str) and _is_hidden(menu, name.removeprefix(LEARNED)) for name, text in texts.items())


def _is_hidden(menu: Menu, name: str) -> bool:
    """The same of a name in a row, which the menu may not know any more."""
    prop = menu.props.get(name)
    return is_sensitive(menu.path, name) if prop is None else is_encrypted(prop)


def recalled(menu: Menu, body: str, core: "Core") -> tuple[Values, list[str]]:
    """(values, complaints) of an item's row; a text that no longer parses is kept under ``UNREAD``, unchanged.

    JSONDecodeError where the body is not a JSON object.
    """
    values: Values = {}
    complaints: list[str] = []
    unread: dict[str, object] = {}
    texts = json.loads(str(body))
    if not isinstance(texts, dict):
        raise json.JSONDecodeError("no object", body, 0)
    for key, text in texts.items():
        if key.startswith(MARK) or key in KEPT_MARKS:
            values[key] = text
            for unset in text.split(",") if key == UNSETS else ():
                if menu.find_prop(unset) is None:
                    core.tree.learn_prop(menu, unset)
            continue
        name = key.removeprefix(LEARNED)
        prop = menu.props.get(name)
        if prop is None and name != key:
            prop = core.tree.learn_prop(menu, name)
        try:
            if prop is None:
                raise Refusal(f"unknown parameter {name}")
            plain = text if isinstance(text, str) else core.vault.opened(text, menu.path, name)
            value = prop.kind.recall(plain, name, core.look)
            if value is not None:
                values[name] = value
        except Refusal as refusal:
            hidden = isinstance(text, str) and _is_hidden(menu, name)
            unread[key] = core.vault.shut(text, menu.path, name) if hidden else text
            complaints.append(f"{name}={unread[key] if isinstance(unread[key], str) else MASK}: {refusal.message}")
        except Unreadable:
            unread[key] = text
            complaints.append(f"{name}={MASK}: this store.key does not open it")
    if unread:
        values[UNREAD] = unread
    return values, complaints


LEARNED = "+"
"""Begins the name of a kept property that no catalog knows; no property's own name begins so."""
UNREAD = "\0unread"
"""Where an item keeps kept texts that no longer parse; no property can have this name."""
