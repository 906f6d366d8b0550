"""Session: one user's console: the menu they stand in, their variables, the numbers of the last print.

Doors make one a terminal or a connection, and give it functions to write, pause and sleep. The same object runs whole
scripts and imports. Source: RouterOS manual, Command Line Interface.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from poolkeeper.tree import Menu, Node, Refusal, Reply, Request, Row, Style, Tree, User, fits
from poolkeeper.tree.refusal import no_such_item

from .bind import Enter, GlobalLine, MenuLine, argument_names, bind
from .commands import COMMANDS, compile_line
from .frames import Clock, Frame, Limits
from .layout import Form, Page
from .lexer import logical_lines, narrow, widen
from .lines import Line
from .operators import RunError
from .parser import parse, pending
from .run import Break, Return, Run, program, statement
from .syntax import Command, Incomplete, Program, ScriptError, Span, Statement, Var
from .values import NOTHING, Code, Value

GLOBAL_NAMES = tuple(COMMANDS)
MOST_CACHED = 10_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text. failed: whether any line was refused."""

    failed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of an import: where it stands and how to run it. error: what is wrong with it already."""

    line: int
    column: int
    text: str
    run: Callable[[], None]


def _nothing() -> None:
    return None


class Session:
    """One console. ``execute`` runs pasted lines, ``run_script`` a whole file."""

    def __init__(
        self,
        tree: Tree,
        run: Callable[[Request], Reply],
        user: User,
        *,
        write: Callable[[str], None],
        write_error: Callable[[str], None] | None = None,
        width: int = 80,
        style: Style = Style.V6,
        pause: Callable[[], None] = _nothing,
        sleep: Callable[[float], None] = time.sleep,
        limits: Limits | None = None,
    ) -> None:
        self.tree, self.run, self.user = tree, run, user
        self.path: tuple[str, ...] = ()
        self.environment: dict[str, Value] = {}
        self.width, self.style = width, style
        self.sleep = sleep
        self.nested = 0
        self.strict = False
        self._write, self._write_error = write, write_error or write
        self._pause = pause
        self._limits = limits or Limits()
        self._numbers: dict[str, list[int]] = {}
        self._compiled: dict[tuple[int, tuple[str, ...]], tuple[Command, Run]] = {}

    # -- what doors call -----------------------------------------------------------------------------------------

    def execute(self, text: str) -> Outcome:
        """Run a pasted text line by line, as at the prompt: an error ends its line, not the next one."""
        text = narrow(text)
        failed = False
        for start, end in logical_lines(text):
            failed |= not self._execute_line(text[start:end])
        return Outcome(failed)

    def _execute_line(self, text: str) -> bool:
        self.strict = True
        frame = self._frame()
        try:
            for node in parse(text).statements:
                self._top(statement(node), frame)
                self.path = frame.path
        except (ScriptError, Refusal) as error:
            self._say_error(error.message)
            return False
        finally:
            self.strict = False
        return True

    def run_script(self, text: str, name: str = "") -> None:
        """Run a whole text as one program; ScriptError with line and column at the first error."""
        for step in self.statements(text, parse(narrow(text))):
            step.run()

    def statements(self, text: str, read: Program | None = None) -> Iterator[Step]:
        """The statements of a file, each to be run by its ``run``, which raises ScriptError with line and column.

        A statement that cannot be read is one whose ``run`` says so; reading goes on with the next line.
        """
        text = narrow(text)
        frame = self._frame(())
        if read is not None:
            yield from (self._step(node, text, frame) for node in read.statements)
            return
        line = 1
        for start, end in logical_lines(text):
            piece = text[start:end]
            try:
                nodes = parse(piece, line).statements
            except ScriptError as error:
                yield Step(error.line, error.column, widen(piece.strip()), _raising(error))
            else:
                yield from (self._step(node, piece, frame) for node in nodes)
            line += len(re.findall(r"\r\n|\n|\r", piece))

    def _step(self, node: Statement, text: str, frame: Frame) -> Step:
        def run() -> None:
            try:
                self._top(statement(node), frame)
            except Refusal as refusal:
                raise ScriptError(refusal.message, node.at, placed=False) from refusal
            except ScriptError as error:
                if not error.line:
                    raise ScriptError(error.reason, node.at, placed=False) from error
                raise

        return Step(node.at.line, node.at.column, widen(text[node.at.start : node.at.end]), run)

    def split_ready(self, text: str) -> tuple[str, str]:
        """(whole lines that may run, the rest that still grows) of a text that comes in pieces."""
        ready = 0
        narrowed = narrow(text)
        for start, end in logical_lines(narrowed):
            whole = narrowed[end - 1 : end] in "\r\n" and pending(narrowed[start:end]) is None
            if not whole:
                break
            ready = end
        return widen(narrowed[:ready]), widen(narrowed[ready:])

    def needs_more(self, text: str) -> bool:
        """Whether the text ends inside a bracket, a string or a continued line."""
        return pending(narrow(text)) is not None

    def complete(self, text: str) -> tuple[int, list[str]]:
        """(offset where the word begins, words that may stand there) at the end of a line being typed."""
        begin = max((text.rfind(mark) for mark in ";{[\n"), default=-1) + 1
        words = text[begin:].split(" ")
        current = words.pop()
        node, rest = self._walk([word for word in words if word])
        start = len(text) - len(current)
        if isinstance(rest, MenuLine):
            return self._complete_argument(rest, current, start)
        head, slash, last = current.rpartition("/")
        if slash:
            node, _ = self._walk([*([word for word in words if word]), head or "/"])
            start = len(text) - len(last)
            current = last
        if node is None:
            return start, []
        found = [word for word in node.words() if word.startswith(current)]
        return start, found or fits(current, (*node.words(), *(f":{name}" for name in GLOBAL_NAMES)))

    def _walk(self, words: list[str]) -> tuple[Node | None, MenuLine | None]:
        """Where the words typed so far lead."""
        try:
            line = parse(narrow(" ".join(words))).statements
            if not line:
                return self.tree.node(self.path), None
            first = line[0]
            bound = bind(first, self.path, self.tree, ()) if isinstance(first, Command) else None
        except ScriptError:
            return None, None
        if isinstance(bound, Enter):
            return self.tree.node(bound.path), None
        return None, bound if isinstance(bound, MenuLine) else None

    def _complete_argument(self, line: MenuLine, current: str, start: int) -> tuple[int, list[str]]:
        name, equals, value = current.partition("=")
        menu = line.node.menu
        if not equals or menu is None:
            names = [each if each not in (menu.props if menu else ()) else f"{each}=" for each in argument_names(line)]
            return start, sorted({each for each in names if each.startswith(current)})
        prop = menu.find_prop(name)
        row = next(iter(self.run(Request(self.user, line.node.path, "print")).rows), None) if prop else None
        if prop is None or row is None:
            return start, []
        return start + len(name) + 1, prop.kind.complete(value, row.look)

    # -- what running code calls -----------------------------------------------------------------------------------

    def _frame(self, path: tuple[str, ...] | None = None) -> Frame:
        return Frame(self, Clock(self._limits, self._pause), self.path if path is None else path)

    def _top(self, run: Run, frame: Frame) -> None:
        try:
            run(frame)
        except Return:
            return
        except Break:
            raise RunError("not in a loop") from None
        except RecursionError:
            raise RunError("script stopped: too many calls within calls") from None

    def command(self, node: Command, frame: Frame) -> Value:
        """Run one command line where the frame stands."""
        key = (id(node), frame.path)
        found = self._compiled.get(key)
        if found is None:
            if len(self._compiled) >= MOST_CACHED:
                self._compiled.clear()
            found = self._compiled[key] = (node, self._compile(node, frame.path))
        return found[1](frame)

    def _compile(self, node: Command, path: tuple[str, ...]) -> Run:
        bound = bind(node, path, self.tree, GLOBAL_NAMES)
        if isinstance(bound, GlobalLine):
            return compile_line(bound.name, bound.args, bound.at)
        if isinstance(bound, MenuLine):
            return Line(bound).run
        return _entering(bound)

    def undeclared(self, node: Var, frame: Frame) -> Value:
        """A variable that nobody declared: an error at the prompt, nothing in a script."""
        if self.strict:
            raise ScriptError("syntax error", _behind(node.at))
        return NOTHING

    @contextmanager
    def within(self) -> Iterator[None]:
        """Inside ``[ ]``: values are used, not shown."""
        self.nested += 1
        try:
            yield
        finally:
            self.nested -= 1

    def parsed(self, text: str) -> Code:
        """The code a text is."""
        return Code(program(parse(text)), text)

    def run_text(self, text: str, frame: Frame) -> Value:
        """Run a text as code in a scope."""
        return program(parse(text))(frame)

    def say(self, text: str) -> None:
        """Write a narrow text to the user."""
        self._write(widen(text))

    def say_lines(self, lines: Iterable[str], menu: Menu | None = None) -> None:
        """Write lines one by one, giving way between them; first what the menu has to say about itself."""
        remark = menu.running if menu is not None else ""
        if remark:
            self._write(f"# {remark}\n")
        for line in lines:
            self._write(f"{line}\n")
            self._pause()

    def _say_error(self, message: str) -> None:
        self._write_error(f"{widen(message)}\n")

    def page(self, form: Form = Form.PLAIN, proplist: tuple[str, ...] | None = None, ids: bool = False) -> Page:
        """How this session prints."""
        return Page(self.style, self.width, form, proplist, ids)

    def numbering(self, menu: Menu, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they pass, their numbers remembered for the commands that follow."""
        ids: list[int] = []
        self._numbers[menu.path] = ids
        for row in rows:
            ids.append(-1 if row.id is None else row.id)
            yield row

    def numbered(self, path: tuple[str, ...], number: int) -> int:
        """The item with a number of the last print of its menu; without a print one is made now."""
        menu = "/" + "/".join(path)
        ids = self._numbers.get(menu)
        if ids is None:
            rows = self.run(Request(self.user, path, "print")).rows
            ids = self._numbers[menu] = [-1 if row.id is None else row.id for row in rows]
        if not 0 <= number < len(ids):
            raise no_such_item()
        return ids[number]

    def find_name(self, menu: Menu, name: str) -> int | None:
        """The item of a menu whose name is this number, None if there is none."""
        from poolkeeper.tree.query import Equals

        reply = self.run(Request(self.user, menu.words, "find", query=Equals(menu.key or "", name)))
        return reply.ids[0] if reply.ids else None

    def static_rows(self, menu: Menu) -> Iterable[Row]:
        """The rows of a menu, for an export."""
        return self.run(Request(self.user, menu.words, "print")).rows

    def log(self, severity: str, message: str) -> None:
        """Write a log line of topic ``script``."""
        self.run(Request(self.user, ("log",), severity, {"message": widen(message)}))

    def now(self) -> datetime:
        """Local time."""
        return datetime.now()

    def version(self) -> str:
        """The RouterOS version this session speaks."""
        return "6.49.18" if self.style is Style.V6 else "7.16.2"

    def ticks_ns(self) -> int:
        """A clock for ``:time``."""
        return time.monotonic_ns()


def _entering(bound: Enter) -> Run:
    """A line that names a menu: what follows stands there, or its block does."""
    if bound.block is None:

        def enter(frame: Frame) -> Value:
            frame.path = bound.path
            return NOTHING

        return enter
    body = program(bound.block.body)

    def run(frame: Frame) -> Value:
        inner = frame.inner()
        inner.path = bound.path
        return body(inner)

    return run


def _raising(error: ScriptError) -> Callable[[], None]:
    def run() -> None:
        raise error

    return run


def _behind(at: Span) -> Span:
    """The place of a variable's name, behind its dollar."""
    return Span(at.line, at.column + 1, at.start + 1, at.end)


__all__ = ["Incomplete", "Outcome", "ScriptError", "Session", "Step"]
