"""The letters of the console language: byte text, blanks, continuations, comments, words, escapes, logical lines.

Here: what can be told from characters alone. How tokens make commands and expressions is in ``parser``.
Source: RouterOS manual, Scripting (line structure, escape sequences, delimiters).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from types import MappingProxyType

from .syntax import ScriptError, Span

NEWLINES = "\r\n"
BLANKS = " \t"
CONTINUATION = re.compile(r"\\[ \t]*(?:\r\n|\n|\r|\Z)")
IN_STRING_CONTINUATION = re.compile(r"\\[ \t]*(?:\r\n|\n|\r)[ \t]*")
WORD = re.compile(r"[^ \t\r\n;\"=()\[\]{}$`'\\]+")
REST_OF_RANGE = re.compile(r"\\[ \t]*(?:\r\n|\n|\r)[ \t]*(" + WORD.pattern + ")")
"""The second half of ``10.0.0.1-10.0.0.9`` whose line is broken behind the hyphen."""
ARGUMENT = r"[A-Za-z_.][A-Za-z0-9_.-]*(?:/g)?|[0-9][0-9.]*-?[A-Za-z][A-Za-z0-9-]*"
"""The name of an argument; the few that begin with a digit or hold a slash are RouterOS's own (``rates-a/g``)."""
NAME_EQUALS = re.compile(f"({ARGUMENT})=")
GLUE = re.compile(r"[-./:@_][-./:@_A-Za-z0-9\x80-\xff]*")
"""Letters that go on a text right behind a variable: of ``$a-$b``, ``$net.1``, ``$name.rsc``."""
GAP = re.compile(r"(?:[ \t]|\\[ \t]*(?:\r\n|\n|\r))*")
UNSET = re.compile(r"!(" + ARGUMENT + r")(?=[ \t\r\n;\]}\\$(\[{\"]|\Z)")
COMMAND_WORD = re.compile(r"[A-Za-z0-9_.\-/\x80-\xff]+")
VAR_NAME = re.compile(r"([A-Za-z0-9]+)(_[A-Za-z0-9_]*)?")
QUOTED_VAR = re.compile(r'\$"([A-Za-z0-9][A-Za-z0-9_.-]*)"')
BARE_NAME = re.compile(r"[A-Za-z0-9]+")

# Operands of an expression, where operators end a word.
ID = re.compile(r"\*[0-9A-Fa-f]+")
DIGIT_WORD = re.compile(
    r"[0-9A-Fa-f]*::?[0-9A-Fa-f:.]*::?[0-9A-Fa-f:.]*(?:/[0-9]+)?(?![0-9A-Za-z_])"
    r"|[0-9][0-9A-Za-z_:\x80-\xff]*(?:\.[0-9A-Za-z_:\x80-\xff]+)*(?:/[0-9]+(?:\.[0-9]+)*)?"
)
LETTER_WORD = re.compile(r"\.?[A-Za-z_\x80-\xff][A-Za-z0-9_:@\x80-\xff]*(?:[-.][A-Za-z0-9_:@\x80-\xff]+)*")
FILTER_WORD = re.compile(r"[^ \t\r\n;\"=()\[\]{}$`'\\!<>~&|]+")
"""A value right behind a comparison in ``where``: read like an argument, as a router does."""

ESCAPES = MappingProxyType(
    {
        '"': '"', "\\": "\\", "$": "$", "_": " ", "?": "?",
        "n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v",
    }
)  # fmt: skip
HEX_ESCAPE = re.compile(r"[0-9A-F]{2}")
STRAY = 0xEF00
"""A byte that is part of no UTF-8 stands in texts as the letter with this number more, of the area for private use."""
_STRAYS: dict[int, int | str] = {0xDC00 + byte: STRAY + byte for byte in range(0x80, 0x100)}
_STRAYS |= {
    STRAY + byte: "".join(chr(STRAY + each) for each in chr(STRAY + byte).encode()) for byte in range(0x80, 0x100)
}
_BYTES = {STRAY + byte: 0xDC00 + byte for byte in range(0x80, 0x100)}
CLOSES = {")": "(", "]": "[", "}": "{"}


def narrow(text: str) -> str:
    """Text with one character a byte: what the whole script package works on. Inverse of ``widen``."""
    if text.isascii():
        return text
    text = text.translate(_BYTES)
    try:
        return text.encode("utf-8", "surrogateescape").decode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("latin-1")


def widen(text: str) -> str:
    """Narrow text as people read it: UTF-8 where it is, else a letter for each byte (``STRAY``); never an error.

    Comments in other charsets than UTF-8 (``\\C2\\F1``) so come out of an export with the bytes they came in with.
    """
    if text.isascii():
        return text
    return text.encode("latin-1", "replace").decode("utf-8", "surrogateescape").translate(_STRAYS)


