"""HTTP under REST: connections that stay, bytes that are no request, sizes, and who may connect at all."""

import asyncio
import json
import socket
from contextlib import asynccontextmanager
from http import HTTPStatus

import pytest

from http_calls import Line, Visitor, head, json_call, rest_server
from poolkeeper.doors.http1 import HttpDoor
from poolkeeper.doors.listeners import Listener, Service
from rig import PATIENCE_S, Server, inside

LARGEST = 262_144
IDENTITY = "/rest/system/identity"


@pytest.fixture(scope="module")
def server(free_port):
    """A server, shared; tests leave its configuration as it was."""
    with rest_server(free_port, "/ip pool add name=p ranges=10.9.0.1-10.9.0.9") as running:
        yield running


@pytest.fixture
def line(server):
    """A connection of the test's own to plain HTTP."""
    with Line(server) as connection:
        yield connection


def lives(server):
    """Whether the server still answers, and says nothing of a fault of its own."""
    assert server.rest("GET", "/system/identity").json() == {"name": "MikroTik"}
    assert "Traceback" not in server.log
    assert "internal error" not in server.log
    return True


# ---- connections ----------------------------------------------------------------------------------------------------


def test_a_connection_serves_call_after_call_also_after_errors(line):
    for path, status in ((IDENTITY, 200), ("/rest/nonexistent", 400), ("/rest/ip/pool/*FF", 404), (IDENTITY, 200)):
        assert line.send(head("GET", path)).answer().status == status
    assert line.send(head("HEAD", IDENTITY)).answer("HEAD").status == 501
    assert line.send(json_call("POST", "/rest/log/info", b"{")).answer().status == 400
    assert line.send(head("GET", IDENTITY, password="wrong")).answer().status == 401
    assert line.send(head("GET", IDENTITY, "Connection: close")).answer().status == 200
    assert line.has_ended()


def test_an_answer_has_the_headers_of_a_router_and_is_kept_by_no_cache(line):
    headers = line.send(head("GET", IDENTITY)).answer().headers
    assert set(headers) == {
        "date",
        "content-type",
        "content-length",
        "cache-control",
        "expires",
        "x-frame-options",
        "x-content-type-options",
    }
    assert (headers["content-type"], headers["cache-control"]) == ("application/json", "no-store")


def test_calls_sent_at_once_are_answered_one_by_one_in_order(line):
    names = [f"n{number}" for number in range(20)]
    calls = [json_call("PUT", "/rest/ip/pool", json.dumps({"name": n, "ranges": "10.8.0.1"}).encode()) for n in names]
    line.send(b"".join(calls))
    answers = [line.answer() for _ in names]
    assert [(answer.status, json.loads(answer.body)["name"]) for answer in answers] == [(201, name) for name in names]
    line.send(b"".join(head("DELETE", f"/rest/ip/pool/{name}") for name in names))
    assert [line.answer().status for _ in names] == [204] * len(names)


def test_a_call_may_come_a_byte_at_a_time_and_in_chunks(line):
    call = json_call("POST", "/rest/log/print", b'{"count-only":"",".query":["message=never said"]}')
    whole = line.send(call).answer()
    by_bytes = line.send(*(bytes((octet,)) for octet in call)).answer()
    chunked = head(
        "POST", "/rest/log/print", "Content-Type: application/json", "Transfer-Encoding: chunked", "X-Trailer: no"
    )
    body = b'11\r\n{"count-only":"",\r\n20\r\n".query":["message=never said"]}\r\n0\r\n\r\n'
    assert whole.body == by_bytes.body == line.send(chunked, body).answer().body == b'{"ret":"0"}'


def test_a_client_that_has_said_all_it_will_say_still_gets_its_answers(line):
    line.send(head("GET", IDENTITY) * 3)
    line.sock.shutdown(socket.SHUT_WR)
    assert [line.answer().status for _ in range(3)] == [200] * 3
    assert line.has_ended()


def test_a_client_that_asks_first_is_told_to_go_on(line):
    body = b'{"message":"after 100"}'
    call = json_call("POST", "/rest/log/info", body, "Expect: 100-continue").removesuffix(body)
    assert line.send(call).answer().status == 100
    assert line.send(body).answer().status == 200


