"""/system/console: how the console speaks, and how much a script may use; an extension of ours."""

import re
from typing import Annotated, Any

from poolkeeper.tree import DurationKind, EnumKind, Look, NumberKind, Style, menu, prop
from poolkeeper.tree.refusal import invalid, out_of_range

from .kinds import SizeKind

STYLES = tuple(style.value for style in Style)
_MIB = 1 << 20
_HOUR = 3_600_000_000
_UNITS = (("GiB", 1 << 30), ("MiB", _MIB), ("KiB", 1 << 10))
_SIZE = re.compile(r"(\d{1,18})([KMG])?(?:iB)?")


class MemoryKind(SizeKind):
    """Bytes, typed and shown with the largest unit that leaves a whole number: ``64MiB``, ``64M``, ``67108864``."""

    word = "size in bytes, KiB, MiB or GiB"
    width = 10

    def __init__(self, low: int) -> None:
        super().__init__()
        self.low = low

    def parse(self, text: str, prop: str, look: Look) -> int:
        found = _SIZE.fullmatch(text)
        if found is None:
            raise invalid(prop)
        size = next((size for unit, size in _UNITS if unit[0] == found[2]), 1) * int(found[1])
        if not self.low <= size <= self.high:
            raise out_of_range(prop, self.show(self.low, look), self.show(self.high, look))
        return size

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return next((f"{value // size}{unit}" for unit, size in _UNITS if value % size == 0 and value), str(value))

    def hint(self) -> str:
        return self.word


@menu("/system/console", shape="single", noun="console settings", beside="/system/console/line")
class Console:
    """How the console speaks, and how much a script may use; an extension of ours."""

    style: Annotated[str, EnumKind(*STYLES)] = prop(
        default="v6", always=True, about="whose layouts and dates: RouterOS 6.49's or 7's; a user may have another"
    )
    dialect: Annotated[str, EnumKind("lenient", "strict")] = prop(
        default="lenient", always=True, about="whether what a router refuses, but can only mean one thing, is taken"
    )
    max_steps: Annotated[int, NumberKind(1000, 2**53)] = prop(
        default=50_000_000, always=True, about="statements and loop turns of one script"
    )
    max_memory: Annotated[int, MemoryKind(_MIB)] = prop(
        default=64 * _MIB, always=True, about="memory that the values of one script may hold"
    )
    max_time: Annotated[int, DurationKind(low_s=1)] = prop(
        default=_HOUR, always=True, about="time one script may take, its waits included"
    )
    max_depth: Annotated[int, NumberKind(1, 500)] = prop(
        default=100, always=True, about="calls within calls of one script"
    )
