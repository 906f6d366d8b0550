"""Whole console sessions as text: prompt, typed line, answer, as an operator sees them.

A file in transcripts/ is its own input: what stands behind a prompt is typed into a real `poolkeeper console`, and the
session that this gives must be the file. For a new session write the prompts and lines alone, run `make transcripts`,
and read what came of it as a user would. Sessions speak of nothing that changes by itself: no times, no versions.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from poolkeeper.menus import MENUS, ROOT
from poolkeeper.script.lexer import narrow
from poolkeeper.script.parser import pending
from poolkeeper.tree import Tree, fits
from rig import POOLKEEPER, Server

TRANSCRIPTS = Path(__file__).parent / "transcripts"
NAMES = sorted(path.stem for path in TRANSCRIPTS.glob("*.txt"))
PROMPT = re.compile(r"\[\w+@[^]]*\] (?:/[a-z0-9 /-]*)?> ?")
NEXT_LINE = re.compile(r"[{(\[\"\\]+\.\.\. ?")
EXPORTED_WHEN = re.compile(r"^# \S+ \S+ by RouterOS", re.MULTILINE)
END = "\x1e"
TREE = Tree(MENUS, ROOT)
IN_A_BOX = {"first-steps": True, "export": False}
"""Sessions of a server alone with one interface -> whether it has the factory configuration; all others begin empty."""


def inputs(text: str) -> Iterator[str]:
    """What was typed in a transcript; an input may have several lines."""
    lines: list[str] = []
    for line in text.splitlines():
        prompt, more = PROMPT.match(line), NEXT_LINE.match(line)
        if prompt:
            if lines:
                yield "\n".join(lines)
            lines = [line[prompt.end() :]]
        elif more and pending(narrow("\n".join(lines) + "\n")):
            lines.append(line[more.end() :])
    if lines:
        yield "\n".join(lines)


def menu_after(line: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """The menu that the prompt shows once a line has run: it moves where the line is nothing but a path."""
    node = TREE.node(() if line.startswith("/") else path)
    for word in line.replace("/", " ").split():
        assert node is not None
        if word == "..":
            node = TREE.node(node.path[:-1])
            continue
        found = fits(word, node.words())
        if len(found) != 1 or found[0] not in node.children:
            return path
        node = node.children[found[0]]
    return path if node is None or not line.strip() else node.path


class Typist:
    """Types into `poolkeeper console` and writes down what a terminal would show."""

    def __init__(self, server: Server) -> None:
        self._process = subprocess.Popen(
            [POOLKEEPER, "console", "--data", server.data],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._path: tuple[str, ...] = ()
        self._ask("")

    def _ask(self, text: str) -> str:
        """The answer to a text; the mark behind it is a command of its own, which tells what the prompt needs."""
        assert pending(narrow(text)) is None, f"the console would wait for more of {text!r}"
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        tell = '[/system identity get name] . "\\1E" . [/system console get style]'
        self._process.stdin.write(f'{text}\n:put ("\\1E" . {tell} . "\\1E")\n')
        self._process.stdin.flush()
        answer = ""
        while answer.count(END) < 3:
            line = self._process.stdout.readline()
            assert line, f"the console ended in the middle of {text!r}:\n{answer}"
            answer += line
        said, self._identity, style, _ = answer.split(END)
        self._between = " " if style == "v6" else "/"
        return said

    def type(self, text: str) -> str:
        """An input as the transcript has it: prompts, lines, answer."""
        prompt = f"[admin@{self._identity}] {'/' + self._between.join(self._path) if self._path else ''}> "
        first, *more = text.split("\n")
        shown = [prompt + first]
        for number, line in enumerate(more, 1):
            shown.append(f"{pending(narrow(chr(10).join([first, *more][:number]) + chr(10)))}... {line}")
        said = self._ask(text)
        self._path = menu_after(text, self._path)
        return "\n".join(line.rstrip() if line == shown[0] and not first else line for line in shown) + "\n" + said

    def leave(self) -> None:
        """Close standard input and wait for the end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@pytest.mark.parametrize("name", NAMES)
def test_a_session_reads_as_its_transcript(name, golden, serve, request):
    options = {}
    if name in IN_A_BOX:
        namespaces = request.getfixturevalue("namespaces")
        box, lan = namespaces.add("box"), namespaces.add("lan")
        namespaces.link(box, "ether1", lan, "eth0")
        namespaces.address(box, "ether1", "192.168.88.1/24")
        options = {"netns": box, "defaults": IN_A_BOX[name]}
    typist = Typist(serve(**options))
    file = f"{name}.txt"
    typed = list(inputs((TRANSCRIPTS / file).read_text()))
    assert typed
    text = "".join(map(typist.type, typed))
    typist.leave()
    golden(file, EXPORTED_WHEN.sub("# (date) (time) by RouterOS", text))


def test_a_transcript_is_read_as_it_was_typed():
    text = "[admin@MikroTik] /ip pool> :if (true) do={\n{... :put 1\n{... }\n1\n{... no\n[a@b c] > x\n"
    assert list(inputs(text)) == [":if (true) do={\n:put 1\n}", "x"]
    assert menu_after("/ip/pool", ()) == ("ip", "pool")
    assert menu_after("ip po", ()) == ("ip", "pool")
    assert menu_after(".. dhcp-server", ("ip", "pool")) == ("ip", "dhcp-server")
    assert menu_after("/", ("ip", "pool")) == ()
    for line in ("print", "/ip pool print", "", ":put 1"):
        assert menu_after(line, ("ip", "pool")) == ("ip", "pool")
