"""What RADIUS granted lives with the lease it was given for, and is told in the words of the client's own network.

The parts of a server over a store; only what stands on the far side of RADIUS is the test's.
"""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from living_house import LivingHouse, message
from poolkeeper.app import local_user
from poolkeeper.domain.addresses import parse_ipv4
from poolkeeper.domain.dhcp4 import Decision
from poolkeeper.engine.desk import Wish
from poolkeeper.script.session import Session
from poolkeeper.services.leaseradius import LeaseRadius
from poolkeeper.services.radiuspeers import RadiusPeers
from poolkeeper.wire.agent import of_vendor
from poolkeeper.wire.dhcp4 import Message, Packet, decode
from poolkeeper.wire.radius import Attr, Attributes, Code, Peer
from poolkeeper.wire.radius import Packet as Answer

RELAY = parse_ipv4("10.0.0.9")
ASKS = {55: bytes((1, 3, 121))}
ROUTE = b"172.16.0.0/12 10.0.0.2 1"
TOLD_ROUTE = bytes((12, 172, 16, 10, 0, 0, 2))


class Asked:
    """A house whose one server asks RADIUS, which accepts everybody with the same attributes."""

    def __init__(self, folder: Path, network: dict[str, str], more: dict[str, str] | None = None) -> None:
        self.house = LivingHouse(folder)
        self.house.run(
            ("ip pool", "add", {"name": "p", "ranges": "10.1.0.1-10.1.0.9"}),
            ("ip dhcp-server", "add", {"name": "d", "interface": "lan0", "address-pool": "p", "relay": "10.0.0.9",
                                        "conflict-detection": "no", "use-radius": "yes", **(more or {})}),
            ("ip dhcp-server network", "add", network),
            ("radius", "add", {"service": "dhcp", "address": "127.0.0.1", "secret": "s"}),
        )  # fmt: skip
        self.parts = self.house.parts
        self.server = self.parts.core.look.find("/ip/dhcp-server", "d") or 0
        self.grants = self.parts.core.grants
        self.attributes: Attributes = ()
        self.asked = 0
        self._jobs: list[Coroutine[Any, Any, None]] = []
        self._answers: list[bytes] = []
        self.decisions: list[Decision | None] = []
        LeaseRadius(
            self.parts.desk, RadiusPeers(self.parts.core, self.parts.board), self._ask, self._again, self._jobs.append
        )

    async def _ask(self, peer: Peer, attributes: Attributes) -> Answer | None:
        self.asked += 1
        self.told = attributes
        return Answer(Code.ACCESS_ACCEPT, self.attributes)

    def _again(self, wish: Wish) -> None:
        (decision,) = self.parts.desk.answer([wish])
        self.decisions.append(decision)
        if decision is not None and decision.answer and not decision.probe:
            self._answers.append(self.house.answers.write(decision, wish.ask)[0])

    def type(self, line: str) -> None:
        """A line of the administrator's console."""
        Session(self.parts.tree, self.parts.engine.run, local_user(), write=str).execute(line)

    def serve(self, kind: Message, number: int, *, ciaddr: int = 0, options: dict[int, bytes] | None = None) -> Packet:
        """What a client that must be answered is answered, with or without a question to RADIUS."""
        octets = message(
            kind, bytes((2, 0, 0, 0, 0, number)), RELAY, ciaddr=ciaddr, options={**ASKS, **(options or {})}
        )
        self._answers += [answered.payload for answered in self.house.serve([octets]) if answered.payload]
        self.let_radius_answer()
        return decode(self._answers.pop())

    def let_radius_answer(self) -> None:
        """Whoever waits for RADIUS goes on."""
        while self._jobs:
            asyncio.run(self._jobs.pop())  # type: ignore[arg-type]

    def bind(self, number: int) -> Packet:
        """The ACK of a client that takes what it is offered."""
        offer = self.serve(Message.DISCOVER, number)
        return self.serve(Message.REQUEST, number, options=named(offer))


def named(packet: Packet) -> dict[int, bytes]:
    """Options that name an address and the server it came from."""
    return {50: packet.yiaddr.to_bytes(4, "big"), 54: packet.options[54]}


@pytest.fixture
def asked(tmp_path):
    """A house with one network that holds the relay and the pool."""
    made = Asked(tmp_path, {"address": "10.0.0.0/8", "gateway": "10.0.0.1"})
    yield made
    made.house.close()


def test_a_grant_ends_when_the_client_declines_the_address(asked):
    ack = asked.bind(1)
    assert (asked.grants.concerns(asked.server), len(asked.grants), asked.asked) == (True, 1, 1)
    decline = message(Message.DECLINE, bytes((2, 0, 0, 0, 0, 1)), RELAY, options=named(ack))
    asked.house.serve([decline])
    assert (asked.grants.concerns(asked.server), bool(asked.grants)) == (False, False)
    asked.serve(Message.DISCOVER, 1)
    assert asked.asked == 2, "asked about anew"


def test_a_grant_ends_when_somebody_else_answers_at_the_address(tmp_path):
    asked = Asked(tmp_path, {"address": "10.0.0.0/8"}, {"conflict-detection": "yes"})
    asked.house.serve([message(Message.DISCOVER, bytes((2, 0, 0, 0, 0, 1)), RELAY)])
    asked.let_radius_answer()
    (decision,) = asked.decisions
    assert (decision is not None and decision.probe, len(asked.grants)) == (True, 1)
    asked.parts.desk.conflict(decision, None)
    assert len(asked.grants) == 0
    asked.house.close()


