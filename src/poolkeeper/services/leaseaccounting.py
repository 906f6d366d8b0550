"""Accounting of leases by RADIUS (RFC 2866): start when a lease is bound, interim while it is, stop when it ends.

For servers with ``use-radius`` yes or accounting, unless ``/ip/dhcp-server/config accounting=no``. A session's id is
made of the lease's id and the time it began, both of which are on disk: a session outlives the process, and what was
started before a crash is stopped under the same id.

A session begins with its start and is forgotten when its lease ends, told or not: what began while nobody was to be
told is told of neither later on nor at its end. Whoever was bound when the process began counts as told of.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import IntEnum
from functools import partial
from heapq import heappop, heappush
from typing import NamedTuple

from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.engine.classes import recalled_classes
from poolkeeper.engine.core import Core
from poolkeeper.engine.leasework import SERVERS, LeaseEvent
from poolkeeper.tree import Values
from poolkeeper.wire.radius import Attr, Attributes, Packet, Peer

from .radiuspeers import RadiusPeers

Tell = Callable[[Peer, Attributes], Awaitable[Packet | None]]
CONFIG = "/ip/dhcp-server/config"
LOST = "dhcp-accounting-lost"
MOST_WAITING = 10_000
"""What may wait to be told; beyond that the oldest is lost, and counted."""
AT_ONCE = 32
"""How many are told at the same time."""
SLICE = 200
"""Interims noted in one go before the loop belongs to others."""


class Status(IntEnum):
    """Acct-Status-Type, RFC 2866 section 5.1."""

    START = 1
    STOP = 2
    INTERIM = 3


class Cause(IntEnum):
    """Acct-Terminate-Cause, RFC 2866 section 5.10."""

    USER_REQUEST = 1
    LOST_CARRIER = 2


class _Session(NamedTuple):
    """What was told of a lease that began then. classes: RADIUS's, for the stop, when the grant is gone."""

    starts: int
    name: bytes
    classes: tuple[bytes, ...] = ()


class _Note(NamedTuple):
    """One thing to tell. server: its name at that time; it may be another one, or gone, when the note is told."""

    status: Status
    lease: LeaseRow
    server: str
    at: int
    session: _Session


