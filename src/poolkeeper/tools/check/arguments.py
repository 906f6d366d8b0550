"""The arguments of menus' commands: whether the command takes them, in the version that is meant."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING

from poolkeeper.script.syntax import Named, Plain, Unset, Word
from poolkeeper.tree import fits
from poolkeeper.tree.menu import EXPORT_FLAGS, PRINT_ARGS, PRINT_FLAGS

from .finding import ERROR, WARNING, Edit
from .known import Known, nearest
from .moved import PROPS_6, PROPS_7
from .reading import Source
from .words import MenuLine

if TYPE_CHECKING:
    from .visit import Visit

SETTING = ("add", "set")
"""The commands that set properties."""

_COMMON = MappingProxyType(
    {
        "add": ("copy-from", "place-before"),
        "set": ("numbers",),
        "get": ("number", "value-name", "as-string", "as-string-value"),
        "edit": ("number", "value-name"),
        "find": ("where",),
        "remove": ("numbers",),
        "enable": ("numbers",),
        "disable": ("numbers",),
        "comment": ("numbers", "comment"),
        "unset": ("numbers", "value-name"),
        "reset": ("numbers", "value-name"),
        "move": ("numbers", "destination"),
        "print": (*PRINT_ARGS, *PRINT_FLAGS, "oid", "stats", "once", "where", "order-by", "comments", "timestamp",
                  "on-event", "bytes", "packets", "rates", "do", "as-string", "show-sensitive", "hide-sensitive"),
        "export": (*EXPORT_FLAGS, "file", "where"),
    }
)  # fmt: skip
"""The arguments of the commands that most menus have."""


def check(visit: "Visit", source: Source, line: MenuLine, known: Known, told: frozenset[str]) -> None:
    """The arguments of one line; told: names that are told of elsewhere."""
    setting = line.command in SETTING
    common = _COMMON.get(line.command)
    own = known.arguments.get(line.command, ())
    for arg in line.args:
        if isinstance(arg, Named | Unset) and arg.name not in told:
            if setting:
                _property(visit, source, line, known, arg)
            elif common is not None:
                _argument(visit, source, line, arg, (*common, *own), known)
            elif own:
                _own_argument(visit, source, line, arg, own)
    if setting:
        _stray_words(visit, source, line, known)
    if line.command == "get":
        _asked(visit, source, line, known)
    if line.command == "print":
        _print_words(visit, source, line, known)


def _property(visit: "Visit", source: Source, line: MenuLine, known: Known, arg: Named | Unset) -> None:
    """A property that is set: whether the menu has it, in the version that is meant."""
    if known.open or known.path == "/" or not known.props:
        return
    extra = _COMMON[line.command]
    start = arg.at.start + isinstance(arg, Unset)
    if arg.name in known.props:
        if isinstance(arg, Named) and line.command not in known.commands6:
            _version_of_property(visit, source, known, arg.name, start)
        return
    if arg.name in extra or fits(arg.name, known.props) or fits(arg.name, extra):
        return
    near = nearest(arg.name, known.props)
    edits = (Edit(start, start + len(arg.name), near),) if near else ()
    message = f"expected end of command: {known.path} has no property {arg.name}"
    visit.find(source, start, "unknown-property", visit.doubt(nearest(arg.name, known.props, 0.85)), message, edits)


def _version_of_property(visit: "Visit", source: Source, known: Known, name: str, start: int) -> None:
    what = f"the property {name} of {known.path}"
    if visit.target == 7 and known.props[name].v6 and not known.v6:
        visit.only6(source, start, what, *_renamed(name, start, PROPS_6.get(f"{known.path} {name}")))
    elif visit.target == 6 and name in known.new_words and not known.new:
        visit.only7(source, start, what, *_renamed(name, start, PROPS_7.get(f"{known.path} {name}")))


def _renamed(name: str, start: int, remedy: str | None) -> tuple[str | None, tuple[Edit, ...]]:
    """A remedy in words, or the edit that it is where only the name is another."""
    if remedy is None or not remedy.endswith("=...") or " " in remedy:
        return remedy, ()
    return None, (Edit(start, start + len(name), remedy.removesuffix("=...")),)


def _argument(
    visit: "Visit", source: Source, line: MenuLine, arg: Named | Unset, names: Iterable[str], known: Known
) -> None:
    """An argument of a command that most menus have."""
    if isinstance(arg, Unset) or fits(arg.name, names):
        return
    if known.open or (line.command not in ("print", "export", "find") and arg.name in known.props):
        return
    near = nearest(arg.name, names, 0.8)
    edits = (Edit(arg.at.start, arg.at.start + len(arg.name), near),) if near else ()
    message = f"expected end of command: {line.command} takes no argument {arg.name}"
    visit.find(source, arg.at.start, "unknown-argument", visit.doubt(near), message, edits)


def _own_argument(visit: "Visit", source: Source, line: MenuLine, arg: Named | Unset, names: Iterable[str]) -> None:
    """An argument of a menu's own command; the list of them is of one version, so only a slip of the pen is told."""
    near = None if fits(arg.name, (*names, "numbers", "number", "where")) else nearest(arg.name, names, 0.8)
    if near:
        edit = Edit(arg.at.start, arg.at.start + len(arg.name), near)
        message = f"expected end of command: {line.command} takes no argument {arg.name}"
        visit.find(source, arg.at.start, "unknown-argument", WARNING, message, (edit,))


