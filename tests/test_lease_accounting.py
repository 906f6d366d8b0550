"""What RADIUS is told of leases while accounting and servers are changed: each session whole, or none.

The parts of a server over a store; only what stands on the far side of RADIUS is the test's.
"""

import asyncio
from pathlib import Path
from typing import NamedTuple

import pytest

from living_house import Clock, LivingHouse, message
from poolkeeper.app import local_user
from poolkeeper.domain.addresses import parse_ipv4, show_ipv4
from poolkeeper.domain.dhcp4 import Reservation
from poolkeeper.domain.lease import client_key
from poolkeeper.engine.grants import Grant
from poolkeeper.script.session import Session
from poolkeeper.services.leaseaccounting import LeaseAccounting
from poolkeeper.services.radiuspeers import RadiusPeers
from poolkeeper.wire.dhcp4 import Message, decode
from poolkeeper.wire.radius import Attr, Attributes, Code, Packet, Peer

RELAY = parse_ipv4("10.0.0.9")
OFF = "/ip dhcp-server config set accounting=no"
ON = "/ip dhcp-server config set accounting=yes"


class Told(NamedTuple):
    """What RADIUS was told once."""

    status: str
    address: str
    session: bytes
    server: bytes
    classes: tuple[bytes, ...]


class House:
    """A house whose server has leases accounted; client 1 has a static lease. RADIUS takes whatever it is told."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        is_new = not (folder / "store.db").exists()
        self.house = LivingHouse(folder, clock)
        if is_new:
            self.house.run(
                ("ip pool", "add", {"name": "p", "ranges": "10.1.0.1-10.1.0.9"}),
                ("ip dhcp-server", "add", {"name": "d", "interface": "lan0", "address-pool": "p", "relay": "10.0.0.9",
                                           "conflict-detection": "no", "use-radius": "accounting"}),
                ("ip dhcp-server network", "add", {"address": "10.0.0.0/8"}),
                ("ip dhcp-server lease", "add", {"server": "d", "address": "10.1.0.1",
                                                 "mac-address": "02:00:00:00:00:01"}),
                ("radius", "add", {"service": "dhcp", "address": "127.0.0.1", "secret": "s"}),
            )  # fmt: skip
        parts = self.parts = self.house.parts
        self._heard: list[Attributes] = []
        self.accounting = LeaseAccounting(parts.core, RadiusPeers(parts.core, parts.board), self._tell)
        self.accounting.resume()

    async def _tell(self, peer: Peer, attributes: Attributes) -> Packet | None:
        self._heard.append(attributes)
        return Packet(Code.ACCOUNTING_RESPONSE, ())

    def told(self) -> list[Told]:
        """All that was told since the last call."""
        asyncio.run(self.accounting.finish(60))
        told = [_told(each) for each in self._heard]
        self._heard.clear()
        return told

    def type(self, line: str) -> None:
        """A line of the administrator's console."""
        Session(self.parts.tree, self.parts.engine.run, local_user(), write=str).execute(line)

    def bind(self, number: int) -> str:
        """DISCOVER and REQUEST of a client; its address."""
        mac = bytes((2, 0, 0, 0, 0, number))
        (offered,) = self.house.serve([message(Message.DISCOVER, mac, RELAY)])
        offer = decode(offered.payload)
        named = {50: offer.yiaddr.to_bytes(4, "big"), 54: offer.options[54]}
        self.house.serve([message(Message.REQUEST, mac, RELAY, options=named)])
        return show_ipv4(offer.yiaddr)

    def renew(self, number: int, address: str) -> None:
        """A client asks for more time."""
        mac = bytes((2, 0, 0, 0, 0, number))
        (answered,) = self.house.serve([message(Message.REQUEST, mac, RELAY, ciaddr=parse_ipv4(address))])
        assert decode(answered.payload).options[53] == bytes((Message.ACK,))

    def end(self, number: int, address: str, kind: Message = Message.RELEASE) -> None:
        """A client gives its address up, or declines it."""
        mac, own = bytes((2, 0, 0, 0, 0, number)), {54: parse_ipv4("10.0.0.1").to_bytes(4, "big")}
        wish = parse_ipv4(address)
        if kind is Message.DECLINE:
            own[50] = wish.to_bytes(4, "big")
        ciaddr = 0 if kind is Message.DECLINE else wish
        self.house.serve([message(kind, mac, RELAY, ciaddr=ciaddr, options=own)])


