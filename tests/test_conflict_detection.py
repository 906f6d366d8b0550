"""An address that somebody uses is found before it is offered, rests, and is tried again; nobody else waits."""

from contextlib import contextmanager

from dhcp_clients import Udhcpc, counters, lan_script, leases, site, wait_until_logged
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import ip, mac, mac_text
from rig import wait_until

RANGES = "192.168.88.10-192.168.88.12"
PROBING = "conflict-detection=yes"
TAKEN = "192.168.88.12"


@contextmanager
def office_with_a_silent_host(free_port, more=PROBING):
    """A LAN where a host that never spoke DHCP has the first address of the pool."""
    with site(free_port, lan_script(RANGES, more=more), hosts=1) as office:
        office.lan.namespaces.address(office.lan.hosts[0], "eth0", f"{TAKEN}/24")
        yield office


def leave(office):
    """The silent host goes."""
    done = office.lan.namespaces.run(office.lan.hosts[0], "ip", "addr", "flush", "dev", "eth0")
    assert done.returncode == 0


def resting(office):
    """Addresses that rest after a conflict."""
    return [row["address"] for row in leases(office.server, status="conflict")]


def test_an_address_that_a_silent_host_uses_is_not_given_out_and_rests(free_port):
    with office_with_a_silent_host(free_port) as office:
        assert office.wire.client(1).bind() == "192.168.88.11"
        (lease,) = leases(office.server, address=TAKEN)
        shown = office.lan.namespaces.run(office.lan.hosts[0], "cat", "/sys/class/net/eth0/address").stdout
        assert (lease["status"], lease["mac-address"]) == ("conflict", shown.strip().upper())
        wait_until_logged(office.server, f"dhcp1 detected conflict by ARP response for {TAKEN} from")
        assert office.wire.client(2).bind(wanted=TAKEN) == "192.168.88.10"
        office.server.restart()
        assert resting(office) == [TAKEN]
        assert office.wire.client(3).discover(wanted=TAKEN, unless=office.witness) is None
        assert counters(office.server)["pool-empty"] == 1, "it is not even probed"


def test_others_are_answered_while_an_address_is_probed(free_port):
    with office_with_a_silent_host(free_port) as office:
        client = office.wire.client(1)
        assert client.discover(unless=office.witness) is None, "the witness has a static lease: nothing to probe"
        (testing,) = [row for row in leases(office.server) if row["mac-address"] == mac_text(mac(1))]
        assert testing["status"] in ("testing", "offered")
        offer = office.wire.listen(lambda heard: heard.packet.chaddr == mac(1), "the offer that waited")
        assert offer.address == "192.168.88.11"


def test_a_client_that_asks_again_meanwhile_gets_one_answer_to_its_newest_question(free_port):
    with site(free_port, lan_script(RANGES, more=PROBING)) as office:
        client = office.wire.client(1)
        for xid in (1, 2):
            client.post(client.message(Message.DISCOVER, {}, xid))
        assert office.wire.client(2).bind() == "192.168.88.11"
        heard = [answer.packet.xid for answer in office.wire.heard if answer.packet.chaddr == mac(1)]
        assert heard == [2]


def test_the_resting_address_is_tried_again_after_a_lease_time(free_port):
    with office_with_a_silent_host(free_port, f"{PROBING} lease-time=2s") as office:
        assert office.wire.client(1).bind() == "192.168.88.11"
        wait_until(lambda: not resting(office), "the conflict has rested for a lease time")
        assert office.wire.client(2).bind(wanted=TAKEN) != TAKEN
        leave(office)
        wait_until(lambda: not resting(office), "and once more")
        assert office.wire.client(3).bind(wanted=TAKEN) == TAKEN


