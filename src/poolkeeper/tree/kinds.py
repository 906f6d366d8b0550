"""The kinds of value a property can have: parse, show, complete and schema in one place, so that they cannot disagree.

A kind turns text into a value and back. It knows nothing of menus by name; references are looked up through ``Look``.
Here: plain kinds. Network kinds (addresses, ranges, MAC) are in ``net_kinds``, references and lists in ``ref_kinds``.

Forms of a value: the *value* itself (bool, int, str, tuple ...), its *shown* text (console, export), its *wire* text
(REST and API, where yes/no is true/false) and its *kept* text (store: as shown, but references as ``*1F``).
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import Annotated, Any, ClassVar, Protocol

from .refusal import ambiguous, invalid, no_match, out_of_range


class Style(Enum):
    """Whose layout and texts are spoken: RouterOS 6.49's (the default) or 7's."""

    V6 = "v6"
    V7 = "v7"


class Look(Protocol):
    """How a reference finds its target; menus are named by path (``/ip/pool``)."""

    def find(self, menu: str, name: str) -> int | None:
        """The id of the item with this name, None if there is none."""

    def name(self, menu: str, item: int) -> str | None:
        """The present name of an item, None if it is gone."""

    def names(self, menu: str) -> Iterable[str]:
        """All names in the menu, in its order."""


class ForeignLook:
    """The names of a configuration that another router wrote: an id in it is none of ours."""

    def __init__(self, look: Look, ids: bool) -> None:
        self._look, self.ids = look, ids

    def find(self, menu: str, name: str) -> int | None:
        """The id of the item with this name."""
        return self._look.find(menu, name)

    def name(self, menu: str, item: int) -> str | None:
        """None: no id in the text means an item of ours."""
        return None

    def names(self, menu: str) -> Iterable[str]:
        """None: what a router writes is never abbreviated."""
        return ()

    def missing(self, menu: str, name: str) -> bool:
        """Whether a name that is not there stays as it is written: in part of a configuration the rest is elsewhere."""
        return False


class Kind:
    """One kind of value. Subclasses say how its text reads; the rest of the house asks here and nowhere else."""

    word: ClassVar[str] = "text"  # the kind's name in docs and help
    script: ClassVar[str] = "str"  # what :typeof says: str num bool time ip ip-prefix id array
    quoted: ClassVar[bool] = False  # free text: always quoted in print detail
    right: ClassVar[bool] = False  # right-aligned in tables
    verbatim: ClassVar[bool] = False  # any text is a value: what was written is kept
    width: int = 0  # least width of a column in tables (RouterOS v6 layout)
    flexible: bool = False  # shares the width left over

    def parse(self, text: str, prop: str, look: Look) -> Any:
        """The value of a text; raises Refusal in RouterOS's words with ``prop`` as the argument's name."""
        raise NotImplementedError

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        """The text people read and type."""
        return str(value)

    def written(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        """The text of an export."""
        return self.show(value, look, style)

    def wire(self, value: Any, look: Look) -> str:
        """The text REST and API carry."""
        return self.show(value, look)

    def keep(self, value: Any, look: Look) -> str:
        """The text the store keeps; ``recall`` reads it back."""
        return self.show(value, look)

    def recall(self, text: str, prop: str, look: Look) -> Any:
        """The value of a kept text; raises Refusal if it no longer parses."""
        return self.parse(text, prop, look)

    def cells(self, value: Any, look: Look, style: Style = Style.V6) -> list[str]:
        """The lines of a table cell: one, or one an element for a list."""
        return [self.show(value, look, style)]

    def typed(self, value: Any, look: Look, style: Style = Style.V6) -> Any:
        """The value as a script sees it: int, bool, str, µs for time, a list of these for an array."""
        return self.show(value, look, style) if self.script == "str" else value

    def complete(self, text: str, look: Look) -> list[str]:
        """Words that begin with ``text``, in their order; empty for open values."""
        return []

    def schema(self) -> dict[str, Any]:
        """JSON schema of the wire form plus ``x-routeros`` for what it cannot say."""
        return {"type": "string", "x-routeros": self.word}

    def hint(self) -> str:
        """What the help shows for a value of this kind."""
        return self.word


class TextKind(Kind):
    """Free text, any bytes (kept as latin-1 code points or real Unicode, unchanged)."""

    word = "string value"
    quoted = True
    flexible = True

    def __init__(self, longest: int | None = None) -> None:
        self.longest = longest

    def parse(self, text: str, prop: str, look: Look) -> Any:
        if self.longest is not None and len(text) > self.longest:
            raise invalid(prop)
        return text

    def hint(self) -> str:
        return self.word if self.longest is None else f"{self.word} of {self.longest} characters at most"


class NameKind(TextKind):
    """A name other menus may refer to: not empty."""

    def parse(self, text: str, prop: str, look: Look) -> Any:
        if not text:
            raise invalid(prop)
        return super().parse(text, prop, look)


class FlagKind(Kind):
    """yes or no; ``true`` and ``false`` are accepted everywhere and sent on REST and API."""

    word = "yes | no"
    script = "bool"

    def parse(self, text: str, prop: str, look: Look) -> bool:
        if text in ("yes", "true"):
            return True
        if text in ("no", "false"):
            return False
        if text and ("yes".startswith(text) or "true".startswith(text)):
            return True
        if text and ("no".startswith(text) or "false".startswith(text)):
            return False
        raise no_match(prop)

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return "yes" if value else "no"

    def wire(self, value: Any, look: Look) -> str:
        return "true" if value else "false"

    def complete(self, text: str, look: Look) -> list[str]:
        return [word for word in ("no", "yes") if word.startswith(text)]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": ["true", "false"]}


class EnumKind(Kind):
    """One of some words; a prefix that fits one word only stands for it."""

    word = "one of"

    def __init__(self, *words: str) -> None:
        self.words = words
        self.width = max(map(len, words))

    def parse(self, text: str, prop: str, look: Look) -> str:
        if text in self.words:
            return text
        fits = [word for word in self.words if text and word.startswith(text)]
        if not fits:
            raise no_match(prop)
        if len(fits) > 1:
            raise ambiguous(prop)
        return fits[0]

    def complete(self, text: str, look: Look) -> list[str]:
        return [word for word in self.words if word.startswith(text)]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}

    def hint(self) -> str:
        return " | ".join(self.words)


class NumberKind(Kind):
    """A whole number within bounds, decimal or 0x hex, or one of some words (``unlimited``)."""

    word = "number"
    script = "num"
    right = True
    width = 10

    def __init__(self, low: int = 0, high: int = 2**32 - 1, words: tuple[str, ...] = ()) -> None:
        self.low, self.high, self.words = low, high, words

    def parse(self, text: str, prop: str, look: Look) -> int | str:
        if text in self.words:
            return text
        if not re.fullmatch(r"-?[0-9]{1,20}|0[xX][0-9a-fA-F]{1,16}", text):
            raise invalid(prop)
        number = int(text, 16) if text[:2] in ("0x", "0X") else int(text)
        if not self.low <= number <= self.high:
            raise out_of_range(prop, self.low, self.high)
        return number

    def complete(self, text: str, look: Look) -> list[str]:
        return [word for word in self.words if word.startswith(text)]

    def hint(self) -> str:
        return " | ".join((f"{self.low}..{self.high}", *self.words))


_UNITS = {"w": 604_800_000_000, "d": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000}
_FINE = {"ms": 1000, "us": 1}
_PART = re.compile(r"(\d+)(ms|us|w|d|h|m|s)")
_CLOCK = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(\d+):(\d+)(?::(\d+)(?:\.(\d{1,6}))?)?")


def duration_us(text: str) -> int | None:
    """Microseconds of a RouterOS time: ``1d2h3m4s``, ``00:10:00``, ``1w2d03:00:00``, ``500ms``, plain seconds."""
    if text.isascii() and text.isdigit():
        return int(text) * 1_000_000
    clock = _CLOCK.fullmatch(text)
    if clock:
        week, day, hour, minute, second, part = clock.groups()
        whole = ((int(week or 0) * 7 + int(day or 0)) * 24 + int(hour)) * 3600 + int(minute) * 60 + int(second or 0)
        return whole * 1_000_000 + int((part or "0").ljust(6, "0"))
    parts = list(_PART.finditer(text))
    if not parts or "".join(part.group() for part in parts) != text:
        return None
    return sum(int(part[1]) * (_UNITS.get(part[2]) or _FINE[part[2]]) for part in parts)


def duration_text(us: int) -> str:
    """The way RouterOS prints a time: ``1w2d3h4m5s`` with zero parts left out, ``0s``, ``500ms``."""
    out = ["-"] if us < 0 else []
    us = abs(us)
    for unit, size in (*_UNITS.items(), *_FINE.items()):
        count, us = divmod(us, size)
        if count:
            out.append(f"{count}{unit}")
    return "".join(out) if out not in ([], ["-"]) else "0s"


LONGEST_S = 2**32 - 1


class DurationKind(Kind):
    """A time interval in microseconds, or one of some words (``none``, ``forever``)."""

    word = "time interval"
    script = "time"
    width = 10

    def __init__(self, low_s: int = 0, high_s: int = LONGEST_S, words: tuple[str, ...] = ()) -> None:
        self.low_s, self.high_s, self.words = low_s, high_s, words

    def parse(self, text: str, prop: str, look: Look) -> int | str:
        if text in self.words:
            return text
        us = duration_us(text) if len(text) < 40 else None
        if us is None:
            raise invalid(prop)
        if not self.low_s * 1_000_000 <= us <= self.high_s * 1_000_000:
            raise out_of_range(prop, duration_text(self.low_s * 1_000_000), duration_text(self.high_s * 1_000_000))
        return us

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return value if isinstance(value, str) else duration_text(value)

    def complete(self, text: str, look: Look) -> list[str]:
        return [word for word in self.words if word.startswith(text)]

    def hint(self) -> str:
        bounded = (self.low_s, self.high_s) != (0, LONGEST_S)
        ends = [duration_text(seconds * 1_000_000) for seconds in (self.low_s, self.high_s)]
        return " | ".join((f"{self.word} {'..'.join(ends)}" if bounded else self.word, *self.words))


Text = Annotated[str, TextKind()]
Name = Annotated[str, NameKind()]
Flag = Annotated[bool, FlagKind()]
Number = Annotated[int, NumberKind()]
Duration = Annotated[int, DurationKind()]
