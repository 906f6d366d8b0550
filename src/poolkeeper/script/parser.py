"""Text to syntax tree: commands as lists of words, expressions by one precedence table. Knows no menu and no command's
arguments, but for the few words that decide whether ``{`` opens code or an array, and where a filter begins.

Any text gives a Program or a ScriptError with line and column; nesting is bounded, so the reader's own stack is too.
Source: RouterOS manual, Scripting. Positions and wording of errors as routers print them.
"""

from collections.abc import Callable

from . import lexer
from .lexer import CLOSES
from .syntax import (
    All,
    Arg,
    ArrayLit,
    Block,
    Call,
    Command,
    Expr,
    Hole,
    Incomplete,
    Join,
    Named,
    Paren,
    Plain,
    Program,
    ScriptError,
    Statement,
    Sub,
    Unset,
    Where,
    Word,
    depth,
)
from .terms import WORD_OPERATORS, Terms

MAX_DEPTH = 250
"""Levels of the syntax tree, so that whoever walks it recursively needs no more."""

_WHERE = frozenset({"where", "wher", "whe", "wh"})
_BLOCK_WORDS = frozenset({"do", "else", "on-error", "command"})
_CODE_NAMES = _BLOCK_WORDS | {
    "source", "script", "on-event", "on-up", "on-down", "on-alert", "on-login", "on-logout", "lease-script",
    "up-script", "down-script", "on-master", "on-backup", "on-change",
}  # fmt: skip
_CODE_COMMANDS = ("do", "time", "execute", "exec", "onerror", "retry")
_ARRAY_COMMANDS = frozenset(
    {
        "local", "global", "set", "put", "return", "foreach", "len", "pick", "find", "typeof", "toarray", "tostr",
        "tonum", "tobool", "toip", "toip6", "totime", "toid", "serialize", "while", "if", "for", "error", "log",
    }
)  # fmt: skip
_ITEM_COMMANDS = frozenset({"set", "remove", "enable", "disable", "comment", "unset", "move", "get", "reset"})
"""Commands of menus whose first argument names items, so that braces behind them are an array."""


