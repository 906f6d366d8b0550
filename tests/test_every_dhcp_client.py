"""What every real DHCP client does on a LAN: gets an address, says who it is, gives back, declines, comes again, moves.

All programs run at once in one office, each several times; a test looks at what passed on one machine's cable.
docs/clients.md shows which client can do what.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from dhcp_clients import Lan, lan_script, leases, network_namespaces, used, wait_until_logged
from every_client import IDENTIFIERS, PROGRAMS, Machine
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import dotted
from rig import Server, wait_until

DISCOVER, OFFER, REQUEST, ACK, NAK = Message.DISCOVER, Message.OFFER, Message.REQUEST, Message.ACK, Message.NAK
RELEASE = Message.RELEASE
INIT = (
    lan_script("192.168.88.100-192.168.88.254")
    + """
/ip pool add name=upstairs ranges=192.168.89.10-192.168.89.254
/ip dhcp-server add name=upstairs interface=upstairs address-pool=upstairs conflict-detection=no
/ip dhcp-server network add address=192.168.89.0/24 gateway=192.168.89.1
"""
)

CARRIED = {"dhclient": "text", "udhcpc": "none", "dhcpcd": "text", "networkd": "duid-only"}
"""Program -> identifier of the machine that moves to the other LAN."""
DECLINERS = ("dhclient", "udhcpc", "dhcpcd")
TAKEN = dict(zip(DECLINERS, ("192.168.88.15", "192.168.88.25", "192.168.88.35"), strict=True))
FREE = dict(zip(DECLINERS, ("192.168.88.14", "192.168.88.24", "192.168.88.34"), strict=True))
"""The two addresses that one of them can get: the higher one comes first, and a host that never asked uses it."""


class Office(NamedTuple):
    """A LAN, a second one upstairs without machines, one server for both, and the machines by program and identifier.

    shown: the leases as REST showed them when all were bound. decliners: further machines, which look first whether
    their address is taken.
    """

    lan: Lan
    server: Server
    machines: dict[tuple[str, str], Machine]
    shown: dict[str, dict[str, str]]
    decliners: dict[str, Machine]

    def replug(self, machine: Machine, bridge: str) -> None:
        """Pull a machine's cable out and put it into a LAN, not before the machine's kernel has noticed."""
        port = f"p{self.lan.hosts.index(machine.host) + 1}"
        self.lan.namespaces.plug(self.lan.router, port, up=False)
        wait_until(lambda: not machine.is_connected, f"{machine.program} has no carrier")
        self.lan.namespaces.plug(self.lan.router, port, into=bridge)

    def lease(self, machine: Machine) -> dict[str, str]:
        """What was shown of a machine's lease."""
        return self.shown[machine.mac]


@pytest.fixture(scope="module")
def office(free_port, tmp_path_factory) -> Iterator[Office]:
    """Every client with every kind of identifier; that with its MAC tells a host name, that with a DUID a full name."""
    folder = tmp_path_factory.mktemp("office")
    with network_namespaces() as namespaces:
        lan = Lan(namespaces, "a", hosts=len(IDENTIFIERS) + len(DECLINERS) + 2)
        namespaces.bridge(lan.router, "upstairs", [])
        namespaces.address(lan.router, "upstairs", "192.168.89.1/24")
        squatter, *decline_here, _ = lan.hosts[len(IDENTIFIERS) :]
        for address in TAKEN.values():
            namespaces.address(squatter, "eth0", f"{address}/24")
        decliners = {
            program: Machine(namespaces, host, folder, program, probe=True)
            for program, host in zip(DECLINERS, decline_here, strict=True)
        }
        server = Server(free_port=free_port, netns=lan.router, init=INIT + own_pools(decliners))
        machines: dict[tuple[str, str], Machine] = {}
        try:
            server.start()
            for machine in decliners.values():
                machine.start()
            for host, (program, identifier) in zip(lan.hosts, IDENTIFIERS, strict=False):
                names = {"mac": {"host_name": f"pc-{program}"}, "duid": {"full_name": f"pc-{program}.office.example"}}
                machine = Machine(namespaces, host, folder, program, identifier, **names.get(identifier, {}))
                machines[program, identifier] = machine.start()
            for machine in machines.values():
                machine.wait_until_bound()
            shown = {row["mac-address"]: row for row in leases(server)}
            office = Office(lan, server, machines, shown, decliners)
            leave(office), come_again(office), move_upstairs(office)
            yield office
        finally:
            server.close()
            lan.close()
            for machine in [*machines.values(), *decliners.values()]:
                machine.close()


