"""Session: one user's console: the menu they stand in, their variables, the numbers of the last print.

Doors make one a terminal or a connection, and give it functions to write, pause and sleep. The same object runs whole
scripts and imports. Source: RouterOS manual, Command Line Interface.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from poolkeeper.tree import Absent, Importing, Menu, Refusal, Reply, Request, Row, Style, Tree, User
from poolkeeper.tree.query import Equals, Query
from poolkeeper.tree.refusal import failure, no_such_item

from . import dialect
from .bind import GlobalLine, MenuLine, Unfit, bind
from .commands import GLOBAL_NAMES, compile_line
from .completion import Choice, Completer
from .frames import Clock, Frame, Limits
from .generate import Generated, is_loop
from .host import NO_KEY, Host
from .keeping import AtOnce, Keeping
from .layout import Form, Page
from .lexer import logical_lines, narrow, widen
from .lines import Line, entering
from .marks import marks
from .masking import mask
from .parser import parse, pending
from .run import Break, Return, Run, program, statement
from .settings import Settings
from .steps import Leave, Step, steps
from .syntax import Block, Command, Incomplete, Plain, Program, RunError, ScriptError, Span, Statement, Var, Word
from .values import NOTHING, Code, Value

MOST_CACHED = 10_000
Keep = Callable[[str, bool], AbstractContextManager[Callable[[str], object]]]
"""Opens a file of the server's by name for writing text, anew or behind what is there; Refusal where that cannot be."""


Ask = Callable[[str, Callable[[str], tuple[int, list[Choice]]], str], str | None]
"""(question, choices for what is typed so far, proposed answer) to the answer, None where the user leaves it."""
"""Asks the user at a terminal. label: what stands before the answer. choices: as ``Session.choices``, of the answer."""