def _told(attributes: Attributes) -> Told:
    first = dict(reversed(attributes))
    return Told(
        {1: "start", 2: "stop", 3: "interim"}[first[Attr.ACCT_STATUS_TYPE][3]],
        show_ipv4(int.from_bytes(first[Attr.FRAMED_IP_ADDRESS], "big")),
        first[Attr.ACCT_SESSION_ID],
        first.get(Attr.CALLED_STATION_ID, b""),
        tuple(value for each, value in attributes if each == Attr.CLASS),
    )


def words(told: list[Told]) -> list[tuple[str, str]]:
    """What and about which address."""
    return [(each.status, each.address) for each in told]


@pytest.fixture
def house(tmp_path):
    """A house with one server."""
    made = House(tmp_path)
    yield made
    made.house.close()


def test_a_lease_that_ends_while_accounting_is_off_leaves_no_session_behind(house):
    address = house.bind(1)
    (start,) = house.told()
    house.type(OFF)
    house.end(1, address)
    house.type(ON)
    house.house.pass_time(5)
    assert house.bind(1) == address
    house.end(1, address)
    again, stop = house.told()
    assert (again.status, stop.status) == ("start", "stop")
    assert again.session == stop.session != start.session


def test_a_static_lease_taken_anew_within_a_second_is_another_session(house):
    sessions = []
    for _ in range(3):
        house.end(1, house.bind(1))
        start, stop = house.told()
        assert (start.status, start.session) == ("start", stop.session)
        sessions.append(start.session)
    assert len(set(sessions)) == 3


def test_nobody_is_told_of_the_end_of_what_began_while_accounting_was_off(house):
    house.type(OFF)
    fixed, dynamic = house.bind(1), house.bind(2)
    house.type(ON)
    house.renew(1, fixed)
    house.renew(2, dynamic)
    house.end(1, fixed)
    house.house.pass_time(1000)
    assert house.told() == []
    assert words([*house.told(), *_bound(house, 1)]) == [("start", fixed)]


def _bound(house: House, number: int) -> list[Told]:
    house.bind(number)
    return house.told()


def test_a_session_that_outlives_a_pause_of_accounting_goes_on_and_is_stopped(house):
    house.type("/ip dhcp-server config set interim-update=1m")
    address = house.bind(1)
    (start,) = house.told()
    house.type(OFF)
    house.house.pass_time(120)
    house.renew(1, address)
    assert _interims(house) == []
    house.type(ON)
    house.house.pass_time(120)
    house.renew(1, address)
    (interim,) = _interims(house)
    house.end(1, address)
    (stop,) = house.told()
    assert (interim.status, interim.session) == ("interim", start.session)
    assert (stop.status, stop.session) == ("stop", start.session)


def _interims(house: House) -> list[Told]:
    """What is told when the service has looked at what is due."""

    async def look() -> None:
        work = asyncio.ensure_future(house.accounting.work())
        await asyncio.sleep(0)  # its first look is before it waits for anything
        work.cancel()

    asyncio.run(look())
    return house.told()


@pytest.mark.parametrize("use", ["yes", "accounting"])
def test_a_server_that_uses_no_radius_for_a_while_begins_its_sessions_anew(house, use):
    fixed, dynamic = house.bind(1), house.bind(2)
    assert words(house.told()) == [("start", fixed), ("start", dynamic)]
    house.type("/ip dhcp-server set d use-radius=no")
    house.end(1, fixed)
    house.type(f"/ip dhcp-server set d use-radius={use}")
    house.end(2, dynamic)
    assert house.told() == []
    house.house.pass_time(5)
    assert words(_bound(house, 1)) == [("start", fixed)]


def test_what_was_accounted_goes_on_when_radius_is_asked_too(house):
    address = house.bind(1)
    house.type("/ip dhcp-server set d use-radius=yes")
    house.end(1, address)
    assert words(house.told()) == [("start", address), ("stop", address)]


