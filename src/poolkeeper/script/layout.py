"""What ``print`` shows: from a menu, its rows and a page to lines, without their newlines.

Here: the choice of form, and the forms both styles share (detail, terse, value-list, settings). The plain tables are in
``table6`` and ``table7``. All forms but v7's table and value-list are drawn row by row as the rows come, so that a long
list can be drawn in slices. Source: RouterOS manual, Command Line Interface (print), and captures of 6.4x and 7.x.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from poolkeeper.tree import Menu, Row, Style

from . import table6, table7
from .page import Form, Page
from .quote import plain

__all__ = ["Form", "Page", "draw"]


def draw(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    """The lines of a print. ``rows`` is walked once, as far as the lines asked for need it."""
    if page.form is Form.COUNT:
        return iter([str(sum(1 for _ in rows))])
    if menu.shape == "single":
        return _settings(menu, rows, page)
    if page.form is Form.TERSE:
        return _terse(menu, rows, page)
    if page.form is Form.VALUES:
        return _values(menu, rows, page)
    if page.form is Form.DETAIL or (page.form is Form.PLAIN and menu.detail):
        return _detail(menu, rows, page)
    return _table(menu, rows, page)


def _table(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    if page.style is Style.V6:
        return table6.bare(menu, rows, page) if menu.headless else table6.table(menu, rows, page)
    return _table7(menu, rows, page)


def _table7(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    sheet = table7.Sheet(menu, page)
    for row in rows:
        sheet.take(row)
    yield from sheet.lines()


def _detail(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    """v6 says its flags even of an empty list; v7 prints nothing then."""
    walk = iter(rows)
    if page.style is Style.V6:
        yield from table6.legend(menu)
    else:
        first = next(walk, None)
        if first is None:
            return
        walk = chain((first,), walk)
        if menu.letters:
            yield "Flags: " + table7.legend(menu, [flag.letter for flag in menu.letters], upper=False) + " "
    for number, row in enumerate(walk, page.first):
        start = page.lead(menu, row, number)
        for remark in page.remarks(row):
            yield f"{start};;; {remark}"
            start = " " * len(start)
        yield from wrapped(start, page.pairs(menu, row), page.width)
        yield ""


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
    label = 2 + max(map(len, menu.props))
    block: list[dict[str, str]] = []
    used = label + 1
    for row in rows:
        names = page.names(menu, row) + (["comment"] if row.comment and page.proplist is None else [])
        texts = _texts(row, names, page)
        wide = 1 + max(map(len, texts.values()), default=0)
        if block and used + wide > page.width - 1:
            yield from _side_by_side(block, menu)
            yield ""
            block, used = [], label + 1
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