def test_a_grant_without_a_lease_is_dropped_where_it_is_found(asked):
    ack = asked.bind(1)
    book = asked.parts.core.book
    row = book.row_at(ack.yiaddr)
    lease = book.get(row)
    book.drop(row)
    book.put(lease._replace(client=lease.client + b"other"))  # the address is another client's now
    asked.serve(Message.DISCOVER, 1)
    assert asked.asked == 2
    assert len(asked.grants) == 1


def test_what_was_granted_is_not_sent_any_more_after_use_radius_no(asked):
    asked.attributes = ((Attr.FRAMED_ROUTE, ROUTE), (Attr.SESSION_TIMEOUT, (900).to_bytes(4, "big")))
    ack = asked.bind(1)
    assert (TOLD_ROUTE in ack.options[121], ack.options[51]) == (True, (900).to_bytes(4, "big"))
    asked.type("/ip dhcp-server set d use-radius=no")
    assert not asked.grants.concerns(asked.server)
    again = asked.serve(Message.REQUEST, 1, ciaddr=ack.yiaddr)
    assert again.yiaddr == ack.yiaddr
    assert (121 in again.options, again.options[51]) == (False, (600).to_bytes(4, "big"))
    assert asked.asked == 1


# ---- Framed-Route -------------------------------------------------------------------------------------------------


def default_by(gateway: str) -> bytes:
    """A default route as option 121 has it."""
    return b"\0" + parse_ipv4(gateway).to_bytes(4, "big")


def test_routes_come_with_the_way_to_a_gateway_that_the_netmask_leaves_outside(tmp_path):
    asked = Asked(tmp_path, {"address": "10.0.0.0/8", "gateway": "10.0.0.1", "netmask": "32"})
    to_gateway = bytes((32, 10, 0, 0, 1, 0, 0, 0, 0))
    assert asked.bind(1).options[121] == to_gateway + default_by("10.0.0.1")
    asked.attributes = ((Attr.FRAMED_ROUTE, ROUTE),)
    assert asked.bind(2).options[121] == to_gateway + TOLD_ROUTE + default_by("10.0.0.1")
    asked.attributes = ((Attr.FRAMED_ROUTE, b"0.0.0.0/0 10.0.0.1"),)
    assert asked.bind(3).options[121] == to_gateway + default_by("10.0.0.1"), "RADIUS's default route is the only one"
    asked.house.close()


def test_the_default_route_is_that_of_the_network_the_address_is_of(tmp_path):
    asked = Asked(tmp_path, {"address": "10.0.0.0/24", "gateway": "10.0.0.1"})
    asked.type("/ip dhcp-server network add address=10.1.0.0/24 gateway=10.1.0.1")
    asked.attributes = ((Attr.FRAMED_ROUTE, ROUTE),)
    ack = asked.bind(1)
    assert ack.options[121] == TOLD_ROUTE + default_by("10.1.0.1"), "not that of the relay's network"
    asked.type("/ip dhcp-server network set [find address=10.1.0.0/24] gateway=10.1.0.254")
    renewed = asked.serve(Message.REQUEST, 1, ciaddr=ack.yiaddr)
    assert renewed.options[121] == TOLD_ROUTE + default_by("10.1.0.254"), "the gateway of now, with the grant of then"
    assert asked.asked == 1
    asked.house.close()


def test_a_server_that_is_not_to_pass_routes_on_does_not(tmp_path):
    asked = Asked(tmp_path, {"address": "10.0.0.0/8", "gateway": "10.0.0.1"}, {"use-framed-as-classless": "no"})
    asked.attributes = ((Attr.FRAMED_ROUTE, ROUTE),)
    assert 121 not in asked.bind(1).options
    asked.house.close()


RATE_UP, RATE_DOWN = (129, bytes((0, 0, 4, 0))), (130, bytes((0, 0, 64, 0)))


def suboption(code: int, value: bytes) -> bytes:
    return bytes((code, len(value))) + value


@pytest.mark.parametrize("wanted", ["yes", "no"])
def test_what_the_access_node_says_of_the_line_goes_to_radius_where_it_is_wanted(tmp_path, wanted: str) -> None:
    asked = Asked(tmp_path, {"address": "10.0.0.0/8", "gateway": "10.0.0.1"}, {"support-broadband-tr101": wanted})
    line = b"".join(suboption(*each) for each in (RATE_UP, RATE_DOWN, (1, b"forged circuit")))
    others = (9).to_bytes(4, "big") + b"\x04\x81\x02xx"
    agent = suboption(1, b"dsl 0/1") + suboption(9, others + (3561).to_bytes(4, "big") + bytes((len(line),)) + line)
    asked.serve(Message.DISCOVER, 1, options={82: agent})
    told = Answer(Code.ACCESS_ACCEPT, asked.told)
    assert told.vendor(3561, 1) == b"dsl 0/1"
    for code, value in (RATE_UP, RATE_DOWN):
        assert told.vendor(3561, code) == (value if wanted == "yes" else None)
    asked.house.close()


@pytest.mark.parametrize("cut", range(1, 24))
def test_a_suboption_of_vendors_that_ends_too_early_tells_nothing_wrong(cut: int) -> None:
    line = suboption(*RATE_UP) + suboption(*RATE_DOWN)
    whole = (9).to_bytes(4, "big") + b"\x00" + (3561).to_bytes(4, "big") + bytes((len(line),)) + line
    assert of_vendor(whole, 3561) == dict((RATE_UP, RATE_DOWN))
    assert of_vendor(whole[:-cut], 3561) == {}
