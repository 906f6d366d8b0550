"""The items an import speaks of that are not here: ``set [ find default-name=ether1 ]``, ``set 0``, ``set telnet``.

Here: how an export names such an item and what that says of it, from the words alone. What is made of it is for the
engine to say. Source: exports of RouterOS, whose factory items are only ever set.
"""

import re
from collections.abc import Iterator

from poolkeeper.tree import Absent, Menu

from .lexer import widen
from .quote import quote
from .syntax import All, Chain, Command, Expr, Paren, Plain, Sub, Text, Where, Word

PLACE = re.compile(r"[0-9]+|\*[0-9A-Fa-f]+")
"""An item by its place or id."""
SETTING = frozenset({"set", "enable", "disable", "comment"})
"""Commands that may speak of an item that every router has."""


def absent(numbers: Expr | None, menu: Menu) -> tuple[Absent, ...]:
    """What the items of a command are where they are not there; empty where the words do not tell."""
    if numbers is None:
        return (Absent("", {}),)
    if isinstance(numbers, Sub):
        return _found(numbers)
    if isinstance(numbers, Text):
        return (_named(widen(numbers.text), menu),) if numbers.text else ()
    if not isinstance(numbers, Word):
        return ()
    parts = [part for part in widen(numbers.text).split(",") if part]
    return tuple(Absent(part, {}) if PLACE.fullmatch(part) else _named(part, menu) for part in parts)


def is_place(numbers: Expr | None) -> bool:
    """Whether the items are named by their places in the menu."""
    return isinstance(numbers, Word) and all(part.isdigit() for part in numbers.text.split(","))


def _named(name: str, menu: Menu) -> Absent:
    return Absent(quote(name), {menu.key or "name": name})


def _found(node: Sub) -> tuple[Absent, ...]:
    """The item that a ``[ find ... ]`` looks for."""
    line = node.statement
    if not isinstance(line, Command) or not line.words or not _is_find(line.words[0]):
        return ()
    values: dict[str, str] = {}
    for word in line.words[1:]:
        for name, text in _equalities(word.terms) if isinstance(word, Where) else ((None, ""),):
            if name is None:
                return ()
            values[name] = text
    terms = "".join(f" {name}={quote(text)}" for name, text in values.items())
    return (Absent(f"[ find{terms} ]", values),)


def _is_find(word: object) -> bool:
    return isinstance(word, Plain) and isinstance(word.value, Word) and word.value.text == "find"


def _equalities(node: Expr | None) -> Iterator[tuple[str | None, str]]:
    """(property, text) of each term; (None, "") for a term that is none."""
    if node is None:
        return
    if isinstance(node, Paren):
        yield from _equalities(node.inner)
    elif isinstance(node, All):
        for each in node.terms:
            yield from _equalities(each)
    elif isinstance(node, Chain) and isinstance(node.first, Word) and len(node.rest) == 1 and node.rest[0].op == "=":
        value = node.rest[0].operand
        known = isinstance(value, Word | Text)
        yield (node.first.text, widen(value.text)) if known else (None, "")  # type: ignore[union-attr]
    else:
        yield None, ""
