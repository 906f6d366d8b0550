"""Real DHCP clients get addresses, are told what the network says, renew, give back, and come again.

dhclient and busybox udhcpc run in namespaces of their own; most tests share one server, each with machines of its own.
"""

import re
import shutil

import pytest

from dhcp_clients import (
    Dhclient,
    Lan,
    Udhcpc,
    fill,
    lan_script,
    leases,
    network_namespaces,
    site,
    used,
    wait_until_logged,
)
from poolkeeper.store.sqlite import SqliteStore
from rig import Server, wait_until

RANGES = "192.168.88.10-192.168.88.254"


@pytest.fixture(scope="module")
def office(free_port):
    """A LAN with machines and a server with leases of ten minutes."""
    with site(free_port, lan_script(RANGES), hosts=6) as made:
        yield made


def mac_of(office, host):
    """The hardware address of a machine's eth0, as RouterOS writes it."""
    return office.lan.namespaces.run(host, "cat", "/sys/class/net/eth0/address").stdout.strip().upper()


def lease_of(office, host):
    """The lease REST shows for a machine, None if there is none."""
    found = leases(office.server, **{"mac-address": mac_of(office, host)})
    assert len(found) < 2
    return found[0] if found else None


def test_udhcpc_and_dhclient_get_the_highest_addresses_and_what_the_network_says(free_port, tmp_path):
    with site(free_port, lan_script(RANGES), hosts=2) as office:
        first, second = office.lan.hosts
        busybox = Udhcpc(office.lan.namespaces, first, tmp_path).start("-x", "hostname:pc1", "-O", "domain")
        told = busybox.wait_for("bound")
        assert told["ip"] == "192.168.88.254"
        assert told["subnet"] == "255.255.255.0"
        assert told["router"] == "192.168.88.1"
        assert told["dns"] == "192.168.88.1 9.9.9.9"
        assert told["domain"] == "lan.example"
        assert told["lease"] == "600"
        assert told["serverid"] == "192.168.88.1"
        isc = Dhclient(office.lan.namespaces, second, tmp_path, 'send host-name "pc2";').start()
        told = isc.wait_for("BOUND")
        assert told["new_ip_address"] == "192.168.88.253"
        assert told["new_subnet_mask"] == "255.255.255.0"
        assert told["new_routers"] == "192.168.88.1"
        assert told["new_domain_name_servers"] == "192.168.88.1 9.9.9.9"
        assert told["new_domain_name"] == "lan.example"
        assert told["new_dhcp_lease_time"] == "600"
        assert told["new_dhcp_server_identifier"] == "192.168.88.1"

        shown = {row["address"]: row for row in leases(office.server)}
        for address, host, name in (("192.168.88.254", first, "pc1"), ("192.168.88.253", second, "pc2")):
            lease = shown[address]
            assert (lease["host-name"], lease["status"], lease["dynamic"]) == (name, "bound", "true")
            assert (lease["server"], lease["mac-address"]) == ("dhcp1", mac_of(office, host))
            assert lease["active-address"] == address
            assert re.fullmatch(r"9m\d+s|10m", lease["expires-after"])
            wait_until_logged(office.server, f"dhcp1 assigned {address} to {mac_of(office, host)}")
        assert used(office.server) == {address: lease["mac-address"] for address, lease in shown.items()}
        assert fill(office.server) == (245, 2, 243)
        said = office.server.console("/ip dhcp-server lease print where dynamic")
        assert "pc1" in said.out
        assert "pc2" in said.out
        assert office.lan.namespaces.run(first, "busybox", "ping", "-c1", "-W9", "192.168.88.253").returncode == 0


def test_a_client_renews_its_lease_when_told_to(office, tmp_path):
    host = office.lan.hosts[0]
    client = Udhcpc(office.lan.namespaces, host, tmp_path).start()
    address = client.wait_for("bound")["ip"]
    before = lease_of(office, host)
    client.renew()
    assert client.wait_for("renew")["ip"] == address
    after = lease_of(office, host)
    assert (after["address"], after["status"], after[".id"]) == (address, "bound", before[".id"])
    assert office.server.log.count(f" to {mac_of(office, host)}") == 1, "a renewal is no new assignment"


