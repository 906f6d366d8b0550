"""/file: files of the server's folder, to read."""

from collections.abc import Iterator
from typing import Annotated

from poolkeeper.tree import House, Name, Text, Values, live, menu, prop

from .kinds import SizeKind
from .time_kinds import MomentKind


@menu("/file", shape="live", columns=("name", "type", "size", "creation-time"))
class File:
    """Files under ``files`` in the server's folder."""

    name: Name = prop(key=True, read_only=True, about="path without a leading slash")
    type: Text = prop(read_only=True, quoted=False, about="script, backup, directory, .txt file ...")
    size: Annotated[int, SizeKind()] = prop(read_only=True, about="bytes; directories have none")
    creation_time: Annotated[int, MomentKind()] = prop(read_only=True, about="when it was written last")


@live(File)
def files_there(house: House) -> Iterator[tuple[int, Values]]:
    """The files at this moment."""
    yield from house.live("/file")
