"""What /ip/dhcp-server says of how clients are served: BOOTP, broadcast, patience, rapid commit, chosen subnets."""

from functools import partial

import pytest

from dhcp_clients import lan_script, leases, site
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import EVERYONE, ip, mac, mac_text
from rig import wait_until

RANGES = "192.168.88.10-192.168.88.254"


@pytest.fixture(scope="module")
def office(free_port):
    """A LAN and a server, shared; each test has clients of its own and leaves the server as it was."""
    with site(free_port, lan_script(RANGES)) as made:
        yield made


def set_server(office, words):
    """Change the server."""
    said = office.server.console(f"/ip dhcp-server set dhcp1 {words}")
    assert said.rc == 0, said.err


def test_a_bootp_client_with_a_static_lease_gets_it_for_ever_in_one_step(office):
    line = f"/ip dhcp-server lease add address=192.168.88.5 mac-address={mac_text(mac(1))} server=dhcp1"
    assert office.server.console(line).rc == 0
    answer = office.wire.client(1).ask(Message.BOOTP, {})
    assert answer.address == "192.168.88.5"
    assert not answer.packet.options.keys() & {51, 53, 54, 58, 59}, "no word of DHCP (RFC 1534 section 2)"
    assert answer.addresses(3) == ["192.168.88.1"]
    (lease,) = leases(office.server, address="192.168.88.5")
    assert (lease["status"], "expires-after" in lease) == ("bound", False)
    assert office.wire.client(2).ask(Message.BOOTP, {}, unless=office.witness) is None
    set_server(office, "bootp-support=none")
    assert office.wire.client(1).ask(Message.BOOTP, {}, unless=office.witness) is None
    set_server(office, "bootp-support=static")


def test_dynamic_bootp_takes_from_the_pool_for_the_bootp_lease_time(office):
    set_server(office, "bootp-support=dynamic bootp-lease-time=lease-time")
    answer = office.wire.client(3).ask(Message.BOOTP, {})
    (lease,) = leases(office.server, address=answer.address)
    assert lease["expires-after"] in ("9m58s", "9m59s", "10m")
    set_server(office, "bootp-lease-time=2h conflict-detection=yes")
    answer = office.wire.client(4).ask(Message.BOOTP, {})
    (lease,) = leases(office.server, address=answer.address)
    assert lease["expires-after"].startswith(("1h59m", "2h"))
    set_server(office, "bootp-support=static bootp-lease-time=forever conflict-detection=no")


def test_the_third_and_fourth_offer_that_a_client_does_not_take_are_broadcast(office):
    client = office.wire.client(5)
    offers = [client.discover() for _ in range(6)]
    assert [offer.frame.dst_mac == EVERYONE for offer in offers] == [False, False, True, True, False, False]
    assert client.select(offers[-1]).frame.dst_mac == mac(5)
    assert client.discover().frame.dst_mac == mac(5), "a binding begins anew"


def test_a_server_with_patience_refuses_after_ten_seconds_of_asking(office):
    set_server(office, "authoritative=after-10sec-delay")
    client = office.wire.client(6)
    client.secs = 9
    assert client.reboot("10.1.2.3", unless=office.witness) is None
    client.secs = 10
    assert client.reboot("10.1.2.3").kind is Message.NAK
    set_server(office, "authoritative=yes")


def test_a_server_goes_by_its_server_address_even_where_the_interface_has_no_such_address(office):
    namespaces, router = office.lan.namespaces, office.lan.router
    namespaces.address(router, "bridge", "192.168.88.6/24")
    seen = partial(office.server.rest, "GET", "/ip/address?address=192.168.88.6/24")
    wait_until(lambda: seen().json(), "the server has seen the new address")
    set_server(office, "server-address=192.168.88.6")
    client = office.wire.client(7)
    address = client.bind()
    assert (client.server, client.renew().server) == (ip("192.168.88.6"), "192.168.88.6")
    assert office.wire.client(8).discover().frame.src_ip == ip("192.168.88.6")
    set_server(office, "server-address=192.168.88.9")
    offer = office.wire.client(8, broadcast=True).discover()
    assert (offer.server, offer.frame.src_ip) == ("192.168.88.9", ip("192.168.88.1"))
    set_server(office, "server-address=0.0.0.0")
    assert office.wire.client(7).reboot(address).kind is Message.ACK


def test_rapid_commit_binds_in_one_step_where_both_sides_want_it(office):
    hasty = office.wire.client(9, options={80: b""})
    offer = hasty.discover()
    assert (offer.kind, 80 in offer.packet.options) == (Message.OFFER, False)
    for probing in ("no", "yes"):
        set_server(office, f"rapid-commit=yes conflict-detection={probing}")
        client = office.wire.client(10 if probing == "no" else 11, options={80: b""})
        answer = client.discover()
        assert (answer.kind, answer.packet.options[80], answer.number(51)) == (Message.ACK, b"", 600)
        (lease,) = leases(office.server, address=answer.address)
        assert lease["status"] == "bound"
        assert office.wire.client(12).discover().kind is Message.OFFER, "only who asks for it"
    set_server(office, "rapid-commit=no conflict-detection=no")


# ---- a subnet of the client's or the relay's choice -----------------------------------------------------------------

TWO_SUBNETS = """
/ip pool add name=b ranges=10.2.0.10-10.2.0.20
/ip pool add name=a ranges=10.1.0.10-10.1.0.20 next-pool=b
/ip dhcp-server add name=any interface=bridge relay=255.255.255.255 address-pool=a conflict-detection=no
/ip dhcp-server add name=own interface=bridge relay=10.3.0.1 address-pool=c conflict-detection=no
/ip dhcp-server network add address=10.1.0.0/24
/ip dhcp-server network add address=10.2.0.0/24
/ip dhcp-server network add address=10.3.0.0/24
"""


def link(address):
    """Option 82 with a link selection (RFC 3527)."""
    return {82: b"\x01\x02ab\x05\x04" + ip(address).to_bytes(4, "big")}


def test_a_relay_and_a_client_can_choose_the_subnet(free_port):
    init = lan_script(RANGES) + "/ip pool add name=c ranges=10.3.0.10-10.3.0.20\n" + TWO_SUBNETS
    with site(free_port, init) as office:
        relayed = {"giaddr": "192.168.88.3"}
        assert office.wire.client(1, **relayed).bind() == "10.1.0.20"
        chosen = office.wire.client(2, options=link("10.2.0.0"), **relayed)
        offer = chosen.discover()
        assert (offer.address, offer.packet.options[82]) == ("10.2.0.20", link("10.2.0.0")[82])
        assert offer.packet.giaddr == ip("192.168.88.3")
        assert chosen.select(offer).address == "10.2.0.20"
        assert office.wire.client(3, options=link("10.3.0.77"), **relayed).bind() == "10.3.0.20"
        selected = {118: ip("10.2.0.0").to_bytes(4, "big")}
        offer = office.wire.client(4, options=selected, **relayed).discover()
        assert (offer.address, offer.packet.options[118]) == ("10.2.0.19", selected[118])
        moved = office.wire.client(1, options=link("10.2.0.1"), **relayed)
        assert moved.reboot("10.1.0.20").kind is Message.NAK
        for subnet in ("10.2.0.0", "10.9.0.0"):
            direct = office.wire.client(5, options={118: ip(subnet).to_bytes(4, "big")})
            assert direct.discover(unless=office.witness) is None, "not one of this server's"
        assert office.wire.client(5).bind() == "192.168.88.254"
