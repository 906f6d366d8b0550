"""HTTP/1.1 connections for the ASGI doors: uvicorn's protocol with the bounds that a stranger's bytes need.

Here: time and size limits of one connection, and how it ends. What is served is the ASGI application's business, who
may connect the listener's.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

HEAD_BYTES = 32_768
"""Request line and headers together."""
HEADER_EXTRA = len(": \r\n")


@dataclass(frozen=True)
class Patience:
    """Seconds a peer may take: for a TLS handshake, a whole request, between requests, to read what was sent."""

    handshake_s: float = 10.0
    request_s: float = 30.0
    idle_s: float = 60.0
    reading_s: float = 60.0
    leaving_s: float = 5.0


@dataclass
class Visit:
    """One connection as the application sees it, in ``scope["state"]["visit"]``.

    service: the row of ``/ip service`` it came by. peer: its address. users: who logged in by it so far.
    """

    service: str
    peer: str
    gone: bool = False
    users: set[str] = field(default_factory=set)


class Connection(HttpToolsProtocol):
    """One connection: uvicorn's protocol, bounded. ``closed`` is done when it has ended."""

    def __init__(self, config: Config, state: ServerState, visit: Visit, patience: Patience) -> None:
        super().__init__(config=config, server_state=state, app_state={"visit": visit})
        self.visit, self.patience = visit, patience
        self.closed: asyncio.Future[None] = self.loop.create_future()
        self._head: int | None = 0  # bytes of an unfinished head, None while no head is awaited
        self._answering: RequestResponseCycle | None = None  # ``cycle`` is the newest request, this one may be older
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        self.visit.gone = True
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        for timer in (self._deadline, self._unread):
            if timer is not None:
                timer.cancel()
        if not self.closed.done():
            self.closed.set_result(None)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._deadline is None:
            self._await_request()
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("Request head is too large.")

    def eof_received(self) -> bool:  # type: ignore[override]
        """Whether to stay: a peer that says no more but waits for answers gets them (TLS has no such half end)."""
        if self.scheme != "http" or self._owed() is None or self.cycle.more_body:
            return False
        self.cycle.keep_alive = False
        return True

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request, but let a whole request that came before it have its own answer instead."""
        owed = self._owed()
        if owed is not None and (owed is not self.cycle or owed.response_started or not owed.more_body):
            self.finish()
        else:
            super().send_400_response(msg)
            self._leave()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._deadline is None:
            self._await_request()

    def on_headers_complete(self) -> None:
        self._head = None
        if len(self.url) + sum(len(name) + len(value) + HEADER_EXTRA for name, value in self.headers) > HEAD_BYTES:
            raise ValueError("request head is too large")  # the parser makes it an error of the peer
        waiting = len(self.pipeline)
        super().on_headers_complete()
        if len(self.pipeline) == waiting:
            self._answering = self.cycle

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._head = 0
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def on_response_complete(self) -> None:
        self._answering = self.pipeline[-1][0] if self.pipeline else None
        super().on_response_complete()
        if self.transport.is_closing():
            self._leave()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(self.patience.reading_s, self.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._unread is not None and not self.transport.is_closing():
            self._unread.cancel()
            self._unread = None

    def timeout_keep_alive_handler(self) -> None:
        self.finish()

    def finish(self) -> None:
        """End it: at once where it is idle, else after the answer that is under way."""
        owed = self._owed()
        self.pipeline.clear()
        if owed is not None:
            owed.keep_alive = False
        else:
            self.transport.close()
            self._leave()

    def abort(self) -> None:
        """End it now, whatever is under way."""
        self.transport.abort()

    def _owed(self) -> RequestResponseCycle | None:
        """The request whose answer is under way, None where nobody waits for one."""
        answering = self._answering
        return None if answering is None or answering.response_complete else answering

    def _await_request(self) -> None:
        self._deadline = self.loop.call_later(self.patience.request_s, self._too_slow)

    def _too_slow(self) -> None:
        self.transport.close()
        self._leave()

    def _leave(self) -> None:
        """A closing transport waits until its peer has read everything; a peer that does not is cut off."""
        if self._unread is not None:
            self._unread.cancel()
        self._unread = self.loop.call_later(self.patience.leaving_s, self.abort)


class HttpDoor:
    """Takes sockets from a listener and serves an ASGI application on them."""

    def __init__(self, application: Application, patience: Patience | None = None) -> None:
        self.patience = patience or Patience()
        self.config = Config(
            application,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            interface="asgi3",
            server_header=False,
            date_header=False,
            timeout_keep_alive=int(self.patience.idle_s),
        )
        self.config.load()
        self.state = ServerState()
        # What strangers send is no news; a failure of the application is caught and logged by the application.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)

    async def take(self, service: str, peer: str, accepted: socket.socket, tls: ssl.SSLContext | None) -> Connection:
        """Serve one accepted socket; returns when TLS is up. Raises OSError when it does not come up.

        TLS failures and their time-out are OSErrors too (ssl.SSLError, ConnectionError).
        """
        loop = asyncio.get_running_loop()
        visit = Visit(service, peer)
        secured: dict[str, float] = {}
        if tls is not None:
            secured = {
                "ssl_handshake_timeout": self.patience.handshake_s,
                "ssl_shutdown_timeout": self.patience.leaving_s,
            }
        _, protocol = await loop.connect_accepted_socket(
            lambda: Connection(self.config, self.state, visit, self.patience), accepted, ssl=tls, **secured
        )
        return protocol
