"""``:resolve``: the machine's way, or a server of one's choice, here a small one of the test's on loopback."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from poolkeeper.wire.dns import AAAA, A

ZONE = {
    ("pool.example", A): ["192.0.2.7", "192.0.2.8"],
    ("pool.example", AAAA): ["2001:db8::7"],
    ("only4.example", A): ["192.0.2.9"],
}
FAILS = "failing.example"


def answer(asked: bytes) -> bytes:
    """What a name server says: addresses behind a pointer, nothing, no such name, or that it failed."""
    labels, pos = [], 12
    while asked[pos]:
        labels.append(asked[pos + 1 : pos + 1 + asked[pos]].decode())
        pos += 1 + asked[pos]
    name, (kind,) = ".".join(labels), struct.unpack_from("!H", asked, pos + 1)
    found = ZONE.get((name, kind), [])
    known = any(each == name for each, _ in ZONE)
    code = 2 if name == FAILS else 0 if known else 3
    family = socket.AF_INET if kind == A else socket.AF_INET6
    alias = b"\xc0\x0c" + struct.pack("!HHIH", 5, 1, 60, 2) + b"\xc0\x0c"
    records = [b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(raw)) + raw
               for raw in (socket.inet_pton(family, each) for each in found)]  # fmt: skip
    head = asked[:2] + struct.pack("!HHHHH", 0x8180 | code, 1, len(records) + bool(found), 0, 0)
    return head + asked[12:] + (alias if found else b"") + b"".join(records)


@pytest.fixture
def name_server() -> Iterator[int]:
    """The port of a name server."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                asked, peer = sock.recvfrom(512)
                if len(asked) < 12:
                    return
                sock.sendto(b"\0\0nonsense", peer)
                sock.sendto(answer(asked), peer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield sock.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"end", sock.getsockname())
        thread.join()


def test_names_are_resolved_and_failures_said_in_a_routers_words(serve, name_server):
    by = f"server=127.0.0.1 server-port={name_server}"
    said = serve().console(
        f":put [:resolve pool.example {by}]",
        f":put ([:resolve pool.example {by}] + 1)",
        f":put [:resolve pool.example {by} type=ipv6]",
        f":put [:typeof [:resolve pool.example {by} type=ipv6]]",
        f":put [:resolve only4.example {by} type=ipv6]",
        f":put [:resolve nobody.example {by}]",
        f":put [:resolve {FAILS} {by}]",
        f":do {{ :resolve nobody.example {by} }} on-error={{ :put caught }}",
        ":put [:resolve 10.1.2.3]",
        f':put [:resolve "no..name" {by}]',
        ":put [:resolve localhost]",
        ":put [:resolve pool.example server=127.0.0.1 server-port=0]",
    )
    assert said.out == "192.0.2.7\n192.0.2.8\n2001:db8::7\nip6\ncaught\n10.1.2.3\n127.0.0.1\n"
    no_name = "failure: dns name does not exist\n"
    assert said.err == (
        f"{no_name}{no_name}failure: dns server failure\n{no_name}value of server-port out of range (1..65535)\n"
    )
