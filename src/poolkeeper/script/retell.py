"""The command that makes a change, as text for a person: what ``/system history`` shows as ``redo`` and ``undo``.

Secrets are not written, their names are told in a comment at the end. Source: RouterOS manual, Console (undo).
"""

from poolkeeper.tree import Look, Menu, Values, id_text

from .quote import quote


def command(look: Look, menu: Menu, item: int, before: Values | None, after: Values | None) -> str:
    """``/ip pool add name=a ranges=10.0.0.1``: what turns one item's values into others; None is: not there."""
    path = "/" + " ".join(menu.words)
    if menu.shape == "single":
        return _words(look, menu, f"{path} set", _settings(menu, before), _settings(menu, after))
    if after is None:
        return f"{path} remove {id_text(item)}"
    if before is None:
        return _words(look, menu, f"{path} add", {}, after)
    return _words(look, menu, f"{path} {'move' if before == after else 'set'} {id_text(item)}", before, after)


def _settings(menu: Menu, values: Values | None) -> Values:
    """Settings with the defaults of what nobody has set."""
    return {name: prop.default for name, prop in menu.props.items()} | (values or {})


def _words(look: Look, menu: Menu, start: str, before: Values, after: Values) -> str:
    names = [name for name in menu.props if before.get(name) != after.get(name)]
    hidden = [name for name in names if _is_secret(menu, name)]
    words = [start, *(_word(look, menu, name, after) for name in names if name not in hidden)]
    return " ".join(words + ([f"# {' '.join(hidden)} not shown"] if hidden else []))


def _is_secret(menu: Menu, name: str) -> bool:
    prop = menu.props[name]
    return prop.secret or prop.write_only or prop.sealed


def _word(look: Look, menu: Menu, name: str, values: Values) -> str:
    value = values.get(name)
    return f"!{name}" if value is None else f"{name}={quote(menu.props[name].kind.show(value, look))}"
