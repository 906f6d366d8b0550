"""`lease send-reconfigure`: clients that agreed on a nonce renew at once, and nobody else can make them (RFC 6704)."""

import hashlib
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest

from dhcp_clients import Lan, Site, lan_script, leases, site, wait_until_logged
from living_house import LivingHouse, message
from poolkeeper.servers.mmsg import SO_RCVBUFFORCE
from poolkeeper.wire.dhcp4 import Message, decode
from raw_dhcp import Heard, RawClient, Wire, ip, mac, mac_text
from rig import Namespaces, wait_until

RELAY = "192.168.88.3"
CAPABLE = {145: b"\1"}
HEAD = bytes((3, 1, 0))
YES = "use-reconfigure=yes lease-time=1h"


class Told(NamedTuple):
    """A value of option 90: its counter, its type (1: nonce, 2: digest) and what follows."""

    counter: int
    kind: int
    value: bytes


def told(packet) -> Told:
    """Option 90 of a packet, which must be of this protocol."""
    raw = packet.options[90]
    assert (raw[:3], len(raw)) == (HEAD, 28)
    return Told(int.from_bytes(raw[3:11], "big"), raw[11], raw[12:])


def hmac_md5(key: bytes, octets: bytes) -> bytes:
    """RFC 2104 by hand, so that nothing of the server's own checks the server."""
    pads = (bytes(each ^ pad for each in key.ljust(64, b"\0")) for pad in (0x36, 0x5C))
    inner, outer = pads
    return hashlib.md5(outer + hashlib.md5(inner + octets).digest()).digest()


def proven(heard: Heard, nonce: bytes) -> bool:
    """Whether a FORCERENEW is signed with this nonce, as a client checks it."""
    octets = heard.frame.payload
    digest = told(heard.packet)
    assert digest.kind == 2
    at = octets.index(digest.value)
    blank = octets[:at] + bytes(16) + octets[at + 16 :]
    return hmac_md5(nonce, blank) == digest.value


def send(server, client: RawClient):
    """What the command says for a client's lease."""
    return server.console(f"/ip dhcp-server lease send-reconfigure [find mac-address={mac_text(client.mac)}]")


def forced(wire: Wire, client: RawClient) -> Heard:
    """The FORCERENEW to a client."""
    return wire.listen(lambda heard: heard.packet.options.get(53) == b"\x09" and heard.packet.chaddr == client.mac,
                       "a FORCERENEW")  # fmt: skip


@pytest.fixture(scope="module")
def office(free_port):
    """A LAN whose server agrees on nonces."""
    with site(free_port, lan_script("192.168.88.100-192.168.88.110", more=YES)) as made:
        yield made


def test_a_client_that_agreed_is_told_with_a_message_it_can_prove(office):
    client = office.wire.client(1, options=CAPABLE, client_identifier=b"\xff\1\2")
    offer = client.discover()
    assert offer.packet.options[145] == b"\1"
    assert 90 not in offer.packet.options
    ack = client.select(offer)
    nonce = told(ack.packet)
    assert (nonce.kind, len(set(nonce.value)) > 4) == (1, True)
    assert 90 not in client.renew().packet.options, "a nonce is on the wire only once"
    assert told(client.reboot(ack.address).packet).value == nonce.value, "a client that may have lost it hears it again"
    done = send(office.server, client)
    assert (done.rc, done.out, done.err) == (0, "", "")
    first = forced(office.wire, client)
    packet = first.packet
    assert (packet.op, packet.hops, packet.ciaddr, packet.yiaddr, packet.giaddr) == (2, 0, client.address, 0, 0)
    assert (packet.options[54], packet.options[61]) == (ack.packet.options[54], b"\xff\1\2")
    assert (first.frame.dst_mac, first.frame.dst_ip, first.frame.dport) == (client.mac, client.address, 68)
    assert (first.frame.src_ip, first.frame.sport) == (ip("192.168.88.1"), 67)
    assert proven(first, nonce.value)
    assert not proven(first, bytes(16))
    wait_until_logged(office.server, f"told {mac_text(client.mac)} at {ack.address} to renew at once")
    send(office.server, client)
    second = forced(office.wire, client)
    assert nonce.counter < told(first.packet).counter < told(second.packet).counter
    assert proven(second, nonce.value)


def test_each_client_has_a_nonce_of_its_own_and_a_new_lease_a_new_one(office):
    nonces = []
    for number in (2, 3):
        client = office.wire.client(number, options=CAPABLE)
        nonces.append(told(client.select(client.discover()).packet).value)
    client.release(office.witness)
    nonces.append(told(client.select(client.discover()).packet).value)
    assert len(set(nonces)) == 3


