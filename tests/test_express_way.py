"""The quick way of the DHCP server and the full way are one: same packets, same bytes, same leases, same store.

Two houses live through the same days: in one, packets are answered where they lie, in the other each takes the full
way. Everything that decides is drawn at random: clients, relays, options, configurations, and when the store refuses.
"""

import random
import struct
from pathlib import Path

import pytest

from living_house import LivingHouse, Refusing, Sent, Wire, message
from poolkeeper.app import local_user
from poolkeeper.script.session import Session
from poolkeeper.wire.dhcp4 import Message

RELAY, OTHER_RELAY = 10 << 24 | 2, 10 << 24 | 3
SERVER = 10 << 24 | 1
CLIENTS = 24
BATCHES = 250


def furnish(living: LivingHouse) -> None:
    """Two servers behind relays and one for direct clients, with pools that are large enough most of the time."""
    living.run(
        ("ip pool", "add", {"name": "a", "ranges": "10.1.0.10-10.1.0.45", "next-pool": "none"}),
        ("ip pool", "add", {"name": "b", "ranges": "10.2.0.10-10.2.0.14,10.2.0.20-10.2.0.40"}),
        ("ip pool", "add", {"name": "c", "ranges": "10.3.0.10-10.3.0.29"}),
    )
    for name, relay, pool in (("one", "10.0.0.2", "a"), ("two", "10.0.0.3", "b"), ("three", "0.0.0.0", "c")):
        words = {"name": name, "interface": "lan0", "relay": relay, "address-pool": pool, "lease-time": "10m"}
        living.run(("ip dhcp-server", "add", {**words, "conflict-detection": "no"}))
    living.run(("ip dhcp-server network", "add", {"address": "10.0.0.0/8", "gateway": "10.0.0.1", "domain": "lan"}))


CHANGES = (
    "/ip pool set a ranges=10.1.0.10-10.1.0.35",
    "/ip pool set a ranges=10.1.0.10-10.1.0.45 next-pool=b",
    "/ip pool set a next-pool=none",
    "/ip dhcp-server set one lease-time=20m",
    "/ip dhcp-server set one client-mac-limit=1",
    "/ip dhcp-server set one client-mac-limit=unlimited",
    "/ip dhcp-server set two authoritative=no",
    "/ip dhcp-server set two delay-threshold=1s",
    "/ip dhcp-server set two delay-threshold=none",
    "/ip dhcp-server network set 0 dns-server=10.0.0.5",
    "/ip dhcp-server network add address=10.1.0.32/28 gateway=10.1.0.33",
    "/ip dhcp-server option add name=who code=12 value=\"'\\$(HOSTNAME)'\"",
    "/ip dhcp-server network set [ find where address=10.0.0.0/8 ] dhcp-option=[ /ip dhcp-server option find ]",
    '/ip dhcp-server network set [ find where address=10.0.0.0/8 ] dhcp-option=""',
    "/ip dhcp-server lease add address=10.1.0.12 mac-address=02:00:00:00:00:05 server=one",
    "/ip dhcp-server lease add address=10.2.0.12 client-id=1:aa:bb server=two",
    "/ip dhcp-server lease add mac-address=02:00:00:00:00:07 block-access=yes",
    "/ip dhcp-server lease remove [ find where address=10.1.0.12 ]",
    "/ip dhcp-server disable three",
    "/ip dhcp-server enable three",
)


def habit(chaddr: bytes) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """What a client of some kind says of itself in each packet, before and behind what it asks for."""
    number = chaddr[-1]
    mac, duid = b"\1" + chaddr, b"\xff" + chaddr[2:] + b"\0\3\0\1" + chaddr
    phone = {57: b"\x05\xdc", 60: b"android-dhcp-14", 12: b"phone-%d" % number}
    behind = {82: b"\1\4p%03d\2\6" % number + chaddr}
    return (
        ({}, {}),
        ({61: mac}, phone),
        ({61: duid}, {12: b"box%d" % number}),
        ({}, {12: "b\u00fccher".encode(), **behind}),
        ({61: mac}, {}),
        ({}, {60: b"udhcp 1.35", **behind}),
        ({61: duid}, {**phone, **behind}),
    )[number % 7]