@pytest.mark.parametrize(("program", "place"), [(Udhcpc, 1), (Dhclient, 2)])
def test_a_released_address_returns_to_the_pool_and_to_its_client_when_it_comes_again(office, tmp_path, program, place):
    host = office.lan.hosts[place]
    client = program(office.lan.namespaces, host, tmp_path).start()
    told = client.wait_for("bound", "BOUND")
    address = told.get("ip") or told["new_ip_address"]
    total, held, available = fill(office.server)
    client.release()
    wait_until(lambda: lease_of(office, host) is None, "the lease is gone")
    assert address not in used(office.server)
    assert fill(office.server) == (total, held - 1, available + 1)
    said = office.server.console(f"/ip dhcp-server lease print count-only where address={address}")
    assert said.out.strip() == "0"
    wait_until_logged(office.server, f"dhcp1 deassigned {address} from {mac_of(office, host)}")
    client.stop()
    told_before = len(client.events)
    told = client.start().wait_for("bound", "BOUND", after=told_before)
    assert (told.get("ip") or told["new_ip_address"]) == address


def test_clients_renew_by_themselves_rebind_when_the_server_is_not_reached_and_expire_when_they_die(
    free_port, tmp_path
):
    with site(free_port, lan_script(RANGES, more="lease-time=12s"), hosts=3) as office:
        namespaces = office.lan.namespaces
        renewer, rebinder, dying = (Dhclient(namespaces, host, tmp_path).start() for host in office.lan.hosts)
        addresses = [each.wait_for("BOUND")["new_ip_address"] for each in (renewer, rebinder, dying)]
        dying.stop()
        # Unicast to the server goes nowhere now, so only REBINDING's broadcast reaches it.
        astray = ("192.168.88.1", "lladdr", "02:00:00:00:de:ad", "dev", "eth0", "nud", "permanent")
        assert namespaces.run(rebinder.host, "ip", "neigh", "replace", *astray).returncode == 0
        assert renewer.wait_for("RENEW")["new_ip_address"] == addresses[0]
        assert rebinder.wait_for("RENEW")["new_ip_address"] == addresses[1]
        asked = r"to 192.168.88.1 port 67\n(DHCPREQUEST for \S+ on eth0 to 255.255.255.255 port 67\n)+DHCPACK"
        assert re.search(asked, (rebinder.folder / "log").read_text())
        wait_until(lambda: lease_of(office, dying.host) is None, "the lease of the dead client expires")
        wait_until_logged(office.server, f"dhcp1 deassigned {addresses[2]} from {mac_of(office, dying.host)}")
        assert set(used(office.server)) == set(addresses[:2])
        assert "EXPIRE" not in [event["event"] for event in renewer.events + rebinder.events]


def test_a_rebooted_client_keeps_its_address_and_one_from_elsewhere_is_refused_and_given_another(office, tmp_path):
    host = office.lan.hosts[3]
    client = Dhclient(office.lan.namespaces, host, tmp_path).start()
    address = client.wait_for("BOUND")["new_ip_address"]
    wait_until(lambda: client.remembers(address), "dhclient has written down what it has")
    client.stop()
    told = client.start().wait_for("REBOOT", "BOUND", "FAIL", after=len(client.events))
    assert (told["event"], told["new_ip_address"]) == ("REBOOT", address)
    client.stop()
    # The same machine, carried here from another network: it asks for what it had there.
    memory = client.folder / "leases"
    memory.write_text(memory.read_text().replace(address, "10.77.0.9"))
    told = client.start().wait_for("REBOOT", "BOUND", "FAIL", after=len(client.events))
    assert (told["event"], told["new_ip_address"]) == ("BOUND", address)
    assert "DHCPNAK" in (client.folder / "log").read_text()


def test_an_address_that_somebody_else_uses_is_declined_rests_and_another_is_given(free_port, tmp_path):
    with site(free_port, lan_script("192.168.88.10-192.168.88.12"), hosts=2) as office:
        squatter, host = office.lan.hosts
        office.lan.namespaces.address(squatter, "eth0", "192.168.88.12/24")
        client = Udhcpc(office.lan.namespaces, host, tmp_path).start("-a500")
        assert client.wait_for("bound")["ip"] == "192.168.88.11"
        log = f"dhcp1 {mac_of(office, host)} declined 192.168.88.12: address is in use"
        wait_until_logged(office.server, log)
        shown = {row["address"]: row["status"] for row in leases(office.server)}
        assert shown == {"192.168.88.12": "declined", "192.168.88.11": "bound"}
        assert set(used(office.server)) == {"192.168.88.11"}
        assert fill(office.server) == (3, 1, 1)

        assert office.server.stop() == 0
        store = SqliteStore.open(office.server.data / "store.db")
        assert store.check() == []
        store.close()
        office.server.start()
        assert office.wire.client(1).bind() == "192.168.88.10"
        assert office.wire.client(2).discover(unless=office.witness) is None, "the declined address rests"
        said = office.server.console("/ip dhcp-server lease remove [find address=192.168.88.12]")
        assert said.rc == 0, said.err
        assert office.wire.client(2).bind() == "192.168.88.12"


