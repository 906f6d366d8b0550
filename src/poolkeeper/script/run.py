"""Programs to closures: each statement and expression is compiled once and then runs on frames. No menu is known here.

A compiled statement takes a Frame and gives its value. Control leaves by exceptions: ``:return``, ``:break``,
``:continue``, and RunError or a Refusal, which ``on-error`` catches. Source: RouterOS manual, Scripting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from . import convert
from .frames import Frame
from .operators import BINARY, UNARY, joined, truth
from .syntax import (
    All,
    Arg,
    ArrayLit,
    Block,
    Call,
    Chain,
    Command,
    Expr,
    Hole,
    Join,
    Named,
    Paren,
    Plain,
    Program,
    Quote,
    RunError,
    ScriptError,
    Span,
    Statement,
    Sub,
    Text,
    Unary,
    Var,
    Word,
)
from .values import NOTHING, Array, Code, Op, Value, share, to_text

Run: TypeAlias = Callable[[Frame], Value]


GROWING = frozenset({".", ","})
"""Operators that make large values out of small ones."""


class Return(Exception):
    """``:return``: leaves the function or the script with a value."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


class Break(Exception):
    """``:break`` leaves the loop, ``:continue`` (again) begins its next turn."""

    def __init__(self, again: bool) -> None:
        super().__init__()
        self.again = again


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call of code: its name, unnamed and named arguments, and the frame it is called from."""

    name: str
    positional: tuple[Value, ...]
    named: dict[str, Value]
    frame: Frame


def program(node: Program) -> Run:
    """A program that runs its statements in one scope; its value is the last one's."""
    steps = [statement(each) for each in node.statements]

    def run(frame: Frame) -> Value:
        value: Value = NOTHING
        step = frame.clock.step
        for each in steps:
            step()
            value = each(frame)
        return value

    return run


def statement(node: Statement) -> Run:
    """One statement."""
    if isinstance(node, Block):
        return block(node)
    if isinstance(node, Call):
        return _call(node)
    return _command(node)


def block(node: Block) -> Run:
    """``{ ... }``: statements in a scope of their own."""
    body = program(node.body)
    return lambda frame: body(frame.inner())


def _command(node: Command) -> Run:
    def run(frame: Frame) -> Value:
        return frame.session.command(node, frame)

    return run


def _call(node: Call) -> Run:
    """``$f a b x=1``: run the code a value holds; a value that is none stands for itself when nothing follows."""
    head = expression(node.head)
    arguments = [_argument(each) for each in node.words]
    name = node.head.name if isinstance(node.head, Var) else ""

    def run(frame: Frame) -> Value:
        code = head(frame)
        positional: list[Value] = []
        named: dict[str, Value] = {}
        for key, give in arguments:
            if key is None:
                positional.append(give(frame))
            else:
                named[key] = give(frame)
        return called(code, name, tuple(positional), named, frame, node.head.at)

    return run


def called(
    code: Value, name: str, positional: tuple[Value, ...], named: dict[str, Value], frame: Frame, at: Span
) -> Value:
    """``$f a b x=1`` with its values: run the code a value holds; a value that is none stands for itself."""
    if isinstance(code, Code):
        return invoke(code, Invocation(name, positional, named, frame))
    if isinstance(code, Op):
        value: Value = code.run(frame)
        return NOTHING if positional or named else value
    if positional or named:
        raise RunError("value is not callable") if name == "" else ScriptError("syntax error", at)
    return code


def _argument(arg: Arg) -> tuple[str | None, Run]:
    if isinstance(arg, Plain):
        return None, argument_value(arg.value)
    if isinstance(arg, Named):
        return arg.name, argument_value(arg.value) if arg.value is not None else lambda frame: ""
    raise ScriptError("syntax error", arg.at)


def invoke(code: Code, call: Invocation) -> Value:
    """Run a function: its own scope with ``$1``, ``$2`` ... and the named arguments; the value of its ``:return``."""
    clock = call.frame.clock
    if clock.depth >= clock.most_depth:
        raise RunError("script stopped: too many calls within calls")
    frame = call.frame.of_function(call.named)
    frame.locals["0"] = call.name
    for number, value in enumerate(call.positional, 1):
        frame.locals[str(number)] = share(value)
    for name, value in call.named.items():
        frame.locals[name] = share(value)
    clock.depth += 1
    try:
        result: Value | None = None
        if code.call is not None:
            result = code.call(frame)
        else:
            code.run(frame)
    except Return as returned:
        result = returned.value
    except Break:
        raise RunError("not in a loop") from None
    finally:
        clock.depth -= 1
    return NOTHING if result is None else result


