"""LeaseBook: every lease in memory, in columns, with its indexes and its expiry wheel. No scans, no decisions here.

A lease is a row number; the columns are arrays, the odd fields (host name, option 82, foreign hardware address) sparse
dicts, and a mark tells that a row has any. Indexes: address to row and item id to row (pages of arrays), client on a
server to row. Expiry is a lazy wheel: a renewal only writes ``expires``; a due bucket moves what is not due yet. All
changes of an open batch are journalled and can be undone, since the store may refuse them.

A plain lease takes about 230 bytes: what is in two places is one object. ``hold`` and ``prolong`` are the quick way of
``put`` for what most packets do, with the same result. The columns are open to ``engine.express``, which reads and
writes them under the same rules.
"""

from array import array
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import Any

from poolkeeper.domain.dhcp4 import Held
from poolkeeper.domain.lease import LeaseRow, State, is_local

SENT_ID = 1
"""Mark: the client sent option 61 with type 1 and its hardware address."""

OFFERS, ONE_OFFER = 0x30, 0x10
"""Marks: how often the address was offered in vain, counted modulo 4."""

ODD = 0x40
"""Mark: the row has a field that a plain lease has not (host name, option 82, a MAC or identifier beside its key)."""

BOUND, OFFERED = State.BOUND.value, State.OFFERED.value
ROWS_AT_ONCE = 1024

_EMPTY_PAGE = array("i", [-1] * 256)
_EMPTY_IDS = array("i", [-1] * 64)
_NO_IDS = _EMPTY_IDS.tobytes()

Undo = tuple[int, LeaseRow | None] | tuple[int, int, int, int, int, int]
"""How a change is undone: (address, the lease that stood there), or (address, state, marks, starts, expires, seen)."""


def client_of(server: int, key: bytes) -> bytes:
    """A client on one server as one dict key; ``HEAD`` bytes before its own key."""
    return server.to_bytes(4, "big") + key


HEAD = 4


