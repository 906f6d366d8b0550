"""The lenient dialect: what it takes that a router refuses, each with the router's refusal. docs/dialect.md lists them.

A leniency never changes what a router accepts. Names of variables are looked at when a text has been read, before any
of it runs; paths and arguments when their line is bound. The session says each once in the log, or refuses it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from poolkeeper.tree import fits

from .syntax import Command, Join, Named, Plain, Program, ScriptError, Span, SyntaxNode, Var, Word, children

PATH = "a colon before a menu's path"
NAME = "an underscore in a variable's name without quotes"

_DECLARING = ("local", "global", "set", "for", "foreach", "onerror")
_LOOSE_NAME = re.compile(r"[A-Za-z0-9]+(?=_)[A-Za-z0-9_]*")
_LETTERS = re.compile(r"([A-Za-z])\1*")


class Taken(NamedTuple):
    """One leniency. what: for the log; refusal: what a router says, with its place."""

    what: str
    refusal: ScriptError


def loose(name: str) -> bool:
    """Whether a name without quotes is one that a router does not take: letters, digits and an underscore."""
    return "_" in name and _LOOSE_NAME.fullmatch(name) is not None


def names(program: Program, global_names: tuple[str, ...]) -> Iterator[Taken]:
    """Every variable's name in a program that a router refuses, in order."""
    yield from _names(program, global_names, False)


def _names(node: SyntaxNode, global_names: tuple[str, ...], quoted: bool) -> Iterator[Taken]:
    if isinstance(node, Var):
        if node.rest and not quoted:
            yield Taken(NAME, ScriptError("syntax error", _within(node.at, len(node.name) + 1)))
        return
    if isinstance(node, Command):
        yield from _declared(node, global_names)
    for each in children(node):
        yield from _names(each, global_names, isinstance(node, Join))


def _declared(node: Command, global_names: tuple[str, ...]) -> Iterator[Taken]:
    """The names that a command declares or sets."""
    first = _word(node.words[0]) if node.words else None
    found = [] if first is None else fits(first, global_names) if node.root == ":" else [first]
    if len(found) != 1 or found[0] not in _DECLARING or (node.root != ":" and found[0] == "set"):
        return
    for arg in node.words[1:2]:
        word = arg.value if isinstance(arg, Plain | Named) else None
        if not isinstance(word, Word):
            continue
        for name in re.finditer(r"[^,]+", word.text):
            if loose(name[0]):
                yield Taken(NAME, ScriptError("syntax error", _within(word.at, name.start() + name[0].index("_"))))


def colon(node: Command) -> Taken:
    """A colon before a menu's path: a router knows no global command of that name."""
    first = node.words[0]
    word = (_word(first) or "").split("/")[0]
    return Taken(PATH, ScriptError(f"bad command name {word}", first.at))


def _word(arg: object) -> str | None:
    return arg.value.text if isinstance(arg, Plain) and isinstance(arg.value, Word) else None


def _within(at: Span, shift: int) -> Span:
    return Span(at.line, at.column + shift, at.start + shift, at.end)


def written(moment: datetime, pattern: str) -> str:
    """A moment as ``yyyy-MM-dd`` and the like say: runs of y M d H h m s E a; every other letter stays."""
    return _LETTERS.sub(lambda run: _piece(moment, run[0]), pattern)


def _piece(moment: datetime, run: str) -> str:
    width = len(run)
    if run[0] == "y":
        return f"{moment.year % 100:02}" if width == 2 else f"{moment.year:0{width}}"
    if run[0] == "M" and width > 2:
        month = moment.strftime("%B")
        return month if width > 3 else month[:3]
    if run[0] == "E":
        day = moment.strftime("%A")
        return day if width > 3 else day[:3]
    if run[0] == "a":
        return "AM" if moment.hour < 12 else "PM"
    numbers = {
        "M": moment.month, "d": moment.day, "H": moment.hour, "h": moment.hour % 12 or 12, "m": moment.minute,
        "s": moment.second,
    }  # fmt: skip
    return f"{numbers[run[0]]:0{width}}" if run[0] in numbers else run
