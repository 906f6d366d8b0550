"""Import: a file read statement by statement, by ``poolkeeper import`` past refused ones, by ``/import`` to the first.

The head of the file says whose defaults count. Statements become durable in groups, or all of them at the end, or, dry,
none (``Keeping``). Source: RouterOS manual, Configuration Management (import).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from poolkeeper.tree import Importing, Refusal, Style, Unkept

from .dialect import Taken
from .host import Host
from .lexer import narrow
from .report import Report
from .steps import Step
from .syntax import RunError, ScriptError, Span
from .wishes import Wishes

if TYPE_CHECKING:
    from .session import Session

MOST_IMPORTS = 10
"""Imports within imports."""
HEADER = re.compile(r"[^\n\r]*#[^\n\r]*\bby RouterOS v?(\d+)\b")
"""The line that a router begins an export with; its date is often edited, its ``#`` may stand behind something."""
FURTHER_DOWN = re.compile(
    r"^[ \t]*" + HEADER.pattern + r"[^\n\r]*(?:\r\n|\n|\r)#[ \t]*(?:software|system) id", re.MULTILINE
)
"""The same further down in a file, told from a remark by the line that follows it."""
LAST_V6 = 6


def of_file(text: str, report: Report) -> Importing:
    """Whose defaults a file has, and that its report hears of its statements."""
    found = next(filter(None, map(HEADER.match, _head(text))), None) or FURTHER_DOWN.search(text)
    return Importing(found is not None and int(found[1]) <= LAST_V6, found is not None, report.note, report.carry)


def _head(text: str) -> Iterator[str]:
    """The comments and empty lines that a file begins with."""
    lines = (line.strip() for line in re.split(r"\r\n|\n|\r", text))
    return takewhile(lambda line: not line or "#" in line[:4], lines)


def import_text(session: "Session", text: str, name: str, wishes: Wishes, complain: Callable[[str], object]) -> Report:
    """Read a whole file; what became of its statements. Refusal where it can not be begun now.

    complain: hears of each refused one as ``NAME:LINE:COLUMN: reason``, at once, and of notices and numbers in the end;
    dry they are what was asked for, so the session prints them. A store that refuses ends the import.
    """
    reader = _Reader(session, text, name, wishes, complain)
    with _reading(session, of_file(text, reader.report), wishes.dry or wishes.whole) as settle_globals:
        reader.read()
        if wishes.whole and not wishes.dry and not reader.report.refused:
            settle_globals()
    for line in reader.summary():
        session.say(narrow(line)) if wishes.dry else complain(line)
    return reader.report


class _Reader:
    """One file that is read past its refused statements."""

    def __init__(
        self, session: "Session", text: str, name: str, wishes: Wishes, complain: Callable[[str], object]
    ) -> None:
        self._session, self._text, self._name, self._wishes = session, text, name, wishes
        self._complain = complain
        self._running: Step | None = None
        self.report = Report(session.masked)

    def read(self) -> None:
        """Read it to its end, or to where it has to end."""
        importing, report = self._session.importing, self.report
        assert importing is not None
        try:
            if self._wishes.dry or self._wishes.whole:
                with _tried(self._session, self._text, self._wishes) as keep:
                    self._run(lambda: False)
                    self._keep(keep)
                    report.settle()
            else:
                with self._session.keeping.grouped(importing, report.settle) as group:
                    self._run(group.is_kept)
        except Unkept as error:
            self._lose(error.message, ": nothing is kept from here on, the import ended")

    def _run(self, is_kept: Callable[[], bool]) -> None:
        report = self.report
        for step in self._session.statements(self._text):
            self._running = step
            try:
                report.accept(step, step.run())
            except ScriptError as error:
                self._refuse(step, error)
            self._running = None
            if is_kept():
                report.settle()
            if self._wishes.stop and report.refused:
                return

    def _refuse(self, step: Step, error: ScriptError) -> None:
        line, column = error.line or step.line, error.column or step.column
        refused = self.report.refuse(step, line, column, error.reason)
        self._complain(f"{self._name}:{line}:{column}: {refused.reason}\n")

    def _keep(self, keep: Callable[[], None]) -> None:
        """Make everything durable, where that is wanted and nothing was refused."""
        if self._wishes.dry:
            return
        if self.report.refused:
            first = self.report.refused[0].line
            self.report.note_at(first, "nothing of this file is kept, since this statement was refused")
            return
        try:
            keep()
        except Refusal as refusal:
            self._lose(refusal.message, "")

    def _lose(self, reason: str, then: str) -> None:
        """What was done since the last time is undone, the running statement included."""
        lost = self.report.lose(reason)
        if self._running is not None:
            lost.append(self.report.refuse(self._running, self._running.line, self._running.column, reason))
        at = f"{lost[0].line}:{lost[0].column}" if lost else "1:1"
        self._complain(f"{self._name}:{at}: {reason}{then}\n")

    def summary(self) -> Iterator[str]:
        """What is said in the end: notices and numbers."""
        if not self._wishes.dry and self._wishes.quiet:
            return
        yield from (f"{self._name}:{line}: {notice}\n" for line, notice in self.report.notices)
        unchanged = self._wishes.dry or (self._wishes.whole and self.report.refused)
        yield f"{self.report.total()}{'; nothing was changed' if unchanged else ''}\n"


