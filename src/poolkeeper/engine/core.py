"""Core: pools, leases and configuration in memory with their indexes; what menus and doors may ask of it (House).

One writer, one loop, one thread. ``engine.apply`` answers requests with it, ``engine.desk`` answers DHCP with it.
Derived state (pools in the address space, reservations, servers) follows the stored items through ``on_change``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from json import JSONDecodeError
from typing import Any

from poolkeeper.domain.addresses import RangeSet, show_ipv4
from poolkeeper.domain.allocator import AddressSpace
from poolkeeper.domain.change import Delete, Put
from poolkeeper.domain.dhcp4 import LIVE
from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.domain.usage import Usage, chain_usage, untouched, usage
from poolkeeper.store.base import Store, StoreError
from poolkeeper.tree import Look, Menu, RefKind, Reply, Row, Tree, Values
from poolkeeper.tree.house import KEPT_MARKS, OWN
from poolkeeper.tree.ref_kinds import EitherKind, ListKind
from poolkeeper.tree.refusal import failure

from .batch import LEASE_BLOCK, Edits, Step, is_plain, kept, recalled
from .clock import HouseClock
from .grants import Grants
from .leases import LeaseBook
from .logbook import LogBook
from .owners import owner
from .table import HIGH_ID, Table
from .vault import Vault

LEASES = "/ip/dhcp-server/lease"
REWRITE = "rewrite"
"""Name in the store's meta table: its file holds traces of values that are encrypted by now."""
STATES = frozenset(State)
SHOWN_MARKS = (*KEPT_MARKS, OWN)
FIRST_LIVE_ID = 0x80000000
"""Ids from here on belong to live rows of menus that also have stored items; they last for one run."""

OnChange = Callable[[int, Values | None, Values | None], None]
"""Called after a commit with the item's id, its values before (None: new) and after (None: removed)."""


class Tables(dict[str, Table]):
    """The tables by path; that of a carried menu is made when it is first asked for."""

    def __init__(self, tree: Tree, next_id: Callable[[str], int]) -> None:
        super().__init__()
        self._tree, self._next_id = tree, next_id
        for menu in tree.declared:
            if _has_items(menu):
                self[menu.path] = Table(menu)

    def __missing__(self, path: str) -> Table:
        menu = self._tree.menu(path)
        if menu is None or not _has_items(menu):
            raise KeyError(path)
        made = self[path] = Table(menu)
        made.next_id = made.reserved = max(made.next_id, self._next_id(path))
        return made

    def get(self, path: str, default: Any = None) -> Any:
        """The table of a path, the default where its menu has no items of its own."""
        try:
            return self[path]
        except KeyError:
            return default


def _has_items(menu: Menu) -> bool:
    return menu.shape not in ("live", "commands") and not menu.of


