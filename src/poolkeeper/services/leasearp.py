"""add-arp: while a lease of such a server is bound, its client stands in the kernel's neighbour table for good.

Our entries carry the protocol number of DHCP in the kernel, so that at a start those that a killed process left behind
are told from everybody else's: what no lease stands for any more is removed, what is missing is added.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.lease import LeaseRow, State
from poolkeeper.engine.board import Board
from poolkeeper.engine.core import Core
from poolkeeper.engine.leasework import SERVERS, LeaseEvent

Neighbour = tuple[int, int]
"""(kernel index, address)."""
SetNeighbour = Callable[[int, int, bytes | None], None]
"""(kernel index, address, hardware address or None to remove); OSError where the kernel refuses."""
ReadNeighbours = Callable[[], Awaitable[list[Neighbour]]]

Turn = Callable[[float], Awaitable[None]]
"""Gives way after so many seconds of the loop (``doors.pacer``)."""
SLICE = 32
"""Addresses followed in one go, well under a millisecond."""


class LeaseArp:
    """Keeps the kernel's neighbours in step with the leases of servers that ask for it."""

    def __init__(self, core: Core, board: Board, set_neighbour: SetNeighbour, read: ReadNeighbours, turn: Turn) -> None:
        self._core, self._board, self._set, self._read, self._turn = core, board, set_neighbour, read, turn
        self._mine: dict[Neighbour, bytes] = {}
        self._touched: set[int] = set()  # addresses of leases that changed
        self._all = True
        self._wake = asyncio.Event()
        self._wake.set()
        self._refused = ""
        core.on_lease.append(self.hear)
        core.on_change[SERVERS].append(self._server_changed)

    def hear(self, event: LeaseEvent) -> None:
        """Take note of a lease that was bound or ended."""
        if self._mine or self._asks(event.server):
            self._touched.add(event.lease.address)
            self._wake.set()

    def follow(self) -> None:
        """Look at all leases again: links or servers changed."""
        self._all = True
        self._wake.set()

    def _server_changed(self, item: int, before: object, after: object) -> None:
        arp = [bool(each.get("add-arp")) if isinstance(each, dict) else False for each in (before, after)]
        if any(arp):
            self.follow()

    def _asks(self, server: int) -> bool:
        values = self._core.tables[SERVERS].items.get(server, {})
        return bool(values.get("add-arp")) and not values.get("disabled")

    async def work(self) -> None:
        """Bring the kernel up to date whenever something changed: a service of the server's."""
        await self._take_over()
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._all:
                self._all = False
                self._touch_all()
            while self._touched:
                began = time.perf_counter()
                for _ in range(min(SLICE, len(self._touched))):
                    self._follow(self._touched.pop())
                await self._turn(time.perf_counter() - began)

    async def _take_over(self) -> None:
        """What the last process left in the kernel is ours to remove."""
        for neighbour in await self._read():
            self._mine.setdefault(neighbour, b"")
            self._touched.add(neighbour[1])

    def _touch_all(self) -> None:
        book = self._core.book
        for _, address in self._mine:
            self._touched.add(address)
        if any(self._asks(server) for server in self._core.items(SERVERS)):
            for row in book.rows():
                if book.state[row] == State.BOUND and self._asks(book.server[row]):
                    self._touched.add(book.address[row])

    def _follow(self, address: int) -> None:
        """One address: the neighbour that should be, and none beside it."""
        wanted = self._wanted(address)
        for neighbour in [each for each in self._places(address) if wanted is None or each != wanted[0]]:
            if neighbour in self._mine and self._change(neighbour, None):
                del self._mine[neighbour]
        if wanted is not None and self._mine.get(wanted[0]) != wanted[1] and self._change(*wanted):
            self._mine[wanted[0]] = wanted[1]

    def _places(self, address: int) -> set[Neighbour]:
        return {(link.number, address) for link in self._board.links.values()}

    def _wanted(self, address: int) -> tuple[Neighbour, bytes] | None:
        row = self._core.book.row_at(address)
        if row < 0:
            return None
        lease: LeaseRow = self._core.book.get(row)
        if lease.state != State.BOUND or not self._asks(lease.server) or len(lease.mac) != 6:
            return None
        interface = self._core.tables[SERVERS].items[lease.server].get("interface")
        link = self._board.links.get(interface if isinstance(interface, int) else 0)
        return None if link is None else ((link.number, address), lease.mac)

    def _change(self, neighbour: Neighbour, mac: bytes | None) -> bool:
        index, address = neighbour
        try:
            self._set(index, address, mac)
        except OSError as error:
            if self._refused != str(error):
                self._refused = str(error)
                what = "enter" if mac else "remove"
                self._core.log("dhcp,error", f"the kernel refuses to {what} neighbour {show_ipv4(address)}: {error}")
            return False
        self._refused = ""
        return True
