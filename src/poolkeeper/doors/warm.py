"""Warm up the web doors before any socket is bound: a first TLS handshake and a first request import and build things
that would otherwise hold up the loop while clients wait on the wire.
"""

import asyncio
import socket
import ssl
from typing import Any

from .http1 import HttpDoor

WITHIN_S = 10.0
REQUESTS = (
    b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n",
    b"GET /rest HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
)


async def warm(door: HttpDoor, context: ssl.SSLContext | None) -> None:
    """A page and a refused log-in, over TLS if there is any, through a pair of sockets inside this process."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    secured: dict[str, Any] = {}
    if context is not None:
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
        secured = {"ssl": client, "server_hostname": "localhost"}
    async with asyncio.timeout(WITHIN_S):
        serving = asyncio.ensure_future(door.take("warm-up", "127.0.0.1", theirs, context))
        reader, writer = await asyncio.open_connection(sock=ours, **secured)
        served = await serving
        for request in REQUESTS:
            writer.write(request)
            await reader.readuntil(b"\r\n\r\n")
        writer.close()
        served.abort()
