"""DHCP in its corners, packet by packet: where answers go, who is refused and who is ignored, what is echoed.

A raw client on a cable shows what real clients hide.
"""

import socket

import pytest

from dhcp_clients import counters, lan_script, leases, site, used
from poolkeeper.domain.dhcp4 import Silence
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import EVERYONE, bound, ip, mac, mac_text

RANGES = "192.168.88.10-192.168.88.254"
ON_LINK = ("ip", "route", "add", "10.1.0.0/16", "dev", "bridge")


@pytest.fixture(scope="module")
def office(free_port):
    """A LAN and a server, shared; each test has clients of its own (by number) and leaves the server as it was."""
    with site(free_port, lan_script(RANGES)) as made:
        yield made


# ---- where answers go -----------------------------------------------------------------------------------------------


def test_a_client_without_an_address_is_answered_by_unicast_to_its_mac_without_any_arp(office):
    client = office.wire.client(1)
    offer = client.discover()
    ack = client.select(offer)
    for answer in (offer, ack):
        assert answer.frame.dst_mac == client.mac
        assert answer.frame.dst_ip == offer.packet.yiaddr
        assert (answer.frame.sport, answer.frame.dport) == (67, 68)
        assert answer.frame.src_ip == ip("192.168.88.1")
    assert office.wire.arps_for(offer.address) == 0


def test_a_client_that_asks_for_broadcast_is_answered_by_broadcast(office):
    client = office.wire.client(2, broadcast=True)
    offer = client.discover()
    for answer in (offer, client.select(offer)):
        assert (answer.frame.dst_mac, answer.frame.dst_ip) == (EVERYONE, 0xFFFFFFFF)
        assert answer.packet.flags == 0x8000


def test_a_renewing_client_is_answered_at_its_address(office):
    client = office.wire.client(3)
    address = client.bind()
    for answer in (client.renew(), client.rebind()):
        assert answer.kind is Message.ACK
        assert (answer.frame.dst_mac, answer.frame.dst_ip) == (client.mac, ip(address))
        assert answer.packet.ciaddr == ip(address)


def test_always_broadcast_goes_for_a_server_and_for_a_static_lease(office):
    line = f"/ip dhcp-server lease add address=192.168.88.5 mac-address={mac_text(mac(4))} always-broadcast=yes"
    assert office.server.console(line).rc == 0
    assert office.wire.client(4).discover().frame.dst_mac == EVERYONE
    assert office.wire.client(5).discover().frame.dst_mac == mac(5)
    assert office.server.console("/ip dhcp-server set dhcp1 always-broadcast=yes").rc == 0
    assert office.wire.client(5).discover().frame.dst_mac == EVERYONE
    assert office.server.console("/ip dhcp-server set dhcp1 always-broadcast=no").rc == 0
    assert office.wire.client(26).discover().frame.dst_mac == mac(26)


# ---- who is refused, who is ignored ---------------------------------------------------------------------------------


def test_a_request_for_another_networks_address_is_refused_where_the_server_is_authoritative_and_ignored_where_not(
    office,
):
    client = office.wire.client(6)
    nak = client.reboot("10.1.2.3")
    assert nak.kind is Message.NAK
    assert (nak.frame.dst_mac, nak.frame.dst_ip) == (EVERYONE, 0xFFFFFFFF)
    assert (nak.packet.yiaddr, 51 in nak.packet.options) == (0, False)
    assert office.server.console("/ip dhcp-server set dhcp1 authoritative=no").rc == 0
    assert client.reboot("10.1.2.3", unless=office.witness) is None
    assert office.server.console("/ip dhcp-server set dhcp1 authoritative=after-2sec-delay").rc == 0
    assert client.reboot("10.1.2.3", unless=office.witness) is None
    client.secs = 2
    assert client.reboot("10.1.2.3").kind is Message.NAK
    assert office.server.console("/ip dhcp-server set dhcp1 authoritative=yes").rc == 0


def test_a_server_with_a_delay_threshold_waits_until_a_client_has_asked_for_so_long(office):
    assert office.server.console("/ip dhcp-server set dhcp1 delay-threshold=3s").rc == 0
    client = office.wire.client(7)
    office.witness.secs = 3
    try:
        assert client.discover(unless=office.witness) is None
        client.secs = 3
        assert client.discover().kind is Message.OFFER
    finally:
        office.witness.secs = 0
        assert office.server.console("/ip dhcp-server set dhcp1 delay-threshold=none").rc == 0


