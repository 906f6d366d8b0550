"""Who may import whom: the house's load-bearing walls (ARCHITECTURE.md has the same table in words)."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
MODULES = sorted(SOURCE.glob("poolkeeper/**/*.py"))
NAMES = [str(path.relative_to(SOURCE / "poolkeeper")) for path in MODULES]

MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "wire": set(),
    "tree": {"domain"},
    "store": {"domain"},
    "menus": {"tree", "domain"},
    "script": {"tree"},
    "engine": {"domain", "tree", "store.base"},
    "servers": {"engine", "domain", "wire"},
    "doors": {"tree", "script", "wire"},
    "services": {"engine", "domain", "tree", "script", "wire"},
    "tools": {"wire", "tree", "script", "menus"},
    "__init__": set(),
}
JOINS_ALL = (
    "app",
    "alertscripts",
    "around",
    "leasescripts",
    "scripting",
    "providers",
    "serve",
    "start",
    "firststart",
    "offline",
    "lab",
    "__main__",
)
for _name in JOINS_ALL:
    MAY_IMPORT[_name] = {*MAY_IMPORT, *JOINS_ALL}
ONLY_IN = {  # a library, or a module of Python's own, and the one package that may use it
    "pyroaring": "domain",
    "sqlite3": "store",
    "pyroute2": "servers",
    "starlette": "doors",
    "uvicorn": "doors",
    "prompt_toolkit": "doors",
}


def imports(path: Path) -> Iterator[str]:
    """Full dotted names imported anywhere in a file; ``from .base import Store`` is poolkeeper.store.base.Store."""
    here = path.relative_to(SOURCE).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*here[: len(here) - node.level]] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)


def home(path: Path) -> str:
    """The package a file lives in, or its own name at the top level."""
    return path.relative_to(SOURCE / "poolkeeper").with_suffix("").parts[0]


def is_ours(name: str) -> bool:
    """Whether ``poolkeeper.x`` names a package or module; ``from poolkeeper import __version__`` does not."""
    place = SOURCE / "poolkeeper" / name.split(".")[1] if name.startswith("poolkeeper.") else None
    return place is not None and (place.is_dir() or place.with_suffix(".py").exists())


def strangers(path: Path) -> list[str]:
    """Imports of the project's own packages that the table does not permit."""
    permitted = MAY_IMPORT[home(path)] | {home(path)}
    ours = [name.removeprefix("poolkeeper.") for name in imports(path) if is_ours(name)]
    return [name for name in ours if not any(f"{name}.".startswith(f"{door}.") for door in permitted)]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_package_imports_only_what_the_table_permits(path: Path) -> None:
    assert home(path) in MAY_IMPORT, "a new package or top-level module needs its line in the table"
    assert strangers(path) == []


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_library_is_imported_only_in_its_place(path: Path) -> None:
    tops = {name.split(".")[0] for name in imports(path)} - {"poolkeeper"}
    assert {top for top in tops if ONLY_IN.get(top, home(path)) != home(path)} == set()
    foreign = tops - set(sys.stdlib_module_names)
    if home(path) in ("domain", "wire"):
        assert foreign <= {"pyroaring"}
    required = {line.split(">")[0].split("[")[0].lower() for line in dependencies()}
    assert {top for top in foreign if not {d.lower() for d in distributions(top)} & required} == set()


def dependencies() -> list[str]:
    """Requirement lines of pyproject.toml that every installation has, and those of the optional event loop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["uvloop"]]


def distributions(top: str) -> list[str]:
    """Distributions that provide an importable top-level name; the name itself where none is installed."""
    return packages_distributions().get(top, [top])


def test_netlink_lives_in_one_file() -> None:
    users = [path.name for path in MODULES if any(name.split(".")[0] == "pyroute2" for name in imports(path))]
    assert len(users) <= 1, users


def test_the_table_refuses_what_it_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way of writing an import is seen; a checker that sees nothing would pass everything."""
    package = tmp_path / "poolkeeper"
    for name in ("domain", "engine", "store"):
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").touch()
    monkeypatch.setattr(sys.modules[__name__], "SOURCE", tmp_path)
    wrong = package / "domain" / "wrong.py"
    for text in (
        "import poolkeeper.engine.core",
        "from poolkeeper import engine",
        "from poolkeeper.engine import core",
        "from ..engine import core",
        "from .. import engine",
        "def f():\n    from ..engine.core import Core",
    ):
        wrong.write_text(text)
        assert strangers(wrong), text
    engine = package / "engine" / "core.py"
    engine.write_text("from ..store.base import Store\nfrom poolkeeper.store import base\nfrom . import apply")
    assert strangers(engine) == []
    engine.write_text("from ..store import sqlite")
    assert strangers(engine) == ["store.sqlite"]