class LeaseBook:
    """Leases by row. Times are house seconds."""

    def __init__(self) -> None:
        self.address = array("I")
        self.id = array("Q")
        self.server = array("I")
        self.pool = array("I")
        self.state = bytearray()
        self.marks = bytearray()
        self.starts = array("q")
        self.expires = array("q")
        self.seen = array("q")
        self.due = array("q")
        self.whose: list[bytes] = []  # client_of(server, client): the very object of the index
        self.host: dict[int, str] = {}
        self.agent: dict[int, bytes] = {}
        self.mac: dict[int, bytes] = {}
        self.client_id: dict[int, bytes] = {}  # where neither the key nor the marks tell it
        self._of_mac: dict[bytes, int] | None = None  # counted from the first question on
        self._local: dict[int, int] | None = None  # by server; counted from the first question on
        self._pages: dict[int, array[int]] = {}
        self.by_client: dict[bytes, int] = {}  # client_of(server, client) to address; read only from outside
        self._ids: dict[int, array[int]] = {}
        self._spare: list[int] = []
        self._wheel: dict[int, array[int]] = {}
        self._buckets: list[int] = []
        self._journal: list[Undo] | None = None
        self.count = 0

    def __len__(self) -> int:
        return self.count

    def row_of_client(self, server: int, key: bytes) -> int:
        """The row of a client's lease on a server, -1 if it has none."""
        return self.row_of(client_of(server, key))

    def row_of(self, whose: bytes) -> int:
        """The row of the lease of ``client_of`` a client, -1 if it has none."""
        address = self.by_client.get(whose)
        return -1 if address is None else self._pages[address >> 8][address & 255]

    def row_at(self, address: int) -> int:
        """The row of the lease of an address, -1 if there is none."""
        page = self._pages.get(address >> 8)
        return -1 if page is None else page[address & 255]

    def row_of_id(self, item: int) -> int:
        """The row of a lease by item id, -1 if there is none."""
        page = self._ids.get(item >> 6)
        return -1 if page is None else page[item & 63]

    def client(self, row: int) -> bytes:
        """The key of a row's client, as ``LeaseRow`` has it."""
        return self.whose[row][HEAD:]

    def held(self, server: int, key: bytes) -> Held | None:
        """A client's lease as decisions read it."""
        row = self.row_of(client_of(server, key))
        if row < 0:
            return None
        return Held(self.address[row], self.state[row], self.expires[row], self.pool[row], self.id[row])

    def get(self, row: int) -> LeaseRow:
        """The whole lease of a row; times are house seconds."""
        key = self.whose[row][HEAD:]
        if not self.marks[row] & (ODD | SENT_ID) and key[:1] == b"\x00":
            return LeaseRow(
                self.address[row], self.id[row], key, key[1:], self.server[row], self.pool[row], self.state[row],
                self.starts[row], self.expires[row], self.seen[row], None, None, None,
            )  # fmt: skip
        mac = self.mac.get(row, key[1:] if key[:1] == b"\x00" else b"")
        client_id: bytes | None = key[1:] if key[:1] == b"\x01" else None
        if client_id is None and self.marks[row] & SENT_ID:
            client_id = self.client_id.get(row) or b"\x01" + mac
        return LeaseRow(
            self.address[row], self.id[row], key, mac, self.server[row], self.pool[row], self.state[row],
            self.starts[row], self.expires[row], self.seen[row], self.host.get(row), self.agent.get(row), client_id,
        )  # fmt: skip

    def rows(self) -> Iterator[int]:
        """Rows in order of address; safe against changes made meanwhile: a row that vanished is skipped."""
        for page in sorted(self._pages):
            for row in tuple(self._pages.get(page, ())):
                if row >= 0 and self.address[row] >> 8 == page:
                    yield row

    def put(self, lease: LeaseRow) -> int:
        """Write a lease at its address, in place of the client's old one there; its row."""
        row = self.row_at(lease.address)
        whose = client_of(lease.server, lease.client)
        if row >= 0 and self.whose[row] != whose:
            self.drop(row)
            row = -1
        if row < 0:
            other = self.row_of(whose)
            if other >= 0:
                self.drop(other)
            row = self._new_row(lease.address)
            if self._journal is not None:
                self._journal.append((lease.address, None))
            self.by_client[whose] = lease.address
            self.whose[row] = whose
        else:
            if self._journal is not None:
                self._journal.append((lease.address, self.get(row)))
            if self.id[row] != lease.id:
                self._drop_id(self.id[row])
            self._count_lease(row, -1)
            if self._local is not None:
                self._count_local(row, -1)
        self._fill(row, lease)
        if self._local is not None:
            self._count_local(row, 1)
        self._put_id(lease.id, row)
        return row

    def _put_id(self, item: int, row: int) -> None:
        page = self._ids.get(item >> 6)
        if page is None:
            page = self._ids[item >> 6] = _EMPTY_IDS[:]
        page[item & 63] = row

    def _drop_id(self, item: int) -> None:
        page = self._ids.get(item >> 6)
        if page is not None and page[item & 63] >= 0:
            page[item & 63] = -1
            if page.tobytes() == _NO_IDS:
                del self._ids[item >> 6]

    def _new_row(self, address: int) -> int:
        if not self._spare:
            self._grow()
        row = self._spare.pop()
        page = self._pages.get(address >> 8)
        if page is None:
            page = self._pages[address >> 8] = _EMPTY_PAGE[:]
        page[address & 255] = row
        self.count += 1
        return row

    def _grow(self) -> None:
        """More rows, all spare; many at once, since growing every column takes longer than a lease may."""
        first = len(self.whose)
        for column in (
            self.address,
            self.id,
            self.server,
            self.pool,
            self.starts,
            self.expires,
            self.seen,
            self.due,
        ):
            column.frombytes(bytes(ROWS_AT_ONCE * column.itemsize))
        self.state.extend(bytes(ROWS_AT_ONCE))
        self.marks.extend(bytes(ROWS_AT_ONCE))
        self.whose.extend([b""] * ROWS_AT_ONCE)
        self._spare.extend(range(first + ROWS_AT_ONCE - 1, first - 1, -1))

    def _fill(self, row: int, lease: LeaseRow) -> None:
        self.address[row] = lease.address
        self.id[row] = lease.id
        self.server[row] = lease.server
        self.pool[row] = lease.pool
        self.state[row] = lease.state
        self.starts[row] = lease.starts
        self.seen[row] = lease.seen
        key = lease.client
        offers = self.marks[row] & OFFERS if lease.state != State.BOUND else 0
        told = key[:1] == b"\x01" or lease.client_id is None
        plain = lease.host is None and lease.agent is None and key[1:] == lease.mac and key[:1] == b"\x00"
        self.marks[row] = offers | (0 if told else SENT_ID) | (0 if plain else ODD)
        if told or lease.client_id == b"\x01" + lease.mac:
            self.client_id.pop(row, None)
        elif lease.client_id is not None:
            self.client_id[row] = lease.client_id
        if key[:1] == b"\x00" and key[1:] == lease.mac:
            self.mac.pop(row, None)
        else:
            self.mac[row] = lease.mac
        if lease.host is None:
            self.host.pop(row, None)
        else:
            self.host[row] = lease.host
        if lease.agent is None:
            self.agent.pop(row, None)
        else:
            self.agent[row] = lease.agent
        if self._of_mac is not None:
            self._count(lease.server, lease.client, lease.mac, 1)
        self._expire_at(row, lease.expires)

    # -- a start ------------------------------------------------------------------------------------------------------

    def restore(self, leases: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, bytes, int]]:
        """``put`` of many leases, cell by cell as ``LeaseRow`` has them, at addresses where nothing stands yet.

        Gives each one's address, ``client_of`` it, and state, as it is written. Plain leases take a quick way.
        """
        heads: dict[int, bytes] = {}
        pages, by_client, ids = self._pages, self.by_client, self._ids
        for lease in leases:
            address, item, client, mac, server, pool, state, starts, expires, seen, host, agent, client_id = lease
            plain = host is None and agent is None and client_id is None
            if not plain or client[:1] != b"\x00" or client[1:] != mac:
                yield address, self.whose[self.put(LeaseRow._make(lease))], state
                continue
            head = heads.get(server)
            if head is None:
                head = heads[server] = server.to_bytes(HEAD, "big")
            whose = head + client
            if whose in by_client:
                yield address, self.whose[self.put(LeaseRow._make(lease))], state
                continue
            page = pages.get(address >> 8)
            if page is None:
                page = pages[address >> 8] = _EMPTY_PAGE[:]
            if not self._spare:
                self._grow()
            row = page[address & 255] = self._spare.pop()
            by_client[whose] = address
            self.whose[row] = whose
            self.address[row], self.id[row], self.server[row], self.pool[row] = address, item, server, pool
            self.state[row], self.starts[row], self.expires[row], self.seen[row] = state, starts, expires, seen
            if expires:
                self._queue(row, expires)
            known = ids.get(item >> 6)
            if known is None:
                known = ids[item >> 6] = _EMPTY_IDS[:]
            known[item & 63] = row
            self.count += 1
            yield address, whose, state

    # -- the quick way, for a lease without odd fields ----------------------------------------------------------------

    def hold(self, address: int, whose: bytes, item: int, server: int, pool: int, now: int, expires: int) -> None:
        """``put`` of an offered lease for a client that has none, at an address where nothing stands."""
        if not self._spare:
            self._grow()
        row = self._spare.pop()
        addresses = self._pages.get(address >> 8)
        if addresses is None:
            addresses = self._pages[address >> 8] = _EMPTY_PAGE[:]
        addresses[address & 255] = row
        self.count += 1
        if self._journal is not None:
            self._journal.append((address, None))
        self.by_client[whose] = address
        self.whose[row] = whose
        self.address[row] = address
        self.id[row] = item
        self.server[row] = server
        self.pool[row] = pool
        self.state[row] = OFFERED
        self.starts[row] = self.seen[row] = now
        self.expires[row] = expires
        due = self.due[row]
        if not due or expires < due:
            bucket = self._wheel.get(expires)
            if bucket is None:
                self._queue(row, expires)
            else:
                bucket.append(row)
                self.due[row] = expires
        page = self._ids.get(item >> 6)
        if page is None:
            page = self._ids[item >> 6] = _EMPTY_IDS[:]
        page[item & 63] = row
        if self._of_mac is not None:
            self._count(server, whose[HEAD:], whose[HEAD + 1 :], 1)
        if self._local is not None:
            self._count_local(row, 1)

    def prolong(self, row: int, state: int, starts: int, expires: int, now: int) -> None:
        """``put`` of a lease that changes by nothing but its state and its times."""
        if self._journal is not None:
            self._journal.append(
                (self.address[row], self.state[row], self.marks[row], self.starts[row], self.expires[row],
                 self.seen[row])
            )  # fmt: skip
        if state == BOUND:
            self.marks[row] &= ~OFFERS
        self.state[row] = state
        self.starts[row] = starts
        self.seen[row] = now
        self.expires[row] = expires
        due = self.due[row]
        if expires and (not due or expires < due):
            self._queue(row, expires)

    def leases_of(self, server: int, mac: bytes) -> int:
        """How many leases clients with this hardware address hold on a server. The first question walks the book."""
        if self._of_mac is None:
            self._of_mac = {}
            for row in self.rows():
                self._count_lease(row, 1)
        return self._of_mac.get(client_of(server, mac), 0)

    def is_counting(self) -> bool:
        """Whether leases are counted by what their clients are."""
        return self._of_mac is not None or self._local is not None

    def _count(self, server: int, client: bytes, mac: bytes, by: int) -> None:
        """Note a lease more or less of a MAC; an address that rests is nobody's."""
        if self._of_mac is None or client[:1] == b"\x02":
            return
        holder = client_of(server, mac)
        left = self._of_mac.get(holder, 0) + by
        if left:
            self._of_mac[holder] = left
        else:
            self._of_mac.pop(holder, None)

    def _count_lease(self, row: int, by: int) -> None:
        if self._of_mac is not None:
            lease = self.get(row)
            self._count(lease.server, lease.client, lease.mac, by)

    def offered(self, row: int) -> int:
        """Count an offer of this lease; which of four it is: 1 to 4, then 1 again. A binding begins anew."""
        nth = self.marks[row] & OFFERS
        self.marks[row] = (self.marks[row] & ~OFFERS & 0xFF) | ((nth + ONE_OFFER) & OFFERS)
        return nth // ONE_OFFER + 1

    def proven(self, row: int) -> None:
        """A probe ended without an answer: the address may be offered."""
        self.state[row] = State.OFFERED

    def _expire_at(self, row: int, expires: int) -> None:
        """Write the end; a new bucket entry only where none stands early enough."""
        self.expires[row] = expires
        due = self.due[row]
        if expires and (not due or expires < due):
            self._queue(row, expires)

    def _queue(self, row: int, when: int) -> None:
        bucket = self._wheel.get(when)
        if bucket is None:
            bucket = self._wheel[when] = array("i")
            heappush(self._buckets, when)
        bucket.append(row)
        self.due[row] = when

    def local_leases(self, server: int) -> int:
        """Leases that clients with locally administered MACs hold on a server; the first question walks the book."""
        if self._local is None:
            self._local = {}
            for row in self.rows():
                self._count_local(row, 1)
        return self._local.get(server, 0)

    def _count_local(self, row: int, by: int) -> None:
        """Note such a lease more or less; one of a fixed address, which comes from no pool, is not counted."""
        lease = self.get(row)
        counts = lease.pool and lease.state in (State.TESTING, State.OFFERED, State.BOUND) and is_local(lease.mac)
        if self._local is not None and counts:
            self._local[lease.server] = self._local.get(lease.server, 0) + by

    def touch(self, row: int, seen: int) -> None:
        """Note that the client was heard of."""
        self.seen[row] = seen

    def drop(self, row: int) -> None:
        """Forget a lease."""
        address = self.address[row]
        if self._journal is not None:
            self._journal.append((address, self.get(row)))
        self._count_lease(row, -1)
        if self._local is not None:
            self._count_local(row, -1)
        self._pages[address >> 8][address & 255] = -1
        self.by_client.pop(self.whose[row], None)
        self._drop_id(self.id[row])
        self.host.pop(row, None)
        self.agent.pop(row, None)
        self.mac.pop(row, None)
        self.client_id.pop(row, None)
        self.marks[row] = 0
        self.whose[row] = b""
        self.state[row] = 0
        self.expires[row] = 0
        self.count -= 1
        if not self.due[row]:
            self._spare.append(row)
        else:
            self.expires[row] = -1  # the row is free when its bucket falls due

    def expired(self, now: int, most: int = 256, looks: int = 2048) -> list[int]:
        """Rows whose end has come, at most ``most`` of them; each is the caller's to drop or to keep with a new end.

        looks: how many rows it looks at, at most, 0.3 µs each. ``next_due`` tells whether there is more to do.
        """
        found: list[int] = []
        while self._buckets and self._buckets[0] <= now and len(found) < most and looks > 0:
            when = self._buckets[0]
            bucket = self._wheel[when]
            while bucket and len(found) < most and looks > 0:
                looks -= 1
                row = bucket.pop()
                if self.due[row] != when:
                    continue
                self.due[row] = 0
                end = self.expires[row]
                if end < 0:
                    self.expires[row] = 0
                    self._spare.append(row)
                elif end > now:
                    self._queue(row, end)
                elif end:
                    found.append(row)
            if not bucket:
                heappop(self._buckets)
                del self._wheel[when]
        return found

    def again(self, address: int, when: int) -> None:
        """Look at an expired lease again later: the store did not take its end."""
        row = self.row_at(address)
        if row >= 0 and not self.due[row]:
            self._queue(row, when)

    def next_due(self) -> int | None:
        """House second of the next bucket, None where nothing will expire."""
        return self._buckets[0] if self._buckets else None

    def begin(self) -> None:
        """Open a batch: from here on changes can be undone."""
        self._journal = []

    def keep(self) -> None:
        """Close the batch; its changes stay."""
        self._journal = None

    def undo(self) -> None:
        """Close the batch and put everything back as it stood."""
        journal, self._journal = self._journal or [], None
        for entry in reversed(journal):
            if len(entry) == 6:
                row = self.row_at(entry[0])
                _, self.state[row], self.marks[row], self.starts[row], expires, self.seen[row] = entry
                self._expire_at(row, expires)
                continue
            address, before = entry
            if before is not None:
                self.put(before)
            elif (row := self.row_at(address)) >= 0:
                self.drop(row)

    def states(self) -> dict[State, int]:
        """How many leases are in each state; walks the state column (for statistics, not for packets)."""
        return {state: self.state.count(state) for state in State if state}
