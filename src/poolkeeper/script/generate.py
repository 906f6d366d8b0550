"""Programs to Python functions: loops and functions of scripts, where closures would be ten times too slow.

What is generated does exactly what the closures of ``run`` and ``flow`` do, which stay the definition and the way out:
a construct that is not understood here, or a variable that is not where it was expected, runs there. Variables that
only generated code touches live in Python locals; whatever a closure may look at stays in its Frame ("spilled").
Whole numbers have a quick way of their own in each operator; every other type takes the operator's function.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from poolkeeper.tree import Refusal

from . import convert, run
from .bind import GlobalLine
from .commands import named_arguments
from .dialect import loose
from .frames import Frame
from .functions import set_path, whole_number
from .operators import joined, truth
from .syntax import (
    Block,
    Call,
    Chain,
    Expr,
    Named,
    Paren,
    Program,
    RunError,
    ScriptError,
    Statement,
    Text,
    Var,
    Word,
    is_larger,
)
from .values import NOTHING, Array, Value, share, to_text, wrap

if TYPE_CHECKING:
    from .session import Session


from .writer import Made, NotHere, Scope, Writer, every

MOST_VARIANTS = 8
LARGEST = 3000
"""Nodes of a construct; Python takes a millisecond to compile a hundred."""


class Statements(Writer):
    """A writer that knows the global commands."""

    # -- statements

    def block(self, node: Block, scope: Scope, inner: Scope | None = None) -> None:
        """The statements of a block in a scope of their own."""
        inner = inner or self.scope(node.body, scope)
        self.put(f"s -= {len(node.body.statements) or 1}")
        for each in node.body.statements:
            self.statement(each, inner)

    def scope(self, body: Program, outer: Scope, declares: Sequence[str] = ()) -> Scope:
        """A scope within another; it has a Frame of its own where closures may look at what it declares."""
        closures = any(not self.is_native(each) for each in body.statements)
        if closures or any(name in self.spilled for name in declares):
            frame = self.name("f")
            self.put(f"{frame} = {outer.frame}.inner()")
            return Scope(outer, frame)
        return Scope(outer, outer.frame)

    def is_native(self, node: Statement) -> bool:
        """Whether a statement is written here rather than run by a closure."""
        if isinstance(node, Block | Call):
            return True
        line = self.global_line(node)
        if line is None or line.name not in NATIVE:
            return False
        if line.name in ("local", "global", "set"):
            return not self.touches_spilled(line)
        return True

    def touches_spilled(self, line: GlobalLine) -> bool:
        nodes = named_arguments(line.name, line.args)
        target = nodes.get("name")
        if isinstance(target, Word | Text):
            return target.text in self.spilled
        return any(isinstance(each, Var) and each.name in self.spilled for each in every(target)) if target else True

    def statement(self, node: Statement, scope: Scope) -> None:
        if isinstance(node, Block):
            self.block(node, scope)
        elif isinstance(node, Call):
            self.call(node, scope)
        elif self.is_native(node):
            line = self.global_line(node)
            assert line is not None
            NATIVE[line.name](self, named_arguments(line.name, line.args), scope)
        else:
            self.spill_check(node)
            self.put(f"{self.const(run.statement(node))}({scope.frame})")

    def command_local(self, nodes: dict[str, Expr], scope: Scope) -> None:
        name = _one_name(nodes)
        made = self.assigned(nodes, scope)
        self.loosely(nodes["name"])
        place = self.name("v")
        scope.where[name] = place
        self.write(name, made, scope)

    def loosely(self, node: Expr) -> None:
        """Remember names that are declared without the quotes a router wants."""
        if isinstance(node, Word):
            self.loose.update(filter(loose, node.text.split(",")))

    def assigned(self, nodes: dict[str, Expr], scope: Scope) -> Made:
        node = nodes.get("do", nodes.get("value"))
        return ("NOTHING", "nothing") if node is None else self.value(node, scope)

    def command_global(self, nodes: dict[str, Expr], scope: Scope) -> None:
        name = _one_name(nodes)
        made = self.assigned(nodes, scope) if "do" in nodes or "value" in nodes else None
        scope.where[name] = ""
        self.declared.add(name)
        self.loosely(nodes["name"])
        if made is not None:
            self.write(name, made, scope)

    def command_set(self, nodes: dict[str, Expr], scope: Scope) -> None:
        target = nodes.get("name")
        has_value = "value" in nodes or "do" in nodes
        if isinstance(target, Paren):
            self.set_element(target.inner, nodes, scope, has_value)
            return
        name = _one_name(nodes)
        if has_value:
            self.write(name, self.assigned(nodes, scope), scope)
            return
        place = scope.find(name)
        place = self.outer(name) if place is None else place
        self.put(f"env.pop({name!r}, None)" if place == "" else f"{place} = NOTHING")

    def set_element(self, target: Expr, nodes: dict[str, Expr], scope: Scope, has_value: bool) -> None:
        if not isinstance(target, Chain) or not isinstance(target.first, Var) or any(x.op != "->" for x in target.rest):
            raise NotHere
        variable = target.first
        value = self.assigned(nodes, scope)[0] if has_value else "None"
        keys = ", ".join([self.expr(link.operand, scope)[0] for link in target.rest])
        held = self.read(variable, scope)[0]
        made = self.name()
        self.put(f"{made} = set_path({held}, ({keys},), {value})")
        place = scope.find(variable.name)
        place = self.outer(variable.name) if place is None else place
        self.put(f"env[{variable.name!r}] = {made}" if place == "" else f"{place} = {made}")

    def command_if(self, nodes: dict[str, Expr], scope: Scope) -> None:
        atom, kind = self.value(_needed(nodes, "condition"), scope)
        then, otherwise = (_body(nodes, name) for name in ("do", "else"))
        with self.inside(f"if {self.test(atom, kind)}:"):
            if then is not None:
                self.block(then, scope)
        if otherwise is not None:
            with self.inside("else:"):
                self.block(otherwise, scope)

    def turn(self) -> None:
        with self.inside("if s < 0:"):
            self.put("s += clock.slice()")

    def command_while(self, nodes: dict[str, Expr], scope: Scope) -> None:
        body = _body(nodes, "do")
        with self.loop("while True:"):
            self.put("s -= 1")
            self.turn()
            atom, kind = self.value(_needed(nodes, "condition"), scope)
            with self.inside(f"if not {self.test(atom, kind)}:"):
                self.put("break")
            if body is not None:
                self.block(body, scope)

    @contextmanager
    def loop(self, head: str) -> Iterator[None]:
        self.loops += 1
        with self.inside(head):
            yield
        self.loops -= 1

    def command_for(self, nodes: dict[str, Expr], scope: Scope) -> None:
        if "on-error" in nodes:
            raise NotHere
        name = _one_name(nodes, "counter")
        first, last, by = (self.name() for _ in range(3))
        self.put(f"{first} = whole_number({self.value(_needed(nodes, 'from'), scope)[0]})")
        self.put(f"{last} = whole_number({self.value(_needed(nodes, 'to'), scope)[0]})")
        if "step" in nodes:
            self.put(f"{by} = whole_number({self.value(nodes['step'], scope)[0]})")
            with self.inside(f"if {by} == 0:"):
                self.put("raise RunError('step can not be zero')")
        else:
            self.put(f"{by} = 1 if {last} >= {first} else -1")
        number = self.name("v")
        with self.loop(f"for {number} in range({first}, {last} + (1 if {by} > 0 else -1), {by}):"):
            self.looped(nodes, scope, {name: number})

    def looped(self, nodes: dict[str, Expr], scope: Scope, given: dict[str, str]) -> None:
        """The body of a loop over values: each turn in a scope that has the loop's variables."""
        self.put("s -= 1")
        self.turn()
        body = _body(nodes, "do")
        if body is None:
            return
        self.loosely(nodes["counter"])
        inner = self.scope(body.body, scope, tuple(given))
        for name, place in given.items():
            if name in self.spilled:
                self.put(f"{inner.frame}.locals[{name!r}] = share({place})")
            else:
                inner.where[name] = place
        self.block(body, scope, inner)

    def command_foreach(self, nodes: dict[str, Expr], scope: Scope) -> None:
        if "on-error" in nodes:
            raise NotHere
        names = _names(nodes, "counter")
        array, key, each = (self.name("v") for _ in range(3))
        self.put(f"{array} = as_array({self.value(_needed(nodes, 'in'), scope)[0]})")
        with self.loop(f"for {key}, {each} in list({array}.pairs()):"):
            with self.inside(f"if {each}.__class__ is Array:"):
                self.put(f"{each}.shared = True")
            places = {names[0]: key, names[1]: each} if len(names) > 1 else {names[0]: each}
            self.looped(nodes, scope, places)

    def command_do(self, nodes: dict[str, Expr], scope: Scope) -> None:
        body, rescue = _body(nodes, "command"), _body(nodes, "on-error")
        if body is None or "if" in nodes:
            raise NotHere
        if rescue is None:
            self.do_once(body, nodes, scope)
            return
        with self.inside("try:"):
            self.do_once(body, nodes, scope)
        with self.inside("except (ScriptError, Refusal):"):
            self.block(rescue, scope)

    def do_once(self, body: Block, nodes: dict[str, Expr], scope: Scope) -> None:
        if "while" not in nodes:
            self.block(body, scope)
            return
        with self.loop("while True:"):
            self.put("s -= 1")
            self.turn()
            self.block(body, scope)
            atom, kind = self.value(nodes["while"], scope)
            with self.inside(f"if not {self.test(atom, kind)}:"):
                self.put("break")

    def command_put(self, nodes: dict[str, Expr], scope: Scope) -> None:
        atom = self.value(nodes["message"], scope)[0] if "message" in nodes else "''"
        self.put(f"say(to_text({atom}) + '\\n')")

    def command_error(self, nodes: dict[str, Expr], scope: Scope) -> None:
        atom = self.value(nodes["message"], scope)[0] if "message" in nodes else "''"
        self.put(f"raise RunError(to_text({atom}))")

    def command_return(self, nodes: dict[str, Expr], scope: Scope) -> None:
        atom = self.value(nodes["value"], scope)[0] if "value" in nodes else "NOTHING"
        self.put(f"return {atom}" if self.returns else f"raise Return({atom})")

    def command_break(self, nodes: dict[str, Expr], scope: Scope) -> None:
        self.put("break" if self.loops else "raise Break(False)")

    def command_continue(self, nodes: dict[str, Expr], scope: Scope) -> None:
        if self.loops == 0:
            self.put("raise Break(True)")
            return
        raise NotHere  # the turn of a do-while must still test its condition


