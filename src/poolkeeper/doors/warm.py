"""Warm up the web doors before any socket is bound: a first request and a first TLS handshake import and build things
that would otherwise hold up the loop while clients wait on the wire.
"""

import ssl
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


async def warm(application: Application, context: ssl.SSLContext) -> None:
    """One request through the application, and one handshake with itself in memory."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        return None

    await application(scope, receive, send)
    _handshake(context)


def _handshake(context: ssl.SSLContext) -> None:
    """A TLS handshake over two memory buffers."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ours.check_hostname, ours.verify_mode = False, ssl.CERT_NONE
    client = ours.wrap_bio(back, there)
    server = context.wrap_bio(there, back, server_side=True)
    waiting = [client, server]
    for _ in range(8):
        for side in list(waiting):
            try:
                side.do_handshake()
                waiting.remove(side)
            except ssl.SSLWantReadError:
                continue
        if not waiting:
            return
