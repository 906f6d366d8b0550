"""Commands of menus: whether the menu and the command are there, and in which version; the values of its arguments.

Which arguments there are is in ``arguments``, what a value may be in ``values``, which names must be defined in
``references``.
"""

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from poolkeeper.script.syntax import All, Arg, Block, Chain, Command, Expr, Named, Plain, Text, Unset, Where, Word
from poolkeeper.tree import fits

from . import arguments, items, lenient, values
from .arguments import SETTING
from .embedded import CODE, PLAIN_CODE, is_name
from .facts import Value, constant
from .finding import WARNING, Edit
from .known import ROOT_WORDS, Known, Path, nearest
from .moved import COMMANDS_6, MENUS_6, MENUS_7
from .reading import Source
from .scopes import Scope
from .words import MenuLine, Unknown

if TYPE_CHECKING:
    from .visit import Visit

_ONLY_7_ARGUMENTS = MappingProxyType({"print": ("proplist", "show-ids", "group-by"), "export": ("show-sensitive",)})
_FILE_ARGUMENTS = MappingProxyType(
    {
        "/file": ("name",), "/system/backup": ("name",), "/file/add": ("name",),
        "/file/print": ("file",), "/file/create": ("directory", "name"), "/file/find": ("name",),
    }
)  # fmt: skip


def unknown(visit: "Visit", source: Source, found: Unknown, line: Command) -> None:
    """A word that is no menu and no command."""
    if found.below == ("file",) and found.word == "create":
        args = line.words[[word.at.end for word in line.words].index(_holding(line, found.at.start)) + 1 :]
        lenient.create(visit, source, found.at.start, _line_end(line), args)
        return
    node = visit.menus.node(found.below)
    names = [*(visit.menus.words(node) if node is not None else ()), *(ROOT_WORDS if not found.below else ())]
    near = nearest(found.word, names, 0.6)
    start = found.at.start + (source.text[found.at.start : found.at.start + 1] == "/")
    edits = (Edit(start, start + len(found.word), near),) if near else ()
    if line.root == ":" and not found.below:
        near_global = nearest(found.word, ROOT_WORDS)
        edits = (Edit(start, start + len(found.word), near_global),) if near_global else edits
    visit.find(source, found.at.start, "unknown-command", visit.doubt(near), f"bad command name {found.word}", edits)


def _holding(line: Command, offset: int) -> int:
    """The end of the word that an offset is in."""
    return next(word.at.end for word in line.words if word.at.start <= offset < word.at.end)


def _line_end(line: Command) -> int:
    return line.words[-1].at.end


def menu(visit: "Visit", source: Source, path: Path, line: Command) -> Known:
    """A menu that a line names: whether the version has it."""
    known = visit.menus.menu(path)
    if line.root == "" and line.words and isinstance(line.words[0], Plain) and known.commands == {"export"}:
        return known
    if visit.target == 7 and known.v6:
        visit.only6(source, line.at.start, f"the menu {known.path}", MENUS_6.get(known.path))
    elif visit.target == 6 and known.new:
        visit.only7(source, line.at.start, f"the menu {known.path}", MENUS_7.get(known.path))
    return known


def check(visit: "Visit", source: Source, given: MenuLine, path: Path | None, scope: Scope) -> None:
    """One line with a command of a menu."""
    line = replace(given, args=_dotted(given.args))
    lenient.colon(visit, source, line)
    known = visit.menus.menu(line.path)
    if len(line.line.words) > len(line.args) + 1 or line.line.root or "/" in _first(line):
        menu(visit, source, line.path, line.line)
    _version_of_command(visit, source, line, known)
    told = lenient.arguments(visit, source, line)
    arguments.check(visit, source, line, known, told)
    _values(visit, source, line, known, scope)
    items.gather(visit, source, line, known)


