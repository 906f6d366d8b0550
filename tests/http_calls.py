"""HTTP clients for tests of the REST door: sessions that stay connected, from any loopback address, and raw bytes.

Not for assertions of what a test is about.
"""

import socket
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import requests
import urllib3
from requests.adapters import HTTPAdapter

from rig import PASSWORD, PATIENCE_S, Server


@contextmanager
def rest_server(free_port: Callable[[], int], init: str = "", **options: Any) -> Iterator[Server]:
    """A running server for a whole module, with REST on `www` too (plain HTTP, for raw bytes)."""
    server = Server(free_port=free_port, init=f"/ip service set www disabled=no\n{init}", **options)
    try:
        yield server.start()
    finally:
        server.close()


class _From(HTTPAdapter):
    """Connections from a source address of ours."""

    def __init__(self, source: str) -> None:
        self._source = source
        super().__init__()

    def init_poolmanager(self, *words: Any, **options: Any) -> None:
        super().init_poolmanager(*words, source_address=(self._source, 0), **options)


class Visitor(requests.Session):
    """A client that keeps its connection. source: the loopback address it comes from, empty for the kernel's choice.

    Failed log-ins slow their address down: a test that makes many takes an address of its own.
    """

    def __init__(self, server: Server, user: str = "admin", password: str = PASSWORD, source: str = "") -> None:
        super().__init__()
        self.trust_env = False
        self.verify = False
        self.auth = (user, password)
        self.mount("https://", _From(source))
        self._base = f"https://127.0.0.1:{server.ports['www-ssl']}/rest"

    def call(self, method: str, path: str, json: Any = None, **options: Any) -> requests.Response:
        """One call of /rest + path."""
        return self.request(method, self._base + path, json=json, timeout=PATIENCE_S, **options)

    def request(self, *words: Any, **options: Any) -> requests.Response:
        """One call of any address; that the certificate is not checked here needs no warning."""
        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        return super().request(*words, **options)


def head(
    method: str,
    path: str,
    *more: str,
    version: str = "1.1",
    password: str = PASSWORD,
) -> bytes:
    """Request line and headers of a call by admin; more: further headers."""
    token = b64encode(f"admin:{password}".encode()).decode()
    lines = (f"{method} {path} HTTP/{version}", "Host: 127.0.0.1", f"Authorization: Basic {token}", *more)
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def json_call(method: str, path: str, body: bytes, *more: str) -> bytes:
    """A whole call by admin with a JSON body."""
    return head(method, path, "Content-Type: application/json", f"Content-Length: {len(body)}", *more) + body


class Answer(NamedTuple):
    """An answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """A connection to plain HTTP that sends and reads what a test says, byte by byte.

    window: how many bytes the kernel takes for a client that does not read.
    """

    def __init__(self, server: Server, window: int | None = None) -> None:
        self.sock = socket.socket()
        if window is not None:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        self.sock.settimeout(PATIENCE_S)
        self.sock.connect(("127.0.0.1", server.ports["www"]))
        self._file = self.sock.makefile("rb")

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self.sock.close()

    def send(self, *octets: bytes) -> "Line":
        """Send, each piece by itself."""
        for piece in octets:
            self.sock.sendall(piece)
        return self

    def answer(self, method: str = "GET") -> Answer:
        """The next answer, once it is complete; method: of the call, since HEAD gets no body."""
        first = self._file.readline()
        assert first.endswith(b"\r\n"), f"the connection ended instead of an answer: {first!r}"
        status = int(first.split()[1])
        headers = {}
        while (line := self._file.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        if method == "HEAD" or status in (100, 204):
            return Answer(status, headers, b"")
        if headers.get("transfer-encoding") == "chunked":
            return Answer(status, headers, b"".join(self._chunks()))
        return Answer(status, headers, self._file.read(int(headers["content-length"])))

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self._file.readline(), 16):
            piece = self._file.read(size)
            assert len(piece) == size, "the connection ended in the middle of a chunk"
            yield piece
            self._file.readline()
        self._file.readline()

    def has_ended(self) -> bool:
        """Whether the server closed the connection without another byte; waits until it said either."""
        try:
            return self._file.read(1) == b""
        except ConnectionResetError:
            return True
