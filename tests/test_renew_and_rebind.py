"""Every real DHCP client renews its lease by itself, and rebinds to another server when its own is gone.

Two servers know the same reservations; the second one starts when all machines are bound, and then the first one dies.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from dhcp_clients import Lan, Udhcpc, lan_script, leases, network_namespaces
from every_client import PROGRAMS, Machine
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import BROADCAST, Heard, dotted, ip
from rig import Server

FIRST, SECOND = "192.168.88.1", "192.168.88.3"
SOON = """
/ip dhcp-server option add name=t1 code=58 value=0x00000003 force=yes
/ip dhcp-server option add name=t2 code=59 value=0x00000006 force=yes
/ip dhcp-server network set [find] dhcp-option=t1,t2
"""
"""Renew after 3 s, rebind after 6 s, of a lease that lasts: no machine that is slow decides this test."""


class Story(NamedTuple):
    """The machines, what the second server showed of them at the end, and the renewals by which the first was left."""

    machines: dict[str, Machine]
    second: Server


def reservations(machines: dict[str, Machine]) -> str:
    """An address for each; udhcpc heeds neither T1 nor T2, but rebinds when half of its lease is over."""
    words = {"udhcpc": " lease-time=16s"}
    return "".join(
        f"/ip dhcp-server lease add address=192.168.88.{20 + number} mac-address={machine.mac} server=dhcp1"
        f"{words.get(program, '')}\n"
        for number, (program, machine) in enumerate(machines.items())
    )


def renewal(machine: Machine) -> tuple[Heard, Heard]:
    """The first request of a machine for its server alone, and the answer; some keep the xid of their DISCOVER."""
    asked = machine.ear.wait(
        Message.REQUEST, where=lambda heard: heard.packet.ciaddr and heard.frame.dst_ip == ip(FIRST)
    )
    answer = machine.ear.wait(
        Message.ACK, where=lambda heard: heard.packet.ciaddr and heard.packet.xid == asked.packet.xid
    )
    return asked, answer


def is_from_second(heard: Heard) -> bool:
    """An answer of the second server."""
    return heard.server == SECOND


@pytest.fixture(scope="module")
def story(free_port, tmp_path_factory) -> Iterator[Story]:
    """All are bound, all have renewed, the first server is gone."""
    folder = tmp_path_factory.mktemp("rebind")
    with network_namespaces() as namespaces:
        lan = Lan(namespaces, "a", hosts=len(PROGRAMS) + 1)
        namespaces.address(lan.hosts[-1], "eth0", f"{SECOND}/24")
        machines = {
            program: Machine(namespaces, host, folder, program)
            for program, host in zip(PROGRAMS, lan.hosts, strict=False)
        }
        known = reservations(machines)
        first = Server(free_port=free_port, netns=lan.router, init=lan_script() + SOON + known)
        there = lan_script(interface="eth0") + SOON + known
        second = Server(free_port=free_port, netns=lan.hosts[-1], init=there)
        try:
            first.start()
            for machine in machines.values():
                machine.start()
            for machine in machines.values():
                machine.wait_until_bound()
                if isinstance(machine.client, Udhcpc):
                    machine.client.renew()
            second.start()
            for machine in machines.values():
                renewal(machine)
            first.kill9()
            yield Story(machines, second)
        finally:
            first.close()
            second.close()
            lan.close()
            for machine in machines.values():
                machine.close()


every_program = pytest.mark.parametrize("program", list(PROGRAMS))


@every_program
def test_renews_at_its_server(story, program):
    machine = story.machines[program]
    had = machine.ear.of(Message.ACK)[0]
    asked, answer = renewal(machine)
    assert dotted(asked.packet.ciaddr) == had.address
    assert not {50, 54} & set(asked.packet.options)
    assert (answer.address, answer.server) == (had.address, FIRST)
    assert dotted(answer.frame.dst_ip) == had.address


@every_program
def test_rebinds_to_another_server_with_the_address_it_has(story, program):
    machine = story.machines[program]
    had = machine.ear.of(Message.ACK)[0]
    answer = machine.ear.wait(Message.ACK, where=is_from_second)
    before = machine.ear.messages[: machine.ear.messages.index(answer)]
    asked = [each for each in before if each.kind is Message.REQUEST][-1]
    assert (asked.frame.dst_ip, dotted(asked.packet.ciaddr)) == (BROADCAST, had.address)
    assert not {50, 54} & set(asked.packet.options)
    assert answer.address == had.address
    assert machine.wait_until_bound().server == SECOND
    (lease,) = leases(story.second, **{"mac-address": machine.mac})
    assert (lease["address"], lease["status"]) == (had.address, "bound")
    assert machine.ear.of(Message.NAK) == []
