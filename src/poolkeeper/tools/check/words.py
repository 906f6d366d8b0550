"""What a line of words means: which menu, which command, or which word nobody knows."""

from dataclasses import dataclass

from poolkeeper.script.syntax import Arg, Block, Command, Plain, Span, Word

from .known import ROOT_WORDS, Menus, Node, Path, one_of


@dataclass(frozen=True, slots=True)
class Enter:
    """The line only names a menu; block: commands in braces that stand in it."""

    path: Path
    at: Span
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A command of a menu. at: of the command's word."""

    path: Path
    command: str
    args: tuple[Arg, ...]
    at: Span
    line: Command


@dataclass(frozen=True, slots=True)
class GlobalLine:
    """A global command."""

    name: str
    args: tuple[Arg, ...]
    at: Span
    line: Command


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is no menu and no command. below: the menu where it was looked for; last: no word follows it."""

    word: str
    at: Span
    below: Path
    last: bool


Meaning = Enter | MenuLine | GlobalLine | Unknown


def meaning(line: Command, path: Path | None, menus: Menus) -> Meaning | None:
    """What a command line means in the menu ``path``; None where that cannot be told."""
    found = _global(line, path, menus)
    if found is not None:
        return found
    if line.root == "" and path is None:
        return None
    node = menus.node(() if line.root in ("/", ":") or path is None else path) or menus.root
    for place, word in enumerate(line.words):
        if not isinstance(word, Plain):
            return None
        if isinstance(word.value, Block):
            return Enter(node.path, line.at, word.value)
        if not isinstance(word.value, Word):
            return None
        for text, at in steps(word.value):
            step = _step(node, text, menus)
            if isinstance(step, str):
                return MenuLine(node.path, step, line.words[place + 1 :], at, line)
            if step is None and text in ("find", "set") and line.root == "":
                return None
            if step is None:
                return Unknown(text, at, node.path, place + 1 == len(line.words))
            node = step
    return Enter(node.path, line.at)


def _global(line: Command, path: Path | None, menus: Menus) -> GlobalLine | None:
    """A global command: behind a colon, at the root, or where the menu has no such word."""
    first = line.words[0] if line.words else None
    if not isinstance(first, Plain) or not isinstance(first.value, Word):
        return None
    text = first.value.text
    name = one_of(text, ROOT_WORDS)
    if name in ("find", "set") and line.root == "" and path:
        return None
    if name is None:
        return None
    if line.root != ":":
        here = menus.node(path or ()) if line.root == "" else menus.root
        known = menus.words(here) if here is not None else []
        local = one_of(text, known)
        if local is not None and (local == text or text != name):
            return None
        if line.root == "/" and len(line.words) > 1 and text != name:
            return None
    elif text != name and one_of(text, menus.root.children) == text:
        return None
    return GlobalLine(name, line.words[1:], first.at, line)


def steps(word: Word) -> list[tuple[str, Span]]:
    """The parts of a path word, each placed at its first letter, a later one at the slash before it."""
    found, offset = [], 0
    for number, part in enumerate(word.text.split("/")):
        shift = offset - 1 if number else 0
        if part:
            found.append((part, Span(word.at.line, word.at.column + shift, word.at.start + shift, word.at.end)))
        offset += len(part) + 1
    return found


def _step(node: Node, text: str, menus: Menus) -> Node | str | None:
    if text == "..":
        return menus.node(node.path[:-1]) or menus.root
    if text in node.children:
        return node.children[text]
    commands = menus.menu(node.path).commands
    if text in commands:
        return text
    known = [word for word in menus.words(node) if "+" not in word]
    found = one_of(text, known)
    if found is None:
        return None
    return node.children.get(found) or found
