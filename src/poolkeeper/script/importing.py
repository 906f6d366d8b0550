"""``/import``: a file of the server's run in a session. Source: RouterOS manual, Configuration Management (import)."""

from typing import TYPE_CHECKING

from poolkeeper.tree import Style

from .lexer import narrow
from .syntax import RunError

if TYPE_CHECKING:
    from .session import Session

MOST_IMPORTS = 10
"""Imports within imports."""


def import_file(session: "Session", name: str, line_by_line: bool, first: int) -> None:
    """Run a file from a line on; ScriptError at the first error, what came before it stays.

    line_by_line: tell each statement before it runs; else the file is read as a whole before anything of it runs.
    """
    text = session.host.read(name)
    if session.imports >= MOST_IMPORTS:
        raise RunError("script stopped: too many calls within calls")
    kept, session.imports = (session.strict, session.nested), session.imports + 1
    session.strict, session.nested = False, 0
    try:
        if session.style is Style.V6:
            session.say(narrow(f"Opening script file {name}\n\n"))
        for step in session.statements(text, None if line_by_line else session.read(narrow(text))):
            if step.line < first:
                continue
            if line_by_line:
                session.say(narrow(f"#line {step.line}\n{step.text}\n"))
            step.run()
    finally:
        (session.strict, session.nested), session.imports = kept, session.imports - 1
    session.say("Script file loaded and executed successfully\n")