def test_who_did_not_offer_it_is_sent_nothing_new_and_can_not_be_told(office):
    plain = office.wire.client(4)
    offer = plain.discover()
    ack = plain.select(offer)
    assert {90, 145}.isdisjoint({*offer.packet.options, *ack.packet.options})
    other = office.wire.client(5, options={145: b"\2\3"})
    assert 145 not in other.discover().packet.options, "none of its algorithms is ours"
    done = send(office.server, plain)
    assert "the client has not offered its authentication (option 145)" in done.err
    before = len(office.wire.heard)
    office.witness.discover()
    assert all(heard.packet.options[53] != b"\x09" for heard in office.wire.heard[before:])
    informed = office.wire.client(6, options=CAPABLE).inform("192.168.88.50")
    assert {90, 145}.isdisjoint(informed.packet.options)


def test_only_bound_clients_and_all_of_the_list_or_none_are_told(office):
    client = office.wire.client(7, options=CAPABLE)
    client.bind()
    waiting = office.server.console("/ip dhcp-server lease send-reconfigure [find]")
    assert "only a client with a bound lease renews" in waiting.err
    before = len(office.wire.heard)
    office.witness.discover()
    assert all(heard.packet.options[53] != b"\x09" for heard in office.wire.heard[before:])
    reply = office.server.rest("POST", "/ip/dhcp-server/lease/send-reconfigure", {"numbers": leases(office.server,
                               **{"mac-address": mac_text(client.mac)})[0][".id"]})  # fmt: skip
    assert reply.status_code == 200, reply.text
    assert forced(office.wire, client).packet.ciaddr == client.address


def test_clients_that_are_away_keep_no_other_from_being_told_nor_answered(free_port):
    """Raw clients answer ARP only while somebody listens to the wire: until then all of these are away, and what is for
    them fills the server's socket."""
    init = lan_script("10.0.1.0-10.0.2.255", subnet="10.0.0", more=YES)
    with site(free_port, init, address="10.0.0.1/16") as office:
        office.wire.socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 8 << 20)
        clients = [office.wire.client(number, options=CAPABLE) for number in range(400)]
        for client in clients:
            client.bind()
        assert office.server.console("/ip dhcp-server lease send-reconfigure [find dynamic]") == (0, "", "")
        assert clients[-1].renew()
        messages = [heard for heard in office.wire.heard if heard.packet.options[53] == b"\x09"]
        assert messages
        for heard in messages:
            frame = heard.frame
            assert (frame.dst_mac, frame.dst_ip) == (heard.packet.chaddr, heard.packet.ciaddr)
            assert (frame.src_ip, frame.sport, frame.dport) == (ip("10.0.0.1"), 67, 68)


def test_with_use_reconfigure_no_which_is_the_default_nothing_is_agreed_on(free_port):
    with site(free_port, lan_script()) as office:
        client = office.wire.client(1, options=CAPABLE)
        offer = client.discover()
        ack = client.select(offer)
        assert {90, 145}.isdisjoint({*offer.packet.options, *ack.packet.options})
        assert "dhcp server dhcp1 has use-reconfigure=no" in send(office.server, client).err
        assert office.server.console("/ip dhcp-server set dhcp1 use-reconfigure=yes").rc == 0
        assert told(client.renew().packet).kind == 1, "a client that renews agrees from then on"
        send(office.server, client)
        assert forced(office.wire, client)


def test_what_was_agreed_on_outlives_a_kill(free_port):
    with site(free_port, lan_script(more=YES)) as office:
        client, plain = office.wire.client(1, options=CAPABLE), office.wire.client(2)
        nonce = told(client.select(client.discover()).packet)
        plain.bind()
        office.server.kill9()
        office.server.start()
        assert send(office.server, client).rc == 0
        heard = forced(office.wire, client)
        assert proven(heard, nonce.value)
        assert told(heard.packet).counter > nonce.counter
        wait_until_logged(office.server, "to renew at once, not heard of since the start")
        assert told(client.renew().packet).value == nonce.value


@contextmanager
def behind_a_relay(free_port) -> Iterator[Site]:
    """A LAN whose server agrees on nonces with the clients of a relay, too."""
    init = lan_script() + (
        "/ip pool add name=far ranges=192.168.88.5-192.168.88.9\n"
        f"/ip dhcp-server add name=far interface=bridge relay={RELAY} address-pool=far {YES} conflict-detection=no\n"
    )
    with site(free_port, init) as office:
        yield office


