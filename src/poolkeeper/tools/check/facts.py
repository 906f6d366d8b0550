"""What a file says that must fit together: names it defines, names it uses, and the items that pools are about."""

from dataclasses import dataclass, field, replace

from poolkeeper.script.syntax import Expr, Named, Span, Text, Word

from .reading import Source


@dataclass(frozen=True, slots=True)
class Value:
    """A constant value and where it stands."""

    text: str
    source: Source
    at: Span


@dataclass(frozen=True, slots=True)
class Item:
    """An item that a file adds or sets: its constant properties by name. loose: some of them are not constant."""

    values: dict[str, Value]
    loose: frozenset[str]
    source: Source
    at: Span

    def text(self, name: str, default: str = "") -> str:
        """A property's text."""
        value = self.values.get(name)
        return default if value is None else value.text


@dataclass(frozen=True, slots=True)
class Use:
    """A name that something refers to. kind: of what (see ``references``)."""

    kind: str
    name: str
    source: Source
    at: Span
    argument: str


@dataclass(slots=True)
class Facts:
    """All of a file. defined: names by kind; open: kinds of which some names cannot be read from the text.

    items: by menu, what is surely added; places: (menu, name) to its place there. maybe: (menu, item) of what stands in
    code that may not run. blurred: by menu, properties that a set changed of items nobody can tell.
    """

    defined: dict[str, set[str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)
    items: dict[str, list[Item]] = field(default_factory=dict)
    maybe: list[tuple[str, Item]] = field(default_factory=list)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    blurred: dict[str, set[str]] = field(default_factory=dict)

    def of(self, path: str) -> list[Item]:
        """The items of a menu, with what cannot be told of them."""
        blurred = self.blurred.get(path, set())
        return [replace(item, loose=item.loose | blurred) if blurred else item for item in self.items.get(path, ())]


def constant(node: Expr | None) -> str | None:
    """The text of a value that needs no running."""
    if node is None:
        return ""
    return node.text if isinstance(node, Word | Text) else None


def value_span(arg: Named) -> Span:
    """Where an argument's value stands."""
    return arg.value.at if arg.value is not None else arg.at
