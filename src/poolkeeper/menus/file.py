"""/file: files of the server's folder. Reading and writing is done by another part of the house, beside the loop."""

from collections.abc import Iterator
from typing import Annotated, Any

from poolkeeper.tree import (
    House,
    Instead,
    Name,
    Reply,
    Request,
    Row,
    Text,
    TextKind,
    Values,
    command,
    lenient,
    live,
    menu,
    menu_of,
    prop,
)
from poolkeeper.tree.refusal import missing, no_match, no_such_item, not_enough_permissions, unknown_parameter

from .kinds import SizeKind
from .time_kinds import MomentKind


@menu("/file", shape="live", columns=("name", "type", "size", "creation-time"))
class File:
    """Files under ``files`` in the server's folder."""

    name: Name = prop(key=True, about="path without a leading slash; a new one moves the file")
    type: Text = prop(quoted=False, about="script, backup, directory, .txt file ...; add takes file and directory")
    size: Annotated[int, SizeKind()] = prop(read_only=True, about="bytes; directories have none")
    creation_time: Annotated[int, MomentKind()] = prop(read_only=True, about="when it was written last")
    contents: Text = prop(about="what is in the file, up to 60 KiB; get and set only, listings leave it out")


@live(File)
def files_there(house: House) -> Iterator[tuple[int, Values]]:
    """The files at this moment."""
    yield from house.live("/file")


def _names(house: Any, ids: list[int]) -> tuple[str, ...]:
    """Names of files by id."""
    there = {item: str(values["name"]) for item, values in house.live("/file")}
    if any(item not in there for item in ids):
        raise no_such_item()
    return tuple(there[item] for item in ids)


_AS_TEXT = ("as-string", "as-string-value")
_PAIR = {"number": TextKind(), "value-name": TextKind()}


@command(File, "get", args=_PAIR, positional=tuple(_PAIR), takes_items=True, policy="read", flags=_AS_TEXT)
def get(edits: Any, request: Request, ids: list[int]) -> Any:
    """Gets value of property"""
    made = menu_of(File)
    row = edits.house.row(made, ids[0]) if len(ids) == 1 else None
    if row is None:
        raise no_such_item()
    name = request.args.get("value-name")
    if name is not None and name not in made.props:
        raise no_match("value-name")
    if name not in (None, "contents") or row.values["type"] == "directory":
        return Reply(made, [row], ret=None if name is None else row.wire(name) or "")
    if "sensitive" not in request.user.policies:
        raise not_enough_permissions()

    def whole(text: str | None) -> Reply:
        filled = Row(made, row.id, row.values if text is None else {**row.values, "contents": text}, row.look)
        return Reply(made, [filled], ret=None if name is None else text or "")

    return edits.house.beside("read-file", str(row.values["name"]), name is not None, whole)


@command(File, "add", takes_props=True)
def add(edits: Any, request: Request, ids: list[int]) -> Any:
    """Create a file or a directory"""
    given = _given(request, ("name", "contents", "type"))
    name, kind = given.get("name"), given.get("type", "file")
    if not name:
        raise missing("name")
    if kind not in ("file", "directory"):
        raise no_match("type")
    if kind == "directory":
        return edits.house.beside("make-folder", name)
    return edits.house.beside("add-file", name, given.get("contents", ""))


@command(File, "set", args={"numbers": TextKind()}, positional=("numbers",), takes_items=True, takes_props=True)
def change(edits: Any, request: Request, ids: list[int]) -> Any:
    """Change contents or name of a file"""
    given = _given(request, ("name", "contents"))
    return edits.house.beside("change-files", _names(edits.house, ids), given.get("contents"), given.get("name"))


@command(File, "remove", args={"numbers": TextKind()}, positional=("numbers",), takes_items=True)
def remove(edits: Any, request: Request, ids: list[int]) -> Any:
    """Remove files, and directories with all that is in them"""
    return edits.house.beside("remove-files", _names(edits.house, ids))


def _given(request: Request, names: tuple[str, ...]) -> dict[str, str]:
    given = {name: text for name, text in request.args.items() if name != "numbers"}
    for name in given:
        if name not in names:
            raise unknown_parameter(name)
    return {name: text or "" for name, text in given.items()}


lenient(File, "print", "do")
menu_of(File).instead["create"] = Instead("add", {"directory": "name"}, {"type": "directory"})
