"""A store on a full disk: clients hear no ACK, the log says why, and when there is space again all are served at once.

The disk is a small tmpfs that the test mounts and fills.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from dhcp_clients import counters, fill, lan_script, leases, site, wait_until_logged
from poolkeeper.wire.dhcp4 import Message
from rig import wait_until

SIZE = 6 << 20
CLIENTS = 20
AGAIN_WITHIN_S = 10.0
"""From free space to the last of the 20 clients bound: the promise."""
ASK_AGAIN_S = 0.5
REFUSED = "leases can not be kept, clients are not answered"


@pytest.fixture
def small_disk():
    """A tmpfs of 6 MiB, unmounted after the test."""
    if os.geteuid() != 0:
        pytest.skip("mounting a tmpfs needs root")
    place = Path(tempfile.mkdtemp(prefix="pk-disk-"))
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "poolkeeper-test", place]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        place.rmdir()
        pytest.skip(f"this machine forbids mounting a tmpfs: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)
    place.rmdir()


def fill_up(disk):
    """Write a file until the disk takes no byte more."""
    with open(disk / "filler", "wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    assert os.statvfs(disk).f_bavail == 0


def use_up_the_log(server):
    """Change the configuration until the store refuses: what its files had left in them is used up now."""
    big = f':for i from=1 to=400 do={{/ip pool add name=("p" . $i) ranges=10.9.0.1 comment="{"x" * 3000}"}}'
    small = ':for i from=1 to=4000 do={/system identity set name=("n" . $i)}'
    for line in (big, small):
        said = server.console(line)
        assert said.rc == 1, "the disk was not full enough"
        assert "could not be written to disk" in said.err


class Crowd:
    """Twenty clients that ask again and again until they are bound; every ACK is noted with its moment."""

    def __init__(self, office):
        self.wire = office.wire
        self.clients = {number: office.wire.client(number) for number in range(1, CLIENTS + 1)}
        self.by_mac = {client.mac: client for client in self.clients.values()}
        self.bound = {}
        self.requests = 0

    def ask(self):
        """One round: every unbound client sends DISCOVER and takes what it is offered."""
        for client in self.clients.values():
            if client.mac not in self.bound:
                client.post(client.message(Message.DISCOVER, {}, client.mac[-1]))
        for heard in self.wire.hear(ASK_AGAIN_S):
            client = self.by_mac.get(heard.packet.chaddr)
            if client is None:
                continue
            if heard.kind is Message.ACK:
                self.bound.setdefault(client.mac, (heard.address, time.monotonic()))
            elif heard.kind is Message.OFFER and client.mac not in self.bound:
                chosen = {50: heard.packet.yiaddr.to_bytes(4, "big"), 54: heard.packet.options[54]}
                client.post(client.message(Message.REQUEST, chosen, client.mac[-1]))
                self.requests += 1
            if len(self.bound) == CLIENTS:
                return


def test_no_client_is_acknowledged_while_the_disk_is_full_and_all_are_when_there_is_space(free_port, small_disk):
    with site(free_port, lan_script(), data=small_disk / "data") as office:
        server, crowd = office.server, Crowd(office)
        assert office.wire.client(99).bind() == "192.168.88.254"
        fill_up(small_disk)
        use_up_the_log(server)
        wait_until(lambda: crowd.ask() or crowd.bound or crowd.requests >= 3 * CLIENTS, "clients have asked thrice")
        assert crowd.bound == {}, "acknowledged without being kept"
        assert [row["address"] for row in leases(server, status="bound")] == ["192.168.88.254"]
        wait_until_logged(server, REFUSED)
        line = next(line for line in server.log.splitlines() if REFUSED in line)
        assert "is full" in line
        assert str(small_disk) in line
        assert "critical" in line
        assert server.log.count(REFUSED) < crowd.requests, "the log is not flooded"
        assert counters(server)["not-kept"] >= crowd.requests
        assert "Traceback" not in server.log

        pid = server.pid
        (small_disk / "filler").unlink()
        freed = time.monotonic()
        wait_until(lambda: crowd.ask() or len(crowd.bound) == CLIENTS, "all clients are bound")
        last = max(moment for _, moment in crowd.bound.values())
        assert last - freed < AGAIN_WITHIN_S
        assert (server.pid, server.process.poll()) == (pid, None), "without a restart"

        given = {address for address, _ in crowd.bound.values()}
        assert len(given) == CLIENTS
        assert fill(server)[1] == CLIENTS + 1
        server.kill9()
        server.start()
        assert {row["address"] for row in leases(server, status="bound")} == given | {"192.168.88.254"}
