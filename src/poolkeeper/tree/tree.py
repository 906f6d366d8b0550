"""Tree: all menus by path, with the directories between them; lookup of exact and abbreviated words.

Declared menus stand in it from the start. What a ``Source`` knows besides (menus that are carried) grows where somebody
looks. Each tree has copies of the menus, so that what it learns of a property is its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from .menu import Command, Menu, Prop, add_common_commands

Path = tuple[str, ...]


class Source(Protocol):
    """Menus beyond the declared ones."""

    def words(self, path: Path) -> Iterable[str]:
        """The words below a place."""

    def menu(self, path: str) -> Menu | None:
        """The menu at a path, None for a folder."""

    def unknown(self, path: str) -> Menu:
        """A menu of which nothing is known but that somebody configured it."""

    def prop(self, menu: Menu, name: str) -> Prop:
        """A property of which nothing is known but its name."""

    def extended(self, menu: Menu) -> Menu:
        """A copy of a declared menu, with the properties that it lacks."""


class NoSource:
    """Nothing but the declared menus."""

    def words(self, path: Path) -> Iterable[str]:
        """None."""
        return ()

    def menu(self, path: str) -> Menu | None:
        """None."""
        return None

    def unknown(self, path: str) -> Menu:
        """Not here."""
        raise LookupError(path)

    def prop(self, menu: Menu, name: str) -> Prop:
        """Not here."""
        raise LookupError(name)

    def extended(self, menu: Menu) -> Menu:
        """The menu as it is declared."""
        return replace(menu, props=dict(menu.props), commands=dict(menu.commands))


class Node:
    """A place in the tree: a directory, a menu, or both. What is below it is looked up when first asked for."""

    __slots__ = ("_children", "_commands", "_grown", "_made", "_menu", "_tree", "path", "word")

    def __init__(self, tree: "Tree", path: Path, made: bool = False) -> None:
        self.word = path[-1] if path else ""
        self.path = path
        self._tree = tree
        self._menu: Menu | None = None
        self._commands: dict[str, Command] = {}
        self._children: dict[str, Node] = {}
        self._grown = False
        self._made = made

    @property
    def children(self) -> "dict[str, Node]":
        """The places below, by word."""
        if not self._grown:
            self._grown = True
            for word in self._tree.source.words(self.path):
                if word not in self._children:
                    self._children[word] = Node(self._tree, (*self.path, word))
        return self._children

    @property
    def menu(self) -> Menu | None:
        """The menu here, None for a directory."""
        self._make()
        return self._menu

    @property
    def commands(self) -> dict[str, Command]:
        """The menu's commands; those of the root, which is no menu."""
        self._make()
        return self._commands

    def _make(self) -> None:
        if not self._made:
            self._made = True
            found = self._tree.source.menu("/" + "/".join(self.path)) if self.path else None
            if found is not None:
                self._tree.put(found, self)

    def take(self, menu: Menu) -> None:
        """Put a menu here."""
        self._menu, self._commands, self._made = menu, menu.commands, True

    def child(self, word: str) -> "Node":
        """The place below of this word, made if there is none."""
        found = self._children.get(word)
        if found is None:
            found = self._children[word] = Node(self._tree, (*self.path, word))
        return found

    def words(self) -> list[str]:
        """Sub-menus and commands, in that order."""
        return [*self.children, *self.commands]


class Tree:
    """The typed tree. Built once from the ordered tuple of menus; read by every door.

    menus: those declared, and those of the source that somebody looked at.
    """

    def __init__(
        self, menus: Iterable[Menu], root_commands: Iterable[Command] = (), source: Source | None = None
    ) -> None:
        self.source: Source = source or NoSource()
        self.root = Node(self, (), made=True)
        self.menus: dict[str, Menu] = {}
        for each in menus:
            if each.path in self.menus:
                raise ValueError(f"menu {each.path} is declared twice")
            self._place(self.source.extended(each))
        self.declared = tuple(self.menus.values())
        for each in self.declared:
            if each.of:  # its items are kept there
                for name, prop in each.props.items():
                    props = self.menus[each.of].props
                    kept = replace(props.get(name, prop), kind=prop.kind) if prop.carried else props.get(name)
                    props[name] = kept if name in props and kept else replace(prop, exported=False, read_only=True)
        self.root.commands.update({each.name: each for each in root_commands})

    def _place(self, menu: Menu) -> Node:
        node = self.root
        for word in menu.words:
            node = node.child(word)
        self.put(menu, node)
        return node

    def put(self, menu: Menu, node: Node) -> None:
        """A menu at its place."""
        node.take(menu)
        self.menus[menu.path] = menu

    def node(self, path: Path) -> Node | None:
        """The place of these exact words, None if there is none."""
        node: Node | None = self.root
        for word in path:
            node = node.children.get(word) if node else None
        return node

    def menu(self, path: Path | str) -> Menu | None:
        """The menu at a path, None for directories and unknown paths."""
        text = path if isinstance(path, str) else "/" + "/".join(path)
        found = self.menus.get(text)
        if found is None:
            node = self.node(tuple(text.strip("/").split("/")))
            found = None if node is None else node.menu
        return found

    def learn(self, path: Path) -> Node:
        """The place at a path, made a menu of which nothing is known where it was none."""
        node = self.root
        for word in path:
            node = node.children.get(word) or node.child(word)
        if node.menu is None and path:
            self.put(self.source.unknown("/" + "/".join(path)), node)
        return node

    def open(self, menu: Menu) -> bool:
        """Let items be added to a carried list that had none of its own; whether it is one."""
        if not menu.carried or menu.shape == "single":
            return False
        menu.shape, menu.fixed = "list", False
        add_common_commands(menu)
        return True

    def learn_prop(self, menu: Menu, name: str) -> Prop:
        """A property that the menu did not know, kept and not acted on; also where its items are kept."""
        made = self.source.prop(menu, name)
        menu.props[name] = made
        if menu.of:
            self.menus[menu.of].props.setdefault(name, replace(made, exported=False))
        return made

    def exported(self) -> Iterator[Menu]:
        """Menus in the order of a full export."""
        ranked = [each for each in self.menus.values() if each.order is not None]
        return iter(sorted(ranked, key=lambda each: (each.order or 0, each.path)))


def fits(word: str, words: Iterable[str]) -> list[str]:
    """The words an abbreviation may stand for: itself where it is one, else all that begin with it."""
    found = []
    for each in words:
        if each == word:
            return [each]
        if word and each.startswith(word):
            found.append(each)
    return found