def _stray_words(visit: "Visit", source: Source, line: MenuLine, known: Known) -> None:
    """Words of an add or set that are neither an item nor a property's name with its value behind it."""
    free = 0 if line.command == "add" or known.single else 1
    waits = False
    for arg in line.args:
        if not isinstance(arg, Plain):
            free = 0 if isinstance(arg, Named) and arg.name == "numbers" else free
            continue
        if waits:
            waits = False
        elif free:
            free -= 1
        elif known.open or not known.props:
            return
        elif isinstance(arg.value, Word) and fits(arg.value.text, known.props):
            waits = True
            if arg.value.text in known.props:
                _version_of_property(visit, source, known, arg.value.text, arg.at.start)
        else:
            _stray(visit, source, arg)
            return


def _stray(visit: "Visit", source: Source, arg: Plain) -> None:
    visit.find(source, arg.at.start, "stray-word", ERROR, "expected end of command: the word belongs to nothing")


def _print_words(visit: "Visit", source: Source, line: MenuLine, known: Known) -> None:
    """Words of print; menus have some of their own, so only slips of the pen are told."""
    for arg in line.args:
        text = arg.value.text if isinstance(arg, Plain) and isinstance(arg.value, Word) else ""
        near = None if not text or fits(text, (*_COMMON["print"], *known.props)) else nearest(text, PRINT_FLAGS, 0.8)
        if near:
            message = f"expected end of command: print takes no word {text}"
            visit.find(source, arg.at.start, "stray-word", ERROR, message, (Edit(arg.at.start, arg.at.end, near),))


def _asked(visit: "Visit", source: Source, line: MenuLine, known: Known) -> None:
    """The property that ``get`` asks for; told only where it is a slip of the pen."""
    plain = [arg.value for arg in line.args if isinstance(arg, Plain)]
    named = [arg.value for arg in line.args if isinstance(arg, Named) and arg.name == "value-name"]
    node = named[0] if named else plain[-1] if len(plain) == (1 if known.single else 2) else None
    if not isinstance(node, Word) or known.open or fits(node.text, known.props) or node.text.startswith("."):
        return
    near = nearest(node.text, known.props, 0.8)
    if near:
        edit = Edit(node.at.start, node.at.end, near)
        message = f"input does not match any value of value-name: {known.path} has no property {node.text}"
        visit.find(source, node.at.start, "unknown-property", visit.doubt(near), message, (edit,))
