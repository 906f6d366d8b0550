"""Forms that Poolkeeper's lenient dialect takes and a router refuses, each with the line to write instead.

docs/dialect.md lists them; ``script.dialect`` gives them their meaning.
"""

import re
from typing import TYPE_CHECKING

from poolkeeper.script.dialect import Taken
from poolkeeper.script.syntax import Join, Named, Text, Var

from .facts import constant
from .finding import ERROR, WARNING, Edit
from .reading import Source
from .scopes import Constant, Scope
from .words import MenuLine

if TYPE_CHECKING:
    from .visit import Visit

_BY_HAND = "# make it by FTP or in the window Files: RouterOS 6 has no command for it"
_LOOSE = re.compile(r"[A-Za-z0-9_-]+")


def name(visit: "Visit", source: Source, taken: Taken) -> None:
    """A variable's name with an underscore and without quotes."""
    start = end = taken.refusal.at.start
    while start and _LOOSE.match(source.text[start - 1]):
        start -= 1
    found = _LOOSE.match(source.text, end)
    end = found.end() if found else end
    word = source.text[start:end]
    message = f"{taken.refusal.reason}: a name with other than letters and digits needs quotes"
    visit.find(source, taken.refusal.at.start, "name-needs-quotes", ERROR, message, (Edit(start, end, f'"{word}"'),))


def joined(visit: "Visit", source: Source, node: Join, scope: Scope) -> None:
    """``"$a_b"``: to a router the variable ``a`` and the text ``_b``."""
    if source.text[node.at.start : node.at.start + 1] != '"':
        return
    for part in node.parts:
        if not isinstance(part, Var) or not part.rest or scope.holder(part.name + part.rest) is None:
            continue
        whole = part.name + part.rest
        message = f"in a string ${whole} is the variable {part.name} and the text {part.rest}"
        alone = node.at if len(node.parts) == 1 else part.at
        edit = Edit(alone.start, alone.end, f'$"{whole}"')
        visit.find(source, part.at.start, "name-needs-quotes", WARNING, message, (edit,))


def colon(visit: "Visit", source: Source, line: MenuLine) -> None:
    """A colon before a menu's path."""
    if line.line.root != ":":
        return
    at = line.line.at.start
    word = source.text[line.line.words[0].at.start : line.line.words[0].at.end].split("/")[0]
    message = f"bad command name {word}: a menu's path begins with a slash"
    visit.find(source, at + 1, "colon-path", ERROR, message, (Edit(at, at + 1, "/"),))


def arguments(visit: "Visit", source: Source, line: MenuLine) -> frozenset[str]:
    """The forms of a menu's line; names of the arguments that are told of here."""
    named = {arg.name: arg for arg in line.args if isinstance(arg, Named)}
    if line.path == ("system", "clock") and line.command in ("get", "print") and "format" in named:
        return _format(visit, source, named["format"])
    if line.path == ("file",) and line.command == "print" and "do" in named:
        return _print_code(visit, source, line, named)
    return frozenset()


def _format(visit: "Visit", source: Source, arg: Named) -> frozenset[str]:
    start = arg.at.start
    while source.text[start - 1] in " \t":
        start -= 1
    example = "2025-02-03" if visit.target == 7 else "feb/03/2025"
    message = f"expected end of command: date and time come in one form only ({example}, 21:04:02)"
    visit.find(source, arg.at.start, "date-format", ERROR, message, (Edit(start, arg.at.end, ""),))
    return frozenset({"format"})


def _print_code(visit: "Visit", source: Source, line: MenuLine, named: dict[str, Named]) -> frozenset[str]:
    """``print file=x do={...}``: the names at x in a variable, and the code behind it."""
    do, file = named["do"], named.get("file")
    edits: tuple[Edit, ...] = ()
    if file is not None and file.value is not None and do.value is not None and len(line.args) == 2:
        edits = (
            Edit(line.line.at.start, file.value.at.start, ":local file [/file find name="),
            Edit(file.value.at.end, do.value.at.start, "]; "),
        )
    message = "expected end of command: print runs no code, and with file= it writes its table to that file"
    visit.find(source, do.at.start, "print-code", ERROR, message, edits)
    return frozenset({"do"})


def create(visit: "Visit", source: Source, at: int, end: int, args: tuple[object, ...]) -> None:
    """``/file create directory=x``: RouterOS 7 adds a directory; RouterOS 6 makes none by hand."""
    named = [arg for arg in args if isinstance(arg, Named)]
    edits: tuple[Edit, ...] = ()
    if visit.target == 7 and len(named) == 1 == len(args):
        kind = "directory" if named[0].name == "directory" else "file"
        start = named[0].at.start
        edits = (
            Edit(at, at + len("create"), "add"),
            Edit(start, start + len(named[0].name), "name"),
            Edit(end, end, f" type={kind}"),
        )
    instead = None if visit.target == 7 else _BY_HAND
    visit.find(source, at, "file-create", ERROR, "bad command name create", edits, instead)


def file_name(visit: "Visit", source: Source, arg: Named, scope: Scope) -> None:
    """A file's name that begins with a slash, told where the slash is written."""
    found = _first_text(source, arg.value, scope)
    if found is None or not found.text.text.startswith("/") or len(found.text.text) < 2:
        return
    start = found.text.at.start + (found.source.text[found.text.at.start : found.text.at.start + 1] == '"')
    place = found.source.place(start)
    if any(each.id == "leading-slash" and each.offset == place.start for each in visit.findings):
        return
    message = "names of files begin without a slash"
    visit.find(found.source, start, "leading-slash", WARNING, message, (Edit(start, start + 1, ""),))


def _first_text(source: Source, node: object, scope: Scope) -> Constant | None:
    """The text that a value begins with, where it is known."""
    while not isinstance(node, Var | Text):
        if isinstance(node, Join):
            node = node.parts[0]
        elif hasattr(node, "first"):
            node = node.first
        elif hasattr(node, "inner"):
            node = node.inner
        else:
            text = constant(node) if hasattr(node, "text") else None  # type: ignore[arg-type]
            return Constant(Text(text, node.at), source) if text else None  # type: ignore[attr-defined]
    if isinstance(node, Text):
        return Constant(node, source)
    return scope.constant(node.name + node.rest) or scope.constant(node.name)
