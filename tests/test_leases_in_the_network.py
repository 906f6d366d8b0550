"""What a bound lease is to the machine around it: a neighbour of the kernel, an entry of address lists."""

from dhcp_clients import lan_script, site
from raw_dhcp import mac
from rig import wait_until

STATIC = "/ip dhcp-server lease add address=192.168.88.50 mac-address=02:00:00:00:00:05 address-lists=staff,vip\n"


def said(office, *lines):
    """What console lines print."""
    done = office.server.console(*lines)
    assert (done.rc, done.err) == (0, ""), done
    return done.out


def neighbours(office):
    """Address to hardware address of the kernel's permanent neighbours on the LAN."""
    listed = office.lan.namespaces.run(office.lan.router, "ip", "neigh", "show", "nud", "permanent", "dev", "bridge")
    return {line.split()[0]: line.split()[2] for line in listed.stdout.splitlines()}


def test_add_arp_follows_the_lease_over_restarts(free_port):
    with site(free_port, lan_script(more="add-arp=yes")) as office:
        first, second = office.wire.client(1), office.wire.client(2)
        one, two = first.bind(), second.bind()
        there = {one: mac(1).hex(":"), two: mac(2).hex(":")}
        wait_until(lambda: neighbours(office) == there, "both are entered")
        second.release(office.witness)
        wait_until(lambda: neighbours(office) == {one: mac(1).hex(":")}, "who left is removed")
        other = ("ip", "neigh", "replace", "192.168.88.99", "lladdr", "02:00:00:00:00:99", "dev", "bridge", "nud")
        assert office.lan.namespaces.run(office.lan.router, *other, "permanent").returncode == 0
        office.server.kill9()
        stale = (*other[:3], "192.168.88.98", *other[4:], "permanent", "proto", "dhcp")
        assert office.lan.namespaces.run(office.lan.router, *stale).returncode == 0
        office.server.start()
        kept = {one: mac(1).hex(":"), "192.168.88.99": "02:00:00:00:00:99"}
        wait_until(lambda: neighbours(office) == kept, "what a killed process left is removed, and only that")
        said(office, "/ip dhcp-server set dhcp1 add-arp=no")
        wait_until(lambda: neighbours(office) == {"192.168.88.99": "02:00:00:00:00:99"}, "switched off")
        said(office, "/ip dhcp-server set dhcp1 add-arp=yes")
        wait_until(lambda: neighbours(office) == kept, "and on again")
        said(office, "/ip dhcp-server lease remove [find address=" + one + "]")
        wait_until(lambda: neighbours(office) == {"192.168.88.99": "02:00:00:00:00:99"}, "ended by hand")


def listed(office):
    """(list, address) of the dynamic entries."""
    rows = office.server.rest("GET", "/ip/firewall/address-list").json()
    return sorted((row["list"], row["address"]) for row in rows if row.get("dynamic") == "true")


def test_bound_leases_stand_in_the_address_lists_of_server_and_lease(free_port):
    init = lan_script(more="address-lists=lan") + STATIC + "/ip firewall address-list add list=lan address=10.0.0.1\n"
    with site(free_port, init) as office:
        assert listed(office) == []
        client, staff = office.wire.client(1), office.wire.client(5)
        address = client.bind()
        assert staff.bind() == "192.168.88.50"
        everybody = [("lan", "192.168.88.50"), ("staff", "192.168.88.50"), ("vip", "192.168.88.50")]
        assert listed(office) == sorted([("lan", address), *everybody])
        assert "10.0.0.1" in said(office, "/ip firewall address-list print where !dynamic")
        exported = said(office, "/ip firewall address-list export")
        assert "10.0.0.1" in exported
        assert address not in exported
        refused = office.server.console("/ip firewall address-list remove [find dynamic]")
        assert refused.rc != 0
        client.release(office.witness)
        assert listed(office) == everybody
        office.server.kill9()
        office.server.start()
        assert listed(office) == everybody
        staff.release(office.witness)
        assert listed(office) == []
