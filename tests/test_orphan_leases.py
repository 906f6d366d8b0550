"""Leases whose pool was shrunk or removed under them: kept, shown as orphans, given to nobody else, gone in time."""

from dhcp_clients import fill, lan_script, leases, site, used, wait_until_logged
from poolkeeper.wire.dhcp4 import Message
from rig import wait_until

RANGES = "192.168.88.10-192.168.88.14"


def orphans(server):
    """Addresses that REST and console show as orphans; both must agree."""
    wire = {row["address"] for row in leases(server) if row.get("orphan") == "true"}
    said = server.console(
        ":foreach i in=[/ip dhcp-server lease find orphan=yes] do={:put [/ip dhcp-server lease get $i address]}"
    )
    assert said.rc == 0, said.err
    assert set(said.out.split()) == wire
    return wire


def test_shrinking_a_pool_keeps_its_leases_as_orphans_and_gives_them_to_nobody_else(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        clients = [office.wire.client(number) for number in range(1, 4)]
        given = [client.bind() for client in clients]
        assert given == ["192.168.88.14", "192.168.88.13", "192.168.88.12"]
        assert orphans(office.server) == set()
        said = office.server.console("/ip pool set dhcp ranges=192.168.88.10-192.168.88.12")
        assert said.rc == 0, said.err
        assert orphans(office.server) == {"192.168.88.14", "192.168.88.13"}
        assert fill(office.server) == (3, 1, 2)

        strangers = [office.wire.client(number) for number in (11, 12)]
        assert [client.bind(wanted="192.168.88.14") for client in strangers] == ["192.168.88.11", "192.168.88.10"]
        assert office.wire.client(13).discover(wanted="192.168.88.13", unless=office.witness) is None
        assert office.wire.client(13).reboot("192.168.88.14", unless=office.witness).kind.name == "NAK"

        office.server.kill9()
        office.server.start()
        assert orphans(office.server) == {"192.168.88.14", "192.168.88.13"}
        assert office.wire.client(13).discover(wanted="192.168.88.13", unless=office.witness) is None

        # Grown again over a lease, the pool has it as before.
        said = office.server.console("/ip pool set dhcp ranges=192.168.88.10-192.168.88.13")
        assert said.rc == 0, said.err
        assert orphans(office.server) == {"192.168.88.14"}
        assert fill(office.server) == (4, 4, 0)
        assert office.wire.client(13).discover(unless=office.witness) is None


def test_an_orphan_runs_out_and_its_client_comes_back_with_an_address_of_today(free_port):
    with site(free_port, lan_script(RANGES, more="lease-time=62s")) as office:
        client = office.wire.client(1)
        assert client.bind() == "192.168.88.14"
        assert office.server.console("/ip pool set dhcp ranges=192.168.88.10-192.168.88.12").rc == 0
        rests = []

        def is_sent_away():
            answer = client.renew()
            if answer.kind is Message.NAK:
                return True
            assert answer.address == "192.168.88.14"
            rests.append(answer.number(51))
            return False

        wait_until(is_sent_away, "an orphan with less than a minute left is not renewed")
        assert rests == sorted(rests, reverse=True), "no renewal makes an orphan's lease longer"
        assert set(rests) <= {60, 61, 62}
        assert leases(office.server) == []
        assert client.bind(wanted="192.168.88.14") == "192.168.88.12"


def test_an_orphan_that_is_not_renewed_expires_and_leaves_nothing_behind(free_port):
    with site(free_port, lan_script(RANGES, more="lease-time=3s")) as office:
        assert office.wire.client(1).bind() == "192.168.88.14"
        assert office.server.console("/ip pool set dhcp ranges=192.168.88.10-192.168.88.12").rc == 0
        wait_until(lambda: not leases(office.server), "the orphan expires")
        wait_until_logged(office.server, "dhcp1 deassigned 192.168.88.14 from")
        assert office.server.console("/ip pool set dhcp ranges=192.168.88.10-192.168.88.14").rc == 0
        assert fill(office.server) == (5, 0, 5)
        assert office.wire.client(2).bind() == "192.168.88.14"


def test_removing_a_pool_keeps_its_leases_and_their_addresses(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        assert office.wire.client(1).bind() == "192.168.88.14"
        said = office.server.console(
            "/ip pool remove dhcp",
            "/ip pool add name=new ranges=192.168.88.13-192.168.88.14",
        )
        assert said.rc == 0, said.err
        assert orphans(office.server) == {"192.168.88.14"}
        assert office.wire.client(2).discover(unless=office.witness) is None, "its server has no pool now"
        assert office.server.console("/ip dhcp-server set dhcp1 address-pool=new").rc == 0
        assert orphans(office.server) == set()
        assert fill(office.server, "new") == (2, 1, 1)
        assert office.wire.client(2).bind() == "192.168.88.13"
        assert office.wire.client(1).reboot("192.168.88.14").kind.name == "ACK"
        assert len(used(office.server, "new")) == 2
