"""Page: what the forms of print share: which form, style and width, and the pieces every form puts together.

Here: columns, the number and flags before an item, its remarks, its ``name=value`` pairs. How pieces become lines is in
``layout``, ``table6`` and ``table7``. Source: RouterOS manual, Command Line Interface (print), and captures of 6.4x.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from poolkeeper.tree import Menu, Prop, Row, Style, id_text

from .quote import plain, shown, terse


class Form(Enum):
    """The forms of ``print``; PLAIN is the menu's own, BRIEF the table whatever the menu's own is."""

    PLAIN = "plain"
    BRIEF = "brief"
    DETAIL = "detail"
    TERSE = "terse"
    VALUES = "value-list"


@dataclass(frozen=True, slots=True)
class Page:
    """How to draw: style, terminal width in characters, form.

    proplist: only these properties, None for the form's own choice. ids: item ids stand in place of the numbers.
    first: number of the first row, for lists that are drawn on; head: whether titles and legend stand before it.
    fit: columns that the width does not hold are left out of tables, from the right; else lines are longer then.
    """

    style: Style = Style.V6
    width: int = 80
    form: Form = Form.PLAIN
    proplist: tuple[str, ...] | None = None
    ids: bool = False
    first: int = 0
    fit: bool = False
    head: bool = True

    def columns(self, menu: Menu) -> list[Prop]:
        """The properties of the plain table, in order; all of them where the menu chooses none."""
        chosen = menu.columns_v7 or menu.columns if self.style is Style.V7 else menu.columns
        names = self.proplist or chosen or tuple(name for name in menu.props if name not in unlisted(menu))
        found = [menu.props[name] for name in names if name in menu.props]
        return [prop for prop in found if prop.name != "comment"] or found  # a comment has a line of its own

    def number(self, row: Row, number: int) -> str:
        """What stands in the ``#`` column."""
        return id_text(row.id) if self.ids and row.id is not None else str(number)

    def lead(self, menu: Menu, row: Row, number: int) -> str:
        """Number and flags before an item as v6 sets them; more flags than slots make it longer."""
        text = f"{self.number(row, number):>2} " if menu.numbered else " "
        if not menu.letters:
            return text
        return text + "".join(letters or " " for letters in flags(menu, row)) + " "

    def margin(self, menu: Menu) -> int:
        """Characters before the first column or property of an item with a short number."""
        return (3 if menu.numbered else 1) + (len(menu.slots) + 1 if menu.letters else 0)

    def remarks(self, row: Row) -> list[str]:
        """The comment and the house's warning, those there are, on one line each."""
        texts = [row.comment if self.proplist is None or "comment" in self.proplist else ""]
        texts += [row.warning if self.proplist is None else ""]
        return [plain(text) for text in texts if text]

    def names(self, menu: Menu, row: Row) -> list[str]:
        """Properties the row has and this page lists, in their order; flags and remarks have places of their own."""
        if self.proplist is not None:
            return [name for name in self.proplist if row.values.get(name) is not None and name in menu.props]
        hidden = unlisted(menu)
        return [name for name in row.present() if name not in hidden]

    def pairs(self, menu: Menu, row: Row) -> Iterator[str]:
        """``name=value`` as print detail writes them: free text in quotes, empty values as ``""``."""
        for name in self.names(menu, row):
            if name == "comment":
                continue
            prop, text = menu.props[name], row.text(name, self.style) or ""
            quoted = prop.kind.quoted if prop.quoted is None else prop.quoted
            yield f"{name}={shown(text) if quoted or not text else plain(text)}"

    def terse_pairs(self, menu: Menu, row: Row) -> Iterator[str]:
        """``name=value`` as print terse writes them, the comment first."""
        if row.comment and self.proplist is None:
            yield f"comment={terse(row.comment, self.style)}"
        for name in self.names(menu, row):
            yield f"{name}={terse(row.text(name, self.style) or '', self.style)}"


def unlisted(menu: Menu) -> frozenset[str]:
    """Properties that are not shown as properties: flags, comment, warning."""
    return frozenset({"comment", "about", *(letter.name for letter in menu.letters)})


def title(prop: Prop) -> str:
    """The column's title."""
    return prop.title or prop.name.upper()


def flags(menu: Menu, row: Row) -> list[str]:
    """The letters set in each slot of the flags column, in the legend's order."""
    letters = row.letters
    return ["".join(letter for letter in letters if letter in slot) for slot in menu.slots]


def align(text: str, width: int, right: bool) -> str:
    """The text in a column, never cut."""
    return text.rjust(width) if right else text.ljust(width)


def cut(text: str, width: int) -> str:
    """The text if it fits its column, else its beginning and three dots."""
    return text if len(text) <= width else text[: max(0, width - 3)] + "..."
