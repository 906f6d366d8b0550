"""What a command line asks the user at a terminal: arguments that are missing, and a text to work on (``edit``).

Nothing is asked of a program, of a script or inside of ``[ ]``: there the line is refused. How the terminal asks is the
door's. Source: RouterOS manual, Command Line Interface (editing, numbers) and what routers ask for.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from poolkeeper.tree import HIDDEN, Menu, Row
from poolkeeper.tree.refusal import failure, missing, no_match, no_such_item, not_enough_permissions

from .completion import Choice
from .lexer import narrow
from .parser import parse
from .syntax import Command, Expr, Named, ScriptError, Text
from .values import NOTHING, Value

if TYPE_CHECKING:
    from .lines import Line
    from .session import Session


def wanted(line: "Line") -> list[str]:
    """Names of the arguments the line lacks, in the order in which they are asked for."""
    command, menu, given = line.bound.command, line.bound.node.menu, line.given.named
    if command.name == "add":
        props = [] if menu is None or "copy-from" in given else list(menu.props.values())
        return [prop.name for prop in props if prop.required and not {prop.name, *prop.aliases} & given.keys()]
    lacking = [command.positional[0]] if command.takes_items and command.positional and not line.has_numbers else []
    if command.name in ("unset", "edit") and "value-name" not in given:
        lacking.append("value-name")
    return lacking


def answers_for(line: "Line", session: "Session") -> tuple[Named, ...]:
    """What the user answers for each argument the line lacks, as arguments; empty where nothing is lacking.

    Raises Refusal where nobody can be asked and the engine would not say by itself what is missing.
    """
    names = wanted(line)
    if not names:
        return ()
    if session.ask is None or not session.strict or session.nested:
        if line.bound.command.name in ("unset", "edit"):
            raise missing(*names)
        return ()
    return tuple(_answer(line, session, name) for name in names)


def _answer(line: "Line", session: "Session", name: str) -> Named:
    assert session.ask is not None
    command = f"/{' '.join(line.path)} {line.bound.command.name} {name}="

    def choices(typed: str) -> tuple[int, list[Choice]]:
        start, found = session.choices(command + typed)
        return start - len(command), found

    text = (session.ask(f"{name}: ", choices, "") or "").strip()
    if not text:
        raise missing(name)
    return Named(name, _read(text))


def _read(text: str) -> Expr:
    """An answer as the value it would be on the line; what can not be read so is taken as it stands."""
    try:
        program = parse(f"x={narrow(text)}")
    except ScriptError:
        return Text(narrow(text))
    node = program.statements[0] if len(program.statements) == 1 else None
    word = node.words[0] if isinstance(node, Command) and len(node.words) == 1 else None
    return word.value if isinstance(word, Named) and word.value is not None else Text(narrow(text))


# -- edit -------------------------------------------------------------------------------------------------------------


def edit(line: "Line", session: "Session", items: Iterable[int | str], name: str) -> Value:
    """``edit item property``: the user works on the property's text; what they save is set."""
    menu = line.bound.node.menu
    assert menu is not None
    prop = menu.find_prop(name)
    if prop is None or prop.read_only or prop.write_only:
        raise no_match("value-name")
    if session.edit is None or session.nested:
        raise failure("edit needs a terminal")
    row = _row(session, menu, tuple(items))
    if row.values.get(prop.name) is HIDDEN:  # the mask would be saved as the new value
        raise not_enough_permissions()
    before = row.text(prop.name, session.style) or ""
    after = session.edit(f"{'/' + ' '.join(menu.words)} {prop.name}", before)
    if after is not None and after != before:
        target = None if menu.shape == "single" else (row.id,) if row.id is not None else ()
        session.request(menu.words, "set", {prop.name: after}, target)
    return NOTHING


def _row(session: "Session", menu: Menu, items: tuple[int | str, ...]) -> Row:
    """The one item that is edited."""
    if menu.shape != "single" and len(items) != 1:
        raise no_such_item()
    return next(iter(session.request(menu.words, "get", {}, items).rows))
