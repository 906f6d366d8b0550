"""The catalog's data of both versions: what RouterOS 6 had besides, what it had not yet, and that the two agree."""

from importlib import resources

import pytest

from poolkeeper.menus.catalog import CATALOG, CATALOG6, CATALOG7, Catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog()


def lines(name: str) -> list[tuple[str, list[str]]]:
    """(path, words) of each menu of a data file."""
    text = resources.files("poolkeeper.menus").joinpath(name).read_text("ascii")
    split = (line.partition("\t") for line in text.splitlines() if line.startswith("/"))
    return [(path, rest.split()) for path, _, rest in split]


def test_every_entry_can_be_read(catalog: Catalog) -> None:
    assert len(catalog.paths) > 700
    assert all(catalog.entry(path) is not None for path in catalog.paths)


def test_each_menu_stands_once_in_a_file() -> None:
    for name in (CATALOG6, CATALOG7):
        paths = [path for path, _ in lines(name)]
        assert sorted(set(paths)) == sorted(paths)


def test_what_7_has_is_not_said_to_be_of_6_alone(catalog: Catalog) -> None:
    known = {path for path, _ in lines(CATALOG)}
    for path, words in lines(CATALOG6):
        entry = catalog.entry(path)
        assert entry is not None
        assert entry.v6 == (path not in known and "+both" not in words), path
        bare = {word.rstrip("*") for word in words if word[0] != "+"}
        assert bare <= entry.props.keys()
        alone = {word for word in words if word[0] != "+" and word[-1] != "*" and "+both" not in words}
        assert {name for name, prop in entry.props.items() if prop.v6} == alone, path


def test_what_is_new_in_7_is_in_the_catalog(catalog: Catalog) -> None:
    for path, words in lines(CATALOG7):
        below = any(each.startswith(f"{path}/") for each in catalog.paths)
        entry = catalog.entry(path)
        assert entry is not None or below, path
        for word in words:
            assert entry is not None
            assert word[1:] in entry.commands if word[0] == "+" else not entry.props[word].v6, (path, word)


def test_a_menu_of_6_has_the_commands_it_had(catalog: Catalog) -> None:
    network, accounting, filters = (
        catalog.entry(path) for path in ("/routing/ospf/network", "/ip/accounting", "/routing/filter")
    )
    assert network is not None
    assert accounting is not None
    assert filters is not None
    assert network.added
    assert not network.single
    assert accounting.single
    assert not accounting.added
    assert filters.added
    assert not filters.v6
    assert "add" in filters.commands6
    assert "export" not in filters.commands6


def test_a_new_menu_is_new_all_the_way_down(catalog: Catalog) -> None:
    assert catalog.new_menu("/interface/wireguard/peers")
    assert not catalog.new_menu("/interface/bridge")
    assert {"used", "total", "available"} <= catalog.new_words("/ip/pool")
