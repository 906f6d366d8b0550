"""Words to menus: which menu and command a line of words means, and which argument each word is.

Paths in both styles, relative ones, ``..``; abbreviations to any unambiguous prefix. Nothing is run here. Positions of
errors are those routers print: the bad word, or the slash before it where the path is one word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from poolkeeper.tree import Command, Importing, Instead, Menu, Node, Prop, Tree, fits
from poolkeeper.tree.menu import PRINT_ARGS, PRINT_FLAGS, export_of
from poolkeeper.tree.refusal import ambiguous, no_match

from .dialect import Taken
from .lexer import COMMAND_WORD
from .syntax import All, Arg, Block, Expr, Named, Plain, ScriptError, Span, Text, Unset, Where, Word
from .syntax import Command as Line

Path = tuple[str, ...]
ASTRAY = "\0"
"""Begins the path of whoever was to enter a menu and could not; behind it why. No menu can have such a name."""


def astray(why: str) -> Path:
    """Where a session stands after a line that names a menu was refused: in none, lest what follows hits another."""
    return (ASTRAY, why)


@dataclass(frozen=True, slots=True)
class Enter:
    """The line only names a menu: what follows stands there."""

    path: Path
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A command of a menu with the arguments that follow it. taken: what only the lenient dialect takes of it.

    importing: the file it stands in: a router wrote its words in full, and knew properties that are unknown here.
    """

    node: Node
    command: Command
    args: tuple[Arg, ...]
    at: Span
    taken: tuple[Taken, ...] = ()
    importing: Importing | None = None

    @property
    def learns(self) -> bool:
        """Whether a property that is unknown here is kept all the same."""
        importing, menu = self.importing, self.node.menu
        if importing is None or menu is None or not self.command.takes_props:
            return False
        return importing.exported or menu.carried


@dataclass(frozen=True, slots=True)
class GlobalLine:
    """A global command (``:put``) with its arguments."""

    name: str
    args: tuple[Arg, ...]
    at: Span


VERBS = frozenset({"add", "set", "remove", "enable", "disable", "comment", "move", "print", "find", "get", "unset"})
"""Commands by which a word of an export is known to name a menu."""
PROPERTY = re.compile(r"[a-z][a-z0-9.-]*")
MENU_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")

Bound = Enter | MenuLine | GlobalLine


def bind(line: Line, path: Path, tree: Tree, global_names: Sequence[str], importing: Importing | None = None) -> Bound:
    """What a command line means, standing in the menu ``path``. importing: the file it stands in."""
    if line.root == ":" or (line.root == "/" and _is_root_command(line, tree, global_names)):
        found = _global(line, global_names)
        if found is not None:
            return found
    learning = importing is not None and importing.exported
    start = () if line.root in ("/", ":") else path
    if start[:1] == (ASTRAY,):
        return _nowhere(line, start[1], tree, global_names)
    node = tree.node(start) or tree.root
    words = line.words
    for place, word in enumerate(words):
        if isinstance(word, Plain) and isinstance(word.value, Block) and not isinstance(word.value, Word):
            if place + 1 < len(words):
                raise ScriptError("expected end of command", words[place + 1].at)
            return Enter(node.path, word.value)
        if not isinstance(word, Plain) or not isinstance(word.value, Word):
            raise ScriptError("expected command name", word.at)
        if place == 0 and line.root == "" and not (learning and path and word.value.text in VERBS):
            found = _bare_global(line, node, word.value.text, global_names)
            if found is not None:
                return found
        for text, at in _steps(word.value):
            instead = _instead(node, text)
            if instead is not None:
                return _rewritten(node, instead, text, words[place + 1 :], at)
            if learning and node.menu is not None and node.menu.beside:
                node = _beside(node, text, words[place + 1 :], tree)
            step = _step(node, text, at, tree, importing)
            if isinstance(step, Command):
                return _lenient(MenuLine(node, step, words[place + 1 :], at, (), importing))
            node = step
    return Enter(node.path)


def _beside(node: Node, command: str, args: Sequence[Arg], tree: Tree) -> Node:
    """The list that a router has where the settings here are ours, for a command that can only be about its items."""
    listed = command == "add" or (command == "set" and bool(args) and isinstance(args[0], Plain))
    assert node.menu is not None
    return tree.node(tuple(node.menu.beside.strip("/").split("/"))) or node if listed else node


def _nowhere(line: Line, why: str, tree: Tree, names: Sequence[str]) -> GlobalLine:
    """A global command, which needs no menu; anything else is refused."""
    first = line.words[0] if line.words else None
    text = first.value.text if isinstance(first, Plain) and isinstance(first.value, Word) else ""
    found = None if text in ("find", "set") else _bare_global(line, tree.root, text, names)
    if found is None:
        raise ScriptError(why, line.at, placed=False)
    return found


def _is_root_command(line: Line, tree: Tree, names: Sequence[str]) -> bool:
    """Whether ``/import`` or the like is meant: global commands are commands of the root menu too."""
    first = line.words[0] if line.words else None
    text = first.value.text if isinstance(first, Plain) and isinstance(first.value, Word) else ""
    return text in names and text not in tree.root.words()


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


