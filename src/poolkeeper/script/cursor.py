"""The reader's place in a text: blanks, continuations, comments, open brackets, and errors with their position.

What stands between brackets is read by ``terms`` (values and expressions) and ``parser`` (statements).
"""

from collections.abc import Callable
from typing import NoReturn

from . import lexer
from .lexer import NEWLINES, Lines, at_comment, comment_end
from .syntax import Incomplete, ScriptError, Span

MAX_NESTING = 60
"""Brackets within brackets; real scripts stay below 20."""
_MISSING = {"(": "brace", "[": "bracket", "{": "brace", '"': "quote"}


class Cursor:
    """One reading of one text. tolerant: an unfinished text is closed where it ends and gets a Hole there."""

    def __init__(
        self, text: str, line: int = 1, tolerant: bool = False, pause: Callable[[], None] = lambda: None
    ) -> None:
        self.text = text
        self.lines = Lines(text, line)
        self.tolerant, self.pause = tolerant, pause
        self.pos = 3 if text.startswith("\xef\xbb\xbf") else 0
        self.open: list[str] = []
        self.multiline = False  # blanks include newlines: inside ( ) and arrays
        self.filtering = False  # inside a where
        self.cut = False  # the text ended in a continuation

    # -- places and errors

    def span(self, start: int, end: int | None = None) -> Span:
        return self.lines.span(start, self.pos if end is None else end)

    def fail(self, message: str, at: int | None = None) -> NoReturn:
        place = self.pos if at is None else at
        raise ScriptError(message, self.lines.span(place, place))

    def peek(self) -> str:
        return self.text[self.pos : self.pos + 1]

    def ended(self) -> bool:
        return self.pos >= len(self.text)

    def unclosed(self, opener: str) -> None:
        """The text ended inside a bracket: an error, or nothing in a tolerant reading."""
        if not self.tolerant:
            raise Incomplete(f"missing closing {_MISSING[opener]}", self.lines.after(), "".join(self.open))

    def enter(self, opener: str) -> None:
        if len(self.open) >= MAX_NESTING:
            self.fail("maximum nesting depth exceeded")
        self.open.append(opener)
        self.pos += len(opener)

    def leave(self, closer: str, opener: str) -> None:
        if self.ended():
            self.unclosed(opener)
        elif self.peek() == closer:
            self.pos += 1
        else:
            self.fail("syntax error" if opener == "(" else "expected end of command")
        self.open.pop()

    # -- blanks

    def blanks(self) -> None:
        """Skip blanks and continuations; newlines and comments too where the bracket allows them."""
        text = self.text
        while self.pos < len(text):
            letter = text[self.pos]
            if letter in " \t" or (self.multiline and letter in NEWLINES):
                self.pos += 1
            elif letter == "\\":
                skipped = lexer.CONTINUATION.match(text, self.pos)
                if not skipped:
                    self.fail("syntax error")
                self.pos = skipped.end()
                self.cut = self.pos == len(text)
            elif self.multiline and at_comment(text, self.pos):
                self.pos = comment_end(text, self.pos)
            else:
                return

    def skip_lines(self, separators: str = "\r\n;") -> None:
        """Skip everything between two statements."""
        while True:
            self.blanks()
            if self.ended():
                return
            if self.peek() == "#":
                self.pos = comment_end(self.text, self.pos)
            elif self.peek() in separators:
                self.pos += 1
            else:
                return

    def at_end(self) -> bool:
        """Whether the command ends here."""
        return self.ended() or self.peek() in "\r\n;]})#"
