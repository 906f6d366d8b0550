"""Option 108, IPv6-only preferred: what clients that can do without IPv4 are offered (RFC 8925 section 3.3)."""

import pytest

from dhcp_clients import Site, counters, lan_script, leases, site
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import RawClient

WAIT = "/ip dhcp-server option add name=v6only code=108 value=0x00000708\n"
NETWORK = "/ip dhcp-server network set [find] dhcp-option={}\n"
MOSTLY = WAIT + NETWORK.format("v6only")


@pytest.fixture(scope="module")
def office(free_port):
    """A LAN that is IPv6-mostly, with one address left for who needs it."""
    with site(free_port, lan_script("192.168.88.10") + MOSTLY) as made:
        yield made


def modern(office: Site, number: int, **more: bytes) -> RawClient:
    """A client that asks for option 108."""
    return office.wire.client(number, options={55: bytes((1, 3, 6, 108)), **{int(k[1:]): v for k, v in more.items()}})


def said_empty(office: Site) -> tuple[int, int]:
    """How many clients found an empty pool, by the counters and by the log."""
    lines = office.server.console(':put [:len [/log find message~"failed to give out IP address"]]')
    return counters(office.server)["pool-empty"], int(lines.out)


def test_where_there_is_an_address_it_is_offered_along_with_the_option(office):
    offer = modern(office, 1).discover()
    assert (offer.address, offer.number(108)) == ("192.168.88.10", 1800)


def test_an_empty_pool_offers_no_address_to_who_can_do_without(office):
    assert office.server.console("/ip dhcp-server lease remove [find dynamic]").rc == 0, "offers of other tests"
    assert office.wire.client(2).bind() == "192.168.88.10"
    before = leases(office.server)
    offer = modern(office, 3).discover()
    assert (offer.kind, offer.address, offer.number(108)) == (Message.OFFER, "0.0.0.0", 1800)
    assert {3, 6, 1}.isdisjoint(offer.packet.options)
    assert (offer.server, offer.number(51)) == ("192.168.88.1", 600)
    assert offer.frame.dst_ip == 0xFFFFFFFF, "nobody can be reached at 0.0.0.0"
    assert [row[".id"] for row in leases(office.server)] == [row[".id"] for row in before]
    assert said_empty(office) == (0, 0), "nothing failed"
    assert office.wire.client(4).discover(unless=office.witness) is None, "who needs IPv4 is not told to do without"
    assert said_empty(office) == (1, 1)


def test_behind_a_relay_the_network_of_the_relay_counts(free_port):
    relay = "192.168.88.3"
    init = lan_script() + WAIT + (
        "/ip dhcp-server network add address=192.168.88.0/28 dhcp-option=v6only\n"
        f"/ip dhcp-server add name=far interface=bridge relay={relay} conflict-detection=no\n"
        "/ip dhcp-server add name=near interface=bridge relay=192.168.88.20 conflict-detection=no\n"
    )  # fmt: skip
    with site(free_port, init) as office:
        asks = {55: bytes((1, 108))}
        offer = office.wire.client(1, giaddr=relay, options=asks).discover()
        assert (offer.address, offer.number(108), offer.frame.dst_ip) == ("0.0.0.0", 1800, offer.packet.giaddr)
        assert office.wire.client(2, giaddr="192.168.88.20", options=asks).discover(unless=office.witness) is None


def test_rapid_commit_is_not_for_who_can_do_without_an_address(free_port):
    with site(free_port, lan_script(more="rapid-commit=yes") + MOSTLY) as office:
        answer = modern(office, 1, o80=b"").discover()
        assert (answer.kind, answer.number(108), 80 in answer.packet.options) == (Message.OFFER, 1800, False)
        assert office.wire.client(2, options={80: b""}).discover().kind is Message.ACK
        office.server.console(NETWORK.format('""').strip())
        assert modern(office, 3, o80=b"").discover().kind is Message.ACK
