"""Every real DHCP client behind real relays: ISC dhcrelay, dnsmasq, and one behind the other, in both orders.

server ─┬─ dnsmasq  (mid)  ─┬─ clients
        │                   └─ dhcrelay (far)  ── clients
        └─ dhcrelay (hill) ─┬─ clients
                            └─ dnsmasq  (peak) ── clients
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from dhcp_clients import Lan, Udhcpc, lan_script, leases, network_namespaces
from dhcp_ear import Ear
from every_client import PROGRAMS, Machine
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import Heard, dotted, ip
from rig import Namespaces, Server, wait_until

SERVER = "192.168.88.1"
PACKAGES = {"dhcrelay": "isc-dhcp-relay", "dnsmasq": "dnsmasq-base"}


class Place(NamedTuple):
    """A network of clients. subnet: its first three numbers; behind: the place whose relay its own one speaks to."""

    relay: str
    subnet: str
    behind: str = ""

    @property
    def giaddr(self) -> str:
        """The relay's address there."""
        return f"{self.subnet}.1"


PLACES = {
    "mid": Place("dnsmasq", "10.1.0"),
    "far": Place("dhcrelay", "10.2.0", behind="mid"),
    "hill": Place("dhcrelay", "10.3.0"),
    "peak": Place("dnsmasq", "10.4.0", behind="hill"),
}
INIT = "".join(
    f"/ip pool add name={name} ranges={place.subnet}.50-{place.subnet}.60\n"
    f"/ip dhcp-server add name={name} interface=bridge relay={place.giaddr} address-pool={name} conflict-detection=no\n"
    f"/ip dhcp-server network add address={place.subnet}.0/24 gateway={place.giaddr} dhcp-option=t1\n"
    for name, place in PLACES.items()
)
SOON = "/ip dhcp-server option add name=t1 code=58 value=0x00000003 force=yes\n"
"""Renew after 3 s, of a lease of half an hour."""


class Country(NamedTuple):
    """The server, the machines by place and program, and what the server hears of each."""

    server: Server
    machines: dict[tuple[str, str], Machine]
    ears: dict[tuple[str, str], Ear]

    def at(self, place: str, program: str) -> tuple[Machine, Ear]:
        """A machine and what the server hears of it."""
        return self.machines[place, program], self.ears[place, program]


def start_relay(namespaces: Namespaces, host: str, place: Place, to: str, folder: Path) -> None:
    """A relay from its `below` to a server or relay on its `above`; returns when it listens."""
    if shutil.which(place.relay) is None:
        pytest.skip(f"this machine lacks the program {place.relay} (Debian package {PACKAGES[place.relay]})")
    words = {
        "dhcrelay": ("dhcrelay", "-4", "-d", "-a", "-id", "below", "-iu", "above", "-pf", folder / f"{host}.pid", to),
        "dnsmasq": (
            *("dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--user=root", "--log-dhcp"),
            *("--log-facility=-", "--bind-interfaces", "--interface=below", "--interface=above"),
            *(f"--dhcp-relay={place.giaddr},{to}", f"--pid-file={folder / host}.pid"),
        ),
    }
    heard = {"dhcrelay": "Sending on   Socket", "dnsmasq": "DHCP relay from"}
    path = folder / f"{host}.log"
    with open(path, "w") as log:
        namespaces.spawn(host, *words[place.relay], stdout=log, stderr=log)
    wait_until(lambda: heard[place.relay] in path.read_text(), f"{place.relay} listens")


def uplink(name: str) -> tuple[str, str]:
    """(a relay's address above, what it sends to): the server, or the relay that it is behind."""
    behind = PLACES[name].behind
    if behind:
        return f"{PLACES[behind].subnet}.2", PLACES[behind].giaddr
    return f"192.168.88.{10 + list(PLACES).index(name)}", SERVER


