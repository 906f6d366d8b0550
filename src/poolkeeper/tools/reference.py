"""``python -m poolkeeper.tools.reference``: the pages of docs/reference, one a menu, written from the tree.

The pages say what the declarations say and nothing else, so the same tree gives the same bytes. ``--check`` writes
nothing and exits 1 naming the pages that are stale.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from poolkeeper.menus import FACTORY, MENUS, Carried
from poolkeeper.tree import Command, Menu, NumberKind, Prop

FOLDER = Path("docs/reference")
INDEX, CARRIED = "README.md", "carried.md"
SHAPES = {
    "list": "list: items, each with an `.id` such as `*1F`",
    "single": "settings: one set of values, no items",
    "live": "list: rows that the server reports",
    "commands": "commands only",
}
INTRODUCTION = """\
# Reference: every menu

Written by `make docs` from the declarations in `src/poolkeeper/menus`; change those, not these pages.

The console writes a path with blanks (`/ip dhcp-server network`) or slashes (`/ip/dhcp-server/network`). REST has the
same path behind `/rest`: GET prints, PUT adds, PATCH sets, DELETE removes, and POST on a path with a command's name
at its end runs any command.

In the tables, *default* is what an item has when nothing is said; *unset* is a property without a value, as `!name` or
`unset` leaves it. A note *on REST and in detail* means that v6's tables do not show the property. Menus that are kept
without being acted on are listed in [carried.md](carried.md).

"""


CARRIED_INTRODUCTION = """\
# Menus that are kept, not enforced

Written by `make docs` from the catalog. [docs/carried.md](../carried.md) says what becomes of them.

"""


class _Names:
    """Items that are there from the factory, by name: what defaults refer to."""

    def __init__(self) -> None:
        self._names = {(menu, item): texts["name"] for menu, item, texts in FACTORY}

    def find(self, menu: str, name: str) -> int | None:
        """The id of a factory item."""
        return next((item for (where, item), each in self._names.items() if (where, each) == (menu, name)), None)

    def name(self, menu: str, item: int) -> str | None:
        """The name of a factory item."""
        return self._names.get((menu, item))

    def names(self, menu: str) -> Iterable[str]:
        """The factory items of a menu."""
        return (name for (where, _), name in self._names.items() if where == menu)


def blank_path(menu: Menu) -> str:
    """``/ip dhcp-server network``."""
    return "/" + " ".join(menu.words)


def page_name(menu: Menu) -> str:
    """The file of a menu's page: ``ip-dhcp-server-network.md``."""
    return "-".join(menu.words) + ".md"


def _code(text: str) -> str:
    return f"`{text}`"


def _prose(text: str) -> str:
    """A docstring as one paragraph of Markdown."""
    return re.sub(r"``([^`]+)``", r"`\1`", " ".join(text.split()))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a table; bars within cells are escaped."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def type_of(prop: Prop) -> str:
    """What values a property takes, bounds and words included."""
    if prop.read_only and isinstance(prop.kind, NumberKind) and not prop.kind.words:
        return "number"
    return " ".join(prop.kind.hint().split())


def default_of(menu: Menu, prop: Prop) -> str:
    """What the property is when nothing is said of it."""
    if prop.read_only:
        return ""
    if prop.default is not None:
        return _code(prop.kind.show(prop.default, _Names()) or '""')
    if prop.key and menu.invent and not prop.required:
        return f"`{menu.invent}1`, `{menu.invent}2` ..."
    return "" if prop.required or menu.shape == "live" or menu.fixed else "unset"


def notes_on(prop: Prop) -> str:
    """What a reader must know besides type and default."""
    notes = {
        "read-only": prop.read_only,
        "taken from exports without effect": prop.told,
        "belongs to who sets it": prop.code,
        "required": prop.required,
        "names the item": prop.key,
        "unique": prop.unique,
        "write-only": prop.write_only,
        "kept as a hash": prop.sealed,
        "seen with policy `sensitive`": prop.secret and not prop.write_only,
        "on REST and in detail": prop.v7_only,
        "always exported": prop.apart,
        "not exported": not (prop.exported or prop.read_only),
    }
    also = [f"also `{alias}`" for alias in prop.aliases]
    return ", ".join([note for note, holds in notes.items() if holds] + also)