def typed(living: LivingHouse, line: str) -> None:
    """A line of the administrator's console."""
    Session(living.parts.tree, living.parts.engine.run, local_user(), write=str).execute(line)


def packet(kind: Message, chaddr: bytes, relay: int, xid: int, ciaddr: int, options: dict[int, bytes]) -> bytes:
    """What a client sends, its options in the order given."""
    head = struct.pack("!BBBBIHHIIII16s192x", 1, 1, 6, 1, xid, 0, 0, ciaddr, 0, 0, relay, chaddr)
    before, behind = habit(chaddr)
    area = {53: bytes((kind,)), **before, **behind, **options, 55: b"\1\3\6"}
    written = b"".join(bytes((code, len(value))) + value for code, value in area.items())
    return (head + b"\x63\x82\x53\x63" + written + b"\xff").ljust(300, b"\0")


class Life:
    """Draws packets. What a client believes follows the answers of the first house."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.offered: dict[bytes, int] = {}
        self.bound: dict[bytes, int] = {}

    def packet(self) -> bytes:
        """One packet of some client, most often a sensible one."""
        draw = self.random
        chaddr = b"\2\0\0\0\0" + bytes((draw.randrange(CLIENTS),))
        relay = (RELAY, RELAY, OTHER_RELAY, 0)[chaddr[-1] % 4]  # most clients stay where they are
        if draw.random() < 0.1:
            relay = draw.choice((RELAY, OTHER_RELAY, 0, 10 << 24 | 99))
        options = self._odd(chaddr) if draw.random() < 0.2 else {}
        xid = draw.getrandbits(32)
        shape = draw.randrange(40) // 4
        address = self.bound.get(chaddr) or self.offered.get(chaddr) or 10 << 24 | 1 << 16 | draw.randrange(8, 48)
        if shape < 4 or (shape < 8 and chaddr not in self.offered):
            return self._raw(packet(Message.DISCOVER, chaddr, relay, xid, 0, options))
        if shape < 6:
            named = {54: SERVER.to_bytes(4, "big")} if draw.random() < 0.9 else {54: b"\1\2\3\4"}
            asked = {50: self.offered[chaddr].to_bytes(4, "big")}
            both = {**asked, **named} if draw.random() < 0.5 else {**named, **asked}
            return self._raw(packet(Message.REQUEST, chaddr, relay, xid, 0, {**both, **options}))
        if shape < 8:
            past = draw.choice((relay, 0))
            return self._raw(packet(Message.REQUEST, chaddr, past, xid, address, options))
        if shape == 8:
            asked = {50: address.to_bytes(4, "big")}
            return self._raw(packet(Message.REQUEST, chaddr, relay, xid, 0, {**asked, **options}))
        if draw.random() < 0.95:
            return message(Message.RELEASE, chaddr, relay, xid=xid, ciaddr=address)
        asked = {50: address.to_bytes(4, "big"), 54: SERVER.to_bytes(4, "big")}
        return message(Message.DECLINE, chaddr, relay, xid=xid, options=asked)

    def _odd(self, chaddr: bytes) -> dict[int, bytes]:
        """Options that not every client sends."""
        odd = {
            12: b"host%d" % chaddr[-1],
            60: b"MSFT 5.0",
            61: self.random.choice((b"\1" + chaddr, b"\xaa\xbb", b"\0text")),
            57: b"\x02\x40",
            82: b"\1\4port\2\3rid",
            81: b"\1\0\0pc",
            80: b"",
            118: b"\x0a\x02\0\0",
            50: b"\x0a\1\0\x0f",
            51: b"\0\0\1\0",
            145: b"\1",
        }
        return {code: odd[code] for code in self.random.sample(sorted(odd), self.random.randrange(1, 4))}

    def _raw(self, payload: bytes) -> bytes:
        """The packet as it is, or with a field that is out of the ordinary."""
        draw = self.random.random()
        if draw > 0.1:
            return payload
        octets = bytearray(payload)
        kind = self.random.randrange(6)
        if kind == 0:
            octets[3:4] = b"\5"  # hops
        elif kind == 1:
            octets[8:12] = struct.pack("!HH", self.random.randrange(9), 0x8000)  # secs, flags
        elif kind == 2:
            octets[34:44] = b"\xee" * 10  # behind the hardware address
        elif kind == 3:
            octets[44:54] = b"server\0\0\0\0"
        elif kind == 4:
            octets[1:3] = bytes((self.random.choice((1, 6)), self.random.choice((6, 16))))
        else:
            octets = octets[: self.random.randrange(230, len(octets))]
        return bytes(octets)

    def hear(self, sent: list[Sent]) -> None:
        """Believe the answers."""
        for each in sent:
            chaddr, yiaddr = each.payload[28:34], int.from_bytes(each.payload[16:20], "big")
            kind = each.payload[242]
            if kind == Message.OFFER:
                self.offered[chaddr] = yiaddr
            elif kind == Message.ACK and yiaddr:
                self.bound[chaddr] = yiaddr
            elif kind == Message.NAK:
                self.bound.pop(chaddr, None)


def state(living: LivingHouse) -> object:
    """Every lease in memory and on disk, and what is free."""
    core = living.parts.core
    book = core.book
    usages = [core.usage(pool) for pool in core.items("/ip/pool")]
    return [book.get(row) for row in book.rows()], sorted(living.store.load("lease")), usages


@pytest.mark.parametrize("seed", range(6))
def test_random_packets_get_the_same_bytes_and_leave_the_same_leases(tmp_path: Path, served, seed: int):
    life = Life(seed)
    (tmp_path / "quick").mkdir()
    (tmp_path / "full").mkdir()
    houses = [LivingHouse(tmp_path / "quick"), LivingHouse(tmp_path / "full")]
    for living in houses:
        furnish(living)
    wires = [Wire(houses[0]), Wire(houses[1], quick=False)]
    changes = list(CHANGES)
    for batch in range(BATCHES):
        packets = [life.packet() for _ in range(life.random.randrange(1, 26))]
        answers = [wire.serve(packets) for wire in wires]
        assert sorted(answers[0]) == sorted(answers[1]), f"batch {batch}"
        life.hear(answers[0])
        if batch % 10 == 9:
            assert state(houses[0]) == state(houses[1]), f"batch {batch}"
        span = life.random.choice((0, 0, 0, 1, 1, 5, 5, 40, 700))
        for living in houses:
            living.pass_time(span)
        if batch % 12 == 11 and changes:
            change = changes.pop(life.random.randrange(len(changes)))
            for living in houses:
                typed(living, change)
    logs = [[line.message for line in living.parts.log.lines] for living in houses]
    assert logs[0] == logs[1]
    assert sum(served) > BATCHES
    for each in (*wires, *houses):
        each.close()


def test_a_refused_batch_of_the_quick_way_never_happened(tmp_path: Path, served):
    living = LivingHouse(tmp_path)
    furnish(living)
    wire = Wire(living)
    store = living.parts.core.store = Refusing(living.store)
    life = Life(7)
    for _ in range(60):
        life.hear(wire.serve([life.packet() for _ in range(12)]))
        before = state(living)
        holds = dict(living.parts.core.book.by_client)
        store.refuses = True
        packets = [life.packet() for _ in range(12)]
        sent = wire.serve(packets)
        store.refuses = False
        if any(each.payload[242] == Message.ACK and each.payload[16:20] != bytes(4) for each in sent):
            pytest.fail("an ACK left that was not kept")
        if sent and living.parts.core.counters["dhcp-not-kept"]:
            continue  # offers only: a batch of those is not committed
        assert (state(living), dict(living.parts.core.book.by_client)) == (before, holds)
    assert living.parts.core.counters["dhcp-not-kept"] > 100
    assert sum(served) > 100
    wire.close()
    living.close()


def bare(kind: Message, chaddr: bytes, *options: tuple[int, bytes], padded: int = 300) -> bytes:
    """A packet through the relay with these options and no End."""
    head = struct.pack("!BBBBIHHIIII16s192x", 1, 1, 6, 1, 1, 0, 0, 0, 0, 0, RELAY, chaddr)
    area = b"".join(bytes((code, len(value))) + value for code, value in ((53, bytes((kind,))), *options))
    return (head + b"\x63\x82\x53\x63" + area).ljust(padded, b"\0")


def kinds(sent: list[Sent]) -> list[int]:
    """Option 53 of each packet that was sent."""
    return [each.payload[242] for each in sent]


def test_what_an_earlier_packet_left_in_a_slot_is_not_read(tmp_path: Path):
    living = LivingHouse(tmp_path)
    furnish(living)
    wire = Wire(living)
    first, second = b"\2\0\0\0\0\x51", b"\2\0\0\0\0\x52"
    named = (54, SERVER.to_bytes(4, "big"))
    offered = {}
    for chaddr in (first, second):
        (offer,) = wire.serve([bare(Message.DISCOVER, chaddr, (55, b"\1\3\6"))])
        offered[chaddr] = offer.payload[16:20]
    assert kinds(wire.serve([bare(Message.REQUEST, first, named, (50, offered[first]), padded=255)])) == [Message.ACK]
    wire.serve([bytes(249) + b"\x32\4" + offered[second]])
    assert wire.serve([bare(Message.REQUEST, second, named, padded=249)]) == [], "it names no address itself"
    wire.close()
    living.close()


@pytest.mark.parametrize("quick", [True, False], ids=["arriving", "kept for a while"])
def test_an_answer_that_cannot_be_sent_costs_nobody_else_theirs(tmp_path: Path, quick: bool):
    living = LivingHouse(tmp_path)
    furnish(living)
    wire = Wire(living, quick)
    good, huge = b"\2\0\0\0\0\1", (82, b"\1\xfd" + b"x" * 253)
    too_large = bare(Message.DISCOVER, b"\2\0\0\0\0\2", *[huge] * 7)
    (offer,) = wire.serve([too_large, bare(Message.DISCOVER, good), too_large])
    asked = ((50, offer.payload[16:20]), (54, SERVER.to_bytes(4, "big")))
    assert kinds(wire.serve([too_large, bare(Message.REQUEST, good, *asked), too_large])) == [Message.ACK]
    assert living.parts.core.counters["dhcp-unsent"] == 4
    assert [row[0] for row in living.store.load("lease")] == [int.from_bytes(offer.payload[16:20], "big")]
    wire.close()
    living.close()


@pytest.mark.parametrize("kind", range(7))
def test_whatever_a_client_says_of_itself_it_is_answered_where_its_packets_lie(tmp_path: Path, served, kind: int):
    living = LivingHouse(tmp_path)
    furnish(living)
    wire = Wire(living)
    for chaddr in (b"\2\0\0\0\0" + bytes((kind + 7 * nth,)) for nth in range(3)):
        served.clear()
        (offer,) = wire.serve([packet(Message.DISCOVER, chaddr, RELAY, 1, 0, {})])
        address = offer.payload[16:20]
        asked = {50: address, 54: SERVER.to_bytes(4, "big")}
        (ack,) = wire.serve([packet(Message.REQUEST, chaddr, RELAY, 2, 0, asked)])
        (again,) = wire.serve([packet(Message.REQUEST, chaddr, RELAY, 3, int.from_bytes(address, "big"), {})])
        assert kinds([ack, again]) == [Message.ACK] * 2
        (back,) = wire.serve([packet(Message.DISCOVER, chaddr, RELAY, 4, 0, {50: address})])
        assert (back.payload[242], back.payload[16:20]) == (Message.OFFER, address)
        _, _, _, _, _, _, _, _, _, _, host, agent, client_id = next(
            row for row in living.store.load("lease") if row[0] == int.from_bytes(address, "big")
        )
        said = {code: value for part in habit(chaddr) for code, value in part.items()}
        assert (host, agent, client_id) == (said[12].decode() if 12 in said else None, said.get(82), said.get(61))
    assert sum(served) == 4, "the third of its kind"
    wire.close()
    living.close()


def test_a_form_stays_one_however_often_its_packets_take_the_full_way(tmp_path: Path, served):
    living = LivingHouse(tmp_path)
    furnish(living)
    wire = Wire(living)
    typed(living, "/ip dhcp-server lease add address=10.1.0.12 mac-address=02:00:00:00:00:05 server=one")
    reserved, other = (bare(Message.DISCOVER, b"\2\0\0\0\0" + bytes((number,))) for number in (5, 6))
    wire.serve([reserved])
    served.clear()
    for _ in range(20):
        assert kinds(wire.serve([reserved, other])) == [Message.OFFER] * 2
    lane = living.parts.desk.express.lane(7, RELAY)
    assert sum(served) == 20
    assert lane is not None
    assert len(lane.kept) == 1
    wire.close()
    living.close()
