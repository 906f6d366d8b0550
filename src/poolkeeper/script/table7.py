"""The table of v7's plain print: as wide as its content, without empty columns, only the flags that occur.

All rows must be seen before the first line is known, so the table is fed: ``take`` every row, then draw ``lines``. A
caller with a long list takes its pauses between the two. Source: captures of RouterOS 7.1 to 7.2x.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from poolkeeper.tree import Menu, Row
from poolkeeper.tree.menu import FlagLetter

from .page import Page, align, cut, flags, title
from .quote import plain

LEAST = 16
"""Characters to which a column of texts may be cut where the terminal is too narrow."""


class _Item(NamedTuple):
    number: str
    flags: list[str]
    remarks: list[str]
    cells: list[list[str]]


class Sheet:
    """A v7 table being filled."""

    def __init__(self, menu: Menu, page: Page) -> None:
        self._menu, self._page = menu, page
        self._columns = page.columns(menu)
        self._items: list[_Item] = []
        self._widths = [0] * len(self._columns)
        self._slots = [0] * len(menu.slots)
        self._letters: set[str] = set()

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self._items)

    def take(self, row: Row) -> None:
        """Add a row."""
        number = self._page.number(row, self._page.first + len(self._items)) if self._menu.numbered else ""
        cells = [[plain(text) for text in row.cells(prop.name, self._page.style)] for prop in self._columns]
        item = _Item(number, flags(self._menu, row), self._page.remarks(row), cells)
        self._items.append(item)
        self._letters.update(*item.flags)
        self._slots = [max(width, len(letters)) for width, letters in zip(self._slots, item.flags, strict=True)]
        self._widths = [max(width, *map(len, cell)) for width, cell in zip(self._widths, cells, strict=True)]

    def lines(self, already: int = 0) -> Iterator[str]:
        """The table; nothing at all where no row was taken. already: rows drawn before, so that only the rest is."""
        if not self._items:
            return
        number_width = max(len(item.number) for item in self._items)
        widths = self._fitted(number_width) if self._page.fit else self._wanted()
        if not already:
            yield from self._head(widths, number_width)
        for item in self._items[already:]:
            yield from self._drawn(item, widths, number_width)

    def _wanted(self) -> dict[int, int]:
        """Place to width of the columns that hold anything."""
        titles = [len(title(prop)) for prop in self._columns]
        return {place: max(width, titles[place]) for place, width in enumerate(self._widths) if width}

    def _fitted(self, number_width: int) -> dict[int, int]:
        """The same within the page's width: the widest text columns are cut, then columns left out from the right."""
        widths = self._wanted()
        blank = _Item("", [""] * len(self._slots), [], [])
        room = self._page.width - len(self._start(blank, number_width))
        while (excess := sum(widths.values()) + 2 * (len(widths) - 1) - room) > 0:
            texts = [place for place in widths if self._columns[place].kind.flexible and widths[place] > LEAST]
            if texts:
                widest = max(texts, key=lambda place: widths[place])
                widths[widest] = max(LEAST, widths[widest] - excess)
            elif len(widths) > 1:
                del widths[max(widths)]
            else:
                break
        return widths

    def _head(self, widths: dict[int, int], number_width: int) -> Iterator[str]:
        if self._letters:
            yield "Flags: " + legend(self._menu, self._letters)
        yield "Columns: " + ", ".join(title(self._columns[place]) for place in widths)
        titles = [[title(prop)] for prop in self._columns]
        yield from self._drawn(
            _Item("#" if number_width else "", [""] * len(self._slots), [], titles), widths, number_width
        )

    def _drawn(self, item: _Item, widths: dict[int, int], number_width: int) -> Iterator[str]:
        yield from (f";;; {remark}" for remark in item.remarks)
        start = self._start(item, number_width)
        for line in range(max((len(item.cells[place]) for place in widths), default=1)):
            yield start + "  ".join(self._cell(item, place, line, width) for place, width in widths.items())
            start = " " * len(start)

    def _start(self, item: _Item, number_width: int) -> str:
        number = item.number.rjust(number_width)
        if not self._letters:
            return f"{number}  " if number_width else ""
        letters = "".join(text.ljust(width) for text, width in zip(item.flags, self._slots, strict=True))
        return f"{number} {letters} " if number_width else f"{letters} "

    def _cell(self, item: _Item, place: int, line: int, width: int) -> str:
        cell = item.cells[place]
        return align(cut(cell[line], width) if line < len(cell) else "", width, self._columns[place].kind.right)


def legend(menu: Menu, letters: Iterable[str], upper: bool = True) -> str:
    """The flags among ``letters`` and their names: ``; `` between slots, ``, `` between letters that share one."""
    among = set(letters)
    slots = ([flag for flag in menu.letters if flag.letter in slot and flag.letter in among] for slot in menu.slots)

    def word(flag: FlagLetter) -> str:
        return f"{flag.letter} - {flag.name.upper() if upper else flag.name}"

    return "; ".join(", ".join(map(word, slot)) for slot in slots if slot)
