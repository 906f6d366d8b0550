"""One HTTP request and its answer, for the doors that speak HTTP: headers, bounded body, JSON, errors.

No tree, no user: what is answered is the door's business.
"""

from collections.abc import Iterable, MutableMapping
from email.utils import formatdate
from http import HTTPStatus
from typing import Any

import msgspec

from .http1 import Receive, Send, Visit

BODY_BYTES = 262_144
ALWAYS = (
    (b"cache-control", b"no-store"),
    (b"expires", b"0"),
    (b"x-frame-options", b"sameorigin"),
    (b"x-content-type-options", b"nosniff"),
)
JSON = b"application/json"

Headers = Iterable[tuple[bytes, bytes]]


class Gone(Exception):
    """The peer left in the middle of its request."""


class TooLarge(Exception):
    """The request's body is larger than a door takes."""


def encoded(value: object) -> bytes:
    """JSON bytes; text that is no Unicode (half a surrogate pair) comes out with a question mark in its place."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(value))


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    return [_mended(each) for each in value] if isinstance(value, list) else value


class Exchange:
    """A request as ASGI brings it, and the ways to answer it."""

    def __init__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        self.method: str = scope["method"]
        self.raw_path: bytes = scope["raw_path"]
        self.query_string: bytes = scope["query_string"]
        self.visit: Visit = scope["state"]["visit"]
        self.may_stream: bool = scope["http_version"] != "1.0"
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.started = False
        self._receive, self._send = receive, send

    @property
    def gone(self) -> bool:
        """Whether nobody is there to read an answer."""
        return self.visit.gone

    async def body(self) -> bytes:
        """The whole body; raises TooLarge past BODY_BYTES, Gone when the peer left in the middle."""
        if int(self.headers.get(b"content-length", b"0")) > BODY_BYTES:
            raise TooLarge
        received = bytearray()
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise Gone
            received += message.get("body", b"")
            if len(received) > BODY_BYTES:
                raise TooLarge
            if not message.get("more_body", False):
                return bytes(received)

    async def answer(self, status: int, body: bytes = b"", kind: bytes = JSON, headers: Headers = ()) -> None:
        """The whole answer in one go."""
        length = (b"content-length", str(len(body)).encode())
        await self.start(status, (*headers, length) if status != HTTPStatus.NO_CONTENT else headers, kind)
        await self._send({"type": "http.response.body", "body": body})

    async def start(self, status: int, headers: Headers = (), kind: bytes = JSON) -> None:
        """Status line and headers; ``more`` and ``end`` follow."""
        self.started = True
        date = (b"date", formatdate(usegmt=True).encode())
        what = [(b"content-type", kind)] if status != HTTPStatus.NO_CONTENT else []
        message = {"type": "http.response.start", "status": status, "headers": [date, *what, *ALWAYS, *headers]}
        await self._send(message)

    async def more(self, body: bytes) -> None:
        """A piece of a started answer; waits while the peer does not read."""
        await self._send({"type": "http.response.body", "body": body, "more_body": True})

    async def end(self, body: bytes = b"") -> None:
        """The last piece of a started answer."""
        await self._send({"type": "http.response.body", "body": body})

    async def error(self, status: int, detail: str | None = None, headers: Headers = ()) -> None:
        """An error as RouterOS tells it: detail (where there is one), error, message."""
        told: dict[str, object] = {} if detail is None else {"detail": detail}
        told |= {"error": status, "message": HTTPStatus(status).phrase}
        await self.answer(status, encoded(told), headers=headers)
