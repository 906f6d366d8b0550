"""Text to syntax tree: commands as lists of words, expressions by one precedence table. Knows no menu and no command's
arguments, but for the few words that decide whether ``{`` opens code or an array, and where a filter begins.

Any text gives a Program or a ScriptError with line and column; nesting is bounded, so the reader's own stack is too.
Source: RouterOS manual, Scripting. Positions and wording of errors as routers print them.
"""

from types import MappingProxyType
from typing import NoReturn

from . import lexer
from .lexer import NEWLINES, Lines, at_comment, comment_end
from .syntax import (
    All,
    Arg,
    ArrayLit,
    Block,
    Call,
    Chain,
    Command,
    Expr,
    Hole,
    Incomplete,
    Item,
    Join,
    Link,
    Named,
    Paren,
    Plain,
    Program,
    Quote,
    ScriptError,
    Span,
    Statement,
    Sub,
    Text,
    Unary,
    Unset,
    Var,
    Where,
    Word,
    depth,
)

MAX_NESTING = 60
"""Brackets within brackets; real scripts stay below 20."""
MAX_DEPTH = 250
"""Levels of the syntax tree, so that whoever walks it recursively needs no more."""

PRECEDENCE = MappingProxyType(
    {
        "->": 12,
        "*": 10, "/": 10, "%": 10,
        "+": 9, "-": 9,
        "<<": 8, ">>": 8,
        "&": 7, "^": 6, "|": 5,
        ".": 4,
        ",": 3,
        "=": 2, "!=": 2, "<": 2, ">": 2, "<=": 2, ">=": 2, "~": 2, "in": 2,
        "and": 1, "or": 0,
    }
)  # fmt: skip
"""How tightly each binary operator binds; higher is tighter, equal levels go left to right."""
UNARY_LEVEL = 11
KEY_LEVEL = 3
"""An array's key ends at its ``=``, so it is read with operators of this level and above."""

_SPELLED = (
    ("->", "->"), ("<<", "<<"), (">>", ">>"), ("<=", "<="), (">=", ">="), ("!=", "!="), ("&&", "and"), ("||", "or"),
    *((each, each) for each in "=<>+-*/%.,~&|^"),
)  # fmt: skip
_WORD_OPERATORS = ("and", "or", "in")
_COMPARISONS = frozenset({"=", "!=", "<", ">", "<=", ">=", "~"})
_WHERE = frozenset({"where", "wher", "whe", "wh"})
_BLOCK_WORDS = frozenset({"do", "else", "on-error", "command"})
_CODE_NAMES = _BLOCK_WORDS | {
    "source", "script", "on-event", "on-up", "on-down", "on-alert", "on-login", "on-logout", "lease-script",
    "up-script", "down-script", "on-master", "on-backup", "on-change",
}  # fmt: skip
_CODE_COMMANDS = ("do", "time", "execute", "exec")
_ARRAY_COMMANDS = frozenset(
    {
        "local", "global", "set", "put", "return", "foreach", "len", "pick", "find", "typeof", "toarray", "tostr",
        "tonum", "tobool", "toip", "toip6", "totime", "toid", "serialize", "while", "if", "for", "error", "log",
    }
)  # fmt: skip
_MISSING = {"(": "brace", "[": "bracket", "{": "brace", '"': "quote"}


