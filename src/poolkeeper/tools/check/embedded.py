"""Scripts that stand in properties: their text with where each of its characters stands in the file."""

import re

from poolkeeper.script import lexer
from poolkeeper.script.lexer import Lines
from poolkeeper.script.syntax import ScriptError, Text

CODE = frozenset(
    {"source", "script", "on-event", "on-up", "on-down", "on-alert", "on-login", "on-logout", "lease-script",
     "up-script", "down-script", "test-script", "on-master", "on-backup", "on-fail", "on-change", "on-error",
     "binding-script"}
)  # fmt: skip
"""Properties whose value is code or a script's name."""

PLAIN_CODE = frozenset({"source", "on-event"})
"""Of these, the ones to which the system hands no variables."""

_NAME = re.compile(r"[A-Za-z0-9_. -]+")


def is_name(text: str) -> bool:
    """Whether a text is a script's name and no code."""
    return _NAME.fullmatch(text) is not None and len(text.split()) == 1


def unfolded(source: str, node: Text) -> tuple[str, tuple[int, ...]] | None:
    """The text of a string literal with the offset of each character in ``source``; None where it is no literal."""
    start = node.at.start
    if source[start : start + 1] != '"':
        return None
    lines, letters, places, pos = Lines(""), [], [], start + 1
    while source[pos : pos + 1] not in ('"', ""):
        shown, end = source[pos], pos + 1
        if shown == "\\":
            try:
                shown, end = lexer.unescape(source, pos, lines)
            except ScriptError:
                return None
        if shown:
            letters.append(shown)
            places.append(pos)
        pos = end
    text = "".join(letters)
    return (text, (*places, pos)) if text == node.text else None
