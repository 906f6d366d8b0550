"""What ``export`` writes: the configuration as a script that, imported, gives the same configuration.

Here: which items and properties are written, in which order and as which command. Line breaks are in ``wrapping``,
quoting in ``quote``. Source: RouterOS manual, Configuration Management (export), and exports of RouterOS 6 and 7.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from poolkeeper.tree import EitherKind, Kind, ListKind, Menu, Prop, RefKind, Row, Style, Tree, id_text
from poolkeeper.tree.house import ADDRESSED, BARES, MAKER, OWN, UNSETS

from .quote import plain, quote
from .wrapping import Word, wrapped

Mode = Literal["compact", "verbose", "terse"]
RowsOf = Callable[[Menu], Iterable[Row]]
PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
SAID = re.compile(r' ([a-z0-9][\w.-]*)=("(?:[^"\\]|\\.)*"|[^ ]*)')
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Header:
    """What the first lines tell. now: local time; version: ``6.49.18``; no model and serial: bare ``#`` lines."""

    now: datetime
    version: str
    software_id: str = ""
    model: str = ""
    serial: str = ""

    def lines(self, style: Style, left_out: int = 0) -> Iterator[str]:
        """The comment lines; ``left_out`` sensitive values are mentioned where there are any."""
        day = f"{MONTHS[self.now.month - 1]}{self.now:/%d/%Y}" if style is Style.V6 else f"{self.now:%Y-%m-%d}"
        yield f"# {day} {self.now:%H:%M:%S} by RouterOS {self.version}"
        yield f"# software id = {self.software_id}"
        yield "#"
        yield f"# model = {self.model}" if self.model else "#"
        yield f"# serial number = {self.serial}" if self.serial else "#"
        if left_out:
            yield f"# sensitive values left out: {left_out}"


def export(
    tree: Tree,
    rows_of: RowsOf,
    path: tuple[str, ...] = (),
    *,
    mode: Mode = "compact",
    show_sensitive: bool = False,
    style: Style = Style.V6,
    header: Header | None = None,
) -> Iterator[str]:
    """The lines of an export of the menu at ``path`` and all below it (all menus: empty), without newlines.

    rows_of: the items of a menu in their order, defaults filled in; dynamic ones are passed over. It is called a second
    time for menus that hold secrets, to count what stays out. mode: compact leaves out what is as by default, verbose
    writes everything and ``!name`` for what is unset, terse is compact with the full path on every line.
    """
    menus = [each for each in tree.exported() if each.exported and each.words[: len(path)] == path]
    if header is not None:
        left_out = 0 if show_sensitive else sum(_secrets(menu, rows_of) for menu in menus)
        yield from header.lines(style, left_out)
    for menu in menus:
        yield from _Section(menu, mode, show_sensitive, style).lines(rows_of(menu))


def _writable(prop: Prop) -> bool:
    return prop.exported and not (prop.read_only or prop.write_only or prop.sealed)


def _is_static(row: Row) -> bool:
    return not row.values.get("dynamic")


def _secrets(menu: Menu, rows_of: RowsOf) -> int:
    """How many sensitive values the menu holds that are not as by default."""
    props = [prop for prop in menu.props.values() if prop.secret and _writable(prop)]
    rows = filter(_is_static, rows_of(menu)) if props else ()
    return sum(row.values.get(prop.name) not in (None, prop.default) for row in rows for prop in props)


def _targets(kind: Kind, value: Any, menu: str) -> Iterator[int]:
    """Ids of items of this menu that a value refers to."""
    if isinstance(kind, RefKind) and kind.menu == menu and isinstance(value, int):
        yield value
    elif isinstance(kind, ListKind):
        for part in value:
            yield from _targets(kind.of, part, menu)
    elif isinstance(kind, EitherKind):
        yield from _targets(kind.second if value[0] else kind.first, value[1], menu)


def _said_by(target: str, key: str) -> dict[str, str]:
    """The properties that the way to an item says already, as quoted: ``[ find default-name=ether1 ]``, ``telnet``."""
    return dict(SAID.findall(target)) if target.startswith("[") else {key: target}


def _grouped(words: list[Word]) -> list[Word]:
    """``local.address=a local.role=b`` as a router writes it: ``local.address=a .role=b``."""
    group = ""
    for place, word in enumerate(words):
        head, dot, last = word.name.rpartition(".")
        dot = dot if head[:1].isalpha() else ""  # 802.3-sap is no group
        if dot and head == group:
            words[place] = Word(word.text, f".{last}")
        group = head if dot else group
    return words


