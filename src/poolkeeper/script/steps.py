"""The statements of a file one by one: where each stands, what it says, and how it is run.

A session makes them for scripts and imports. What becomes of a statement that is refused is for whoever runs it to say.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from poolkeeper.tree import Refusal

from .frames import Frame
from .lexer import logical_lines, widen
from .run import statement
from .syntax import Program, ScriptError, Statement

if TYPE_CHECKING:
    from .session import Session


class Leave(Exception):
    """``/quit``: the user leaves the console; no ``on-error`` catches it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One statement: where it stands, its text, and how to run it, which raises ScriptError with line and column."""

    line: int
    column: int
    text: str
    run: Callable[[], None]


def steps(session: "Session", text: str, read: Program | None, frame: Frame) -> Iterator[Step]:
    """The statements of a narrow text. read: the program it is, None to read it line by line.

    A line that cannot be read is a step whose ``run`` says so; reading goes on with the next line. There are no more
    steps once one has said ``:return`` or ``/quit``.
    """
    ended: list[bool] = []
    for step in _all(session, text, read, frame, ended):
        yield step
        if ended:
            return


def _all(session: "Session", text: str, read: Program | None, frame: Frame, ended: list[bool]) -> Iterator[Step]:
    if read is not None:
        yield from (_step(session, node, text, frame, ended) for node in read.statements)
        return
    line = 1
    for start, end in logical_lines(text):
        piece = text[start:end]
        try:
            nodes = session.read(piece, line).statements
        except ScriptError as error:
            yield Step(error.line, error.column, widen(piece.strip()), _raising(error))
        else:
            yield from (_step(session, node, piece, frame, ended) for node in nodes)
        line += len(re.findall(r"\r\n|\n|\r", piece))


def _step(session: "Session", node: Statement, text: str, frame: Frame, ended: list[bool]) -> Step:
    def run() -> None:
        try:
            if session.top(statement(node), frame):
                ended.append(True)
        except Refusal as refusal:
            raise ScriptError(refusal.message, node.at, placed=False) from refusal
        except ScriptError as error:
            if not error.line:
                raise ScriptError(error.reason, node.at, placed=False) from error
            raise
        except Leave:
            ended.append(True)

    return Step(node.at.line, node.at.column, widen(text[node.at.start : node.at.end]), run)


def _raising(error: ScriptError) -> Callable[[], None]:
    def run() -> None:
        raise error

    return run
