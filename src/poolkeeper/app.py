"""The one place that builds and joins the parts. Here the real clock, the real store and the real menus meet.

``build`` makes the living system over a store; ``serve`` (in ``serve.py``) puts sockets around it. Command line tools
that work on a store without a server use ``build`` too.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from poolkeeper.engine.apply import Engine
from poolkeeper.engine.batch import Edits
from poolkeeper.engine.board import Board
from poolkeeper.engine.clock import HouseClock
from poolkeeper.engine.core import Core
from poolkeeper.engine.desk import Desk
from poolkeeper.engine.links import Links
from poolkeeper.engine.logbook import LogBook
from poolkeeper.engine.vault import Vault
from poolkeeper.menus import FACTORY, MENUS, ROOT, Carried, soho
from poolkeeper.script import retell
from poolkeeper.script.settings import Settings
from poolkeeper.store.base import Store, StoreError
from poolkeeper.store.keyfile import keep_key, new_key, read_key
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import Menu, Sealed, Style, Tree, User
from poolkeeper.tree.request import ALL_POLICIES
from poolkeeper.wire.dhcp4 import options_of

STORE_NAME = "store.db"
ADMIN = "admin"

_hasher = PasswordHasher()


def seal(text: str) -> str:
    """The argon2 hash of a password, empty for the empty one; about 0.1 s of one core."""
    return text if isinstance(text, Sealed) or not text else Sealed(_hasher.hash(text))


def matches(kept: str, text: str) -> bool:
    """Whether a text is the password a hash was made of; a sealed text is the hash that a door has proven already."""
    if isinstance(text, Sealed) or not kept or not text:
        return kept == text
    try:
        return _hasher.verify(kept, text.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False


@dataclass
class Parts:
    """The living system: memory, decisions, and the one way in."""

    tree: Tree
    core: Core
    board: Board
    desk: Desk
    links: Links
    engine: Engine
    log: LogBook


def build(
    store: Store,
    log: LogBook,
    menus: Iterable[Menu] = MENUS,
    vault: Vault | None = None,
    clock: HouseClock | None = None,
) -> Parts:
    """Everything over a store, loaded and ready for requests; no socket is opened.

    vault: opens the sensitive values in the store; without one they are encrypted for this run only.
    clock: the machine's where there is none.
    """
    tree = Tree(menus, ROOT, Carried())
    core = Core(tree, store, log, clock, vault)
    board = Board(core, options_of)
    board.fill()
    core.read_leases()
    desk = Desk(core, board)
    links = Links(core, board)
    engine = Engine(core, seal, desk.free_lease, partial(retell.command, core.look), matches)
    if core.clock.behind_s:
        log(
            "system,error", f"the clock is {core.clock.behind_s} s behind the last stored change: nothing expires by it"
        )
    return Parts(tree, core, board, desk, links, engine, log)


def local_user(door: str = "local", uid: int | None = None) -> User:
    """The administrator at the machine itself: every right."""
    return User(ADMIN, frozenset(ALL_POLICIES), door, "", uid)


def console_settings(core: Core, user: str) -> Settings:
    """How the consoles of a user speak and what their scripts may use: as ``/system/console`` and ``/user`` say."""
    values = core.single("/system/console")
    item = core.look.find("/user", user)
    own = None if item is None else core.tables["/user"].items[item].get("console-style")
    return Settings(
        style=Style(own or values["style"]),
        strict=values["dialect"] == "strict",
        max_steps=values["max-steps"],
        max_memory=values["max-memory"],
        max_time_s=values["max-time"] / 1_000_000,
        max_depth=values["max-depth"],
    )


def furnish(parts: Parts, password: str, interface: str | None) -> None:
    """The factory's items, the administrator, and the SOHO configuration on an interface (None: leave it out)."""
    core = parts.core
    edits = Edits(core)
    for path, item, texts in FACTORY:
        edits.add(path, _parsed(core, path, texts), item)
    edits.commit()
    edits = Edits(core)
    group = core.look.find("/user/group", "full")
    admin = {"name": ADMIN, "group": group, "password": seal(password), "comment": "system default user"}
    edits.add("/user", admin)
    edits.commit()
    if interface is not None:
        for path, texts in soho(interface):
            edits = Edits(core)
            edits.add(path, _parsed(core, path, texts))
            edits.commit()


def _parsed(core: Core, path: str, texts: dict[str, str]) -> dict[str, object]:
    menu = core.tree.menus[path]
    return {name: menu.props[name].kind.parse(text, name, core.look) for name, text in texts.items()}


def random_password() -> str:
    """A password nobody can guess, easy to type."""
    return secrets.token_urlsafe(12)


def open_store(folder: Path) -> SqliteStore | None:
    """The store of a data folder, None where there is none yet."""
    path = folder / STORE_NAME
    return SqliteStore.open(path) if path.exists() else None


def build_over(store: SqliteStore, folder: Path, log: LogBook, menus: Iterable[Menu] = MENUS) -> Parts:
    """Everything over the store of a data folder, with its key; a folder without one gets one now.

    Sensitive values that stand in the store in clear are encrypted, and no trace of them is left in the file.
    """
    key = read_key(folder)
    if key is None:
        key = new_key()
        keep_key(folder, key)
    parts = build(store, log, menus, Vault(key))
    try:
        if parts.core.encrypt_plain():
            store.rewrite()
            parts.core.file_rewritten()
            log("system,info", "sensitive values in the store are encrypted now")
    except StoreError as error:  # it can serve all the same, and tries again at the next start
        log("system,error,critical", f"sensitive values can not be encrypted: {error}")
    return parts
