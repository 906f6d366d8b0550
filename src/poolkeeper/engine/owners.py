"""Owners: whose a piece of inline code is (a lease-script, an on-event): the user's who last set it.

The owner is kept with the item beside its values and is never shown as a property. He is kept by id, so that a new user
of an old name inherits nothing. Code set at the machine itself while no such user exists belongs to the machine.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from poolkeeper.tree import Menu, User, Values, id_number, id_text
from poolkeeper.tree.request import ALL_POLICIES

if TYPE_CHECKING:
    from .core import Core

MARK = "\0by "
"""Begins the key under which an item keeps the owner of a property; no property can have such a name."""
MACHINE = "local"
_AT_THE_MACHINE = ("local", "init")


class Owner(NamedTuple):
    """Who code belongs to. policies: what he may do now. trouble: why nothing runs in his name, empty if it may."""

    name: str
    policies: frozenset[str]
    trouble: str = ""


def marks(core: "Core", menu: Menu, values: Mapping[str, Any], user: User) -> Values:
    """The owner of each piece of code among some values, under the keys an item keeps them by."""
    coded = [name for name in values if name in menu.props and menu.props[name].code]
    if not coded:
        return {}
    item = core.look.find("/user", user.name)
    who = MACHINE if item is None and user.door in _AT_THE_MACHINE else id_text(item or 0)
    return {MARK + name: who if values[name] else None for name in coded}


def policies(core: "Core", values: Mapping[str, Any]) -> frozenset[str]:
    """What the group of a row of ``/user`` grants now."""
    group = core.tables["/user/group"].items.get(values.get("group") or 0, {})
    return frozenset(word for word in group.get("policy", ()) if not word.startswith("!"))


def owner(core: "Core", path: str, item: int, prop: str) -> Owner:
    """Whose the code of an item's property is, and whether it may run."""
    kept = core.tables[path].items.get(item, {}).get(MARK + prop)
    if kept is None:
        return Owner("", frozenset(), "nobody is known to have set it")
    if kept == MACHINE:
        return Owner("admin", frozenset(ALL_POLICIES))
    values = core.tables["/user"].items.get(id_number(kept) or 0)
    if values is None:
        return Owner(str(kept), frozenset(), "the user who set it is gone")
    name = str(values["name"])
    return Owner(name, policies(core, values), f"its user {name} is disabled" if values.get("disabled") else "")
