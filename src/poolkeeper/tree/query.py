"""One filter language behind ``where``, the API's ``?`` words and REST's ``.query``.

A query is a tree of terms over one row. ``equalities`` tells what must hold in any match, so that the engine may go
to an index instead of walking the menu. Terms compare wire text with wire text (yes and true are the same flag).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias


class Filterable(Protocol):
    """What a term may ask of a row."""

    def wire(self, prop: str) -> str | None:
        """The wire text of a property, None where the row has none."""


@dataclass(frozen=True, slots=True)
class Has:
    """The row has the property; a flag must be set."""

    prop: str


@dataclass(frozen=True, slots=True)
class Equals:
    """The property's wire text is this text; ``yes`` and ``no`` fit flags as ``true`` and ``false`` do."""

    prop: str
    text: str


@dataclass(frozen=True, slots=True)
class Less:
    """The property is below the text: as numbers where both are, as text otherwise."""

    prop: str
    text: str


@dataclass(frozen=True, slots=True)
class More:
    """The property is above the text: as numbers where both are, as text otherwise."""

    prop: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """The property's text matches a regular expression, unanchored."""

    prop: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Not:
    """The term does not hold."""

    term: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """Every term holds."""

    terms: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Some term holds."""

    terms: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Test:
    """Anything else: a function of the row, as the console's expressions compile to."""

    holds: Callable[[Filterable], bool]


Query: TypeAlias = Has | Equals | Less | More | Match | Not | And | Or | Test
_FLAGS = {"yes": "true", "no": "false"}


def _order(left: str, right: str) -> int:
    if left.isdigit() and right.isdigit():
        return (int(left) > int(right)) - (int(left) < int(right))
    return (left > right) - (left < right)


def holds(query: Query, row: Filterable) -> bool:
    """Whether the row passes."""
    match query:
        case Equals(prop, text):
            have = row.wire(prop)
            return have is not None and (have == text or (have in ("true", "false") and have == _FLAGS.get(text)))
        case Has(prop):
            have = row.wire(prop)
            return have is not None and have != "false"
        case Less(prop, text):
            have = row.wire(prop)
            return have is not None and _order(have, text) < 0
        case More(prop, text):
            have = row.wire(prop)
            return have is not None and _order(have, text) > 0
        case Match(prop, pattern):
            have = row.wire(prop)
            return have is not None and re.search(pattern, have) is not None
        case Not(term):
            return not holds(term, row)
        case And(terms):
            return all(holds(term, row) for term in terms)
        case Or(terms):
            return any(holds(term, row) for term in terms)
        case Test(function):
            return function(row)


def equalities(query: "Query | None") -> Iterator[tuple[str, str]]:
    """(property, text) pairs that every matching row satisfies."""
    if isinstance(query, Equals):
        yield query.prop, query.text
    elif isinstance(query, And):
        for term in query.terms:
            yield from equalities(term)
