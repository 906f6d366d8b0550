"""The arguments of a global command: nodes by name, and the closures that give their values."""

from collections.abc import Callable
from dataclasses import dataclass

from .dialect import loose
from .frames import NO_NAMES, Frame
from .run import Run, argument_value, block
from .syntax import Block, Expr, ScriptError, Span, Text, Var, Word
from .values import NOTHING, Code, Value, to_text


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments of one command line: nodes by name, and where the command stands."""

    nodes: dict[str, Expr]
    at: Span
    name: str

    def value(self, name: str, otherwise: Value = NOTHING) -> Run:
        """An argument's closure."""
        node = self.nodes.get(name)
        if node is None:
            return lambda frame: otherwise
        return argument_value(node)

    def needed(self, name: str) -> Run:
        """The same; ScriptError where it is missing."""
        if name not in self.nodes:
            raise ScriptError(f"missing value(s) of argument(s) {name}", self.at, placed=False)
        return self.value(name)

    def body(self, name: str) -> Run:
        """A block argument, run in a scope of its own; code from a variable is run likewise."""
        node = self.nodes.get(name)
        if node is None:
            return lambda frame: NOTHING
        if isinstance(node, Block):
            return block(node)
        give = argument_value(node)

        def run(frame: Frame) -> Value:
            code = give(frame)
            if isinstance(code, Code):
                value: Value = code.run(frame.inner())
                return value
            return frame.session.run_text(to_text(code), frame.inner())

        return run

    def loose(self, name: str) -> frozenset[str]:
        """Those of the names that stand without the quotes a router wants."""
        return frozenset(filter(loose, self.names(name))) if isinstance(self.nodes.get(name), Word) else NO_NAMES

    def names(self, name: str) -> tuple[str, ...]:
        """The variable names an argument holds: ``i``, ``k,v``, a quoted name; ``:set $x 5`` means ``x`` too."""
        node = self.nodes.get(name)
        if isinstance(node, Var):
            return (node.name + node.rest,)
        if isinstance(node, Word | Text) and node.text:
            return tuple(part.strip() for part in node.text.split(","))
        raise ScriptError("syntax error", node.at if node is not None else self.at)


@dataclass(frozen=True, slots=True)
class Spec:
    """A global command: its unnamed arguments in order, what compiles it, its named ones, its words without value."""

    positional: tuple[str, ...]
    make: Callable[[Given], Run]
    named: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
