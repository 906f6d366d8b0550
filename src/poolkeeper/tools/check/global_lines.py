"""Global commands: which version has them, their arguments, and what they do to variables."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

from poolkeeper.script.commands import COMMANDS
from poolkeeper.script.syntax import Arg, Block, Expr, Named, Plain, Text, Var, Word
from poolkeeper.tree import fits

from . import variables
from .finding import ERROR, Edit
from .known import ONLY_7_GLOBALS, Path, nearest
from .reading import Source
from .scopes import Constant, Scope
from .words import GlobalLine

if TYPE_CHECKING:
    from .visit import Visit

Values = dict[str, Expr]
_MAYBE = frozenset({"do", "else", "on-error"})
INSTEAD_6 = MappingProxyType(
    {
        "onerror": ":do {...} on-error={...}",
        "retry": ":while (...) do={...}",
        "range": ":for i from=... to=... do={...}",
    }
)
"""What RouterOS 6 has for a command of RouterOS 7."""


def check(visit: "Visit", source: Source, line: GlobalLine, path: Path | None, scope: Scope) -> None:
    """One line with a global command."""
    if visit.target == 6 and line.name in ONLY_7_GLOBALS:
        visit.only7(source, line.at.start, f":{line.name}", INSTEAD_6.get(line.name))
    if line.name == "import":
        visit.facts.open.add("*")
    if line.name not in COMMANDS:
        visit.args(source, line.args, path, scope)
        return
    values = _sorted(visit, source, line, scope)
    if values is None:
        visit.args(source, line.args, path, Scope(scope, known=False))
        return
    _RULES.get(line.name, _plainly)(visit, source, values, path, scope)


def _sorted(visit: "Visit", source: Source, line: GlobalLine, scope: Scope) -> Values | None:
    """Arguments by name; None where one of them fits nowhere, which is told."""
    spec = COMMANDS[line.name]
    places, values = list(spec.positional), {}
    names = (*spec.positional, *spec.named, *spec.flags)
    for arg in line.args:
        if isinstance(arg, Named):
            found = fits(arg.name, names)
            if not found:
                _unfit(visit, source, line, arg, names, scope)
                return None
            values[found[0]] = arg.value or Text("", arg.at)
            places = [each for each in places if each != found[0]]
        elif isinstance(arg, Plain) and isinstance(arg.value, Block) and "do" in spec.named and not places:
            values.setdefault("do", arg.value)
        elif isinstance(arg, Plain) and isinstance(arg.value, Word) and arg.value.text in spec.flags:
            values[arg.value.text] = arg.value
        elif isinstance(arg, Plain) and places:
            values[places.pop(0)] = arg.value
        else:
            _stray(visit, source, line, arg)
            return None
    return values


def _unfit(visit: "Visit", source: Source, line: GlobalLine, arg: Named, names: tuple[str, ...], scope: Scope) -> None:
    """An argument that the command does not take; often a value given with an equals sign."""
    if line.name in ("local", "global", "set") and line.args and line.args[0] is arg:
        scope.declare(arg.name)
        message = "expected end of command: a value stands behind the name, without an equals sign"
        edit = Edit(arg.equals.start, arg.equals.start + 1, " ")
        visit.find(source, arg.equals.start, "assignment", ERROR, message, (edit,))
        return
    near = nearest(arg.name, names)
    edits = (Edit(arg.at.start, arg.at.start + len(arg.name), near),) if near else ()
    message = f"expected end of command: :{line.name} takes no argument {arg.name}"
    visit.find(source, arg.at.start, "unknown-argument", ERROR, message, edits)


def _stray(visit: "Visit", source: Source, line: GlobalLine, arg: Arg) -> None:
    message = f"expected end of command: :{line.name} takes no further value"
    visit.find(source, arg.at.start, "stray-word", ERROR, message)


# -- what each does


def _plainly(visit: "Visit", source: Source, values: Values, path: Path | None, scope: Scope) -> None:
    for name, value in values.items():
        with _maybe(visit, name in _MAYBE):
            visit.value(source, value, path, scope)


def _asking(visit: "Visit", source: Source, values: Values, path: Path | None, scope: Scope) -> None:
    """``:typeof $x``: the way to ask whether a variable is there."""
    if not isinstance(values.get("value"), Var):
        _plainly(visit, source, values, path, scope)


@contextmanager
def _maybe(visit: "Visit", it_may: bool = True) -> Iterator[None]:
    """What is walked within may not run, or run more than once."""
    visit.maybe += it_may
    yield
    visit.maybe -= it_may


def _apart(visit: "Visit", source: Source, values: Values, path: Path | None, scope: Scope) -> None:
    """Code that runs as a job of its own and sees nothing of what is around."""
    for value in values.values():
        if isinstance(value, Block):
            visit.program(source, value.body, (), Scope(known=False))
        else:
            visit.expression(source, value, path, scope)


def _names(value: Expr | None) -> list[tuple[str, int]]:
    """(name, offset) of each variable that an argument names."""
    if isinstance(value, Var):
        return [(value.name + value.rest, value.at.start + 1)]
    if not isinstance(value, Word | Text):
        return []
    shift = 1 if isinstance(value, Text) else 0
    return [(each[0], value.at.start + shift + each.start()) for each in re.finditer(r"[^, ]+", value.text)]


def _declaring(shared: bool) -> Callable[["Visit", Source, Values, Path | None, Scope], None]:
    def declare(visit: "Visit", source: Source, values: Values, path: Path | None, scope: Scope) -> None:
        names = _names(values.get("name"))
        if "do" in values:
            for name, _ in names:
                scope.declare(name)
            _function(visit, source, values["do"], path, scope)
        value = values.get("value")
        if value is not None:
            visit.value(source, value, path, scope)
        held = Constant(value, source) if isinstance(value, Text) else None
        for name, at in names:
            scope.declare(name, None if shared else held)
            if shared:
                visit.globals.add(name)
            _hyphen(visit, source, name, at)

    return declare


def _hyphen(visit: "Visit", source: Source, name: str, at: int) -> None:
    """``:local my-var``: the name ends at the hyphen."""
    if "-" in name and source.text[at - 1 : at] != '"':
        message = "syntax error: a name with other than letters and digits needs quotes"
        edit = Edit(at, at + len(name), f'"{name}"')
        visit.find(source, at + name.index("-"), "name-needs-quotes", ERROR, message, (edit,))


def _set(visit: "Visit", source: Source, values: Values, path: Path | None, scope: Scope) -> None:
    for name, at in _names(values.get("name")):
        variables.assign(visit, source, name, at, scope)
    for each in ("value", "do"):
        if each == "do" and each in values:
            _function(visit, source, values[each], path, scope)
        elif each in values:
            visit.value(source, values[each], path, scope)
    target = values.get("name")
    if target is not None and not isinstance(target, Word | Text | Var):
        visit.expression(source, target, path, scope)


def _function(visit: "Visit", source: Source, body: Expr, path: Path | None, scope: Scope) -> None:
    if isinstance(body, Block):
        with _maybe(visit):
            visit.program(source, body.body, path, Scope(scope, function=True))
    else:
        visit.expression(source, body, path, scope)


def _loop(visit: "Visit", source: Source, values: Values, path: Path | None, scope: Scope) -> None:
    for each in ("in", "from", "to", "step"):
        if each in values:
            visit.expression(source, values[each], path, scope)
    inner = Scope(scope)
    for name, _ in _names(values.get("counter")):
        inner.declare(name)
    with _maybe(visit):
        for each in ("do", "on-error"):
            if each in values:
                visit.value(source, values[each], path, inner)


def _on_error(visit: "Visit", source: Source, values: Values, path: Path | None, scope: Scope) -> None:
    if "in" in values:
        visit.value(source, values["in"], path, scope)
    inner = Scope(scope)
    for name, _ in _names(values.get("counter")):
        inner.declare(name)
    if "do" in values:
        with _maybe(visit):
            visit.value(source, values["do"], path, inner)


_RULES: Mapping[str, Callable[["Visit", Source, Values, Path | None, Scope], None]] = MappingProxyType(
    {
        "local": _declaring(False),
        "global": _declaring(True),
        "set": _set,
        "for": _loop,
        "foreach": _loop,
        "onerror": _on_error,
        "execute": _apart,
        "typeof": _asking,
    }
)