def own_pools(decliners: dict[str, Machine]) -> str:
    """A pool of two addresses for each of them."""
    return "".join(
        f"/ip pool add name={program} ranges={FREE[program]}-{TAKEN[program]}\n"
        f"/ip dhcp-server lease add address={program} mac-address={machine.mac} server=dhcp1\n"
        for program, machine in decliners.items()
    )


def leave(office: Office) -> None:
    """Machines with a name give their address back."""
    for program in PROGRAMS:
        machine = office.machines[program, "mac"]
        machine.release()


def come_again(office: Office) -> None:
    """Machines with a full name lose power and come back; networkd's loses its cable, since it writes nothing down."""
    for program in PROGRAMS:
        machine = office.machines[program, "duid"]
        machine.mark()
        if program == "networkd":
            office.replug(machine, "bridge")
            continue
        machine.power_off()
        machine.start(*(("-r", office.lease(machine)["address"]) if program == "udhcpc" else ()))


def move_upstairs(office: Office) -> None:
    """Machines of a third kind are carried to the other LAN; udhcpc, which does not notice, is told to renew there."""
    for program in PROGRAMS:
        machine = office.machines[program, CARRIED[program]]
        machine.mark()
        if program == "dhclient":
            machine.power_off()
        office.replug(machine, "upstairs")
        if program == "dhclient":
            machine.start()
        elif program == "udhcpc":
            machine.client.renew()


every_program = pytest.mark.parametrize("program", list(PROGRAMS))


@every_program
def test_obtains_an_address_in_four_messages(office, program):
    machine = office.machines[program, "mac"]
    discover, offer, request, ack = (machine.ear.of(kind)[0] for kind in (DISCOVER, OFFER, REQUEST, ACK))
    assert machine.ear.messages[0] is discover
    assert request.addresses(50) == [offer.address] == [ack.address]
    assert request.server == offer.server == ack.server == "192.168.88.1"
    assert (ack.number(51), ack.addresses(1), ack.addresses(3)) == (600, ["255.255.255.0"], ["192.168.88.1"])
    lease = office.lease(machine)
    assert (lease["address"], lease["status"], lease["dynamic"]) == (ack.address, "bound", "true")
    wait_until_logged(office.server, f"dhcp1 assigned {ack.address} to {machine.mac}")


@pytest.mark.parametrize(("program", "identifier"), list(IDENTIFIERS))
def test_is_known_by_the_identifier_it_sends(office, program, identifier):
    machine = office.machines[program, identifier]
    sent = machine.ear.of(DISCOVER)[0].packet.options.get(61)
    if identifier == "none":
        assert sent is None
    elif identifier == "mac":
        assert sent == b"\x01" + machine.chaddr
    elif identifier == "text":
        assert sent.removeprefix(b"\0") == f"desk-{program}".encode()
    else:
        kind, duid_type, hardware = sent[0], sent[5:7], sent[7:9]
        assert (kind, hardware) == (0xFF, b"\0\1"), "RFC 4361 section 6.1"
        assert duid_type in (b"\0\1", b"\0\3"), "RFC 8415 sections 11.2 and 11.4"
    shown = ":".join(f"{octet:x}" for octet in sent or b"")
    assert office.lease(machine).get("active-client-id", "") == shown
    all_given = {office.lease(each)["address"] for each in office.machines.values()}
    assert len(all_given) == len(IDENTIFIERS), "one for each"


