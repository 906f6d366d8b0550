"""What a user typed at the prompt, kept in the data folder (0600) for the Up key of later sessions.

A line in which a sensitive property is named is never written, whatever its value: it stays in the session's memory
only. A file that can not be written costs the memory of later sessions and nothing else.
"""

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from prompt_toolkit.history import History

FOLDER_NAME = "history"
MOST_LINES = 500
LONGEST = 10_000
"""Characters of a line that is kept; a longer one was pasted and is in somebody's file anyway."""


class Remembered(History):
    """One user's lines. is_secret: whether a line may not be written."""

    def __init__(self, folder: Path, user: str, is_secret: Callable[[str], bool]) -> None:
        super().__init__()
        self._path = folder / FOLDER_NAME / quote(user, safe="")
        self._is_secret = is_secret
        self._written = 0

    def load_history_strings(self) -> Iterable[str]:
        """The newest first; a line that is damaged is passed over."""
        lines = self._read()
        self._written = len(lines)
        return reversed(lines[-MOST_LINES:])

    def _read(self) -> list[str]:
        found = []
        with suppress(OSError), self._open("r") as file:
            for line in file:
                with suppress(ValueError):
                    text = json.loads(line)
                    found += [text] if isinstance(text, str) else []
        return found

    def store_string(self, string: str) -> None:
        """Keep one more line."""
        if len(string) > LONGEST or self._is_secret(string):
            return
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._open("a") as file:
                file.write(json.dumps(string) + "\n")
            self._written += 1
            if self._written > 2 * MOST_LINES:
                self._shorten()

    def _shorten(self) -> None:
        """Only the newest lines stay."""
        lines = self._read()[-MOST_LINES:]
        part = self._path.with_name(f".{self._path.name}.part")
        with open(part, "w", encoding="ascii", opener=_private) as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
        part.replace(self._path)
        self._written = len(lines)

    def _open(self, mode: str) -> IO[Any]:
        return open(self._path, mode, encoding="ascii", errors="replace", opener=_private)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
