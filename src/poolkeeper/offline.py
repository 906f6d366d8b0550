"""``poolkeeper export`` and ``import``: through the running server, or on the store under its lock where none runs."""

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from poolkeeper.app import ADMIN, Parts, build_over, console_settings, local_user, open_store
from poolkeeper.engine.logbook import LogBook
from poolkeeper.script.session import ScriptError, Session
from poolkeeper.servers.netlink import read_links
from poolkeeper.store.base import StoreError
from poolkeeper.store.lock import DataFolder, Locked
from poolkeeper.tools.console import run_console, run_import_over, typed

ACCEPTED, SOME_REFUSED, NOT_STARTED = 0, 1, 2


def run_export(folder: Path, *, show_sensitive: bool) -> int:
    """Print the configuration; 0, or 1 with the reason on standard error."""
    flag = "show-sensitive" if show_sensitive else "hide-sensitive"
    if _is_served(folder):
        return run_console(folder, ["/export", flag])

    def work(parts: Parts) -> int:
        session = _session(parts)
        return 1 if session.execute(f"/export {flag}").failed else 0

    return _on_store(folder, work, 1)


def run_import(folder: Path, file: Path) -> int:
    """Run a script statement by statement: 0 all accepted, 1 some refused, 2 not started."""
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        return _complain(f"{file}: {error.strerror}; type the name of a file you may read", NOT_STARTED)
    if _is_served(folder):
        return run_import_over(folder, file.name, text, NOT_STARTED)

    def work(parts: Parts) -> int:
        session = _session(parts)
        return SOME_REFUSED if import_text(session, text, file.name, sys.stderr.write) else ACCEPTED

    return _on_store(folder, work, NOT_STARTED)


def _session(parts: Parts) -> Session:
    settings = partial(console_settings, parts.core, ADMIN)
    return Session(parts.tree, parts.engine.run, local_user(), write=_print, settings=settings)


def import_text(session: Session, text: str, name: str, complain: Callable[[str], object]) -> int:
    """Run every statement of a text; how many were refused, each with a line ``NAME:LINE:COLUMN: reason``."""
    refused = 0
    for step in session.statements(text):
        try:
            step.run()
        except ScriptError as error:
            refused += 1
            complain(f"{name}:{error.line or step.line}:{error.column or step.column}: {error.reason}\n")
    return refused


def _is_served(folder: Path) -> bool:
    """Whether a server holds the folder now."""
    if not folder.is_dir():
        return False
    try:
        DataFolder.take(folder).release()
    except Locked:
        return True
    except OSError:
        return False
    return False


def _on_store(folder: Path, work: Callable[[Parts], int], not_started: int) -> int:
    if not (folder / "store.db").exists():
        return _complain(f"{folder} has no store yet; type: poolkeeper serve --data {typed(folder)}", not_started)
    try:
        held = DataFolder.take(folder)
    except (Locked, OSError) as error:
        return _complain(f"{error}; try again", not_started)
    try:
        store = open_store(folder)
        assert store is not None
        try:
            parts = build_over(store, folder, LogBook())
            parts.links.update(asyncio.run(read_links()))
            return work(parts)
        finally:
            store.close()
    except StoreError as error:
        return _complain(f"{error}; see docs/operating.md", not_started)
    finally:
        held.release()


def _print(text: str) -> None:
    sys.stdout.write(text)


def _complain(message: str, code: int) -> int:
    print(f"poolkeeper: {message}", file=sys.stderr)
    return code