Native = Callable[[Statements, dict[str, Expr], Scope], None]
NATIVE: dict[str, Native] = {
    "local": Statements.command_local,
    "global": Statements.command_global,
    "set": Statements.command_set,
    "if": Statements.command_if,
    "while": Statements.command_while,
    "for": Statements.command_for,
    "foreach": Statements.command_foreach,
    "do": Statements.command_do,
    "put": Statements.command_put,
    "error": Statements.command_error,
    "return": Statements.command_return,
    "break": Statements.command_break,
    "continue": Statements.command_continue,
}
Statements.native = NATIVE


def _names(nodes: dict[str, Expr], argument: str) -> tuple[str, ...]:
    node = nodes.get(argument)
    if not isinstance(node, Word | Text) or not node.text:
        raise NotHere
    return tuple(part.strip() for part in node.text.split(","))


def _one_name(nodes: dict[str, Expr], argument: str = "name") -> str:
    names = _names(nodes, argument)
    if len(names) != 1:
        raise NotHere
    return names[0]


def _needed(nodes: dict[str, Expr], argument: str) -> Expr:
    if argument not in nodes:
        raise NotHere
    return nodes[argument]


def _body(nodes: dict[str, Expr], argument: str) -> Block | None:
    """A block argument; NotHere for code from a variable, which may look at anything."""
    node = nodes.get(argument)
    if node is not None and not isinstance(node, Block):
        raise NotHere
    return node


