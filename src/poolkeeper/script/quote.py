"""How a text is written: for the console to read back (``quote``), or for a terminal (``shown``, ``terse``, ``plain``).

Here: characters and escapes only. Which values are quoted, and where lines break, is for ``layout`` and ``export``.
Source: RouterOS manual, Scripting (constant escape sequences) and what routers write in exports.
"""

import re

from poolkeeper.tree import Style

from .lexer import narrow

BARE = re.compile(r"[A-Za-z0-9+@:/.,_!*%-]+")
NEEDS_QUOTES = re.compile(r"[\s\"'\\$;=()\[\]{}`]")
UNIT = re.compile(r"\\(?:[0-9A-F]{2}|.)|.", re.DOTALL)
_NAMED = {'"': '\\"', "\\": "\\\\", "$": "\\$", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _octets(char: str) -> str:
    return "".join(f"\\{ord(byte):02X}" for byte in narrow(char))


def _escape(char: str, style: Style) -> str:
    if char in _NAMED:
        return _NAMED[char]
    if char == "?" and style is Style.V6:
        return "\\?"
    return char if " " <= char <= "~" else _octets(char)


def quote(text: str, style: Style = Style.V6) -> str:
    """The value as an export writes it: ASCII, bare where the console reads it back bare, else in double quotes.

    Other characters than ASCII become the bytes of their UTF-8 form (``\\C3\\A9``), so the file survives any charset.
    """
    if BARE.fullmatch(text):
        return text
    return '"' + "".join(_escape(char, style) for char in text) + '"'


def units(quoted: str) -> list[str]:
    """The inside of a quoted text in pieces that no line break may split: characters and whole escapes."""
    return UNIT.findall(quoted)


def plain(text: str) -> str:
    """The text without any character that could move a terminal's cursor: those become escapes, all else stays."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _NAMED.get(char) or _octets(char) for char in text)


def shown(text: str) -> str:
    """The text in double quotes as print detail shows it: escapes as in an export, but letters stay readable."""
    return '"' + "".join(_NAMED.get(char) or plain(char) for char in text) + '"'


def terse(text: str, style: Style = Style.V6) -> str:
    """The text as print terse shows it: in quotes only where a reader needs them; v7 writes nothing for empty text."""
    if not text:
        return '""' if style is Style.V6 else ""
    return shown(text) if NEEDS_QUOTES.search(text) else plain(text)
