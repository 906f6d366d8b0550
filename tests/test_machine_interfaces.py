"""The machine's own links and addresses: they come and go in /interface and /ip address, and servers follow."""

import pytest

from rig import wait_until

LAN = "192.168.88.1/24"
SCRIPT = """
/ip pool add name=dhcp ranges=192.168.88.10-192.168.88.20
/ip dhcp-server add name=dhcp1 interface=lan address-pool=dhcp
"""


@pytest.fixture
def box(namespaces, serve):
    """(namespaces, the machine's namespace, a server in it); the machine has the Ethernet link ``lan``."""
    machine, outside = namespaces.add("m"), namespaces.add("o")
    namespaces.link(machine, "lan", outside, "eth0")
    server = serve(netns=machine, init=SCRIPT)
    return namespaces, machine, outside, server


def rows(server, path, **wanted):
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    return server.rest("GET", f"{path}?{query}").json()


def test_an_address_on_the_kernel_shows_as_dynamic_and_wakes_the_server(box):
    namespaces, machine, _, server = box
    assert rows(server, "/ip/dhcp-server")[0]["invalid"] == "true"
    assert "dhcp1 can not serve: interface has no IP address" in server.log
    namespaces.address(machine, "lan", LAN)
    wait_until(lambda: rows(server, "/ip/dhcp-server")[0]["invalid"] == "false", "the server is valid")
    (row,) = rows(server, "/ip/address", address=LAN)
    assert (row["dynamic"], row["interface"], row["network"]) == ("true", "lan", "192.168.88.0")
    refused = server.console(f"/ip address remove [find address={LAN}]")
    assert (refused.rc, refused.err) == (1, "failure: can not remove dynamic address\n")
    assert namespaces.run(machine, "ip", "address", "del", LAN, "dev", "lan").returncode == 0
    wait_until(lambda: rows(server, "/ip/dhcp-server")[0]["invalid"] == "true", "the server is invalid again")
    assert rows(server, "/ip/address", address=LAN) == []


def test_links_come_and_go(box):
    namespaces, machine, outside, server = box
    namespaces.link(machine, "second", outside, "eth1")
    wait_until(lambda: rows(server, "/interface", name="second"), "the new link is an interface")
    assert rows(server, "/interface/ethernet", name="second")[0]["default-name"] == "second"
    namespaces.run(machine, "ip", "link", "set", "dev", "second", "down")
    wait_until(lambda: rows(server, "/interface", name="second", running="false"), "it does not run")
    namespaces.run(machine, "ip", "link", "del", "dev", "second")
    wait_until(lambda: not rows(server, "/interface", name="second"), "it is gone")


def test_an_alias_stays_with_its_link_through_restart_and_unplugging(box):
    namespaces, machine, outside, server = box
    said = server.console(
        "/interface ethernet set [find default-name=lan] name=ether2", "/interface set ether2 comment=LAN"
    )
    assert said.rc == 0, said.err
    (before,) = rows(server, "/interface", name="ether2")
    assert rows(server, "/ip/dhcp-server")[0]["interface"] == "ether2"
    namespaces.run(machine, "ip", "link", "del", "dev", "lan")
    wait_until(lambda: rows(server, "/interface", name="ether2", running="false"), "the unplugged link does not run")
    assert rows(server, "/ip/dhcp-server")[0]["invalid"] == "true"
    server.restart()
    namespaces.link(machine, "lan", outside, "eth0")
    namespaces.address(machine, "lan", LAN)
    wait_until(lambda: rows(server, "/ip/dhcp-server")[0]["invalid"] == "false", "it serves again")
    (after,) = rows(server, "/interface", name="ether2")
    assert (after[".id"], after["default-name"], after["comment"]) == (before[".id"], "lan", "LAN")


def test_stored_addresses_reach_the_kernel_only_when_asked_to(box):
    namespaces, machine, _, server = box

    def kernel() -> str:
        return namespaces.run(machine, "ip", "-4", "-o", "address", "show", "dev", "lan").stdout

    assert server.console(f"/ip address add address={LAN} interface=lan").rc == 0
    assert "192.168.88.1" not in kernel()
    assert rows(server, "/ip/dhcp-server")[0]["invalid"] == "true"
    assert server.console("/ip settings set manage-host=yes").rc == 0
    wait_until(lambda: LAN in kernel(), "the kernel has the address")
    wait_until(lambda: rows(server, "/ip/dhcp-server")[0]["invalid"] == "false", "and the server works")
    assert len(rows(server, "/ip/address", address=LAN)) == 1, "one item, not a second dynamic one"
    namespaces.address(machine, "lan", "10.9.9.9/24")
    assert server.console("/ip address set [find address=192.168.88.1/24] address=192.168.88.2/24").rc == 0
    wait_until(lambda: "192.168.88.2/24" in kernel() and LAN not in kernel(), "the changed address replaced it")
    assert "10.9.9.9/24" in kernel(), "what others put there is theirs"
    server.restart()
    assert "dhcp 67" in server.out.splitlines()[-1]
    assert server.console("/ip address remove [find interface=lan dynamic=no]").rc == 0
    assert "10.9.9.9/24" in kernel()
