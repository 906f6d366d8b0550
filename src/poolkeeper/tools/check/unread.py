"""Text that is no script: what a router says of it, where, and how to mend the slips that are plain to see."""

import re
from typing import TYPE_CHECKING

from poolkeeper.script.syntax import ScriptError

from .finding import ERROR, Edit, Finding
from .reading import Piece, opened_at

if TYPE_CHECKING:
    from .visit import Visit

_AROUND_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_DECLARED = re.compile(r":?(?:local|global|set)[ \t]+[A-Za-z0-9]+[ \t]*\Z")
_CLOSERS = ("}", ")", "]")


def is_rest(piece: Piece) -> bool:
    """Whether a piece begins with what closes a bracket of the piece before it."""
    return piece.source.text.lstrip().startswith(_CLOSERS)


def tell(visit: "Visit", piece: Piece, error: ScriptError) -> None:
    """A finding for a piece that could not be read."""
    begun = opened_at(piece)
    if begun is None:
        visit.find(piece.source, error.at.start, "syntax", ERROR, error.reason, _mended(piece.source.text, error))
        return
    place = piece.source.place(begun)
    message = f"{error.reason}; it was opened at line {place.line} column {place.column}"
    inner = piece.source.depth > 0
    end = piece.source.place(len(piece.source.text)) if inner else visit.file.after_the_last_line()
    visit.findings.append(Finding(end.start, end.line, end.column, "syntax", ERROR, message))


def _mended(text: str, error: ScriptError) -> tuple[Edit, ...]:
    """What mends a piece: blanks around an equals sign, a bracket too many, a backslash that escapes nothing."""
    at = error.at.start
    letter = text[at : at + 1]
    if letter == "=":
        start = at
        while start and text[start - 1] in " \t":
            start -= 1
        end = _AROUND_EQUALS.match(text, start)
        line = text[text.rfind("\n", 0, start) + 1 : start].lstrip()
        if end:
            return (Edit(start, end.end(), " " if _DECLARED.match(line) else "="),)
    if letter in ("]", ")", "}") and error.reason == "expected end of command":
        return (Edit(at, at + 1, ""),)
    if letter == "\\" and text[at + 1 : at + 2].strip():
        return (Edit(at, at + 1, "\\\\"),)
    return ()