class LeaseAccounting:
    """What is to be told, and the sessions that are told of from time to time."""

    def __init__(self, core: Core, peers: RadiusPeers, tell: Tell) -> None:
        self._core, self._peers, self._tell = core, peers, tell
        self._waiting: deque[_Note] = deque()
        self._stirred = asyncio.Event()  # something waits, or something was told
        self._busy: set[asyncio.Task[None]] = set()
        self._last: dict[int, asyncio.Task[None]] = {}  # of those, the last one by address
        self._due: list[tuple[int, int, int]] = []  # (house second, address, when the session began), a heap
        # By server and address: a lease's id may change while it is bound, when its client is given a static one.
        self._sessions: dict[int, dict[int, _Session]] = {}
        self._second, self._given = 0, dict[bytes, int]()  # names given within a second, and how often again
        core.on_lease.append(self.hear)
        core.on_change[SERVERS].append(self._server_changed)

    def hear(self, event: LeaseEvent) -> None:
        """Take note of a lease that was bound or ended."""
        lease, now = event.lease, self._core.clock.now()
        session = self._sessions.get(event.server, {}).pop(lease.address, None)  # it is over, told or not
        if not self._counts(event.server):
            return
        if event.bound:
            session = _Session(lease.starts, self._new_name(lease, now), event.classes)
            self._keep(lease, session)
            self._note(Status.START, lease, event.name, now, session)
            self._again(lease, now)
        elif session is not None and session.starts == lease.starts:
            session = session._replace(classes=event.classes or session.classes)
            self._note(Status.STOP, lease, event.name, now, session)

    def resume(self) -> None:
        """Go on with the sessions of leases that outlived the last process; called once at the start."""
        book, now = self._core.book, self._core.clock.now()
        classes = recalled_classes(self._core)
        if not any(self._counts(server) for server in self._core.items(SERVERS)):
            return
        for row in book.rows():
            if book.state[row] == State.BOUND and self._counts(book.server[row]):
                lease = book.get(row)
                self._keep(lease, _Session(lease.starts, self._name(lease), classes.get(lease.address, ())))
                self._again(lease, now)

    def _counts(self, server: int) -> bool:
        values = self._core.tables[SERVERS].items.get(server, {})
        return values.get("use-radius", "no") != "no" and bool(self._core.single(CONFIG)["accounting"])

    def _server_changed(self, item: int, before: Values | None, after: Values | None) -> None:
        """A server that is gone or uses no RADIUS any more tells nobody how its leases end: its sessions go now."""
        if after is None or after.get("use-radius", "no") == "no":
            self._sessions.pop(item, None)

    def _keep(self, lease: LeaseRow, session: _Session) -> None:
        self._sessions.setdefault(lease.server, {})[lease.address] = session

    def _note(self, status: Status, lease: LeaseRow, server: str, now: int, session: _Session) -> None:
        while len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft()
            self._core.counters[LOST] += 1
        self._waiting.append(_Note(status, lease, server, now, session))
        self._stirred.set()

    def _name(self, lease: LeaseRow) -> bytes:
        return f"{lease.id:08x}{self._core.clock.wall(lease.starts) & 0xFFFFFFFF:08x}".encode()

    def _new_name(self, lease: LeaseRow, now: int) -> bytes:
        """A name that no other session has, also where a static lease is given up and taken anew within a second.

        What tells the latter apart is not on disk: after a restart such a session goes by the name without it.
        """
        if self._second != now:
            self._second, self._given = now, {}
        name = self._name(lease)
        before = self._given[name] = self._given.get(name, -1) + 1
        return name + b"-%d" % before if before else name

    # -- interim -----------------------------------------------------------------------------------------------------

    def _again(self, lease: LeaseRow, now: int) -> None:
        """Look at the lease again when its next interim is due: as RADIUS said, else as the configuration does."""
        grant = self._core.grants.get((lease.server, lease.client))
        every = grant.interim_s if grant is not None else 0
        every = every or int(self._core.single(CONFIG)["interim-update"]) // 1_000_000
        if every:
            heappush(self._due, (now + every, lease.address, lease.starts))

    def _interims(self) -> float:
        """Note what is due, a slice of it; how long there is nothing more to do here."""
        book, now = self._core.book, self._core.clock.now()
        for _ in range(SLICE):
            if not self._due or self._due[0][0] > now or len(self._waiting) >= MOST_WAITING:
                return 0.5
            _, address, starts = heappop(self._due)
            row = book.row_at(address)
            server = book.server[row] if row >= 0 else 0
            session = self._sessions.get(server, {}).get(address)
            if session is None or session.starts != starts:
                continue
            lease = book.get(row)
            if self._counts(server):
                grant = self._core.grants.get((server, lease.client))
                if grant is not None:
                    session = session._replace(classes=grant.classes)
                self._keep(lease, session)
                self._note(Status.INTERIM, lease, self._core.look.name(SERVERS, server) or "", now, session)
            self._again(lease, now)
        return 0.01

    # -- telling -----------------------------------------------------------------------------------------------------

    async def work(self) -> None:
        """Tell what waits, in its order for each client: a service of the server's."""
        while True:
            pause = self._interims()
            self._tell_some()
            self._stirred.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), pause)

    async def finish(self, within_s: float) -> None:
        """Tell what waits, in at most this time: the server stops."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within_s
        while (self._waiting or self._busy) and loop.time() < end:
            self._tell_some()
            await asyncio.wait(self._busy, timeout=end - loop.time(), return_when=asyncio.FIRST_COMPLETED)

    def close(self) -> None:
        """Give up what still waits, and say how much that is."""
        lost = len(self._waiting) + len(self._busy)
        for task in self._busy:
            task.cancel()
        self._waiting.clear()
        if lost:
            self._core.counters[LOST] += lost
            self._core.log("dhcp,warning", f"RADIUS was not told all before the stop: events of leases lost: {lost}")

    def _tell_some(self) -> None:
        """Begin with as many notes as may be told at the same time."""
        while self._waiting and len(self._busy) < AT_ONCE:
            note = self._waiting.popleft()
            address = note.lease.address
            task = asyncio.get_running_loop().create_task(self._say(note, self._last.get(address)))
            self._busy.add(task)
            self._last[address] = task
            task.add_done_callback(partial(self._told, address))

    def _told(self, address: int, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        if self._last.get(address) is task:
            del self._last[address]
        self._stirred.set()

    async def _say(self, note: _Note, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait((before,))
        for peer, realm in self._peers.to_tell(note.server):
            client = self._peers.client(note.lease, realm, note.server)
            if await self._tell(peer, (*client, *self._session(note))) is not None:
                return
        self._core.counters[LOST] += 1

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
            (int(Attr.ACCT_SESSION_ID), note.session.name),
            *((int(Attr.CLASS), value) for value in note.session.classes),
        )
