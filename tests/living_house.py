"""A living house without sockets: the parts of the running server over a store, on a clock that the test moves.

Packets go in as bytes and answers come out as bytes, in the order and by the parts of ``servers.dhcp4``; only what the
kernel does is missing. Nothing here knows what a test is about.
"""

import ctypes
import socket
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from poolkeeper.app import Parts, build, local_user
from poolkeeper.domain.dhcp4 import Decision
from poolkeeper.domain.interfaces import Interface
from poolkeeper.engine.clock import HouseClock
from poolkeeper.engine.desk import Wish
from poolkeeper.engine.logbook import LogBook
from poolkeeper.servers.answers import Answers
from poolkeeper.servers.dhcp4 import DhcpServer
from poolkeeper.servers.mmsg import MOST, Arrival, Datagrams
from poolkeeper.store.base import Store, StoreError
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import Request
from poolkeeper.wire.dhcp4 import Ask, Message, Packet, WireError, ask_of, encode

BEGIN_S = 1_700_000_000
ADDRESS = 10 << 24 | 1
Line = tuple[str, str, dict[str, str]]


class Clock:
    """Seconds that a test moves by hand, for the wall and the machine's ticks alike."""

    def __init__(self, now: float = BEGIN_S) -> None:
        self.now = now

    def house(self) -> HouseClock:
        """A house clock that reads it."""
        return HouseClock(0, lambda: self.now, lambda: self.now)


class Refusing:
    """A store that refuses when it is told to, as a full disk does."""

    def __init__(self, inner: Store) -> None:
        self.inner, self.refuses = inner, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def commit(self, *changes: Any) -> None:
        if self.refuses:
            raise StoreError("the disk is full")
        self.inner.commit(*changes)


class Answered(NamedTuple):
    """What became of one packet: None and None where it was no request, or no server took it."""

    ask: Ask | None
    decision: Decision | None
    payload: bytes = b""


class LivingHouse:
    """The parts over the store in a folder, which is made where there is none; interface ``lan0`` is 10.0.0.1/8."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        path = folder / "store.db"
        if not path.exists():
            made = SqliteStore.create(path)
            made.publish()
            made.close()
        self.store = SqliteStore.open(path)
        self.parts: Parts = build(self.store, LogBook(), clock=self.clock.house())
        self.parts.links.update([Interface(7, "lan0", b"\2\0\0\0\0\1", "ether", 1500, True, True, 0, ((ADDRESS, 8),))])
        self.interface = self.parts.core.look.find("/interface", "lan0") or 0
        self.answers = Answers(self.parts.board)

    def run(self, *lines: Line) -> None:
        """(path, command, words) as the administrator at the machine."""
        for path, command, words in lines:
            self.parts.engine.run(Request(local_user("test"), tuple(path.split()), command, words))

    def serve(self, payloads: Sequence[bytes]) -> list[Answered]:
        """One batch: decided, committed, and only then answered."""
        asks = [asked(payload) for payload in payloads]
        wishes = [Wish(ask, self.interface, ask.host_name, ask.agent) for ask in asks if ask is not None]
        decisions = iter(self.parts.desk.answer(wishes))
        return [self._answered(ask, None if ask is None else next(decisions)) for ask in asks]

    def _answered(self, ask: Ask | None, decision: Decision | None) -> Answered:
        if ask is None or decision is None or not decision.answer:
            return Answered(ask, decision)
        return Answered(ask, decision, self.answers.write(decision, ask)[0])

    def pass_time(self, seconds: float) -> None:
        """Move the clock and end what fell due."""
        self.clock.now += seconds
        while self.parts.desk.expire():
            continue

    def close(self) -> None:
        """Close the store."""
        self.store.close()


class Sent(NamedTuple):
    """A packet that would have left: payload, destination and port, interface and own address (0: as routing says)."""

    payload: bytes
    address: bytes
    port: int
    interface: int
    source: bytes


class Recorder(Datagrams):
    """Keeps what the kernel would be given to send."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        self.sent: list[Sent] = []

    def _transmit_runs(self, runs: list[tuple[int, int]]) -> None:
        for first, count in runs:
            self._transmit(first, count)

    def _transmit(self, first: int, count: int) -> None:
        for slot in range(first, first + count):
            base, length = self._out.vectors[2 * slot : 2 * slot + 2].tolist()
            _, port, address = struct.unpack("=2s2s4s", self._out.peers[2 * slot].to_bytes(8, sys.byteorder))
            interface, source = struct.unpack("=I4s", self._out.ways[4 * slot + 2].to_bytes(8, sys.byteorder))
            sent = Sent(ctypes.string_at(base, length), address, int.from_bytes(port, "big"), interface, source)
            self.sent.append(sent)


class Wire:
    """The DHCP server of a living house with everything but the kernel: packets in as they arrive, packets out as sent.

    quick: whether packets may be answered where they lie, or take the full way each.
    """

    def __init__(self, living: LivingHouse, quick: bool = True) -> None:
        self.living, self.quick = living, quick
        parts = living.parts
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._recorder = Recorder(self._socket)
        self._server = DhcpServer(parts.desk, parts.board, parts.log, parts.core.counters)
        self._server.attach(self._recorder)

    def serve(self, payloads: Sequence[bytes]) -> list[Sent]:
        """What is sent in answer to a batch, in the order of sending."""
        self._recorder.sent = []
        for start in range(0, len(payloads), MOST):
            arrivals = [
                Arrival(each, int.from_bytes(each[24:28], "big") or 0, 67, 7) for each in payloads[start : start + MOST]
            ]
            if self.quick:
                self._server.serve_slots(self._server.slots.load(arrivals))
            else:
                self._server.serve(arrivals)
        return self._recorder.sent

    def rounds(self, rounds: Sequence[Sequence[bytes]]) -> list[Sent]:
        """One batch in which packets of each round arrive while those of the one before are answered."""
        self._recorder.sent = []
        coming = iter([[Arrival(each, 0, 67, 7) for each in payloads] for payloads in rounds])
        first = self._server.slots.load(next(coming))
        self._server.serve_slots(first, lambda slots: slots.load(next(coming, [])))
        return self._recorder.sent

    def close(self) -> None:
        """Close the socket, which nothing was sent by."""
        self._socket.close()


def asked(payload: bytes) -> Ask | None:
    """The request in a packet; None for nonsense."""
    try:
        return ask_of(payload)
    except WireError:
        return None


def message(
    kind: Message, chaddr: bytes, relay: int, *, xid: int = 0, ciaddr: int = 0, options: dict[int, bytes] | None = None
) -> bytes:
    """What a client sends through its relay."""
    coded = {53: bytes((kind,)), 55: b"\1\3\6", **(options or {})}
    return encode(Packet(1, 1, 6, 1, xid, 0, 0, ciaddr, 0, 0, relay, chaddr, b"", b"", coded))
