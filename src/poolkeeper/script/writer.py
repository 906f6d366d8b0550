"""Writes expressions of a program as Python text: names in Python locals or in Frames, operators with a quick way
for whole numbers. Statements are written by ``generate``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from . import convert, run
from .bind import Enter, GlobalLine, bind
from .commands import COMMANDS, GLOBAL_NAMES, named_arguments
from .frames import Frame
from .functions import PURE, parameter
from .operators import BINARY, UNARY
from .syntax import (
    ArrayLit,
    Block,
    Call,
    Chain,
    Command,
    Expr,
    Join,
    Named,
    Paren,
    Plain,
    ScriptError,
    Statement,
    Sub,
    SyntaxNode,
    Text,
    Unary,
    Var,
    Word,
    children,
)
from .values import HIGH, LOW, Array, Value

if TYPE_CHECKING:
    from .session import Session


ORDER = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "=": "==", "!=": "!="}
NUMBER, TRUTH, TEXT, ANY = "number", "truth", "text", "any"
Made = tuple[str, str]
"""(Python atom, what is known of its type)."""


class NotHere(Exception):
    """A construct that closures run."""


class Scope:
    """Names of a block. frame: the Python name of its Frame. where: name to a Python local, or "" for a global."""

    def __init__(self, parent: "Scope | None", frame: str) -> None:
        self.parent, self.frame = parent, frame
        self.where: dict[str, str] = {}

    def find(self, name: str) -> str | None:
        """Where a name lives, None where no block of the construct declares it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.where:
                return scope.where[name]
            scope = scope.parent
        return None


