"""Menu command lines: arguments to a Request, the Reply to a value and to printed lines. No menu is known by name.

Values go out as text (the kinds parse them) and come back typed, so that a script computes with addresses and times.
Source: RouterOS manual, Command Line Interface (common commands) and Scripting.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from poolkeeper.tree import Kind, ListKind, Menu, Row, Style, id_text, may_see
from poolkeeper.tree import query as queries
from poolkeeper.tree.query import Query
from poolkeeper.tree.refusal import failure, missing, no_such_item

from . import convert
from .absent import SETTING, absent, is_place
from .bind import Arguments, Enter, MenuLine, arguments, prop_named
from .dhcpsetup import SERVER, dhcp_setup
from .export import Header
from .export import export as exported
from .frames import Frame
from .layout import draw
from .leniencies import for_files, moment
from .lexer import narrow, widen
from .operators import equal, truth
from .printing import print_
from .prompting import answers_for, edit
from .run import Run, argument_value, expression, program
from .syntax import All, Chain, Expr, Paren, Sub, Text, Unary, Var, Where, Word
from .values import NOTHING, Array, Id, Ip, Nil, Nothing, Prefix, Time, Value, to_argument, to_text

if TYPE_CHECKING:
    from .session import Session


def value_of(kind: Kind, typed: Any) -> Value:
    """A property's typed value (``Kind.typed``) as a script has it."""
    if typed is None:
        return NOTHING
    if isinstance(typed, list):
        inner = kind.of if isinstance(kind, ListKind) else None
        return Array([value_of(inner, each) if inner is not None else convert.typed(narrow(each)) for each in typed])
    if isinstance(typed, str):
        return narrow(typed)
    if isinstance(typed, bool):
        return typed
    if kind.script == "time":
        return Time(int(typed) * 1000)
    if kind.script == "ip":
        return Ip(int(typed))
    if kind.script == "ip-prefix":
        return Prefix(*typed)
    return int(typed) if isinstance(typed, int) else narrow(str(typed))


def prop_value(row: Row, name: str, style: Style = Style.V6) -> Value:
    """A property of a row as a script has it; ``.id`` too."""
    if name == ".id":
        return NOTHING if row.id is None else Id(row.id)
    prop = row.menu.props.get(name)
    return NOTHING if prop is None else value_of(prop.kind, row.typed(name, style))


def row_array(row: Row, names: Iterable[str] | None = None, style: Style = Style.V6) -> Array:
    """A row as an array by property name, its id as ``.id``."""
    keyed: dict[str, Value] = {}
    if row.id is not None:
        keyed[".id"] = Id(row.id)
    for name in row.present() if names is None else names:
        value = prop_value(row, name, style)
        if not isinstance(value, Nothing):
            keyed[name] = value
    return Array([], keyed)


