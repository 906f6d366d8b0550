"""Backlog: packets that came while the server was busy, and which of them are served when not all can be.

Only a batch that fills every slot gets here. The oldest packets are dropped first, since their clients have given up or
will ask again, and DISCOVERs yield to all others: a client that has an address keeps it before another one gets one.
What is no message of a client comes last.
What waits is bounded, so that the server is up to date again within a moment after the flood.
"""

import socket
import struct
from collections import deque
from collections.abc import Iterator

from poolkeeper.wire.dhcp4 import options_of

from .mmsg import Arrival, Slots

MOST_WAITING = 4096
"""Packets; a tenth of a second of work."""
SO_MEMINFO, _DROPS = 55, 8  # socket(7), SK_MEMINFO_DROPS: Python has no names for them
COOKIE_AT, OPENING = 236, b"\x63\x82\x53\x63\x35\x01"
"""Where most packets have their option 53, and what stands before its value."""
OF_CLIENTS = (b"\3", b"\4", b"\7", b"\x08", b"\x0a")
"""REQUEST, DECLINE, RELEASE, INFORM, and a relay's question about a lease."""


class Backlog:
    """Packets in three rows: of clients that have an address, DISCOVERs, and what is nothing.

    dropped: how many were thrown away, by the kernel too.
    """

    def __init__(self, sock: socket.socket | None = None, most: int = MOST_WAITING) -> None:
        self._socket, self._most = sock, most
        self._rows: tuple[deque[Arrival], ...] = (deque(), deque(), deque())
        self._lost = self._lost_in_kernel()
        self.dropped = 0

    def __len__(self) -> int:
        return sum(map(len, self._rows))

    def put(self, slots: Slots, count: int) -> None:
        """Keep the packets of the first slots, and drop the oldest of what is too much."""
        for slot in range(count):
            arrival = slots.arrival(slot)
            self._rows[_row(arrival.payload)].append(arrival)
        over = len(self) - self._most
        for row in reversed(self._rows):
            while over > 0 and row:
                row.popleft()
                over -= 1
                self.dropped += 1

    def take(self, most: int) -> Iterator[Arrival]:
        """The packets to serve next, oldest first, DISCOVERs after all others."""
        for row in self._rows:
            while most > 0 and row:
                yield row.popleft()
                most -= 1

    def look_at_kernel(self) -> None:
        """Count what the kernel has dropped since the last look because its buffer was full."""
        lost = self._lost_in_kernel()
        self.dropped += (lost - self._lost) & 0xFFFFFFFF
        self._lost = lost

    def _lost_in_kernel(self) -> int:
        if self._socket is None:
            return 0
        counts = struct.unpack("=9I", self._socket.getsockopt(socket.SOL_SOCKET, SO_MEMINFO, 36))
        return int(counts[_DROPS])


def _row(payload: bytes) -> int:
    """0 for who has an address already, 1 for who wants one, 2 for what is no message of a client."""
    if payload[COOKIE_AT : COOKIE_AT + len(OPENING)] == OPENING:
        kind = payload[COOKIE_AT + len(OPENING) : COOKIE_AT + len(OPENING) + 1]
    else:
        kind = options_of(payload).get(53, b"")
    return 1 if kind == b"\1" else 0 if kind in OF_CLIENTS else 2