def arguments_of(command: Command) -> str:
    """Arguments in order, the unnamed ones first, then named ones and words without value."""
    first = [_code(name) for name in command.positional]
    named = [f"`{name}=`" for name in command.args if name not in command.positional]
    return " ".join([*first, *named, *map(_code, command.flags), *(["*properties*"] if command.takes_props else [])])


def page(menu: Menu) -> str:
    """A menu's page."""
    letters = ", ".join(f"`{flag.letter}` {flag.name}" for flag in menu.letters)
    lines = [f"# {blank_path(menu)}", "", _prose(menu.about), ""]
    facts = [("shape", SHAPES[menu.shape] + (", fixed: none is added or removed" if menu.fixed else ""))]
    facts += [("flags", letters)] if letters else []
    facts += [("REST", _code(f"/rest{menu.path}"))]
    facts += [("export", "not part of it" if menu.order is None or not menu.exported else "part of it")]
    facts += [("note", menu.running)] if menu.running else []
    lines += [*_table(("", ""), facts), ""]
    lines += ["## Properties", ""] if menu.props else []
    rows = ((_code(p.name), type_of(p), default_of(menu, p), notes_on(p), _prose(p.about)) for p in menu.props.values())
    lines += [*_table(("property", "type", "default", "notes", "about"), rows), ""] if menu.props else []
    lines += ["## Commands", ""]
    commands = ((_code(c.name), arguments_of(c), _code(c.policy), _prose(c.about)) for c in menu.commands.values())
    lines += [*_table(("command", "arguments", "policy", "about"), commands)]
    return "\n".join(lines) + "\n"


def index(menus: Iterable[Menu]) -> str:
    """The page that lists all others."""
    rows = (
        (f"[{blank_path(menu)}]({page_name(menu)})", SHAPES[menu.shape].partition(":")[0], _prose(menu.about))
        for menu in menus
    )
    return INTRODUCTION + "\n".join(_table(("menu", "shape", "what it is for"), rows)) + "\n"


def carried() -> str:
    """The page that lists the menus that are kept and not acted on."""
    source, declared = Carried(), {menu.path for menu in MENUS}
    menus = [source.menu(path) for path in source.catalog.paths if path not in declared]
    rows = [
        (_code("/" + " ".join(menu.words)), SHAPES[menu.shape].partition(":")[0], str(len(menu.props)))
        for menu in menus
        if menu is not None
    ]
    return CARRIED_INTRODUCTION + "\n".join(_table(("menu", "shape", "properties"), rows)) + "\n"


def pages() -> dict[str, str]:
    """File name to content of every page."""
    return {INDEX: index(MENUS), CARRIED: carried(), **{page_name(menu): page(menu) for menu in MENUS}}


def stale(folder: Path) -> list[str]:
    """Names of pages in a folder that are missing, are not what the tree says, or belong to no menu."""
    wanted = pages()
    there = {path.name: path.read_text() for path in folder.glob("*.md")} if folder.is_dir() else {}
    return sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))


def write(folder: Path) -> None:
    """Make the folder hold exactly the pages of the tree."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for name in stale(folder):
        if name in wanted:
            (folder / name).write_text(wanted[name])
        else:
            (folder / name).unlink()


def main(words: list[str] | None = None) -> int:
    """Write or check the pages; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m poolkeeper.tools.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a page is stale")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where the pages are (docs/reference)")
    options = parser.parse_args(words)
    if not options.check:
        write(options.folder)
        return 0
    names = stale(options.folder)
    for name in names:
        print(f"{options.folder / name} is stale", file=sys.stderr)
    if names:
        print("type: make docs", file=sys.stderr)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
