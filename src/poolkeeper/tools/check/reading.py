"""A text as pieces that can be read: one logical line each, so that one that is wrong does not hide the rest.

Here: what the header says, where each piece begins, places in the file, syntax errors. What the pieces mean is for
``visit``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from poolkeeper.script import lexer
from poolkeeper.script.lexer import Lines, logical_end
from poolkeeper.script.parser import parse
from poolkeeper.script.syntax import Incomplete, Program, ScriptError, Span

_HEADER = re.compile(r"^#.*by RouterOS (\d+)\.\S*", re.MULTILINE)
_BEGINS = re.compile(r"^(?=[/:#]|add[ \t]|set[ \t])", re.MULTILINE)
"""Where a statement certainly begins: there reading goes on behind an open bracket."""
_HEAD_LETTERS = 2000
MOST_UNCLOSED = 20
"""Open brackets behind which reading goes on; each means the rest of the file is looked through once more."""


class Source:
    """A text of which a program is read, and where each of its characters stands in the file.

    depth: in how many strings it stands.
    """

    def __init__(self, text: str, places: "tuple[int, ...] | int", file_lines: Lines, depth: int = 0) -> None:
        self.text = text
        self.depth = depth
        self._places = places
        self._lines = file_lines

    def offset(self, at: int) -> int:
        """The offset in the file of a character of the text."""
        if isinstance(self._places, int):
            return self._places + at
        return self._places[min(at, len(self._places) - 1)] if self._places else 0

    def place(self, at: int) -> Span:
        """Line and column in the file of a character of the text."""
        offset = self.offset(at)
        return self._lines.span(offset, offset)

    def inner(self, text: str, places: tuple[int, ...]) -> "Source":
        """A text within this one (a script in a property); places: of its characters, in this text."""
        return Source(text, tuple(self.offset(each) for each in places), self._lines, self.depth + 1)

    def part(self, start: int, end: int) -> "Source":
        """A stretch of this text as a text of its own."""
        if isinstance(self._places, int):
            return Source(self.text[start:end], self._places + start, self._lines, self.depth)
        return Source(self.text[start:end], self._places[start : end + 1], self._lines, self.depth)

    def written(self, text: str) -> str:
        """A text as it is written here: escaped once for each string around."""
        for _ in range(self.depth):
            text = re.sub(r'(["\\\\$])', r"\\\1", text)
        return text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a source: the program it is, or why it is none."""

    source: Source
    program: Program | None
    error: ScriptError | None = None


class File:
    """A script or an export as it was read. text: narrow."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)

    @cached_property
    def version(self) -> int | None:
        """6 or 7 where the header says so."""
        found = _HEADER.search(self.text[:_HEAD_LETTERS])
        return int(found[1]) if found and found[1] in ("6", "7") else None

    @cached_property
    def source(self) -> Source:
        return Source(self.text, 0, self.lines)

    def after_the_last_line(self) -> Span:
        """Where a router misses a bracket that nothing closes."""
        return self.lines.after()


def pieces(source: Source) -> Iterator[Piece]:
    """The logical lines of a text, each read by itself."""
    text = source.text
    pos, unclosed = 3 if text.startswith("\xef\xbb\xbf") else 0, 0
    while pos < len(text):
        end = logical_end(text, pos)
        part = source.part(pos, end)
        try:
            yield Piece(part, parse(part.text))
        except ScriptError as error:
            yield Piece(part, None, error)
            unclosed += isinstance(error, Incomplete)
            end = _go_on(text, pos, end, error) if unclosed < MOST_UNCLOSED else end
        pos = end


def _go_on(text: str, pos: int, end: int, error: ScriptError) -> int:
    """Where to go on behind a piece that could not be read."""
    if not isinstance(error, Incomplete):
        return end
    newline = re.compile(r"\r\n|\n|\r").search(text, pos)
    begins = _BEGINS.search(text, newline.end()) if newline else None
    return begins.start() if begins else end


def opened_at(piece: Piece) -> int | None:
    """The offset in the piece of the outermost bracket that nothing closes."""
    if not isinstance(piece.error, Incomplete):
        return None
    stack: list[tuple[str, int]] = []
    pos, text = 0, piece.source.text
    while pos < len(text):
        depth, before = [each for each, _ in stack], pos
        if depth and depth[-1] == '"':
            pos = lexer.in_string(text, pos, depth)
        else:
            pos = lexer.outside(text, pos, depth)
        if len(depth) > len(stack):
            stack.append((depth[-1], before))
        else:
            del stack[len(depth) :]
    return stack[0][1] if stack else None
