"""RADIUS over UDP: sends a request, sends it again, and returns the answer that is proven to belong to it.

A channel is one connected socket and its 256 identifiers (RFC 2865 section 3); when all are waiting another socket is
opened. Everything waits in the loop; nothing here blocks it, and nothing decides what an answer means.
"""

import asyncio
import os
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from poolkeeper.wire.options4 import WireError
from poolkeeper.wire.radius import (
    Attr,
    Attributes,
    Code,
    Packet,
    Peer,
    access_request,
    accounting_request,
    answer,
    no_password,
)

TRIES = 3
"""How often a request is sent before the server counts as silent."""
MOST_CHANNELS = 16
"""Sockets to one server: 4096 requests may wait for it. Beyond that a request fails at once; clients ask again."""


@dataclass
class Counts:
    """What became of the requests to one server, in the words of ``/radius monitor``."""

    requests: int = 0
    accepts: int = 0
    rejects: int = 0
    resends: int = 0
    timeouts: int = 0
    bad_replies: int = 0
    pending: int = 0
    last_rtt_s: float = 0.0
    trouble: str = ""


class _Waiting:
    """One request under way."""

    def __init__(self, octets: bytes, found: "asyncio.Future[Packet]") -> None:
        self.octets, self.found = octets, found


class _Channel(asyncio.DatagramProtocol):
    def __init__(self, peer: Peer, counts: Counts) -> None:
        self.peer, self.counts = peer, counts
        self.waiting: dict[int, _Waiting] = {}
        self.transport: asyncio.DatagramTransport | None = None
        self._next = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def free_identifier(self) -> int | None:
        """An identifier nobody waits under, the one used longest ago first."""
        for _ in range(256):
            self._next = (self._next + 1) % 256
            if self._next not in self.waiting:
                return self._next
        return None

    def datagram_received(self, data: bytes, addr: object) -> None:
        waiting = self.waiting.get(data[1]) if len(data) > 1 else None
        if waiting is None or waiting.found.done():
            return  # late: it was given up, or answered by the first of two
        try:
            signed = self.peer.signed and waiting.octets[0] == Code.ACCESS_REQUEST
            packet = answer(data, waiting.octets, self.peer.secret, signed)
        except WireError as error:
            self.counts.bad_replies += 1
            self.counts.trouble = str(error)
            return
        waiting.found.set_result(packet)

    def error_received(self, exc: Exception) -> None:
        self.counts.trouble = str(exc)  # nobody listens there yet: it is tried again like a lost packet


class RadiusClient:
    """All exchanges of one server process."""

    def __init__(self) -> None:
        self.counts: dict[int, Counts] = defaultdict(Counts)
        self._channels: dict[Peer, list[_Channel]] = {}

    async def ask(self, peer: Peer, attributes: Attributes) -> Packet | None:
        """The answer to an Access-Request with the empty password; None where the server stays silent."""
        authenticator = os.urandom(16)
        whole = (*attributes, (int(Attr.USER_PASSWORD), no_password(peer.secret, authenticator)))
        return await self._exchange(
            peer, lambda identifier: access_request(identifier, authenticator, whole, peer.secret)
        )

    async def tell(self, peer: Peer, attributes: Attributes) -> Packet | None:
        """The answer to an Accounting-Request; None where the server stays silent."""
        return await self._exchange(peer, lambda identifier: accounting_request(identifier, attributes, peer.secret))

    async def _exchange(self, peer: Peer, made: Callable[[int], bytes]) -> Packet | None:
        counts = self.counts[peer.id]
        counts.requests += 1
        try:
            channel, identifier = await self._channel(peer, counts)
        except OSError as error:
            counts.trouble = str(error)
            counts.timeouts += 1
            return None
        waiting = _Waiting(made(identifier), asyncio.get_running_loop().create_future())
        channel.waiting[identifier] = waiting
        counts.pending += 1
        try:
            return await self._send(channel, waiting, peer, counts)
        finally:
            counts.pending -= 1
            del channel.waiting[identifier]

    async def _send(self, channel: _Channel, waiting: _Waiting, peer: Peer, counts: Counts) -> Packet | None:
        assert channel.transport is not None
        began = time.monotonic()
        for each in range(TRIES):
            counts.resends += bool(each)
            channel.transport.sendto(waiting.octets)
            await asyncio.wait((waiting.found,), timeout=peer.timeout_s)
            if waiting.found.done():
                packet = waiting.found.result()
                counts.last_rtt_s = time.monotonic() - began
                counts.accepts += packet.code in (Code.ACCESS_ACCEPT, Code.ACCOUNTING_RESPONSE)
                counts.rejects += packet.code in (Code.ACCESS_REJECT, Code.ACCESS_CHALLENGE)
                return packet
        counts.timeouts += 1
        return None

    async def _channel(self, peer: Peer, counts: Counts) -> tuple[_Channel, int]:
        """A channel with a free identifier; OSError where there is none."""
        channels = self._channels.setdefault(peer, [])
        for each in channels:
            identifier = each.free_identifier()
            if identifier is not None:
                return each, identifier
        if len(channels) >= MOST_CHANNELS:
            raise OSError("too many requests wait for this server")
        local = (peer.source, 0) if peer.source else None
        _, made = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: _Channel(peer, counts), remote_addr=(peer.address, peer.port), local_addr=local
        )
        channels.append(made)
        return made, made.free_identifier() or 0

    def reset(self, item: int) -> None:
        """Count the requests to a server from zero; channels keep their counts, so those are emptied in place."""
        counts = self.counts[item]
        vars(counts).update(vars(Counts(pending=counts.pending)))

    def forget(self) -> None:
        """Close the sockets that nobody waits on: the configuration changed, and with it whom they lead to."""
        for peer, channels in list(self._channels.items()):
            for each in [each for each in channels if not each.waiting]:
                channels.remove(each)
                if each.transport is not None:
                    each.transport.close()
            if not channels:
                del self._channels[peer]

    def close(self) -> None:
        """Close every socket."""
        for channels in self._channels.values():
            for each in channels:
                if each.transport is not None:
                    each.transport.close()
        self._channels.clear()
