"""What stands around the DHCP server, joined: RADIUS, the kernel's neighbours, address lists, alerts."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from poolkeeper.app import Parts
from poolkeeper.doors.pacer import Pacer
from poolkeeper.doors.slices import Pause
from poolkeeper.scripting import Scripting
from poolkeeper.servers.dhcp4 import DhcpServer
from poolkeeper.servers.forcerenew import Forcerenewals
from poolkeeper.servers.netlink import Neighbours, read_neighbours
from poolkeeper.servers.radius import RadiusClient
from poolkeeper.servers.rogues import Lookout
from poolkeeper.services.dhcpalert import DhcpAlerts
from poolkeeper.services.leaseaccounting import LeaseAccounting
from poolkeeper.services.leasearp import LeaseArp
from poolkeeper.services.leaselists import ADDRESS_LISTS, listed
from poolkeeper.services.leaseradius import LeaseRadius
from poolkeeper.services.radiuspeers import RADIUS, RadiusPeers
from poolkeeper.tree import Caller, Reply, duration_text

Spawn = Callable[[Coroutine[Any, Any, None]], None]
WatchOver = Callable[[str, Callable[[], Awaitable[None]]], None]


class Around:
    """The services beside the packet path of one server."""

    def __init__(self, parts: Parts, dhcp: DhcpServer, scripting: Scripting, pacer: Pacer, spawn: Spawn) -> None:
        core, board = parts.core, parts.board
        peers = RadiusPeers(core, board)
        self.client = RadiusClient()
        LeaseRadius(parts.desk, peers, self.client.ask, dhcp.again, spawn)
        self.accounting = LeaseAccounting(core, peers, self.client.tell)
        self.neighbours = Neighbours()
        self.arp = LeaseArp(core, board, self.neighbours.set, read_neighbours, pacer.turn)
        self.alerts = DhcpAlerts(core, board, Lookout, scripting.alerts.note)
        self.forcerenewals = Forcerenewals(board, dhcp.send_unasked, lambda: Pause(pacer))
        core.providers[ADDRESS_LISTS] = lambda: listed(core)
        core.on_change[RADIUS].append(lambda *_: self.client.forget())
        core.works.update(
            {
                "radius-counts": self._counts,
                "reset-radius-counts": self._reset_counts,
                "reset-alerts": self._reset_alerts,
                "send-reconfigure": self._send_reconfigure,
            }
        )

    def start(self, watch_over: WatchOver) -> None:
        """Begin, once links are known and leases are loaded."""
        self.accounting.resume()
        self.alerts.follow()
        watch_over("accounting", self.accounting.work)
        watch_over("ARP entries of leases", self.arp.work)

    def links_changed(self) -> None:
        """The machine's interfaces are others now."""
        self.arp.follow()
        self.alerts.follow()

    async def finish(self, within_s: float) -> None:
        """Begin nothing new, and tell RADIUS what still waits for that, in at most this time.

        What the kernel was told stays, for the next process to go on with.
        """
        self.alerts.close()
        self.neighbours.close()
        await self.accounting.finish(within_s)

    def close(self) -> None:
        """Close what is left, when nothing ends leases any more."""
        self.accounting.close()
        self.client.close()

    def _counts(self, caller: Caller, items: tuple[int, ...]) -> Reply:
        """The counts of a server as ``monitor`` shows them, once."""
        for item in items:
            counts = self.client.counts[item]
            told = {
                "pending": counts.pending,
                "requests": counts.requests,
                "accepts": counts.accepts,
                "rejects": counts.rejects,
                "resends": counts.resends,
                "timeouts": counts.timeouts,
                "bad-replies": counts.bad_replies,
                "last-request-rtt": duration_text(round(counts.last_rtt_s * 1000) * 1000),
            }
            if counts.trouble:
                told["last-trouble"] = counts.trouble
            caller.say("".join(f"{name:>18}: {value}\n" for name, value in told.items()))
        return Reply()

    def _reset_counts(self, caller: Caller, items: tuple[int, ...]) -> Reply:
        for item in items:
            self.client.reset(item)
        return Reply()

    def _reset_alerts(self, caller: Caller, items: tuple[int, ...]) -> Reply:
        self.alerts.reset(items)
        return Reply()

    def _send_reconfigure(self, caller: Caller, items: tuple[int, ...]) -> Reply:
        self.forcerenewals.send(items)
        return Reply()