def test_a_client_that_takes_another_servers_offer_is_left_alone(office):
    client = office.wire.client(8)
    offer = client.discover()
    assert offer.address in used(office.server)
    options = {50: offer.packet.yiaddr.to_bytes(4, "big"), 54: bytes((192, 168, 88, 77))}
    assert client.ask(Message.REQUEST, options, unless=office.witness) is None
    assert offer.address not in used(office.server)
    assert leases(office.server, **{"mac-address": mac_text(client.mac)}) == []


def test_a_bootp_request_is_ignored(office):
    assert office.wire.client(9).ask(Message.BOOTP, {}, unless=office.witness) is None


def test_nobody_can_release_or_decline_what_somebody_else_holds(office):
    holder, stranger = office.wire.client(10), office.wire.client(11)
    address = holder.bind()
    stranger.bind()
    mine = stranger.address
    stranger.address = holder.address
    stranger.release(office.witness)
    stranger.decline(address, office.witness)
    (lease,) = leases(office.server, address=address)
    assert (lease["status"], lease["mac-address"]) == ("bound", mac_text(holder.mac))
    stranger.address = mine
    assert stranger.renew().kind is Message.ACK
    assert holder.renew().kind is Message.ACK


def test_a_request_of_a_stopped_server_is_ignored_until_it_is_enabled_again(office):
    assert office.server.console("/ip dhcp-server disable dhcp1").rc == 0
    client = office.wire.client(12)
    xid = 77
    client.post(client.message(Message.DISCOVER, {}, xid))
    assert office.server.console("/ip dhcp-server enable dhcp1").rc == 0
    assert client.bind()


# ---- what is given --------------------------------------------------------------------------------------------------


def test_a_wish_is_granted_when_the_address_is_free_and_of_the_pool(office):
    wishing, late = office.wire.client(13), office.wire.client(14)
    assert wishing.bind(wanted="192.168.88.77") == "192.168.88.77"
    assert late.bind(wanted="192.168.88.77") != "192.168.88.77"
    assert office.wire.client(15).bind(wanted="192.168.99.1").startswith("192.168.88.")
    assert bytes((192, 168, 88, 78)) == office.wire.client(16).reboot("192.168.88.78").packet.yiaddr.to_bytes(4, "big")


def test_the_routers_own_address_is_never_given_out(free_port):
    with site(free_port, lan_script("192.168.88.1-192.168.88.3")) as office:
        assert office.wire.client(1).bind(wanted="192.168.88.1") == "192.168.88.3"
        assert office.wire.client(2).discover(wanted="192.168.88.1", unless=office.witness) is None


def test_one_card_with_two_identifiers_is_two_clients_and_one_that_only_repeats_the_mac_is_the_same(office):
    plain = office.wire.client(17)
    address = plain.bind()
    again = office.wire.client(17, client_identifier=b"\x01" + mac(17))
    assert again.bind() == address
    other = office.wire.client(17, client_identifier=b"\xff\0\0\0\1virtual")
    assert other.bind() != address
    assert len(leases(office.server, **{"mac-address": mac_text(mac(17))})) == 2


def test_identifier_and_relay_option_come_back_as_they_were_sent(office):
    client = office.wire.client(18, client_identifier=b"\xff\1\2\3", options={82: b"\1\4port"})
    offer = client.discover()
    for answer in (offer, client.select(offer)):
        assert answer.packet.options[61] == b"\xff\1\2\3"
        assert answer.packet.options[82] == b"\1\4port"
    (lease,) = leases(office.server, **{"mac-address": mac_text(client.mac)})
    assert lease["client-id"] == "ff:1:2:3"
    assert lease["agent-option"] == "0x0104" + b"port".hex()


def test_only_options_a_client_names_are_sent_to_it_and_the_mask_always(office):
    client = office.wire.client(19, options={55: bytes((3, 15))})
    options = client.discover().packet.options
    assert options[1] == bytes((255, 255, 255, 0))
    assert options[3] == bytes((192, 168, 88, 1))
    assert options[15] == b"lan.example"
    assert 6 not in options
    times = [int.from_bytes(options[code], "big") for code in (51, 58, 59)]
    assert times == [600, 300, 525]


def test_an_inform_brings_options_and_no_lease(office):
    client = office.wire.client(20)
    answer = client.inform("192.168.88.7")
    assert answer.kind is Message.ACK
    assert answer.addresses(6) == ["192.168.88.1", "9.9.9.9"]
    assert (answer.packet.yiaddr, 51 in answer.packet.options) == (0, False)
    assert (answer.frame.dst_mac, answer.frame.dst_ip) == (client.mac, ip("192.168.88.7"))
    assert leases(office.server, **{"mac-address": mac_text(client.mac)}) == []