def test_check_status_probes_again_and_frees_what_nobody_answers_for(free_port):
    with office_with_a_silent_host(free_port, f"{PROBING} lease-time=1d") as office:
        assert office.wire.client(1).bind() == "192.168.88.11"
        check = "/ip dhcp-server lease check-status [find status=conflict]"
        assert office.server.console(check).rc == 0
        assert office.wire.client(2).bind() == "192.168.88.10"  # probed after, so the check has ended before
        assert resting(office) == [TAKEN]
        leave(office)
        assert office.server.console(check).rc == 0
        wait_until(lambda: not resting(office), "the address is free")
        assert office.wire.client(3).bind() == TAKEN


def test_the_client_itself_is_no_conflict_and_what_it_was_offered_is_not_probed_twice(free_port):
    with site(free_port, lan_script(RANGES, more=PROBING)) as office:
        client = office.wire.client(1)
        address = client.bind()
        assert office.server.console("/ip dhcp-server lease remove [find dynamic]").rc == 0
        assert client.bind() == address, "it still answers ARP for the address it had"
        probed = office.wire.arps_for(address)
        assert client.discover().address == address
        assert office.wire.arps_for(address) == probed


def test_a_host_that_answers_for_every_address_does_not_lay_a_whole_pool_to_rest(free_port):
    with site(free_port, lan_script("192.168.88.10-192.168.88.99", more=PROBING)) as office:
        office.wire.owned.update({ip(f"192.168.88.{last}"): mac(99) for last in range(10, 100)})
        client = office.wire.client(1)
        client.post(client.message(Message.DISCOVER, {}, 1))

        def laid_to_rest():
            for _ in office.wire.hear(0.05):  # answers ARP meanwhile
                pass
            return len(resting(office)) == 4

        wait_until(laid_to_rest, "four addresses were found in use")
        assert office.witness.discover().address == "192.168.88.2"
        assert len(resting(office)) == 4


def test_an_address_behind_a_relay_is_probed_by_icmp(free_port):
    init = lan_script(RANGES) + (
        "/ip pool add name=far ranges=10.1.0.10-10.1.0.20\n"
        "/ip dhcp-server add name=far interface=bridge relay=192.168.88.3 address-pool=far\n"
        "/ip dhcp-server network add address=10.1.0.0/24 gateway=10.1.0.1\n"
    )
    with site(free_port, init, hosts=1) as office:
        namespaces, host = office.lan.namespaces, office.lan.hosts[0]
        namespaces.address(host, "eth0", "192.168.88.4/24")
        namespaces.address(host, "eth0", "10.1.0.20/24")
        route = ("ip", "route", "add", "10.1.0.0/24", "via", "192.168.88.4")
        assert namespaces.run(office.lan.router, *route).returncode == 0
        assert office.wire.client(1, giaddr="192.168.88.3").bind() == "10.1.0.19"
        assert resting(office) == ["10.1.0.20"]
        wait_until_logged(office.server, "far detected conflict by ICMP response for 10.1.0.20")


def test_a_declined_address_rests_and_is_tried_again(free_port):
    with site(free_port, lan_script(RANGES, more=f"{PROBING} lease-time=2s")) as office:
        client = office.wire.client(1)
        address = client.bind()
        client.decline(address, office.witness)
        (lease,) = leases(office.server, address=address)
        assert lease["status"] == "declined"
        del office.wire.owned[ip(address)]
        assert office.wire.client(2).bind(wanted=address) != address
        wait_until(lambda: not leases(office.server, status="declined"), "it has rested")
        assert office.wire.client(3).bind(wanted=address) == address


def test_a_real_client_is_given_another_address(free_port, tmp_path):
    with site(free_port, lan_script(RANGES, more=PROBING), hosts=2) as office:
        office.lan.namespaces.address(office.lan.hosts[0], "eth0", f"{TAKEN}/24")
        client = Udhcpc(office.lan.namespaces, office.lan.hosts[1], tmp_path).start()
        assert client.wait_for("bound")["ip"] == "192.168.88.11"
        client.stop()
        assert counters(office.server)["pool-empty"] == 0