@asynccontextmanager
async def door_to(application):
    """A listener and its HTTP door before an application; yields the port and the connection that will come."""
    door, served = HttpDoor(application), asyncio.get_running_loop().create_future()

    async def take(service, peer, accepted):
        connection = await door.take(service, peer, accepted, None)
        served.set_result(connection)
        return connection

    listener = Listener(take, Service("www", 0, allowed=("127.0.0.0/8",)))
    assert listener.apply(listener.service) is None
    yield next(made.getsockname()[1] for made in listener.sockets.values() if made.family == socket.AF_INET), served
    await listener.close(1)


async def test_an_answer_leaves_at_once_and_does_not_wait_for_more():
    """Nagle's algorithm would hold the second half of an answer until the client's delayed acknowledgement."""

    async def application(scope, receive, send):
        raise AssertionError("nobody calls")

    async with door_to(application) as (port, served):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        made = (await served).transport.get_extra_info("socket")
        assert made.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        writer.close()


async def test_a_connection_that_is_sent_away_gets_the_answer_under_way_and_none_of_those_behind_it():
    begun, may_answer, calls = asyncio.Event(), asyncio.Event(), []

    async def application(scope, receive, send):
        calls.append(scope["path"])
        begun.set()
        await may_answer.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async with door_to(application) as (port, served):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"".join(head("GET", f"/{number}") for number in range(5)))
        await begun.wait()
        (await served).finish()
        may_answer.set()
        assert (await reader.read()).count(b"HTTP/1.1 204") == 1
        await (await served).closed
        writer.close()
    assert calls == ["/0"]


# ---- what is no request ---------------------------------------------------------------------------------------------

NONSENSE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(40),
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET\r\n\r\n",
    b"BREW /rest/ip/pool HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /rest/ip/pool HTTP/1.1\r\nHost x\r\n\r\n",
    b"GET /rest/ip/pool HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"GET /rest/ip/pool HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    b"GET /rest/ip/pool HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"CONNECT example.net:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    bytes(range(256)) * 4,
)


@pytest.mark.parametrize("octets", NONSENSE, ids=range(len(NONSENSE)))
def test_bytes_that_are_no_request_are_answered_400_and_the_connection_ends(server, line, octets):
    assert line.send(octets).answer().status == 400
    assert line.has_ended()
    assert lives(server)


def test_a_call_before_nonsense_has_its_own_answer(server, line):
    body = b'{"name":"before nonsense","ranges":"10.8.0.1"}'
    assert line.send(json_call("PUT", "/rest/ip/pool", body) + NONSENSE[2]).answer().status == 201
    assert line.has_ended()
    assert server.rest("DELETE", "/ip/pool/before%20nonsense").status_code == 204