class Parser:
    """One reading of one text. tolerant: an unfinished text is closed where it ends and gets a Hole there."""

    def __init__(self, text: str, line: int = 1, tolerant: bool = False) -> None:
        self.text = text
        self.lines = Lines(text, line)
        self.tolerant = tolerant
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

    def _unclosed(self, opener: str) -> None:
        """The text ended inside a bracket: an error, or nothing in a tolerant reading."""
        if not self.tolerant:
            raise Incomplete(f"missing closing {_MISSING[opener]}", self.lines.after(), "".join(self.open))

    def _enter(self, opener: str) -> None:
        if len(self.open) >= MAX_NESTING:
            self.fail("maximum nesting depth exceeded")
        self.open.append(opener)
        self.pos += len(opener)

    def _leave(self, closer: str, opener: str) -> None:
        if self.ended():
            self._unclosed(opener)
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

    # -- statements

    def program(self, closer: str = "") -> Program:
        start = self.pos
        statements: list[Statement] = []
        while True:
            self.skip_lines()
            if self.ended() or self.peek() == closer:
                return Program(tuple(statements), self.span(start))
            statements.append(self.statement())
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
        if self.at_end() and not (self.peek() == "#" and self.pos == end):
            self.pos = self.pos if self.tolerant else end
            return Named(name, None, self.span(start), equals)
        if self.peek() == "=":
            self.fail("expected end of command")
        code = name in _CODE_NAMES or (name == "in" and _first_word(words).startswith("one"))
        return Named(name, self.value(code), self.span(start), equals)

    def _opens_code(self, root: str, words: list[Arg]) -> bool:
        """Whether ``{`` as an unnamed argument is a block of commands and no array."""
        if root == "$" or not all(isinstance(each, Plain) and isinstance(each.value, Word) for each in words):
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
        behind = self.text[name.end() :].lstrip(" \t")[:1]
        return name[0] in _WHERE or (bool(behind) and behind in "=~!<>&|") or name[0] in _WORD_OPERATORS

    # -- where

    def where(self, keyword: bool, start: int | None = None) -> Where:
        begun = self.pos if start is None else start
        self.blanks()
        if not keyword:
            word = lexer.WORD.match(self.text, self.pos)
            if word and word[0] in _WHERE:
                keyword, self.pos = True, word.end()
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

    # -- values of arguments

    def value(self, code: bool) -> Expr:
        """A value in an argument's place; several with commas between them and no blanks are a list."""
        start = self.pos
        parts = [self.simple(code)]
        while self._comma_follows(parts):
            following = self.simple(False)
            if isinstance(parts[-1], Word) and isinstance(following, Word):
                parts[-1] = Word(f"{parts[-1].text},{following.text}", self.span(parts[-1].at.start))
            else:
                parts.append(following)
        if len(parts) == 1:
            return parts[0]
        links = tuple(Link(",", part, part.at) for part in parts[1:])
        return Chain(parts[0], links, self.span(start))

    def _comma_follows(self, parts: list[Expr]) -> bool:
        """Whether another element of a list follows; takes the comma."""
        last = parts[-1]
        if not isinstance(last, Word):
            if self.peek() != ",":
                return False
            self.pos += 1
            if self.ended() or (self.peek() not in '"$([{' and not lexer.WORD.match(self.text, self.pos)):
                self.fail("expected input value")
            return True
        if not last.text.endswith(",") or len(last.text) == 1:
            return False
        behind = lexer.CONTINUATION.match(self.text, self.pos)
        if behind and behind.end() < len(self.text):
            self.pos = behind.end()
            self.blanks()
            if not lexer.WORD.match(self.text, self.pos):
                return False
        elif self.ended() or self.peek() not in '"$([':
            return False
        parts[-1] = Word(last.text[:-1], last.at)
        return True

    def simple(self, code: bool) -> Expr:
        """One value: string, variable, bracket, or bare word."""
        start, letter = self.pos, self.peek()
        if letter == '"':
            return self.string()
        if letter == "$":
            return self.variable()
        if letter == "(":
            return self.paren()
        if letter == "[":
            return self.sub()
        if letter == "{":
            return self.block() if code else self.array(False)
        word = lexer.WORD.match(self.text, start)
        if not word:
            self.fail("expected input value" if letter == "" or letter in ";])}" else "syntax error")
        self.pos = word.end()
        if word[0] == "!" and self.peek() == '"':
            quoted = self.string()
            if isinstance(quoted, Text):
                return Text("!" + quoted.text, self.span(start))
            return self._negated(quoted, start)
        return Word(word[0], self.span(start))

    def _negated(self, quoted: Join | Hole, start: int) -> Join:
        """``!"..."`` with substitutions: the mark belongs to the text."""
        parts = quoted.parts if isinstance(quoted, Join) else (quoted,)
        if isinstance(parts[0], Text):
            return Join((Text("!" + parts[0].text, parts[0].at), *parts[1:]), self.span(start))
        return Join((Text("!", self.span(start)), *parts), self.span(start))

    def variable(self) -> Var:
        start = self.pos
        self.pos += 1
        if self.peek() == '"':
            name = self.string()
            if not isinstance(name, Text) or not name.text:
                self.fail("syntax error", start + 1)
            return Var(name.text, "", self.span(start))
        match = lexer.VAR_NAME.match(self.text, self.pos)
        if not match:
            if self.tolerant and self.ended():
                return Var("", "", self.span(start))
            self.fail("syntax error")
        self.pos = match.end()
        return Var(match[1], match[2] or "", self.span(start))

    # -- brackets

    def paren(self) -> Paren | Quote:
        start, saved = self.pos, self.multiline
        self._enter("(")
        self.multiline = True
        self.blanks()
        quoted = self.peek() == ">"
        self.pos += quoted
        inner = self.expression()
        self.blanks()
        self.multiline = saved
        self._leave(")", "(")
        return Quote(inner, self.span(start)) if quoted else Paren(inner, self.span(start))

    def sub(self) -> Sub:
        start, saved = self.pos, (self.multiline, self.filtering)
        self._enter("[")
        self.multiline = self.filtering = False
        self.skip_lines(NEWLINES)
        if self.ended():
            self._unclosed("[")
        statement = self.statement()
        self.skip_lines()
        self.multiline, self.filtering = saved
        self._leave("]", "[")
        return Sub(statement, self.span(start))

    def block(self) -> Block:
        start, saved = self.pos, (self.multiline, self.filtering)
        self._enter("{")
        self.multiline = self.filtering = False
        body = self.program("}")
        inside = self.text[start + 1 : self.pos]
        self.multiline, self.filtering = saved
        self._leave("}", "{")
        return Block(body, inside, self.span(start))

    def array(self, empty: bool) -> ArrayLit:
        """An array literal; ``empty``: whether ``{}`` is allowed, as it is in an expression only."""
        start, saved = self.pos, (self.multiline, self.filtering)
        self._enter("{")
        self.multiline, self.filtering = True, False
        items: list[Item] = []
        while True:
            self.skip_lines()
            if self.ended() or self.peek() == "}":
                break
            items.append(self.item())
            self.blanks()
            if not self.ended() and self.peek() not in ";}":
                self.fail("syntax error")
        if not items and not empty and not self.ended():
            self.fail("syntax error", start)
        self.multiline, self.filtering = saved
        self._leave("}", "{")
        return ArrayLit(tuple(items), self.span(start))

    def item(self) -> Item:
        value = self.expression(KEY_LEVEL)
        self.blanks()
        if self.peek() != "=":
            return Item(None, value)
        self.pos += 1
        self.blanks()
        return Item(value, self.expression(KEY_LEVEL))

    # -- strings

    def string(self) -> Text | Join | Hole:
        """A quoted string; in a tolerant reading one that does not end is a Hole with what there is of it."""
        start, text = self.pos, self.text
        self._enter('"')
        parts: list[Expr] = []
        piece: list[str] = []
        begun = self.pos

        def flush() -> None:
            if piece:
                parts.append(Text("".join(piece), self.lines.span(begun, self.pos)))
                piece.clear()

        while not self.ended():
            letter = text[self.pos]
            if letter == '"':
                flush()
                self.pos += 1
                self.open.pop()
                return self._joined(parts, self.span(start))
            if letter == "\\":
                shown, self.pos = self._escape()
                piece.append(shown)
                continue
            found = self._substitution() if letter == "$" else None
            if found is None:
                piece.append(letter)
                self.pos += 1
            else:
                flush()
                parts.append(found)
                begun = self.pos
        self._unclosed('"')
        self.open.pop()
        return Hole(text[start + 1 :], self.span(start))

    def _escape(self) -> tuple[str, int]:
        if self.pos + 1 >= len(self.text) or lexer.CONTINUATION.fullmatch(self.text, self.pos):
            self.cut = True
            return "", len(self.text)
        return lexer.unescape(self.text, self.pos, self.lines)

    @staticmethod
    def _joined(parts: list[Expr], at: Span) -> Text | Join:
        if not parts:
            return Text("", at)
        if len(parts) == 1 and isinstance(parts[0], Text):
            return Text(parts[0].text, at)
        return Join(tuple(parts), at)

    def _substitution(self) -> Expr | None:
        """What ``$`` in a string stands for, None where it is only a dollar."""
        start = self.pos
        quoted = lexer.QUOTED_VAR.match(self.text, start)
        if quoted:
            self.pos = quoted.end()
            return Var(quoted[1], "", self.span(start))
        name = lexer.VAR_NAME.match(self.text, start + 1)
        if name:
            self.pos = name.end()
            return Var(name[1], name[2] or "", self.span(start))
        opener = self.text[start + 1 : start + 2]
        if opener not in ("(", "["):
            return None
        self.pos = start + 1
        return self.paren() if opener == "(" else self.sub()

    # -- expressions

    def expression(self, floor: int = 0) -> Expr:
        """Operands and operators by PRECEDENCE, none below ``floor``; a stack of open chains, no recursion."""
        stack: list[_Open] = []
        while True:
            self.blanks()
            value = self._prefixed(stack)
            at = self.pos
            op = self.operator(floor)
            if op is None:
                break
            level = PRECEDENCE[op]
            while stack and stack[-1].level > level:
                value = stack.pop().close(value)
            if stack and stack[-1].level == level:
                stack[-1].add(value)
            else:
                stack.append(_Open(level, value))
            stack[-1].next = (op, self.span(at))
        while stack:
            value = stack.pop().close(value)
        return value

    def _prefixed(self, stack: "list[_Open]") -> Expr:
        """An operand; its unary operators go on the stack."""
        while self.peek() in ("!", "-", "~"):
            at = self.pos
            self.pos += 1
            if self.text[at] == "!" and self.peek() == "=":
                self.fail("syntax error", at)
            open_ = _Open(UNARY_LEVEL, None)
            open_.next = (self.text[at], self.span(at))
            stack.append(open_)
            self.blanks()
        behind_comparison = bool(stack) and stack[-1].next[0] in _COMPARISONS and stack[-1].first is not None
        return self.operand(behind_comparison)

    def operand(self, filter_value: bool = False) -> Expr:
        start, letter, text = self.pos, self.peek(), self.text
        if letter == "{":
            return self.array(True)
        if letter and letter in '"$([':
            return self.simple(False)
        pattern = None
        if filter_value and self.filtering and text[start - 1] in "=<>~":
            pattern = lexer.FILTER_WORD.match(text, start)
        pattern = pattern or lexer.ID.match(text, start) or lexer.DIGIT_WORD.match(text, start)
        pattern = pattern or lexer.LETTER_WORD.match(text, start)
        if pattern and pattern[0] not in _WORD_OPERATORS:
            self.pos = pattern.end()
            return Word(pattern[0], self.span(start))
        if self.ended():
            if self.tolerant:
                return Hole("", self.span(start))
            if self.open:
                self._unclosed(self.open[-1])
        return self.fail("syntax error")

    def operator(self, floor: int) -> str | None:
        """Take the operator that stands here; None if there is none, or one below ``floor``."""
        begun = self.pos
        self.blanks()
        start = self.pos
        op, end = self._spelled(start)
        if op is None or PRECEDENCE[op] < floor or (op in "-." and self._begins_term(begun, start)):
            self.pos = begun if op is None else start
            return None
        self.pos = end
        return op

    def _spelled(self, start: int) -> tuple[str | None, int]:
        for spelling, op in _SPELLED:
            if self.text.startswith(spelling, start):
                return op, start + len(spelling)
        for op in _WORD_OPERATORS:
            word = lexer.LETTER_WORD.match(self.text, start) if self.text.startswith(op, start) else None
            if word and word[0] == op:
                return op, start + len(op)
        return None, start

    def _begins_term(self, begun: int, start: int) -> bool:
        """Whether ``-1`` or ``.id`` after a blank is a term of its own in a filter, not an operator."""
        behind = self.text[start + 1 : start + 2]
        wanted = behind.isdigit() if self.text[start] == "-" else behind.isalpha()
        return self.filtering and not self.multiline and start > begun and wanted