class Parser(Terms):
    """One reading of one text. tolerant: an unfinished text is closed where it ends and gets a Hole there."""

    # -- statements

    def program(self, closer: str = "") -> Program:
        start = self.pos
        statements: list[Statement] = []
        while True:
            self.skip_lines()
            if self.ended() or self.peek() == closer:
                return Program(tuple(statements), self.span(start))
            statements.append(self.statement())
            self.pause()
            self.blanks()
            free = isinstance(statements[-1], Block)
            if not (free or self.ended() or self.peek() in "\r\n;#" + closer):
                self.fail("expected end of command")

    def statement(self) -> Statement:
        start, letter = self.pos, self.peek()
        if letter == "{":
            return self.block()
        if letter in "[($" and letter:
            head = self.simple(False)
            return Call(head, self.arguments("$"), self.span(start))
        root = letter if letter in (":", "/") else ""
        self.pos += len(root)
        if root != "/" and not lexer.COMMAND_WORD.match(self.text, self.pos) and not self._hole_here():
            self.fail("expected command name")
        return Command(root, self.arguments(root), self.span(start))

    def _hole_here(self) -> bool:
        return self.tolerant and self.ended()

    def arguments(self, root: str) -> tuple[Arg, ...]:
        words: list[Arg] = []
        while True:
            self.blanks()
            if self.at_end():
                break
            words.append(self.argument(root, words))
            if self._begins_filter(root, words):
                words.append(self.where(False))
            if isinstance(words[-1], Where):
                break
        if self.tolerant and self.ended():
            self._dig_hole(words)
        return tuple(words)

    def _dig_hole(self, words: list[Arg]) -> None:
        """Put a Hole where the text ends: in place of the word that touches the end, or behind the last one."""
        at = self.lines.span(len(self.text), len(self.text))
        last = words[-1] if words else None
        touching = last is not None and last.at.end == len(self.text)
        if touching and isinstance(last, Plain) and isinstance(last.value, Word):
            words[-1] = Plain(Hole(last.value.text, last.at), last.at)
        elif touching and isinstance(last, Named) and (last.value is None or isinstance(last.value, Word)):
            so_far = last.value.text if isinstance(last.value, Word) else ""
            words[-1] = Named(last.name, Hole(so_far, last.at), last.at, last.equals)
        elif not isinstance(last, Where) and not (touching and last is not None and _has_hole(last)):
            words.append(Plain(Hole("", at), at))

    def argument(self, root: str, words: list[Arg]) -> Arg:
        start, text = self.pos, self.text
        unset = lexer.UNSET.match(text, start)
        if unset:
            self.pos = unset.end()
            return Unset(unset[1], self.span(start))
        named = lexer.NAME_EQUALS.match(text, start)
        if named and named[1] in _WHERE and words and root != "$":
            self.pos += len(named[1])
            return self.where(True, start)
        if named:
            return self.named(named[1], root, words)
        word = lexer.WORD.match(text, start)
        if word and word[0] in _WHERE and words and root != "$":
            self.pos = word.end()
            return self.where(True, start)
        if word and word[0] in _BLOCK_WORDS and words and root != "/":
            self.pos = word.end()
            self.blanks()
            if self.peek() == "{":
                return Named(word[0], self.block(), self.span(start), self.span(start))
            self.pos = start
        if self.peek() == "=":
            self.fail("expected end of command")
        return Plain(self.value(self._opens_code(root, words)), self.span(start))

    def named(self, name: str, root: str, words: list[Arg]) -> Named:
        start = self.pos
        self.pos += len(name) + 1
        equals = self.span(self.pos - 1)
        end = self.pos
        self.blanks()
        if self.peek() in (")", "]", "}") and (not self.open or CLOSES[self.peek()] != self.open[-1]):
            self.fail("expected input value")
        if self.at_end() and not (self.peek() == "#" and self.pos == end):
            self.pos = self.pos if self.tolerant else end
            return Named(name, None, self.span(start), equals)
        if self.peek() == "=":
            self.fail("expected end of command")
        code = name in _CODE_NAMES or (name == "in" and _first_word(words).startswith("one"))
        return Named(name, self.value(code), self.span(start), equals)

    def _opens_code(self, root: str, words: list[Arg]) -> bool:
        """Whether ``{`` as an unnamed argument is a block of commands and no array."""
        if (
            root == "$"
            or _last_word(words) in _ITEM_COMMANDS
            or not all(isinstance(each, Plain) and isinstance(each.value, Word) for each in words)
        ):
            return False
        first = _first_word(words)
        if root == "/":
            return True
        return first in _CODE_COMMANDS or (root == "" and first not in _ARRAY_COMMANDS)

    def _begins_filter(self, root: str, words: list[Arg]) -> bool:
        """Whether the word just read is ``find``, whose arguments are an expression."""
        last = words[-1]
        if root in (":", "$") or not isinstance(last, Plain) or not isinstance(last.value, Word):
            return False
        word = last.value.text.rpartition("/")[2]
        if word not in ("find", "fin", "fi", "f"):
            return False
        if not all(isinstance(each, Plain) and isinstance(each.value, Word) for each in words):
            return False
        self.blanks()
        if self.at_end():
            return False
        return word == "find" or self._looks_like_term()

    def _looks_like_term(self) -> bool:
        """Whether an expression stands here, seen without reading it (behind an abbreviated ``find``)."""
        here = self.pos
        if self.peek() in "(!":
            return True
        name = lexer.LETTER_WORD.match(self.text, here)
        if not name:
            return False
        gap = lexer.GAP.match(self.text, name.end())
        behind = gap.end() if gap else name.end()
        word = lexer.LETTER_WORD.match(self.text, behind)
        if self.text[behind : behind + 1] in tuple("=~!<>&|") or (word and word[0] in WORD_OPERATORS):
            return True
        return name[0] in _WHERE or name[0] in WORD_OPERATORS

    # -- where

    def where(self, keyword: bool, start: int | None = None) -> Where:
        begun = self.pos if start is None else start
        self.blanks()
        if not keyword:
            word = lexer.WORD.match(self.text, self.pos)
            if word and word[0] in _WHERE:
                keyword, begun, self.pos = True, self.pos, word.end()
        if keyword and self.peek() == "=":
            self.pos += 1
            self.blanks()
            if self.at_end() and not self._hole_here():
                self.fail("missing value for where", begun)
        saved, self.filtering = self.filtering, True
        terms = self.terms()
        self.filtering = saved
        return Where(terms, keyword, self.span(begun))

    def terms(self) -> Expr | None:
        start, terms = self.pos, []
        self.blanks()
        while not self.at_end():
            terms.append(self.expression())
            self.blanks()
        if self.tolerant and self.ended() and not terms:
            return Hole("", self.span(self.pos))
        if len(terms) < 2:
            return terms[0] if terms else None
        return All(tuple(terms), self.span(start))


def _first_word(words: list[Arg]) -> str:
    first = words[0] if words else None
    return first.value.text if isinstance(first, Plain) and isinstance(first.value, Word) else ""


def _last_word(words: list[Arg]) -> str:
    """The command of a menu line whose words are all its path so far: ``set`` of ``/ip/pool/set``."""
    last = words[-1] if len(words) > 1 or (words and "/" in _first_word(words)) else None
    text = last.value.text if isinstance(last, Plain) and isinstance(last.value, Word) else ""
    return text.rpartition("/")[2]


def _has_hole(arg: Arg) -> bool:
    value = getattr(arg, "value", None)
    return isinstance(value, Hole | Block | Paren | Sub | ArrayLit | Join)


def _bounded(program: Program, parser: Parser) -> Program:
    if depth(program, parser.pause) > MAX_DEPTH:
        parser.fail("maximum nesting depth exceeded", len(parser.text))
    return program


def parse(text: str, line: int = 1, pause: Callable[[], None] = lambda: None) -> Program:
    """The program a narrow text is; ScriptError for anything that is none.

    line: the number of its first line. pause: called between statements, so that a long text holds nobody up.
    """
    parser = Parser(text, line, pause=pause)
    program = parser.program()
    if not parser.ended():
        parser.fail("expected command name")
    return _bounded(program, parser)


def parse_unfinished(text: str) -> Program:
    """What there is so far, with a Hole where the text ends: for completion. ScriptError where it is wrong already."""
    parser = Parser(text, tolerant=True)
    program = parser.program()
    return _bounded(program, parser)


def pending(text: str) -> str | None:
    """What a console still waits for: the open brackets as ``{(``, with ``\\`` after a continuation; None for nothing.

    A text that is wrong is complete: there is nothing to wait for.
    """
    parser = Parser(text)
    try:
        parser.program()
    except Incomplete as error:
        return error.pending + ("\\" if parser.cut else "")
    except ScriptError:
        return None
    return "\\" if parser.cut else None
