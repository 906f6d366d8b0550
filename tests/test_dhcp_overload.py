"""More packets than can be served: the oldest go first, DISCOVERs yield to REQUESTs, all is counted, then all is well.

The server is stopped (SIGSTOP) while a relay's packets pile up in its socket, and goes on with all of them at once.
"""

import os
import signal
import socket

from poolkeeper.servers.backlog import MOST_WAITING, Backlog
from poolkeeper.servers.mmsg import SO_RCVBUFFORCE, Arrival, Slots
from poolkeeper.wire.dhcp4 import Message, Packet, decode, encode
from rig import wait_until

RELAY = int.from_bytes(socket.inet_aton("127.0.0.1"), "big")
BOUND, FLOOD = 300, 2 * MOST_WAITING

INIT = """/ip pool add name=big ranges=10.16.0.0-10.16.63.255
/ip dhcp-server network add address=10.0.0.0/8 gateway=10.0.0.1
/ip dhcp-server config set port={port}
/ip dhcp-server add name=big interface=lo address-pool=big relay=127.0.0.1 conflict-detection=no disabled=no
"""


def packet(kind: Message, client: int, ciaddr: int = 0, options: dict[int, bytes] | None = None) -> bytes:
    """What a client sends through its relay; its number is the xid."""
    coded = {53: bytes((kind,)), **(options or {}), 55: b"\1\3\6"}
    chaddr = b"\2\1" + client.to_bytes(4, "big")
    return encode(Packet(1, 1, 6, 1, client, 0, 0, ciaddr, 0, 0, RELAY, chaddr, b"", b"", coded))


def test_what_waits_too_long_is_dropped_and_discovers_yield():
    slots, backlog = Slots(), Backlog(most=10)

    def put(*packets: bytes) -> None:
        backlog.put(slots, slots.load([Arrival(each, 0, 67, 1) for each in packets]))

    put(*(packet(Message.DISCOVER, client) for client in range(8)), packet(Message.REQUEST, 100))
    put(*(packet(Message.REQUEST, 101 + client) for client in range(4)))
    assert backlog.dropped == 3
    assert [decode(each.payload).xid for each in backlog.take(256)] == [100, 101, 102, 103, 104, 3, 4, 5, 6, 7]
    put(*(b"\1" for _ in range(20)))
    assert (backlog.dropped, len(backlog)) == (13, 10), "junk costs nobody anything"
    assert len(list(backlog.take(10))) == 10
    backlog.dropped = 3
    put(*(packet(Message.REQUEST, client) for client in range(12)))
    assert (backlog.dropped, len(backlog)) == (5, 10)
    assert next(backlog.take(1)).payload[4:8] == (2).to_bytes(4, "big")


class Relay:
    """A relay on loopback that hears everything it is sent."""

    def __init__(self, port: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE if os.geteuid() == 0 else socket.SO_RCVBUF, 16 << 20)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self._server = ("127.0.0.1", port)
        self.heard: dict[tuple[int, int], Packet] = {}

    def send(self, *packets: bytes) -> None:
        for each in packets:
            self._socket.sendto(each, self._server)

    def hears(self, kind: Message, client: int) -> Packet | None:
        """The answer of a kind to a client, as far as it has come."""
        while True:
            try:
                answer = decode(self._socket.recv(2048))
            except BlockingIOError:
                return self.heard.get((kind, client))
            self.heard[answer.options[53][0], answer.xid] = answer

    def waits(self, kind: Message, client: int) -> Packet:
        """The answer, when it has come."""
        answer: Packet = wait_until(lambda: self.hears(kind, client), f"a {kind.name} for {client}")
        return answer

    def close(self) -> None:
        self._socket.close()


def test_a_flood_costs_the_oldest_discovers_and_no_renewal(serve, free_port):
    port = free_port()
    relay = Relay(port)
    server = serve(init=INIT.format(port=port))
    relay.send(*(packet(Message.DISCOVER, client) for client in range(BOUND)))
    offers = [relay.waits(Message.OFFER, client) for client in range(BOUND)]
    chosen = [{50: offer.yiaddr.to_bytes(4, "big"), 54: offer.options[54]} for offer in offers]
    relay.send(*(packet(Message.REQUEST, client, options=chosen[client]) for client in range(BOUND)))
    addresses = {client: relay.waits(Message.ACK, client).yiaddr for client in range(BOUND)}
    relay.heard.clear()

    os.kill(server.pid, signal.SIGSTOP)
    relay.send(*(packet(Message.REQUEST, client, ciaddr=addresses[client]) for client in range(BOUND)))
    relay.send(*(packet(Message.DISCOVER, 10_000 + number) for number in range(FLOOD)))
    os.kill(server.pid, signal.SIGCONT)
    relay.waits(Message.OFFER, 10_000 + FLOOD - 1)
    relay.send(packet(Message.DISCOVER, 90_000))
    relay.waits(Message.OFFER, 90_000)

    assert all(relay.hears(Message.ACK, client) for client in range(BOUND))
    offered = [number for number in range(FLOOD) if relay.hears(Message.OFFER, 10_000 + number)]
    assert offered == list(range(FLOOD - len(offered), FLOOD)), "who asked last was served, who asked first was not"
    dropped = server.rest("GET", "/ip/dhcp-server/counters?name=dropped").json()[0]["packets"]
    assert int(dropped) == FLOOD - len(offered) > 0
    relay.close()
