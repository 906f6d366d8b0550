"""/system/backup: the whole server in one file."""

from typing import Any

from poolkeeper.tree import FlagKind, Refusal, Request, TextKind, command, menu
from poolkeeper.tree.kinds import EnumKind
from poolkeeper.tree.refusal import failure, missing, not_enough_permissions


@menu("/system/backup", shape="commands")
class Backup:
    """A copy of the whole server in one file under ``files``: configuration, users with their passwords, leases."""


_SAVING = {
    "name": TextKind(),
    "password": TextKind(),
    "dont-encrypt": FlagKind(),
    "encryption": EnumKind("aes-sha256", "rc4"),
}


@command(Backup, "save", args=_SAVING, policy="policy")
def save(edits: Any, request: Request, ids: list[int]) -> Any:
    """Save the server to a file; ``.backup`` is added to its name where it is missing"""
    if "sensitive" not in request.user.policies:
        raise not_enough_permissions()
    given = {name: text for name, text in request.args.items() if text and name in _SAVING}
    values = {name: _SAVING[name].parse(text, name, edits.house.look) for name, text in given.items()}
    if values.get("password") and not values.get("dont-encrypt"):
        raise failure("backups can not be encrypted yet: give dont-encrypt=yes, or no password")
    return edits.house.beside("save-backup", values.get("name", ""))


@command(Backup, "load", args={"name": TextKind(), "password": TextKind()}, policy="policy")
def load(edits: Any, request: Request, ids: list[int]) -> Refusal:
    """Not possible yet"""
    if not request.args.get("name"):
        raise missing("name")
    raise failure("backups can not be loaded yet: stop the server and put the file in place of store.db")
