"""Carry: what an import makes of statements about things that a router has and this machine has not.

An interface that is only named becomes one without a link; an item that is only set (``set [ find
default-name=ether1 ]``) is made as the router had it; a property that nobody knows is kept as text. Nothing of that is
acted on, and the importer hears of each. Also here: the interface that stands for each carried bridge, VLAN or tunnel.
"""

import re
from collections.abc import Callable, Collection, Iterable

from poolkeeper.tree import Absent, ForeignLook, Importing, Look, Menu, Prop, Refusal, Request, Tree, Values, id_number
from poolkeeper.tree.house import ADDRESSED, MAKER
from poolkeeper.tree.refusal import no_such_item

from .batch import Edits
from .core import Core

INTERFACES, ETHERNET, GROUPS = "/interface", "/interface/ethernet", "/user/group"
DEFAULT_NAME = "default-name"
PORT = re.compile(r"(ether|sfp|sfp-sfpplus|sfpplus|sfp28-|qsfp\d+-|qsfpplus\d+-|combo|wlan|wifi|lte)\d+")
"""Names of a router's interfaces from the factory."""


class ImportLook(ForeignLook):
    """Names of a file that is imported: an interface that is not here is made, without a link.

    Without a router's header only one that every router may have from the factory: scripts test for others.
    """

    def __init__(self, look: Look, edits: Edits, importing: Importing) -> None:
        super().__init__(look, importing.exported)
        self._edits, self._importing = edits, importing

    def find(self, menu: str, name: str) -> int | None:
        """The id of the item with this name; of an interface of another router always."""
        found = self._look.find(menu, name)
        theirs = self.ids or PORT.fullmatch(name) is not None
        if found is None and menu == INTERFACES and theirs and name and id_number(name) is None:
            found = self._edits.add(INTERFACES, {"name": name, DEFAULT_NAME: name})
            self._importing.note(f"there is no interface {name} here: what names it waits for one")
        return found

    def missing(self, menu: str, name: str) -> bool:
        """Whether to keep a name of nothing: no empty one, and no group, or a user would be without rights."""
        if not name or menu == GROUPS:
            return False
        self._importing.note(f"there is no {name} in {menu} here: what names it is kept, without effect")
        return True


def learned(tree: Tree, menu: Menu, name: str, importing: Importing) -> Prop | None:
    """The property of a statement that the menu does not know; None where it is rather a mistake."""
    if not (importing.exported or menu.carried) or not name[:1].isalnum():
        return None
    return tree.learn_prop(menu, name)


def marked(before: Values, mark: str, given: Iterable[str], now: Collection[str]) -> str | None:
    """The names under a mark after a statement: those of before that it says nothing of, and those it says so of."""
    known = {name for name in str(before.get(mark) or "").split(",") if name} - set(given)
    return ",".join(sorted(known | set(now))) or None