class CoreLook:
    """References resolved against the tables (``tree.Look``)."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables

    def find(self, menu: str, name: str) -> int | None:
        """The id of the item with this name."""
        table = self._tables.get(menu)
        return table.find(name) if table else None

    def name(self, menu: str, item: int) -> str | None:
        """The present name of an item."""
        table = self._tables.get(menu)
        values = table.items.get(item) if table else None
        return None if values is None or table is None else str(values.get(table.menu.key or "", "")) or None

    def names(self, menu: str) -> Iterable[str]:
        """All names in the menu."""
        table = self._tables.get(menu)
        return table.names() if table else ()


RESTING = (State.DECLINED, State.CONFLICT)
"""States of an address that nobody has."""


class Core:
    """The living system's memory."""

    free_lease: "Callable[[Edits, int], None]"
    """Ends one lease by hand, as part of a group of edits; the desk's, which sets it."""

    check_lease: Callable[[int], bool] = staticmethod(lambda item: False)
    """Begins to probe the address of a resting lease, which ends when nobody answers; False where it can not. Set by
    who owns the sockets."""

    def __init__(
        self, tree: Tree, store: Store, log: LogBook, clock: HouseClock | None = None, vault: Vault | None = None
    ) -> None:
        self.tree = tree
        self.vault = vault or Vault()
        self.plain: list[tuple[str, int]] = []
        self.store = store
        self.log = log
        self.meta: dict[str, str] = {}
        self.tables = Tables(tree, lambda path: int(self.meta.get(f"next {path}", 0)))
        self.look: Look = CoreLook(self.tables)
        self.space = AddressSpace()
        self.book = LeaseBook()
        self.providers: dict[str, Callable[[], Iterable[tuple[int, Values]]]] = {}
        self.states: dict[str, Callable[[int], Values]] = {}
        self.on_lease: list[Callable[[Any], None]] = []
        """Take note of a ``desk.LeaseEvent`` once it is durable; called on the packet path, so they must not wait."""
        self.grants = Grants()
        self.works: dict[str, Callable[..., Reply]] = {}
        self.on_change: dict[str, list[OnChange]] = defaultdict(list)
        self.taken_back: list[Callable[[], None]] = []
        """Called when items that could be seen already were put back: what was derived of them must be derived anew."""
        self.counters: dict[str, int] = defaultdict(int)
        self._live_ids: dict[tuple[str, object], int] = {}
        self.read_items()
        self.clock = clock or HouseClock(self.last_change())

    # -- loading -------------------------------------------------------------------------------------------------

    def read_items(self) -> None:
        """Fill the tables from the store; a row that no longer parses is kept as it is and logged.

        An item of a menu that nobody knows is one of another router's that was imported.
        """
        self.meta = {str(row[0]): str(row[1]) for row in self.store.load("meta")}
        for row in self.store.load("item"):
            path, item, position, body = str(row[0]), int(row[1] or 0), float(row[2] or 0), str(row[3])
            table = self.tables.get(path) or self._learned(path)
            if table is None:
                self.log("system,error", f"stored item {path} *{item:X}: no such menu, kept as it is")
                continue
            try:
                values, complaints = recalled(table.menu, body, self)
            except JSONDecodeError:
                self.log("system,error", f"stored item {path} *{item:X}: its body is no JSON object, kept as it is")
                continue
            for complaint in complaints:
                self.log("system,error", f"stored item {path} *{item:X}: {complaint}; kept, marked invalid")
            table.put(item, values, position)
            if is_plain(table.menu, body):
                self.plain.append((path, item))
        for path, table in self.tables.items():
            table.next_id = table.reserved = max(table.next_id, int(self.meta.get(f"next {path}", 0)))

    def encrypt_plain(self) -> bool:
        """Encrypt the sensitive values that the store still has in clear; whether its file must be written anew.

        It must until ``file_rewritten`` is called: what was replaced stays in the file, even if this run is killed.
        """
        if self.plain:
            rows = [Put("item", (path, item), self.row_of(path, item)) for path, item in self.plain]
            self.store.commit([*rows, Put("meta", (REWRITE,), ("yes",))])
            self.plain, self.meta[REWRITE] = [], "yes"
        return REWRITE in self.meta

    def file_rewritten(self) -> None:
        """Nothing is left in the store's file of what was in it in clear."""
        self.store.commit([Delete("meta", (REWRITE,))])
        del self.meta[REWRITE]

    def row_of(self, path: str, item: int) -> tuple[float, str]:
        """Place and body of an item as the store keeps them."""
        table = self.tables[path]
        return table.position[item], kept(table.menu, table.items[item], self)

    def _learned(self, path: str) -> Table | None:
        try:
            self.tree.learn(tuple(path.strip("/").split("/")))
        except LookupError:
            return None
        table: Table | None = self.tables.get(path)
        return table

    def last_change(self) -> int:
        """Unix seconds of the last change the store tells of."""
        last = int(self.meta.get("clock", 0))
        return max(last, self.store.newest_lease())

    def read_leases(self) -> None:
        """Fill the book from the store and take the addresses; ends become house time. StoreError for a damaged one."""
        table, offset = self.tables[LEASES], self.clock.offset_s
        newest = 0

        def rows() -> Iterator[tuple[Any, ...]]:
            nonlocal newest
            for row in self.store.load("lease"):
                lease: tuple[Any, ...] = row
                address, item, client, mac, server, pool, state, starts, ends, seen, *rest = lease
                if state not in STATES:
                    why = f"the store is damaged (lease of {show_ipv4(address)}: its state is none that is kept)"
                    raise StoreError(f'{why}: end that lease, as the manual says under "A damaged store"')
                if newest < item < HIGH_ID:
                    newest = item
                ends = ends - offset if ends else 0
                yield (address, item, client, mac, server, pool, state, starts - offset, ends, seen - offset, *rest)

        def held() -> Iterator[tuple[int, bytes]]:
            for address, whose, state in self.book.restore(rows()):
                if state in RESTING:
                    self.space.rest(address)
                else:
                    yield address, whose

        self.space.take_many(held())
        if newest >= table.next_id:
            table.next_id = table.reserved = newest + 1

    # -- ids -----------------------------------------------------------------------------------------------------

    def reserve_ids(self, path: str) -> Put:
        """The change that spends the next id of a menu, of leases the next block of ids."""
        table = self.tables[path]
        table.reserved = table.next_id + (LEASE_BLOCK if path == LEASES else 1)
        return Put("meta", (f"next {path}",), (str(table.reserved),))

    def live_id(self, path: str, key: object) -> int:
        """A stable id for a live row of a menu that also has stored items; of this run only."""
        found = self._live_ids.get((path, key))
        if found is None:
            found = self._live_ids[path, key] = FIRST_LIVE_ID + len(self._live_ids)
        return found

    def next_lease_id(self) -> tuple[int, Put | None]:
        """A fresh id for a dynamic lease, with the change that spends its block where one begins."""
        table = self.tables[LEASES]
        spent = self.reserve_ids(LEASES) if table.next_id >= table.reserved else None
        item = table.next_id
        table.next_id += 1
        return item, spent

    # -- what menus may ask (tree.House) ---------------------------------------------------------------------------

    def items(self, menu: str) -> Mapping[int, Values]:
        """The stored items of a menu."""
        table = self.tables[menu]
        table.order()
        return table.items

    def single(self, menu: str) -> Values:
        """The values of a settings menu, defaults filled in."""
        table = self.tables[menu]
        return self.filled(table.menu, table.items.get(0, {}))

    def usage(self, pool: int) -> Usage:
        """The one arithmetic of a pool's addresses."""
        try:
            return usage(self.space, pool)
        except KeyError:  # one of a file that is being read, which gives out nothing yet
            return untouched(given_out(self.tables["/ip/pool"].items[pool]).size)

    def fill(self, pool: int) -> Usage:
        """The numbers of a pool with its next pools; all 0 where there is none."""
        try:
            return chain_usage(self.space, pool)
        except KeyError:
            return untouched(0)

    def used(self) -> Iterator[tuple[int, int, str, str]]:
        """(pool id, address, owner, its information) of every address held, by address."""
        book = self.book
        for row in book.rows():
            if book.state[row] in LIVE:
                lease = book.get(row)
                pool = self._pool_of(lease)
                if pool:
                    yield pool, lease.address, "DHCP", lease.mac.hex(":").upper()

    def _pool_of(self, lease: LeaseRow) -> int:
        """The pool that counts a lease as used: the one that gave it, else one that covers it; 0 for none today."""
        if self.space.covers(lease.pool, lease.address):
            return lease.pool
        return next(iter(self.space.covering(lease.address)), 0)

    def lease_rows(self) -> Iterator[tuple[int, Values]]:
        """(id, values) of every dynamic lease by address."""
        stored = self.tables[LEASES].items
        for row in self.book.rows():
            item = self.book.id[row]
            if item not in stored:
                yield item, self._lease_values(row, dynamic=True)

    def lease_row(self, item: int) -> Values | None:
        """What is live about one lease."""
        row = self.book.row_of_id(item)
        return None if row < 0 else self._lease_values(row, item not in self.tables[LEASES].items)

    def _lease_values(self, row: int, dynamic: bool) -> Values:
        lease = self.book.get(row)
        now = self.clock.now()
        state = State(lease.state)
        values: Values = {
            "dynamic": dynamic,
            "status": state.name.lower(),
            "last-seen": max(0, now - lease.seen) * 1_000_000,
            "active-address": lease.address,
            "active-mac-address": lease.mac,
            "active-client-id": lease.client_id,
            "active-server": lease.server,
            "host-name": lease.host,
            "agent-option": lease.agent,
            "orphan": bool(lease.state == State.BOUND and self.orphan(lease)),
        }
        grant = self.grants.get((lease.server, lease.client)) if self.grants else None
        if grant is not None:
            values |= {"radius": True, "rate-limit": grant.rate_limit or None}
        if lease.expires:
            values["expires-after"] = max(0, lease.expires - now) * 1_000_000
        if dynamic:
            values |= {
                "address": (0, lease.address),
                "mac-address": lease.mac,
                "client-id": lease.client_id,
                "server": lease.server,
            }
        return values

    def orphan(self, lease: LeaseRow) -> bool:
        """Whether a lease's address belongs to no pool its server gives out today, nor to a static lease."""
        server = self.tables["/ip/dhcp-server"].items.get(lease.server)
        if lease.id in self.tables[LEASES].items:
            return False
        pools = chain([(server or {}).get("address-pool")], self._matched_pools(lease.server))
        return not any(isinstance(pool, int) and self.covers(pool, lease.address) for pool in pools)

    def _matched_pools(self, server: int) -> Iterator[object]:
        """Pools that a server gives to some clients by what they send."""
        for path in ("/ip/dhcp-server/matcher", "/ip/dhcp-server/vendor-class-id"):
            for values in self.tables[path].items.values():
                if values.get("server") in (None, server) and not values.get("disabled"):
                    yield values.get("address-pool")

    def covers(self, pool: int, address: int) -> bool:
        """Whether a pool or one of its next pools contains the address."""
        space = self.space
        return space.covers(pool, address) or any(space.covers(each, address) for each in space.chain(pool)[1:])

    def holders(self, menu: str, prop: str, value: object) -> Iterable[int]:
        """Ids of the stored items with this value of an indexed property."""
        return self.tables[menu].holders(prop, value)

    def lease_find(self, prop: str, text: str) -> Iterable[int] | None:
        """Ids of leases with this property by index; None where there is no index for it."""
        from poolkeeper.domain.addresses import parse_ipv4

        if prop not in ("address", "active-address"):
            return None
        try:
            address = parse_ipv4(text)
        except ValueError:
            return None
        row = self.book.row_at(address)
        static = self.tables[LEASES].holders("address", (0, address)) if prop == "address" else []
        return dict.fromkeys([*static, *([] if row < 0 else [self.book.id[row]])])

    def live(self, menu: str) -> Iterable[tuple[int, Values]]:
        """Rows that another part of the house provides."""
        provider = self.providers.get(menu)
        return provider() if provider else ()

    def owner(self, menu: str, item: int, prop: str) -> str:
        """The name of the user whom a piece of inline code belongs to."""
        return owner(self, menu, item, prop).name

    def beside(self, work: str, *args: object) -> Reply:
        """A Reply that is still to be done by another part of the house; Refusal where no server runs."""
        found = self.works.get(work)
        if found is None:
            raise failure("this needs a running server")
        return Reply(beside=lambda caller: found(caller, *args))

    def state(self, menu: str, item: int) -> Values:
        """Live values laid over a stored item."""
        found = self.states.get(menu)
        return found(item) if found else {}

    # -- rows ----------------------------------------------------------------------------------------------------

    def filled(self, menu: Menu, values: Values) -> Values:
        """Values with the defaults of properties that are always shown."""
        full: Values = {}
        for name, prop in menu.props.items():
            value = values.get(name)
            if value is None and (prop.always or menu.shape == "single"):
                value = prop.default
            if value is not None:
                full[name] = value
        for name, value in values.items():
            if name not in full and value is not None and (name[:1] != "\0" or name in SHOWN_MARKS):
                full[name] = value
        return full

    def table(self, menu: Menu) -> Table:
        """Where a menu's items are kept: its own table, or that of the menu it is another view of."""
        return self.tables[home(menu)]

    def row(self, menu: Menu, item: int) -> Row | None:
        """One item of a list as a reader sees it, stored or live; None if there is none."""
        table = self.tables.get(menu.path)
        if table is not None and item in table.items and not self._hidden(menu, item):
            return self._stored_row(menu, item, table.items[item])
        if menu.path == LEASES:
            live = self.lease_row(item)
            return None if live is None else Row(menu, item, self.filled(menu, live), self.look)
        if menu.rows is not None:
            for each, values in menu.rows(self):
                if each == item:
                    return Row(menu, item, self.filled(menu, values), self.look)
        return None

    def _stored_row(self, menu: Menu, item: int, values: Values) -> Row:
        full = self.filled(menu, values)
        if "\0unread" in values:
            full["invalid"] = True
        if menu.overlay is not None:
            full[OWN] = values
            full.update({name: value for name, value in menu.overlay(self, item, full).items() if value is not None})
        return Row(menu, item, full, self.look)

    def rows(self, menu: Menu) -> Iterator[Row]:
        """Every row of a menu: stored items in their order, then the live ones."""
        table = self.tables.get(menu.path)
        if table is not None:
            for item in table.order():
                values = table.items.get(item)
                if values is not None and not self._hidden(menu, item):
                    yield self._stored_row(menu, item, values)
        if menu.rows is not None:
            for item, values in menu.rows(self):
                yield Row(menu, item if item >= 0 else None, self.filled(menu, values), self.look)

    def _hidden(self, menu: Menu, item: int) -> bool:
        return menu.path in self.states and bool(self.states[menu.path](item).get("\0hidden"))

    def references(self, path: str, item: int) -> bool:
        """Whether any stored item refers to this one."""
        return any(
            _refers(prop.kind, values.get(name), path, item)
            for table in self.tables.values()
            for name, prop in table.menu.props.items()
            if _may_refer(prop.kind, path)
            for values in table.items.values()
        )

    def tell(self, told: Iterable[Step]) -> None:
        """Tell the listeners of each menu what became durable."""
        for step in told:
            for listen in self.on_change.get(step.path, ()):
                listen(step.item, step.before, step.after)


def given_out(pool: Values) -> RangeSet:
    """What a pool may give out: its ranges without its reserve."""
    ranges: RangeSet = pool["ranges"]
    return ranges - pool["reserve"] if pool.get("reserve") else ranges


def home(menu: Menu) -> str:
    """The path under which a menu's items are kept."""
    return menu.of or menu.path


def _may_refer(kind: object, path: str) -> bool:
    if isinstance(kind, ListKind):
        return _may_refer(kind.of, path)
    if isinstance(kind, EitherKind):
        return _may_refer(kind.first, path) or _may_refer(kind.second, path)
    return isinstance(kind, RefKind) and kind.menu == path


def _refers(kind: object, value: object, path: str, item: int) -> bool:
    if isinstance(kind, ListKind) and isinstance(value, tuple):
        return any(_refers(kind.of, part, path, item) for part in value)
    if isinstance(kind, EitherKind) and isinstance(value, tuple):
        return _refers(kind.second if value[0] else kind.first, value[1], path, item)
    return isinstance(kind, RefKind) and value == item
