"""`lease send-reconfigure` over many leases: clients are served meanwhile, and what changed meanwhile is respected.

The parts of a server over a store; only what the kernel does is missing.
"""

import asyncio
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from living_house import LivingHouse, Recorder, Refusing, message
from poolkeeper.app import local_user
from poolkeeper.doors.pacer import Pacer
from poolkeeper.doors.slices import Pause, in_slices
from poolkeeper.engine.board import Board
from poolkeeper.servers.dhcp4 import DhcpServer
from poolkeeper.servers.forcerenew import Forcerenewals
from poolkeeper.servers.mmsg import Arrival
from poolkeeper.tree import Refusal, Request
from poolkeeper.wire.dhcp4 import Message, Packet, decode
from raw_dhcp import ip, mac

RELAY = ip("10.0.0.9")
CAPABLE = {145: b"\1"}
IDENTIFIER = ip("10.0.0.1").to_bytes(4, "big")
FORCERENEW = 9


class ManyClients:
    """A server that agrees on nonces, and clients 0, 1, ... of it, at 10.1.0.0 and up, that can."""

    def __init__(self, folder: Path) -> None:
        self.house = LivingHouse(folder)
        self.house.run(
            ("ip pool", "add", {"name": "p", "ranges": "10.1.0.0-10.1.15.255"}),
            ("ip dhcp-server", "add", {"name": "d", "interface": "lan0", "address-pool": "p", "relay": "10.0.0.9",
                                       "conflict-detection": "no", "use-reconfigure": "yes", "lease-time": "1h"}),
        )  # fmt: skip
        parts = self.house.parts
        self.core, self.nonces = parts.core, parts.board.nonces
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.recorder = Recorder(self.socket)
        self.server = DhcpServer(parts.desk, parts.board, parts.log, parts.core.counters)
        self.server.attach(self.recorder)
        self.renewals = Forcerenewals(parts.board, self.server.send_unasked, lambda: Pause(Pacer(), slice_s=0))

    def bind(self, *numbers: int) -> list[int]:
        """DISCOVER to ACK; the ids of the leases."""
        offers = self.house.serve([message(Message.DISCOVER, mac(each), RELAY, options=CAPABLE) for each in numbers])
        packets = [decode(each.payload) for each in offers]
        acks = self.house.serve([
            message(Message.REQUEST, each.chaddr, RELAY, options={
                50: each.yiaddr.to_bytes(4, "big"), 54: each.options[54], **CAPABLE
            }) for each in packets
        ])  # fmt: skip
        assert all(90 in decode(each.payload).options for each in acks)
        return [self.core.book.id[self.core.book.row_at(each.yiaddr)] for each in packets]

    def arrive(self, kind: Message, number: int, ciaddr: int = 0) -> None:
        """A packet of a client, served as the server serves it."""
        named = {54: IDENTIFIER} if kind == Message.RELEASE else {}
        payload = message(kind, mac(number), RELAY, ciaddr=ciaddr, options=named)
        self.server.serve([Arrival(payload, RELAY, 67, 7)])

    def do(self, path: str, command: str, *items: int | str) -> None:
        """A command about some items, as the administrator at the machine."""
        self.house.parts.engine.run(Request(local_user("test"), tuple(path.split()), command, items=items))

    def address(self, item: int) -> int:
        """The address of a lease."""
        return self.core.book.address[self.core.book.row_of_id(item)]

    def sent(self) -> list[Packet]:
        """What would have left since the last look."""
        packets = [decode(each.payload) for each in self.recorder.sent]
        self.recorder.sent = []
        return packets

    async def send(self, items: list[int], meanwhile: Callable[[], object] = lambda: None) -> None:
        """Tell clients to renew; meanwhile: called whenever the loop belongs to others."""
        work = asyncio.create_task(in_slices(lambda: self.renewals.send(items)))
        while not work.done():
            meanwhile()
            await asyncio.sleep(0)
        await work

    def close(self) -> None:
        """Close socket and store."""
        self.socket.close()
        self.house.close()


@pytest.fixture
def many(tmp_path: Path) -> Iterator[ManyClients]:
    made = ManyClients(tmp_path)
    yield made
    made.close()


