"""/ip dhcp-server setup: the dialogue at a terminal, its proposals, and a server that serves at its end."""

from dhcp_clients import site
from rig import POOLKEEPER
from screen import Person

ENTER = "\r"
ROOT = "[admin@MikroTik] > "


def answer(at, heading, label, proposed, typed=""):
    """See a question with its proposal, and take it or type something else instead."""
    at.sees(heading)
    at.is_asked(f"{label}: {proposed}")
    at.type(("\x15" + typed if typed else "") + ENTER)  # Ctrl-U


def test_enter_takes_every_proposal_and_the_server_serves(free_port):
    with site(free_port, "") as office, Person([POOLKEEPER, "console", "--data", office.server.data]) as at:
        at.is_asked(ROOT)
        at.type("/ip dhcp-server setup" + ENTER)
        answer(at, "Select interface to run DHCP server on", "dhcp server interface", "bridge")
        answer(at, "Select network for DHCP addresses", "dhcp address space", "192.168.88.0/24")
        answer(at, "Select gateway for given network", "gateway for dhcp network", "192.168.88.1")
        pool = "192.168.88.2-192.168.88.254"
        answer(at, "Select pool of ip addresses given out by DHCP server", "addresses to give out", pool)
        answer(at, "Select DNS servers", "dns servers", "", "9.9.9.9,1.1.1.1")
        answer(at, "Select lease time", "lease time", "10m", "nonsense")
        at.sees("invalid value for argument lease time")
        at.type("\x15" + "20m" + ENTER)
        at.is_asked(ROOT)
        client = office.wire.client(1)
        offer = client.discover()
        assert offer.addresses(6) == ["9.9.9.9", "1.1.1.1"]
        assert offer.addresses(3) == ["192.168.88.1"]
        assert offer.number(51) == 1200
        exported = office.server.console("/ip pool export").out + office.server.console("/ip dhcp-server export").out
        assert "name=dhcp_pool0 ranges=192.168.88.2-192.168.88.254" in exported
        assert "address-pool=dhcp_pool0" in exported


def test_leaving_a_question_makes_nothing_and_without_a_terminal_it_is_refused(free_port):
    with site(free_port, "") as office:
        said = office.server.console("/ip dhcp-server setup")
        assert said.rc != 0
        assert "setup asks questions, which needs a terminal" in said.err
        with Person([POOLKEEPER, "console", "--data", office.server.data]) as at:
            at.is_asked(ROOT)
            at.type("/ip dhcp-server setup" + ENTER)
            answer(at, "Select interface to run DHCP server on", "dhcp server interface", "bridge", "nothing")
            at.sees("input does not match any value of interface")
            at.is_asked("dhcp server interface: bridge")
            at.type(ENTER)
            at.is_asked("dhcp address space: 192.168.88.0/24")
            at.type("\x03")
            at.is_asked(ROOT)
        for path in ("/ip/pool", "/ip/dhcp-server", "/ip/dhcp-server/network"):
            assert office.server.rest("GET", path).json() == []
