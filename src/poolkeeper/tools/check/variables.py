"""Variables in use: whether anything declared them, and what a name means whose letters need quotes."""

import re
from typing import TYPE_CHECKING

from poolkeeper.script.syntax import Var

from .finding import WARNING, Edit
from .reading import Source
from .scopes import Scope

if TYPE_CHECKING:
    from .visit import Visit

_HANDED = frozenset(
    {"leaseBound", "leaseServerName", "leaseActMAC", "leaseActIP", "lease-hostname", "lease-options", "lease-address",
     "remote-address", "local-address", "caller-id", "called-id", "mac-address"}
)  # fmt: skip
"""Names that nobody uses for anything but what the system hands to a script."""

_HYPHENED = re.compile(r"-[A-Za-z0-9][A-Za-z0-9_-]*")


def use(visit: "Visit", source: Source, node: Var, scope: Scope) -> None:
    """A variable whose value is asked for."""
    name = node.name + node.rest
    if name.isdigit() or name in _HANDED or scope.holder(name) is not None or scope.holder(node.name) is not None:
        return
    if _is_hyphened(visit, source, node, scope):
        return
    if scope.in_function:
        visit.doubtful.append((name, source, node))
    elif not scope.guesses:
        message = f"variable {name} is used, but nothing before it declares it"
        visit.find(source, node.at.start, "unset-variable", WARNING, message, (), f":global {quoted(name)}")
        scope.outermost.declare(name)


def _is_hyphened(visit: "Visit", source: Source, node: Var, scope: Scope) -> bool:
    """``$my-var`` where ``my-var`` was declared: to a router it is ``$my`` and ``-var``."""
    rest = _HYPHENED.match(source.text, node.at.end)
    whole = node.name + node.rest + (rest[0] if rest else "")
    if rest is None or scope.holder(whole) is None or source.text[node.at.start + 1 : node.at.start + 2] == '"':
        return False
    message = f"syntax error: ${whole} is the variable {node.name} and {rest[0]}"
    edit = Edit(node.at.start, rest.end(), f'$"{whole}"')
    visit.find(source, node.at.start, "name-needs-quotes", WARNING, message, (edit,))
    return True


def assign(visit: "Visit", source: Source, name: str, at: int, scope: Scope) -> None:
    """A variable that ``:set`` changes."""
    if scope.holder(name) is not None:
        scope.forget(name)
        return
    if scope.guesses or scope.in_function:
        return
    message = f"syntax error: {name} is set, but nothing before it declares it"
    visit.find(source, at, "unset-variable", WARNING, message, (), f":local {quoted(name)}")
    scope.outermost.declare(name)


def judge(visit: "Visit") -> None:
    """What functions use without declaring it: they see no global variable that they do not declare."""
    for name, source, node in visit.doubtful:
        if name in visit.globals and name not in visit.call_names:
            message = f"a function sees the global variable {name} only if it declares it"
            visit.find(source, node.at.start, "undeclared-global", WARNING, message, (), f":global {quoted(name)}")


def quoted(name: str) -> str:
    """A variable's name as it is declared."""
    return name if re.fullmatch(r"[A-Za-z0-9]+", name) else f'"{name}"'
