"""What may stand where a line being typed ends: for the tab key and the help key.

The same parser and binder as for running it, on unfinished text, so that what is offered is what would be accepted.
Source: RouterOS manual, Command Line Interface (input, help).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from poolkeeper.tree import Kind, Menu, Node, Refusal, Reply, Request, Tree, User, fits

from . import abouts
from .bind import Enter, GlobalLine, MenuLine, Path, argument_names, arguments, bind
from .commands import COMMANDS, GLOBAL_NAMES
from .lexer import narrow, widen
from .parser import parse_unfinished
from .quote import quote
from .syntax import (
    All,
    Arg,
    Block,
    Chain,
    Command,
    Expr,
    Hole,
    Named,
    Paren,
    Plain,
    Program,
    ScriptError,
    Sub,
    Unary,
    Where,
    Word,
    children,
)

ROOT_WORDS = {"export": "Print or save an export script", "quit": "Leave the console"}
"""Commands of the root that are no menu's."""
_COMPARISONS = frozenset({"=", "!=", "<", ">", "<=", ">=", "~"})
_UNSETTING = re.compile(r"!([A-Za-z0-9-]*)\Z")
_WHERE_BEGUN = re.compile(r" (wh(?:e(?:re?)?)?)\Z")
_WORD_BREAKS = frozenset(' \t\r\n;[](){}"=,')


class Choice(NamedTuple):
    """A word that may stand there and what it is for. open: something must follow without a blank (``name=``)."""

    word: str
    about: str = ""
    open: bool = False


WHERE = Choice("where", "Only the items that fit")


class _Seen:
    """Names of items as the user may see them, for kinds that complete references."""

    def __init__(self, tree: Tree, run: Callable[[Request], Reply], user: User) -> None:
        self._tree, self._run, self._user = tree, run, user

    def find(self, menu: str, name: str) -> int | None:
        """The id of the item with this name."""
        return next((item for item, each in self._items(menu) if each == name), None)

    def name(self, menu: str, item: int) -> str | None:
        """The name of an item."""
        return next((name for each, name in self._items(menu) if each == item), None)

    def names(self, menu: str) -> Iterable[str]:
        """All names in a menu; none where the user may not read it."""
        return [name for _, name in self._items(menu)]

    def _items(self, path: str) -> Iterator[tuple[int, str]]:
        menu = self._tree.menu(path)
        if menu is None or menu.key is None:
            return
        try:
            rows = self._run(Request(self._user, menu.words, "print")).rows
        except Refusal:
            return
        for row in rows:
            name = row.text(menu.key)
            if name is not None and row.id is not None:
                yield row.id, name


