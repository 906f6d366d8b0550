"""Any bytes and any JSON to the REST door of a running server: an answer or a closed connection, never a fault.

Bytes come from a user who may only read, so the rows on disk must be what they were; JSON comes from the
administrator, and what was taken must be there again after a restart.
"""

import random
import socket
from base64 import b64encode

import pytest

from http_calls import Visitor, rest_server
from poolkeeper.menus import MENUS
from rig import PATIENCE_S
from test_bytes_at_the_doors import mutated, rows

CASES = 3000
READER = b64encode(b"reader:r3ader")
MENU_PATHS = (
    "/ip/pool",
    "/ip/address",
    "/ip/dhcp-server",
    "/ip/dhcp-server/lease",
    "/ip/dhcp-server/network",
    "/ip/dhcp-server/option",
    "/ip/dhcp-server/option/sets",
    "/ppp/profile",
    "/interface/pptp-server/server",
    "/system/identity",
)
"""Menus that reach neither a socket nor the kernel, as long as nobody names an interface."""
VALUES = (
    None, True, False, 0, -1, 7, 2**31, 2**63, 10**30, 1.5, [], {}, [[]], ["a", "b"], "", " ", ",", "a,b", "0", "-1",
    "0x1F", "9" * 400, "yes", "no", "none", "default", "p1", "p2", "*1", "*FFFFFFFE", "*G", "1d", "1w2d03:00:00",
    "99999w", "10.0.0.1", "10.0.0.1/24", "10.0.0.0/24", "10.0.0.0/33", "10.0.0.1-10.0.0.9", "10.0.0.9-10.0.0.1",
    "0.0.0.0", "0.0.0.0-255.255.255.255", "::1", "02:00:00:00:00:01", "1:2:0:0:0:0:1", "'text'", "0x0a0b", "s'$(A)'",
    "é☃", "\x00\x1b[2J\r\n", "\"quoted\" \\ $x", "x" * 5000,
)  # fmt: skip
OTHER_WORDS = ("copy-from", "place-before", "destination", "total", "foo", ".id", "numbers", ".proplist", ".query")
CALLS = (("PUT", ""), ("POST", ""), ("PATCH", "/*1"), ("PATCH", "/p1"), ("DELETE", "/*F"), ("GET", "/*1"))


@pytest.fixture(scope="module")
def server(free_port):
    """A server with two pools and a user who may only read."""
    init = """/ip pool add name=p1 ranges=10.1.0.1-10.1.0.9
/ip pool add name=p2 ranges=10.2.0.1-10.2.0.9 next-pool=p1
/user add name=reader group=read password=r3ader
"""
    with rest_server(free_port, init) as running:
        yield running


def answered(server, octets):
    """Statuses of whatever is answered to these bytes, after which the client says that no more will come."""
    with socket.create_connection(("127.0.0.1", server.ports["www"]), PATIENCE_S) as sock:
        told = b""
        try:
            sock.sendall(octets)
            sock.shutdown(socket.SHUT_WR)
            while piece := sock.recv(65536):
                told += piece
        except (ConnectionResetError, BrokenPipeError):
            pass
    return [int(part[:3]) for part in told.split(b"HTTP/1.1 ")[1:]]


def test_any_bytes_are_an_answer_or_a_closed_connection_and_change_nothing(server):
    source, before, seen = random.Random(4), rows(server), set()
    assert server.rest("GET", "/ip/pool", auth=("reader", "r3ader")).status_code == 200
    bodies = (b'{"name":"x","ranges":"10.3.0.1"}', b'{".query":["name=p1","#!"],".proplist":["name"]}', b"")
    for _ in range(CASES):
        body = source.choice(bodies)
        start = b"%s /rest/ip/pool%s HTTP/1.1\r\n" % (
            source.choice((b"GET", b"PUT", b"POST", b"PATCH", b"DELETE", b"HEAD")),
            source.choice((b"", b"/*1", b"/p1", b"/print", b"?name=p1&.proplist=name")),
        )
        headers = b"Host: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n" % len(body)
        # The password is left as it is: a wrong one is slowed down, which is another test's matter.
        login = b"Authorization: Basic %s\r\n\r\n" % READER
        pieces = [start, headers, body]
        which = source.randrange(4)
        if which < 3 and pieces[which]:
            pieces[which] = mutated(source, pieces[which])
        seen.update(answered(server, pieces[0] + pieces[1] + login + pieces[2]))
    assert {200, 400, 403, 404} <= seen <= {200, 400, 401, 403, 404, 406, 413, 415, 501}
    assert rows(server) == before
    assert server.rest("GET", "/ip/pool/p1").status_code == 200
    assert "Traceback" not in server.log
    assert "internal error" not in server.log


def everything(call):
    """What REST tells of the menus that were written to."""
    return {path: call("GET", path).json() for path in MENU_PATHS}


def test_any_json_is_an_answer_and_what_was_taken_is_there_after_a_restart(server):
    source, seen = random.Random(5), set()
    menus = [menu for menu in MENUS if menu.path in MENU_PATHS]
    assert len(menus) == len(MENU_PATHS)
    with Visitor(server) as visitor:
        for _ in range(CASES):
            menu = source.choice(menus)
            settable = [name for name, prop in menu.props.items() if not prop.read_only and name != "interface"]
            names = [*settable, *settable, *settable, *OTHER_WORDS]
            chosen = [source.choice(names) for _ in range(source.randrange(4))]
            words = {source.choice(("", "", "", "!")) + name: source.choice(VALUES) for name in chosen}
            commands = [("POST", f"/{command}") for command in menu.commands]
            method, tail = source.choice([*CALLS, *commands])
            answer = visitor.call(method, menu.path + tail, words)
            seen.add(answer.status_code)
            assert answer.status_code in (200, 201, 204, 400, 404, 406), (method, menu.path + tail, words, answer.text)
        before = everything(visitor.call)
    assert {200, 201, 400, 404} <= seen
    server.restart()
    with Visitor(server) as visitor:
        assert everything(visitor.call) == before
    assert "Traceback" not in server.log
    assert "internal error" not in server.log
    assert "no longer parses" not in server.log