def kinds(packets: list[Packet]) -> list[int]:
    """Option 53 of each."""
    return [each.options[53][0] for each in packets]


async def test_clients_are_served_between_two_that_are_told(many):
    items = many.bind(*range(20))
    await many.send(items, lambda: many.arrive(Message.DISCOVER, 100))
    seen = kinds(many.sent())
    assert seen.count(FORCERENEW) == len(items)
    first, last = seen.index(FORCERENEW), len(seen) - 1 - seen[::-1].index(FORCERENEW)
    assert Message.OFFER in seen[first:last]


async def test_one_of_the_list_that_can_not_be_told_means_that_none_is(many):
    items = many.bind(*range(5))
    many.arrive(Message.DISCOVER, 100)
    offered = many.core.book.id[many.core.book.row_at(many.sent()[0].yiaddr)]
    with pytest.raises(Refusal, match="only a client with a bound lease renews"):
        await many.send([*items, offered])
    assert many.sent() == []


async def test_a_lease_that_ends_meanwhile_is_passed_over(many):
    items = many.bind(*range(5))
    first, *others = [many.address(item) for item in items]

    def meanwhile() -> None:
        if many.recorder.sent:
            many.arrive(Message.RELEASE, 3, others[2])

    await many.send(items, meanwhile)
    assert [each.ciaddr for each in many.sent()] == [first, others[0], others[1], others[3]]


async def test_a_server_that_is_taken_away_meanwhile_sends_nothing_more_and_the_command_says_so(many):
    items = many.bind(*range(5))

    def meanwhile() -> None:
        if many.recorder.sent:
            many.do("ip dhcp-server", "disable", "d")

    with pytest.raises(Refusal, match="failure: told 1 of 5 clients to renew, could not send to the others"):
        await many.send(items, meanwhile)
    assert len(many.sent()) == 1


async def test_a_server_is_looked_for_once_for_all_its_clients(many):
    items = many.bind(*range(50))
    asked = 0

    def count(frame, event, arg) -> None:
        nonlocal asked
        asked += event == "call" and frame.f_code is Board.server.__code__

    sys.setprofile(count)
    try:
        await many.send(items)
    finally:
        sys.setprofile(None)
    assert len(many.sent()) == len(items)
    assert asked == 1


def test_nothing_is_remembered_of_a_client_whose_lease_ended(many):
    released, removed, declined, kept, late = many.bind(*range(5))
    assert len(many.nonces.told) == 5
    many.arrive(Message.RELEASE, 0, many.address(released))
    many.do("ip dhcp-server lease", "remove", removed)
    many.house.serve([message(Message.DECLINE, mac(2), RELAY, options={
        50: many.address(declined).to_bytes(4, "big"), 54: IDENTIFIER})])  # fmt: skip
    assert set(many.nonces.told) == {many.address(kept), many.address(late)}
    many.house.pass_time(1800)
    (again,) = many.bind(3)
    assert again == kept
    many.house.pass_time(1900)
    assert set(many.nonces.told) == {many.address(kept)}
    many.house.pass_time(3600)
    assert many.nonces.told == {}


async def test_an_end_that_the_store_refuses_leaves_the_client_its_nonce(many):
    (item,) = many.bind(1)
    store = many.core.store = Refusing(many.house.store)
    store.refuses = True
    many.arrive(Message.RELEASE, 1, many.address(item))
    await many.send([item])
    assert kinds(many.sent()) == [FORCERENEW]


async def test_nobody_is_sent_what_a_restart_would_repeat_where_the_store_refuses(many):
    """What is reserved of the counter is for a day; on the next one the store must take the next."""
    items = many.bind(*range(3))
    store = many.core.store = Refusing(many.house.store)
    many.house.clock.now += 86_400
    store.refuses = True
    with pytest.raises(Refusal, match="the counter of reconfigure messages is not kept: the disk is full"):
        await many.send(items)
    assert many.sent() == []
    store.refuses = False
    await many.send(items)
    assert kinds(many.sent()) == [FORCERENEW] * 3