def _tried(session: "Session", text: str, wishes: Wishes) -> AbstractContextManager[Callable[[], None]]:
    """The statements are made on a copy."""
    assert session.importing is not None
    whole = wishes.whole and not wishes.dry
    return session.keeping.tried(session.importing, text.count("\n") + text.count("\r") + 1, whole)


@contextmanager
def _reading(session: "Session", importing: Importing, alone: bool) -> Iterator[Callable[[], None]]:
    """The session reads a file. alone: nothing but its tries counts: no jobs, no files, no waiting, its own globals.

    Gives what makes the globals of the file those of the session.
    """
    before = (session.importing, session.strict, session.nested, session.host, session.environment)
    waits, files = session.sleep, session.kept_files
    session.importing, session.strict, session.nested = importing, False, 0
    if alone:
        session.host, session.environment = Host(), dict(session.environment)
        session.sleep, session.kept_files = lambda seconds: None, None

    def settle_globals() -> None:
        before[-1].clear()
        before[-1].update(session.environment)

    try:
        yield settle_globals
    finally:
        session.importing, session.strict, session.nested, session.host, session.environment = before
        session.sleep, session.kept_files = waits, files


# -- the console's command ---------------------------------------------------------------------------------------------


def import_file(session: "Session", name: str, verbose: str, first: int, dry: bool, at: Span) -> None:
    """Run a file of the server's from a line on; ScriptError at the first error, what came before it stays.

    verbose: ``yes`` tells each statement before it runs, ``progress`` does not; ``no`` reads the file as a whole
    before anything of it runs. dry: try every statement, change nothing, and say how many errors there are.
    """
    if verbose == "no" and dry:
        session.take(Taken("dry-run of import without verbose=yes", ScriptError("expected end of command", at)))
    text = session.host.read(name)
    if session.imports >= MOST_IMPORTS:
        raise RunError("script stopped: too many calls within calls")
    report, line_by_line = Report(session.masked), dry or verbose != "no"
    importing = of_file(text, report)
    if session.importing is not None:  # a file read by another: what is said of its statements is the other's
        importing = replace(importing, note=session.importing.note, carry=session.importing.carry)
    session.imports += 1
    try:
        with _reading(session, importing, dry), _trying(session, text, report, dry):
            if session.style is Style.V6:
                session.say(narrow(f"Opening script file {name}\n\n"))
            steps = session.statements(text, None if line_by_line else session.read(narrow(text)))
            errors = _run(session, (step for step in steps if step.line >= first), report, verbose == "yes", dry)
    except Unkept as error:
        raise RunError(error.message) from None
    except ScriptError as error:
        if session.importing is None:
            raise
        raise RunError(f"{name}: {error.reason} (line {error.line} column {error.column})") from None
    finally:
        session.imports -= 1
    if errors:
        raise RunError(f"Script Error: found {errors} error(s) in import file")
    session.say("Script file loaded and executed successfully\n")


def _trying(session: "Session", text: str, report: Report, dry: bool) -> AbstractContextManager[object]:
    """The statements are made on a copy, or become durable in groups."""
    if dry:
        return _tried(session, text, Wishes(dry=True))
    assert session.importing is not None
    return session.keeping.grouped(session.importing, report.settle)


def _run(session: "Session", steps: Iterator[Step], report: Report, tell: bool, dry: bool) -> int:
    """Run the statements; how many were refused, where one does not end it all."""
    errors = 0
    for step in steps:
        if tell:
            session.say(narrow(f"#line {step.line}\n{step.text}\n"))
        try:
            report.accept(step, step.run())
            if dry:
                for notice in report.settle():
                    session.say(narrow(f"# {notice}\n"))
        except ScriptError as error:
            if not dry:
                raise
            errors += 1
            session.say(
                narrow(f"{error.reason} (line {error.line or step.line} column {error.column or step.column})\n")
            )
    return errors