def code_of(node: Block) -> Code:
    """The value of ``do={...}``."""
    slow = program(node.body)

    def run(frame: Frame) -> Value:
        value: Value | None = frame.session.code(node, slow, frame)
        if value is not None:
            raise Return(value)
        return NOTHING

    def call(frame: Frame) -> Value | None:
        return frame.session.code(node, slow, frame)

    return Code(run, node.source, node, call)


# -- expressions --------------------------------------------------------------------------------------------------


def argument_value(node: Expr) -> Run:
    """A value in an argument's place: bare words are typed, with commas a list; braces with commands are code."""
    if isinstance(node, Word):
        text = node.text
        made = convert.typed_list(text)
        if isinstance(made, Array):
            return lambda frame: convert.typed_list(text)
        return lambda frame: made
    if isinstance(node, Block):
        code = code_of(node)
        return lambda frame: code
    return expression(node)


def expression(node: Expr) -> Run:
    """An expression; within it a bare word is a typed value."""
    return _EXPRESSIONS[type(node)](node)


def _word(node: Word) -> Run:
    made = convert.typed(node.text)
    return lambda frame: made


def _text(node: Text) -> Run:
    text = node.text
    return lambda frame: text


def _join(node: Join) -> Run:
    parts = [variable(each, True) if isinstance(each, Var) else expression(each) for each in node.parts]

    def run(frame: Frame) -> Value:
        made = joined([to_text(part(frame)) for part in parts])
        frame.clock.spend(made)
        return made

    return run


def variable(node: Var, quoted: bool = False) -> Run:
    name, rest = node.name, node.rest
    whole = name + rest

    def run(frame: Frame) -> Value:
        if rest and frame.is_whole(name, whole, quoted):
            return frame.get(whole)
        holder = frame.holder(name)
        if holder is None:
            value = frame.session.undeclared(node, frame)
        else:
            value = holder.get(name, NOTHING)
        return to_text(value) + rest if rest else value

    return run


def _sub(node: Sub) -> Run:
    inner = statement(node.statement)

    def run(frame: Frame) -> Value:
        with frame.session.within():
            try:
                return inner(frame)
            except Return as returned:  # [:if (x) do={ :return 1 }] is 1
                return returned.value

    return run


def _chain(node: Chain) -> Run:
    """Operators of one level from the left; ``and`` and ``or`` stop as soon as they know."""
    run = expression(node.first)
    for link in node.rest:
        right = expression(link.operand)
        if link.op in ("and", "or"):
            run = _logical(link.op, run, right)
        else:
            run = (_growing if link.op in GROWING else _binary)(BINARY[link.op], run, right)
    return run


def _logical(op: str, left: Run, right: Run) -> Run:
    if op == "and":
        return lambda frame: truth(left(frame)) and truth(right(frame))
    return lambda frame: truth(left(frame)) or truth(right(frame))


def _binary(operator: Callable[[Value, Value], Value], left: Run, right: Run) -> Run:
    return lambda frame: operator(left(frame), right(frame))


def _growing(operator: Callable[[Value, Value], Value], left: Run, right: Run) -> Run:
    """An operator whose value may be larger than both."""

    def run(frame: Frame) -> Value:
        made = operator(left(frame), right(frame))
        frame.clock.spend(made)
        return made

    return run


def _unary(node: Unary) -> Run:
    operand, operator = expression(node.operand), UNARY[node.op]
    return lambda frame: operator(operand(frame))


def _all(node: All) -> Run:
    terms = [expression(each) for each in node.terms]
    return lambda frame: all(truth(term(frame)) for term in terms)


def _array(node: ArrayLit) -> Run:
    parts = [(None if item.key is None else expression(item.key), expression(item.value)) for item in node.items]

    def run(frame: Frame) -> Value:
        made = Array()
        for key, value in parts:
            if key is None:
                made.items.append(share(value(frame)))
            else:
                made.keyed[to_text(key(frame))] = share(value(frame))
        return made

    return run


def _quote(node: Quote) -> Run:
    inner = expression(node.inner)
    return lambda frame: Op(inner)


def _block_value(node: Block) -> Run:
    code = code_of(node)
    return lambda frame: code


def _hole(node: Hole) -> Run:
    raise ScriptError("syntax error", node.at)


_EXPRESSIONS: dict[type, Callable[..., Run]] = {
    Word: _word,
    Text: _text,
    Join: _join,
    Var: variable,
    Sub: _sub,
    Paren: lambda node: expression(node.inner),
    Quote: _quote,
    Unary: _unary,
    Chain: _chain,
    All: _all,
    ArrayLit: _array,
    Block: _block_value,
    Hole: _hole,
}
