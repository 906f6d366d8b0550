"""/system/identity, /system/clock and /system/resource: what this machine is and what time it has."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from poolkeeper.tree import (
    DurationKind,
    Flag,
    House,
    Kind,
    Look,
    Number,
    Style,
    TextKind,
    Values,
    lenient,
    live,
    menu,
    prop,
)

from .kinds import SizeKind, UnitKind
from .time_kinds import DateKind, OffsetKind, TimeOfDayKind

VERSIONS = {Style.V6: "6.49.18 (long-term)", Style.V7: "7.16.2 (stable)"}
"""What scripts and tools are told they speak to, in each layout."""


class VersionKind(Kind):
    """The RouterOS version that is spoken."""

    word = "version"

    def parse(self, text: str, prop: str, look: Look) -> str:
        return text

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return VERSIONS[style]

    def wire(self, value: Any, look: Look) -> str:
        return VERSIONS[Style.V7]


class BareTextKind(TextKind):
    """Text that is not quoted in detail."""

    quoted = False


Bare = Annotated[str, BareTextKind()]
Bytes = Annotated[int, SizeKind()]


@menu("/system/identity", shape="single", noun="identity")
class Identity:
    """The name in the prompt."""

    name: Annotated[str, TextKind(longest=64)] = prop(default="MikroTik", always=True, about="name of this machine")


@menu("/system/clock", shape="single", noun="clock")
class Clock:
    """The machine's clock, to read; it is set with the system's own means."""

    time: Annotated[int, TimeOfDayKind()] = prop(read_only=True, told=True, about="time of day")
    date: Annotated[date, DateKind()] = prop(read_only=True, told=True, about="today")
    time_zone_autodetect: Flag = prop(read_only=True, about="whether the zone is found by itself; never here")
    time_zone_name: Bare = prop(read_only=True, about="the machine's time zone")
    gmt_offset: Annotated[int, OffsetKind()] = prop(read_only=True, about="how far local time is from GMT")
    dst_active: Flag = prop(read_only=True, about="whether summer time is in force")


lenient(Clock, "get", "format")


@live(Clock)
def clock_now(house: House) -> Iterator[tuple[int, Values]]:
    """The time at this moment."""
    yield from house.live("/system/clock")


@menu("/system/resource", shape="single", exported=False)
class Resource:
    """What this machine has and how much of it is in use."""

    uptime: Annotated[int, DurationKind()] = prop(read_only=True, about="since the server started")
    version: Annotated[str, VersionKind()] = prop(read_only=True, about="RouterOS version that is spoken")
    build_time: Bare = prop(read_only=True, about="when that version was made")
    free_memory: Bytes = prop(read_only=True, about="memory that is free")
    total_memory: Bytes = prop(read_only=True, about="memory of the machine")
    cpu: Bare = prop(read_only=True, about="processor")
    cpu_count: Number = prop(read_only=True, about="how many")
    cpu_frequency: Annotated[int, UnitKind("MHz")] = prop(read_only=True, about="clock rate")
    cpu_load: Annotated[int, UnitKind("%")] = prop(read_only=True, about="load of the last minute")
    free_hdd_space: Bytes = prop(read_only=True, about="disk space left where the store is")
    total_hdd_space: Bytes = prop(read_only=True, about="size of that disk")
    architecture_name: Bare = prop(read_only=True, about="kind of processor")
    board_name: Bare = prop(read_only=True, about="always Poolkeeper")
    platform: Bare = prop(read_only=True, about="always MikroTik, which is what clients look for")


@live(Resource)
def resources_now(house: House) -> Iterator[tuple[int, Values]]:
    """The machine at this moment."""
    yield from house.live("/system/resource")