def test_leases_survive_a_restart_and_a_pulled_plug(office, tmp_path):
    host = office.lan.hosts[4]
    client = Udhcpc(office.lan.namespaces, host, tmp_path).start("-x", "hostname:survivor")
    address = client.wait_for("bound")["ip"]
    before = lease_of(office, host)
    assert office.server.stop() == 0
    office.server.start()
    office.server.kill9()
    office.server.start()
    after = lease_of(office, host)
    for name in (".id", "address", "mac-address", "host-name", "status", "server"):
        assert after[name] == before[name], name
    assert address in used(office.server)
    client.renew()
    assert client.wait_for("renew")["ip"] == address
    assert office.wire.client(99).bind() != address


def test_a_client_behind_a_relay_gets_an_address_of_its_own_network(free_port, tmp_path):
    if shutil.which("dhcrelay") is None:
        pytest.skip("this machine lacks the program dhcrelay (Debian package isc-dhcp-relay)")
    with network_namespaces() as namespaces:
        lan = Lan(namespaces, "a", hosts=1)
        relay, far = lan.hosts[0], namespaces.add("far")
        namespaces.address(relay, "eth0", "192.168.88.3/24")
        namespaces.link(relay, "eth1", far, "eth0")
        namespaces.address(relay, "eth1", "10.77.0.1/24")
        namespaces.route(lan.router, "10.77.0.0/24", "192.168.88.3")
        namespaces.forward(relay)
        init = lan_script(RANGES) + lan_script(
            "10.77.0.50-10.77.0.60", subnet="10.77.0", pool="branch", server="branch", more="relay=10.77.0.1"
        ).replace("/ip dhcp-server lease add address=10.77.0.2", "#")
        server = Server(free_port=free_port, netns=lan.router, init=init)
        try:
            server.start()
            with open(tmp_path / "relay", "w") as log:
                words = ("-4", "-d", "-a", "-m", "replace", "-id", "eth1", "-iu", "eth0", "-pf", tmp_path / "pid")
                namespaces.spawn(relay, "dhcrelay", *words, "192.168.88.1", stdout=log, stderr=log)
            wait_until(lambda: "Sending on" in (tmp_path / "relay").read_text(), "the relay listens")
            client = Udhcpc(namespaces, far, tmp_path).start()
            told = client.wait_for("bound")
            assert (told["ip"], told["router"], told["subnet"]) == ("10.77.0.60", "10.77.0.1", "255.255.255.0")
            lease = next(row for row in leases(server) if row["address"] == "10.77.0.60")
            assert lease["server"] == "branch"
            assert lease["agent-option"].startswith("0x0104" + b"eth1".hex())
            client.renew()
            assert client.wait_for("renew")["ip"] == "10.77.0.60"
            client.release()
            wait_until(lambda: not leases(server, address="10.77.0.60"), "the lease is gone")
        finally:
            server.close()
            lan.close()


def test_each_interface_is_served_by_its_own_server(free_port, tmp_path):
    with network_namespaces() as namespaces:
        lan = Lan(namespaces, "a", hosts=1)
        guest = namespaces.add("guest")
        namespaces.link(lan.router, "ether3", guest, "eth0")
        namespaces.address(lan.router, "ether3", "10.9.0.1/24")
        init = lan_script(RANGES) + (
            "/ip pool add name=guests ranges=10.9.0.100-10.9.0.199\n"
            "/ip dhcp-server add name=guests interface=ether3 address-pool=guests\n"
            "/ip dhcp-server network add address=10.9.0.0/24 gateway=10.9.0.1\n"
        )
        server = Server(free_port=free_port, netns=lan.router, init=init)
        try:
            server.start()
            office = Udhcpc(namespaces, lan.hosts[0], tmp_path).start().wait_for("bound")
            visitor = Udhcpc(namespaces, guest, tmp_path).start().wait_for("bound")
            assert (office["ip"], office["serverid"]) == ("192.168.88.254", "192.168.88.1")
            assert (visitor["ip"], visitor["serverid"], visitor["router"]) == ("10.9.0.199", "10.9.0.1", "10.9.0.1")
            assert {row["address"]: row["server"] for row in leases(server)} == {
                "192.168.88.254": "dhcp1",
                "10.9.0.199": "guests",
            }
        finally:
            server.close()
            lan.close()
