"""docs/reference says what the tree says: every menu and property has its line, and a stale page is noticed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from poolkeeper.menus import MENUS
from poolkeeper.tree import Menu
from rig import PATIENCE_S

PAGES = Path(__file__).parents[1] / "docs" / "reference"
PATHS = [menu.path for menu in MENUS]


def reference(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The generator, run as `make docs` and `make lint` run it."""
    return subprocess.run(
        [sys.executable, "-m", "poolkeeper.tools.reference", *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        cwd=PAGES.parents[1],
    )


def page_of(menu: Menu) -> str:
    """The text of a menu's page, found by its first line."""
    title = f"# /{' '.join(menu.words)}\n"
    (page,) = [text for text in (path.read_text() for path in PAGES.glob("*.md")) if text.startswith(title)]
    return page


def row_of(page: str, word: str) -> list[str]:
    """The cells of the table row that begins with a word."""
    (line,) = [line for line in page.splitlines() if line.startswith(f"| `{word}` |")]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


@pytest.mark.parametrize("menu", MENUS, ids=PATHS)
def test_every_menu_has_a_page_with_all_its_properties_and_commands(menu: Menu) -> None:
    page = page_of(menu)
    assert f"`/rest{menu.path}`" in page
    assert f"(/{' '.join(menu.words)})" not in page
    before, commands = page.split("## Commands")
    properties = before.partition("## Properties")[2]
    for name, prop in menu.props.items():
        _, kind, _, notes, about = row_of(properties, name)
        assert kind
        assert about
        assert ("read-only" in notes) == prop.read_only
        assert ("required" in notes) == prop.required
    for name, command in menu.commands.items():
        _, _, policy, about = row_of(commands, name)
        assert policy == f"`{command.policy}`"
        assert about
    for letter in menu.letters:
        assert f"`{letter.letter}` {letter.name}" in page


@pytest.mark.parametrize("menu", MENUS, ids=PATHS)
def test_nothing_in_the_tree_is_left_unsaid(menu: Menu) -> None:
    assert menu.about
    assert [prop.name for prop in menu.props.values() if not prop.about] == []
    assert [command.name for command in menu.commands.values() if not command.about] == []


def test_bounds_words_and_defaults_are_told() -> None:
    pages = {menu.path: page_of(menu) for menu in MENUS}
    assert row_of(pages["/ip/pool"], "ranges")[3] == "required"
    assert row_of(pages["/ip/dhcp-server"], "authoritative")[1] == r"yes \| no \| after-2sec-delay \| after-10sec-delay"
    assert row_of(pages["/ip/dhcp-server"], "lease-time")[2] == "`10m`"
    assert row_of(pages["/ip/service"], "port")[1] == "1..65535"
    assert row_of(pages["/user"], "password")[3] == "write-only, kept as a hash, not exported"
    assert row_of(pages["/interface/pptp-server/server"], "default-profile")[2] == "`default-encryption`"


def test_the_index_leads_to_every_page_and_there_is_no_other() -> None:
    linked = set(re.findall(r"\(([a-z-]+\.md)\)", (PAGES / "README.md").read_text()))
    assert {path.name for path in PAGES.iterdir()} == {"README.md", *linked}
    assert len(linked) == len(MENUS) + 1  # and the page of those that are carried


def test_check_is_content_with_fresh_pages_and_names_stale_ones(tmp_path: Path) -> None:
    assert reference("--check").returncode == 0
    copy = tmp_path / "reference"
    shutil.copytree(PAGES, copy)
    assert reference("--check", copy).returncode == 0
    (copy / "ip-pool.md").write_text((copy / "ip-pool.md").read_text().replace("next-pool", "previous-pool"))
    (copy / "log.md").unlink()
    (copy / "gone.md").write_text("# /gone\n")
    done = reference("--check", copy)
    assert done.returncode == 1
    for name in ("ip-pool.md", "log.md", "gone.md"):
        assert name in done.stderr
    assert "ip-address.md" not in done.stderr
    assert done.stderr.splitlines()[-1] == "type: make docs"
    assert reference(copy).returncode == 0
    assert reference("--check", copy).returncode == 0
    assert {path.name: path.read_text() for path in copy.iterdir()} == {
        path.name: path.read_text() for path in PAGES.iterdir()
    }
