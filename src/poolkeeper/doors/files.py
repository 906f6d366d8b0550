"""Files that consoles write (``export file=``, ``print file=``): below the server's ``files`` folder and nowhere else.

What is there is listed by ``/file``.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TextIO

from poolkeeper.tree.refusal import failure, invalid

FOLDER_NAME = "files"


def writer(folder: Path) -> Callable[[str, bool], AbstractContextManager[Callable[[str], object]]]:
    """Opens files below ``folder`` for writing; a file is there once it is whole. A leading slash means nothing.

    The second word: whether what is written stands behind what the file holds.
    """

    @contextmanager
    def open_to_write(name: str, append: bool) -> Iterator[Callable[[str], object]]:
        path = folder / _within(name)
        part = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(part, "w", encoding="utf-8", errors="surrogateescape", opener=_private) as file:
                if append and path.exists():
                    with open(path, encoding="utf-8", errors="surrogateescape", opener=_readable) as before:
                        shutil.copyfileobj(before, file)
                yield file.write
                _finish(file)
            part.replace(path)
        except OSError as error:
            raise failure(f"{name} can not be written: {error.strerror}") from None
        finally:
            part.unlink(missing_ok=True)

    return open_to_write


def _within(name: str) -> str:
    """The name as a path that cannot lead out of the folder; no hidden names, which are for files in the making."""
    parts = [part for part in name.split("/") if part]
    if not parts or any(part.startswith(".") or "\0" in part for part in parts):
        raise invalid("file")
    return "/".join(parts)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _readable(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC)


def _finish(file: TextIO) -> None:
    file.flush()
    os.fsync(file.fileno())
