"""Query words of the binary API and REST's ``.query`` -> a Query (RouterOS manual, API: queries).

A stack of truths, endless ``true`` at first: a word pushes one, ``#`` words combine them, and a row passes when none
on the stack is false. Both doors share this; the API strips its leading ``?`` before.
"""

from collections.abc import Iterable
from typing import NamedTuple

from poolkeeper.tree import Refusal
from poolkeeper.tree.query import And, Equals, Filterable, Less, More, Not, Or, Query, Test

LARGEST = 1000
DEEPEST = 100
"""Terms a query may hold, and how deep they may nest. Copies count: twenty words of copying make a million terms."""

TRUE: Query = And(())


class _Held(NamedTuple):
    """A query on the stack with the number of its terms and its depth."""

    query: Query
    terms: int = 1
    depth: int = 1


def _has(name: str) -> Query:
    """The row has the property at all; a flag that is ``false`` counts, unlike in the console's ``where``."""

    def there(row: Filterable) -> bool:
        return row.wire(name) is not None

    return Test(there)


def _joined(kind: type[And] | type[Or], left: _Held, right: _Held) -> _Held:
    """Both in one term; a chain of the same kind stays flat, as clients send long ones (``In`` of many values)."""
    terms: list[Query] = []
    depth = 1
    for held in (left, right):
        flat = isinstance(held.query, kind)
        terms.extend(held.query.terms if isinstance(held.query, kind) else (held.query,))
        depth = max(depth, held.depth if flat else held.depth + 1)
    return _Held(kind(tuple(terms)), left.terms + right.terms + 1, depth)


class _Stack:
    def __init__(self) -> None:
        self.held: list[_Held] = []
        self.terms = 0

    def push(self, held: _Held) -> None:
        self.terms += held.terms
        if self.terms > LARGEST or held.depth > DEEPEST:
            raise Refusal("query is too large")
        self.held.append(held)

    def pop(self) -> _Held:
        held = self.held.pop() if self.held else _Held(TRUE)
        self.terms -= held.terms
        return held

    def at(self, index: int) -> _Held:
        return self.held[-1 - index] if index < len(self.held) else _Held(TRUE)

    def operate(self, operations: str) -> None:
        """``#`` words: digits are an index from the top, then one of ``! & | .`` or the end."""
        index = ""
        for character in operations:
            if character.isascii() and character.isdigit():
                index += character
                continue
            if index:
                self.push(self.at(int(index[:9])))
            if character != "." or not index:
                self._apply(character)
            index = ""
        if index:
            only = self.at(int(index[:9]))
            self.held, self.terms = [only], only.terms

    def _apply(self, character: str) -> None:
        if character == "!":
            held = self.pop()
            self.push(_Held(Not(held.query), held.terms + 1, held.depth + 1))
        elif character == ".":
            self.push(self.at(0))
        elif character in ("&", "|"):
            top = self.pop()
            self.push(_joined(And if character == "&" else Or, self.pop(), top))
        else:
            raise Refusal(f"invalid query operation {character}")


def query_of(words: Iterable[str]) -> Query | None:
    """The query of words like ``name=p1``, ``>total=5``, ``-comment``, ``#|``; None for no words.

    Raises Refusal for an operation that does not exist and for a query of more than LARGEST terms.
    """
    stack = _Stack()
    for each in words:
        word = each.removeprefix("?")
        if word.startswith("#"):
            stack.operate(word[1:])
        else:
            stack.push(_Held(_term(word)))
    if not stack.held:
        return None
    return stack.held[0].query if len(stack.held) == 1 else And(tuple(held.query for held in stack.held))


def _term(word: str) -> Query:
    name, equals, text = word[1:].partition("=")
    if word[:1] == "<":
        return Less(name, text)
    if word[:1] == ">":
        return More(name, text)
    if word[:1] == "-" and not equals:
        return Not(_has(word[1:]))
    if word[:1] == "=":
        return Equals(name, text) if equals else _has(name)
    name, equals, text = word.partition("=")
    return Equals(name, text) if equals else _has(name)