def encodable(text: str) -> str:
    """Wide text for a file: ``surrogateescape`` writes each byte that is part of no UTF-8 as it was."""
    return text if text.isascii() else text.translate(_BYTES)


class Lines:
    """Where the lines of a text begin, to tell line and column of an offset."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.first_line = first_line
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
        self.length = len(text)

    def span(self, start: int, end: int) -> Span:
        """The place of some characters."""
        row = bisect_right(self.starts, start) - 1
        return Span(self.first_line + row, start - self.starts[row] + 1, start, end)

    def after(self) -> Span:
        """The first column of the line after the last: where RouterOS misses a closing bracket."""
        rows = len(self.starts) - (1 if self.starts[-1] == self.length and self.length else 0)
        return Span(self.first_line + rows, 1, self.length, self.length)


def unescape(text: str, pos: int, lines: Lines) -> tuple[str, int]:
    """What the escape at ``pos`` (its backslash) stands for and where it ends; ScriptError for an unknown one."""
    letter = text[pos + 1 : pos + 2]
    if letter in ESCAPES and letter:
        return ESCAPES[letter], pos + 2
    digits = HEX_ESCAPE.match(text, pos + 1)
    if digits:
        return chr(int(digits[0], 16)), pos + 3
    skipped = IN_STRING_CONTINUATION.match(text, pos)
    if skipped:
        return "", skipped.end()
    raise ScriptError("syntax error", lines.span(pos, pos + 1))


def at_comment(text: str, pos: int) -> bool:
    """Whether ``#`` at ``pos`` begins a comment: only where a token begins, so ``a#b`` and ``x=#1`` hold none."""
    return text[pos] == "#" and (pos == 0 or text[pos - 1] in ' \t\r\n;{[()]}"')


def comment_end(text: str, pos: int) -> int:
    """Where the comment at ``pos`` ends: before its newline; a backslash does not continue it."""
    found = re.compile(r"[\r\n]").search(text, pos)
    return found.start() if found else len(text)


def in_string(text: str, pos: int, stack: list[str]) -> int:
    """Where reading goes on behind a letter of a string; ``stack``: what is open, changed as brackets come and go."""
    letter = text[pos]
    if letter == "\\":
        skipped = IN_STRING_CONTINUATION.match(text, pos)
        return skipped.end() if skipped else pos + 2
    if letter == '"':
        stack.pop()
    elif letter == "$" and text[pos + 1 : pos + 2] in ("(", "["):
        stack.append(text[pos + 1])
        return pos + 2
    elif letter == "$":
        quoted = QUOTED_VAR.match(text, pos)
        return quoted.end() if quoted else pos + 1
    return pos + 1


def outside(text: str, pos: int, stack: list[str]) -> int:
    """The same for a letter that is in no string."""
    letter = text[pos]
    if letter == "\\":
        skipped = CONTINUATION.match(text, pos)
        return skipped.end() if skipped else pos + 1
    if at_comment(text, pos):
        return comment_end(text, pos)
    if letter in '"([{':
        stack.append(letter)
    elif letter in ")]}":
        if stack and stack[-1] == CLOSES[letter]:
            stack.pop()
        else:
            stack.clear()  # no bracket can mend this line; it ends with its newline
    return pos + 1


def logical_end(text: str, pos: int) -> int:
    """The offset just behind the logical line that begins at ``pos``; brackets and strings stay together."""
    stack: list[str] = []
    while pos < len(text):
        if stack and stack[-1] == '"':
            pos = in_string(text, pos, stack)
        elif not stack and text[pos] in NEWLINES:
            return pos + (2 if text.startswith("\r\n", pos) else 1)
        else:
            pos = outside(text, pos, stack)
    return len(text)


def string_end(text: str, pos: int) -> int:
    """The offset behind the string that begins at ``pos``; the text's end where it is never closed."""
    stack = ['"']
    pos += 1
    while stack and pos < len(text):
        pos = (in_string if stack[-1] == '"' else outside)(text, pos, stack)
    return min(pos, len(text))


def value_end(text: str, pos: int) -> int:
    """The offset behind the value at ``pos``: to a blank, ``;``, newline or closing bracket outside of all of its own.

    Takes any text: a string or bracket that is never closed goes on to the end.
    """
    stack: list[str] = []
    while pos < len(text):
        if stack and stack[-1] == '"':
            pos = in_string(text, pos, stack)
            continue
        broken = IN_STRING_CONTINUATION.match(text, pos)
        if broken:
            pos = broken.end()
        elif not stack and text[pos] in " \t\r\n;)]}":
            return pos
        else:
            pos = outside(text, pos, stack)
    return len(text)


def logical_lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each logical line, its newline included: what a console takes as one input."""
    pos = 3 if text.startswith("\xef\xbb\xbf") else 0
    while pos < len(text):
        end = logical_end(text, pos)
        yield pos, end
        pos = end
