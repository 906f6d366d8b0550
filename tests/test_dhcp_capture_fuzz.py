"""Packets of real clients, spoiled in every way: no traceback, no wrong lease, and both readers and writers agree.

The clients are captured in namespaces first. What is spoiled then goes the server's own way without its sockets
(``living_house``), thousands of packets in batches; whoever was told to have an address must be the only one. A second
house answers the same packets where they lie, where it can: it must say and keep the same.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from dhcp_clients import Dhclient, Udhcpc, lan_script, site
from living_house import Answered, LivingHouse, asked
from living_house import Wire as QuickWire
from poolkeeper.domain.lease import LeaseRow
from poolkeeper.wire.dhcp4 import Message, Packet, WireError, decode, encode, full_ask_of
from poolkeeper.wire.frames import parse_frame
from raw_dhcp import Wire

PACKETS, MANY = 20_000, 1_000_000
BATCH = 64
FIRST, LAST = 10 << 24 | 256, 10 << 24 | 319
Client = tuple[int, bytes]
"""A server's item id and the client's key there."""
STATIC = 10 << 24 | 1000
SERVER = (10 << 24 | 1).to_bytes(4, "big")


def captured(free_port, folder: Path) -> list[bytes]:
    """What dhclient, udhcpc and a raw client said to a server while they got, renewed and gave back addresses."""
    with site(free_port, lan_script(), hosts=2) as office:
        ear = Wire(office.lan.router, "bridge")
        busybox = Udhcpc(office.lan.namespaces, office.lan.hosts[0], folder).start("-x", "hostname:box")
        isc = Dhclient(office.lan.namespaces, office.lan.hosts[1], folder, conf='send host-name "isc";\n').start()
        busybox.wait_for("bound")
        isc.wait_for("BOUND")
        busybox.renew()
        busybox.wait_for("renew")
        busybox.release()
        isc.release()
        raw = office.wire.client(1, options={61: b"\0raw", 60: b"thing", 57: b"\5\0"})
        address = raw.bind()
        raw.renew()
        raw.reboot(address)
        raw.release(office.witness)
        plain = office.wire.client(2)
        plain.bind()
        plain.renew()
        for _ in ear.hear(0.5):
            continue
        ear.close()
    heard = [parse_frame(octets) for octets in ear.frames if octets[12:14] == b"\x08\0" and octets[23] == 17]
    return [frame.payload for frame in heard if frame.dport == 67]


class Spoiler:
    """Makes packets of captured ones: other clients, other wishes, other options, and bytes that are simply wrong."""

    def __init__(self, samples: Sequence[bytes], seed: int) -> None:
        self.random = random.Random(seed)
        self.samples = samples
        self.told: list[int] = [FIRST]
        self.own: dict[bytes, int] = {}  # what each client was told last

    def packet(self) -> bytes:
        """One more packet."""
        draw = self.random
        octets = draw.choice(self.samples)
        if draw.random() < 0.3:
            return self._plain(octets)
        if draw.random() < 0.7:
            octets = self._other_wish(octets)
        return octets if draw.random() < 0.5 else self._spoilt(octets)

    def _plain(self, octets: bytes) -> bytes:
        """A packet with nothing but what it must say, of a client behind the relay that never says more."""
        draw = self.random
        chaddr = b"\2\0\0\0\1" + bytes((draw.randrange(30),))
        address = self.own.get(chaddr, 0).to_bytes(4, "big")
        discover, chosen = {53: b"\1", 55: b"\1\3\6"}, {53: b"\3", 55: b"\1\3\6"}
        options, ciaddr = draw.choice(
            ((discover, 0), ({**chosen, 50: address, 54: SERVER}, 0), ({**chosen, 50: address}, 0), (chosen, address))
        )
        if chaddr not in self.own:
            options, ciaddr = discover, 0
        bare = decode(octets)._replace(chaddr=chaddr, hlen=6, htype=1, giaddr=10 << 24 | 2, flags=0, op=1)
        return encode(bare._replace(options=options, ciaddr=int.from_bytes(ciaddr or b"", "big"), sname=b"", file=b""))

    def _other_wish(self, octets: bytes) -> bytes:
        draw, packet = self.random, decode(octets)
        options = dict(packet.options)
        chaddr = b"\2\0\0\0\0" + bytes((draw.randrange(100),)) if draw.random() < 0.9 else packet.chaddr
        address = self.own.get(chaddr, FIRST) if draw.random() < 0.7 else draw.choice(self.told[-32:])
        if draw.random() < 0.6:
            options[50] = address.to_bytes(4, "big")
        if draw.random() < 0.5:
            options[54] = draw.choice((SERVER, bytes(4), b"\x0a\0\0\x09"))
        if draw.random() < 0.7:
            options[53] = bytes((draw.choice((1, 1, 1, 3, 3, 3, 3, 4, 7, 8)),))
        for code in draw.sample(sorted(options), k=draw.choice((0, 0, 1))):
            del options[code]
        ciaddr = address if draw.random() < 0.3 else 0
        if 61 in options and draw.random() < 0.8:
            options[61] = b"\1" + chaddr
        relay = draw.choice((0, 0, 0, 10 << 24 | 2))
        return encode(packet._replace(options=options, ciaddr=ciaddr, chaddr=chaddr, giaddr=relay))

    def _spoilt(self, octets: bytes) -> bytes:
        draw, spoilt = self.random, bytearray(octets)
        for _ in range(draw.choice((1, 1, 2, 8))):
            way, at = draw.randrange(4), draw.randrange(len(spoilt) or 1)
            if way == 0 and spoilt:
                spoilt[at] = draw.randrange(256)
            elif way == 1:
                del spoilt[at : at + draw.randrange(40)]
            elif way == 2:
                spoilt[at:at] = draw.randbytes(draw.randrange(40))
            else:
                other = draw.choice(self.samples)
                spoilt[at:] = other[draw.randrange(len(other)) :]
        return bytes(spoilt)


FOR_EVER = b"\xff\xff\xff\xff"
"""How long BOOTP's addresses are given for: nothing in the answer says."""


