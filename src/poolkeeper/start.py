"""``poolkeeper serve``: take the folder, make or open the store, and run the server on it."""

import asyncio
import ctypes
import gc
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from poolkeeper.app import build_over, open_store
from poolkeeper.engine.logbook import LogBook
from poolkeeper.firststart import NotStarted, Wishes, first_start, welcome
from poolkeeper.serve import Server
from poolkeeper.services.logsink import StderrSink
from poolkeeper.store.base import StoreError
from poolkeeper.store.lock import DataFolder, Locked
from poolkeeper.store.schema import SchemaError


def start_server(folder: Path, init: Path | None, password_file: Path | None, *, defaults: bool) -> int:
    """Run until a signal; the exit code."""
    _no_memory_dumps()
    try:
        held = DataFolder.take(folder)
    except Locked as locked:
        return _complain(str(locked))
    except OSError as error:
        return _complain(f"{folder}: {error.strerror}; type --data with the name of a folder you may write")
    try:
        return _start(held, folder, Wishes(init, password_file, defaults))
    finally:
        held.release()


def _no_memory_dumps() -> None:
    """A crash writes no memory to disk, where secrets would stand in clear. Linux takes 1 as none, for pipes too."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0 if most == 0 else 1, most))


def _start(held: DataFolder, folder: Path, wishes: Wishes) -> int:
    log, sink = LogBook(), StderrSink()
    log.sinks.append(sink)
    try:
        store = open_store(folder)
        if store is None:
            parts, store, password = first_start(folder, wishes, log)
            if password is not None:
                print(welcome(folder, password), end="", flush=True)
        else:
            if store.migrated is not None:
                log("system,info", f"store migrated: {store.migrated}")
            for option, value in (("--init", wishes.init), ("--admin-password-file", wishes.password_file)):
                if value is not None:
                    log("system,warning", f"{option} is for the first start and is ignored: {folder} has a store")
            with _no_garbage():
                parts = build_over(store, folder, log)
    except NotStarted as refusal:
        held.abandon()
        return _complain(str(refusal))
    except (StoreError, SchemaError) as error:
        held.abandon() if not (folder / "store.db").exists() else None
        return _complain(f"{error}; see docs/operating.md, or type --data with the name of another folder")
    try:
        return asyncio.run(_serve(Server(parts, store, folder, sink)))
    finally:
        sink.flush()
        store.close()


@contextmanager
def _no_garbage() -> Iterator[None]:
    """What is loaded at a start stays: the collector of cyclic garbage does not look at it, now or later.

    Walking a million leases would take a third of the start, and would stop the wire for a tenth of a second each time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
        with suppress(AttributeError, OSError):  # only the GNU C library has it
            ctypes.CDLL(None).malloc_trim(0)  # what loading took for a moment goes back to the machine


async def _serve(server: Server) -> int:
    return await server.run()


def _complain(message: str) -> int:
    print(f"poolkeeper: {message}", file=sys.stderr)
    return 1
