"""Where an export breaks its lines: at blanks, behind ``name=``, inside quoted values, never inside an escape.

Here: a command and its words to physical lines that the console reads back as one command. What the words are is for
``export`` to say. Source: exports of RouterOS 6 and 7, which break alike whatever the terminal's width.
"""

from collections.abc import Iterable
from typing import NamedTuple

from .quote import units

WIDTH = 77
"""A line that goes on behind a whole word holds this much before its `` \\``."""
FULL = 78
"""A line that breaks inside a quoted value holds this much before its ``\\``."""
INDENT = "    "


class Word(NamedTuple):
    """One word of a command: ``name=text`` with text as quoted, or text alone where name is empty."""

    text: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name}={self.text}" if self.name else self.text


class _Writer:
    def __init__(self, command: str) -> None:
        self.lines: list[str] = []
        self.line = command

    def put(self, word: Word) -> None:
        text = str(word)
        split = bool(word.name) and "\\n" in units(word.text)
        if not split and len(self.line) + 1 + len(text) <= WIDTH:
            self.line += f" {text}"
        elif not word.name:
            self._go_on(" \\", text)
        elif not split and len(INDENT) + len(word.text) <= WIDTH:
            self._whole(word, text)
        else:
            self._split(word)

    def _go_on(self, end: str, start: str) -> None:
        self.lines.append(self.line + end)
        self.line = INDENT + start

    def _whole(self, word: Word, text: str) -> None:
        """The value on a line of its own, behind ``name=`` where that still fits the line before."""
        if len(self.line) + 1 + len(word.name) + 1 <= WIDTH:
            self._go_on(f" {word.name}=\\", word.text)
        elif len(INDENT) + len(text) <= WIDTH:
            self._go_on(" \\", text)
        else:
            self._go_on(" \\", f"{word.name}=")
            self._go_on("\\", word.text)

    def _split(self, word: Word) -> None:
        """The value in quotes over several lines; a blank that would begin a line is written ``\\_``."""
        inner = word.text[1:-1] if word.text.startswith('"') else word.text
        head = f'{word.name}="'
        if len(self.line) + 1 + len(head) <= WIDTH:
            self.line += f" {head}"
        else:
            self._go_on(" \\", head)
        for unit in units(inner):
            if unit == "\\n" or len(self.line) + len(unit) > FULL:
                self._go_on("\\", "\\_" if unit == " " else unit)
            else:
                self.line += unit
        if len(self.line) + 1 > FULL:
            self._go_on("\\", "")
        self.line += '"'


def wrapped(command: str, words: Iterable[Word]) -> list[str]:
    """The physical lines of a command, 79 characters at most each."""
    writer = _Writer(command)
    for word in words:
        writer.put(word)
    return [*writer.lines, writer.line]