def as_array(value: Value) -> Array:
    """What ``:foreach`` goes through."""
    made = value if isinstance(value, Array) else convert.to_array(value)
    return made if isinstance(made, Array) else Array()


_ALWAYS: dict[str, Any] = {
    "NOTHING": NOTHING, "Array": Array, "share": share, "to_text": to_text, "wrap": wrap, "truth": truth,
    "joined": joined, "whole_number": whole_number, "as_array": as_array, "set_path": set_path, "RunError": RunError,
    "ScriptError": ScriptError, "Refusal": Refusal, "Return": run.Return, "Break": run.Break, "called": run.called,
}  # fmt: skip

Wholes = list[tuple[str, str, bool]]
Function = Callable[[Frame, "list[dict[str, Value]]"], "Value | None"]


class Generated:
    """One construct as Python functions, one for each set of outer names that are global; closures are the way out.

    returns: it is the body of a function, whose ``:return`` gives a value back.
    """

    def __init__(
        self,
        session: "Session",
        path: tuple[str, ...],
        body: Program,
        slow: Callable[[Frame], Value],
        returns: bool = False,
    ) -> None:
        self._session, self._path, self._body, self._slow, self._returns = session, path, body, slow, returns
        self._variants: dict[frozenset[str], tuple[Function, list[str], set[str], Wholes] | None] = {}

    def as_statement(self, frame: Frame) -> Value:
        """Run it in a frame; its value is nothing."""
        self.run(frame)
        return NOTHING

    def run(self, frame: Frame) -> Value | None:
        """Run it in a frame; the value of a ``:return`` of its own, None where it has none."""
        seen: frozenset[str] = frozenset()
        environment = frame.session.environment
        while True:
            if seen not in self._variants:
                if len(self._variants) >= MOST_VARIANTS:
                    break
                self._variants[seen] = self._write(seen)
            variant = self._variants[seen]
            if variant is None:
                break
            function, outside, declared, wholes = variant
            if declared and not declared.isdisjoint(frame.call() or ()):
                break  # an argument of the call hides the global of its name
            if not all(frame.is_whole(*each) for each in wholes):
                break
            holders: list[dict[str, Value]] = []
            also = set()
            for name in outside:
                holder = frame.holder(name)
                if holder is None:
                    self._slow(frame)
                    return None
                if holder is environment:
                    also.add(name)
                holders.append(holder)
            if not also:
                return function(frame, holders)
            seen = seen | also
        self._slow(frame)
        return None

    def _write(self, globals_outside: frozenset[str]) -> tuple[Function, list[str], set[str], Wholes] | None:
        if is_larger(self._body, LARGEST):
            return None
        writer = Statements(self._session, self._path, globals_outside)
        writer.returns = self._returns
        try:
            writer.look(self._body)
            scope = Scope(None, "frame")
            for each in self._body.statements:
                writer.statement(each, scope)
            code = compile("\n".join(_whole(writer)), "<script>", "exec")
        except (NotHere, ScriptError, SyntaxError, RecursionError):  # Python nests twenty loops at most
            return None
        names = {**_ALWAYS, **writer.bound}
        exec(code, names)
        made: Function = names["made"]
        return made, writer.outside, writer.declared, writer.wholes


def _whole(writer: Writer) -> Iterator[str]:
    """The lines of a whole function: outer variables into Python locals, what was written, and back again."""
    yield "def made(frame, holders):"
    yield "    clock, say, env = frame.clock, frame.session.say, frame.session.environment"
    for number, name in enumerate(writer.outside):
        yield f"    h_{number} = holders[{number}]; o_{number} = h_{number}.get({name!r}, NOTHING)"
    yield "    s = clock.slice()"
    yield "    try:"
    yield from writer.lines
    yield "    finally:"
    for number, name in enumerate(writer.outside):
        yield f"        h_{number}[{name!r}] = o_{number}"
    yield "        clock.unspent(s)"


def is_loop(line: GlobalLine) -> bool:
    """Whether a command runs something again and again, so that writing a function for it pays."""
    if line.name == "do":
        return any(isinstance(arg, Named) and "while".startswith(arg.name) for arg in line.args)
    return line.name in ("while", "for", "foreach")
