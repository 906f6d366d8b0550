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
    """Read a whole file; what became of its statements.

    complain: hears of each refused one as ``NAME:LINE:COLUMN: reason``, at once, and of notices and numbers in the end;
    dry they are what was asked for, so the session prints them. A store that refuses ends the import.
    """
    report = Report(_masked)
    with _reading(session, of_file(text, report), wishes.dry or wishes.whole) as settle_globals:
        try:
            _read_on(session, text, name, wishes, report, complain)
        except Unkept as error:
            lost = report.lose(error.message)
            at = f"{lost[0].line}:{lost[0].column}" if lost else "1:1"
            complain(f"{name}:{at}: {error.message}: nothing is kept from here on, the import ended\n")
        if wishes.whole and not wishes.dry and not report.refused:
            settle_globals()
    for line in _summary(name, wishes, report):
        session.say(narrow(line)) if wishes.dry else complain(line)
    return report


def _summary(name: str, wishes: Wishes, report: Report) -> Iterator[str]:
    """What is said in the end: notices and numbers."""
    if wishes.dry or not wishes.quiet:
        yield from (f"{name}:{line}: {notice}\n" for line, notice in report.notices)
        yield f"{report.total()}{_outcome(wishes, report)}\n"


def _outcome(wishes: Wishes, report: Report) -> str:
    if wishes.dry:
        return "; nothing was changed, this was a dry run"
    return "; nothing was changed" if wishes.whole and report.refused else ""


def _read_on(
    session: "Session", text: str, name: str, wishes: Wishes, report: Report, complain: Callable[[str], object]
) -> None:
    with _kept(session, text, wishes, report) as keep:
        for step in session.statements(text):
            try:
                report.accept(step, step.run())
            except ScriptError as error:
                line, column = error.line or step.line, error.column or step.column
                refused = report.refuse(step, line, column, error.reason)
                complain(f"{name}:{line}:{column}: {refused.reason}\n")
                if wishes.stop:
                    break
        if wishes.whole and not wishes.dry:
            _whole_or_not(keep, name, report, complain)
        if wishes.whole or wishes.dry:
            report.settle()


def _whole_or_not(keep: Callable[[], None], name: str, report: Report, complain: Callable[[str], object]) -> None:
    """Make everything durable where nothing was refused."""
    if report.refused:
        report.note_at(report.refused[0].line, "nothing of this file is kept, since this statement was refused")
        return
    try:
        keep()
    except Refusal as refusal:
        lost = report.lose(refusal.message)
        complain(f"{name}:{lost[0].line}:{lost[0].column}: {refusal.message}\n")


def _kept(session: "Session", text: str, wishes: Wishes, report: Report) -> AbstractContextManager[Callable[[], None]]:
    """How the statements of a file become durable."""
    assert session.importing is not None
    if wishes.dry or wishes.whole:
        whole = wishes.whole and not wishes.dry
        return session.keeping.tried(session.importing, text.count("\n") + text.count("\r") + 1, whole)
    return session.keeping.grouped(session.importing, report.settle)


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
        with _reading(session, importing, dry), _kept(session, text, Wishes(dry), report):
            if session.style is Style.V6:
                session.say(narrow(f"Opening script file {name}\n\n"))
            steps = session.statements(text, None if line_by_line else session.read(narrow(text)))
            errors = _run(session, (step for step in steps if step.line >= first), report, verbose == "yes", dry)
    except Unkept as error:
        raise RunError(error.message) from None
    finally:
        session.imports -= 1
    if errors:
        raise RunError(f"Script Error: found {errors} error(s) in import file")
    session.say("Script file loaded and executed successfully\n")


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
