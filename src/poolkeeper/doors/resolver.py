"""Names to addresses for ``:resolve``: the machine's own way in a thread, or one named server over UDP."""

import asyncio
import secrets
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from poolkeeper.tree.refusal import failure
from poolkeeper.wire.dns import AAAA, A, DnsError, addresses, question

TRIES = 3
WAIT_S = 2.0
"""Seconds a server has for its answer, each time it is asked."""
MACHINE_S = 15.0
NO_NAME = "dns name does not exist"
NO_ANSWER = "dns server failure"


class Resolver:
    """Answers one question at a time per caller. Few threads, since a resolver that hangs keeps its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(4, "resolve")

    async def resolve(self, name: str, server: str, port: int, six: bool) -> str:
        """The first address; Refusal in RouterOS's words where there is none."""
        try:
            asked = question(secrets.randbits(16), name, AAAA if six else A)
        except DnsError:
            raise failure(NO_NAME) from None
        found = await (self._ask(asked, server, port, six) if server else self._machine(name, six))
        if not found:
            raise failure(NO_NAME)
        return found[0]

    async def _machine(self, name: str, six: bool) -> list[str]:
        family = socket.AF_INET6 if six else socket.AF_INET
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, socket.getaddrinfo, name, None, family, socket.SOCK_STREAM)
        try:
            return [str(each[4][0]) for each in await asyncio.wait_for(work, MACHINE_S)]
        except socket.gaierror as error:
            raise failure(NO_NAME if error.errno != socket.EAI_AGAIN else NO_ANSWER) from None
        except (TimeoutError, OSError, UnicodeError):
            raise failure(NO_ANSWER) from None

    async def _ask(self, asked: bytes, server: str, port: int, six: bool) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            transport, waiting = await loop.create_datagram_endpoint(
                lambda: _Waiting(asked, AAAA if six else A), remote_addr=(server, port)
            )
        except (OSError, UnicodeError):
            raise failure(NO_ANSWER) from None
        try:
            for _ in range(TRIES):
                transport.sendto(asked)
                with suppress(TimeoutError):
                    return await asyncio.wait_for(asyncio.shield(waiting.found), WAIT_S)
            raise failure(NO_ANSWER)
        except (DnsError, OSError):
            raise failure(NO_ANSWER) from None
        finally:
            transport.close()

    def close(self) -> None:
        """No more questions."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class _Waiting(asyncio.DatagramProtocol):
    """Waits for the answer to one question; what is none is passed over."""

    def __init__(self, asked: bytes, kind: int) -> None:
        self._asked, self._kind = asked, kind
        self.found: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """An answer, if it is one."""
        if self.found.done() or data[:2] != self._asked[:2]:
            return
        try:
            self.found.set_result(addresses(data, self._asked, self._kind))
        except DnsError as error:
            self.found.set_exception(error)

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there."""
        if not self.found.done():
            self.found.set_exception(exc)