def test_a_head_that_is_longer_than_32_kib_or_does_not_end_is_answered_400(server):
    for size, is_whole, status in ((32_000, True, 200), (33_000, True, 400), (33_000, False, 400)):
        octets = head("GET", IDENTITY, *["X-More: " + "x" * 990] * (size // 1000))
        with Line(server) as line:
            assert line.send(octets if is_whole else octets.removesuffix(b"\r\n")).answer().status == status
    assert lives(server)


def test_a_peer_that_leaves_in_the_middle_of_anything_is_no_fault(server):
    whole = json_call("PUT", "/rest/ip/pool", b'{"name":"never","ranges":"10.8.0.1"}')
    for length in range(1, len(whole), 7):
        with Line(server) as leaving:
            leaving.send(whole[:length])
    assert server.rest("GET", "/ip/pool/never").status_code == 404
    assert lives(server)


# ---- sizes ----------------------------------------------------------------------------------------------------------


def long_message(length):
    """A body of so many bytes that writes a log line."""
    return b'{"message":"' + b"x" * (length - len('{"message":""}')) + b'"}'


def test_a_body_of_256_kib_is_taken_and_one_byte_more_is_answered_413(server, line):
    assert line.send(json_call("POST", "/rest/log/info", long_message(LARGEST))).answer().status == 200
    too_large = line.send(json_call("POST", "/rest/log/info", long_message(LARGEST + 1))).answer()
    assert too_large.status == 413
    assert json.loads(too_large.body) == {"error": 413, "message": HTTPStatus(413).phrase}
    assert line.send(head("GET", IDENTITY)).answer().status == 200
    assert lives(server)


def test_a_body_without_a_length_is_bounded_all_the_same(server, line):
    headers = ("Content-Type: application/json", "Transfer-Encoding: chunked")
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    line.send(head("POST", "/rest/log/info", *headers), *[chunk] * 5, b"0\r\n\r\n")
    assert line.answer().status == 413
    assert line.send(head("GET", IDENTITY)).answer().status == 200
    assert lives(server)


# ---- who may connect ------------------------------------------------------------------------------------------------


def from_address(server, source):
    """What the service www says to a caller from a loopback address: the status of a GET, None for not a byte."""
    with socket.create_connection(("127.0.0.1", server.ports["www"]), PATIENCE_S, (source, 0)) as sock:
        try:
            sock.sendall(head("GET", IDENTITY, "Connection: close"))
            told = sock.recv(4096)
        except ConnectionResetError:
            return None
    return int(told.split()[1]) if told else None


def set_allowed(server, *prefixes):
    """Set the list of the service www; the server answers when the listener follows."""
    answer = server.rest("PATCH", "/ip/service/www", {"address": ",".join(prefixes)})
    assert answer.json()["address"] == ",".join(prefixes)


def test_a_caller_who_is_not_in_the_services_list_is_closed_before_the_first_byte(server):
    set_allowed(server, "127.0.0.5/32", "127.0.7.0/24")
    assert [from_address(server, source) for source in ("127.0.0.5", "127.0.7.9")] == [200, 200]
    assert [from_address(server, source) for source in ("127.0.0.1", "127.0.8.1")] == [None, None]
    with socket.create_connection(("127.0.0.1", server.ports["www"]), PATIENCE_S) as silent:
        assert silent.recv(1) == b""
    set_allowed(server, "127.0.0.0/8", "::1/128")
    assert from_address(server, "127.0.0.1") == 200


@pytest.mark.parametrize("change", [{"address": "127.0.0.5/32"}, {"disabled": True}])
def test_a_connection_that_is_there_ends_when_its_address_or_service_is_shut_out(server, change):
    with Line(server) as idle, Line(server) as busy:
        assert idle.send(head("GET", IDENTITY)).answer().status == 200
        half = json_call("POST", "/rest/log/info", b'{"message":"the other half"}')
        busy.send(half[:-9])
        assert server.rest("PATCH", "/ip/service/www", change).status_code == 200
        assert idle.has_ended()
        assert busy.send(half[-9:]).answer().status == 200
        assert busy.has_ended()
    back = {"address": "127.0.0.0/8,::1/128", "disabled": False}
    assert server.rest("PATCH", "/ip/service/www", back).status_code == 200
    assert from_address(server, "127.0.0.1") == 200


def test_a_service_opened_to_a_network_serves_it_and_closes_everybody_else(free_port, namespaces):
    router, office, street = (namespaces.add(name) for name in ("router", "office", "street"))
    for host, number in ((office, 88), (street, 99)):
        namespaces.link(router, f"eth{number}", host, "eth0")
        namespaces.address(router, f"eth{number}", f"192.168.{number}.1/24")
        namespaces.address(host, "eth0", f"192.168.{number}.7/24")
    server = Server(free_port=free_port, netns=router)
    try:
        server.start()
        port = server.ports["www-ssl"]

        def call(host, address):
            def ask():
                with Visitor(server) as visitor:
                    return visitor.get(f"https://{address}:{port}/", timeout=PATIENCE_S).status_code

            return inside(host, ask)

        def knock(host, address):
            def ask():
                with socket.create_connection((address, port), PATIENCE_S) as sock:
                    return sock.recv(1)

            return inside(host, ask)

        with pytest.raises(ConnectionRefusedError):
            knock(office, "192.168.88.1")
        assert server.rest("PATCH", "/ip/service/www-ssl", {"address": "192.168.88.0/24"}).status_code == 200
        assert call(office, "192.168.88.1") == 200
        assert knock(street, "192.168.99.1") == b""
        assert knock(router, "127.0.0.1") == b""
        assert server.console('/ip service set www-ssl address=""').rc == 0
        assert call(street, "192.168.99.1") == 200
        assert server.rest("GET", "/system/identity").status_code == 200
    finally:
        server.close()