class Carry:
    """What imports need of the tables."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def targets(self, menu: Menu, request: Request, id_of: Callable[[int | str], int], edits: Edits) -> list[int]:
        """The items that a statement of an import is about; those that are not here are made.

        id_of: the id of an item given by name, place or id; it raises Refusal.
        """
        items, importing = request.items or (), request.importing
        assert importing is not None
        if len(request.absent) > 1 or len(items) <= 1:
            given = list(items) if len(items) == len(request.absent) else [None] * len(request.absent)
            pairs = zip(given, request.absent, strict=True)
            found = [self._target(menu, item, absent, id_of, edits, importing) for item, absent in pairs]
            return [item for item in found if item is not None]
        return [id_of(item) for item in items]

    def _target(
        self,
        menu: Menu,
        item: int | str | None,
        absent: Absent,
        id_of: Callable[[int | str], int],
        edits: Edits,
        importing: Importing,
    ) -> int | None:
        makes = _makes(menu, absent, importing)
        try:
            found = None if item is None else id_of(item)
        except Refusal:
            if not makes:
                raise
            found = None
        if found is not None and self._core.row(menu, found) is not None:
            return found
        found = self._core.table(menu).addressed(absent.target)
        if found is not None and (not menu.of or self._core.row(menu, found) is not None):
            return found
        if not makes:
            if not absent.target.startswith("["):
                raise no_such_item()
            importing.note(f"nothing in {menu.path} fits {absent.target}: no item was changed")
            return None
        made = self._made(menu, absent, edits)
        what = f"there is no {absent.target} in {menu.path} here" if absent.target else f"{menu.path} is a list here"
        importing.note(f"{what}: made as a router has it, kept and not acted on")
        return made

    def _made(self, menu: Menu, absent: Absent, edits: Edits) -> int:
        values: Values = {ADDRESSED: absent.target}
        for name, text in absent.values.items():
            prop = menu.find_prop(name) or self._core.tree.learn_prop(menu, name)
            values[prop.name] = True if prop.name == "default" else prop.kind.parse(text, name, self._core.look)
        if menu.path in (ETHERNET, INTERFACES):
            return self._interface(menu, values, edits)
        if menu.path == "/ip/service":
            values.setdefault("port", SERVICE_PORTS.get(str(values.get("name")), 0))
        number = id_number(absent.target)
        table = self._core.tables[menu.path]
        return edits.add(menu.path, values, None if number is None or number in table.items else number)

    def _interface(self, menu: Menu, values: Values, edits: Edits) -> int:
        """An Ethernet interface of another router, or any; one that something named already becomes it."""
        table = self._core.tables[INTERFACES]
        name = str(values.get(DEFAULT_NAME) or values.get("name") or _port(menu, str(values[ADDRESSED])))
        if not name:
            raise no_such_item()
        values = {"name": name, DEFAULT_NAME: name, **values}
        if menu.path == ETHERNET:
            values[MAKER] = ETHERNET
        item = table.find(name)
        if item is not None and table.items[item].get(DEFAULT_NAME) != name:  # another has taken its name
            values["name"] = table.invent(f"{name}-")
            item = None
        if item is None:
            return edits.add(INTERFACES, values)
        edits.set(INTERFACES, item, values)
        return item

    def mirror(self, edits: Edits, menu: Menu, before: Values | None, after: Values | None) -> None:
        """Keep the interface that stands for an item of a menu that makes interfaces."""
        if not menu.makes:
            return
        table = self._core.tables[menu.makes]
        old, new = _called(before), _called(after)
        item = None if old is None else table.find(old)
        mine = item is not None and table.items[item].get(MAKER) == menu.path
        if new is None:
            if mine and item is not None:
                edits.remove(menu.makes, item)
            return
        if mine and item is not None:
            if new != old and table.find(new) is None:
                edits.set(menu.makes, item, {"name": new, DEFAULT_NAME: new})
            return
        known = table.find(new)
        if known is None:
            edits.add(menu.makes, {"name": new, DEFAULT_NAME: new, MAKER: menu.path})
        elif self._waits(table.items[known]):
            edits.set(menu.makes, known, {MAKER: menu.path})

    def _waits(self, values: Values) -> bool:
        """Whether an interface is one that was only named so far."""
        if MAKER in values or ADDRESSED in values or values.get("name") != values.get(DEFAULT_NAME):
            return False
        links = self._core.states.get(INTERFACES)
        item = self._core.tables[INTERFACES].find(str(values["name"]))
        return links is None or item is None or not links(item).get("mtu")


def _makes(menu: Menu, absent: Absent, importing: Importing) -> bool:
    """Whether an item that is not here is made: of a router's export always, else what every router has."""
    if importing.exported and menu.carried:
        return True
    found = absent.target.startswith("[")
    return menu.adopts and (not found or importing.exported or absent.values.keys() <= {DEFAULT_NAME, "default"})


def _port(menu: Menu, target: str) -> str:
    """The name from the factory of an Ethernet port that is named by its place, as RouterOS 5 wrote: ``set 0``."""
    return f"ether{int(target) + 1}" if menu.path == ETHERNET and target.isdecimal() and len(target) < 4 else ""


SERVICE_PORTS = {"telnet": 23, "ftp": 21, "winbox": 8291, "dude": 2210, "btest": 2000}
"""Ports of a router's doors that are not built here."""


def _called(values: Values | None) -> str | None:
    """The name of an item that makes an interface."""
    if values is None:
        return None
    return values.get("name") or values.get(DEFAULT_NAME) or None


def look_of(core: Core, request: Request, edits: Edits) -> Look:
    """The names that a request's values may speak of."""
    return core.look if request.importing is None else ImportLook(core.look, edits, request.importing)


def kept_as_written(prop: Prop, text: str, refusal: Refusal, importing: Importing | None) -> str:
    """A value of a router's export that the catalog's type does not take: the router took it."""
    if importing is None or not importing.exported or not prop.kind.verbatim:
        raise refusal
    importing.note(f"{prop.name} is kept as written: {refusal.message}")
    return text