class Watch:
    """Who was told to have which address, by the bytes of the answers alone; releases and the like as decided."""

    def __init__(self) -> None:
        self.owner: dict[int, tuple[Client, int]] = {}
        self.has: dict[Client, int] = {}
        self.answers = dict.fromkeys((Message.OFFER, Message.ACK, Message.NAK), 0)

    def see(self, answered: Answered, living: LivingHouse) -> int:
        """Judge one answer; the address it gives, 0 if none."""
        ask, decision, payload = answered
        if decision is not None and not decision.answer:
            self._ended(decision.address)
        if ask is None or decision is None or not payload:
            return 0
        answer = decode(payload)
        kind = Message(answer.options[53][0]) if 53 in answer.options else Message.ACK  # BOOTP binds in one step
        self.answers[kind] += 1
        assert (answer.xid, answer.chaddr, answer.giaddr) == (ask.xid, ask.chaddr, ask.giaddr)
        if kind is Message.NAK:
            self._ended(decision.address)
        if kind is Message.NAK or ask.kind is Message.INFORM:
            return 0
        address, client = answer.yiaddr, (decision.server.id, decision.key)
        assert FIRST <= address <= LAST or address == STATIC, f"{address:#x} is of no pool"
        holder, until = self.owner.get(address, (client, 0))
        assert holder == client or until <= living.clock.now, f"{address:#x} is of {holder}, and was given to {client}"
        before = self.has.get(client, address)
        if before != address and self.owner.get(before, (None,))[0] == client:
            self._ended(before)  # it asked anew, so it uses none, and takes another
        if kind is Message.ACK:
            self.has[client] = address
            self.owner[address] = (client, living.clock.now + int.from_bytes(answer.options.get(51, FOR_EVER), "big"))
        return address

    def _ended(self, address: int) -> None:
        self.owner.pop(address, None)