class Line:
    """One bound menu command line, ready to run on frames."""

    def __init__(self, bound: MenuLine) -> None:
        self.bound = bound
        self.given: Arguments = arguments(bound)
        lenient = bound.node.menu.lenient.get(bound.command.name, ()) if bound.node.menu is not None else ()
        self.format = _raw(self.given.named["format"]) if "format" in lenient and "format" in self.given.named else None
        self.each = self.given.named.get("do") if "do" in lenient else None
        self.values: dict[str, Run] = {
            name: _raw(node)
            for name, node in self.given.named.items()
            if name not in ("numbers", "number") and name not in lenient
        }
        numbers = self.given.named.get("numbers", self.given.named.get("number"))
        self.numbers = None if numbers is None else items_of(numbers)
        menu = bound.node.menu
        adopts = menu is not None and (menu.adopts or menu.carried) and bound.command.name in SETTING
        self.absent = absent(numbers, bound.node.menu) if adopts and bound.node.menu is not None else ()
        self.by_place = bool(self.absent) and is_place(numbers)
        self.has_numbers = "numbers" in self.given.named or "number" in self.given.named

    @property
    def path(self) -> tuple[str, ...]:
        """The menu the line speaks to."""
        return self.bound.node.path

    def run(self, frame: Frame) -> Value:
        """Do it; raises Refusal or ScriptError."""
        session = frame.session
        answers = answers_for(self, session)
        if answers:
            return Line(replace(self.bound, args=(*self.bound.args, *answers))).run(frame)
        name = self.bound.command.name
        inner = frame if frame.path == self.path else _standing_in(frame, self.path)
        if name == "export":
            return self._export(session, inner)
        args = self._args(inner)
        if self.each is not None:
            return for_files(session, inner, args.get("file") or "", self.each)
        if name == "print":
            return print_(self, session, inner, args)
        items = self._items(session, inner)
        query = self._query(inner)
        if name == "find":
            found = session.paced(session.request(self.path, "print", query=query).rows)
            return Array([Id(row.id) for row in found if row.id is not None])
        if name == "setup" and self.path == SERVER and session.ask is not None and not session.nested:
            return dhcp_setup(session)
        if name == "edit":
            return edit(self, session, items or (), args.get("value-name") or "")
        absent = self.absent if session.importing else ()
        reply = session.request(self.path, name, args, items, query, None, self._alone(), absent)
        if name == "get":
            rows = list(reply.rows)
            if self.format is not None and rows:
                return moment(rows[0], to_text(self.format(inner)))
            return self._got(rows, args, session.style)
        if name == "add":
            return Id(reply.ids[0]) if reply.ids else NOTHING
        rows = list(reply.rows)
        if rows and reply.menu is not None and not self.bound.command.takes_items:
            session.say_lines(draw(reply.menu, rows, session.page()))
        return NOTHING

    def _alone(self) -> frozenset[str]:
        """Properties given without a value."""
        return frozenset(self.given.flags) if self.bound.command.takes_props else frozenset()

    def _args(self, frame: Frame) -> dict[str, str | None]:
        args: dict[str, str | None] = {name: widen(to_argument(give(frame))) for name, give in self.values.items()}
        args.update(dict.fromkeys(self.given.unset))
        named, menu = args.get("value-name"), self.bound.node.menu
        if named is not None and menu is not None and "value-name" not in menu.props:
            args["value-name"] = ",".join(prop_named(menu, part, "value-name").name for part in named.split(","))
        return args

    # -- items -----------------------------------------------------------------------------------------------------

    def _items(self, session: "Session", frame: Frame) -> tuple[int | str, ...] | None:
        command = self.bound.command
        if not command.takes_items:
            return None
        if self.numbers is None:
            menu = self.bound.node.menu
            if menu is not None and menu.shape == "single":
                return None
            if command.name == "get":
                raise missing("number")
            return None
        menu = self.bound.node.menu
        if session.importing is not None and self.by_place and menu is not None and (menu.carried or menu.of):
            return ()  # a place in the menu of the router that wrote this
        return tuple(self.resolve(session, each) for each in self.numbers(frame))

    def resolve(self, session: "Session", item: Value) -> int | str:
        """An item given by id, by its number in the last print, or by name."""
        if isinstance(item, Id):
            return item.number
        if isinstance(item, int) and not isinstance(item, bool):
            menu = self.bound.node.menu
            by_name = None if menu is None or menu.key is None else session.find_name(menu, str(item))
            return session.numbered(self.path, item) if by_name is None else by_name
        return widen(to_text(item))

    # -- reading ---------------------------------------------------------------------------------------------------

    def _query(self, frame: Frame) -> Query | None:
        return self.query_with(self.given.where, frame)

    def query_with(self, where: Where | None, frame: Frame) -> Query | None:
        """What a ``where`` of this line's menu asks for, None for everything."""
        menu = self.bound.node.menu
        if where is None or where.terms is None or menu is None:
            return None
        return query_of(where, menu, frame)

    def _got(self, rows: list[Row], args: dict[str, str | None], style: Style) -> Value:
        if not rows:
            raise no_such_item()
        name = args.get("value-name")
        as_text = bool(self.given.flags)
        if name is None:
            whole = row_array(rows[0], None, style)
            return to_text(whole) if as_text else whole
        prop = rows[0].menu.find_prop(name)
        if as_text:
            return narrow(rows[0].text(prop.name if prop is not None else name, style) or "")
        return prop_value(rows[0], prop.name if prop is not None else name, style)

    def _export(self, session: "Session", frame: Frame) -> Value:
        file = self._args(frame).get("file")
        mode = "verbose" if "verbose" in self.given.flags else "terse" if "terse" in self.given.flags else "compact"
        lines = exported(
            session.tree,
            self._exported_rows(session, frame),
            self.path,
            mode=mode,  # type: ignore[arg-type]
            show_sensitive=self._shows_sensitive(session),
            style=session.style,
            header=Header(session.now(), session.version()),
        )
        if file:
            session.keep_lines(_named(file, ".rsc"), lines)
        else:
            session.say_lines(lines)
        return NOTHING

    def _exported_rows(self, session: "Session", frame: Frame) -> Callable[[Menu], Iterable[Row]]:
        """The rows of a menu that an export writes: all, or with a filter those of its own menu that pass."""
        if self.given.where is None:
            return session.static_rows
        query, own = self._query(frame), self.bound.node.menu
        if own is None:
            raise failure("where needs a menu whose items it can filter")

        def rows(menu: Menu) -> Iterable[Row]:
            return session.request(menu.words, "print", query=query).rows if menu is own else ()

        return rows

    def _shows_sensitive(self, session: "Session") -> bool:
        """Whether an export writes sensitive values: when asked to, in both styles, and only for who may see them."""
        flags = self.given.flags
        return "show-sensitive" in flags and "hide-sensitive" not in flags and may_see(session.user.policies)


