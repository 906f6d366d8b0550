"""Files below the server's ``files`` folder and nowhere else: what consoles write, what ``/file`` reads and changes.

Names have no leading slash (one means nothing), no hidden parts, and no symbolic link leads out of the folder. All of
it blocks on the disk: callers that share the loop use a thread.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from poolkeeper.script.lexer import encodable
from poolkeeper.tree.refusal import failure, invalid, no_such_item

FOLDER_NAME = "files"
MOST_CONTENTS = 60 * 1024
"""Bytes of a file that ``contents`` reads and writes."""


class Files:
    """The files of one server. folder: made when the first file is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def writing(self, name: str, append: bool = False) -> Iterator[Callable[[str], object]]:
        """Opens a file for writing text, anew or behind what it holds; it is there, 0600, once it is whole."""
        with (
            self.making(name, "file") as part,
            open(part, "w", encoding="utf-8", errors="surrogateescape", opener=_private) as file,
        ):
            if append and (held := self._path(name, "file")).exists():
                with open(held, encoding="utf-8", errors="surrogateescape", opener=_readable) as before:
                    shutil.copyfileobj(before, file)
            yield lambda text: file.write(encodable(text))
            _finish(file)

    @contextmanager
    def making(self, name: str, argument: str = "name") -> Iterator[Path]:
        """The path of a file in the making, to be filled by the caller; then it takes the name's place at once."""
        path = self._path(name, argument)
        part = path.with_name(f".{path.name[:200]}.part")
        try:
            self._parents(path)
            yield part
            part.replace(path)
            _sync(path.parent)
        except OSError as error:
            raise failure(f"{name} can not be written: {error.strerror}") from None
        finally:
            part.unlink(missing_ok=True)

    def read(self, name: str, most: int) -> str:
        """The text of a file of at most so many bytes."""
        path = self._path(name, "file-name")
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with open(descriptor, "rb") as file:
                octets = file.read(most + 1)
        except FileNotFoundError:
            raise no_such_item() from None
        except OSError as error:
            raise failure(f"{name} can not be read: {error.strerror}") from None
        if len(octets) > most:
            raise failure(f"{name} is longer than {most} bytes")
        return octets.decode("utf-8", "surrogateescape")

    def save(self, name: str, text: str, new: bool = False) -> None:
        """Write a whole file. new: refuse where something has this name."""
        if len(encodable(text).encode("utf-8", "surrogateescape")) > MOST_CONTENTS:
            raise failure(f"contents can be {MOST_CONTENTS} bytes at most")
        path = self._path(name, "name")
        if new and os.path.lexists(path):
            raise failure("file with this name already exists")
        if path.is_dir():
            raise failure(f"{name} is a directory")
        with self.writing(name) as write:
            write(text)

    def move(self, name: str, to: str) -> None:
        """Give a file or a directory another name."""
        path, target = self._path(name, "name"), self._path(to, "name")
        if os.path.lexists(target):
            raise failure("file with this name already exists")
        try:
            self._parents(target)
            path.rename(target)
        except OSError as error:
            raise failure(f"{name} can not be moved: {error.strerror}") from None

    def remove(self, name: str) -> None:
        """Remove a file, or a directory with all that is in it; what is gone already is no error."""
        path = self._path(name, "name")
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise failure(f"{name} can not be removed: {error.strerror}") from None

    def make_folder(self, name: str) -> None:
        """Make a directory and those above it."""
        path = self._path(name, "name")
        if os.path.lexists(path):
            raise failure("file with this name already exists")
        try:
            self._parents(path / "x")
        except OSError as error:
            raise failure(f"{name} can not be made: {error.strerror}") from None

    def below(self, name: str) -> list[str]:
        """The name itself where there is such a file or directory, and the names of all that is in it."""
        path = self._path(name, "file")
        if not path.exists():
            return []
        shown = str(path.relative_to(self.folder))
        return [shown, *(each for each in self.names() if each.startswith(f"{shown}/"))]

    def names(self) -> list[str]:
        """Files and directories by name; hidden ones, which are in the making, and links are passed over."""
        found: list[str] = []
        for place, folders, files in os.walk(self.folder):
            folders[:] = [each for each in folders if _is_shown(each)]
            prefix = os.path.relpath(place, self.folder)
            found += (each if prefix == "." else f"{prefix}/{each}" for each in (*folders, *files) if _is_shown(each))
        return sorted(found)

    def _path(self, name: str, argument: str) -> Path:
        """Where a name lies; Refusal for one that leads out of the folder."""
        parts = [part for part in name.split("/") if part]
        if not parts or any(part.startswith(".") or "\0" in part for part in parts):
            raise invalid(argument)
        path = self.folder.joinpath(*parts)
        root = os.path.realpath(self.folder)
        if os.path.commonpath((root, os.path.realpath(path.parent))) != root:
            raise invalid(argument)
        return path

    def _parents(self, path: Path) -> None:
        """Make the directories above a path, for their owner only."""
        missing = [each for each in path.parents if not each.exists() and each.is_relative_to(self.folder)]
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _readable(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC)


def _is_shown(name: str) -> bool:
    return not name.startswith(".")


def _finish(file: TextIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