def _dotted(args: tuple[Arg, ...]) -> tuple[Arg, ...]:
    """Arguments with their full names: behind ``remote.address=`` RouterOS 7 writes ``.as=`` for ``remote.as=``."""
    full: list[Arg] = []
    group = ""
    for arg in args:
        if isinstance(arg, Named | Unset) and arg.name.startswith(".") and group:
            arg = replace(arg, name=group + arg.name)
        elif isinstance(arg, Named | Unset) and "." in arg.name[1:]:
            group = arg.name.rpartition(".")[0]
        full.append(arg)
    return tuple(full)


def _first(line: MenuLine) -> str:
    word = line.line.words[0]
    return constant(word.value) or "" if isinstance(word, Plain) else ""


def _version_of_command(visit: "Visit", source: Source, line: MenuLine, known: Known) -> None:
    what = f"the command {line.command} of {known.path}"
    if visit.target == 7 and line.command in known.commands6 and not known.v6:
        visit.only6(source, line.at.start, what, COMMANDS_6.get(known.path))
    elif visit.target == 6 and (f"+{line.command}" in known.new_words or line.command == "reset") and not known.new:
        visit.only7(source, line.at.start, what)
    for arg in line.args:
        name = _name(arg)
        if visit.target == 6 and name in _ONLY_7_ARGUMENTS.get(line.command, ()):
            visit.only7(source, arg.at.start, f"{name} of {line.command}")


def _name(arg: Arg) -> str:
    if isinstance(arg, Named):
        return arg.name
    return constant(arg.value) or "" if isinstance(arg, Plain) else ""


# -- their values


def _values(visit: "Visit", source: Source, line: MenuLine, known: Known, scope: Scope) -> None:
    files = (*_FILE_ARGUMENTS.get(f"{known.path}/{line.command}", ()), *_FILE_ARGUMENTS.get(known.path, ()))
    for arg in line.args:
        if isinstance(arg, Where):
            if arg.terms is not None:
                _terms(visit, source, arg.terms, line.path, known, scope)
        elif isinstance(arg, Plain):
            visit.value(source, arg.value, line.path, scope)
        elif isinstance(arg, Named) and arg.value is not None:
            if arg.name in files:
                lenient.file_name(visit, source, arg, scope)
            _value(visit, source, arg, line, known, scope)


def _value(visit: "Visit", source: Source, arg: Named, line: MenuLine, known: Known, scope: Scope) -> None:
    assert arg.value is not None
    code = arg.name in CODE and arg.name in known.props
    if code and isinstance(arg.value, Block):
        visit.program(source, arg.value.body, (), Scope(known=arg.name in PLAIN_CODE))
    elif code and isinstance(arg.value, Text) and not is_name(arg.value.text):
        visit.embedded(source, arg.value, arg.name in PLAIN_CODE)
    elif isinstance(arg.value, Block):
        inner = Scope(scope, known=False)
        visit.program(source, arg.value.body, line.path, inner)
    else:
        visit.expression(source, arg.value, line.path, scope)
        text = constant(arg.value)
        if text is not None and line.command in SETTING:
            values.check(visit, known, arg.name, Value(text, source, arg.value.at))


def _terms(visit: "Visit", source: Source, node: Expr, path: Path, known: Known, scope: Scope) -> None:
    """A filter: names of properties, which hide variables of the same name."""
    inner = Scope(scope)
    for name in known.props:
        inner.declare(name)
    visit.expression(source, node, path, inner)
    for each in node.terms if isinstance(node, All) else (node,):
        if isinstance(each, Chain) and isinstance(each.first, Word) and not known.open:
            _filtered(visit, source, each.first, known)


def _filtered(visit: "Visit", source: Source, word: Word, known: Known) -> None:
    """The property at the head of a comparison; told only where it is a slip of the pen."""
    if word.text in known.props or word.text.startswith(".") or fits(word.text, known.props):
        return
    near = nearest(word.text, known.props, 0.75)
    if near:
        message = f"{known.path} has no property {word.text}; nothing is found by it"
        visit.find(
            source, word.at.start, "unknown-property", WARNING, message, (Edit(word.at.start, word.at.end, near),)
        )
