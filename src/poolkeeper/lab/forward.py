"""A door from the host into the router's namespace: a TCP port on loopback whose connections go on inside."""

import asyncio
import socket
from contextlib import suppress

from .namespaces import Namespace

PIECE = 65536


class Forward:
    """Listens on 127.0.0.1, on the port wanted or else on a free one."""

    def __init__(self, namespace: Namespace, inside: int) -> None:
        self._namespace, self._inside = namespace, inside
        self._server: asyncio.Server | None = None
        self.port = 0

    async def open(self, wanted: int) -> None:
        """Begin to listen."""
        try:
            self._server = await asyncio.start_server(self._connected, "127.0.0.1", wanted)
        except OSError:
            self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sock = self._namespace.call(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
        sock.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", self._inside))
            inner_reader, inner_writer = await asyncio.open_connection(sock=sock)
        except OSError:
            sock.close()
            writer.close()
            return
        await asyncio.gather(_carry(reader, inner_writer), _carry(inner_reader, writer))

    def close(self) -> None:
        """No new connections."""
        if self._server is not None:
            self._server.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while octets := await reader.read(PIECE):
            writer.write(octets)
            await writer.drain()
    writer.close()
