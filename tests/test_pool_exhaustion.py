"""A pool that is empty: who has an address keeps it, the others hear nothing, the log says why, and a larger range
helps at once.
"""

from dhcp_clients import Udhcpc, fill, lan_script, site, used, wait_until_logged
from rig import wait_until

EMPTY = "dhcp1: failed to give out IP address: pool <dhcp> is empty"


def test_five_of_eight_clients_are_served_from_a_pool_of_five_and_the_rest_when_it_grows(free_port, tmp_path):
    with site(free_port, lan_script("192.168.88.10-192.168.88.14"), hosts=8) as office:
        server = office.server
        clients = [Udhcpc(office.lan.namespaces, host, tmp_path).start() for host in office.lan.hosts]

        def done():
            said = [{event["event"] for event in client.events} for client in clients]
            return all(words & {"bound", "leasefail"} for words in said)

        wait_until(done, "every client is bound or has given up once")
        bound = [client for client in clients if any(event["event"] == "bound" for event in client.events)]
        waiting = [client for client in clients if client not in bound]
        given = {event["ip"] for client in bound for event in client.events if event["event"] == "bound"}
        assert given == {f"192.168.88.{last}" for last in range(10, 15)}
        assert len(waiting) == 3
        assert all(client.addresses() == [] for client in waiting)

        wait_until_logged(server, EMPTY)
        assert fill(server) == (5, 5, 0)
        said = server.console(
            ":put [/ip pool get dhcp used]",
            "/ip pool used print count-only where pool=dhcp",
            '/log print where message~"pool <dhcp> is empty"',
        )
        assert said.out.splitlines()[:2] == ["5", "5"]
        assert EMPTY in said.out
        assert set(used(server)) == given

        said = server.console("/ip pool set dhcp ranges=192.168.88.10-192.168.88.20")
        assert said.rc == 0, said.err
        late = {client.wait_for("bound")["ip"] for client in waiting}
        assert late == {"192.168.88.18", "192.168.88.19", "192.168.88.20"}
        assert fill(server) == (11, 8, 3)


def test_an_empty_pool_still_renews_and_gives_a_released_address_to_the_next(free_port):
    with site(free_port, lan_script("192.168.88.10-192.168.88.11")) as office:
        first, second, third = (office.wire.client(number) for number in (1, 2, 3))
        assert [first.bind(), second.bind()] == ["192.168.88.11", "192.168.88.10"]
        assert third.discover(unless=office.witness) is None
        assert third.reboot("192.168.88.11", unless=office.witness).kind.name == "NAK"
        assert first.renew().address == "192.168.88.11"
        second.release(office.witness)
        assert third.bind() == "192.168.88.10"
        assert second.discover(unless=office.witness) is None
        assert fill(office.server) == (2, 2, 0)


def test_an_offer_that_nobody_takes_blocks_its_address_only_for_a_while(free_port):
    with site(free_port, lan_script("192.168.88.10")) as office:
        undecided, next_one = office.wire.client(1), office.wire.client(2)
        offer = undecided.discover()
        assert offer.address == "192.168.88.10"
        assert next_one.discover(unless=office.witness) is None
        # It takes another server's offer (RFC 2131 section 4.3.2): ours is free again at once.
        undecided.select(offer._replace(packet=other_server(offer)), unless=office.witness)
        assert next_one.bind() == "192.168.88.10"


def other_server(offer):
    """The packet of an offer as if another server had made it."""
    return offer.packet._replace(options={**offer.packet.options, 54: bytes((192, 168, 88, 77))})
