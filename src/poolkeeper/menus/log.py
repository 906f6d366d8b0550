"""/log: the newest log lines, and commands to write one."""

from collections.abc import Iterator
from typing import Annotated, Any

from poolkeeper.tree import House, ListKind, NameKind, Request, Text, TextKind, Values, command, live, menu, prop

from .time_kinds import LogTimeKind


@menu(
    "/log",
    shape="live",
    numbered=False,
    headless=True,
    columns=("time", "topics", "message"),
    columns_v7=("time", "topics", "message"),
)
class Log:
    """Log lines kept in memory, oldest first."""

    time: Annotated[tuple[int, int], LogTimeKind()] = prop(read_only=True, about="when")
    topics: Annotated[tuple[str, ...], ListKind(NameKind())] = prop(
        read_only=True, quoted=False, about="facility first, severity after"
    )
    message: Text = prop(read_only=True, about="what happened")


@live(Log)
def log_lines(house: House) -> Iterator[tuple[int, Values]]:
    """The lines there are."""
    yield from house.live("/log")


def _writer(severity: str) -> None:
    def write(edits: Any, request: Request, ids: list[int]) -> None:
        edits.house.log(f"script,{severity}", request.args.get("message") or "")

    write.__doc__ = f"Write a log line of severity {severity}"
    command(Log, severity, args={"message": TextKind()}, positional=("message",))(write)


for _severity in ("info", "warning", "error", "debug"):
    _writer(_severity)
