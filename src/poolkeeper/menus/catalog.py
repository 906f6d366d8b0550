"""The catalog: every menu of RouterOS 7 with its commands, properties, types and values, read when first asked for.

The data is ``catalog.txt`` beside this file, one menu a line, rebuilt by ``python -m poolkeeper.tools.catalog``. What
RouterOS 6 had besides is ``catalog6.txt``, what it had not yet ``catalog7.txt``; both are written by hand. Here:
reading. What the tree makes of an entry is in ``carried``.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any

CATALOG, CATALOG6, CATALOG7, ORDER = "catalog.txt", "catalog6.txt", "catalog7.txt", "order.txt"


@dataclass(frozen=True, slots=True)
class Property:
    """One property. type: RouterOS's own hint (``0s..1d (time interval)``), empty where none is known.

    values: words that the console offers; not all that it takes. add, set, get: which commands know it.
    v6: RouterOS 6 had it, 7 has it no more.
    """

    name: str
    type: str = ""
    values: tuple[str, ...] = ()
    add: bool = False
    set: bool = False
    get: bool = False
    v6: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One menu of the catalog. arguments: of the commands that take any of their own. v6: 7 has it no more.

    commands6: those of them that RouterOS 6 alone had.
    """

    path: str
    commands: tuple[str, ...]
    props: dict[str, Property]
    arguments: dict[str, tuple[str, ...]]
    v6: bool = False
    commands6: frozenset[str] = frozenset()

    @property
    def single(self) -> bool:
        """Whether it is a set of values, not a list of items."""
        return "set" in self.commands and "find" not in self.commands

    @property
    def added(self) -> bool:
        """Whether items can be added."""
        return "add" in self.commands


def line_of(path: str, about: dict[str, object]) -> str:
    """An entry as a line of the data file, from the form of the public catalog."""
    props: dict[str, object] = {}
    for name, each in dict(about["properties"]).items():  # type: ignore[call-overload]
        known = "".join(word[0] for word in ("add", "set", "get") if each.get(word))
        props[name] = [known, each.get("type", ""), *each.get("values", ())]
    body = {"c": about["commands"], "p": props, "a": about.get("arguments", {})}
    return f"{path}\t{json.dumps(body, separators=(',', ':'), ensure_ascii=True)}"


class Catalog:
    """The menus by path. A line is taken apart when its menu is first asked for."""

    @cached_property
    def _lines(self) -> dict[str, str]:
        return dict(line.split("\t", 1) for line in _text(CATALOG).splitlines())

    @cached_property
    def _old(self) -> dict[str, tuple[str, ...]]:
        """What RouterOS 6 had besides: path to words (no property: whatever is said of an item)."""
        lines = (line.split("\t") for line in _text(CATALOG6).splitlines() if line and line[0] == "/")
        return {path: tuple(" ".join(rest).split()) for path, *rest in lines}

    @cached_property
    def _new(self) -> dict[str, frozenset[str]]:
        """What RouterOS 6 had not: path to properties and +commands; none: the menu and all below it."""
        lines = (line.split("\t") for line in _text(CATALOG7).splitlines() if line and line[0] == "/")
        return {path: frozenset(" ".join(rest).split()) for path, *rest in lines}

    def new_menu(self, path: str) -> bool:
        """Whether RouterOS 6 had no such menu."""
        steps = path.split("/")
        return any(self._new.get("/".join(steps[:end])) == frozenset() for end in range(2, len(steps) + 1))

    def new_words(self, path: str) -> frozenset[str]:
        """Properties, and commands with a +, that a menu of RouterOS 6 had not."""
        return self._new.get(path, frozenset())

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every path, menus and folders, sorted; those of RouterOS 6 alone included."""
        return tuple(sorted({*self._lines, *self._old}))

    def __contains__(self, path: str) -> bool:
        return path in self._lines or path in self._old

    def entry(self, path: str) -> Entry | None:
        """The menu at a path, None where the catalog has none."""
        line, old = self._lines.get(path), self._old.get(path, ())
        if line is None and path not in self._old:
            return None
        body: dict[str, Any] = {"c": (), "p": {}, "a": {}} if line is None else json.loads(line)
        props = {name: _property(name, about) for name, about in body["p"].items()}
        both = "+both" in old
        for name in (word for word in old if word[0] != "+"):
            bare = name.rstrip("*")
            props.setdefault(bare, Property(bare, "", (), True, True, True, bare == name and not both))
        arguments = {name: tuple(each) for name, each in body["a"].items()}
        more = _commands(old, line is None)
        only6 = frozenset() if both else frozenset(more).difference(body["c"])
        return Entry(
            path, tuple({**dict.fromkeys(body["c"]), **more}), props, arguments, line is None and not both, only6
        )


OLD_COMMANDS = (
    "add", "comment", "disable", "edit", "enable", "export", "find", "get", "move", "print", "remove", "reset", "set",
    "unset",
)  # fmt: skip
"""Commands of a menu of which nothing is known but that it was there."""

OLD_SETS = MappingProxyType(
    {
        "+list": OLD_COMMANDS,
        "+single": ("edit", "export", "get", "print", "reset", "set"),
        "+read": ("export", "find", "get", "print", "remove"),
        "+both": (),
    }
)
"""What the marks in the list of RouterOS 6 stand for."""


def _commands(words: tuple[str, ...], alone: bool) -> dict[str, None]:
    """The commands that the marks of a menu give it. alone: the catalog has no such menu."""
    marks = [word for word in words if word[0] == "+"]
    if alone and not OLD_SETS.keys() - {"+both"} & set(marks):
        marks = ["+list", *marks]
    return dict.fromkeys(command for mark in marks for command in OLD_SETS.get(mark, (mark[1:],)))


def ranks() -> dict[str, float]:
    """The place of each menu in a full export, by path."""
    paths = [line for line in _text(ORDER).splitlines() if line[:1] == "/"]
    return {path: float(place) for place, path in enumerate(paths)}


def _property(name: str, about: list[str]) -> Property:
    known, kind, *values = about
    return Property(name, kind, tuple(values), "a" in known, "s" in known, "g" in known)


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("ascii")
