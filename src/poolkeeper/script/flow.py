"""Global commands that steer: ``:if``, loops, ``:do``, errors caught and raised, ``:return``.

Source: RouterOS manual, Scripting (global commands).
"""

from collections.abc import Callable

from poolkeeper.tree import Refusal

from . import convert
from .frames import Frame
from .functions import whole_number
from .given import Given
from .operators import truth
from .run import Break, Return, Run
from .syntax import RunError, ScriptError
from .values import NOTHING, Array, Time, Value, share, to_text

LOOP_VARIABLES = 2


def command_if(given: Given) -> Run:
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


def command_while(given: Given) -> Run:
    condition, body = given.needed("condition"), given.body("do")

    def run(frame: Frame) -> Value:
        while truth(condition(frame)) and _loop_turn(body, frame):
            pass
        return NOTHING

    return run


def command_do(given: Given) -> Run:
    body = given.body("command")
    until = given.value("while") if "while" in given.nodes else None
    condition = given.value("if") if "if" in given.nodes else None
    rescue = given.body("on-error") if "on-error" in given.nodes else None

    def once(frame: Frame) -> Value:
        if condition is not None and not truth(condition(frame)):
            return NOTHING
        if until is None:
            return body(frame)
        while _loop_turn(body, frame) and truth(until(frame)):
            pass
        return NOTHING

    return once if rescue is None else _rescued(once, rescue)


def _rescued(work: Run, rescue: Run) -> Run:
    def run(frame: Frame) -> Value:
        try:
            return work(frame)
        except (ScriptError, Refusal):
            return rescue(frame)

    return run


def command_onerror(given: Given) -> Run:
    """``:onerror e in={...} do={...}``: true when the first failed; ``e`` holds the message."""
    (name,) = given.names("counter")[:1]
    work, rescue = given.body("in"), given.body("do")

    def run(frame: Frame) -> Value:
        try:
            work(frame)
        except (ScriptError, Refusal) as error:
            inner = frame.inner()
            inner.loose = given.loose("counter")
            inner.locals[name] = error.message
            rescue(inner)
            return True
        return False

    return run


def command_for(given: Given) -> Run:
    (name,) = given.names("counter")[:1]
    first, last, body = given.needed("from"), given.needed("to"), given.body("do")
    step = given.value("step") if "step" in given.nodes else None
    loose = given.loose("counter")

    def run(frame: Frame) -> Value:
        start, end = whole_number(first(frame)), whole_number(last(frame))
        by = whole_number(step(frame)) if step is not None else (1 if end >= start else -1)
        if by == 0:
            raise RunError("step can not be zero")
        inner = frame.inner()
        inner.loose = loose
        for number in range(start, end + (1 if by > 0 else -1), by):
            inner.locals[name] = number
            if not _loop_turn(body, inner):
                break
        return NOTHING

    return _caught(given, run)


def command_foreach(given: Given) -> Run:
    names = given.names("counter")
    source, body = given.needed("in"), given.body("do")
    loose = given.loose("counter")

    def run(frame: Frame) -> Value:
        value = source(frame)
        array = value if isinstance(value, Array) else convert.to_array(value)
        if not isinstance(array, Array):
            return NOTHING
        inner = frame.inner()
        inner.loose = loose
        for key, each in list(array.pairs()):
            if len(names) >= LOOP_VARIABLES:
                inner.locals[names[0]], inner.locals[names[1]] = key, share(each)
            else:
                inner.locals[names[0]] = share(each)
            if not _loop_turn(body, inner):
                break
        return NOTHING

    return _caught(given, run)


def _caught(given: Given, work: Run) -> Run:
    """A loop that an error ends with the block of its ``on-error=``, if it has one."""
    return _rescued(work, given.body("on-error")) if "on-error" in given.nodes else work


def command_error(given: Given) -> Run:
    message = given.value("message", "")

    def run(frame: Frame) -> Value:
        raise RunError(to_text(message(frame)))

    return run


def command_return(given: Given) -> Run:
    value = given.value("value")

    def run(frame: Frame) -> Value:
        raise Return(value(frame))

    return run


def command_leave(again: bool) -> Callable[[Given], Run]:
    def make(given: Given) -> Run:
        def run(frame: Frame) -> Value:
            raise Break(again)

        return run

    return make


def command_retry(given: Given) -> Run:
    """``:retry command={} delay= max= [on-error={}]``: again after each failure, the last one counts."""
    work, rescue = given.body("command"), given.body("on-error") if "on-error" in given.nodes else None
    delay, most = given.value("delay", Time(10**9)), given.value("max", 1)

    def run(frame: Frame) -> Value:
        left, pause = whole_number(most(frame)), convert.to_time(delay(frame))
        while True:
            left -= 1
            try:
                return work(frame)
            except (ScriptError, Refusal):
                if left <= 0:
                    if rescue is not None:
                        return rescue(frame)
                    raise
                frame.clock.wait(pause.ns / 10**9 if isinstance(pause, Time) else 0, frame.session.sleep)

    return run