class Completer:
    """Completes for one user. ``choices`` is all there is to it."""

    def __init__(self, tree: Tree, run: Callable[[Request], Reply], user: User) -> None:
        self._tree = tree
        self._look = _Seen(tree, run, user)

    def choices(self, text: str, path: Path) -> tuple[int, list[Choice]]:
        """(offset where the word begins, what may stand there) at the end of a text typed in the menu ``path``."""
        typed = narrow(text)
        try:
            found = _at_the_end(parse_unfinished(typed), path, self._tree, typed)
            return (len(text), []) if found is None else self._in_line(text, *found)
        except ScriptError:
            return len(text), []

    def explained(self, text: str, path: Path) -> Iterator[str]:
        """A line for each word that may stand there, ``add -- Create a new item``, or what a value looks like."""
        kind = self._kind_at_the_end(text, path)
        shape = "" if kind is None else kind.hint()
        if shape:
            yield shape
        for choice in self.choices(text, path)[1]:
            word = choice.word.rstrip("=")
            if word not in shape.split():
                yield f"{word} -- {choice.about}" if choice.about else word

    def _kind_at_the_end(self, text: str, path: Path) -> Kind | None:
        """The kind of the value being typed behind ``name=``."""
        typed = narrow(text)
        try:
            found = _at_the_end(parse_unfinished(typed), path, self._tree, typed)
            last = None if found is None else found[0].words[-1]
            if found is None or not isinstance(last, Named):
                return None
            bound = bind(Command(found[0].root, found[0].words[:-1]), found[1], self._tree, GLOBAL_NAMES)
        except ScriptError:
            return None
        menu = bound.node.menu if isinstance(bound, MenuLine) else None
        prop = menu.find_prop(last.name) if menu is not None else None
        return None if prop is None else prop.kind

    @staticmethod
    def _for(text: str, so_far: str, offered: Iterable[Choice]) -> tuple[int, list[Choice]]:
        """The offered words that begin with what is typed."""
        shown = widen(so_far)
        found = [each for each in offered if each.word.startswith(shown)]
        return len(text) - len(shown), list(dict.fromkeys(found))

    def _in_line(self, text: str, line: Command, path: Path) -> tuple[int, list[Choice]]:
        last = line.words[-1]
        before = Command(line.root, line.words[:-1], line.at)
        if isinstance(last, Where):
            bound = bind(before, path, self._tree, GLOBAL_NAMES)
            return self._in_filter(text, bound.node.menu, last) if isinstance(bound, MenuLine) else (len(text), [])
        if isinstance(last, Plain) and isinstance(last.value, Hole):
            return self._word(text, before, path, last.value.so_far)
        if isinstance(last, Named) and isinstance(last.value, Hole):
            bound = bind(before, path, self._tree, GLOBAL_NAMES)
            offered = self._values(bound, last.name) if isinstance(bound, MenuLine) else []
            return self._value(text, last.value.so_far, offered)
        return len(text), []

    # -- the words of a path, and commands

    def _word(self, text: str, before: Command, path: Path, so_far: str) -> tuple[int, list[Choice]]:
        if not before.words and before.root == ":":
            return self._for(text, so_far, _globals())
        head, slash, last = so_far.rpartition("/")
        if slash and head:
            before = Command(before.root, (*before.words, Plain(Word(head, before.at), before.at)), before.at)
        if not before.words:
            base = () if before.root == "/" or (slash and not head) else path
            start, found = self._for(text, last, self._words(base))
            bare = before.root == "" and not slash and bool(so_far)
            return (start, found) if found or not bare else self._for(text, so_far, _globals())
        bound = bind(before, path, self._tree, GLOBAL_NAMES)
        if isinstance(bound, Enter):
            return self._for(text, last, self._words(bound.path))
        if isinstance(bound, GlobalLine):
            return self._for(text, so_far, _global_arguments(bound))
        return self._argument(text, bound, so_far)

    def _words(self, path: Path) -> Iterator[Choice]:
        node = self._tree.node(path)
        if node is None:
            return
        for child in node.children.values():
            yield Choice(child.word, _first_sentence(child))
        for command in node.commands.values():
            yield Choice(command.name, command.about)
        if not path:
            yield from (Choice(word, about) for word, about in ROOT_WORDS.items())
        elif "export" not in node.commands:
            yield Choice("export", ROOT_WORDS["export"])

    # -- arguments

    def _argument(self, text: str, line: MenuLine, so_far: str) -> tuple[int, list[Choice]]:
        menu = line.node.menu
        unset = _UNSETTING.search(text)
        if unset and menu is not None and line.command.takes_props:
            return self._for(text, unset[1], [Choice(name, about) for name, about in _settable(menu)])
        given = arguments(line)
        taken = {*given.named, *given.unset, *given.flags}
        place = next((name for name in line.command.positional if name not in taken), None)
        offered = [each for each in self._unnamed(line, place) if place is not None]
        if place is None or place in ("where", "numbers") or so_far:
            offered += self._names(line, taken)
        return self._value(text, so_far, offered)

    def _unnamed(self, line: MenuLine, place: str | None) -> list[Choice]:
        """What an argument without its name may be: an item, a property's name."""
        menu = line.node.menu
        if menu is None or place is None:
            return []
        if place in ("numbers", "number") and menu.key is not None:
            return [Choice(quote(name)) for name in self._look.names(menu.path)]
        if place == "value-name" and line.command.name != "unset":
            return [Choice(prop.name, prop.about) for prop in menu.props.values() if not prop.write_only]
        if place == "value-name":
            return [Choice(name, about) for name, about in _settable(menu)]
        if place == "where":
            return [WHERE]
        return []

    def _names(self, line: MenuLine, taken: set[str]) -> Iterator[Choice]:
        """Names of arguments, and words that take no value."""
        menu = line.node.menu
        for name in argument_names(line):
            prop = menu.find_prop(name) if menu is not None and line.command.takes_props else None
            if name in taken or (prop is not None and (name != prop.name or prop.name in taken)):
                continue
            if name in line.command.flags:
                yield Choice(name)
            elif name == "where":
                yield WHERE
            else:
                yield Choice(f"{name}=", prop.about if prop is not None else "", True)

    def _values(self, line: MenuLine, name: str) -> list[Choice]:
        """The values of a named argument."""
        menu = line.node.menu
        names = fits(name, argument_names(line))
        if menu is None or len(names) != 1:
            return []
        if names[0] in ("numbers", "number", "from", "copy-from", "place-before", "destination"):
            return [Choice(quote(each)) for each in self._look.names(menu.path)]
        if names[0] in ("proplist", "value-name"):
            return [Choice(prop.name, prop.about) for prop in menu.props.values() if not prop.write_only]
        prop = menu.find_prop(names[0]) if line.command.takes_props else None
        return [] if prop is None else self._of_kind(prop.kind)

    def _of_kind(self, kind: Kind) -> list[Choice]:
        return [Choice(quote(word)) for word in kind.complete("", self._look)]

    def _value(self, text: str, so_far: str, offered: Sequence[Choice]) -> tuple[int, list[Choice]]:
        """Values for the last element of a list being typed."""
        return self._for(text, so_far.rpartition(",")[2], offered)

    # -- filters

    def _in_filter(self, text: str, menu: Menu | None, where: Where) -> tuple[int, list[Choice]]:
        if menu is None:
            return len(text), []
        keyword = _WHERE_BEGUN.search(text)
        if keyword and where.terms in (None, Hole()):
            return self._for(text, keyword[1], [WHERE])
        named = [Choice(prop.name, prop.about) for prop in menu.props.values() if not prop.write_only]
        term, left = _last_term(where.terms)
        so_far = "" if text[-1] in _WORD_BREAKS else _bare(term)
        if left is None or (text[-1] in " \t" and _bare(term)):
            return self._for(text, so_far, [Choice(".id"), *named])
        prop = menu.find_prop(_bare(left))
        return self._for(text, so_far, [] if prop is None else self._of_kind(prop.kind))


