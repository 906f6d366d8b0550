"""What is known of menus: the live declarations and the catalog in one, by path, with the words below each.

Here: looking up. What a line of words means is in ``words``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from poolkeeper.menus import MENUS
from poolkeeper.menus.catalog import Catalog, Property
from poolkeeper.script.commands import COMMANDS
from poolkeeper.tree import Menu, fits

Path = tuple[str, ...]

ROOT_WORDS = frozenset(
    {*COMMANDS, "blink", "exit", "export", "grep", "import", "lock", "password", "ping", "put", "quit", "redo", "setup",
     "undo", "rndnum", "beep", "http-stream", "console"}
)  # fmt: skip
"""Global commands, those included of which no more is known than that they exist."""

ONLY_7_GLOBALS = frozenset(
    {"break", "continue", "convert", "deserialize", "jobname", "onerror", "range", "retry", "rndnum", "rndstr",
     "serialize", "timestamp", "tocrlf", "tolf", "tonsec", "grep"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """One menu. open: nothing is known of its properties, so every name is taken for one.

    live: what Poolkeeper declares, None where it only carries the menu. commands6, new, new_words: what one version
    alone has (see ``menus.catalog``).
    """

    path: str
    commands: frozenset[str] = frozenset()
    props: dict[str, Property] = field(default_factory=dict)
    arguments: dict[str, tuple[str, ...]] = field(default_factory=dict)
    live: Menu | None = None
    v6: bool = False
    new: bool = False
    new_words: frozenset[str] = frozenset()
    commands6: frozenset[str] = frozenset()
    open: bool = False
    single: bool = False


@dataclass(slots=True)
class Node:
    """A place among the paths."""

    path: Path
    children: "dict[str, Node]" = field(default_factory=dict)


class Menus:
    """All menus there are. Built once for all files."""

    def __init__(self) -> None:
        self.catalog = Catalog()
        self.live = {menu.path: menu for menu in MENUS}
        self.root = Node(())
        for path in (*self.catalog.paths, *self.live):
            self._place(path)
        self.menu = cache(self._menu)

    def _place(self, path: str) -> None:
        node = self.root
        for word in path.strip("/").split("/"):
            node = node.children.setdefault(word, Node((*node.path, word)))

    def node(self, path: Path) -> Node | None:
        """The place of these exact words."""
        node: Node | None = self.root
        for word in path:
            node = node.children.get(word) if node else None
        return node

    def _menu(self, path: Path) -> Known:
        """What is known of a place; folders have the command ``export`` alone."""
        name = "/" + "/".join(path)
        entry, live = self.catalog.entry(name), self.live.get(name)
        commands = {"export"}
        props: dict[str, Property] = {}
        if live is not None:
            commands |= live.commands.keys()
            props = {each: Property(each, "", (), True, True, True) for each in _names(live)}
        if entry is None:
            return Known(
                name, frozenset(commands), props, live=live, single=live is not None and live.shape == "single"
            )
        return Known(
            name, frozenset(commands | set(entry.commands)), props | entry.props, entry.arguments, live, entry.v6,
            self.catalog.new_menu(name), self.catalog.new_words(name), entry.commands6, not entry.props, entry.single,
        )  # fmt: skip

    def words(self, node: Node) -> list[str]:
        """Sub-menus and commands of a place."""
        return [*node.children, *sorted(self.menu(node.path).commands - node.children.keys())]


def _names(menu: Menu) -> Iterable[str]:
    return [name for prop in menu.props.values() for name in (prop.name, *prop.aliases)]


def one_of(word: str, names: Iterable[str]) -> str | None:
    """The name that a word is or abbreviates; of several the one that all the others go on from."""
    found = fits(word, names)
    if not found:
        return None
    shortest = min(found, key=len)
    return shortest if all(each.startswith(shortest) for each in found) else sorted(found)[0]


def nearest(word: str, names: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The known name that looks most like a word."""
    found = get_close_matches(word, list(names), 1, cutoff)
    return found[0] if found else None
