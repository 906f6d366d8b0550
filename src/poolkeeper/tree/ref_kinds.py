"""Kinds made of others: references to items of another menu, lists, and one-of-two kinds."""

import re
from typing import Annotated, Any

from .kinds import ForeignLook, Kind, Look, NameKind, Style, TextKind
from .refusal import Refusal, ambiguous, no_match

ID = re.compile(r"\*[0-9A-Fa-f]{1,16}")


def id_text(item: int) -> str:
    """``*1F``: the way an item id is written (RouterOS manual, Console: internal numbers)."""
    return f"*{item:X}"


def id_number(text: str) -> int | None:
    """The number of ``*1F``, None for any other text."""
    return int(text[1:], 16) if ID.fullmatch(text) else None


class RefKind(Kind):
    """An item of another menu, held by id, so that it survives a rename; a removed target shows as ``*1F``.

    words: texts that are no reference but a value of their own (``none``, ``all``, ``static-only``). A dangling ``*1F``
    of another router's configuration is such a text too, and a name that part of one speaks of without saying what it
    is; the store keeps them as ``!*1F``, ``!name``.
    """

    word = "reference"
    flexible = True

    def __init__(self, menu: str, words: tuple[str, ...] = (), unset: tuple[str, ...] = ()) -> None:
        self.menu, self.words, self.unset = menu, words, unset

    def parse(self, text: str, prop: str, look: Look) -> int | str | None:
        if text in self.unset:
            return None
        if text in self.words:
            return text
        item = look.find(self.menu, text)
        if item is not None:
            return item
        item = id_number(text)
        if item is not None and look.name(self.menu, item) is not None:
            return item
        if isinstance(look, ForeignLook) and look.ids and (item is not None or look.missing(self.menu, text)):
            return text
        return self._abbreviated(text, prop, look)

    def _abbreviated(self, text: str, prop: str, look: Look) -> int | str:
        words = (*self.words, *look.names(self.menu))
        fits = [word for word in words if word.startswith(text)]
        if text and len(fits) == 1:
            return fits[0] if fits[0] in self.words else look.find(self.menu, fits[0]) or 0
        raise ambiguous(prop) if len(fits) > 1 else no_match(prop)

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        if isinstance(value, str):
            return value
        return look.name(self.menu, value) or id_text(value)

    def keep(self, value: Any, look: Look) -> str:
        if isinstance(value, str):
            return value if value in self.words else f"!{value}"
        return id_text(value)

    def recall(self, text: str, prop: str, look: Look) -> int | str | None:
        if text.startswith("!"):
            return text[1:]
        item = id_number(text)
        return self.parse(text, prop, look) if item is None else item

    def complete(self, text: str, look: Look) -> list[str]:
        return [word for word in (*look.names(self.menu), *self.words, *self.unset) if word.startswith(text)]

    def hint(self) -> str:
        return " | ".join((f"item of {self.menu}", *self.words, *self.unset))


class ListKind(Kind):
    """Comma-separated values of one kind; empty text is the empty list."""

    script = "array"

    def __init__(self, of: Kind, flexible: bool | None = None) -> None:
        self.of = of
        self.width = of.width
        self.flexible = of.flexible if flexible is None else flexible
        self.word = f"list of {of.word}"  # type: ignore[misc]

    def parse(self, text: str, prop: str, look: Look) -> tuple[Any, ...]:
        return tuple(self.of.parse(part.strip(), prop, look) for part in re.split("[,;]", text)) if text else ()

    def recall(self, text: str, prop: str, look: Look) -> tuple[Any, ...]:
        return tuple(self.of.recall(part, prop, look) for part in text.split(",")) if text else ()

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return ",".join(self.of.show(part, look, style) for part in value)

    def keep(self, value: Any, look: Look) -> str:
        return ",".join(self.of.keep(part, look) for part in value)

    def cells(self, value: Any, look: Look, style: Style = Style.V6) -> list[str]:
        return [self.of.show(part, look, style) for part in value] or [""]

    def typed(self, value: Any, look: Look, style: Style = Style.V6) -> Any:
        return [self.of.typed(part, look, style) for part in value]

    def complete(self, text: str, look: Look) -> list[str]:
        head, comma, last = text.rpartition(",")
        return [head + comma + word for word in self.of.complete(last, look)]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "x-routeros": self.word, "x-element": self.of.schema()}

    def hint(self) -> str:
        return f"{self.of.hint()}, comma separated"


class EitherKind(Kind):
    """The first kind that accepts the text. The value is (0, first kind's value) or (1, second kind's value)."""

    def __init__(self, first: Kind, second: Kind) -> None:
        self.first, self.second = first, second
        self.word = f"{first.word} or {second.word}"  # type: ignore[misc]
        self.width = max(first.width, second.width)
        self.flexible = first.flexible or second.flexible

    def parse(self, text: str, prop: str, look: Look) -> Any:
        try:
            return 0, self.first.parse(text, prop, look)
        except Refusal:
            return 1, self.second.parse(text, prop, look)

    def recall(self, text: str, prop: str, look: Look) -> tuple[int, Any]:
        try:
            return 0, self.first.recall(text, prop, look)
        except Refusal:
            return 1, self.second.recall(text, prop, look)

    def _of(self, value: Any) -> Kind:
        return self.second if value[0] else self.first

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return self._of(value).show(value[1], look, style)

    def keep(self, value: Any, look: Look) -> str:
        return self._of(value).keep(value[1], look)

    def complete(self, text: str, look: Look) -> list[str]:
        return self.first.complete(text, look) + self.second.complete(text, look)

    def hint(self) -> str:
        return f"{self.first.hint()} | {self.second.hint()}"


Texts = Annotated[tuple[str, ...], ListKind(TextKind())]
Names = Annotated[tuple[str, ...], ListKind(NameKind())]
