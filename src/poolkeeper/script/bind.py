"""Words to menus: which menu and command a line of words means, and which argument each word is.

Paths in both styles, relative ones, ``..``; abbreviations to any unambiguous prefix. Nothing is run here. Positions of
errors are those routers print: the bad word, or the slash before it where the path is one word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from poolkeeper.tree import Command, Node, TextKind, Tree, fits
from poolkeeper.tree.menu import EXPORT_FLAGS, PRINT_FLAGS

from .syntax import Arg, Block, Expr, Named, Plain, ScriptError, Span, Unset, Where, Word
from .syntax import Command as Line

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enter:
    """The line only names a menu: what follows stands there."""

    path: Path
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A command of a menu with the arguments that follow it."""

    node: Node
    command: Command
    args: tuple[Arg, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class GlobalLine:
    """A global command (``:put``) with its arguments."""

    name: str
    args: tuple[Arg, ...]
    at: Span


Bound = Enter | MenuLine | GlobalLine


def bind(line: Line, path: Path, tree: Tree, global_names: Sequence[str]) -> Bound:
    """What a command line means, standing in the menu ``path``."""
    if line.root == ":":
        found = _global(line, global_names)
        if found is not None:
            return found
    start = () if line.root in ("/", ":") else path
    node = tree.node(start) or tree.root
    words = line.words
    for place, word in enumerate(words):
        if isinstance(word, Plain) and isinstance(word.value, Block) and not isinstance(word.value, Word):
            if place + 1 < len(words):
                raise ScriptError("expected end of command", words[place + 1].at)
            return Enter(node.path, word.value)
        if not isinstance(word, Plain) or not isinstance(word.value, Word):
            raise ScriptError("expected command name", word.at)
        if place == 0 and line.root == "":
            found = _bare_global(line, node, word.value.text, global_names)
            if found is not None:
                return found
        for text, at in _steps(word.value):
            step = _step(node, text, at, tree)
            if isinstance(step, Command):
                return MenuLine(node, step, words[place + 1 :], at)
            node = step
    return Enter(node.path)


def _global(line: Line, names: Sequence[str]) -> GlobalLine | None:
    first = line.words[0] if line.words else None
    if isinstance(first, Plain) and isinstance(first.value, Word):
        found = fits(first.value.text, names)
        if len(found) == 1:
            return GlobalLine(found[0], line.words[1:], first.at)
        if len(found) > 1:
            raise ScriptError(f"ambiguous command name {first.value.text}", first.at)
    return None


def _bare_global(line: Line, node: Node, text: str, names: Sequence[str]) -> GlobalLine | None:
    """A global command without its colon, where the menu has no word that fits."""
    if text in ("find", "set") and node.commands.get(text):
        return None
    here = fits(text, node.words())
    if here and text not in names:
        return None
    if text in here:
        return None
    return _global(line, names)


def _steps(word: Word) -> Iterable[tuple[str, Span]]:
    """The parts of a path word: ``ip/pool/print`` in three, each later one placed at its slash."""
    offset = 0
    for number, part in enumerate(word.text.split("/")):
        shift = offset if number == 0 else offset - 1
        at = Span(word.at.line, word.at.column + shift, word.at.start + shift, word.at.end)
        offset += len(part) + 1
        if part:
            yield part, at


def _step(node: Node, text: str, at: Span, tree: Tree) -> Node | Command:
    if text == "..":
        return tree.node(node.path[:-1]) or tree.root
    found = fits(text, (*node.children, *node.commands))
    if not found and len(text) > 1 and "export".startswith(text):
        return Command("export", {"file": TextKind()}, policy="read")
    if not found:
        raise ScriptError(f"bad command name {text}", at)
    if len(found) > 1:
        raise ScriptError(f"ambiguous command name {text}", at)
    return node.children.get(found[0]) or node.commands[found[0]]


@dataclass(slots=True)
class Arguments:
    """A menu command's arguments, sorted: named and positional values, unset names, words without value, the filter."""

    named: dict[str, Expr | None]
    unset: list[str]
    flags: set[str]
    where: Where | None


def arguments(line: MenuLine) -> Arguments:
    """Bind each argument to its name; ``expected end of command`` at the first that fits nowhere."""
    sorted_ = Arguments({}, [], set(), None)
    names = argument_names(line)
    open_places = [name for name in line.command.positional if name != "where"]
    waiting: str | None = None
    for arg in line.args:
        if waiting is not None and isinstance(arg, Plain):
            sorted_.named[waiting] = arg.value
            waiting = None
            continue
        if isinstance(arg, Where):
            if line.command.name not in ("print", "find"):
                raise ScriptError("expected end of command", arg.at)
            sorted_.where = arg
        elif isinstance(arg, Unset):
            sorted_.unset.append(_argument(arg.name, names, arg.at))
        elif isinstance(arg, Named):
            name = _argument(arg.name, names, arg.at)
            if name in _flags(line):
                raise ScriptError("expected end of command", arg.equals)
            sorted_.named[name] = arg.value
            if name in open_places:
                open_places.remove(name)
        else:
            waiting = _plain(line, arg, names, open_places, sorted_)
    if waiting is not None:
        raise ScriptError("expected end of command", line.args[-1].at)
    return sorted_


def _plain(line: MenuLine, arg: Plain, names: Sequence[str], places: list[str], sorted_: Arguments) -> str | None:
    """An unnamed argument: a flag, the next open place, or the name of an argument whose value follows."""
    text = arg.value.text if isinstance(arg.value, Word) else None
    if text is not None:
        flags = fits(text, _flags(line))
        if len(flags) == 1 or text in flags:
            sorted_.flags.add(flags[0])
            return None
    if places:
        sorted_.named[places.pop(0)] = arg.value
        return None
    exact = text if text in names else None
    if exact is None:
        raise ScriptError("expected end of command", arg.at)
    return exact


def _flags(line: MenuLine) -> Sequence[str]:
    if line.command.name == "print":
        return PRINT_FLAGS
    return EXPORT_FLAGS if line.command.name == "export" else ()


def argument_names(line: MenuLine) -> list[str]:
    """Every argument the command takes, properties included."""
    names = [*line.command.args, *_flags(line)]
    menu = line.node.menu
    if line.command.takes_props and menu is not None:
        for prop in menu.props.values():
            if not prop.read_only:
                names += [prop.name, *prop.aliases]
    if line.command.takes_items:
        names += [name for name in ("numbers",) if name not in names and "number" not in names]
    return names


def _argument(text: str, names: Sequence[str], at: Span) -> str:
    found = fits(text, names)
    if len(found) != 1:
        raise ScriptError("expected end of command", at)
    return found[0]