def build(namespaces: Namespaces, lan: Lan, folder: Path) -> dict[tuple[str, str], str]:
    """The relays with their networks and routes; (place, program) -> host of a client."""
    hosts: dict[tuple[str, str], str] = {}
    relays = {name: namespaces.add(name) for name in PLACES}
    for name, place in PLACES.items():
        relay, (own, gateway) = relays[name], uplink(name)
        above, bridge = (relays[place.behind], "below") if place.behind else (lan.router, "bridge")
        namespaces.link(above, f"to-{name}", relay, "above")
        namespaces.plug(above, f"to-{name}", into=bridge)
        namespaces.bridge(relay, "below", [])
        namespaces.address(relay, "above", f"{own}/24")
        namespaces.address(relay, "below", f"{place.giaddr}/24")
        namespaces.forward(relay)
        namespaces.route(relay, "default", gateway)
        namespaces.route(above, f"{place.subnet}.0/24", own)
        if place.behind:
            namespaces.route(lan.router, f"{place.subnet}.0/24", uplink(place.behind)[0])
        start_relay(namespaces, relay, place, gateway, folder)
        for program in PROGRAMS:
            host = hosts[name, program] = namespaces.add(f"{name}-{program}")
            namespaces.link(relay, f"p-{program}", host, "eth0")
            namespaces.plug(relay, f"p-{program}", into="below")
    return hosts


@pytest.fixture(scope="module")
def country(free_port, tmp_path_factory) -> Iterator[Country]:
    """All machines are bound and going to renew."""
    folder = tmp_path_factory.mktemp("relays")
    with network_namespaces() as namespaces:
        lan = Lan(namespaces, "a")
        server = Server(free_port=free_port, netns=lan.router, init=lan_script() + SOON + INIT)
        machines: dict[tuple[str, str], Machine] = {}
        ears: dict[tuple[str, str], Ear] = {}
        try:
            hosts = build(namespaces, lan, folder)
            server.start()
            for (name, program), host in hosts.items():
                machine = machines[name, program] = Machine(namespaces, host, folder, program)
                ears[name, program] = Ear(lan.router, "bridge", machine.chaddr)
                machine.start()
            for machine in machines.values():
                machine.wait_until_bound()
                if isinstance(machine.client, Udhcpc):
                    machine.client.renew()  # the others heed T1
            yield Country(server, machines, ears)
        finally:
            server.close()
            lan.close()
            for each in [*machines.values(), *ears.values()]:
                each.close()


everywhere = pytest.mark.parametrize(
    ("place", "program"), [(place, program) for place in PLACES for program in PROGRAMS]
)


@everywhere
def test_obtains_an_address_of_its_network(country, place, program):
    machine, ear = country.at(place, program)
    at = PLACES[place]
    given = machine.ear.of(Message.ACK)[0]
    assert given.address.startswith(f"{at.subnet}.")
    assert (given.addresses(3), given.server) == ([at.giaddr], SERVER)
    for kind in (Message.DISCOVER, Message.REQUEST):
        asked = ear.of(kind)[0]
        assert dotted(asked.packet.giaddr) == at.giaddr, "the first relay's stays"
        assert asked.packet.hops == (2 if at.behind else 1)
    answer = ear.of(Message.ACK)[0]
    assert dotted(answer.frame.dst_ip) == at.giaddr, "past the second relay"
    marked = "dhcrelay" in (at.relay, at.behind and PLACES[at.behind].relay)
    assert answer.packet.options.get(82) == (b"\x01\x05below" if marked else None)
    (lease,) = leases(country.server, address=given.address)
    assert (lease["server"], lease["mac-address"], lease["status"]) == (place, machine.mac, "bound")


def renewed(machine: Machine, ear: Ear) -> Heard:
    """The ACK to a renewal, which the server heard from the machine itself."""
    address = ip(machine.ear.of(Message.ACK)[0].address)
    asked = ear.wait(Message.REQUEST, where=lambda heard: heard.packet.ciaddr == address and not heard.packet.giaddr)
    assert (asked.frame.src_ip, dotted(asked.frame.dst_ip)) == (address, SERVER)
    return ear.wait(Message.ACK, where=lambda heard: heard.frame.dst_ip == address)


@everywhere
def test_renews_past_the_relays(country, place, program):
    machine, ear = country.at(place, program)
    answer = renewed(machine, ear)
    assert (answer.address, answer.packet.giaddr) == (machine.ear.of(Message.ACK)[0].address, 0)


@everywhere
def test_gives_its_address_back_past_the_relays(country, place, program):
    machine, ear = country.at(place, program)
    address = renewed(machine, ear).address
    machine.wait_until_bound()
    machine.release()
    said = ear.wait(Message.RELEASE)
    assert (dotted(said.packet.ciaddr), said.packet.giaddr) == (address, 0)
    wait_until(lambda: not leases(country.server, address=address), "the lease is gone")