def _globals() -> Iterator[Choice]:
    return (Choice(name, abouts.GLOBALS.get(name, "")) for name in GLOBAL_NAMES)


def _global_arguments(line: GlobalLine) -> Iterator[Choice]:
    given = {arg.name for arg in line.args if isinstance(arg, Named)}
    spec = COMMANDS[line.name]
    return (Choice(f"{name}=", "", True) for name in (*spec.named, *spec.positional) if name not in given)


def _settable(menu: Menu) -> Iterator[tuple[str, str]]:
    return ((prop.name, prop.about) for prop in menu.props.values() if not (prop.read_only or prop.required))


def _first_sentence(node: Node) -> str:
    if node.menu is None:
        return abouts.DIRECTORIES.get(" ".join(node.path), "Menus that are kept, not enforced here")
    about = " ".join(node.menu.about.replace("``", "").split())
    return re.split(r"(?<=[.;:]) ", about)[0].rstrip(".;:")


def _bare(node: Expr | None) -> str:
    if isinstance(node, Word):
        return node.text
    return node.so_far if isinstance(node, Hole) else ""


def _last_term(node: Expr | None) -> tuple[Expr | None, Expr | None]:
    """The last operand of a filter, and what it is compared with."""
    left: Expr | None = None
    while True:
        match node:
            case All(terms):
                node, left = terms[-1], None
            case Chain(first, rest):
                compared = rest[-1].op in _COMPARISONS
                left = first if compared else None
                node = rest[-1].operand
            case Unary(_, operand):
                node, left = operand, None
            case Paren(inner):
                node, left = inner, None
            case _:
                return node, left


_Place = tuple[Command, Path] | None


def _at_the_end(program: Program, path: Path, tree: Tree, text: str) -> _Place:
    """The innermost command line that the text ends in, and the menu it stands in; None within a comment."""
    ended = program.statements[-1].at.end if program.statements else program.at.start
    behind = text[ended:].lstrip(" \t{")
    if behind.startswith("#"):
        return None
    begun = bool(program.statements) and not behind
    for statement in program.statements[: -1 if begun else None]:
        path = entered(statement, path, tree)
    if not begun:
        return Command("", (Plain(Hole()),)), path
    last = program.statements[-1]
    if isinstance(last, Block):
        return _at_the_end(last.body, path, tree, text)
    within = _menu_of(last, path, tree) if isinstance(last, Command) else path
    inner = _inside(last.words[-1], within, tree, text) if last.words else None
    return inner or ((last, path) if isinstance(last, Command) and last.words else None)


def _inside(node: Arg | Expr, path: Path, tree: Tree, text: str) -> _Place:
    """The command line within a value that is still open where the text ends."""
    if isinstance(node, Sub) and isinstance(node.statement, Command):
        return _at_the_end(Program((node.statement,)), path, tree, text) if node.at.end >= len(text) else None
    if isinstance(node, Block):
        return _at_the_end(node.body, path, tree, text) if node.at.end >= len(text) else None
    inner = list(children(node))
    return _inside(inner[-1], path, tree, text) if inner else None  # type: ignore[arg-type]


def entered(statement: object, path: Path, tree: Tree) -> Path:
    """Where the next statement stands."""
    if not isinstance(statement, Command):
        return path
    bound = bind(statement, path, tree, GLOBAL_NAMES)
    return bound.path if isinstance(bound, Enter) and bound.block is None else path


def _menu_of(line: Command, path: Path, tree: Tree) -> Path:
    """The menu that commands within a line's values and blocks speak to."""
    words = tuple(word for word in line.words if isinstance(word, Plain) and isinstance(word.value, Word))
    try:
        bound = bind(Command(line.root, words, line.at), path, tree, GLOBAL_NAMES)
    except ScriptError:
        return path
    if isinstance(bound, Enter):
        return bound.path
    return bound.node.path if isinstance(bound, MenuLine) else path