Paged = Callable[[Iterable[str]], Iterable[str]]
"""Lets lines of a print pass to a terminal, a screenful at a time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text. failed: whether any line was refused. left: whether it said ``/quit``."""

    failed: bool
    left: bool = False


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
        settings: Callable[[], Settings] = Settings,
        pause: Callable[[], None] = _nothing,
        sleep: Callable[[float], None] = time.sleep,
        limits: Limits | None = None,
        keep: Keep | None = None,
        paged: Paged = iter,
        host: Host | None = None,
        environment: dict[str, Value] | None = None,
        name: str = "",
        taken: set[str] | None = None,
        keeping: Keeping | None = None,
    ) -> None:
        """environment: the globals, shared by all sessions of a user. name: of the script this session runs.

        taken: leniencies that were told of already. keeping: how files that are read become durable.
        """
        self.tree, self.run, self.user = tree, run, user
        self.host, self.name = host or Host(), name
        self.path: tuple[str, ...] = ()
        self.environment: dict[str, Value] = {} if environment is None else environment
        self.strict_dialect = False
        self.width, self.height = width, 0
        """Columns and rows of the user's terminal; 80 and 0 where there is none."""
        self.settings = settings
        self.ask: Ask | None = None
        self.edit: Callable[[str, str], str | None] | None = None
        """What a terminal does: asks for a value; lets the user edit a text (title, text), None if it is not saved."""
        self.press = self._no_key
        self.sleep = sleep
        self.nested = 0
        self.strict = False
        self._write, self._write_error = write, write_error or write
        self._pause = pause
        self.kept_files = keep
        self.keeping = AtOnce() if keeping is None else keeping
        self._paged = paged
        self._declared: set[str] = set()
        self._limits = limits
        self._generates = limits is None or limits.generate
        self._loose: frozenset[str] = frozenset()
        self._taken = set() if taken is None else taken
        self.importing: Importing | None = None
        """The file whose statements run now."""
        self.imports = 0
        self._numbers: dict[str, list[int]] = {}
        self._implied: set[str] = set()  # menus numbered without a print
        self._compiled: dict[tuple[int, tuple[str, ...]], tuple[Command, Run]] = {}
        self._functions: dict[tuple[int, tuple[str, ...]], tuple[Block, Generated]] = {}
        self._seen: dict[tuple[int, tuple[str, ...]], Block] = {}

    def _no_key(self, wait_s: float, bounded: bool) -> int:
        """A program presses no key: it waits as long as it said, and not at all where it would wait for ever."""
        if bounded:
            self.sleep(wait_s)
        return NO_KEY

    def limits(self) -> Limits:
        """How much a program that begins now may use."""
        if self._limits is not None:
            return self._limits
        set_ = self.settings()
        return Limits(set_.max_steps, set_.max_depth, set_.max_memory, set_.max_time_s)

    @property
    def style(self) -> Style:
        """Whose layouts and texts this session speaks at this moment."""
        return self.settings().style

    # -- what doors call -----------------------------------------------------------------------------------------

    def execute(self, text: str) -> Outcome:
        """Run a pasted text line by line, as at the prompt: an error ends its line, not the next one."""
        text = narrow(text)
        failed = False
        for start, end in logical_lines(text):
            try:
                failed |= not self._execute_line(text[start:end])
            except Leave:
                return Outcome(failed, True)
        return Outcome(failed)

    def _execute_line(self, text: str) -> bool:
        """Run one line; globals that a line declares are known to the lines after it, locals are not."""
        self.strict = True
        frame = self._frame()
        frame.globals |= self._declared
        frame.loose = self._loose
        try:
            for node in self.read(text).statements:
                ended = self.top(statement(node), frame)
                self.path = frame.path
                if ended:
                    break
        except (ScriptError, Refusal) as error:
            self._say_error(error.message)
            return False
        finally:
            self.strict = False
            self._declared |= frame.globals
            self._loose |= frame.loose & frame.globals
        return True

    def run_script(self, text: str, variables: Mapping[str, Value] | None = None) -> None:
        """Run a whole text as one program; ScriptError with line and column at the first error.

        variables: what the script finds declared, by name.
        """
        self.strict_dialect = self.settings().strict
        for step in self.statements(text, self.read(narrow(text)), variables):
            step.run()

    def statements(
        self, text: str, read: Program | None = None, variables: Mapping[str, Value] | None = None
    ) -> Iterator[Step]:
        """The statements of a file, each to be run by its ``run``, which raises ScriptError with line and column.

        A statement that cannot be read is one whose ``run`` says so; reading goes on with the next line. There are no
        more once one has said ``:return`` or ``/quit``.
        """
        frame = self._frame(())
        frame.locals.update(variables or {})
        return steps(self, narrow(text), read, frame)

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

    def pending(self, text: str) -> str | None:
        """What is still open where the text ends, as ``{(``; None where it is whole (or wrong already)."""
        return pending(narrow(text))

    def choices(self, text: str) -> tuple[int, list[Choice]]:
        """(offset where the word begins, what may stand there) at the end of a line being typed."""
        return Completer(self.tree, self.run, self.user).choices(text, self.path)

    def marked(self, text: str) -> list[str]:
        """What each byte of a line being typed is: a role of ``marks``."""
        return marks(narrow(text), self.path, self.tree)

    def explained(self, text: str) -> Iterator[str]:
        """What the help key says at the end of a line being typed, line by line."""
        return Completer(self.tree, self.run, self.user).explained(text, self.path)

    # -- what running code calls -----------------------------------------------------------------------------------

    def read(self, text: str, line: int = 1) -> Program:
        """The program a text is; what the dialect takes of its names is told, or refused."""
        read = parse(text, line, self._pause)
        if "_" in text:
            for taken in dialect.names(read, GLOBAL_NAMES):
                self.take(taken)
        return read

    def take(self, taken: dialect.Taken) -> None:
        """Take what a router refuses and say so once in the log; in the strict dialect refuse it as a router does."""
        if self.strict_dialect:
            raise taken.refusal
        if taken.what not in self._taken:
            self._taken.add(taken.what)
            at = f"line {taken.refusal.line} column {taken.refusal.column}"
            where = f"{self.name}: " if self.name else ""
            self.host.note("script,warning", f"{where}lenient dialect: {taken.what} ({at}); a router refuses this")

    def _frame(self, path: tuple[str, ...] | None = None) -> Frame:
        self.strict_dialect = self.settings().strict
        return Frame(self, Clock(self.limits(), self._pause), self.path if path is None else path)

    def top(self, run: Run, frame: Frame) -> bool:
        """Run one statement; True where a ``:return`` ends what it belongs to."""
        try:
            run(frame)
        except Return:
            return True
        except Break:
            raise RunError("not in a loop") from None
        except RecursionError:
            raise RunError("script stopped: too many calls within calls") from None
        return False

    def command(self, node: Command, frame: Frame) -> Value:
        """Run one command line where the frame stands."""
        key = (id(node), frame.path)
        found = self._compiled.get(key)
        if found is None:
            if len(self._compiled) >= MOST_CACHED:
                self._compiled.clear()
            found = self._compiled[key] = (node, self._compile(node, frame.path))
        return found[1](frame)

    @staticmethod
    def masked(text: str, path: tuple[str, ...] = ()) -> str:
        """A statement without the sensitive values in it. path: the menu it stands in."""
        return mask(text, path)

    def forget(self, node: Statement, path: tuple[str, ...]) -> None:
        """Drop what was compiled of a statement that will not run again."""
        self._compiled.pop((id(node), path), None)

    def code(self, node: Block, slow: Run, frame: Frame) -> Value | None:
        """Run the code of ``do={...}``: as closures the first time, as a Python function from the second on.

        The value of its ``:return``, None where it ended without; the closures raise Return.
        """
        key = (id(node), frame.path)
        found = self._functions.get(key)
        if found is not None:
            return found[1].run(frame)
        if self._generates and key in self._seen:
            made = Generated(self, frame.path, node.body, slow, returns=True)
            if len(self._functions) >= MOST_CACHED:
                self._functions.clear()
            self._functions[key] = (node, made)
            return made.run(frame)
        if len(self._seen) >= MOST_CACHED:
            self._seen.clear()
        self._seen[key] = node
        slow(frame)
        return None

    def _compile(self, node: Command, path: tuple[str, ...]) -> Run:
        if _is_quit(node):
            return _leaving
        bound = bind(node, path, self.tree, GLOBAL_NAMES, self.importing)
        if node.root == ":" and not isinstance(bound, GlobalLine):
            self.take(dialect.colon(node))
        if isinstance(bound, GlobalLine):
            slow = compile_line(bound.name, bound.args, bound.at)
            hot = self._generates and is_loop(bound)
            return Generated(self, path, Program((node,)), slow).as_statement if hot else slow
        if isinstance(bound, MenuLine):
            for taken in bound.taken:
                self.take(taken)
            return self._line(bound)
        return entering(bound)

    def is_bound(self, node: Command, path: tuple[str, ...]) -> bool:
        """Whether the words of a line lead to a menu or a command, for one who stands in this menu."""
        try:
            bind(node, path, self.tree, GLOBAL_NAMES, self.importing)
        except ScriptError:
            return False
        return True

    def _line(self, bound: MenuLine) -> Run:
        """A menu's command line, ready to run; v7 has words of its own for an argument of other commands."""
        try:
            return Line(bound).run
        except Unfit as error:
            if error.word and self.style is Style.V7:
                raise ScriptError(f"bad parameter {error.word}", error.at) from None
            raise

    def request(
        self,
        path: tuple[str, ...],
        command: str,
        args: Mapping[str, str | None] | None = None,
        items: tuple[int | str, ...] | None = None,
        query: Query | None = None,
        proplist: tuple[str, ...] | None = None,
        flags: frozenset[str] = frozenset(),
        absent: tuple[Absent, ...] = (),
    ) -> Reply:
        """The reply to one command of this session, or of the file it reads; the arguments are those of ``Request``."""
        given = args or {}
        return self.run(Request(self.user, path, command, given, items, query, proplist, flags, self.importing, absent))

    def undeclared(self, node: Var, frame: Frame) -> Value:
        """A variable that nobody declared: an error at the prompt, nothing in a script or a function."""
        if self.strict and frame.call() is None:
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
        return Code(program(self.read(text)), text)

    def run_text(self, text: str, frame: Frame) -> Value:
        """Run a text as code in a scope."""
        return program(self.read(text))(frame)

    def say(self, text: str) -> None:
        """Write a narrow text to the user."""
        self._write(widen(text))

    def say_lines(self, lines: Iterable[str], menu: Menu | None = None, paged: bool = False) -> None:
        """Write lines one by one, giving way between them; first what the menu has to say about itself.

        paged: stop after a screenful, where this is a terminal.
        """
        remark = [f"# {menu.running}"] if menu is not None and menu.running else []
        shown = chain(remark, lines)
        for line in self._paged(shown) if paged else shown:
            self._write(f"{line}\n")
            self._pause()

    def breathe(self) -> None:
        """Give way if it is time: called often by whatever walks a long list."""
        self._pause()

    def paced(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they pass, giving way between them."""
        for row in rows:
            self._pause()
            yield row

    def erase(self, lines: int) -> None:
        """Take back the last lines on the user's terminal."""
        self._write(f"\x1b[{lines}A\r\x1b[J")

    def keep_lines(self, name: str, lines: Iterable[str], append: bool = False) -> None:
        """Write lines to a file of the server's instead of to the user; append: behind what it holds."""
        if self.kept_files is None:
            raise failure("files can not be written here")
        with self.kept_files(name, append) as write:
            for line in lines:
                write(f"{line}\n")
                self._pause()

    def _say_error(self, message: str) -> None:
        self._write_error(f"{widen(message)}\n")

    def page(self, form: Form = Form.PLAIN, proplist: tuple[str, ...] | None = None, ids: bool = False) -> Page:
        """How this session prints."""
        return Page(self.style, self.width, form, proplist, ids, fit=self.height > 0)

    def numbering(self, menu: Menu, rows: Iterable[Row], more: bool = False) -> Iterator[Row]:
        """The rows as they pass, their numbers remembered for the commands that follow; more: after the last ones."""
        ids: list[int] = self._numbers.get(menu.path, []) if more else []
        self._numbers[menu.path] = ids
        self._implied.discard(menu.path)
        for row in rows:
            ids.append(-1 if row.id is None else row.id)
            yield row

    def numbered(self, path: tuple[str, ...], number: int) -> int:
        """The item with a number of the last print of its menu; without a print one is made now."""
        menu = "/" + "/".join(path)
        ids = self._numbers.get(menu)
        if ids is None or (menu in self._implied and number >= len(ids)):
            rows = self.request(path, "print").rows
            ids = self._numbers[menu] = [-1 if row.id is None else row.id for row in rows]
            self._implied.add(menu)
        if not 0 <= number < len(ids):
            raise no_such_item()
        return ids[number]

    def find_name(self, menu: Menu, name: str) -> int | None:
        """The item of a menu whose name is this number, None if there is none."""
        reply = self.request(menu.words, "find", query=Equals(menu.key or "", name))
        return reply.ids[0] if reply.ids else None

    def static_rows(self, menu: Menu) -> Iterable[Row]:
        """The rows of a menu, for an export."""
        return self.request(menu.words, "print").rows

    def log(self, severity: str, message: str) -> None:
        """Write a log line of topic ``script``."""
        self.request(("log",), severity, {"message": widen(message)})

    def now(self) -> datetime:
        """Local time."""
        return datetime.now()

    def version(self) -> str:
        """The RouterOS version this session speaks."""
        return "6.49.18" if self.style is Style.V6 else "7.16.2"

    def ticks_ns(self) -> int:
        """A clock for ``:time``."""
        return time.monotonic_ns()


def _is_quit(node: Command) -> bool:
    """Whether a line is ``/quit``, which is no menu's command."""
    word = node.words[0] if len(node.words) == 1 else None
    return isinstance(word, Plain) and isinstance(word.value, Word) and word.value.text == "quit"


def _leaving(frame: Frame) -> Value:
    raise Leave


def _behind(at: Span) -> Span:
    """The place of a variable's name, behind its dollar."""
    return Span(at.line, at.column + 1, at.start + 1, at.end)


__all__ = ["Incomplete", "Outcome", "ScriptError", "Session", "Step"]
