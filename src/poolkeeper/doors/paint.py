"""Colours of what is typed: roles from the parser as prompt_toolkit styles, none where a terminal has none."""

from collections.abc import Callable
from itertools import groupby

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.output.color_depth import ColorDepth

from poolkeeper.script.lexer import narrow

STYLES = {
    "path": "ansicyan",
    "command": "ansimagenta",
    "argument": "ansigreen",
    "value": "ansiyellow",
    "variable": "ansibrightgreen",
    "error": "ansired",
}
HOT = "ansiyellow"
"""The second ``>`` of hot-lock."""
RED, PLAIN = "\x1b[31m", "\x1b[m"
COLOURLESS = frozenset({"", "dumb", "unknown"})
LONGEST = 4000
"""Characters of an input behind which it is not coloured any more: that was pasted, and every key would read it all."""


def has_colours(term: str) -> bool:
    """Whether a terminal of this type (``TERM``) shows colours."""
    return term.lower() not in COLOURLESS


def depth(term: str) -> ColorDepth:
    """How many colours prompt_toolkit may use."""
    return ColorDepth.DEPTH_4_BIT if has_colours(term) else ColorDepth.DEPTH_1_BIT


class Painter(Lexer):
    """marked: a role for each byte of a text."""

    def __init__(self, marked: Callable[[str], list[str]]) -> None:
        self._marked = marked

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """The styled pieces of each line."""
        lines = [self._plain(line) for line in document.lines]
        if len(document.text) <= LONGEST:
            lines = self._painted(document.text)
        return lambda number: lines[number] if number < len(lines) else []

    @staticmethod
    def _plain(line: str) -> StyleAndTextTuples:
        return [("", line)]

    def _painted(self, text: str) -> list[StyleAndTextTuples]:
        roles, place = self._marked(text), 0
        letters: list[tuple[str, str]] = []
        for letter in text:
            letters.append((STYLES.get(roles[place], ""), letter))
            place += len(narrow(letter))
        lines: list[StyleAndTextTuples] = [[]]
        for style, group in groupby(letters, key=lambda each: each[0] if each[1] != "\n" else None):
            joined = "".join(letter for _, letter in group)
            if style is None:
                lines += [[] for _ in joined]
            else:
                lines[-1].append((style, joined))
        return lines