@every_program
def test_tells_its_host_name(office, program):
    machine = office.machines[program, "mac"]
    assert machine.ear.of(REQUEST)[0].packet.options[12] == f"pc-{program}".encode()
    assert office.lease(machine)["host-name"] == f"pc-{program}"


@every_program
def test_tells_its_full_name_and_hears_that_dns_is_its_own_affair(office, program):
    machine = office.machines[program, "duid"]
    asked, answered = (machine.ear.of(kind)[0].packet.options[81] for kind in (REQUEST, ACK))
    assert f"pc-{program}" in asked.decode(errors="replace")
    assert answered[3:] == asked[3:]
    wants_server_update = asked[0] & 1
    assert answered[0] == asked[0] & 4 | 8 | (2 if wants_server_update else 0), "RFC 4702 sections 2.1 and 4: N, O"


@every_program
def test_gives_its_address_back(office, program):
    machine = office.machines[program, "mac"]
    address = office.lease(machine)["address"]
    said = machine.ear.wait(RELEASE)
    assert (dotted(said.packet.ciaddr), dotted(said.frame.dst_ip)) == (address, "192.168.88.1")
    wait_until(lambda: not leases(office.server, **{"mac-address": machine.mac}), "the lease is gone")
    wait_until_logged(office.server, f"dhcp1 deassigned {address} from {machine.mac}")
    assert address not in used(office.server)


@every_program
def test_comes_again_with_the_address_it_had(office, program):
    machine = office.machines[program, "duid"]
    address = office.lease(machine)["address"]
    first = machine.ear.wait(DISCOVER, REQUEST, after=machine.marked)
    assert dotted(int.from_bytes(first.packet.options[50], "big")) == address
    assert 54 not in first.packet.options
    assert first.kind is (DISCOVER if program == "udhcpc" else REQUEST)
    assert machine.wait_until_bound(after=machine.marked).address == address


@every_program
def test_is_refused_its_old_address_in_another_network_and_given_one_there(office, program):
    machine = office.machines[program, CARRIED[program]]
    first = machine.ear.wait(REQUEST, after=machine.marked)
    asked = first.packet.ciaddr or int.from_bytes(first.packet.options[50], "big")
    assert dotted(asked) == office.lease(machine)["address"]
    nak = machine.ear.wait(NAK, after=machine.marked)
    assert nak.frame.dst_ip == 0xFFFFFFFF
    assert machine.wait_until_bound(after=machine.marked).address.startswith("192.168.89.")
    shown = {row["server"]: row["address"] for row in leases(office.server, **{"mac-address": machine.mac})}
    assert shown["upstairs"] == machine.address


@pytest.mark.parametrize("program", ["dhcpcd"])
def test_is_told_what_the_network_says_for_an_address_given_by_hand(office, tmp_path, program):
    machine = Machine(office.lan.namespaces, office.lan.hosts[-1], tmp_path, program)
    office.lan.namespaces.address(machine.host, "eth0", "192.168.88.5/24")
    machine.start("--inform=192.168.88.5/24")
    told = machine.client.wait_for("INFORM")
    assert (told["new_routers"], told["new_domain_name"]) == ("192.168.88.1", "lan.example")
    answer = machine.ear.of(ACK)[0]
    assert (dotted(answer.frame.dst_ip), answer.packet.yiaddr) == ("192.168.88.5", 0)
    assert 51 not in answer.packet.options
    assert not leases(office.server, **{"mac-address": machine.mac})
    machine.close()


@pytest.mark.parametrize("program", DECLINERS)
def test_declines_an_address_in_use_and_is_given_another(office, program):
    machine, taken, free = office.decliners[program], TAKEN[program], FREE[program]
    said = machine.ear.wait(Message.DECLINE)
    assert said.addresses(50) == [taken]
    wait_until_logged(office.server, f"dhcp1 {machine.mac} declined {taken}: address is in use")
    assert [row["status"] for row in leases(office.server, **{"active-address": taken})] == ["declined"]
    machine.ear.wait(ACK, where=lambda heard: heard.address == free)
    assert machine.wait_until_bound().address == free
    assert list(used(office.server, program)) == [free]
