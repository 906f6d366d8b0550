"""Tree: all menus by path, with the directories between them; lookup of exact and abbreviated words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .menu import Command, Menu


@dataclass
class Node:
    """A place in the tree: a directory, a menu, or both."""

    word: str
    path: tuple[str, ...]
    children: "dict[str, Node]" = field(default_factory=dict)
    menu: Menu | None = None
    commands: dict[str, Command] = field(default_factory=dict)

    def words(self) -> list[str]:
        """Sub-menus and commands, in that order."""
        return [*self.children, *self.commands]


class Tree:
    """The typed tree. Built once from the ordered tuple of menus; read by every door."""

    def __init__(self, menus: Iterable[Menu], root_commands: Iterable[Command] = ()) -> None:
        self.root = Node("", ())
        self.menus: dict[str, Menu] = {}
        for each in menus:
            self._place(each)
        self.root.commands.update({each.name: each for each in root_commands})

    def _place(self, menu: Menu) -> None:
        if menu.path in self.menus:
            raise ValueError(f"menu {menu.path} is declared twice")
        node = self.root
        for word in menu.words:
            node = node.children.setdefault(word, Node(word, (*node.path, word)))
        node.menu = menu
        node.commands = menu.commands
        self.menus[menu.path] = menu

    def node(self, path: tuple[str, ...]) -> Node | None:
        """The place of these exact words, None if there is none."""
        node: Node | None = self.root
        for word in path:
            node = node.children.get(word) if node else None
        return node

    def menu(self, path: tuple[str, ...] | str) -> Menu | None:
        """The menu at a path, None for directories and unknown paths."""
        return self.menus.get(path if isinstance(path, str) else "/" + "/".join(path))

    def exported(self) -> Iterator[Menu]:
        """Menus in the order of a full export."""
        ranked = [each for each in self.menus.values() if each.order is not None]
        return iter(sorted(ranked, key=lambda each: each.order or 0))


def fits(word: str, words: Iterable[str]) -> list[str]:
    """The words an abbreviation may stand for: itself where it is one, else all that begin with it."""
    found = []
    for each in words:
        if each == word:
            return [each]
        if word and each.startswith(word):
            found.append(each)
    return found