def _instead(node: Node, text: str) -> Instead | None:
    """What a word stands for that is no command of the menu on a router."""
    return node.menu.instead.get(text) if node.menu is not None and text not in node.commands else None


def _rewritten(node: Node, instead: Instead, text: str, args: tuple[Arg, ...], at: Span) -> MenuLine:
    """The command that a router has, with the arguments it wants."""
    known = {name: arg for arg in args if isinstance(arg, Named) for name in fits(arg.name, tuple(instead.renamed))}
    if len(known) != len(args):
        raise ScriptError("expected end of command", next(arg.at for arg in args if arg not in known.values()))
    named = [Named(instead.renamed[name], arg.value, arg.at, arg.equals) for name, arg in known.items()]
    given = [Named(name, Text(value), at, at) for name, value in instead.given.items()]
    taken = Taken(f"the command {text}", ScriptError(f"bad command name {text}", at))
    return MenuLine(node, node.commands[instead.command], (*named, *given), at, (taken,))


def _lenient(line: MenuLine) -> MenuLine:
    """The line with what only the lenient dialect takes of its arguments."""
    words = line.node.menu.lenient.get(line.command.name, ()) if line.node.menu is not None else ()
    found = [arg for arg in line.args if isinstance(arg, Named) and arg.name in words]
    if not found:
        return line
    taken = [
        Taken(f"{arg.name}= of {line.command.name}", ScriptError("expected end of command", arg.at)) for arg in found
    ]
    return replace(line, taken=tuple(taken))


def _step(node: Node, text: str, at: Span, tree: Tree, importing: Importing | None) -> Node | Command:
    if text == "..":
        return tree.node(node.path[:-1]) or tree.root
    found = fits(text, (*node.children, *node.commands))
    strange = not found or (text not in found and found[0] in node.children)  # menus are written in full there
    if importing is not None and importing.exported and strange and MENU_WORD.fullmatch(text):
        return _learned(node, text, at, tree)
    if not found and len(text) > 1 and "export".startswith(text):
        return export_of("read")
    good = COMMAND_WORD.match(text)
    if not found and (good is None or good.end() < len(text)):
        shift = at.end - at.start - len(text) + (good.end() if good else 0)
        raise ScriptError("expected command name", Span(at.line, at.column + shift, at.start + shift, at.end))
    if not found:
        raise ScriptError(f"bad command name {text}", at)
    if len(found) > 1 and not (importing is not None and all(word.startswith(min(found, key=len)) for word in found)):
        raise ScriptError(f"ambiguous command name {text}", at)
    found.sort(key=len)
    return node.children.get(found[0]) or node.commands[found[0]]


def _learned(node: Node, text: str, at: Span, tree: Tree) -> Node | Command:
    """A word of a router's export that is unknown here: a menu, or a command of a menu that was unknown till now."""
    if text not in VERBS:
        return node.child(text)
    if node.menu is None and node.path:
        tree.learn(node.path)
    elif node.menu is None or not tree.open(node.menu):
        raise ScriptError(f"bad command name {text}", at)
    return node.commands[text]


@dataclass(slots=True)
class Arguments:
    """A menu command's arguments, sorted: named and positional values, unset names, words without value, the filter."""

    named: dict[str, Expr | None]
    unset: list[str]
    flags: set[str]
    where: Where | None


class Unfit(ScriptError):
    """A word that is no argument of the command, nor fits a place; v7 words some of these as ``bad parameter``."""

    def __init__(self, at: Span, word: str = "") -> None:
        super().__init__("expected end of command", at)
        self.word = word
        self.at = at


def arguments(line: MenuLine) -> Arguments:
    """Bind each argument to its name; ``expected end of command`` at the first that fits nowhere."""
    sorted_ = Arguments({}, [], set(), None)
    names = argument_names(line)
    open_places = [name for name in line.command.positional if name != "where"]
    waiting: str | None = None
    args = _in_full(line.args)
    for place, arg in enumerate(args):
        if waiting is not None and isinstance(arg, Plain):
            sorted_.named[waiting] = arg.value
            waiting = None
        elif isinstance(arg, Where):
            if "where" not in line.command.args:
                raise Unfit(arg.at, "where")
            sorted_.where = _without_flags(arg, line, sorted_.flags) if line.command.name == "print" else arg
        elif isinstance(arg, Unset):
            sorted_.unset.append(_argument(line, arg.name, _settable(line), arg.at))
        elif isinstance(arg, Named) and any(arg.at == each.refusal.at for each in line.taken):
            sorted_.named[arg.name] = arg.value
        elif isinstance(arg, Named):
            name = _argument(line, arg.name, names, arg.at)
            if name in line.command.flags and name in names:
                raise Unfit(arg.equals)
            sorted_.named[name] = arg.value
            if name in open_places:
                open_places.remove(name)
        else:
            waiting = _plain(line, arg, names, open_places, sorted_)
            alone = place + 1 == len(args) or not isinstance(args[place + 1], Plain)
            if waiting is not None and alone and _is_carried(line, waiting):
                sorted_.flags.add(waiting)
                waiting = None
    if waiting is not None:
        raise Unfit(line.args[-1].at)
    return sorted_


