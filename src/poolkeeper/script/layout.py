"""What ``print`` shows: from a menu, its rows and a page to lines, without their newlines.

Here: the choice of form, and the forms both styles share (detail, terse, value-list, settings). The plain tables are in
``table6`` and ``table7``. All forms but v7's table and value-list are drawn row by row as the rows come, so that a long
list can be drawn in slices. Source: RouterOS manual, Command Line Interface (print), and captures of 6.4x and 7.x.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from poolkeeper.tree import Menu, Row, Style

from . import table6, table7
from .page import Form, Page
from .quote import plain

__all__ = ["Drawing", "Form", "Page", "draw"]


class Drawing:
    """One print as it is drawn: ``lines`` of its rows, and, for a print that goes on, of the rows that come later."""

    def __init__(self, menu: Menu, page: Page) -> None:
        self._menu, self._page = menu, page
        self._begun = False
        self._count = page.first
        self._sheet: table7.Sheet | None = None

    def lines(self, rows: Iterable[Row]) -> Iterator[str]:
        """The lines of rows, which are walked once as lines are drawn; titles and legend before the first ones only."""
        page = replace(self._page, first=self._count, head=not self._begun)
        self._begun = True
        return self._form(page)(self._menu, self._counted(rows), page)

    def _counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self._count += 1
            yield row

    def _form(self, page: Page) -> Callable[[Menu, Iterable[Row], Page], Iterator[str]]:
        if self._menu.shape == "single":
            return _settings
        if page.form is Form.TERSE:
            return _terse
        if page.form is Form.VALUES:
            return _values
        if page.form is Form.DETAIL or (page.form is Form.PLAIN and self._menu.detail):
            return _detail
        if self._menu.headless and self._menu.joint != " ":
            return table6.bare
        if page.style is Style.V7:
            return self._table7
        return table6.bare if self._menu.headless else table6.table

    def _table7(self, menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
        """Rows that come later stand in the columns of the first ones, which grow where they must."""
        sheet = self._sheet = self._sheet or table7.Sheet(menu, page)
        already = len(sheet)
        for row in rows:
            sheet.take(row)
        yield from sheet.lines(already)


def draw(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    """The lines of a print. ``rows`` is walked once, as far as the lines asked for need it."""
    return Drawing(menu, page).lines(rows)


def _detail(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    """v6 says its flags even of an empty list; v7 prints nothing then."""
    walk = iter(rows)
    if page.style is Style.V7:
        first = next(walk, None)
        if first is None:
            return
        walk = chain((first,), walk)
    if page.head:
        yield from _flags_of_detail(menu, page)
    for number, row in enumerate(walk, page.first):
        start = page.lead(menu, row, number)
        for remark in page.remarks(row):
            yield f"{start};;; {remark}"
            start = " " * len(start)
        yield from wrapped(start, page.pairs(menu, row), page.width)
        yield ""


def _flags_of_detail(menu: Menu, page: Page) -> Iterator[str]:
    if page.style is Style.V6:
        yield from table6.legend(menu, page.width)
    elif menu.letters:
        yield "Flags: " + table7.legend(menu, [flag.letter for flag in menu.letters], upper=False) + " "


def wrapped(start: str, words: Iterable[str], width: int) -> Iterator[str]:
    """The words behind ``start``, a blank after each; lines that go on are indented as far as ``start`` reaches.

    A word longer than a line stands alone and is not broken.
    """
    line, empty = start, True
    for word in words:
        if not empty and len(line) + len(word) + 1 > width:
            yield line
            line = " " * len(start)
        line, empty = f"{line}{word} ", False
    yield line


def _terse(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    for number, row in enumerate(rows, page.first):
        yield page.lead(menu, row, number) + "".join(f"{pair} " for pair in page.terse_pairs(menu, row))


def _texts(row: Row, names: Iterable[str], page: Page) -> dict[str, str]:
    return {name: plain(row.text(name, page.style) or "") for name in names}


def _values(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    """One line a property, items side by side; as many as the width holds, the next ones below an empty line."""
    block: list[dict[str, str]] = []
    label = used = 0
    for row in rows:
        names = page.names(menu, row) + (["comment"] if row.comment and page.proplist is None else [])
        texts = _texts(row, names, page)
        wide = 1 + max(map(len, texts.values()), default=0)
        label = max(label, 3 + max(map(len, texts), default=0))
        if block and label + used + wide > page.width - 1:
            yield from _side_by_side(block, menu)
            yield ""
            block, used = [], 0
        block.append(texts)
        used += wide
    yield from _side_by_side(block, menu)


def _side_by_side(block: list[dict[str, str]], menu: Menu) -> Iterator[str]:
    names = [name for name in menu.props if any(name in texts for texts in block)]
    label = 2 + max(map(len, names), default=0)
    wide = [max(map(len, texts.values()), default=0) for texts in block]
    for name in names:
        values = " ".join(texts.get(name, "").ljust(width) for texts, width in zip(block, wide, strict=True))
        yield f"{name:>{label}}: {values}".rstrip(" ") if len(block) > 1 else f"{name:>{label}}: {values.rstrip(' ')}"


def _settings(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    """Right-aligned names, two blanks before the longest; lines of a text below each other. v7 pads the values."""
    for row in rows:
        names = page.names(menu, row)
        label = 2 + max(map(len, names), default=0)
        lines = {name: (row.text(name, page.style) or "").splitlines() or [""] for name in names}
        wide = max((len(plain(line)) for text in lines.values() for line in text), default=0)
        for name, text in lines.items():
            for place, line in enumerate(text):
                head = f"{name:>{label}}: " if place == 0 else " " * (label + 2)
                yield head + (plain(line).ljust(wide) if page.style is Style.V7 else plain(line))
