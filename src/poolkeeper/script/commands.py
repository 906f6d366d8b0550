"""Global commands: ``:put``, ``:local``, ``:if``, ``:foreach`` and their kin. A table names each with its arguments.

A command gets its arguments as compiled closures or, where it needs them so, as nodes. What menus do is in ``lines``.
Source: RouterOS manual, Scripting (global commands).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from poolkeeper.tree import Refusal, fits

from . import convert
from .frames import Frame
from .operators import RunError, truth
from .run import Break, Return, Run, argument_value, block, code_of, expression
from .run import program as compiled
from .syntax import Arg, Block, Chain, Expr, Named, Paren, Plain, ScriptError, Span, Text, Var, Word
from .values import NIL, NOTHING, Array, Code, Nil, Nothing, Time, Value, share, to_source, to_text, type_name

LOOP_VARIABLES = 2


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

    def names(self, name: str) -> tuple[str, ...]:
        """The variable names an argument holds: ``i``, ``k,v``, a quoted name."""
        node = self.nodes.get(name)
        if isinstance(node, Word | Text) and node.text:
            return tuple(part.strip() for part in node.text.split(","))
        raise ScriptError("syntax error", node.at if node is not None else self.at)


def _put(given: Given) -> Run:
    message = given.value("message", "")

    def run(frame: Frame) -> Value:
        value = message(frame)
        frame.session.say(to_text(value) + "\n")
        return value

    return run


def _local(given: Given) -> Run:
    (name,) = given.names("name")[:1]
    value = _assigned(given)

    def run(frame: Frame) -> Value:
        made = NOTHING if value is None else value(frame)
        frame.globals.discard(name)
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
    value = _assigned(given)

    def run(frame: Frame) -> Value:
        frame.locals.pop(name, None)
        frame.globals.add(name)
        if value is not None:
            frame.session.environment[name] = share(value(frame))
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

    def changed(array: Value, path: list[Value], made: Value | None) -> Value:
        array = array if isinstance(array, Array) else Array()
        key = path[0]
        if len(path) > 1:
            return array.with_element(key, changed(array.get(key), path[1:], made))
        return array.without(key) if made is None else array.with_element(key, share(made))

    def run(frame: Frame) -> Value:
        made = None if value is None else value(frame)
        path = [key(frame) for key in keys]
        after = changed(frame.get(variable.name), path, made)
        holder = frame.holder(variable.name)
        if holder is None:
            frame.session.undeclared(variable, frame)
            holder = frame.locals
        holder[variable.name] = after
        return NOTHING

    return run


def _if(given: Given) -> Run:
    condition = given.needed("condition")
    then, otherwise = given.body("do"), given.body("else")
    return lambda frame: then(frame) if truth(condition(frame)) else otherwise(frame)


def _loop_turn(body: Run, frame: Frame) -> bool:
    """One turn of a loop; False when it is over."""
    frame.clock.step()
    try:
        body(frame)
    except Break as left:
        return left.again
    return True


def _while(given: Given) -> Run:
    condition, body = given.needed("condition"), given.body("do")

    def run(frame: Frame) -> Value:
        while truth(condition(frame)) and _loop_turn(body, frame):
            pass
        return NOTHING

    return run


def _do(given: Given) -> Run:
    body = given.body("command")
    until = given.value("while") if "while" in given.nodes else None
    condition = given.value("if") if "if" in given.nodes else None
    rescue = given.body("on-error") if "on-error" in given.nodes else None

    def once(frame: Frame) -> Value:
        if condition is not None and not truth(condition(frame)):
            return NOTHING
        value = body(frame)
        while until is not None and truth(until(frame)):
            if not _loop_turn(body, frame):
                break
        return value

    return once if rescue is None else _rescued(once, rescue)


def _rescued(work: Run, rescue: Run) -> Run:
    def run(frame: Frame) -> Value:
        try:
            return work(frame)
        except (ScriptError, Refusal):
            return rescue(frame)

    return run


def _onerror(given: Given) -> Run:
    """``:onerror e in={...} do={...}``: true when the first failed; ``e`` holds the message."""
    (name,) = given.names("counter")[:1]
    work, rescue = given.body("in"), given.body("do")

    def run(frame: Frame) -> Value:
        try:
            work(frame)
        except (ScriptError, Refusal) as error:
            inner = frame.inner()
            inner.locals[name] = error.message
            rescue(inner)
            return True
        return False

    return run


def _for(given: Given) -> Run:
    (name,) = given.names("counter")[:1]
    first, last, body = given.needed("from"), given.needed("to"), given.body("do")
    step = given.value("step") if "step" in given.nodes else None

    def run(frame: Frame) -> Value:
        start, end = _whole(first(frame)), _whole(last(frame))
        by = _whole(step(frame)) if step is not None else (1 if end >= start else -1)
        if by == 0:
            raise RunError("step can not be zero")
        inner = frame.inner()
        for number in range(start, end + (1 if by > 0 else -1), by):
            inner.locals[name] = number
            if not _loop_turn(body, inner):
                break
        return NOTHING

    return run


def _whole(value: Value) -> int:
    number = convert.to_number(value)
    if isinstance(number, bool) or not isinstance(number, int):
        raise RunError("invalid value for argument: integer number expected")
    return number


def _foreach(given: Given) -> Run:
    names = given.names("counter")
    source, body = given.needed("in"), given.body("do")

    def run(frame: Frame) -> Value:
        value = source(frame)
        array = value if isinstance(value, Array) else convert.to_array(value)
        if not isinstance(array, Array):
            return NOTHING
        inner = frame.inner()
        for key, each in list(array.pairs()):
            if len(names) >= LOOP_VARIABLES:
                inner.locals[names[0]], inner.locals[names[1]] = key, share(each)
            else:
                inner.locals[names[0]] = share(each)
            if not _loop_turn(body, inner):
                break
        return NOTHING

    return run


def _error(given: Given) -> Run:
    message = given.value("message", "")

    def run(frame: Frame) -> Value:
        raise RunError(to_text(message(frame)))

    return run


def _return(given: Given) -> Run:
    value = given.value("value")

    def run(frame: Frame) -> Value:
        raise Return(value(frame))

    return run


def _leave(again: bool) -> Callable[[Given], Run]:
    def make(given: Given) -> Run:
        def run(frame: Frame) -> Value:
            raise Break(again)

        return run

    return make


def _of_value(change: Callable[[Value], Value]) -> Callable[[Given], Run]:
    def make(given: Given) -> Run:
        value = given.value("value")
        return lambda frame: change(value(frame))

    return make


def _len(value: Value) -> Value:
    if isinstance(value, Array):
        return len(value)
    return len(to_text(value))


def _pick(given: Given) -> Run:
    """``:pick v begin [end]``: from 0, the end excluded; without an end one element. Outside: nothing."""
    source, begin = given.needed("counter"), given.value("begin", 0)
    end = given.value("end") if "end" in given.nodes else None

    def run(frame: Frame) -> Value:
        value, start = source(frame), _whole(begin(frame))
        stop_value = start + 1 if end is None else end(frame)
        whole = value.items + [value.keyed[key] for key in sorted(value.keyed)] if isinstance(value, Array) else None
        size = len(whole) if whole is not None else len(to_text(value))
        stop = size if isinstance(stop_value, Nil | Nothing) else _whole(stop_value)
        start, stop = max(start, 0), min(stop, size)
        if whole is None:
            return to_text(value)[start:stop] if start < size else ""
        if end is None:
            return whole[start] if start < size else NIL
        return Array(list(whole[start:stop]))

    return run


def _find(given: Given) -> Run:
    """``:find in key [from]``: the index behind ``from``, nil where there is none."""
    source, key, after = given.needed("in"), given.needed("key"), given.value("from", -1)

    def run(frame: Frame) -> Value:
        from .operators import equal

        value, wanted = source(frame), key(frame)
        begun = after(frame)
        start = 0 if isinstance(begun, Nil | Nothing) else _whole(begun) + 1
        if isinstance(value, Array):
            for index, each in enumerate(value.items):
                if index >= start and equal(each, wanted):
                    return index
            return next((name for name in sorted(value.keyed) if equal(value.keyed[name], wanted)), NIL)
        place = to_text(value).find(to_text(wanted), max(start, 0))
        return NIL if place < 0 else place

    return run


def _delay(given: Given) -> Run:
    span = given.value("delay-time", Time(10**9))

    def run(frame: Frame) -> Value:
        time = convert.to_time(span(frame))
        if not isinstance(time, Time):
            raise RunError("invalid value for argument delay-time")
        frame.session.sleep(time.ns / 10**9)
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
    def run(frame: Frame) -> Value:
        for name in sorted(frame.session.environment):
            frame.session.say(f"{name}={to_source(frame.session.environment[name])}\n")
        return NOTHING

    return run


def _retry(given: Given) -> Run:
    """``:retry command={} delay= max= [on-error={}]``: again after each failure, the last one counts."""
    work, rescue = given.body("command"), given.body("on-error") if "on-error" in given.nodes else None
    delay, most = given.value("delay", Time(10**9)), given.value("max", 1)

    def run(frame: Frame) -> Value:
        left, pause = _whole(most(frame)), convert.to_time(delay(frame))
        while True:
            left -= 1
            try:
                return work(frame)
            except (ScriptError, Refusal):
                if left <= 0:
                    if rescue is not None:
                        return rescue(frame)
                    raise
                frame.session.sleep(pause.ns / 10**9 if isinstance(pause, Time) else 0)

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


@dataclass(frozen=True, slots=True)
class Spec:
    """A global command: its unnamed arguments in order, its named ones, and what compiles it."""

    positional: tuple[str, ...]
    make: Callable[[Given], Run]
    named: tuple[str, ...] = ()


def _value_command(change: Callable[[Value], Value]) -> Spec:
    return Spec(("value",), _of_value(change))


COMMANDS: Mapping[str, Spec] = MappingProxyType(
    {
        "put": Spec(("message",), _put),
        "local": Spec(("name", "value"), _local, ("do",)),
        "global": Spec(("name", "value"), _global, ("do",)),
        "set": Spec(("name", "value"), _set, ("do",)),
        "if": Spec(("condition",), _if, ("do", "else")),
        "while": Spec(("condition",), _while, ("do",)),
        "do": Spec(("command",), _do, ("while", "if", "on-error")),
        "for": Spec(("counter",), _for, ("from", "to", "step", "do", "on-error")),
        "foreach": Spec(("counter",), _foreach, ("in", "do", "on-error")),
        "onerror": Spec(("counter",), _onerror, ("in", "do")),
        "retry": Spec((), _retry, ("command", "delay", "max", "on-error")),
        "error": Spec(("message",), _error),
        "return": Spec(("value",), _return),
        "break": Spec((), _leave(False)),
        "continue": Spec((), _leave(True)),
        "nothing": Spec((), lambda given: lambda frame: NOTHING),
        "len": _value_command(_len),
        "typeof": _value_command(type_name),
        "tostr": _value_command(convert.to_str),
        "tonum": _value_command(convert.to_number),
        "tobool": _value_command(convert.to_bool),
        "toarray": _value_command(convert.to_array),
        "toip": _value_command(convert.to_ip),
        "toip6": _value_command(convert.to_ip6),
        "totime": _value_command(convert.to_time),
        "toid": _value_command(convert.to_id),
        "pick": Spec(("counter", "begin", "end"), _pick),
        "find": Spec(("in", "key", "from"), _find),
        "delay": Spec(("delay-time",), _delay),
        "parse": Spec(("value",), _parse),
        "time": Spec(("command",), _time),
        "environment": Spec(("command",), _environment),
        "log": Spec(("severity", "message"), _log),
    }
)


def compile_line(name: str, args: Sequence[Arg], at: Span) -> Run:
    """The closure of one global command line; ScriptError where an argument fits nowhere."""
    spec = COMMANDS[name]
    places = list(spec.positional)
    nodes: dict[str, Expr] = {}
    names = (*spec.positional, *spec.named)
    for arg in args:
        if isinstance(arg, Named):
            found = fits(arg.name, names)
            if len(found) != 1 and name in ("local", "global", "set") and places:
                raise ScriptError("expected end of command", arg.at)
            if len(found) != 1:
                raise ScriptError("expected end of command", arg.at)
            nodes[found[0]] = arg.value if arg.value is not None else Text("", arg.at)
            if found[0] in places:
                places.remove(found[0])
        elif isinstance(arg, Plain) and isinstance(arg.value, Block) and not places and "do" in spec.named:
            nodes.setdefault("do", arg.value)
        elif isinstance(arg, Plain) and places:
            nodes[places.pop(0)] = arg.value
        else:
            raise ScriptError("expected end of command", arg.at)
    return spec.make(Given(nodes, at, name))


__all__ = ["COMMANDS", "Given", "compile_line", "compiled"]