def test_options_of_the_option_menu_reach_clients(office):
    said = office.server.console(
        "/ip dhcp-server option add name=tftp code=150 value=\"'10.0.0.9'\" force=yes",
        "/ip dhcp-server option add name=vendor code=43 value=0x0104c0a85801",
        "/ip dhcp-server network set [find] dhcp-option=tftp,vendor ntp-server=192.168.88.1 wins-server=192.168.88.6",
    )
    assert said.rc == 0, said.err
    options = office.wire.client(21).discover().packet.options
    assert options[150] == socket.inet_aton("10.0.0.9")
    assert 43 not in options
    options = office.wire.client(21, options={55: bytes((43, 42, 44))}).discover().packet.options
    assert options[43] == bytes.fromhex("0104c0a85801")
    assert options[42] == socket.inet_aton("192.168.88.1")
    assert options[44] == socket.inet_aton("192.168.88.6")
    assert options[150] == socket.inet_aton("10.0.0.9")


def test_relayed_clients_are_told_apart_by_giaddr_and_answered_at_their_relay(free_port):
    init = lan_script(RANGES) + (
        "/ip pool add name=a ranges=10.1.0.10-10.1.0.20\n"
        "/ip pool add name=any ranges=10.2.0.10-10.2.0.20\n"
        "/ip dhcp-server add name=a interface=bridge relay=192.168.88.3 address-pool=a\n"
        "/ip dhcp-server add name=any interface=bridge relay=255.255.255.255 address-pool=any\n"
        "/ip dhcp-server network add address=10.1.0.0/16 gateway=10.1.0.1\n"
    )
    with site(free_port, init) as office:
        known = office.wire.client(1, giaddr="192.168.88.3", options={82: b"\1\2ab"})
        offer = known.discover()
        assert (offer.address, offer.addresses(3)) == ("10.1.0.20", ["10.1.0.1"])
        ack = known.select(offer)
        for answer in (offer, ack):
            assert (answer.frame.dst_ip, answer.frame.dport) == (ip("192.168.88.3"), 67)
            assert answer.packet.giaddr == ip("192.168.88.3")
            assert answer.packet.options[82] == b"\1\2ab"
        assert office.wire.client(2, giaddr="192.168.88.4").bind() == "10.2.0.20"
        assert office.wire.client(3).bind() == "192.168.88.254"
        assert known.reboot("10.9.9.9").packet.flags == 0x8000, "a refusal through a relay is to be broadcast there"
        # It renews past its relay, by unicast from its own address.
        direct = office.wire.client(1)
        direct.address, direct.server = known.address, known.server
        assert office.lan.namespaces.run(office.lan.router, *ON_LINK).returncode == 0
        assert bound(direct.renew()) == "10.1.0.20"
        assert {row["address"]: row["server"] for row in leases(office.server)} == {
            "10.1.0.20": "a",
            "10.2.0.20": "any",
            "192.168.88.254": "dhcp1",
        }
        direct.release(office.witness)
        assert leases(office.server, address="10.1.0.20") == []


def test_a_request_with_nothing_in_it_is_not_answered_and_a_hostile_host_name_stays_one_log_line(office):
    assert office.wire.client(22).ask(Message.REQUEST, {}, unless=office.witness) is None
    client = office.wire.client(23, host_name="evil\n\x1b[2Jname")
    client.bind()
    (lease,) = leases(office.server, **{"mac-address": mac_text(client.mac)})
    assert lease["host-name"].isprintable()
    said = office.server.console("/ip dhcp-server lease print terse")
    assert "\x1b" not in said.out


# ---- counters -------------------------------------------------------------------------------------------------------


def test_what_is_dropped_is_counted_by_reason(office):
    before = counters(office.server)
    client = office.wire.client(24)
    client.post(b"junk")
    client.post(client.message(Message.DISCOVER, {}, 1)[:200])
    client.ask(Message.BOOTP, {}, unless=office.witness)
    office.wire.client(25, giaddr="192.168.88.9").ask(Message.DISCOVER, {}, unless=office.witness)
    after = counters(office.server)
    grown = {name: count - before[name] for name, count in after.items() if count != before[name]}
    assert grown == {"garbage": 2, "bootp-ignored": 1, "no-server": 1}
    assert {why.name.lower().replace("_", "-") for why in Silence if why} < set(after)
    said = office.server.console("/ip dhcp-server counters", ":put [get [find name=garbage] packets]")
    assert (said.rc, said.out) == (0, f"{after['garbage']}\n"), said.err
