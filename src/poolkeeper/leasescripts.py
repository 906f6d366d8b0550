"""Lease-scripts: run after a lease was bound and after its binding ended, beside the packets that made it so.

The packet path only takes note of an event. Each DHCP server's events are worked through one after another, in their
order; how many may wait is bounded, and the log tells of those that were lost.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.doors.jobs import Jobs, Script
from poolkeeper.engine.leasework import SERVERS, LeaseEvent, mac_text
from poolkeeper.script.lexer import narrow
from poolkeeper.script.values import Array, Value
from poolkeeper.tree import Refusal
from poolkeeper.wire.agent import CIRCUIT_ID, REMOTE_ID, suboptions
from poolkeeper.wire.dhcp4 import WireError, decode

Log = Callable[[str, str], None]
InlineOf = Callable[[str, int, str, str, dict[str, Value]], Script | None]
"""(menu, item, property, what it is called, variables) to the script to run, None where there is none to run."""
MOST_WAITING = 1000
"""Events of one server that may wait for its script."""


class LeaseScripts:
    """The events that wait, by server."""

    def __init__(self, jobs: Jobs, inline_of: InlineOf, has_script: Callable[[int], bool], log: Log) -> None:
        self._jobs, self._inline_of, self._has_script, self._log = jobs, inline_of, has_script, log
        self._waiting: dict[int, deque[LeaseEvent]] = {}
        self._lost: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def note(self, event: LeaseEvent) -> None:
        """Take note of an event; it is worked on once the packets of the moment are answered."""
        if not self._has_script(event.server):
            return
        queue = self._waiting.get(event.server)
        if queue is None:
            queue = self._waiting[event.server] = deque()
            task = asyncio.get_running_loop().create_task(self._work(event.server, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if len(queue) < MOST_WAITING:
            queue.append(event)
            return
        if event.server not in self._lost:
            self._log("script,error", f"lease-script of {event.name} is too slow: events are lost, {MOST_WAITING} wait")
        self._lost[event.server] = self._lost.get(event.server, 0) + 1

    async def _work(self, server: int, queue: deque[LeaseEvent]) -> None:
        name = ""
        try:
            while queue:
                event = queue.popleft()
                name = event.name
                await self._run(event)
        finally:
            del self._waiting[server]
        lost = self._lost.pop(server, 0)
        if lost:
            self._log("script,error", f"lease-script of {name} was not run for {lost} events")

    async def _run(self, event: LeaseEvent) -> None:
        try:
            script = self._inline_of(
                SERVERS, event.server, "lease-script", f"lease-script of {event.name}", variables(event)
            )
            if script is None:
                return
            job = self._jobs.start(script)
        except Refusal as refusal:
            self._log("script,error", f"lease-script of {event.name} does not run: {refusal.message}")
            return
        assert job.task is not None
        await asyncio.wait((job.task,))

    def close(self) -> None:
        """Nothing more is begun."""
        for task in self._tasks:
            task.cancel()


def variables(event: LeaseEvent) -> dict[str, Value]:
    """What a lease-script finds declared (RouterOS manual, DHCP). lease-options: received options by code."""
    options: dict[str, Value] = {}
    if event.packet:
        try:
            received = decode(event.packet).options
        except WireError:  # an option the server has no use for is broken
            received = {}
        options = {str(code): raw.decode("latin-1") for code, raw in received.items()}
    parts = suboptions(event.lease.agent or b"")
    return {
        "leaseBound": "1" if event.bound else "0",
        "leaseServerName": narrow(event.name),
        "leaseActMAC": mac_text(event.lease.mac),
        "leaseActIP": show_ipv4(event.lease.address),
        "lease-hostname": narrow(event.lease.host or ""),
        "lease-options": Array([], options),
        "lease-agent-circuit-id": parts.get(CIRCUIT_ID, b"").decode("latin-1"),
        "lease-agent-remote-id": parts.get(REMOTE_ID, b"").decode("latin-1"),
    }
