"""Lease queries (RFC 4388): what a relay that has lost its table is told, and that nobody else is told anything."""

import random

import pytest

from dhcp_clients import counters, lan_script, site
from poolkeeper.wire.dhcp4 import Packet, decode, encode
from poolkeeper.wire.leasequery4 import ACTIVE, LEASEQUERY, UNASSIGNED, UNKNOWN
from raw_dhcp import BROADCAST, ip, mac

RELAY = "192.168.88.3"


@pytest.fixture(scope="module")
def office(free_port):
    """A LAN with two servers, the second for clients behind the relay, which may ask."""
    init = lan_script("192.168.88.100-192.168.88.110") + (
        "/ip pool add name=far ranges=10.1.0.10-10.1.0.20\n"
        f"/ip dhcp-server add name=far interface=bridge relay={RELAY} address-pool=far lease-time=1h\n"
        f"/ip dhcp-server config set lease-query-from={RELAY}/32\n"
    )
    with site(free_port, init) as made:
        yield made


def query(office, *, giaddr=RELAY, address=None, chaddr=b"", **options):
    """The answer to a query; None where a client that asked afterwards was answered first."""
    xid = random.getrandbits(32)
    sent = {53: bytes((LEASEQUERY,)), **{int(code[1:]): raw for code, raw in options.items()}}
    header = (1, 1 if chaddr else 0, len(chaddr), 0, xid, 0, 0, ip(address) if address else 0, 0, 0, ip(giaddr))
    relay = office.wire.client(0xFE, giaddr=giaddr)
    relay.post(encode(Packet(*header, chaddr, b"", b"", sent)))
    before = len(office.wire.heard)
    office.witness.discover()
    return next((heard for heard in office.wire.heard[before:] if heard.packet.xid == xid), None)


def kind(heard):
    """Option 53 as a number: these messages are no client's."""
    return heard.packet.options[53][0]


def test_an_address_in_use_is_told_with_its_client_its_times_and_its_relay_option(office):
    client = office.wire.client(1, giaddr=RELAY, client_identifier=b"\xff\1\2", options={82: b"\1\2ab"})
    address = client.bind()
    heard = query(office, address=address)
    options = heard.packet.options
    assert (kind(heard), heard.packet.ciaddr, heard.packet.chaddr) == (ACTIVE, ip(address), mac(1))
    assert (options[61], options[82], options[54]) == (b"\xff\1\2", b"\1\2ab", bytes((192, 168, 88, 1)))
    left, t1, t2 = (heard.number(code) for code in (51, 58, 59))
    assert 3600 >= left > t2 > t1 > 0
    assert left - t2 == 450
    assert left - t1 == 1800
    assert (heard.frame.dst_ip, heard.frame.dport) == (ip(RELAY), 67)
    assert {91, 92}.isdisjoint(options)


def test_a_client_is_found_by_hardware_address_and_by_identifier_and_only_what_is_named_is_sent(office):
    near, far = office.wire.client(2), office.wire.client(2, giaddr=RELAY)
    addresses = {near.bind(), far.bind()}
    heard = query(office, chaddr=mac(2), o55=bytes((51, 91, 92)))
    options = heard.packet.options
    assert kind(heard) == ACTIVE
    assert {heard.packet.ciaddr, int.from_bytes(options[92], "big")} == {ip(each) for each in addresses}
    assert int.from_bytes(options[91], "big") < 60
    assert {58, 59, 61, 82}.isdisjoint(options)
    named = office.wire.client(3, client_identifier=b"\xff\7")
    address = named.bind()
    assert query(office, o61=b"\xff\7").packet.ciaddr == ip(address)
    assert query(office, o61=b"\1" + mac(2)).packet.chaddr == mac(2)


def test_a_free_address_is_unassigned_and_one_that_is_not_ours_or_a_stranger_unknown(office):
    free, foreign = query(office, address="10.1.0.10"), query(office, address="172.16.0.1")
    assert (kind(free), free.packet.ciaddr, 51 in free.packet.options) == (UNASSIGNED, ip("10.1.0.10"), False)
    assert kind(foreign) == UNKNOWN
    stranger = query(office, chaddr=mac(77))
    assert (kind(stranger), stranger.packet.chaddr) == (UNKNOWN, mac(77))
    offered = office.wire.client(4).discover().address
    assert kind(query(office, address=offered)) == UNASSIGNED


def test_a_server_with_a_rule_of_its_own_is_asked_by_that_rule(office):
    rule = "/ip dhcp-server set far dynamic-lease-identifiers={}"
    assert office.server.console(rule.format("client-mac")).rc == 0
    address = office.wire.client(5, giaddr=RELAY, client_identifier=b"\xff\1\5").bind()
    assert query(office, chaddr=mac(5)).packet.ciaddr == ip(address)
    assert kind(query(office, o61=b"\xff\1\5")) == UNKNOWN, "who is known by the MAC is not known by anything else"
    assert office.server.console(rule.format("client-mac,opt-82")).rc == 0
    placed = office.wire.client(6, giaddr=RELAY, options={82: b"\1\2ab"})
    address = placed.bind()
    heard = query(office, address=address)
    assert (kind(heard), heard.packet.chaddr, heard.packet.options[82]) == (ACTIVE, mac(6), b"\1\2ab")
    assert kind(query(office, chaddr=mac(6))) == UNKNOWN
    assert office.server.console(rule.format("client-mac,client-id")).rc == 0


def test_nobody_else_may_ask_and_by_default_nobody(office):
    before = counters(office.server)["garbage"]
    assert query(office, giaddr="192.168.88.4", address="10.1.0.10") is None
    assert office.server.console('/ip dhcp-server config set lease-query-from=""').rc == 0
    assert query(office, address="10.1.0.10") is None
    assert counters(office.server)["garbage"] == before + 2
    assert office.server.console(f"/ip dhcp-server config set lease-query-from={RELAY}/32").rc == 0
    assert query(office, address="10.1.0.10") is not None


def test_a_query_without_a_relays_address_is_no_query(office):
    header = (1, 0, 0, 0, 9, 0, 0, ip("10.1.0.10"), 0, 0, 0)
    octets = encode(Packet(*header, b"", b"", b"", {53: bytes((LEASEQUERY,))}))
    assert decode(octets).giaddr == 0
    office.wire.client(0xFE).post(octets, to=BROADCAST)
    office.witness.discover()
    assert all(heard.packet.xid != 9 for heard in office.wire.heard)