class _Section:
    """One menu of an export."""

    def __init__(self, menu: Menu, mode: Mode, show_sensitive: bool, style: Style) -> None:
        self.menu, self.mode, self.style = menu, mode, style
        self.blank_path = (menu.written or menu.path).replace("/", " ").replace(" ", "/", 1)
        shown = (prop for prop in menu.props.values() if _writable(prop) and (show_sensitive or not prop.secret))
        self.props = sorted(shown, key=lambda prop: prop.name)
        self.written = set(menu.builtin)
        self.headed = False

    def lines(self, rows: Iterable[Row]) -> Iterator[str]:
        """The menu's lines; none where there is nothing to say."""
        later: list[tuple[str, Word]] = []
        for row in filter(_is_static, rows):
            if self._is_elsewhere(row):
                continue
            adding = self._is_added(row)
            words = self._words(row, later)
            if row.id is not None:
                self.written.add(row.id)
            if not adding and not words:
                continue
            text = "" if adding or self.menu.shape == "single" else self._target(row)
            target = [Word(text)] if text else []
            yield from self._command("add" if adding else "set", [*target, *words], row.warning)
        for name, word in later:
            yield from self._command("set", [Word(name), word])

    def _is_elsewhere(self, row: Row) -> bool:
        """Whether the menu that made an interface writes it."""
        return bool(row.values.get(MAKER, self.menu.path) != self.menu.path)

    def _is_added(self, row: Row) -> bool:
        """Whether importing must create the item; settings, fixed and built-in items are only set."""
        if ADDRESSED in row.values:
            return False
        if self.menu.shape == "single" or self.menu.fixed:
            return False
        return not (row.id in self.menu.builtin or row.values.get("default"))

    def _command(self, command: str, words: list[Word], warning: str = "") -> Iterator[str]:
        if not self.headed and self.mode != "terse":
            self.headed = True
            yield self.blank_path
        if warning and not self.menu.fixed:
            yield f"# {plain(warning)}"
        if self.mode == "terse":
            yield " ".join((self.blank_path, command, *map(str, words)))
        else:
            yield from wrapped(command, words)

    def _words(self, row: Row, later: list[tuple[str, Word]]) -> list[Word]:
        """The item's properties by name; what refers to an item further down is put off to ``later``."""
        target = row.values.get(ADDRESSED)
        named = self.menu.shape != "single" and target is None and not self._is_added(row)
        found_by = self._finder() if named else ""
        told = _said_by(str(target or ""), self.menu.key or "name")
        unset, bare = (str(row.values.get(mark, "")).split(",") for mark in (UNSETS, BARES))
        view = bool(self.menu.of) and MAKER not in row.values  # what is another menu's is written there
        words = []
        for prop in self.props:
            if prop.name in unset:
                words.append(Word(f"!{prop.name}"))
                continue
            word = None if prop.name == found_by or (view and not prop.carried) else self._word(row, prop)
            if word is not None and prop.name in bare and word.text == '""':
                word = Word(prop.name)
            if word is not None and told.get(prop.name) == word.text:
                continue
            if word is not None and self._comes_later(row, prop):
                later.append((self._named(row), word))
            elif word is not None:
                words.append(word)
        return _grouped(words)

    def _word(self, row: Row, prop: Prop) -> Word | None:
        """``name=value``, ``!name`` for what verbose finds unset, None for what needs no word."""
        value = row.values.get(OWN, row.values).get(prop.name)  # what is stored, not what is live
        if value is None:
            value = prop.default
        if value is None and prop.carried:
            return None  # what a router has there is not known
        if value is None:
            tell = self.mode == "verbose" and prop.name != "comment" and not prop.required and not prop.key
            return Word(f"!{prop.name}") if tell else None
        if not prop.carried and self.mode != "verbose" and not prop.apart and value == self._otherwise(row, prop):
            return None
        return Word(quote(prop.kind.written(value, row.look, self.style), self.style), prop.name)

    def _otherwise(self, row: Row, prop: Prop) -> Any:
        """The value a property has when nothing is said of it."""
        if prop.key and self.menu.export_find == "default-name":
            return row.values.get("default-name")
        factory = self.menu.factory.get(-1 if row.id is None else row.id, {})
        return factory.get(prop.name, prop.default)

    def _comes_later(self, row: Row, prop: Prop) -> bool:
        """Whether the value names an item of this menu that is there but not written yet."""
        value = row.values.get(prop.name)
        if value is None or self.menu.key is None or not self._is_added(row):
            return False
        ids = _targets(prop.kind, value, self.menu.path)
        return any(item not in self.written and row.look.name(self.menu.path, item) is not None for item in ids)

    def _finder(self) -> str:
        """The property that names fixed and built-in items; empty where their id does."""
        if self.menu.export_find == "id":
            return ""
        return self.menu.key or "name" if self.menu.export_find == "name" else self.menu.export_find

    def _target(self, row: Row) -> str:
        if ADDRESSED in row.values:
            return str(row.values[ADDRESSED])
        finder = self._finder()
        if not finder:
            return id_text(row.id or 0)
        if self.menu.export_find == "name":
            return self._named(row)
        return f"[ find {finder}={quote(row.text(finder, self.style) or '', self.style)} ]"

    def _named(self, row: Row) -> str:
        """The item by its name, by ``find`` where the console would read the name as a number, an id or a list."""
        key = self.menu.key or "name"
        name = row.text(key, self.style) or ""
        if PLAIN_NAME.fullmatch(name):
            return name
        text = quote(name, self.style)
        return f"[ find {key}={text} ]" if text.startswith('"') else f'[ find {key}="{text}" ]'
