"""What a REST call means: the path's place in the tree, JSON and URL words as the parts of a Request.

Nothing here answers or reads the network. Rules and texts: RouterOS manual, REST API.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

import msgspec

from poolkeeper.tree import Command, EnumKind, Menu, Node, Tree, id_number, id_text
from poolkeeper.tree.query import And, Equals, Query

from .query_words import query_of

ITEM_WORDS = (".id", "numbers", "number")
MOST_FILTERS = 100
CONSOLE_WORDS = ("append", "follow", "follow-only")
"""Words of print that mean nothing in an answer that is made once."""
NO_COMMAND = "no such command"
NO_IDENTIFIER = "missing or invalid resource identifier"


class HttpError(Exception):
    """A call that is answered with this status and detail (none for 401 and 404)."""

    def __init__(self, status: int, detail: str | None = None) -> None:
        super().__init__(status, detail)
        self.status, self.detail = status, detail


@dataclass(frozen=True, slots=True)
class Target:
    """What a path names: a place in the tree, a command there, or one item of its menu by id or name."""

    node: Node
    command: Command | None = None
    item: str | None = None

    def menu_with(self, command: str) -> Menu:
        """The menu here, when it has this command; 406 when it has not, 400 where there is no menu."""
        if self.node.menu is None or self.command is not None:
            raise HttpError(400, NO_COMMAND)
        if command not in self.node.commands:
            raise HttpError(406, f"no such command or directory ({command})")
        return self.node.menu


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a Request that the caller's words give."""

    args: Mapping[str, str | None]
    items: tuple[int | str, ...] | None
    query: Query | None
    proplist: tuple[str, ...] | None
    flags: frozenset[str]


def path_words(raw_path: bytes) -> tuple[str, ...]:
    """The words of a path after ``/rest``; percent forms are resolved after splitting: ``%2F`` stays in its word."""
    parts = raw_path.split(b"/")[2:]
    if parts and not parts[-1]:
        parts.pop()
    return tuple(unquote_to_bytes(part).decode("utf-8", "replace") for part in parts)


def target_of(tree: Tree, words: tuple[str, ...]) -> Target:
    """What the words name; HttpError 400 for a path that does not exist."""
    node = tree.root
    for position, word in enumerate(words):
        child = node.children.get(word)
        if child is None:
            return _leaf(node, word, words[position + 1 :])
        node = child
    return Target(node)


def _leaf(node: Node, word: str, more: tuple[str, ...]) -> Target:
    if more and word in node.commands:
        raise HttpError(400, NO_COMMAND)
    if not more and word in node.commands:
        return Target(node, command=node.commands[word])
    if not more and node.menu is not None and node.menu.shape != "single":
        return Target(node, item=word)
    raise HttpError(400, f"no such command or directory ({word})")


def item_query(menu: Menu, item: str) -> Query:
    """The query that finds one item by id (``*1f`` is ``*1F``) or by name."""
    number = id_number(item)
    if number is not None:
        return Equals(".id", id_text(number))
    if menu.key is None:
        raise HttpError(400, "no such command prefix")
    return Equals(menu.key, item)


def url_parts(query_string: bytes) -> Parts:
    """The words of a GET: every ``name=text`` must fit, ``.proplist`` limits what is told."""
    text = query_string.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FILTERS, errors="replace")
    except ValueError:
        raise HttpError(400, "too many filters") from None
    proplist: list[str] | None = None
    terms: list[Query] = []
    for name, value in pairs:
        if name == ".proplist":
            proplist = [*(proplist or ()), *_names(value)]
        else:
            terms.append(Equals(name, _normal(name, value)))
    query = None if not terms else terms[0] if len(terms) == 1 else And(tuple(terms))
    return Parts({}, None, query, None if proplist is None else tuple(proplist), frozenset())


def _normal(name: str, value: str) -> str:
    number = id_number(value) if name == ".id" else None
    return value if number is None else id_text(number)


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


_DECODER = msgspec.json.Decoder(dict[str, Any], float_hook=str)


def json_object(body: bytes) -> dict[str, Any]:
    """The object of a request's body, numbers with a point as they were typed; no body is an empty object."""
    if not body.strip():
        return {}
    try:
        return _DECODER.decode(body)
    except msgspec.ValidationError:
        raise HttpError(400, "JSON object expected") from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, ValueError) as error:
        raise HttpError(400, f"invalid JSON: {error}") from None


def json_parts(body: Mapping[str, Any], menu: Menu | None, command: Command) -> Parts:
    """The words of a body: ``.id`` or ``numbers`` for items, ``.query``, ``.proplist``, ``!name`` or null to unset.

    Raises HttpError 400 for a value that is no text, number, yes/no or list of these.
    """
    args: dict[str, str | None] = {}
    items: list[int | str] | None = None
    query: Query | None = None
    proplist: tuple[str, ...] | None = None
    flags: set[str] = set()
    for key, value in body.items():
        if key in ITEM_WORDS and (command.takes_items or command.name == "print"):
            items = [*(items or ()), *_items(key, value)]
        elif key == ".query":
            query = query_of(_texts(key, value))
        elif key == ".proplist":
            proplist = tuple(name for text in _texts(key, value) for name in _names(text))
        elif command.name == "print" and key in command.flags and key not in CONSOLE_WORDS:
            flags.update([key] if value not in (False, "false", "no") else [])
        elif command.name in ("print", "find"):  # the console's ``where`` and ``file`` mean nothing here
            raise HttpError(400, f"unknown parameter {key}")
        elif key.startswith("!"):
            args[key[1:]] = None
        else:
            args[key] = _argument(menu, key, value)
    return Parts(args, None if items is None else tuple(items), query, proplist, frozenset(flags))


def _items(key: str, value: Any) -> Iterable[int | str]:
    for text in _texts(key, value):
        for part in text.split(","):
            if part:
                number = id_number(part)
                yield part if number is None else number


def _texts(key: str, value: Any) -> list[str]:
    return [_text(key, each) for each in (value if isinstance(value, list) else [value])]


def _argument(menu: Menu | None, key: str, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return _flag(menu, key, value)
    return ",".join(_texts(key, value)) if isinstance(value, list) else _text(key, value)


def _flag(menu: Menu | None, key: str, value: bool) -> str:
    """``true`` is a flag's wire form; among the words of an enumeration it is called ``yes``."""
    prop = menu.find_prop(key) if menu is not None else None
    if prop is not None and isinstance(prop.kind, EnumKind):
        return "yes" if value else "no"
    return "true" if value else "false"


def _text(key: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    raise HttpError(400, f"invalid value for argument {key}")