class _Open:
    """Operands of one level whose last operator still waits for its right side; first is None for a prefix."""

    __slots__ = ("first", "level", "links", "next")

    def __init__(self, level: int, first: Expr | None) -> None:
        self.level, self.first = level, first
        self.links: list[Link] = []
        self.next: tuple[str, Span]

    def add(self, value: Expr) -> None:
        """The right side has come."""
        self.links.append(Link(self.next[0], value, self.next[1]))

    def close(self, value: Expr) -> Expr:
        """The finished node."""
        if self.first is None:
            return Unary(self.next[0], value, self.next[1])
        self.add(value)
        return Chain(self.first, tuple(self.links), self.first.at)


def _first_word(words: list[Arg]) -> str:
    first = words[0] if words else None
    return first.value.text if isinstance(first, Plain) and isinstance(first.value, Word) else ""


def _has_hole(arg: Arg) -> bool:
    value = getattr(arg, "value", None)
    return isinstance(value, Hole | Block | Paren | Sub | ArrayLit | Join)


def _bounded(program: Program, parser: Parser) -> Program:
    if depth(program) > MAX_DEPTH:
        parser.fail("maximum nesting depth exceeded", len(parser.text))
    return program


def parse(text: str, line: int = 1) -> Program:
    """The program a narrow text is; ScriptError for anything that is none. line: the number of its first line."""
    parser = Parser(text, line)
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
