"""Values and expressions: strings, variables, brackets, arrays, and operators by one precedence table.

Statements within brackets are read by ``parser``, which completes this class.
"""

from abc import ABC, abstractmethod
from types import MappingProxyType

from . import lexer
from .cursor import Cursor
from .lexer import NEWLINES
from .syntax import (
    ArrayLit,
    Block,
    Chain,
    Command,
    Expr,
    Hole,
    Item,
    Join,
    Link,
    Paren,
    Plain,
    Program,
    Quote,
    Span,
    Statement,
    Sub,
    Text,
    Unary,
    Var,
    Word,
)

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
WORD_OPERATORS = ("and", "or", "in")
_COMPARISONS = frozenset({"=", "!=", "<", ">", "<=", ">=", "~"})


class Terms(Cursor, ABC):
    """Reads values and expressions."""

    @abstractmethod
    def program(self, closer: str = "") -> Program:
        """The statements up to a closing bracket."""

    @abstractmethod
    def statement(self) -> Statement:
        """One statement."""

    # -- values of arguments

    def value(self, code: bool) -> Expr:
        """A value in an argument's place; several with commas between them and no blanks are a list."""
        start = self.pos
        parts = [self._glued(self.simple(code), start)]
        while self._comma_follows(parts):
            begun = self.pos
            following = self._glued(self.simple(False), begun)
            if isinstance(parts[-1], Word) and isinstance(following, Word):
                parts[-1] = Word(f"{parts[-1].text},{following.text}", self.span(parts[-1].at.start))
            else:
                parts.append(following)
        if len(parts) == 1:
            return parts[0]
        links = tuple(Link(",", part, part.at) for part in parts[1:])
        return Chain(parts[0], links, self.span(start))

    def _glued(self, first: Expr, start: int) -> Expr:
        """``$a-$b``: what touches a variable or a bracket in an argument makes one text with it."""
        parts: list[Expr] = [first]
        while isinstance(first, Var | Paren | Sub) and not self.ended():
            letters = lexer.GLUE.match(self.text, self.pos)
            if letters:
                parts.append(Text(letters[0], self.lines.span(self.pos, letters.end())))
                self.pos = letters.end()
            elif self.peek() == "$":
                parts.append(self.variable())
            else:
                break
        return first if len(parts) == 1 else Join(tuple(parts), self.span(start))

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
        rest = lexer.REST_OF_RANGE.match(self.text, self.pos) if len(word[0]) > 1 and word[0][-1] == "-" else None
        if rest:
            self.pos = rest.end()
            return Word(word[0] + rest[1], self.span(start))
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

    def variable(self) -> Var | Sub | Paren | Quote:
        """``$name``, ``$"name"``; before a bracket the dollar says nothing that the bracket does not."""
        start = self.pos
        self.pos += 1
        if self.peek() in ("[", "("):
            return self.sub() if self.peek() == "[" else self.paren()
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
        self.enter("(")
        self.multiline = True
        self.blanks()
        quoted = self.peek() == ">"
        self.pos += quoted
        inner = self.expression()
        self.blanks()
        self.multiline = saved
        self.leave(")", "(")
        return Quote(inner, self.span(start)) if quoted else Paren(inner, self.span(start))

    def sub(self) -> Sub:
        start, saved = self.pos, (self.multiline, self.filtering)
        self.enter("[")
        self.multiline = self.filtering = False
        self.skip_lines(NEWLINES)
        if self.ended():
            self.unclosed("[")
        empty = self.peek() == "]"
        statement = _nothing(self.span(self.pos)) if empty else self.statement()
        self.skip_lines()
        self.multiline, self.filtering = saved
        self.leave("]", "[")
        return Sub(statement, self.span(start))

    def block(self) -> Block:
        start, saved = self.pos, (self.multiline, self.filtering)
        self.enter("{")
        self.multiline = self.filtering = False
        body = self.program("}")
        inside = self.text[start + 1 : self.pos]
        self.multiline, self.filtering = saved
        self.leave("}", "{")
        return Block(body, inside, self.span(start))

    def array(self, empty: bool) -> ArrayLit:
        """An array literal; ``empty``: whether ``{}`` is allowed, as it is in an expression only."""
        start, saved = self.pos, (self.multiline, self.filtering)
        self.enter("{")
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
        self.leave("}", "{")
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
        self.enter('"')
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
        self.unclosed('"')
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
        if pattern and pattern[0] not in WORD_OPERATORS:
            self.pos = pattern.end()
            return Word(pattern[0], self.span(start))
        if self.ended():
            if self.tolerant:
                return Hole("", self.span(start))
            if self.open:
                self.unclosed(self.open[-1])
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
        for op in WORD_OPERATORS:
            word = lexer.LETTER_WORD.match(self.text, start) if self.text.startswith(op, start) else None
            if word and word[0] == op:
                return op, start + len(op)
        return None, start

    def _begins_term(self, begun: int, start: int) -> bool:
        """Whether ``-1`` or ``.id`` after a blank is a term of its own in a filter, not an operator."""
        behind = self.text[start + 1 : start + 2]
        wanted = behind.isdigit() if self.text[start] == "-" else behind.isalpha()
        return self.filtering and not self.multiline and start > begun and wanted


def _nothing(at: Span) -> Command:
    """What stands in ``[ ]`` where nothing does."""
    return Command(":", (Plain(Word("nothing", at), at),), at)


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