def test_behind_a_relay_the_client_itself_is_told(free_port):
    with behind_a_relay(free_port) as office:
        client = office.wire.client(1, options=CAPABLE, giaddr=RELAY)
        nonce = told(client.select(client.discover()).packet)
        assert send(office.server, client).rc == 0
        heard = forced(office.wire, client)
        assert (heard.frame.dst_ip, heard.frame.dport, heard.packet.giaddr) == (client.address, 68, 0)
        assert proven(heard, nonce.value)


def test_the_command_says_how_many_could_not_be_sent_their_message(free_port):
    with behind_a_relay(free_port) as office:
        cut_off, client = (office.wire.client(number, options=CAPABLE, giaddr=RELAY) for number in (1, 2))
        lost, address = cut_off.bind(), client.bind()
        assert office.lan.namespaces.run(office.lan.router, "ip", "route", "add", "prohibit", lost).returncode == 0
        line = f"/ip dhcp-server lease send-reconfigure [find address={lost} or address={address}]"
        done = office.server.console(line)
        assert "failure: told 1 of 2 clients to renew, could not send to the others" in done.err
        assert done.rc == 1
        assert forced(office.wire, client).packet.ciaddr == client.address
        wait_until_logged(
            office.server, f"{mac_text(cut_off.mac)} at {lost} is not told to renew: could not send to it"
        )
        assert f"told {mac_text(cut_off.mac)}" not in office.server.log


def test_a_release_right_behind_the_request_leaves_nobody_with_a_nonce(tmp_path):
    house = LivingHouse(tmp_path)
    house.run(
        ("ip pool", "add", {"name": "p", "ranges": "10.1.0.1-10.1.0.9"}),
        ("ip dhcp-server", "add", {"name": "d", "interface": "lan0", "address-pool": "p", "relay": "10.0.0.9",
                                    "conflict-detection": "no", "use-reconfigure": "yes"}),
    )  # fmt: skip
    relay, one = ip("10.0.0.9"), mac(1)
    (offered,) = house.serve([message(Message.DISCOVER, one, relay, options=CAPABLE)])
    offer = decode(offered.payload)
    named = {50: offer.yiaddr.to_bytes(4, "big"), 54: offer.options[54], **CAPABLE}
    request = message(Message.REQUEST, one, relay, options=named)
    release = message(Message.RELEASE, one, relay, ciaddr=offer.yiaddr, options={54: offer.options[54]})
    acked, _ = house.serve([request, release])
    assert 90 not in decode(acked.payload).options
    assert 90 in decode(house.serve([request])[0].payload).options
    house.close()


# ---- a client that others wrote -----------------------------------------------------------------------------------

DHCPCD_CONF = "clientid\nnoipv4ll\nnoipv6\nnoarp\noption subnet_mask, routers\n"
"""It offers option 145 by itself."""


class Dhcpcd:
    """dhcpcd in a namespace; its files stand at fixed places, so it sees folders of its own there."""

    def __init__(self, namespaces: Namespaces, host: str, folder) -> None:
        if shutil.which("dhcpcd") is None:
            pytest.skip("this machine lacks the program dhcpcd (Debian package dhcpcd-base)")
        self.conf, self.log = folder / "dhcpcd.conf", folder / "log"
        self.conf.write_text(DHCPCD_CONF)
        mounts = " && ".join(f"mkdir -p {at} && mount -t tmpfs none {at}" for at in ("/var/lib/dhcpcd", "/run/dhcpcd"))
        line = f"{mounts} && exec dhcpcd -4 -B -d -f {self.conf} -c /bin/true eth0"
        with self.log.open("w") as log:
            namespaces.spawn(host, "unshare", "-m", "sh", "-c", line, stdout=log, stderr=subprocess.STDOUT)

    def wait_for(self, text: str, times: int = 1) -> None:
        """Until it has said this so many times."""
        wait_until(lambda: self.log.read_text().count(text) >= times, f"dhcpcd says {text}: {self.log.read_text()}")


def test_dhcpcd_believes_the_server_and_renews(free_port, tmp_path):
    with site(free_port, lan_script(more=YES), hosts=1) as office:
        lan: Lan = office.lan
        client = Dhcpcd(lan.namespaces, lan.hosts[0], tmp_path)
        client.wait_for("leased")
        (lease,) = leases(office.server)
        line = f"/ip dhcp-server lease send-reconfigure [find address={lease['address']}]"

        def told_it() -> bool:
            """Sent again until it is heard, as nothing says when dhcpcd has begun to listen at its new address."""
            assert office.server.console(line) == (0, "", "")
            return "Force Renew" in client.log.read_text()

        wait_until(told_it, "dhcpcd hears it")
        client.wait_for("acknowledged", 2)
        assert "failed" not in client.log.read_text()
