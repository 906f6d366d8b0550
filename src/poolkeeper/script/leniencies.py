"""What the lenient dialect's arguments do: ``format=`` of a date or time, ``do=`` of a print of files.

Which words those are is declared by the menus; that they are taken is said by ``bind`` and the session.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from poolkeeper.tree import Row

from .dialect import written
from .frames import Frame
from .lexer import narrow
from .run import argument_value
from .syntax import Expr
from .values import Array, Code, Value, to_text

if TYPE_CHECKING:
    from .session import Session


def moment(row: Row, pattern: str) -> Value:
    """The date and time of a row, written as a pattern says; today's date or midnight where it has none."""
    day, clock = row.values.get("date"), row.values.get("time")
    midnight = datetime.combine(day if isinstance(day, date) else date.today(), datetime.min.time())
    return narrow(written(midnight + timedelta(seconds=clock if isinstance(clock, int) else 0), pattern))


def for_files(session: "Session", frame: Frame, name: str, body: Expr) -> Value:
    """``/file print file=x do={...}``: nothing is printed; ``$file`` is the names of what was found at x.

    They are the file or directory of that name and all that is in it; none where there is no such thing.
    """
    inner = frame.inner()
    inner.locals["file"] = Array([narrow(each) for each in session.host.below(name)])
    code = argument_value(body)(inner)
    if not isinstance(code, Code):
        return session.run_text(to_text(code), inner)
    value: Value = code.run(inner)
    return value
