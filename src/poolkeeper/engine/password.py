"""``/password``: users change their own password, which they must know. Only what is asked of the words is here."""

from collections.abc import Callable

from poolkeeper.tree import Refusal, Request, Values, refusal

from .core import Core

USERS = "/user"
ARGUMENTS = ("old-password", "new-password", "confirm-new-password")
Matches = Callable[[str, str], bool]
"""Whether a text is the secret that a kept hash was made of; the hash itself, sealed, is what a door has proven."""


def own_account(core: Core, request: Request, matches: Matches) -> tuple[int, str]:
    """(the user's item, the new password) of a request; Refusal where the old one is wrong or the new ones differ."""
    lacking = [name for name in ARGUMENTS if request.args.get(name) is None]
    if lacking:
        raise refusal.missing(*lacking)
    old, new, again = (request.args[name] or "" for name in ARGUMENTS)
    item = core.look.find(USERS, request.user.name)
    if item is None:
        raise refusal.no_such_item()
    values: Values = core.tables[USERS].items[item]
    if not matches(str(values.get("password") or ""), old):
        raise Refusal("failure: wrong password", prop="old-password")
    if new != again:
        raise Refusal("failure: passwords do not match", prop="confirm-new-password")
    return item, new