def readers_agree(payload: bytes) -> None:
    """Whatever decodes encodes to itself; the quick reader says what the full one says."""
    try:
        packet = decode(payload)
    except WireError:
        packet = None
    if isinstance(packet, Packet):
        assert decode(encode(packet)) == packet
    try:
        full = full_ask_of(payload)
    except WireError:
        full = None
    assert asked(payload) == full


def house(folder: Path) -> LivingHouse:
    """A small pool, so that it is full most of the time, for clients on the wire and behind a relay."""
    living = LivingHouse(folder)
    common = {"interface": "lan0", "address-pool": "p", "lease-time": "10m", "conflict-detection": "no"}
    living.run(
        ("ip pool", "add", {"name": "p", "ranges": "10.0.1.0-10.0.1.63"}),
        ("ip dhcp-server", "add", {"name": "wire", **common}),
        ("ip dhcp-server", "add", {"name": "relay", "relay": "10.0.0.2", **common}),
        ("ip dhcp-server network", "add", {"address": "10.0.0.0/8", "gateway": "10.0.0.1"}),
        (
            "ip dhcp-server lease",
            "add",
            {"address": "10.0.3.232", "mac-address": "02:00:00:00:00:05", "server": "wire"},
        ),
    )
    return living


@pytest.mark.soak
def test_spoilt_packets_of_real_clients_never_make_a_wrong_lease(free_port, tmp_path, memory_folder, soak, served):
    samples = captured(free_port, tmp_path)
    kinds = {decode(sample).options[53][0] for sample in samples}
    assert {Message.DISCOVER, Message.REQUEST, Message.RELEASE} <= kinds
    (memory_folder / "quick").mkdir()
    living, twin = house(memory_folder), house(memory_folder / "quick")
    spoiler, watch, quick = Spoiler(samples, seed=1), Watch(), QuickWire(twin)
    for number in range(0, MANY if soak else PACKETS, BATCH):
        batch = [spoiler.packet() for _ in range(BATCH)]
        for payload in batch:
            readers_agree(payload)
        answers = living.serve(batch)
        assert sorted(sent.payload for sent in quick.serve(batch)) == sorted(
            each.payload for each in answers if each.payload
        )
        for answered in answers:
            address = watch.see(answered, living)
            if address:
                spoiler.told.append(address)
                spoiler.own[decode(answered.payload).chaddr] = address
        del spoiler.told[:-64]
        if number % (BATCH * 16) == 0:
            span = spoiler.random.choice((1, 60, 400))
            for each in (living, twin):
                each.pass_time(span)
                the_books_agree(each)
            assert leases(living) == leases(twin)
    print(f"{len(samples)} captured packets spoilt: {watch.answers}, {sum(served)} answered where they lay")
    assert sum(served) > 200
    assert min(watch.answers.values()) > 100, "few got through: the packets are spoilt too much to show anything"
    living.pass_time(90_000)
    assert living.parts.core.fill(living.parts.core.look.find("/ip/pool", "p") or 0).available == LAST - FIRST + 1
    quick.close()
    twin.close()
    living.close()


def leases(living: LivingHouse) -> list[LeaseRow]:
    """Every lease in memory."""
    book = living.parts.core.book
    return [book.get(row) for row in book.rows()]


def the_books_agree(living: LivingHouse) -> None:
    """Memory and store hold the same leases, and the pool counts as used what they hold."""
    book = living.parts.core.book
    bound = {book.address[row] for row in book.rows() if book.state[row] not in (0, 1)}
    assert bound == {row[0] for row in living.store.load("lease")}
    held = {book.address[row] for row in book.rows() if book.state[row] in (1, 2)}
    pool = living.parts.core.look.find("/ip/pool", "p") or 0
    assert living.parts.core.usage(pool).used == sum(FIRST <= address <= LAST for address in held)
