"""Whether a typed line may hold a secret: told from its words alone, so that no misspelling lets one through.

A line is suspected where ``masking`` finds a value to mask, and also where it only names a password or the like, or
gives a value to a word that may be short for one (``pass=``), wherever that stands. False alarms cost nothing but a
line that is not remembered.
"""

import re

from poolkeeper.tree import Tree

from .masking import mask

GIVEN = re.compile(r'([A-Za-z][A-Za-z0-9-]*)"?\s*=')
NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
TELLING = re.compile(r"password|secret|passphrase|private-key|community")


class Secrecy:
    """The names of a tree that make a line suspect by themselves."""

    def __init__(self, tree: Tree) -> None:
        self.names = frozenset(_names(tree))

    def suspects(self, text: str) -> bool:
        """Whether the line may hold a secret."""
        lower = text.lower()
        if not self.names.isdisjoint(NAME.findall(lower)):
            return True
        if any(name.startswith(given) for given in GIVEN.findall(lower) for name in self.names):
            return True
        return mask(text) != text


def _names(tree: Tree) -> set[str]:
    found = {"password", "passphrase"}
    for menu in tree.menus.values():
        for prop in menu.props.values():
            if prop.sealed or prop.write_only:
                found |= {prop.name, *prop.aliases}
    nodes = [tree.root]
    while nodes:
        node = nodes.pop()
        nodes += node.children.values()
        found |= {name for command in node.commands.values() for name in command.args if TELLING.search(name)}
    return found
