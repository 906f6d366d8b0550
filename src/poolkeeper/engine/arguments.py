"""Arguments of a request to typed values: by each property's kind; in an import by what a router may say besides."""

from collections.abc import Callable, Iterable

from poolkeeper.tree import Importing, Look, Menu, Prop, Refusal, Request, Values, refusal
from poolkeeper.tree.house import BARES, UNSETS

from .batch import Edits
from .carry import kept_as_written, learned, look_of, marked
from .core import Core

Seal = Callable[[str], str]
"""Turns a secret that is only ever compared (a user's password) into what is kept (an argon2 hash)."""


class Arguments:
    """What turns the arguments of a Core's requests into values."""

    def __init__(self, core: Core, seal: Seal) -> None:
        self._core, self._seal = core, seal

    def parsed(self, menu: Menu, request: Request, edits: Edits, extra: Iterable[str] = ()) -> Values:
        """Typed values of arguments; every one is looked at, the first refusal is raised. extra: no properties."""
        values: Values = {}
        look, importing = look_of(self._core, request, edits), request.importing
        for name, text in request.args.items():
            if name in extra:
                continue
            prop = self._prop(menu, name, importing)
            if prop.told:
                continue
            values[prop.name] = self._value(prop, text, look, importing)
            if importing is not None and prop.carried and not menu.carried:
                importing.note(f"{prop.name} of {menu.path} is kept, but nothing here acts on it")
        for name in sorted(request.flags):
            prop = self._prop(menu, name, importing)
            if not prop.carried:
                raise refusal.unknown_parameter(name)
            values[prop.name] = ""
        if importing is not None and menu.carried:
            importing.carry()
        return values

    def _prop(self, menu: Menu, name: str, importing: Importing | None) -> Prop:
        prop = menu.find_prop(name)
        if importing is not None and (prop is None or (prop.read_only and prop.carried)):
            prop = learned(self._core.tree, menu, name, importing)
        if prop is None or (prop.read_only and not prop.told):
            raise refusal.unknown_parameter(name)
        return prop

    def _value(self, prop: Prop, text: str | None, look: Look, importing: Importing | None) -> object:
        if text is None:
            if prop.required or (prop.key and not prop.carried):
                raise refusal.invalid(prop.name)
            return None
        try:
            value = prop.kind.parse(text, prop.name, look)
        except Refusal as refused:
            value = kept_as_written(prop, text, refused, importing)
        return self._seal(text) if prop.sealed else value


def with_marks(menu: Menu, before: Values, given: Values, request: Request) -> Values:
    """The values given, with the carried ones that an import says to be unset, and those that have no value."""
    unset = [name for name in given if given[name] is None and name in menu.props and menu.props[name].carried]
    unset = unset if request.importing is not None else []
    alone = [name for name in given if name in request.flags]
    for mark, names in ((UNSETS, unset), (BARES, alone)):
        if names or mark in before:
            given = {**given, mark: marked(before, mark, given, names)}
    return given
