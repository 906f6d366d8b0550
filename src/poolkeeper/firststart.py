"""The first start of a data folder: the factory's items, the administrator, the SOHO configuration, an init script.

It is one transaction: the store is built beside its place and put there in one step at the end. A refused first start
leaves nothing behind, a killed one is begun anew.
"""

import asyncio
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from poolkeeper.app import ADMIN, STORE_NAME, Parts, build, furnish, local_user, random_password
from poolkeeper.domain.interfaces import Interface
from poolkeeper.engine.logbook import LogBook
from poolkeeper.engine.vault import Vault
from poolkeeper.script.session import Session
from poolkeeper.script.syntax import ScriptError
from poolkeeper.servers.netlink import read_links
from poolkeeper.store.keyfile import keep_key, new_key, read_key
from poolkeeper.store.sqlite import SqliteStore


class NotStarted(Exception):
    """A first start was refused; the message names file, line, column and reason, and says what to do next."""


@dataclass(frozen=True)
class Wishes:
    """What the command line asked of a first start."""

    init: Path | None = None
    password_file: Path | None = None
    defaults: bool = True


def first_start(folder: Path, wishes: Wishes, log: LogBook) -> tuple[Parts, SqliteStore, str | None]:
    """(parts, store, password to print or None where a file gave it); raises NotStarted with nothing left behind."""
    password, told = _password(wishes.password_file)
    script = _read(wishes.init) if wishes.init is not None else None
    left = read_key(folder)  # by a first start that was killed
    key = left or new_key()
    store = SqliteStore.create(folder / STORE_NAME)
    try:
        parts = build(store, log, vault=Vault(key))
        links = asyncio.run(read_links())
        parts.links.update(links)
        furnish(parts, password, _lan(links) if wishes.defaults else None)
        if script is not None and wishes.init is not None:
            _run_init(parts, wishes.init, script)
            parts.engine.history.forget()  # a first start is nobody's change
        if left is None:
            keep_key(folder, key)
        store.publish()
    except BaseException:
        store.close()
        raise
    return parts, store, told


def _password(source: Path | None) -> tuple[str, str | None]:
    if source is None:
        password = random_password()
        return password, password
    return _read(source).partition("\n")[0].rstrip("\r"), None


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise NotStarted(f"{path}: {error.strerror}; type the name of a file you may read") from None


def _lan(links: Iterable[Interface]) -> str:
    """The interface the SOHO configuration names: the first Ethernet link, else whatever there is."""
    names = [link.name for link in sorted(links, key=lambda link: (link.kind != "ether", link.number))]
    return names[0] if names else "lo"


def _run_init(parts: Parts, path: Path, text: str) -> None:
    out: list[str] = []
    session = Session(parts.tree, parts.engine.run, local_user("init"), write=out.append)
    try:
        session.run_script(text)
    except ScriptError as error:
        where = f"{path}:{error.line}:{error.column}"
        raise NotStarted(
            f"{where}: {error.message}; nothing was kept: mend the script and type the same again"
        ) from None


def welcome(folder: Path, password: str) -> str:
    """What a first start prints once."""
    return (
        f"user {ADMIN!r} has the password {password}\n"
        f"change it: poolkeeper console --data {shlex.quote(str(folder))} '/user set {ADMIN} password=NEW'\n"
    )
