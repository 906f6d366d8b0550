"""Listening sockets of the doors, as the rows of ``/ip service`` say: where bound, who is let in, how many.

A door gives a function that serves one accepted socket; nothing here knows HTTP, SSH or TLS. A peer that a service's
address list does not hold is closed before a byte is read or sent, and a port that cannot be bound is reported, never
fatal.
"""

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from .allowed import Allowed

BACKLOG = 128
AT_ONCE = 32
"""Connections accepted in one go before the loop belongs to others."""
REST_S = 1.0
"""Pause of a listener when the system has no file descriptor left."""
AGAIN_S = 5.0
"""How often a port that could not be bound is tried again."""
CUT_OFF_S = 0.5
"""How long a connection that was cut off may take to notice."""
LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
EVERYWHERE = ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::"))
NO_SUCH_FAMILY = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL}
OUT_OF_FILES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}


class Served(Protocol):
    """A connection that a door serves."""

    @property
    def closed(self) -> Awaitable[None]:
        """Done when it has ended."""

    def finish(self) -> None:
        """End after what is under way."""

    def abort(self) -> None:
        """End now."""


Take = Callable[[str, str, socket.socket], Awaitable[Served]]
"""``take(service, peer, socket)``: serve an accepted socket; OSError when it failed before it began."""


@dataclass(frozen=True)
class Service:
    """What a row of ``/ip service`` says. allowed: prefixes as text, empty for everybody."""

    name: str
    port: int
    disabled: bool = False
    allowed: tuple[str, ...] = ()
    most: int = 256


class Listener:
    """One service's sockets and the connections that came by them."""

    def __init__(self, take: Take, service: Service) -> None:
        self.take = take
        self.service = service
        self.allowed = Allowed(service.allowed)
        self.sockets: dict[tuple[str, int], socket.socket] = {}
        self.arriving: set[asyncio.Task[None]] = set()
        self.visits: dict[asyncio.Task[None], tuple[str, Served]] = {}
        self.refused = 0

    def apply(self, service: Service) -> str | None:
        """Follow the row; returns why it cannot be bound, None where all is well. Connections go on where they may."""
        self.service, self.allowed = service, Allowed(service.allowed)
        places = LOOPBACK if self.allowed.only_loopback else EVERYWHERE
        wanted = {} if service.disabled else {(host, service.port): family for family, host in places}
        for place in self.sockets.keys() - wanted.keys():
            self._unbind(place)
        reasons = [self._bind(family, place) for place, family in wanted.items() if place not in self.sockets]
        self._send_away(lambda peer: service.disabled or peer not in self.allowed)
        failed = [reason for number, reason in reasons if reason and not (self.sockets and number in NO_SUCH_FAMILY)]
        if failed:
            for place in tuple(self.sockets):
                self._unbind(place)
        return failed[0] if failed else None

    def _bind(self, family: int, place: tuple[str, int]) -> tuple[int, str]:
        """(0, "") when bound, else (errno, reason)."""
        try:
            # asyncio turns Nagle's algorithm off only for sockets that say they are TCP
            made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        except OSError as error:
            return error.errno or 0, str(error.strerror)
        try:
            made.setblocking(False)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            made.bind(place)
            made.listen(BACKLOG)
        except OSError as error:
            made.close()
            return error.errno or 0, f"can not listen on {place[0]} port {place[1]}: {error.strerror}"
        self.sockets[place] = made
        asyncio.get_running_loop().add_reader(made, self._accept, made)
        return 0, ""

    def _unbind(self, place: tuple[str, int]) -> None:
        sock = self.sockets.pop(place)
        asyncio.get_running_loop().remove_reader(sock)
        sock.close()

    def _accept(self, listening: socket.socket) -> None:
        for _ in range(AT_ONCE):
            try:
                accepted, address = listening.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno in OUT_OF_FILES:
                    self._rest(listening)
                return
            if len(self.arriving) + len(self.visits) >= self.service.most or address[0] not in self.allowed:
                self.refused += 1
                accepted.close()
                continue
            accepted.setblocking(False)
            task = asyncio.get_running_loop().create_task(self._serve(address[0], accepted))
            self.arriving.add(task)
            task.add_done_callback(self._ended)

    def _rest(self, listening: socket.socket) -> None:
        """Out of descriptors: leave the queue to the kernel for a moment instead of spinning."""
        loop = asyncio.get_running_loop()
        loop.remove_reader(listening)

        def again() -> None:
            if listening in self.sockets.values():
                loop.add_reader(listening, self._accept, listening)

        loop.call_later(REST_S, again)

    async def _serve(self, peer: str, accepted: socket.socket) -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            served = await self.take(self.service.name, peer, accepted)
        except (OSError, TimeoutError):  # no TLS, or gone before it was up
            accepted.close()
            return
        self.arriving.discard(task)
        self.visits[task] = (peer, served)
        await asyncio.shield(served.closed)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.arriving.discard(task)
        self.visits.pop(task, None)

    def _send_away(self, unwanted: Callable[[str], bool]) -> None:
        for peer, served in tuple(self.visits.values()):
            if unwanted(peer):
                served.finish()

    async def close(self, within_s: float) -> None:
        """No new connections; those that are there finish within the time given or are cut off."""
        for place in tuple(self.sockets):
            self._unbind(place)
        for task in self.arriving:
            task.cancel()
        self._send_away(lambda peer: True)
        if self.visits:
            await asyncio.wait(tuple(self.visits), timeout=within_s)
        for _, served in tuple(self.visits.values()):
            served.abort()
        rest = (*self.arriving, *self.visits)
        if rest:
            await asyncio.wait(rest, timeout=CUT_OFF_S)


class Listeners:
    """The listeners of all services that have a door.

    takes: service name to the door's function. report: called with (service, reason) when a service cannot be bound
    and with (service, None) when it can again; also the log's source.
    """

    def __init__(self, takes: Mapping[str, Take], report: Callable[[str, str | None], None]) -> None:
        self.takes, self.report = takes, report
        self.listeners: dict[str, Listener] = {}
        self.invalid: dict[str, str] = {}
        self._again: asyncio.TimerHandle | None = None

    def apply(self, services: Iterable[Service]) -> None:
        """Follow the rows of ``/ip service`` (all of them); call it at start and after every change, on the loop."""
        for service in services:
            if service.name in self.takes:
                listener = self.listeners.get(service.name)
                if listener is None:
                    listener = self.listeners[service.name] = Listener(self.takes[service.name], service)
                self._follow(listener, service)
        self._try_again_later()

    def _follow(self, listener: Listener, service: Service) -> None:
        reason = listener.apply(service)
        if reason != self.invalid.get(service.name):
            if reason is None:
                del self.invalid[service.name]
            else:
                self.invalid[service.name] = reason
            self.report(service.name, reason)

    def _try_again_later(self) -> None:
        if self._again is not None:
            self._again.cancel()
            self._again = None
        if self.invalid:
            self._again = asyncio.get_running_loop().call_later(AGAIN_S, self._try_again)

    def _try_again(self) -> None:
        for name in tuple(self.invalid):
            self._follow(self.listeners[name], self.listeners[name].service)
        self._again = None
        self._try_again_later()

    def open(self) -> list[str]:
        """Names of the services that listen now."""
        return [name for name, listener in self.listeners.items() if listener.sockets]

    async def close(self, within_s: float = 3.0) -> None:
        """Close all of them at once; returns within about the time given, whatever clients hold open."""
        if self._again is not None:
            self._again.cancel()
        await asyncio.gather(*(listener.close(within_s) for listener in self.listeners.values()))
