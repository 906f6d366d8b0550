"""The key file of a data folder: what sensitive values in its store are encrypted with, readable by the owner only.

Here: making and reading the file. What is encrypted, and how, is in ``engine.vault``.
"""

import os
from pathlib import Path

from .base import StoreError

KEY_NAME = "store.key"
KEY_BYTES = 32


def new_key() -> bytes:
    """A key nobody else has, not on disk yet."""
    return os.urandom(KEY_BYTES)


def read_key(folder: Path) -> bytes | None:
    """The key of a data folder, None where it has none; StoreError for a file that holds no key."""
    path = folder / KEY_NAME
    try:
        path.chmod(0o600)
        text = path.read_text("ascii")
        key = bytes.fromhex(text)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} can not be read: {error.strerror}") from error
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StoreError(f"{path} is damaged: put it back from a backup")
    return key


def keep_key(folder: Path, key: bytes) -> None:
    """Put a new key into its folder, durably and whole, before anything is encrypted with it; StoreError otherwise."""
    path, part = folder / KEY_NAME, folder / f"{KEY_NAME}.new"
    if path.exists():
        raise StoreError(f"{path} is there already: what is encrypted with it would be lost")
    try:
        part.unlink(missing_ok=True)  # of a server that was killed here
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(f"{key.hex()}\n")
            file.flush()
            os.fsync(descriptor)
        part.rename(path)
        folder_fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder_fd)
        finally:
            os.close(folder_fd)
    except OSError as error:
        raise StoreError(f"{path} can not be written: {error.strerror}") from error