def test_nobody_is_told_how_the_leases_of_a_removed_server_end(house):
    address = house.bind(2)
    assert words(house.told()) == [("start", address)]
    house.type("/ip dhcp-server remove d")
    house.type("/ip dhcp-server lease remove [find dynamic]")
    assert house.told() == []


def test_what_waits_is_told_with_the_name_that_its_server_had(house):
    house.type("/radius set 0 called-id=d")
    address = house.bind(2)
    house.type("/ip dhcp-server set d name=e")
    (start,) = house.told()
    house.type("/radius set 0 called-id=e")
    house.end(2, address)
    house.type("/ip dhcp-server remove e")
    (stop,) = house.told()
    assert (start.server, stop.server, start.session) == (b"d", b"e", stop.session)


def test_a_session_is_the_same_when_its_lease_is_made_static_meanwhile(house):
    address = house.bind(2)
    (start,) = house.told()
    house.type(f"/ip dhcp-server lease add server=d address={address} mac-address=02:00:00:00:00:02")
    house.renew(2, address)
    house.end(2, address)
    (stop,) = house.told()
    assert (stop.status, stop.session) == ("stop", start.session)


@pytest.mark.parametrize("how", ["release", "decline", "time", "hand"])
def test_an_end_is_told_with_the_class_of_the_grant_that_ends_with_it(tmp_path, how):
    first = House(tmp_path)
    address = first.bind(2)
    first.house.close()
    house = House(tmp_path, first.house.clock)
    house.type("/ip dhcp-server set d use-radius=yes")
    core = house.parts.core
    lease = core.book.get(core.book.row_at(parse_ipv4(address)))
    own = Reservation(0, 0, 0, None, False, False)
    core.grants.put((lease.server, lease.client), Grant(own, core.clock.now(), classes=(b"gold",)))
    if how == "time":
        house.house.pass_time(1000)
    elif how == "hand":
        house.type("/ip dhcp-server lease remove [find dynamic]")
    else:
        house.end(2, address, Message[how.upper()])
    (stop,) = house.told()
    assert (stop.status, stop.classes) == ("stop", (b"gold",))
    assert not core.grants
    house.house.close()


def granted(house: House, number: int, *classes: bytes) -> str:
    """The address that a client is bound to by the word of RADIUS."""
    house.type("/ip dhcp-server set d use-radius=yes")
    core = house.parts.core
    server = core.look.find("/ip/dhcp-server", "d") or 0
    key = server, client_key(bytes((2, 0, 0, 0, 0, number)), None)
    core.grants.put(key, Grant(Reservation(0, 0, 0, None, False, False), core.clock.now(), classes=classes))
    core.grants.at_hand = key
    address = house.bind(number)
    core.grants.at_hand = None
    return address


def test_class_outlives_the_process_with_its_lease_and_costs_no_commit(tmp_path):
    first = House(tmp_path)
    before = first.house.store.commits
    plain = granted(first, 3)
    spent = first.house.store.commits - before
    before = first.house.store.commits
    address = granted(first, 2, b"gold", b"\0\xff")
    assert first.house.store.commits - before == spent - 1, "the same but for the change to use-radius=yes"
    first.house.close()
    second = House(tmp_path, first.house.clock)
    second.end(2, address)
    second.end(3, plain)
    assert [(each.address, each.classes) for each in second.told()] == [(address, (b"gold", b"\0\xff")), (plain, ())]
    assert classes_on_disk(second) == 1
    second.house.close()
    third = House(tmp_path, first.house.clock)
    assert classes_on_disk(third) == 0, "it went with the start that found no lease of its"
    third.house.close()


def test_the_class_of_a_lease_is_none_of_the_next_one_at_its_address(tmp_path):
    first = House(tmp_path)
    address = granted(first, 2, b"gold")
    first.end(2, address)
    assert granted(first, 2) == address
    first.house.close()
    second = House(tmp_path, first.house.clock)
    second.end(2, address)
    assert [each.classes for each in second.told()] == [()]
    second.house.close()


def classes_on_disk(house: House) -> int:
    """How many leases have one there."""
    return sum(str(name).startswith("class ") for name, _ in house.house.store.load("meta"))
