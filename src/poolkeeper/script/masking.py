"""The text of a statement without the sensitive values in it, for reports and logs: ``mask``.

Told from the words alone, so that it holds for text that nobody could read as well. In doubt a value is masked. What
is sensitive is for ``tree.sensitive``; rows are masked there, not here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from poolkeeper.tree import MASK, SENSITIVE

from .commands import GLOBAL_NAMES
from .lexer import ESCAPES, GAP, at_comment, comment_end, string_end, value_end
from .quote import quote, units

TELLING = re.compile(
    r"passw|passphrase|secret|psk|shared-key|private-key|authentication-key|^pin$|-pin$|token|credential"
    r"|^eab-|activation-code|confirmation-code|http-header-field"
)
"""Names of properties and arguments that hold a secret wherever they stand."""
BEGINNINGS = ("password", "passphrase", "secret")
"""Names that are known by their first three letters."""
COMMANDS = frozenset(
    ("add", "comment", "disable", "edit", "enable", "export", "find", "get", "import", "move", "print", "remove",
     "reset", "set", "unset")
)  # fmt: skip
GIVING = frozenset(("a", "ad", "add", "s", "se", "set", "local", "global"))
"""Commands whose arguments may be given as name and value without ``=``."""
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
HEAD = re.compile(r"[ \t]*[/:]?[ \t]*([A-Za-z0-9][A-Za-z0-9_-]*)(?![A-Za-z0-9_.=-])")
OPERATOR = re.compile(GAP.pattern + r"(!=|<=|>=|=|~|<|>)")
COMPARED = re.compile(GAP.pattern + r"(?:!=|<=|>=|=|~|<|>)" + GAP.pattern + f"({NAME.pattern})")
PIECE = re.compile(r"\$?[^\s;\"()\[\]{}$\\]+")
PATH_END = re.compile(r"[ \t]*(?:[\r\n{;]|\Z)")
"""Where a path stands alone: what follows stands in its menu."""
LOGIN = re.compile(r"(://[^/\s:@\"]+:)[^/\s@\"]+(?=@)")
"""Name and password in an address."""
DEEPEST = 8
"""Scripts in strings in scripts that are looked into; what is deeper is masked as a whole."""

EVERY = frozenset(name for names in SENSITIVE.values() for name in names)


def mask(text: str, path: tuple[str, ...] = ()) -> str:
    """The statements with ``*****`` for every sensitive value. path: the menu they stand in, where it is known."""
    return LOGIN.sub(rf"\1{MASK}", _Masking(text, _names_of(path) if path else None, 0).done())


@dataclass
class _Where:
    """What is known at one depth of brackets. names: sensitive ones of the menu, None where the menu is not known.

    base: the same for the next statement. command: the last word of the statement's head; scripted: it is one of the
    language, not of a menu. unnamed: how many unnamed words may follow, None for any. asked: a sensitive property was
    named without a value, as by ``get``.
    """

    base: frozenset[str] | None
    names: frozenset[str] | None = None
    command: str = ""
    unnamed: int | None = None
    asked: bool = False
    scripted: bool = False


@dataclass
class _Masking:
    """One pass over a text, from left to right."""

    text: str
    names: frozenset[str] | None
    depth: int
    out: list[str] = field(default_factory=list)
    pos: int = 0

    def done(self) -> str:
        """The masked text."""
        self.stack = [_Where(self.names)]
        self._begin()
        while self.pos < len(self.text):
            self._step(self.text[self.pos])
        return "".join(self.out)

    # -- one piece of text -----------------------------------------------------------------------------------------

    def _step(self, letter: str) -> None:
        if letter == '"':
            self._string()
        elif at_comment(self.text, self.pos):
            self._inner(comment_end(self.text, self.pos), 1, lambda inner: f"#{inner}")
        elif letter in "([{":
            here = self.stack[-1]
            self.stack.append(_Where(here.base if here.names is None else here.names))
            self._take(1)
            self._begin()
        elif letter in ")]}":
            left = self.stack.pop() if len(self.stack) > 1 else self.stack[0]
            self._take(1)
            operator = OPERATOR.match(self.text, self.pos) if left.asked else None
            if operator:
                self._take(operator.end() - self.pos)
            if operator or (left.asked and self.stack[-1].command == "set"):  # :set ($a->"password") "..."
                self._value()
        elif letter in ";\r\n":
            self._take(1)
            self._begin()
        elif letter == "\\":
            self._take(max(len(GAP.match(self.text, self.pos)[0]), 2))  # type: ignore[index]
        elif letter in " \t":
            self._take(1)
        else:
            self._word()

    def _take(self, count: int) -> None:
        self.out.append(self.text[self.pos : self.pos + count])
        self.pos += count

    def _begin(self) -> None:
        """The head of a statement: the words of its path and its command."""
        here = self.stack[-1]
        here.names, here.command, here.unnamed, here.asked, here.scripted = here.base, "", None, False, False
        words: list[str] = []
        rooted = False
        while found := HEAD.match(self.text, self.pos):
            rooted = rooted or (not words and "/" in found[0])
            words.append(found[1].lower())
            here.scripted = ":" in found[0] or (words[0] in GLOBAL_NAMES and words[0] not in COMMANDS)
            self._take(len(found[0]))
            if here.scripted or words[-1] in COMMANDS or (rooted and _ends(words)):
                here.command = words.pop()
                break
        if rooted:
            here.names = _names_of(words)
            if here.command not in COMMANDS and PATH_END.match(self.text, self.pos):
                here.names = here.base = _names_of((*words, here.command) if here.command else words)
        if not here.scripted and (here.names or here.command == "password"):
            here.unnamed = _unnamed(here)

    def _word(self) -> None:
        """A name with what is given or compared to it, or a word that stands alone."""
        found = NAME.match(self.text, self.pos)
        name = found[0].lower() if found else ""
        operator = OPERATOR.match(self.text, found.end()) if found else None
        if found and operator:
            self._take(operator.end() - self.pos)
            if self._is_secret(name):
                self._value()
            elif self.text.startswith('"', self.pos):
                self._string(named=True)
            elif self.pos < len(self.text) and self.text[self.pos] not in "([{ \t\r\n\\;":
                self._take(max(value_end(self.text, self.pos) - self.pos, 1))
            return
        if found and self.stack[-1].command in GIVING and self._is_secret(name, alone=True):
            self._take(len(found[0]))
            self._value()
        else:
            self.stack[-1].asked |= bool(found) and self._is_secret(name, alone=True)
            self._alone()

    def _alone(self) -> None:
        """An unnamed word: masked where it can only be a value out of place."""
        here = self.stack[-1]
        if here.unnamed == 0 and self.text[self.pos] not in "!$":
            self._hide(max(value_end(self.text, self.pos), self.pos + 1))
            return
        if here.unnamed:
            here.unnamed -= 1
        found = PIECE.match(self.text, self.pos)
        self._take(len(found[0]) if found else 1)

    def _string(self, named: bool = False) -> None:
        end, here = string_end(self.text, self.pos), self.stack[-1]
        compared = COMPARED.match(self.text, end)
        key = NAME.fullmatch(self.text, self.pos + 1, end - 1)
        if key and self._is_secret(key[0].lower()) and not named:
            operator = OPERATOR.match(self.text, end)  # {"password"="..."}, ($a->"password")
            here.asked = not operator
            self._take((operator.end() if operator else end) - self.pos)
            if operator:
                self._value()
        elif (compared and self._is_secret(compared[1].lower())) or (here.unnamed == 0 and not named):
            self._hide(end)
        elif self.text.find('"', self.pos + 1) < 0:
            self._inner(end, 1, lambda inner: f'"{inner}')
        else:
            self._inner(end, 1, lambda inner: quoted if (quoted := quote(inner))[0] == '"' else f'"{quoted}"', closed=1)

    def _inner(self, end: int, skip: int, written: Callable[[str], str], closed: int = 0) -> None:
        """A string or comment, in which a script or a line of one may stand."""
        raw = self.text[self.pos : end]
        inner = raw[skip : len(raw) - closed]
        text = _content(inner) if closed else inner
        if self.depth >= DEEPEST:
            masked = MASK if any(TELLING.search(word) for word in NAME.findall(text.lower())) else text
        else:
            masked = _Masking(text, None, self.depth + 1).done()
        self.out.append(raw if masked == text else written(masked))
        self.pos = end

    # -- what is masked ----------------------------------------------------------------------------------------------

    def _value(self) -> None:
        """The value that follows, masked; blanks and broken lines before it stay."""
        gap = GAP.match(self.text, self.pos)
        start = gap.end() if gap else self.pos
        end = value_end(self.text, start)
        named = NAME.match(self.text, start)
        if end == start or (start > self.pos and named and self.text.startswith("=", named.end())):
            return  # nothing was given: the next argument, or the end
        self._take(start - self.pos)
        self._hide(end)

    def _hide(self, end: int) -> None:
        self.out.append('""' if self.text[self.pos : end] == '""' else MASK)
        self.pos = end

    def _is_secret(self, name: str, alone: bool = False) -> bool:
        """Whether a name, or what it may be short for, is sensitive here; alone: no ``=`` tells that it is a name."""
        here = self.stack[-1]
        if here.command == "password":  # whatever its arguments are called
            return True
        shortest = 1 if here.command in ("add", "set") and not here.scripted and not alone else 3
        if TELLING.search(name) or (len(name) >= shortest and any(each.startswith(name) for each in BEGINNINGS)):
            return True
        if here.scripted:
            return False
        # A whole word, or a short one, may well be a property of its own where the menu is not known.
        known, marks = (EVERY, "-.") if here.names is None else (here.names, ".")
        unknown = here.names is None
        short = not (alone and unknown) and (len(name) > 2 or not (alone or unknown))
        return any(each == name or (short and each.startswith(name) and each[len(name)] not in marks) for each in known)


def _ends(words: list[str]) -> bool:
    """Whether the last word of a rooted head is a command: none of the sensitive menus goes on with it."""
    return words == ["password"] or (bool(_names_of(words[:-1])) and len(words) > 1 and not _names_of(words))


def _unnamed(here: _Where) -> int | None:
    """Unnamed words that the statement may have and that are no value; None: any number."""
    if here.command == "password" or (here.command and "add".startswith(here.command)):
        return 0
    return 1 if here.command and "set".startswith(here.command) else None


def _names_of(path: Iterable[str]) -> frozenset[str]:
    """Sensitive properties of the menu, and of all menus below it, that these words may be short for."""
    words = tuple(path)
    found: set[str] = set()
    for menu, names in SENSITIVE.items():
        whole = menu.strip("/").split("/")
        if len(whole) >= len(words) and all(full.startswith(word) for full, word in zip(whole, words, strict=False)):
            found |= names
    return frozenset(found)


def _content(inner: str) -> str:
    """The inside of a string as it would be read; an escape that nobody knows stays."""
    return "".join(_unescaped(unit) for unit in units(inner))


def _unescaped(unit: str) -> str:
    if len(unit) == 3:
        return chr(int(unit[1:], 16))
    if len(unit) == 2:
        return "" if unit[1] in "\r\n" else ESCAPES.get(unit[1], unit)
    return unit