def _in_full(args: tuple[Arg, ...]) -> tuple[Arg, ...]:
    """The arguments with whole names: behind ``local.address=`` a router writes ``.role=`` for ``local.role=``."""
    if not any(isinstance(arg, Named) and arg.name.startswith(".") for arg in args):
        return args
    found: list[Arg] = []
    group = ""
    for arg in args:
        if isinstance(arg, Named) and "." in arg.name and not arg.name[0].isdigit():
            group = arg.name.rpartition(".")[0] or group
            if arg.name.startswith("."):
                arg = replace(arg, name=f"{group}{arg.name}")
        found.append(arg)
    return tuple(found)


def _is_carried(line: MenuLine, name: str) -> bool:
    """Whether an argument is a property that some take without a value (``fib``, ``passive``)."""
    prop = line.node.menu.find_prop(name) if line.node.menu is not None and line.command.takes_props else None
    return line.learns or (prop is not None and prop.carried)


def _plain(line: MenuLine, arg: Plain, names: Sequence[str], places: list[str], sorted_: Arguments) -> str | None:
    """An unnamed argument: a flag, the next open place, or the name of an argument whose value follows."""
    text = arg.value.text if isinstance(arg.value, Word) else None
    flag = None if text is None else _flag(line, text)
    if flag is not None:
        sorted_.flags.add(flag)
        return None
    if places:
        sorted_.named[places.pop(0)] = arg.value
        return None
    if text is None or not (fits(text, names) or (line.learns and PROPERTY.fullmatch(text))):
        raise Unfit(arg.at, text or "" if text in KNOWN_WORDS else "")
    return _argument(line, text, names, arg.at)


def prop_named(menu: Menu, text: str, argument: str) -> Prop:
    """The property that the value of an argument (``value-name``, ``proplist``) names, in full or by its beginning."""
    exact = menu.find_prop(text)
    if exact is not None:
        return exact
    found = fits(text, menu.props)
    if len(found) > 1:
        raise ambiguous(argument)
    if not found:
        raise no_match(argument)
    return menu.props[found[0]]


KNOWN_WORDS = frozenset({*PRINT_FLAGS, *PRINT_ARGS, "oid", "stats", "once", "numbers"})
"""Words that some command takes, so that v7 says of them that this command does not."""


def _flag(line: MenuLine, text: str) -> str | None:
    """The word without value that a text stands for; the forms of print go before its filters (``d`` is detail)."""
    flags = line.command.flags
    found = fits(text, [flag for flag in flags if flag in PRINT_FLAGS]) if line.command.name == "print" else []
    found = [text] if text in flags else found if len(found) == 1 else fits(text, flags)
    return found[0] if len(found) == 1 else None


def _settable(line: MenuLine) -> list[str]:
    """Properties the command may set, under all their names."""
    menu = line.node.menu
    if not line.command.takes_props or menu is None:
        return []
    return [
        name for prop in menu.props.values() if prop.told or not prop.read_only for name in (prop.name, *prop.aliases)
    ]


def _without_flags(where: Where, line: MenuLine, flags: set[str]) -> Where:
    """``print where name=a detail``: words at the end that are no property but ways to print are flags."""
    terms = where.terms
    words = list(terms.terms) if isinstance(terms, All) else [terms] if terms is not None else []
    menu = line.node.menu
    while words and isinstance(words[-1], Word) and words[-1].text in line.command.flags:
        if menu is not None and menu.find_prop(words[-1].text) is not None:
            break
        last = words.pop()
        assert isinstance(last, Word)
        flags.add(last.text)
    left = All(tuple(words)) if len(words) > 1 else words[0] if words else None
    return Where(left, where.keyword, where.at)


def argument_names(line: MenuLine) -> list[str]:
    """Every argument the command takes, properties included."""
    names = [*line.command.args, *line.command.flags, *_settable(line)]
    if line.command.takes_items:
        names += [name for name in ("numbers",) if name not in names and "number" not in names]
    return names


def _argument(line: MenuLine, text: str, names: Sequence[str], at: Span) -> str:
    """The argument of this name or of the only name that begins so, under whatever name."""
    found = fits(text, names)
    if line.learns and found != [text] and (not found or (line.importing is not None and line.importing.exported)):
        return text
    menu = line.node.menu
    props = {name: prop.name for name in found if menu is not None and (prop := menu.find_prop(name)) is not None}
    if not found:
        raise Unfit(at, text)
    acted = [name for name in found if menu is None or name not in props or not menu.props[props[name]].carried]
    if len({props.get(name, name) for name in acted or found}) > 1:  # what is only carried never stands in the way
        raise ScriptError(f"ambiguous argument name {text}", at)
    return (acted or found)[0]
