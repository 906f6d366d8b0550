"""The statements of a file one by one: where each stands, what it says, and how it is run.

A session makes them for scripts and imports. What becomes of a statement that is refused is for whoever runs it to say.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from poolkeeper.tree import Refusal

from .bind import ASTRAY, astray
from .frames import Frame
from .lexer import logical_lines, widen
from .run import statement
from .syntax import Command, Plain, Program, ScriptError, Statement

if TYPE_CHECKING:
    from .session import Session


MENU = re.compile(r"/[^=;\r\n]*")
"""A line that would have named a menu, could it be read."""


class Leave(Exception):
    """``/quit``: the user leaves the console; no ``on-error`` catches it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One statement: where it stands, its text, and how to run it, which raises ScriptError with line and column.

    path: of the menu it stands in, as far as that is known. ``run`` says whether it did anything but name the menu that
    the next ones stand in.
    """

    line: int
    column: int
    text: str
    run: Callable[[], bool]
    path: tuple[str, ...] = ()


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
            yield Step(error.line, error.column, widen(piece.strip()), _unread(error, piece, frame), _known(frame))
        else:
            yield from (_step(session, node, piece, frame, ended) for node in nodes)
        line += len(re.findall(r"\r\n|\n|\r", piece))


def _step(session: "Session", node: Statement, text: str, frame: Frame, ended: list[bool]) -> Step:
    def run() -> bool:
        frame.entered, path = False, frame.path
        try:
            if session.top(statement(node), frame):
                ended.append(True)
        except Refusal as refusal:
            raise ScriptError(refusal.message, node.at, placed=False) from refusal
        except ScriptError as error:
            if _names_a_menu(session, node, frame):
                _leave(frame, error, node.at.line)
            if not error.line:
                raise ScriptError(error.reason, node.at, placed=False) from error
            raise
        except Leave:
            ended.append(True)
        finally:
            session.forget(node, path)
        return not (frame.entered and isinstance(node, Command))

    return Step(node.at.line, node.at.column, widen(text[node.at.start : node.at.end]), run, _known(frame))


def _known(frame: Frame) -> tuple[str, ...]:
    return () if frame.path[:1] == (ASTRAY,) else frame.path


def _names_a_menu(session: "Session", node: Statement, frame: Frame) -> bool:
    """Whether a refused line is nothing but words that do not lead to a menu."""
    if not isinstance(node, Command) or not all(isinstance(word, Plain) for word in node.words):
        return False
    return not session.is_bound(node, frame.path)


def _leave(frame: Frame, error: ScriptError, line: int) -> None:
    """Stand in no menu, for the reason that a line was refused, the first one if there are several."""
    if frame.path[:1] != (ASTRAY,):
        frame.path = astray(f"not in a menu, since line {line} was refused: {error.reason}")


def _unread(error: ScriptError, piece: str, frame: Frame) -> Callable[[], bool]:
    def run() -> bool:
        if MENU.fullmatch(piece.strip()):
            _leave(frame, error, error.line)
        raise error

    return run
