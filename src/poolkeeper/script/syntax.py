"""The syntax tree of a console program: frozen nodes, each with where it stands, and the errors of reading one.

Nodes carry words as they were written; whether a word is a menu, a command or a value is for ``bind`` to say. Nothing
here evaluates. Text is *narrow*: one character a byte (see ``lexer.narrow``), since RouterOS strings are byte strings.
Equality of nodes ignores positions, so that a tree can be compared with the one read back from ``show``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, get_args


class Span(NamedTuple):
    """Where something stands: 1-based line and column of its first character, offsets of its start and end."""

    line: int
    column: int
    start: int
    end: int


NOWHERE = Span(0, 0, 0, 0)


class ScriptError(Exception):
    """A text that cannot be read or run. ``message`` is RouterOS's wording; line and column are 0 where unknown.

    placed: whether the printed form carries the position, as errors of reading do and errors of running do not.
    """

    def __init__(self, message: str, at: Span = NOWHERE, placed: bool = True) -> None:
        super().__init__(message)
        self.reason = message
        self.at = at
        self.line, self.column = at.line, at.column
        self.placed = placed and at is not NOWHERE

    @property
    def message(self) -> str:
        """The line a console prints: ``syntax error (line 1 column 7)``, or the bare reason."""
        return f"{self.reason} (line {self.line} column {self.column})" if self.placed else self.reason

    def __str__(self) -> str:
        return self.message


class RunError(ScriptError):
    """A program went wrong while it ran; ``on-error`` catches these."""

    def __init__(self, message: str) -> None:
        super().__init__(message, placed=False)


class Incomplete(ScriptError):
    """The text ends inside a bracket or a string. ``pending``: what is open, outermost first, as ``{(``."""

    def __init__(self, message: str, at: Span, pending: str) -> None:
        super().__init__(message, at)
        self.pending = pending


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word: ``ether1``, ``10.0.0.1``, ``yes``; typed when it is used as a script value."""

    text: str
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted string without substitutions, escapes resolved."""

    text: str
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Join:
    """A quoted string with substitutions: Text, Var, Paren and Sub in turn."""

    parts: "tuple[Expr, ...]"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Var:
    """``$name`` or ``$"name"``. rest: what follows with an underscore (``_b`` of ``$a_b``), read by the scopes."""

    name: str
    rest: str = ""
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sub:
    """``[command]``: the value of a command."""

    statement: "Statement"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Paren:
    """``(expression)``."""

    inner: "Expr"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """``(> expression)``: a value of type ``op``, evaluated when it is called (RouterOS 7)."""

    inner: "Expr"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """``!x``, ``-x``, ``~x``."""

    op: str
    operand: "Expr"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """One more operand of a chain."""

    op: str
    operand: "Expr"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one level, left to right: ``a - b + c``. Flat, so that long chains are not deep trees."""

    first: "Expr"
    rest: tuple[Link, ...]
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class All:
    """Terms that stand side by side in ``where``: every one must hold."""

    terms: "tuple[Expr, ...]"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One element of an array literal, with a key or without."""

    key: "Expr | None"
    value: "Expr"


@dataclass(frozen=True, slots=True)
class ArrayLit:
    """``{1; 2; "k"=3}`` in a value's place."""

    items: tuple[Item, ...]
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Block:
    """``{ commands }``: a scope. source: the text between the braces as it was written."""

    body: "Program"
    source: str = field(default="", compare=False, repr=False)
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the text of a tolerant reading ended: the place to complete. ``so_far``: what of the word is typed."""

    so_far: str = ""
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Plain:
    """An unnamed argument, or a word of the path or command."""

    value: "Expr"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """``name=value``; value is None for ``name=`` at the end of a command."""

    name: str
    value: "Expr | None"
    at: Span = field(default=NOWHERE, compare=False, repr=False)
    equals: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unset:
    """``!name``: the property is taken away."""

    name: str
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Where:
    """The filter that ends a command. keyword: whether the word ``where`` was written. terms is None for nothing."""

    terms: "Expr | None"
    keyword: bool
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Command:
    """Words of a command line. root: ``/`` from the root, ``:`` a global command, empty relative to the menu."""

    root: str
    words: "tuple[Arg, ...]"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A statement that begins with a value: ``$f a b``, ``($o->"m") x``, ``[...]``."""

    head: "Expr"
    words: "tuple[Arg, ...]"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Program:
    """Statements in their order."""

    statements: "tuple[Statement, ...]"
    at: Span = field(default=NOWHERE, compare=False, repr=False)


Expr: TypeAlias = Word | Text | Join | Var | Sub | Paren | Quote | Unary | Chain | All | ArrayLit | Block | Hole
Arg: TypeAlias = Plain | Named | Unset | Where
Statement: TypeAlias = Command | Call | Block
SyntaxNode: TypeAlias = Expr | Arg | Statement | Program | Link | Item


_PARTS = MappingProxyType(
    {
        kind: tuple(each.name for each in fields(kind) if each.name not in ("at", "equals", "source"))
        for kind in get_args(SyntaxNode)
    }
)
"""The fields of each kind of node that may hold others."""


def children(node: SyntaxNode) -> Iterator[SyntaxNode]:
    """The nodes directly inside one, in their order."""
    for name in _PARTS[type(node)]:
        value = getattr(node, name)
        if isinstance(value, Span | str | bool) or value is None:
            continue
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


def depth(node: SyntaxNode, pause: Callable[[], None] = lambda: None) -> int:
    """How deep the tree is, without recursion. pause: called now and then."""
    deepest, waiting = 0, [(node, 1)]
    seen = 0
    while waiting:
        here, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(inner, level + 1) for inner in children(here)]
        seen += 1
        if seen % 64 == 0:
            pause()
    return deepest


def is_larger(node: SyntaxNode, most: int) -> bool:
    """Whether a tree has more nodes than so many; looks at no more than that."""
    waiting, seen = [node], 0
    while waiting and seen <= most:
        waiting += children(waiting.pop())
        seen += 1
    return seen > most
