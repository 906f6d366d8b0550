"""What the README shows is what happens: its console lines have these answers, its files and commands are there."""

import re
import subprocess
from pathlib import Path

from rig import POOLKEEPER

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PROMPT = "[admin@MikroTik] > "


def blocks() -> list[list[str]]:
    """The indented blocks, without their indentation."""
    found = re.findall(r"(?:^    .*\n|^\n)+", README, re.M)
    return [
        block.strip("\n").replace("\n    ", "\n").removeprefix("    ").splitlines() for block in found if block.strip()
    ]


def test_the_first_lines_of_a_console_are_answered_as_shown(serve):
    (session,) = [block for block in blocks() if block[0].startswith(PROMPT)]
    lines = [line.removeprefix(PROMPT) for line in session if line.startswith(PROMPT)]
    assert len(lines) == 5
    server = serve(defaults=True)
    shown = []
    for line in lines:
        said = server.console(line)
        shown += [PROMPT + line, *(said.out + said.err).splitlines()]
    assert [line.rstrip() for line in shown] == [line for line in session if line]


def test_it_opens_with_two_commands_that_the_makefile_has():
    first = blocks()[0]
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
    assert [re.match(r"make (\S+)", line)[1] for line in first if line] == ["run", "test"]
    assert {"run", "test"} <= set(targets)


def test_its_links_lead_somewhere():
    for name in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / name).exists(), name


def test_its_commands_exist():
    known = subprocess.run([POOLKEEPER, "--help"], capture_output=True, text=True).stdout
    for word in re.findall(r"bin/poolkeeper (\w+)", README):
        assert re.search(rf"^ +{word} ", known, re.M), word
