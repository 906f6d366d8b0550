"""Backlog: packets that came while the server was busy, and which of them are served when not all can be.

Only a batch that fills every slot gets here. The oldest packets are dropped first, since their clients have given up or
will ask again, and DISCOVERs yield to all others: a client that has an address keeps it before another one gets one.
What waits is bounded, so that the server is up to date again within a moment after the flood.
"""

import socket
import struct
from collections import deque
from collections.abc import Iterator

from poolkeeper.wire.forms4 import DISCOVER, OPTIONS_AT

from .mmsg import SLOT, Arrival, Slots

MOST_WAITING = 4096
"""Packets; a tenth of a second of work."""
SO_MEMINFO, _DROPS = 55, 8  # socket(7), SK_MEMINFO_DROPS: Python has no names for them
COOKIE_AT = 236


class Backlog:
    """Packets in two rows, DISCOVERs and others. dropped: how many were thrown away, by the kernel too."""

    def __init__(self, sock: socket.socket | None = None, most: int = MOST_WAITING) -> None:
        self._socket, self._most = sock, most
        self._discovers: deque[Arrival] = deque()
        self._others: deque[Arrival] = deque()
        self._lost = self._lost_in_kernel()
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._discovers) + len(self._others)

    def put(self, slots: Slots, count: int) -> None:
        """Keep the packets of the first slots, and drop the oldest of what is too much."""
        memory, discovers, others = slots.memory, self._discovers, self._others
        for slot in range(count):
            at = slot * SLOT + COOKIE_AT
            is_discover = memory[at : at + OPTIONS_AT - COOKIE_AT] == DISCOVER
            (discovers if is_discover else others).append(slots.arrival(slot))
        over = len(self) - self._most
        for row in (discovers, others):
            while over > 0 and row:
                row.popleft()
                over -= 1
                self.dropped += 1

    def take(self, most: int) -> Iterator[Arrival]:
        """The packets to serve next, oldest first, DISCOVERs after all others."""
        for row in (self._others, self._discovers):
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
