"""POSIX extended regular expressions for ``~``: linear in the text whatever the pattern.

A pattern is parsed once. Where Python's ``re`` cannot take long on a text it is used; else (nested or many quantifiers)
a simulation of the automaton, which visits each state at most once a character. Nothing a user types can stop the loop
by backtracking. Source: IEEE 1003.1 section 9.4; back-references do not exist there; ``\\w``, ``\\s``,
``\\d`` and ``\\b`` are what scripts of routers use beyond it.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

CHEAP = 2_000_000
"""Steps ``re`` may need in the worst case before the automaton is preferred."""
MAX_STATES = 4000
MAX_WORK = 20_000_000
MAX_DEPTH = 40
_CLASSES = {
    "alpha": "a-zA-Z", "digit": "0-9", "alnum": "a-zA-Z0-9", "upper": "A-Z", "lower": "a-z", "space": r"\s",
    "blank": r" \t", "punct": r"!-/:-@\[-`{-~", "xdigit": "0-9A-Fa-f", "cntrl": r"\x00-\x1f\x7f", "print": " -~",
    "graph": "!-~",
}  # fmt: skip
_BOUND = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{0,4}))?\}")


class BadPattern(Exception):
    """The text is no regular expression, or one too big to run."""


@dataclass(frozen=True, slots=True)
class _Node:
    """kind: set (python class in ``text``), at (assertion in ``text``), cat, alt, rep."""

    kind: str
    text: str = ""
    parts: "tuple[_Node, ...]" = ()
    low: int = 0
    high: int | None = None


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern, self.pos, self.depth = pattern, 0, 0

    def peek(self) -> str:
        return self.pattern[self.pos : self.pos + 1]

    def alternation(self) -> _Node:
        branches = [self.branch()]
        while self.peek() == "|":
            self.pos += 1
            branches.append(self.branch())
        return branches[0] if len(branches) == 1 else _Node("alt", parts=tuple(branches))

    def branch(self) -> _Node:
        parts = []
        while self.peek() not in ("", "|", ")") or (self.peek() == ")" and not self.depth):
            parts.append(self.piece())
        return _Node("cat", parts=tuple(parts))

    def piece(self) -> _Node:
        node = self.atom()
        times = 0
        while self.peek() and self.peek() in "*+?{":
            bound = self.bound()
            times += 1
            if bound is None or times > 3:
                break
            node = _Node("rep", parts=(node,), low=bound[0], high=bound[1])
        return node

    def bound(self) -> tuple[int, int | None] | None:
        letter = self.peek()
        if letter != "{":
            self.pos += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[letter]
        match = _BOUND.match(self.pattern, self.pos)
        if not match:
            return None
        self.pos = match.end()
        low = int(match[1])
        high = None if match[2] and not match[3] else int(match[3] or low)
        if high is not None and high < low:
            raise BadPattern(self.pattern)
        return low, high

    def atom(self) -> _Node:
        letter = self.peek()
        self.pos += 1
        if letter == "(":
            return self.group()
        if letter == "[":
            return self.bracket()
        if letter == ".":
            return _Node("set", r"[\s\S]")
        if letter in "^$":
            return _Node("at", r"\A" if letter == "^" else r"\Z")
        if letter == "\\":
            return self.escape()
        if letter in "*+?" and letter:
            raise BadPattern(self.pattern)
        return _Node("set", re.escape(letter))

    def group(self) -> _Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BadPattern(self.pattern)
        node = self.alternation()
        if self.peek() != ")":
            raise BadPattern(self.pattern)
        self.pos += 1
        self.depth -= 1
        return node

    def escape(self) -> _Node:
        letter = self.peek()
        if not letter:
            raise BadPattern(self.pattern)
        self.pos += 1
        if letter in "wWsSdD":
            return _Node("set", "\\" + letter)
        if letter in "bB":
            return _Node("at", "\\" + letter)
        return _Node("at", r"\b") if letter in "<>" else _Node("set", re.escape(letter))

    def bracket(self) -> _Node:
        out = ["["]
        if self.peek() == "^":
            out.append("^")
            self.pos += 1
        first = True
        while self.peek() != "]" or first:
            if not self.peek():
                raise BadPattern(self.pattern)
            out.append(self.member())
            first = False
        self.pos += 1
        return _Node("set", "".join(out) + "]")

    def member(self) -> str:
        named = re.compile(r"\[:([a-z]+):\]").match(self.pattern, self.pos)
        if named and named[1] in _CLASSES:
            self.pos = named.end()
            return _CLASSES[named[1]]
        low = self.peek()
        self.pos += 1
        high = self.pattern[self.pos + 1 : self.pos + 2]
        if self.peek() != "-" or high in ("]", ""):
            return re.escape(low)
        self.pos += 2
        if high < low:
            raise BadPattern(self.pattern)
        return f"{re.escape(low)}-{re.escape(high)}"


@dataclass
class _Automaton:
    """States by number: ('set', compiled, next), ('at', compiled, next), ('split', a, b), ('match',)."""

    states: list[tuple[str, object, int, int]] = field(default_factory=list)

    def put(self, kind: str, what: object = None, first: int = -1, second: int = -1) -> int:
        if len(self.states) >= MAX_STATES:
            raise BadPattern("too big")
        self.states.append((kind, what, first, second))
        return len(self.states) - 1

    def build(self, node: _Node, then: int) -> int:
        """The entry of a fragment that goes on to ``then``."""
        if node.kind in ("set", "at"):
            return self.put(node.kind, re.compile(node.text), then)
        if node.kind == "cat":
            for part in reversed(node.parts):
                then = self.build(part, then)
            return then
        if node.kind == "alt":
            entry = self.build(node.parts[-1], then)
            for part in reversed(node.parts[:-1]):
                entry = self.put("split", None, self.build(part, then), entry)
            return entry
        return self.repeat(node, then)

    def repeat(self, node: _Node, then: int) -> int:
        inner = node.parts[0]
        if node.high is None:
            loop = self.put("split")
            self.states[loop] = ("split", None, self.build(inner, loop), then)
            then = loop
        else:
            for _ in range(node.high - node.low):
                then = self.put("split", None, self.build(inner, then), then)
        for _ in range(node.low):
            then = self.build(inner, then)
        return then

    def search(self, entry: int, text: str) -> bool:
        """Whether the pattern matches somewhere."""
        if len(self.states) * (len(text) + 1) > MAX_WORK:
            raise BadPattern("too long")
        now: set[int] = set()
        for pos in range(len(text) + 1):
            now.add(entry)
            reached = self._closure(now, text, pos)
            if reached is None:
                return True
            now = set()
            if pos < len(text):
                for state in reached:
                    pattern = self.states[state][1]
                    if isinstance(pattern, re.Pattern) and pattern.match(text, pos):
                        now.add(self.states[state][2])
        return False

    def _closure(self, start: set[int], text: str, pos: int) -> list[int] | None:
        """The sets reached without reading a character; None when the match is reached."""
        seen, todo, reached = set(start), list(start), []
        while todo:
            state = todo.pop()
            kind, what, first, second = self.states[state]
            if kind == "match":
                return None
            if kind == "set":
                reached.append(state)
                continue
            if kind == "at" and not (isinstance(what, re.Pattern) and what.match(text, pos)):
                continue
            for following in (first, second):
                if following >= 0 and following not in seen:
                    seen.add(following)
                    todo.append(following)
        return reached


def _python(node: _Node) -> str:
    if node.kind in ("set", "at"):
        return node.text
    if node.kind == "cat":
        return "".join(map(_python, node.parts))
    if node.kind == "alt":
        return "(?:" + "|".join(map(_python, node.parts)) + ")"
    high = "" if node.high is None else str(node.high)
    return f"(?:{_python(node.parts[0])}){{{node.low},{high}}}"


def _cost(node: _Node, within: bool = False) -> tuple[int, int]:
    """(quantifiers that multiply by the length, choices that double); nested quantifiers count as very many."""
    loops = choices = 0
    if node.kind == "rep":
        wide = node.high is None or node.high > 1
        loops, choices = (1000 if within else 1, 0) if wide else (0, 1)
        within = within or wide
    elif node.kind == "alt":
        choices = 1000 if within else len(node.parts) - 1
    for part in node.parts:
        more, other = _cost(part, within)
        loops, choices = loops + more, choices + other
    return loops, choices


class Regex:
    """One compiled pattern."""

    def __init__(self, pattern: str) -> None:
        reader = _Reader(pattern)
        tree = reader.alternation()
        if reader.pos < len(pattern):
            raise BadPattern(pattern)
        self.loops, self.choices = _cost(tree)
        self.python = re.compile(_python(tree)) if self.loops < 1000 and self.choices < 1000 else None
        self.automaton = _Automaton()
        self.entry = self.automaton.build(tree, self.automaton.put("match"))

    def search(self, text: str) -> bool:
        """Whether it matches anywhere in the text."""
        bounded = self.loops < 8 and self.choices < 20
        if self.python and bounded and (len(text) + 1) ** (self.loops + 1) * 2**self.choices <= CHEAP:
            return self.python.search(text) is not None
        return self.automaton.search(self.entry, text)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Regex:
    """The compiled pattern; BadPattern where it is none. Remembered, as scripts match in loops."""
    return Regex(pattern)
