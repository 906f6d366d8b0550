"""House rules that a program can check: size, docstrings, names, and nothing unfinished or bound to one machine."""

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 500
LONG_FOR_A_REASON: dict[str, str] = {
    "src/poolkeeper/wire/dhcp4.py": "the quick and the clear form of one thing are read and changed side by side",
    "tests/test_dhcp_packets.py": "one table of messages and their bytes serves reader and writer",
}
"""File over LONGEST lines -> why it is better whole."""

VAGUE = {"util", "utils", "helper", "helpers", "manager", "data", "info", "misc", "common"}
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
ONE_MACHINE = re.compile(r"(?<![\w.])/wo" + r"rk/|\.\./sha" + r"red|(?<![\w.])/roo" + r"t/\w")


def tracked() -> list[Path]:
    """Every file that is in git, or would be after `git add`; in an unpacked archive every file outside .venv."""
    git = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT)]
    listed = subprocess.run([*git, "ls-files", "-z", "-co", "--exclude-standard"], capture_output=True, text=True)
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not {".venv", "__pycache__"} & set(path.parts)]
    return [path for path in found if path.is_file()]


def texts() -> dict[str, str]:
    """Name relative to the checkout -> content, of every tracked text file."""
    read = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            read[str(path.relative_to(ROOT))] = content.decode()
    return read


def python() -> dict[str, str]:
    """The Python files among them."""
    return {name: text for name, text in texts().items() if name.endswith(".py")}


def test_the_checks_see_the_project() -> None:
    assert {"Makefile", "pyproject.toml", "src/poolkeeper/__init__.py", "tests/test_house_rules.py"} <= set(texts())


def test_a_long_file_has_a_reason() -> None:
    long = {name for name, text in python().items() if len(text.splitlines()) > LONGEST}
    assert long - set(LONG_FOR_A_REASON) == set(), "split it by capability, or give the reason in this file"
    assert set(LONG_FOR_A_REASON) - long == set(), "not long any more: its reason can go"


def test_every_module_says_what_belongs_there() -> None:
    assert [name for name, text in python().items() if not ast.get_docstring(ast.parse(text))] == []


def test_no_name_says_nothing() -> None:
    assert [name for name in python() if Path(name).stem in VAGUE or Path(name).parent.name in VAGUE] == []


def test_nothing_is_marked_unfinished() -> None:
    assert [name for name, text in texts().items() if UNFINISHED.search(text)] == []


def test_no_path_of_one_machine() -> None:
    assert [name for name, text in texts().items() if ONE_MACHINE.search(text)] == []


def test_no_bare_except() -> None:
    handlers = [
        f"{name}:{node.lineno}"
        for name, text in python().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert handlers == []
