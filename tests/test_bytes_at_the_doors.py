"""Any bytes to the DHCP port and the console of a running server: an answer or a counted drop, never a changed store.

The rows of leases and configuration are hashed before and after; the log must hold no traceback. The REST door has
the same test in ``test_rest_fuzz``, the parser alone in ``test_console_parser_fuzz``.
"""

import hashlib
import json
import random
import socket
import sqlite3
import time

import pytest

from poolkeeper.store import journal
from poolkeeper.tools.console import connect
from poolkeeper.wire.console import ACCEPTED, END, EXIT, HELLO, TYPED, Frames, frame
from poolkeeper.wire.dhcp4 import Message, Packet, encode
from rig import wait_until

CASES = 10_000


def rows(server) -> str:
    """A hash of every configuration row on disk and of every lease as it stands."""
    with sqlite3.connect(f"file:{server.data}/store.db?mode=ro", uri=True) as store:
        found = [store.execute("SELECT * FROM item ORDER BY 1, 2").fetchall(), list(journal.standing(store))]
    return hashlib.sha256(repr(found).encode()).hexdigest()


def mutated(source: random.Random, octets: bytes) -> bytes:
    """A packet with some bytes changed, cut, doubled or replaced altogether."""
    kind = source.randrange(5)
    if kind == 0:
        return source.randbytes(source.randrange(700))
    changed = bytearray(octets)
    for _ in range(source.randrange(1, 12)):
        changed[source.randrange(len(changed))] = source.randrange(256)
    if kind == 1:
        del changed[source.randrange(len(changed)) :]
    if kind == 2:
        changed += source.randbytes(source.randrange(900))
    return bytes(changed)


@pytest.fixture
def open_server(serve, free_port):
    """A server that answers relayed clients over loopback, from a pool that is closed to strangers."""
    port = free_port()
    server = serve(
        init=f"""/ip pool add name=p ranges=10.7.0.10-10.7.0.60
/ip dhcp-server config set port={port}
/ip dhcp-server add name=d interface=lo relay=255.255.255.255 address-pool=static-only authoritative=no
/ip dhcp-server lease add address=10.7.0.11 mac-address=02:00:00:00:00:01 server=d
"""
    )
    return server, port


def discover(mac: bytes) -> bytes:
    giaddr = int.from_bytes(socket.inet_aton("127.0.0.1"), "big")
    options = {
        53: bytes([Message.DISCOVER]),
        12: b"host",
        55: b"\x01\x03\x06\x0f",
        61: b"\x01" + mac,
        82: b"\x01\x02ab",
    }
    return encode(Packet(1, 1, 6, 0, 7, 0, 0, 0, 0, 0, giaddr, mac, b"", b"", options))


def test_any_bytes_to_the_dhcp_port_change_nothing(open_server):
    server, port = open_server
    before = rows(server)
    source = random.Random(1)
    stranger = discover(b"\x02\x00\x00\x00\x00\x99")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        for number in range(CASES):
            sock.sendto(mutated(source, stranger), ("127.0.0.1", port))
            if number % 200 == 0:
                time.sleep(0.002)  # the socket's buffer is the kernel's, the server's share of the loop is its own
        sock.settimeout(0.2)

        def answered() -> bool:
            sock.sendto(discover(b"\x02\x00\x00\x00\x00\x01"), ("127.0.0.1", port))
            try:
                return bool(sock.recv(2048))
            except TimeoutError:
                return False

        wait_until(answered, "the client with a static lease gets its offer after the flood")
    assert rows(server) == before
    assert "Traceback" not in server.log
    assert "internal error" not in server.log


def test_any_text_at_the_console_is_an_answer_and_changes_nothing(open_server):
    server, _ = open_server
    before = rows(server)
    source = random.Random(2)
    words = [
        "/ip", "pool", "print", "where", "name=", "{", "}", "[", "]", "(", ")", "$", '"', "\\", ";", ":put", "\n",
        "find", "->", "!", "~", "..", "*1", "10.0.0.1", "\x00", "é", "\udcff", "1d", ",", "foreach", ":for", "do=",
    ]  # fmt: skip
    sent = 0
    while sent < CASES:
        with connect(server.data) as sock:
            sock.settimeout(60)
            frames = Frames()
            hello = {"line": None, "terminal": False, "columns": 80, "rows": 24, "term": "dumb"}
            sock.sendall(frame(HELLO, json.dumps(hello).encode()))
            for _ in range(500):
                text = "".join(source.choice(words) + source.choice(["", " "]) for _ in range(source.randrange(8)))
                sock.sendall(frame(TYPED, text.encode("utf-8", "surrogateescape") + b"\n"))
                sent += 1
            sock.sendall(frame(END))
            kinds: list[bytes] = []
            while EXIT not in kinds:
                octets = sock.recv(65536)
                assert octets, "the server hung up without an exit code"
                kinds += [kind for kind, _ in frames.feed(octets)]
            assert kinds[0] == ACCEPTED
    assert rows(server) == before
    assert "Traceback" not in server.log
    assert "internal error" not in server.log
    assert server.console(":put alive").out == "alive\n"


def test_bytes_that_are_no_frames_close_the_console_connection_only(open_server):
    server, _ = open_server
    source = random.Random(3)
    for _ in range(300):
        with connect(server.data) as sock:
            sock.settimeout(10)
            sock.sendall(source.randbytes(source.randrange(1, 40)))
            sock.shutdown(socket.SHUT_WR)
            while sock.recv(4096):
                pass
    assert server.console(":put alive").out == "alive\n"
    assert "Traceback" not in server.log
