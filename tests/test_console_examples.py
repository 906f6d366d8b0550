"""docs/console.md is true: its commands run in their order and print what the page says, its sessions took place."""

import os
import re
import subprocess
from pathlib import Path

from rig import PATIENCE_S, POOLKEEPER

PAGE = Path(__file__).parents[1] / "docs" / "console.md"
TRANSCRIPTS = Path(__file__).parent / "transcripts"
MARK = "-- next --"


def blocks(language: str) -> list[str]:
    """The fenced blocks of the page in a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)


def bare(text: str) -> str:
    """Without the blanks that routers print at line ends and pages had better not have."""
    return "\n".join(line.rstrip() for line in text.split("\n"))


def test_the_commands_print_what_the_page_says(serve, tmp_path):
    server = serve()
    script, expected = [], []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, told = part.partition("\n")
            while told.startswith("> "):  # further lines of the command, as a shell asks for them
                line, _, told = told.partition("\n")
                command += "\n" + line.removeprefix("> ")
            script += [f"echo '{MARK}'", command]
            expected.append((command, told))
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PATH": f"{POOLKEEPER.parent}:{os.environ['PATH']}", "DIR": str(server.data)},
        cwd=tmp_path,
        timeout=PATIENCE_S,
    )
    told = done.stdout.split(f"{MARK}\n")[1:]
    assert len(told) == len(expected) > 8
    for (command, page), ours in zip(expected, told, strict=True):
        assert bare(ours) == bare(page), f"$ {command}\n{ours}"


def test_the_sessions_are_pieces_of_golden_ones():
    golden = [bare(path.read_text()) for path in TRANSCRIPTS.rglob("*.txt")]
    shown = blocks("text")
    assert len(shown) >= 2
    for block in shown:
        assert any(bare(block) in session for session in golden), block
