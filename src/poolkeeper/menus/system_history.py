"""/system/history: who changed what, and how to reverse it; with /undo and /redo, which do."""

from collections.abc import Iterator
from typing import Annotated

from poolkeeper.tree import Command, House, ListKind, Number, TextKind, Values, live, menu, prop

from .time_kinds import MomentKind


class WideTextKind(TextKind):
    """Text whose column is wide from the start."""

    width = 40
    flexible = True


class WhoKind(TextKind):
    """A name, quoted in detail only."""

    width = 16


class PlainKind(TextKind):
    """Text that is never quoted."""

    quoted = False
    width = 18


Plain = Annotated[str, PlainKind()]


@menu(
    "/system/history",
    shape="live",
    flags="U - undoable, R - redoable, F - floating-undo",
    slots=("URF",),
    numbered=False,
    columns=("action", "by", "policy"),
    columns_v7=("action", "by", "policy", "time"),
)
class SystemHistory:
    """The newest 1000 configuration changes since the server started, newest first. Leases are not among them.

    ``/undo`` takes back the change that took effect last, whoever made it; ``/redo`` makes the one again that was
    taken back last. Both need the policy of the change.
    """

    redo: Plain = prop(read_only=True, about="the command that makes the change; secrets are left out")
    undo: Plain = prop(read_only=True, about="the command that reverses it; secrets are left out")
    action: Annotated[str, WideTextKind()] = prop(read_only=True, about="what was changed")
    by: Annotated[str, WhoKind()] = prop(read_only=True, about="the user")
    policy: Plain = prop(read_only=True, about="what undo and redo need of their user")
    time: Annotated[int, MomentKind()] = prop(read_only=True, about="when it was made")
    via: Plain = prop(read_only=True, about="the door the user came through, an extension")
    uid: Number = prop(read_only=True, about="the machine's user id at the local console, an extension")
    address: Plain = prop(read_only=True, about="where the user came from, an extension")
    items: Annotated[tuple[str, ...], ListKind(PlainKind())] = prop(
        read_only=True, quoted=False, about="ids of the items it touched, an extension"
    )


@live(SystemHistory)
def changes(house: House) -> Iterator[tuple[int, Values]]:
    """The changes there are."""
    yield from house.live("/system/history")


UNDO_COMMANDS: tuple[Command, ...] = (
    Command("undo", policy="read", about="Undo the last configuration change"),
    Command("redo", policy="read", about="Make the change again that was undone last"),
)
"""Commands of the root. What they need beyond ``read`` is the policy of the change."""
