"""kill -9 under DHCP, REST and console load: what was acknowledged is there after the restart, nothing is booked twice.
No client hears that it has an address that another was told to have, in this round or an earlier one.

Clients are relayed over loopback on high ports (no rights needed), bounded in number and time. Every ACK, every REST
answer and every console answer that arrived is remembered; after each kill the server must know all of it.
"""

import random
import socket
import struct
import subprocess
import threading
import time

import pytest
import requests

from poolkeeper.wire.dhcp4 import Message, Packet, decode, encode
from rig import POOLKEEPER, Server

CLIENTS = 40
LOAD_S = 0.25
KILLED_STARTING, START_S = 4, 1.5  # every fourth start is killed as well, at some moment of it


class DhcpLoad(threading.Thread):
    """Clients of one relay that take, renew and release leases until told to stop; remembers what was acknowledged."""

    def __init__(self, port: int, seed: int) -> None:
        super().__init__(daemon=True)
        self._port = port
        self._random = random.Random(seed)
        self.stopping = threading.Event()
        self.acked: dict[bytes, int] = {}
        self.released: set[bytes] = set()
        self.doubt: set[bytes] = set()
        self.doubles: list[str] = []
        self.answers = 0

    def run(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind(("127.0.0.1", 0))
            sock.settimeout(0.05)
            while not self.stopping.is_set():
                mac = b"\x02\x00\x00\x00\x00" + bytes([self._random.randrange(CLIENTS)])
                try:
                    self._one(sock, mac)
                except (TimeoutError, ConnectionError):
                    continue

    def _ask(self, sock: socket.socket, mac: bytes, kind: Message, ciaddr: int = 0, **options: bytes) -> Packet | None:
        xid = self._random.getrandbits(32)
        coded = {53: bytes([kind]), **{int(name[1:]): value for name, value in options.items()}}
        giaddr = int.from_bytes(socket.inet_aton("127.0.0.1"), "big")
        packet = Packet(1, 1, 6, 0, xid, 0, 0, ciaddr, 0, 0, giaddr, mac, b"", b"", coded)
        sock.sendto(encode(packet), ("127.0.0.1", self._port))
        if kind is Message.RELEASE:
            return None
        while True:
            answer = decode(sock.recv(2048))
            if answer.xid == xid:
                self.answers += 1
                return answer

    def _one(self, sock: socket.socket, mac: bytes) -> None:
        held = self.acked.get(mac)
        if held is not None and self._random.random() < 0.2:
            self.doubt.add(mac)  # a RELEASE has no answer: it may or may not have arrived before the kill
            del self.acked[mac]
            self._ask(sock, mac, Message.RELEASE, held)
            return
        if held is not None and self._random.random() < 0.5:
            answer = self._ask(sock, mac, Message.REQUEST, held)
        else:
            offer = self._ask(sock, mac, Message.DISCOVER)
            assert offer is not None
            wanted = struct.pack("!I", offer.yiaddr)
            answer = self._ask(sock, mac, Message.REQUEST, _50=wanted, _54=offer.options[54])
        if answer is not None and answer.options[53] == bytes([Message.ACK]):
            others = [other for other, address in self.acked.items() if address == answer.yiaddr and other != mac]
            self.doubles += [f"{answer.yiaddr:#x} of {other.hex()} was given to {mac.hex()}" for other in others]
            self.acked[mac] = answer.yiaddr
            self.doubt.discard(mac)


class ChangeLoad(threading.Thread):
    """Pools added through REST or the console; remembers those that were answered."""

    def __init__(self, server: Server, door: str, round_: int) -> None:
        super().__init__(daemon=True)
        self._server, self._door, self._round = server, door, round_
        self.stopping = threading.Event()
        self.kept: list[str] = []

    def run(self) -> None:
        number = 0
        while not self.stopping.is_set():
            number += 1
            name = f"{self._door}-{self._round}-{number}"
            add = self._by_rest if self._door == "rest" else self._by_console
            if add(name):
                self.kept.append(name)

    def _by_rest(self, name: str) -> bool:
        try:
            return self._server.rest("PUT", "/ip/pool", {"name": name, "ranges": "10.9.0.1"}).status_code == 201
        except requests.RequestException:
            return False

    def _by_console(self, name: str) -> bool:
        line = f"/ip pool add name={name} ranges=10.8.0.1"
        done = subprocess.run([POOLKEEPER, "console", "--data", self._server.data, line], capture_output=True)
        return done.returncode == 0


def addresses(server: Server) -> dict[str, str]:
    """Bound leases as REST lists them: MAC to address; no address may stand there twice."""
    found: dict[str, str] = {}
    for lease in server.rest("GET", "/ip/dhcp-server/lease").json():
        if lease["status"] == "bound":
            assert lease["active-address"] not in found.values(), "an address is booked twice"
            found[lease["active-mac-address"]] = lease["active-address"]
    return found


@pytest.mark.soak
def test_nothing_acknowledged_is_lost_and_nothing_is_booked_twice(serve, free_port, rounds):
    port = free_port()
    server = serve(
        init=f"""/ip pool add name=p ranges=10.7.0.10-10.7.0.60
/ip dhcp-server config set port={port}
/ip dhcp-server add name=d interface=lo relay=127.0.0.1 address-pool=p lease-time=1h conflict-detection=no
/ip dhcp-server network add address=10.7.0.0/24 gateway=10.7.0.1
"""
    )
    acked: dict[bytes, int] = {}
    doubt: set[bytes] = set()
    pools: set[str] = set()
    answers = 0
    for round_ in range(rounds):
        dhcp = DhcpLoad(port, round_)
        dhcp.acked, dhcp.doubt = dict(acked), set(doubt)
        loads = [dhcp, ChangeLoad(server, "rest", round_), ChangeLoad(server, "console", round_)]
        for load in loads:
            load.start()
        time.sleep(random.Random(round_).uniform(0.5, 1.5) * LOAD_S)
        server.kill9()
        for load in loads:
            load.stopping.set()
        for load in loads:
            load.join()
        acked, doubt, answers = dhcp.acked, dhcp.doubt, answers + dhcp.answers
        pools.update(*(load.kept for load in loads[1:]))  # type: ignore[attr-defined]
        assert dhcp.doubles == [], f"round {round_}"
        if round_ % KILLED_STARTING == KILLED_STARTING - 1:
            server.start_and_kill9(random.Random(-round_).uniform(0, START_S))
        server.start()
        have = addresses(server)
        for mac, address in acked.items():
            shown = ":".join(f"{byte:02X}" for byte in mac)
            assert have.get(shown) == socket.inet_ntoa(struct.pack("!I", address)), f"round {round_}: {shown}"
        known = {pool["name"] for pool in server.rest("GET", "/ip/pool").json()}
        assert pools <= known, f"round {round_}: {pools - known}"
    print(f"{rounds} kills: {answers} DHCP answers, {len(pools)} pools acknowledged, nothing lost, nothing double")
    assert answers > rounds
    assert pools
