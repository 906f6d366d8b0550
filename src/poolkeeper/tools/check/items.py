"""What a file adds and sets, gathered for judgements on the whole: names defined, names used, items about pools."""

from typing import TYPE_CHECKING

from poolkeeper.script.syntax import Chain, Command, Named, Plain, Sub, Text, Unset, Where, Word

from .facts import Item, Use, Value, constant
from .finding import WARNING, Edit
from .known import Known
from .reading import Source
from .references import DEFINES, defaults, kind_of
from .words import MenuLine

if TYPE_CHECKING:
    from .visit import Visit

_WATCHED = frozenset({"/ip/pool", "/ip/dhcp-server", "/ip/dhcp-server/network", "/ip/address"})


def gather(visit: "Visit", source: Source, line: MenuLine, known: Known) -> None:
    """What one line says that other lines must agree with."""
    if line.command not in ("add", "set"):
        return
    item = _item(source, line)
    _define(visit, line, known, item)
    for name, value in item.values.items():
        _use(visit, known, name, value)
    if known.path in _WATCHED:
        _remember(visit, line, known, item)
    if line.command == "add" and visit.target == 6 and not visit.exported:
        _disabled(visit, source, line, known, item)


def _item(source: Source, line: MenuLine) -> Item:
    values, loose = {}, set()
    for arg in line.args:
        if isinstance(arg, Named):
            text = constant(arg.value)
            if text is None:
                loose.add(arg.name)
            else:
                values[arg.name] = Value(text, source, arg.at if arg.value is None else arg.value.at)
        elif isinstance(arg, Unset):
            loose.add(arg.name)
    return Item(values, frozenset(loose), source, line.at)


def _define(visit: "Visit", line: MenuLine, known: Known, item: Item) -> None:
    """The name that an item gets, under the kind that others refer to it by."""
    for kind, name in DEFINES.get(known.path, ()) or defaults(known.path):
        if name in item.loose:
            visit.facts.open.add(kind)
        elif name in item.values:
            visit.facts.defined.setdefault(kind, set()).update(item.values[name].text.split(","))
        elif line.command == "add" and name == "name":
            visit.facts.open.add(kind)


def _use(visit: "Visit", known: Known, name: str, value: Value) -> None:
    kind = kind_of(known.path, name)
    if kind is None:
        return
    for part in value.text.split(","):
        text = part.strip().removeprefix("!")
        if text:
            visit.facts.uses.append(Use(kind, text, value.source, value.at, name))


def _remember(visit: "Visit", line: MenuLine, known: Known, item: Item) -> None:
    """Keep an item; a set changes those of the name it says, or makes nothing of them sure any more."""
    if visit.maybe:
        visit.facts.maybe.append((known.path, item))
        return
    items = visit.facts.items.setdefault(known.path, [])
    if line.command == "add":
        visit.facts.places[known.path, item.text("name")] = len(items)
        items.append(item)
        return
    named = _set_name(line)
    place = None if named is None else visit.facts.places.get((known.path, named))
    if place is not None:
        items[place] = _changed(items[place], item)
    elif named is None:
        visit.facts.blurred.setdefault(known.path, set()).update(item.values, item.loose)


def _changed(item: Item, by: Item) -> Item:
    """An item after a set."""
    kept = {name: value for name, value in item.values.items() if name not in by.loose}
    loose = (item.loose - by.values.keys()) | by.loose
    return Item(kept | by.values, loose, item.source, item.at)


def _set_name(line: MenuLine) -> str | None:
    """The name by which a set picks its item: ``set lan ...``, ``set [find name=lan] ...``."""
    plain = [arg.value for arg in line.args if isinstance(arg, Plain)]
    if len(plain) != 1:
        return None
    if isinstance(plain[0], Word | Text):
        return plain[0].text
    statement = plain[0].statement if isinstance(plain[0], Sub) else None
    last = statement.words[-1] if isinstance(statement, Command) and statement.words else None
    terms = last.terms if isinstance(last, Where) else None
    if not isinstance(terms, Chain) or terms.first != Word("name") or len(terms.rest) != 1:
        return None
    return constant(terms.rest[0].operand) if terms.rest[0].op == "=" else None


def _disabled(visit: "Visit", source: Source, line: MenuLine, known: Known, item: Item) -> None:
    """RouterOS 6 makes these disabled; exports of it always say which."""
    if known.path not in ("/ip/dhcp-server", "/ip/dhcp-client", "/ip/dhcp-relay", "/interface/pppoe-server/server"):
        return
    if "disabled" in item.values or "disabled" in item.loose:
        return
    end = line.line.at.end
    message = "RouterOS 6 adds it disabled: it does nothing until it is enabled"
    visit.find(source, line.at.start, "created-disabled", WARNING, message, (Edit(end, end, " disabled=no"),))
