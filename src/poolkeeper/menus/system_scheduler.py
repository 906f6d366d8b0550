"""/system/scheduler: when scripts are to be run; stored, checked and told, not run yet."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from poolkeeper.tree import (
    DurationKind,
    House,
    Kind,
    Look,
    Name,
    Number,
    Style,
    Text,
    Values,
    begin,
    menu,
    overlay,
    prop,
)

from .system_script import OWNER_ABOUT, SCRIPT_POLICIES, Policies
from .time_kinds import DateKind, TimeOfDayKind, clock_text, date_text

STARTUP = "startup"


class StartTimeKind(TimeOfDayKind):
    """A time of day, or ``startup``."""

    word = "time of day | startup"
    flexible = True

    def parse(self, text: str, prop: str, look: Look) -> int | str:  # type: ignore[override]
        return STARTUP if text == STARTUP else super().parse(text, prop, look)

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return STARTUP if value == STARTUP else clock_text(value)

    def typed(self, value: Any, look: Look, style: Style = Style.V6) -> Any:
        return value if value == STARTUP else super().typed(value, look, style)

    def complete(self, text: str, look: Look) -> list[str]:
        return [STARTUP] if STARTUP.startswith(text) else []


class FirstDayKind(DateKind):
    """A day; blank where the entry waits for a start of the server instead."""

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return super().show(value, look, style) if value else ""

    def wire(self, value: Any, look: Look) -> str:
        return self.show(value, look, Style.V7)


class IntervalKind(DurationKind):
    """How long from one run to the next."""

    width = 20


class WhenKind(Kind):
    """A moment to come, as (then, today): the time alone where it is today, date and time else."""

    word = "date and time"

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        then, today = value
        clock = f"{then:%H:%M:%S}"
        return clock if then.date() == today and style is Style.V6 else f"{date_text(then.date(), style)} {clock}"

    def wire(self, value: Any, look: Look) -> str:
        return self.show(value, look, Style.V7)


@menu(
    "/system/scheduler",
    flags="X - disabled",
    columns=("name", "start-date", "start-time", "interval", "on-event", "run-count"),
    noun="scheduler item",
    invent="schedule",
    running="schedules are kept, but nothing starts them yet: no clock runs here",
)
class Scheduler:
    """When scripts are to be run. Entries are kept and checked; nothing starts them yet."""

    name: Name = prop(key=True, unique=True, about="name of the entry")
    start_date: Annotated[date, FirstDayKind()] = prop(about="first day; the day it is added")
    start_time: Annotated[int | str, StartTimeKind()] = prop(
        about="time of the first run; the moment it is added. startup: when the server has started"
    )
    interval: Annotated[int, IntervalKind()] = prop(default=0, always=True, about="from run to run; 0s: once")
    on_event: Text = prop(default="", always=True, code=True, quoted=False, about="a script's name, or a text to run")
    owner: Text = prop(read_only=True, told=True, about=OWNER_ABOUT)
    policy: Policies = prop(default=SCRIPT_POLICIES, always=True, about="the most the code may do")
    run_count: Number = prop(default=0, read_only=True, always=True, about="how often it was run")
    next_run: Annotated[Any, WhenKind()] = prop(read_only=True, about="when it is due; absent: not again")


def _now(house: House) -> datetime | None:
    """Local time, None where no clock is provided."""
    for _, values in house.live("/system/clock"):
        return datetime.combine(values["date"], datetime.min.time()) + timedelta(seconds=values["time"])
    return None


@begin(Scheduler)
def from_this_moment(house: House) -> Values:
    """Day and time of the addition."""
    now = _now(house)
    return {} if now is None else {"start-date": now.date(), "start-time": (now - _midnight(now)).seconds}


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0)


@overlay(Scheduler)
def schedule_as_it_is(house: House, item: int, values: Values) -> Values:
    """Its owner, and when it is due."""
    now = _now(house)
    due = None if now is None or values.get("disabled") else _due(house, values, now)
    told: Values = {} if due is None or now is None else {"next-run": (due, now.date())}
    if values.get("start-time") == STARTUP:
        told["start-date"] = ""
    return {**values, "owner": house.owner("/system/scheduler", item, "on-event"), **told}


def _due(house: House, values: Values, now: datetime) -> datetime | None:
    interval = timedelta(microseconds=values["interval"])
    first = _first(house, values, now)
    if first is None or first > now:
        return first
    if not interval:
        return None
    try:
        return first + interval * ((now - first) // interval + 1)
    except OverflowError:  # past the year 9999
        return None


def _first(house: House, values: Values, now: datetime) -> datetime | None:
    """The first run; one at startup that comes again counts from the start of the server."""
    at = values.get("start-time", 0)
    if at != STARTUP:
        day = values.get("start-date") or now.date()
        return datetime.combine(day, datetime.min.time()) + timedelta(seconds=at)
    for _, machine in house.live("/system/resource"):
        return now - timedelta(microseconds=machine["uptime"]) if values["interval"] else None
    return None