class Writer:
    """One function in the making. native: global commands that are written, not run by closures."""

    native: Mapping[str, object] = {}

    def __init__(self, session: "Session", path: tuple[str, ...], globals_outside: frozenset[str]) -> None:
        self.session, self.path = session, path
        self.globals_outside = globals_outside
        self.lines: list[str] = []
        self.depth = 2
        self.count = 0
        self.bound: dict[str, Any] = {}
        self.outside: list[str] = []  # names of the scopes around, in Python locals while this runs
        self.spilled: set[str] = set()
        self.declared: set[str] = set()  # names that a written :global declares
        self.loops = 0
        self.returns = False  # whether a return is one of Python's
        self.loose: set[str] = set()  # names declared here without the quotes a router wants
        self.wholes: list[tuple[str, str, bool]] = []  # names such as a_b that the scopes around must know

    # -- writing

    def put(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    @contextmanager
    def inside(self, head: str) -> Iterator[None]:
        self.put(head)
        self.depth += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.put("pass")
        self.depth -= 1

    def name(self, stem: str = "t") -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def const(self, value: Any) -> str:
        name = self.name("k")
        self.bound[name] = value
        return name

    # -- looking ahead

    def global_line(self, node: Statement) -> GlobalLine | None:
        """The global command a statement is, None for anything else."""
        if not isinstance(node, Command):
            return None
        try:
            found = bind(node, self.path, self.session.tree, GLOBAL_NAMES, self.session.importing)
        except ScriptError:
            return None
        return found if isinstance(found, GlobalLine) else None

    def enters(self, node: Command) -> bool:
        """Whether a line only names a menu, in which what follows then stands."""
        try:
            return isinstance(bind(node, self.path, self.session.tree, GLOBAL_NAMES, self.session.importing), Enter)
        except ScriptError:
            return False

    def look(self, node: SyntaxNode) -> None:
        """Find what closures will look at."""
        if isinstance(node, Command):
            line = self.global_line(node)
            if line is None or line.name not in self.native:
                if self.enters(node):
                    raise NotHere  # words without a colon mean something else from here on
                self.spill(node)
                return
        if isinstance(node, Sub):
            if not self.is_pure(node):
                self.spill(node)
                return
            node = node.statement
        for each in children(node):
            self.look(each)

    def is_pure(self, node: Sub) -> bool:
        """Whether a substitution is a call, or a function of values."""
        if isinstance(node.statement, Call):
            return True
        line = self.global_line(node.statement)
        return line is not None and line.name in PURE

    def spill(self, node: SyntaxNode) -> None:
        """Names in a node that closures run stay in Frames."""
        if isinstance(node, Var):
            self.spilled.update((node.name, node.name + node.rest))
        elif isinstance(node, Word | Text):
            self.spilled.update(part.strip() for part in node.text.split(","))
        for each in children(node):
            self.spill(each)

    # -- variables

    def read(self, node: Var, scope: Scope, quoted: bool = False) -> Made:
        name = node.name
        if node.rest and name + node.rest not in self.spilled:
            return self.whole(node, scope, quoted)
        if node.rest or name in self.spilled:
            return self.closure(run.variable(node, quoted), scope), ANY
        place = scope.find(name)
        if place is None:
            place = self.outer(name)
        if place == "":
            made = self.name()
            self.put(f"{made} = env.get({name!r}, NOTHING)")
            return made, ANY
        return place, ANY

    def whole(self, node: Var, scope: Scope, quoted: bool) -> Made:
        """``$a_b`` as the variable of that name (see ``Frame.is_whole``); NotHere where it is two texts."""
        name = node.name + node.rest
        if self.session.strict_dialect:
            raise NotHere
        if quoted and name not in self.loose and (scope.find(name) or scope.find(node.name)) is not None:
            raise NotHere
        if scope.find(name) is None:
            self.wholes.append((node.name, name, quoted))
        return self.read(Var(name, "", node.at), scope)

    def outer(self, name: str) -> str:
        """Where a name of the scopes around is kept while this runs."""
        if name in self.globals_outside:
            return ""
        if name not in self.outside:
            self.outside.append(name)
        return f"o_{self.outside.index(name)}"

    def write(self, name: str, made: Made, scope: Scope) -> None:
        place = scope.find(name)
        if place is None:
            place = self.outer(name)
        atom, kind = made
        if kind == ANY:
            with self.inside(f"if {atom}.__class__ is Array:"):
                self.put(f"{atom}.shared = True")
        self.put(f"env[{name!r}] = {atom}" if place == "" else f"{place} = {atom}")

    def closure(self, made: Callable[[Frame], Value], scope: Scope) -> str:
        atom = self.name()
        self.put(f"{atom} = {self.const(made)}({scope.frame})")
        return atom

    # -- expressions

    def value(self, node: Expr, scope: Scope) -> Made:
        """A value in an argument's place."""
        if isinstance(node, Word):
            made = convert.typed_list(node.text)
            if isinstance(made, Array):
                return self.closure(run.argument_value(node), scope), ANY
        if isinstance(node, Block):
            return self.const(run.code_of(node)), "code"
        return self.expr(node, scope)

    def expr(self, node: Expr, scope: Scope) -> Made:
        if isinstance(node, Paren):
            return self.expr(node.inner, scope)
        writer = _EXPRESSIONS.get(type(node))
        if writer is None:
            self.spill_check(node)
            return self.closure(run.expression(node), scope), ANY
        return writer(self, node, scope)

    def spill_check(self, node: SyntaxNode) -> None:
        """What a closure looks at must have been foreseen, and it must not leave a loop of ours; NotHere otherwise."""
        if self.loops and any(self.leaves_loop(each) for each in every(node)):
            raise NotHere
        before = set(self.spilled)
        self.spill(node)
        if self.spilled != before and any(isinstance(each, Var) for each in every(node)):
            raise NotHere

    def leaves_loop(self, node: SyntaxNode) -> bool:
        """Whether a node is ``:break`` or ``:continue``."""
        line = self.global_line(node) if isinstance(node, Command) else None
        return line is not None and line.name in ("break", "continue")

    def word(self, node: Word, scope: Scope) -> Made:
        made = convert.typed(node.text)
        if made is True or made is False:
            return repr(made), TRUTH
        if isinstance(made, int):
            return (repr(made), NUMBER) if made >= 0 else (f"({made})", NUMBER)
        return (repr(made), TEXT) if isinstance(made, str) else (self.const(made), ANY)

    def text(self, node: Text, scope: Scope) -> Made:
        return repr(node.text), TEXT

    def join(self, node: Join, scope: Scope) -> Made:
        parts = [
            self.read(each, scope, True) if isinstance(each, Var) else self.expr(each, scope) for each in node.parts
        ]
        atom = self.name()
        shown = (atom_ if kind == TEXT else f"to_text({atom_})" for atom_, kind in parts)
        self.put(f"{atom} = joined(({', '.join(shown)},))")
        self.put(f"clock.spend({atom})")
        return atom, TEXT

    def unary(self, node: Unary, scope: Scope) -> Made:
        atom, kind = self.expr(node.operand, scope)
        made = self.name()
        if node.op == "!":
            self.put(f"{made} = not {self.test(atom, kind)}")
            return made, TRUTH
        self.put(f"{made} = {self.const(UNARY[node.op])}({atom})")
        return made, ANY

    @staticmethod
    def test(atom: str, kind: str) -> str:
        """A Python condition for an atom."""
        return atom if kind == TRUTH else f"truth({atom})"

    def chain(self, node: Chain, scope: Scope) -> Made:
        left = self.expr(node.first, scope)
        for link in node.rest:
            if link.op in ("and", "or"):
                left = self.logical(link.op, left, link.operand, scope)
            else:
                left = self.binary(link.op, left, self.expr(link.operand, scope))
        return left

    def logical(self, op: str, left: Made, operand: Expr, scope: Scope) -> Made:
        made = self.name()
        self.put(f"{made} = {self.test(*left)}")
        with self.inside(f"if {made}:" if op == "and" else f"if not {made}:"):
            right = self.expr(operand, scope)
            self.put(f"{made} = {self.test(*right)}")
        return made, TRUTH

    def binary(self, op: str, left: Made, right: Made) -> Made:
        made = self.name()
        function = self.const(BINARY[op])
        both = [atom for atom, kind in (left, right) if kind != NUMBER]
        quick = " and ".join(f"{atom}.__class__ is int" for atom in dict.fromkeys(both)) or "True"
        slow = f"{function}({left[0]}, {right[0]})"
        if TEXT in (left[1], right[1]):
            quick = "False"
        if op in ORDER:
            fast = f"{left[0]} {ORDER[op]} {right[0]}"
            self.put(f"{made} = {fast} if {quick} else {slow}" if quick != "False" else f"{made} = {slow}")
            return made, TRUTH
        if op in ("+", "-") and quick != "False":
            with self.inside(f"if {quick}:"):
                self.put(f"{made} = {left[0]} {op} {right[0]}")
                with self.inside(f"if not {LOW} <= {made} <= {HIGH}:"):
                    self.put(f"{made} = wrap({made})")
            with self.inside("else:"):
                self.put(f"{made} = {slow}")
            return made, NUMBER if quick == "True" else "plain"
        if op == "*" and quick != "False":
            self.put(f"{made} = wrap({left[0]} * {right[0]}) if {quick} else {slow}")
            return made, "plain"
        self.put(f"{made} = {slow}")
        if op in run.GROWING:
            self.put(f"clock.spend({made})")
        return made, TEXT if op == "." and left[1] == right[1] == TEXT else ANY

    def array(self, node: ArrayLit, scope: Scope) -> Made:
        items, keyed = [], []
        for each in node.items:
            if each.key is None:
                items.append(f"share({self.expr(each.value, scope)[0]})")
            else:
                key = self.expr(each.key, scope)[0]
                keyed.append(f"to_text({key}): share({self.expr(each.value, scope)[0]})")
        made = self.name()
        self.put(f"{made} = Array([{', '.join(items)}], {{{', '.join(keyed)}}})")
        return made, ANY

    def sub(self, node: Sub, scope: Scope) -> Made:
        if isinstance(node.statement, Call):
            return self.call(node.statement, scope)
        line = self.global_line(node.statement)
        if line is None or line.name not in PURE:
            self.spill_check(node)
            return self.closure(run.expression(node), scope), ANY
        nodes = named_arguments(line.name, line.args)
        function, names = PURE[line.name], COMMANDS[line.name].positional + COMMANDS[line.name].named
        words = [f"{parameter(name)}={self.value(nodes[name], scope)[0]}" for name in names if name in nodes]
        made = self.name()
        self.put(f"{made} = {self.const(function)}({', '.join(words)})")
        self.put(f"clock.spend({made})")
        return made, ANY

    def call(self, node: Call, scope: Scope) -> Made:
        head = self.expr(node.head, scope)[0]
        positional, named = [], []
        for arg in node.words:
            if isinstance(arg, Plain):
                positional.append(self.value(arg.value, scope)[0])
            elif isinstance(arg, Named):
                given = "''" if arg.value is None else self.value(arg.value, scope)[0]
                named.append(f"{arg.name!r}: {given}")
            else:
                raise NotHere
        name = node.head.name if isinstance(node.head, Var) else ""
        made = self.name()
        arguments = f"({''.join(f'{each}, ' for each in positional)}), {{{', '.join(named)}}}"
        at = self.const(node.head.at)
        self.put(f"{made} = called({head}, {name!r}, {arguments}, {scope.frame}, {at})")
        return made, ANY


_EXPRESSIONS: dict[type, Callable[[Writer, Any, Scope], Made]] = {
    Word: Writer.word,
    Text: Writer.text,
    Join: Writer.join,
    Var: Writer.read,
    Unary: Writer.unary,
    Chain: Writer.chain,
    ArrayLit: Writer.array,
    Sub: Writer.sub,
}


def every(node: SyntaxNode) -> Iterator[SyntaxNode]:
    yield node
    for each in children(node):
        yield from every(each)
