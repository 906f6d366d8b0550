"""Global commands: ``:put``, ``:local``, ``:if``, ``:foreach`` and their kin. A table names each with its arguments.

A command gets its arguments as compiled closures or, where it needs them so, as nodes. What menus do is in ``lines``.
Source: RouterOS manual, Scripting (global commands).
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from poolkeeper.tree import fits

from . import convert, flow
from .frames import Frame
from .functions import PURE, parameter, set_path
from .given import Given, Spec
from .run import Run, argument_value, code_of, expression
from .run import program as compiled
from .server_commands import SERVER_COMMANDS
from .syntax import Arg, Block, Chain, Expr, Named, Paren, Plain, RunError, ScriptError, Span, Text, Var, Word
from .values import NOTHING, Time, Value, share, to_source, to_text

LOOP_VARIABLES = 2


def _put(given: Given) -> Run:
    message = given.value("message", "")

    def run(frame: Frame) -> Value:
        value = message(frame)
        frame.session.say(to_text(value) + "\n")
        return value

    return run


def _local(given: Given) -> Run:
    (name,) = given.names("name")[:1]
    value, loose = _assigned(given), given.loose("name")

    def run(frame: Frame) -> Value:
        made = NOTHING if value is None else value(frame)
        frame.globals.discard(name)
        frame.loose |= loose
        frame.locals[name] = share(made)
        return NOTHING

    return run


def _assigned(given: Given) -> Run | None:
    body = given.nodes.get("do")
    if isinstance(body, Block):
        code = code_of(body)
        return lambda frame: code
    if body is not None:
        return argument_value(body)
    return given.value("value") if "value" in given.nodes else None


def _global(given: Given) -> Run:
    (name,) = given.names("name")[:1]
    value, loose = _assigned(given), given.loose("name")

    def run(frame: Frame) -> Value:
        made = None if value is None else share(value(frame))
        frame.loose |= loose
        if name in (frame.call() or ()):  # an argument of the call hides the global, whatever its body declares
            if made is not None:
                frame.set(name, made)
            return NOTHING
        frame.locals.pop(name, None)
        frame.globals.add(name)
        if made is not None:
            frame.session.environment[name] = made
        return NOTHING

    return run


def _set(given: Given) -> Run:
    target = given.nodes.get("name")
    if isinstance(target, Paren):
        return _set_element(target.inner, _assigned(given))
    (name,) = given.names("name")[:1]
    value = _assigned(given)
    at = target.at if target is not None else given.at

    def run(frame: Frame) -> Value:
        if value is None:
            holder = frame.holder(name)
            if holder is not None:
                holder.pop(name, None) if holder is frame.session.environment else holder.update({name: NOTHING})
            return NOTHING
        if not frame.set(name, value(frame)):
            frame.session.undeclared(Var(name, "", at), frame)
            frame.globals.add(name)
            frame.set(name, value(frame))
        return NOTHING

    return run


def _set_element(target: Expr, value: Run | None) -> Run:
    """``:set ($a->"k"->0) v``: the arrays along the way are copied where they are shared."""
    if not isinstance(target, Chain) or not isinstance(target.first, Var) or any(x.op != "->" for x in target.rest):
        raise ScriptError("syntax error", target.at)
    variable = target.first
    keys = [expression(link.operand) for link in target.rest]

    def run(frame: Frame) -> Value:
        made = None if value is None else value(frame)
        path = [key(frame) for key in keys]
        after = set_path(frame.get(variable.name), path, made)
        holder = frame.holder(variable.name)
        if holder is None:
            frame.session.undeclared(variable, frame)
            holder = frame.locals
        holder[variable.name] = after
        return NOTHING

    return run


def _pure(name: str) -> Callable[[Given], Run]:
    """A command that only computes."""
    function = PURE[name]

    def make(given: Given) -> Run:
        values = [(parameter(each), given.value(each)) for each in given.nodes]

        def run(frame: Frame) -> Value:
            made = function(**{each: give(frame) for each, give in values})
            frame.clock.spend(made)
            return made

        return run

    return make


def _delay(given: Given) -> Run:
    span = given.value("delay-time", Time(10**9))

    def run(frame: Frame) -> Value:
        time = convert.to_time(span(frame))
        if not isinstance(time, Time):
            raise RunError("invalid value for argument delay-time")
        frame.clock.wait(time.ns / 10**9, frame.session.sleep)
        return NOTHING

    return run


def _parse(given: Given) -> Run:
    source = given.needed("value")

    def run(frame: Frame) -> Value:
        return frame.session.parsed(to_text(source(frame)))

    return run


def _time(given: Given) -> Run:
    body = given.body("command")

    def run(frame: Frame) -> Value:
        began = frame.session.ticks_ns()
        body(frame)
        return Time(frame.session.ticks_ns() - began)

    return run


def _environment(given: Given) -> Run:
    word = given.nodes.get("command")
    if word is not None and not (isinstance(word, Word) and "print".startswith(word.text)):
        shown = word.text if isinstance(word, Word) else ""
        raise ScriptError(f"bad command name {shown}" if shown else "expected command name", word.at)

    def run(frame: Frame) -> Value:
        for name in sorted(frame.session.environment):
            frame.session.say(f"{name}={to_source(frame.session.environment[name])}\n")
        return NOTHING

    return run


def _log(given: Given) -> Run:
    severity, message = given.needed("severity"), given.value("message", "")

    def run(frame: Frame) -> Value:
        word = to_text(severity(frame))
        found = fits(word, ("info", "warning", "error", "debug"))
        if len(found) != 1:
            raise ScriptError(f"bad command name {word}", given.nodes["severity"].at)
        frame.session.log(found[0], to_text(message(frame)))
        return NOTHING

    return run


def _computing(name: str, positional: tuple[str, ...] = ("value",), named: tuple[str, ...] = ()) -> Spec:
    return Spec(positional, _pure(name), named)


COMMANDS: Mapping[str, Spec] = MappingProxyType(
    {
        "put": Spec(("message",), _put),
        "local": Spec(("name", "value"), _local, ("do",)),
        "global": Spec(("name", "value"), _global, ("do",)),
        "set": Spec(("name", "value"), _set, ("do",)),
        "if": Spec(("condition",), flow.command_if, ("do", "else")),
        "while": Spec(("condition",), flow.command_while, ("do",)),
        "do": Spec(("command",), flow.command_do, ("while", "if", "on-error")),
        "for": Spec(("counter",), flow.command_for, ("from", "to", "step", "do", "on-error")),
        "foreach": Spec(("counter",), flow.command_foreach, ("in", "do", "on-error")),
        "onerror": Spec(("counter", "in"), flow.command_onerror, ("do",)),
        "retry": Spec(("command",), flow.command_retry, ("delay", "max", "on-error")),
        "error": Spec(("message",), flow.command_error),
        "return": Spec(("value",), flow.command_return),
        "break": Spec((), flow.command_leave(False)),
        "continue": Spec((), flow.command_leave(True)),
        "nothing": _computing("nothing", ()),
        **{
            name: _computing(name)
            for name in ("len", "typeof", "tostr", "tonum", "tobool", "toip", "toip6", "totime", "toid", "tonsec")
        },
        "toarray": _computing("toarray", named=("delimiter",)),
        "tocrlf": _computing("tocrlf"),
        "tolf": _computing("tolf"),
        "pick": _computing("pick", ("counter", "begin", "end")),
        "find": _computing("find", ("in", "key", "from")),
        "range": _computing("range", ("from", "to", "step")),
        "rndnum": _computing("rndnum", ("from", "to")),
        "rndstr": _computing("rndstr", (), ("from", "length")),
        "timestamp": _computing("timestamp", ()),
        "convert": _computing("convert", named=("from", "to", "transform")),
        "serialize": _computing("serialize", named=("to", "options", "delimiter", "order")),
        "deserialize": _computing("deserialize", named=("from", "options", "delimiter")),
        "delay": Spec(("delay-time",), _delay),
        "parse": Spec(("value",), _parse),
        "time": Spec(("command",), _time),
        "environment": Spec(("command",), _environment),
        "log": Spec(("severity", "message"), _log),
        **SERVER_COMMANDS,
    }
)


GLOBAL_NAMES = tuple(COMMANDS)


def named_arguments(name: str, args: Sequence[Arg]) -> dict[str, Expr]:
    """The arguments of a global command by name; ScriptError where one fits nowhere."""
    spec = COMMANDS[name]
    places = list(spec.positional)
    nodes: dict[str, Expr] = {}
    names = (*spec.positional, *spec.named)
    for arg in args:
        if isinstance(arg, Named):
            found = fits(arg.name, names)
            if len(found) != 1:
                raise ScriptError("expected end of command", arg.at)
            nodes[found[0]] = arg.value if arg.value is not None else Text("", arg.at)
            if found[0] in places:
                places.remove(found[0])
        elif isinstance(arg, Plain) and isinstance(arg.value, Block) and not places and "do" in spec.named:
            nodes.setdefault("do", arg.value)
        elif isinstance(arg, Plain) and isinstance(arg.value, Word) and arg.value.text in spec.flags:
            nodes[arg.value.text] = Text("yes", arg.at)
        elif isinstance(arg, Plain) and places:
            nodes[places.pop(0)] = arg.value
        else:
            raise ScriptError("expected end of command", arg.at)
    return nodes


def compile_line(name: str, args: Sequence[Arg], at: Span) -> Run:
    """The closure of one global command line; ScriptError where an argument fits nowhere."""
    return COMMANDS[name].make(Given(named_arguments(name, args), at, name))


__all__ = ["COMMANDS", "GLOBAL_NAMES", "Given", "compile_line", "compiled", "named_arguments"]
