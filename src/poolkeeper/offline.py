"""``poolkeeper export`` and ``import``: through the running server, or on the store under its lock where none runs.

``check-store`` looks at a store that no server holds.
"""

import asyncio
import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from poolkeeper.app import ADMIN, STORE_NAME, Parts, build_over, console_settings, local_user, open_store
from poolkeeper.engine.logbook import LogBook
from poolkeeper.script.importing import import_text
from poolkeeper.script.session import Session
from poolkeeper.script.wishes import Wishes
from poolkeeper.servers.netlink import read_links
from poolkeeper.store.base import StoreError
from poolkeeper.store.lock import DataFolder, Locked
from poolkeeper.store.sqlite import faults_of
from poolkeeper.tools.console import run_console, run_import_over, typed
from poolkeeper.tools.reportfile import ReportFile
from poolkeeper.tree import Refusal

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


def run_import(folder: Path, file: Path, wishes: Wishes, report: Path | None) -> int:
    """Run a script statement by statement: 0 all accepted, 1 some refused or not kept, 2 not started."""
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        return _complain(f"{file}: {error.strerror}; type the name of a file you may read", NOT_STARTED)
    try:
        with ReportFile(report) as keep:
            if _is_served(folder):
                return run_import_over(folder, file.name, text, wishes, keep, NOT_STARTED)
            return _on_store(folder, lambda parts: _import(parts, text, file.name, wishes, keep), NOT_STARTED)
    except OSError as error:
        return _complain(f"{report}: {error.strerror}; type the name of a file you may write", NOT_STARTED)


def run_check_store(folder: Path) -> int:
    """Say what is wrong with the store, which is not changed: 0 and one line if nothing, else 1 and a line for each."""

    def look() -> int:
        path = folder / STORE_NAME
        found = faults_of(path)
        if not found:
            print(f"{path} is sound")
            return 0
        print("\n".join(found))
        return _complain('what to do is in docs/operating.md under "A damaged store"', 1)

    return _held(folder, look, 1)


def _without_pauses() -> None:
    """Let the collector of cyclic garbage rest: what an import makes has no cycles, and looking for them takes a third
    of its time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _import(parts: Parts, text: str, name: str, wishes: Wishes, keep: Callable[[str], object]) -> int:
    session = _session(parts)
    _without_pauses()
    try:
        report = import_text(session, text, name, wishes, sys.stderr.write)
    except Refusal as refusal:
        return _complain(refusal.message, NOT_STARTED)
    keep(report.as_json())
    return SOME_REFUSED if report.refused else ACCEPTED


def _session(parts: Parts) -> Session:
    settings = partial(console_settings, parts.core, ADMIN)
    return Session(
        parts.tree, parts.engine.run, local_user(), write=_print, settings=settings, keeping=parts.engine.groups
    )


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
    def over_the_store() -> int:
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

    return _held(folder, over_the_store, not_started)


def _held(folder: Path, work: Callable[[], int], not_started: int) -> int:
    """Work on a folder that has a store, under its lock."""
    if not (folder / STORE_NAME).exists():
        return _complain(f"{folder} has no store yet; type: poolkeeper serve --data {typed(folder)}", not_started)
    try:
        held = DataFolder.take(folder)
    except (Locked, OSError) as error:
        return _complain(f"{error}; try again", not_started)
    try:
        return work()
    finally:
        held.release()


def _print(text: str) -> None:
    sys.stdout.write(text)


def _complain(message: str, code: int) -> int:
    print(f"poolkeeper: {message}", file=sys.stderr)
    return code
