"""Many packets in one system call: whatever their sizes and peers, each arrives once and whole."""

import random
import socket
from collections.abc import Iterator

import pytest

from poolkeeper.servers.mmsg import SLOT, SO_RCVBUFFORCE, Datagrams, Outbox, Parcel, Slots, peer_word


@pytest.fixture
def peers() -> Iterator[list[socket.socket]]:
    """Three sockets that hear."""
    made = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(3)]
    for each in made:
        try:
            each.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 16 << 20)
        except PermissionError:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 << 20)
        each.bind(("127.0.0.1", 0))
        each.settimeout(10)
    yield made
    for each in made:
        each.close()


@pytest.fixture
def datagrams() -> Iterator[Datagrams]:
    """A sender."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        yield Datagrams(sock)


def outbox(slots: Slots, packets: list[tuple[socket.socket, int]]) -> Outbox:
    """Packets (to whom, how long) whose first bytes are their number."""
    box = Outbox()
    for number, (peer, length) in enumerate(packets):
        at = number * SLOT
        slots.memory[at : at + length] = number.to_bytes(4, "big") + bytes((number & 255,)) * (length - 4)
        box.bases.append(slots.base + at)
        box.lengths.append(length)
        box.peers.append(peer_word(peer.getsockname()[1], socket.inet_aton("127.0.0.1")))
        box.ways.append(0)
    return box


def heard(packets: list[tuple[socket.socket, int]]) -> list[tuple[int, int]]:
    """(number, length) of what arrived, each checked to be whole."""
    found = []
    for peer, _ in packets:
        octets = peer.recv(4096)
        number = int.from_bytes(octets[:4], "big")
        assert packets[number][0] is peer
        assert octets[4:] == bytes((number & 255,)) * (len(octets) - 4)
        found.append((number, len(octets)))
    return sorted(found)


@pytest.mark.parametrize("seed", range(4))
def test_packets_of_any_size_to_any_peer_arrive_once(datagrams: Datagrams, peers, seed: int):
    draw, slots = random.Random(seed), Slots()
    for _ in range(20):
        sizes = draw.choice(((300,), (300, 301), (300, 576, 1100), (5, 1500, 2048)))
        to = draw.choice((peers[:1], peers))
        packets = [(draw.choice(to), draw.choice(sizes)) for _ in range(draw.choice((1, 2, 63, 64, 65, 200, 256)))]
        datagrams.post(outbox(slots, packets))
        assert heard(packets) == [(number, length) for number, (_, length) in enumerate(packets)]
    assert datagrams.unsent == 0


def test_large_answers_do_not_end_what_small_ones_gain(datagrams: Datagrams, peers):
    slots = Slots()
    for length in (1100, 1100, 1500, 2048, 300):
        packets = [(peers[0], length)] * 64
        datagrams.post(outbox(slots, packets))
        assert heard(packets) == [(number, length) for number in range(64)]
    assert datagrams.together


def test_a_packet_that_is_too_large_is_counted_and_the_others_leave(datagrams: Datagrams, peers):
    port = peers[0].getsockname()[1]
    payloads = [b"a" * 300, b"b" * (SLOT + 1), b"c" * 300]
    datagrams.send(Parcel(each, 127 << 24 | 1, port) for each in payloads)
    assert sorted(peers[0].recv(4096)[:1] for _ in range(2)) == [b"a", b"c"]
    assert datagrams.unsent == 1