def _named(name: str | None, suffix: str) -> str:
    """A file's name with its suffix, once."""
    return f"{(name or '').removesuffix(suffix)}{suffix}"


def _standing_in(frame: Frame, path: tuple[str, ...]) -> Frame:
    """The same scope, standing in another menu: ``[find]`` within a command speaks to the command's menu."""
    inner = frame.inner()
    inner.path = path
    return inner


def _raw(node: Expr | None) -> Run:
    """An argument as text: bare words stay as they are written, lists with their commas."""
    if node is None:
        return lambda frame: ""
    if isinstance(node, Word | Text):
        text = node.text
        return lambda frame: text
    return argument_value(node)


def items_of(node: Expr) -> Callable[[Frame], list[Value]]:
    """The items an argument names: words split at commas, arrays flattened."""
    if isinstance(node, Text):
        text = node.text
        return lambda frame: [text] if text else []
    if isinstance(node, Word) and isinstance(convert.typed(node.text), bool):
        name = node.text  # an item may be called "yes"
        return lambda frame: [name]
    give = argument_value(node)

    def run(frame: Frame) -> list[Value]:
        return list(_flat(give(frame)))

    return run


def _flat(value: Value) -> Iterator[Value]:
    if isinstance(value, Array):
        for each in value.values():
            yield from _flat(each)
    elif isinstance(value, str) and "," in value:
        yield from (convert.typed(part) for part in value.split(",") if part)
    elif not isinstance(value, Nil | Nothing) and value != "":
        yield value


# -- where ------------------------------------------------------------------------------------------------------------


def query_of(where: Where, menu: Menu, frame: Frame) -> Query:
    """The filter of a ``where``: equalities an index may use stand apart, the rest is an expression on the row."""
    node = where.terms
    assert node is not None
    test = _term(node, menu)

    def holds(row: Any) -> bool:
        frame.session.breathe()
        return truth(test(frame, row))

    pinned = [found for each in _conjuncts(node) if (found := _pinned(each, menu, frame)) is not None]
    rest: Query = queries.Test(holds)
    return queries.And((*pinned, rest)) if pinned else rest


def _conjuncts(node: Expr) -> Iterator[Expr]:
    if isinstance(node, Paren):
        yield from _conjuncts(node.inner)
    elif isinstance(node, All):
        for each in node.terms:
            yield from _conjuncts(each)
    elif isinstance(node, Chain) and all(link.op == "and" for link in node.rest):
        for each in (node.first, *(link.operand for link in node.rest)):
            yield from _conjuncts(each)
    else:
        yield node


def _pinned(node: Expr, menu: Menu, frame: Frame) -> Query | None:
    """``name=x`` as an equality on the wire text, where the menu has an index for it and x is plain."""
    if not isinstance(node, Chain) or len(node.rest) != 1 or node.rest[0].op != "=":
        return None
    name = _prop_name(node.first, menu)
    if name not in (".id", menu.key, "address", "active-address"):
        return None
    side = node.rest[0].operand
    if _mentions(side, menu):
        return None
    value = _side(side, menu)(frame, None)
    return queries.Equals(str(name), widen(to_argument(value))) if not isinstance(value, Nil | Nothing) else None


def _mentions(node: Expr, menu: Menu) -> bool:
    """Whether a side of a comparison may speak of the row itself."""
    if isinstance(node, Var):
        return node.name in menu.props
    return not isinstance(node, Word | Text | Sub)


