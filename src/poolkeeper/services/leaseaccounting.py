"""Accounting of leases by RADIUS (RFC 2866): start when a lease is bound, interim while it is, stop when it ends.

For servers with ``use-radius`` yes or accounting, unless ``/ip/dhcp-server/config accounting=no``. A session's id is
made of the lease's id and the time it began, both of which are on disk: a session outlives the process, and what was
started before a crash is stopped under the same id.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush

from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.engine.core import Core
from poolkeeper.engine.leasework import SERVERS, LeaseEvent
from poolkeeper.wire.radius import Attr, Attributes, Packet, Peer

from .radiuspeers import RadiusPeers

Tell = Callable[[Peer, Attributes], Awaitable[Packet | None]]
CONFIG = "/ip/dhcp-server/config"
MOST_WAITING = 10_000
"""What may wait to be told; beyond that the oldest is lost, and counted."""
AT_ONCE = 32
"""How many are told at the same time."""


class Status(IntEnum):
    """Acct-Status-Type, RFC 2866 section 5.1."""

    START = 1
    STOP = 2
    INTERIM = 3


class Cause(IntEnum):
    """Acct-Terminate-Cause, RFC 2866 section 5.10."""

    USER_REQUEST = 1
    LOST_CARRIER = 2


@dataclass
class _Note:
    """One thing to tell."""

    status: Status
    lease: LeaseRow
    classes: tuple[bytes, ...]
    at: int
    session: bytes


class LeaseAccounting:
    """What is to be told, and the sessions that are told of from time to time."""

    def __init__(self, core: Core, peers: RadiusPeers, tell: Tell) -> None:
        self._core, self._peers, self._tell = core, peers, tell
        self._waiting: asyncio.Queue[_Note] = asyncio.Queue()
        self._due: list[tuple[int, int, int]] = []  # (house second, address, lease id), a heap
        self._sessions: dict[int, bytes] = {}  # ids by lease, so that a clock that is moved changes none
        self._said: dict[int, tuple[bytes, ...]] = {}  # Class by lease: its end is told when the grant is gone
        core.on_lease.append(self.hear)

    def hear(self, event: LeaseEvent) -> None:
        """Take note of a lease that was bound or ended."""
        if not self._counts(event.server):
            return
        lease, now = event.lease, self._core.clock.now()
        if event.bound:
            self._note(Status.START, lease, now)
            self._again(lease, now)
        else:
            self._note(Status.STOP, lease, now)

    def resume(self) -> None:
        """Go on with the sessions of leases that outlived the last process; called once at the start."""
        book, now = self._core.book, self._core.clock.now()
        if not any(self._counts(server) for server in self._core.items(SERVERS)):
            return
        for row in book.rows():
            if book.state[row] == State.BOUND and self._counts(book.server[row]):
                lease = book.get(row)
                self._sessions[lease.id] = self._name(lease)
                self._again(lease, now)

    def _counts(self, server: int) -> bool:
        values = self._core.tables[SERVERS].items.get(server, {})
        return values.get("use-radius", "no") != "no" and bool(self._core.single(CONFIG)["accounting"])

    def _classes(self, lease: LeaseRow) -> tuple[bytes, ...]:
        grant = self._core.grants.get((lease.server, lease.client))
        return self._said.get(lease.id, ()) if grant is None else grant.classes

    def _note(self, status: Status, lease: LeaseRow, now: int) -> None:
        while self._waiting.qsize() >= MOST_WAITING:
            self._waiting.get_nowait()
            self._core.counters["dhcp-accounting-lost"] += 1
        session = self._sessions.setdefault(lease.id, self._name(lease))
        classes = self._classes(lease)
        if status == Status.STOP:
            del self._sessions[lease.id]
            self._said.pop(lease.id, None)
        elif classes:
            self._said[lease.id] = classes
        self._waiting.put_nowait(_Note(status, lease, classes, now, session))

    def _name(self, lease: LeaseRow) -> bytes:
        return f"{lease.id:08x}{self._core.clock.wall(lease.starts) & 0xFFFFFFFF:08x}".encode()

    # -- interim -----------------------------------------------------------------------------------------------------

    def _again(self, lease: LeaseRow, now: int) -> None:
        """Look at the lease again when its next interim is due: as RADIUS said, else as the configuration does."""
        grant = self._core.grants.get((lease.server, lease.client))
        every = grant.interim_s if grant is not None else 0
        every = every or int(self._core.single(CONFIG)["interim-update"]) // 1_000_000
        if every:
            heappush(self._due, (now + every, lease.address, lease.id))

    def _interims(self) -> None:
        book, now = self._core.book, self._core.clock.now()
        while self._due and self._due[0][0] <= now and self._waiting.qsize() < MOST_WAITING:
            _, address, item = heappop(self._due)
            row = book.row_at(address)
            if row >= 0 and book.id[row] == item and book.state[row] == State.BOUND and self._counts(book.server[row]):
                lease = book.get(row)
                self._note(Status.INTERIM, lease, now)
                self._again(lease, now)

    # -- telling -----------------------------------------------------------------------------------------------------

    async def work(self) -> None:
        """Tell what waits, in its order for each client: a service of the server's."""
        busy: dict[int, asyncio.Task[None]] = {}
        while True:
            self._interims()
            try:
                note = await asyncio.wait_for(self._waiting.get(), 0.5)
            except TimeoutError:
                continue
            while len(busy) >= AT_ONCE:
                await asyncio.wait(busy.values(), return_when=asyncio.FIRST_COMPLETED)
                busy = {key: task for key, task in busy.items() if not task.done()}
            before = busy.get(note.lease.address)
            busy[note.lease.address] = asyncio.get_running_loop().create_task(self._say(note, before))

    async def _say(self, note: _Note, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait((before,))
        name = self._core.look.name(SERVERS, note.lease.server) or ""
        for peer, realm in self._peers.to_tell(name):
            if await self._tell(peer, (*self._peers.client(note.lease, realm), *self._session(note))) is not None:
                return
        self._core.counters["dhcp-accounting-lost"] += 1

    def _session(self, note: _Note) -> Attributes:
        clock, lease = self._core.clock, note.lease
        numbers = [
            (Attr.ACCT_STATUS_TYPE, int(note.status)),
            (Attr.ACCT_DELAY_TIME, max(0, clock.now() - note.at)),
        ]
        if note.status != Status.START:
            numbers.append((Attr.ACCT_SESSION_TIME, max(0, note.at - lease.starts)))
        if note.status == Status.STOP:
            ran_out = bool(lease.expires) and lease.expires <= note.at
            numbers.append((Attr.ACCT_TERMINATE_CAUSE, Cause.LOST_CARRIER if ran_out else Cause.USER_REQUEST))
        return (
            *((int(each), number.to_bytes(4, "big")) for each, number in numbers),
            (int(Attr.ACCT_SESSION_ID), note.session),
            *((int(Attr.CLASS), value) for value in note.classes),
        )
