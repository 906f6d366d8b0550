"""/user: who may log in."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from poolkeeper.tree import Command, EnumKind, House, RefKind, Text, TextKind, Values, check, guard, menu, prop
from poolkeeper.tree.kinds import NameKind
from poolkeeper.tree.refusal import failure, invalid

from .kinds import AllowedKind
from .system_console import STYLES
from .time_kinds import MomentKind


class UserNameKind(NameKind):
    """Begins and ends with a letter or digit; ``_ . # - @`` may stand between."""

    def parse(self, text: str, prop: str, look: Any) -> str:
        if not re.fullmatch(r"[^\W_]([\w.#@-]*[^\W_])?", text):
            raise invalid(prop)
        return text


@menu(
    "/user",
    flags="X - disabled",
    columns=("name", "group", "address", "last-logged-in"),
    noun="user",
    taken="user with the same name already exisits",
    write="policy",
    access="changes who may log in",
)
class User:
    """Who may log in, with which rights and from where."""

    name: Annotated[str, UserNameKind()] = prop(key=True, unique=True, required=True, about="name at log-in")
    group: Annotated[int, RefKind("/user/group")] = prop(required=True, about="group whose policies the user has")
    address: Annotated[tuple[str, ...], AllowedKind(width=18, flexible=False)] = prop(
        default=(), always=True, about="prefixes the user may come from; empty: anywhere"
    )
    password: Text = prop(
        default="", write_only=True, sealed=True, exported=False, about="kept as an argon2 hash and never shown"
    )
    console_style: Annotated[str, EnumKind(*STYLES)] = prop(
        about="layouts and dates of the user's consoles; unset: as /system/console says; an extension"
    )
    last_logged_in: Annotated[int, MomentKind()] = prop(read_only=True, about="when the user came in last")


def _is_full(values: Mapping[str, Any], house: House) -> bool:
    """Whether a user is enabled and may do everything that could be taken away."""
    group = house.items("/user/group").get(values.get("group") or 0, {})
    granted = {word for word in group.get("policy", ()) if not word.startswith("!")}
    return not values.get("disabled") and {"read", "write", "policy"} <= granted


def others_are_full(house: House, item: int | None) -> bool:
    """Whether an enabled user with all rights is left besides this one."""
    return any(_is_full(values, house) for other, values in house.items("/user").items() if other != item)


@check(User)
def somebody_keeps_all_rights(values: Values, house: House, item: int | None) -> None:
    """Without an enabled user with all rights nobody could ever change a user again."""
    if item is not None and not _is_full(values, house) and not others_are_full(house, item):
        raise failure("there must be at least one user with full rights")


@guard(User)
def somebody_with_all_rights_is_left(house: House, item: int) -> None:
    """The same for a removal."""
    if not others_are_full(house, item):
        raise failure("there must be at least one user with full rights")


USER_COMMANDS: tuple[Command, ...] = (
    Command(
        "password",
        dict.fromkeys(("old-password", "new-password", "confirm-new-password"), TextKind()),
        policy="password",
        about="Change your own password",
    ),
)
"""Commands of the root that are about whoever gives them."""
