"""Kinds of time and date as menus show them: moments, log times, dates, times of day, offsets from GMT.

Values are integers (Unix seconds, or seconds of a day) and ``datetime.date``; only their texts follow RouterOS. Moments
are shown in the machine's time zone. No clock is read here. Intervals of time are ``tree.DurationKind``.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any

from poolkeeper.tree import Kind, Look, Style
from poolkeeper.tree.refusal import invalid

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date_text(day: date, style: Style) -> str:
    """``feb/03/2025`` in v6, ``2025-02-03`` in v7."""
    return day.isoformat() if style is Style.V7 else f"{MONTHS[day.month - 1]}/{day.day:02}/{day.year}"


def read_date(text: str) -> date:
    """The day of either form, months in any case; ValueError for anything else."""
    found = re.fullmatch(r"([A-Za-z]{3})/(\d{1,2})/(\d{4})", text)
    if found and found[1].lower() in MONTHS:
        return date(int(found[3]), MONTHS.index(found[1].lower()) + 1, int(found[2]))
    return date.fromisoformat(text)


def clock_text(seconds: int) -> str:
    """``21:04:02`` of seconds since midnight."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class MomentKind(Kind):
    """A moment, Unix seconds inside: ``feb/03/2025 21:04:02`` in v6, ``2025-02-03 21:04:02`` in v7 and on the wire."""

    word = "date and time"
    width = 20

    def parse(self, text: str, prop: str, look: Look) -> int:
        try:
            day, _, clock = text.partition(" ")
            whole = f"{read_date(day).isoformat()} {clock or '00:00:00'}"
            return int(datetime.strptime(whole, "%Y-%m-%d %H:%M:%S").timestamp())
        except ValueError:
            raise invalid(prop) from None

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        moment = datetime.fromtimestamp(value)
        return f"{date_text(moment.date(), style)} {moment:%H:%M:%S}"

    def wire(self, value: Any, look: Look) -> str:
        return self.show(value, look, Style.V7)

    def keep(self, value: Any, look: Look) -> str:
        return str(value)

    def recall(self, text: str, prop: str, look: Look) -> int:
        return int(text) if text.isascii() and text.isdigit() else self.parse(text, prop, look)


class LogTimeKind(Kind):
    """When something was logged, as (then, now) in Unix seconds: v6 leaves out what today's date already says.

    Source: RouterOS manual, Log: messages of today show the time alone, those of this year no year.
    """

    word = "time of a log line"

    def parse(self, text: str, prop: str, look: Look) -> tuple[int, int]:
        moment = MomentKind().parse(text, prop, look)
        return moment, moment

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        then, now = (datetime.fromtimestamp(each) for each in value)
        clock = f"{then:%H:%M:%S}"
        if style is Style.V6 and then.date() == now.date():
            return clock
        day = date_text(then.date(), style)
        return f"{day[:6] if style is Style.V6 and then.year == now.year else day} {clock}"

    def wire(self, value: Any, look: Look) -> str:
        return self.show(value, look, Style.V7)


class DateKind(Kind):
    """A day: ``feb/03/2025`` in v6, ``2025-02-03`` in v7 and on the wire; both are read."""

    word = "date"
    width = 11

    def parse(self, text: str, prop: str, look: Look) -> date:
        try:
            return read_date(text)
        except ValueError:
            raise invalid(prop) from None

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return date_text(value, style)

    def wire(self, value: Any, look: Look) -> str:
        return date_text(value, Style.V7)


class TimeOfDayKind(Kind):
    """A time of day, seconds since midnight inside: ``21:04:02``."""

    word = "time of day"
    script = "time"

    def parse(self, text: str, prop: str, look: Look) -> int:
        found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text)
        if not found:
            raise invalid(prop)
        hour, minute, second = (int(part or 0) for part in found.groups())
        if hour > 23 or minute > 59 or second > 59:
            raise invalid(prop)
        return hour * 3600 + minute * 60 + second

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return clock_text(value)

    def typed(self, value: Any, look: Look, style: Style = Style.V6) -> int:
        return int(value) * 1_000_000


class OffsetKind(Kind):
    """How far local time is from GMT, seconds inside: ``+03:00``."""

    word = "offset from GMT"

    def parse(self, text: str, prop: str, look: Look) -> int:
        found = re.fullmatch(r"([+-])(\d{2}):(\d{2})", text)
        if not found:
            raise invalid(prop)
        seconds = int(found[2]) * 3600 + int(found[3]) * 60
        return -seconds if found[1] == "-" else seconds

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        sign = "-" if value < 0 else "+"
        return f"{sign}{clock_text(abs(value))[:5]}"


Moment = Annotated[int, MomentKind()]
