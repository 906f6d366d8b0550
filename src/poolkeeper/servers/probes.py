"""Probes: whether somebody uses an address already, asked on the wire before it is given (RFC 2131 section 2.2).

A host on our own wire must answer ARP, one behind a relay is asked by ICMP echo. Nobody waits for a probe but the
client it is for: two questions, 0.2 s apart, in two queues that are in order of time, with one timer for all. A probe
costs its two frames and an entry in a dict (about 10 us together), a server without conflict-detection nothing.
"""

import asyncio
import os
import socket
import sys
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.dhcp4 import Decision
from poolkeeper.domain.interfaces import Interface
from poolkeeper.wire.options4 import WireError
from poolkeeper.wire.probe4 import ETHERTYPE_ARP, arp_claim, arp_probe, echo_reply_from, echo_request

from .mmsg import Arrival

STEP_S = 0.2
"""Between the first question and the second, and from there to the end: an answer to the client takes 0.4 s more."""
QUESTIONS = 2
MOST_AT_ONCE = 256
_SOL_RAW, _ICMP_FILTER = 255, 1  # linux/icmp.h: Python has no names for them


class Probe(NamedTuple):
    """One address in question. decision, arrival: the offer that waits and the packet to serve when it may go; both
    None where a resting lease (``item``) is looked at again. link: where it is asked by ARP, None for ICMP.

    mac: the client itself, whose answer is no conflict. tries: conflicts that this packet has met before.
    """

    address: int
    link: Interface | None
    mac: bytes
    decision: Decision | None = None
    arrival: Arrival | None = None
    tries: int = 0
    item: int = 0


class Probes:
    """The probes under way, one an address. ``silent`` gets all that end unanswered at one time, ``found`` one that was
    answered, with the hardware address of who did (None behind a relay)."""

    def __init__(self, silent: Callable[[list[Probe]], None], found: Callable[[Probe, bytes | None], None]) -> None:
        self._silent, self._found = silent, found
        self._probes: dict[int, Probe] = {}
        self._queues: list[deque[tuple[float, int]]] = [deque() for _ in range(QUESTIONS)]
        self._timer: asyncio.TimerHandle | None = None
        self._arp: socket.socket | None = None
        self._icmp: socket.socket | None = None
        self._identifier = os.getpid() & 0xFFFF

    def __contains__(self, address: int) -> bool:
        return address in self._probes

    # -- sockets, opened with the first probe and kept: closing a packet socket waits for the whole kernel ---------

    def _open(self) -> bool:
        """Whether we may ask at all: both sockets take CAP_NET_RAW."""
        if self._arp is not None:
            return True
        try:
            self._arp = socket.socket(
                socket.AF_PACKET, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.htons(ETHERTYPE_ARP)
            )
            self._icmp = socket.socket(socket.AF_INET, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.IPPROTO_ICMP)
        except OSError:
            self.close()
            return False
        self._icmp.setsockopt(_SOL_RAW, _ICMP_FILTER, 0xFFFFFFFE.to_bytes(4, sys.byteorder))  # echo replies only
        for sock, heard in ((self._arp, self._heard_arp), (self._icmp, self._heard_icmp)):
            sock.setblocking(False)
            asyncio.get_running_loop().add_reader(sock, heard, sock)
        return True

    def close(self) -> None:
        """Forget all probes; their clients ask again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for sock in (self._arp, self._icmp):
            if sock is not None:
                asyncio.get_running_loop().remove_reader(sock)
                sock.close()
        self._arp = self._icmp = None
        self._probes.clear()
        for queue in self._queues:
            queue.clear()

    # -- asking ------------------------------------------------------------------------------------------------------

    def start(self, probe: Probe) -> bool:
        """Ask about an address, or let a newer packet wait for what is asked already. False: there is no way to ask."""
        if not self._open() or (probe.link is not None and len(probe.link.mac) != 6):
            return False
        asked = self._probes.get(probe.address)
        self._probes[probe.address] = probe
        if asked is None:
            self._ask(probe)
            self._queue(0, probe.address)
            self._set_timer()
        return True

    def _ask(self, probe: Probe) -> None:
        try:
            if probe.link is None and self._icmp is not None:
                question = echo_request(self._identifier, 0)
                self._icmp.sendto(question, (show_ipv4(probe.address), 0))
            elif probe.link is not None and self._arp is not None:
                self._arp.sendto(arp_probe(probe.link.mac, probe.address), (probe.link.name, ETHERTYPE_ARP))
        except OSError:
            pass  # no way there: nobody can answer, and the second question tries again

    def _queue(self, stage: int, address: int) -> None:
        self._queues[stage].append((asyncio.get_running_loop().time() + STEP_S, address))

    def _set_timer(self) -> None:
        """One timer for the earliest; whatever is queued while it runs is due later."""
        first = min((queue[0][0] for queue in self._queues if queue), default=None)
        if first is not None and self._timer is None:
            self._timer = asyncio.get_running_loop().call_at(first, self._due)

    def _due(self) -> None:
        """The time of some probes has come: ask again, or take silence for an answer."""
        self._timer = None
        now = asyncio.get_running_loop().time() + 0.001
        ended = [self._probes.pop(address) for address in self._ripe(-1, now) if address in self._probes]
        for address in self._ripe(0, now):
            probe = self._probes.get(address)
            if probe is not None:
                self._ask(probe)
                self._queue(1, address)
        self._set_timer()
        if ended:
            self._silent(ended)

    def _ripe(self, stage: int, now: float) -> list[int]:
        queue = self._queues[stage]
        found: list[int] = []
        while queue and queue[0][0] <= now:
            found.append(queue.popleft()[1])
        return found

    # -- hearing -----------------------------------------------------------------------------------------------------

    def _heard_arp(self, sock: socket.socket) -> None:
        """Every ARP packet of the machine's wires comes by; nearly all are of no interest, at 2 us each."""
        for _ in range(MOST_AT_ONCE):
            try:
                octets, (interface, *_) = sock.recvfrom(128)
                claim = arp_claim(octets)
            except WireError:
                continue
            except OSError:
                return
            probe = self._probes.get(claim.address)
            if probe is not None and probe.link is not None and probe.link.name == interface and claim.mac != probe.mac:
                self._answered(probe, claim.mac)

    def _heard_icmp(self, sock: socket.socket) -> None:
        for _ in range(MOST_AT_ONCE):
            try:
                probe = self._probes.get(echo_reply_from(sock.recv(256), self._identifier))
            except WireError:
                continue
            except OSError:
                return
            if probe is not None and probe.link is None:
                self._answered(probe, None)

    def _answered(self, probe: Probe, mac: bytes | None) -> None:
        del self._probes[probe.address]
        self._found(probe, mac)
