"""What the catalog says of a menu is nothing that `poolkeeper check` finds fault with."""

from collections.abc import Iterator

import pytest

from poolkeeper.menus.catalog import Entry
from poolkeeper.tools.check.judge import judged
from poolkeeper.tools.check.known import Menus

ABOUT_WORDS = {
    "syntax", "unknown-command", "unknown-argument", "unknown-property", "wrong-value", "stray-word", "only-in-6",
    "only-in-7",
}  # fmt: skip


@pytest.fixture(scope="module")
def menus() -> Menus:
    return Menus()


def entries(menus: Menus) -> Iterator[tuple[str, str, Entry]]:
    """(path, a command that sets, entry) of every menu where anything can be set."""
    for path in menus.catalog.paths:
        entry = menus.catalog.entry(path)
        command = next((word for word in ("add", "set") if entry and word in entry.commands), None)
        if entry is not None and command is not None:
            yield path, command, entry


def line_of(path: str, command: str, entry: Entry, words: str) -> str:
    item = "" if command == "add" or entry.single else "0 "
    return f"{path} {command} {item}{words}\n"


def found(menus: Menus, text: str, target: int) -> set[str]:
    return {each.id for each in judged("line", text, menus, target).findings} & ABOUT_WORDS


def test_every_word_the_catalog_offers_for_a_property_is_taken(menus: Menus) -> None:
    tried = 0
    for path, command, entry in entries(menus):
        for prop in entry.props.values():
            target = 6 if entry.v6 or prop.v6 or command in entry.commands6 else 7
            for value in prop.values:
                word = value.strip('"')
                if word not in ("", ","):
                    tried += 1
                    line = line_of(path, command, entry, f'{prop.name}="{word}"')
                    assert found(menus, line, target) == set(), line
    assert tried > 8000


def test_every_property_is_known_and_a_slip_of_the_pen_is_told(menus: Menus) -> None:
    for path, command, entry in entries(menus):
        words = " ".join(f"!{name}" for name, prop in entry.props.items() if not prop.v6)
        target = 6 if entry.v6 or command in entry.commands6 else 7
        assert found(menus, line_of(path, command, entry, words), target) == set(), path
        if entry.props:
            line = line_of(path, command, entry, "qqzz=1")
            assert found(menus, line, target) == {"unknown-property"}, line


def test_a_menu_of_the_other_version_is_told(menus: Menus) -> None:
    for path, command, entry in entries(menus):
        line = line_of(path, command, entry, "")
        assert ("only-in-6" in found(menus, line, 7)) == (entry.v6 or command in entry.commands6), line
        new = menus.catalog.new_menu(path) or f"+{command}" in menus.catalog.new_words(path)
        assert ("only-in-7" in found(menus, line, 6)) == new, line