def _prop_name(node: Expr, menu: Menu) -> str | None:
    """The property a word means: by exact name, alias or unambiguous prefix."""
    if isinstance(node, Var):
        return node.name if node.name in menu.props else None
    if not isinstance(node, Word):
        return None
    if node.text == ".id":
        return ".id"
    prop = menu.find_prop(node.text)
    if prop is not None:
        return prop.name
    found = [name for name in menu.props if name.startswith(node.text)] if node.text else []
    return found[0] if len(found) == 1 else None


Test = Callable[[Frame, Any], Value]


def _term(node: Expr, menu: Menu) -> Test:
    """An expression on a row, where bare words are its properties."""
    if isinstance(node, Paren):
        return _term(node.inner, menu)
    if isinstance(node, All):
        terms = [_term(each, menu) for each in node.terms]
        return lambda frame, row: all(truth(term(frame, row)) for term in terms)
    if isinstance(node, Unary):
        inner, op = _term(node.operand, menu), node.op
        if op == "!":
            return lambda frame, row: not _set_truth(inner(frame, row))
        return _plain(node)
    if isinstance(node, Chain):
        return _chain_term(node, menu)
    name = _prop_name(node, menu)
    if name is not None:
        return lambda frame, row: _set_truth(prop_value(row, name, frame.session.style))
    return _plain(node)


def _set_truth(value: Value) -> bool:
    """A bare property: a flag by its value, anything else by whether it is set."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Array):
        return len(value) > 0
    return not isinstance(value, Nil | Nothing) and value != ""


def _plain(node: Expr) -> Test:
    run = expression(node)
    return lambda frame, row: run(frame)


def _chain_term(node: Chain, menu: Menu) -> Test:
    if node.rest[0].op in ("and", "or"):
        parts = [_term(each, menu) for each in (node.first, *(link.operand for link in node.rest))]
        if node.rest[0].op == "and":
            return lambda frame, row: all(truth(part(frame, row)) for part in parts)
        return lambda frame, row: any(truth(part(frame, row)) for part in parts)
    from .operators import BINARY

    left = _side(node.first, menu, subject=True)
    first_name = _prop_name(node.first, menu)
    for number, link in enumerate(node.rest):
        right = _side(link.operand, menu, subject=link.op == "in")  # an address is looked for in a property
        if number == 0 and first_name is not None and link.op in ("=", "!="):
            left = _compared(first_name, left, right, link.op == "=")
        else:
            left = _applied(BINARY[link.op], left, right)
    return left


def _applied(operator: Callable[[Value, Value], Value], left: Test, right: Test) -> Test:
    return lambda frame, row: operator(left(frame, row), right(frame, row))


def _compared(name: str, left: Test, right: Test, same: bool) -> Test:
    """A property and a value: equal by type, or as the text that is shown."""

    def test(frame: Frame, row: Any) -> Value:
        have, wanted = left(frame, row), right(frame, row)
        if isinstance(have, Nil | Nothing):
            return (isinstance(wanted, Nil | Nothing) or wanted == "") == same
        text = row.text(name, frame.session.style) if name != ".id" else id_text(row.id)
        found = equal(have, wanted) or (text is not None and narrow(text) == to_argument(wanted))
        return found == same

    return test


def _side(node: Expr, menu: Menu, subject: bool = False) -> Test:
    """One side of an operator in a filter: a property on the left, a value on the right.

    ``$name`` is the item's property on either side, even where a variable has that name, as on a router.
    """
    if isinstance(node, Paren):
        return _term(node.inner, menu) if isinstance(node.inner, Chain) else _side(node.inner, menu, True)
    name = _prop_name(node, menu) if subject or isinstance(node, Var) else None
    if name is not None:
        return lambda frame, row: prop_value(row, name, frame.session.style)
    if isinstance(node, Chain):
        return _chain_term(node, menu)
    run = argument_value(node)
    return lambda frame, row: run(frame)


def entering(bound: Enter) -> Run:
    """A line that names a menu: what follows stands there, or its block does."""
    if bound.block is None:

        def enter(frame: Frame) -> Value:
            frame.path, frame.entered = bound.path, True
            return NOTHING

        return enter
    body = program(bound.block.body)

    def run(frame: Frame) -> Value:
        inner = frame.inner()
        inner.path = bound.path
        return body(inner)

    return run
