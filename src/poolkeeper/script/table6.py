"""The table of v6's plain print: widths from the terminal, never from the content, so that it is drawn as rows come.

Here: that table and the bare lines of a menu without titles. Source: captures of RouterOS 6.4x at several widths.
"""

from collections.abc import Iterable, Iterator

from poolkeeper.tree import Menu, Prop, Row

from .page import Page, align, cut, title
from .quote import plain


def legend(menu: Menu, width: int) -> Iterator[str]:
    """The line of flags, none where the menu has no flags; it ends in a blank as on a router.

    A legend that is longer than the terminal is wide goes on behind a comma.
    """
    line = "Flags: "
    for place, flag in enumerate(menu.letters):
        word = f"{flag.letter} - {flag.name}" + (", " if place + 1 < len(menu.letters) else " ")
        if place and len(line) + len(word) > width:
            yield line
            line = ""
        line += word
    if menu.letters:
        yield line


def least_width(prop: Prop) -> int:
    """The width below which a column does not go."""
    return max(len(title(prop)), prop.kind.width)


def fitting(columns: list[Prop], room: int) -> list[Prop]:
    """The columns that ``room`` characters hold, from the left; always the first one."""
    used = 0
    for place, prop in enumerate(columns):
        used += least_width(prop) + (1 if place else 0)
        if used > room and place:
            return columns[:place]
    return columns


def widths(columns: list[Prop], room: int) -> list[int]:
    """Widths of the columns in ``room`` characters: least widths first, the rest shared by the flexible columns.

    What cannot be shared evenly goes to the first flexible one. Too little room leaves the least widths.
    """
    least = [least_width(prop) for prop in columns]
    flexible = [place for place, prop in enumerate(columns) if prop.kind.flexible]
    spare = room - sum(least) - (len(columns) - 1)
    if spare > 0 and flexible:
        share, rest = divmod(spare, len(flexible))
        for place in flexible:
            least[place] += share
        least[flexible[0]] += rest
    return least


def _fill(text: str, page: Page) -> str:
    """Every line is one character short of the terminal; where flags or a long number shifted it, blanks give way."""
    return text.rstrip(" ").ljust(page.width - 1)


def _item(menu: Menu, row: Row, number: int, columns: list[tuple[Prop, int]], page: Page) -> Iterator[str]:
    start = page.lead(menu, row, number)
    blank = " " * len(start)
    for remark in page.remarks(row):
        yield f"{start};;; {remark}"
        start = blank
    cells = [row.cells(prop.name, page.style) for prop, _ in columns]
    for line in range(max(map(len, cells), default=1)):
        texts = [
            align(cut(plain(cell[line]), width) if line < len(cell) else "", width, prop.kind.right)
            for cell, (prop, width) in zip(cells, columns, strict=True)
        ]
        yield _fill(start + " ".join(texts), page)
        start = blank


def table(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    """Legend, titles and items, a row at a time; legend and titles also of an empty list."""
    margin = page.margin(menu)
    room = page.width - 1 - margin
    columns = fitting(page.columns(menu), room) if page.fit else page.columns(menu)
    sized = list(zip(columns, widths(columns, room), strict=True))
    if page.head:
        yield from legend(menu, page.width)
        start = (" # " if menu.numbered else " ").ljust(margin)
        yield _fill(start + " ".join(align(title(prop), width, prop.kind.right) for prop, width in sized), page)
    for number, row in enumerate(rows, page.first):
        yield from _item(menu, row, number, sized, page)


def bare(menu: Menu, rows: Iterable[Row], page: Page) -> Iterator[str]:
    """The lines of a menu without titles, such as the log: the columns' texts with the menu's joint between them."""
    columns = page.columns(menu)
    for row in rows:
        texts = [plain(row.text(prop.name, page.style) or "") for prop in columns]
        yield menu.joint.join(text for text in texts if text)
