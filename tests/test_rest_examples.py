"""docs/rest.md is true: its examples run in their order and print what the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from rig import PATIENCE_S

PAGE = Path(__file__).parents[1] / "docs" / "rest.md"
PORT = "8443"
MARK = "-- next --"


class Block(NamedTuple):
    """A fenced block of the page: its language and its lines."""

    language: str
    text: str


def blocks():
    """The fenced blocks of the page, in order."""
    found = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    return [Block(*each) for each in found]


def examples(text):
    """(command, what it prints) of a console block."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, told = part.partition("\n")
        yield command, told


def fits(told, expected):
    """Whether a command told what the page says, ``...`` standing for anything."""
    return re.fullmatch(".*".join(map(re.escape, expected.split("..."))), told, re.DOTALL) is not None


@pytest.fixture
def environment(serve):
    """What the page's reader has: DIR and PASSWORD; and the port of this server in place of the page's."""
    for program in ("curl", "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"this machine lacks the program {program} (Debian package {program})")
    server = serve()
    port = str(server.ports["www-ssl"])
    env = {"PATH": os.environ["PATH"], "DIR": str(server.data), "PASSWORD": server.password}
    return env, lambda text: text.replace(PORT, port)


def test_the_examples_in_the_shell_print_what_the_page_says(environment):
    env, here = environment
    script, expected = ["shopt -s expand_aliases"], []
    for block in blocks():
        if block.language == "sh":
            script.append(block.text)
        elif block.language == "console":
            for command, told in examples(block.text):
                script += [f"echo '{MARK}'", command]
                expected.append((command, told))
    done = subprocess.run(
        ["bash", "-c", here("\n".join(script))], capture_output=True, text=True, env=env, timeout=PATIENCE_S
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout.split(f"{MARK}\n")[1:]
    assert len(told) == len(expected) > 25
    for (command, page), ours in zip(expected, told, strict=True):
        assert fits(ours.rstrip("\n"), here(page).rstrip("\n")), f"$ {command}\n{ours}"


def test_the_example_in_python_prints_what_the_page_says(environment, tmp_path):
    env, here = environment
    all_blocks = blocks()
    (place,) = (place for place, block in enumerate(all_blocks) if block.language == "python")
    program, page = all_blocks[place : place + 2]
    assert page.language == "text"
    (tmp_path / "example.py").write_text(here(program.text))
    done = subprocess.run(
        [sys.executable, tmp_path / "example.py"], capture_output=True, text=True, env=env, timeout=PATIENCE_S
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", page.text)
