"""/ip/dhcp-server/alert at work: which servers were found where, who is told, and when a server is forgotten.

What is known of servers lasts for one run. Source: RouterOS manual, DHCP server (alerts).
"""

import asyncio
from collections.abc import Callable
from typing import NamedTuple, Protocol

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.interfaces import Interface
from poolkeeper.engine.board import Board
from poolkeeper.engine.core import Core
from poolkeeper.engine.leasework import mac_text
from poolkeeper.tree import Values

ALERTS = "/ip/dhcp-server/alert"
TOPICS = "dhcp,critical,error,warning,info,debug"
ASK_EVERY_S = 60.0


class Found(NamedTuple):
    """An unknown server on an interface; what the script is told. item: the alert's."""

    item: int
    interface: str
    mac: bytes
    address: int


class Answer(Protocol):
    """A server's answer as the lookout hands it over."""

    @property
    def mac(self) -> bytes: ...
    @property
    def address(self) -> int: ...


class Lookout(Protocol):
    """Listens on one link."""

    @property
    def link(self) -> Interface: ...
    def ask(self) -> None: ...
    def close(self) -> None: ...


OpenLookout = Callable[[Interface, Callable[[Answer], None]], Lookout]


class DhcpAlerts:
    """The alerts that are on. on_alert: takes a server that was found; must not wait."""

    def __init__(self, core: Core, board: Board, open_lookout: OpenLookout, on_alert: Callable[[Found], None]) -> None:
        self._core, self._board, self._open, self._on_alert = core, board, open_lookout, on_alert
        self._lookouts: dict[int, Lookout] = {}
        self._unknown: dict[int, dict[bytes, int]] = {}  # item to hardware address to house second when it is forgotten
        self._reasons: dict[int, str] = {}
        self._due: asyncio.TimerHandle | None = None
        core.states[ALERTS] = self._state
        core.on_change[ALERTS].append(self._changed)

    def _changed(self, item: int, before: Values | None, after: Values | None) -> None:
        if after is None:
            self._unknown.pop(item, None)
        else:
            for mac in after.get("valid-server") or ():
                self._unknown.get(item, {}).pop(mac, None)
        self.follow()

    def follow(self) -> None:
        """Listen where alerts and links say so; a new lookout asks at once."""
        wanted = self._wanted()
        for item, lookout in list(self._lookouts.items()):
            if wanted.get(item) != lookout.link:
                lookout.close()
                del self._lookouts[item]
        for item, link in wanted.items():
            if item not in self._lookouts:
                self._look_out(item, link)
        if self._due is None and self._lookouts:
            self._due = asyncio.get_running_loop().call_later(ASK_EVERY_S, self._ask_all)

    def _wanted(self) -> dict[int, Interface]:
        wanted: dict[int, Interface] = {}
        self._reasons.clear()
        for item, values in self._core.items(ALERTS).items():
            interface = values.get("interface")
            link = self._board.links.get(interface if isinstance(interface, int) else 0)
            if values.get("disabled"):
                continue
            if link is None or not link.mac:
                self._reasons[item] = "interface is missing" if link is None else "interface is no Ethernet"
            elif link.up:
                wanted[item] = link
        return wanted

    def _look_out(self, item: int, link: Interface) -> None:
        try:
            lookout = self._open(link, lambda answer: self._heard(item, answer))
        except OSError as error:
            self._reasons[item] = f"can not listen: {error.strerror}"
            return
        self._lookouts[item] = lookout
        self._ask(lookout)

    def _ask_all(self) -> None:
        self._due = None
        for lookout in self._lookouts.values():
            self._ask(lookout)
        self.follow()

    def _ask(self, lookout: Lookout) -> None:
        try:
            lookout.ask()
        except OSError:
            return  # the link is down at this moment; the next minute asks again

    def _heard(self, item: int, answer: Answer) -> None:
        values = self._core.items(ALERTS).get(item)
        if values is None or answer.mac in (values.get("valid-server") or ()) or self._is_ours(answer.mac):
            return
        now = self._core.clock.now()
        known = self._forgotten(item, now)
        if answer.mac in known:
            return
        span = values.get("alert-timeout")
        span = self._core.tables[ALERTS].menu.props["alert-timeout"].default if span is None else span
        known[answer.mac] = now + span // 1_000_000 if isinstance(span, int) else 0
        name = self._lookouts[item].link.name
        name = self._core.look.name("/interface", int(values.get("interface") or 0)) or name
        self._core.log(
            TOPICS,
            f"dhcp alert on {name}: discovered unknown dhcp server, mac {mac_text(answer.mac)}, "
            f"ip {show_ipv4(answer.address)}",
        )
        self._on_alert(Found(item, name, answer.mac, answer.address))

    def _is_ours(self, mac: bytes) -> bool:
        return any(link.mac == mac for link in self._board.links.values())

    def _forgotten(self, item: int, now: int) -> dict[bytes, int]:
        """The servers found by an alert, those whose time is over forgotten."""
        known = self._unknown.setdefault(item, {})
        for mac in [mac for mac, until in known.items() if until and until <= now]:
            del known[mac]
        return known

    def _state(self, item: int) -> Values:
        why = self._reasons.get(item)
        found = tuple(self._forgotten(item, self._core.clock.now())) if item in self._unknown else ()
        return {"unknown-server": found or None, "invalid": why is not None, "about": why}

    def reset(self, items: tuple[int, ...]) -> None:
        """Forget what was found; a server that is still there is told of again."""
        for item in items:
            self._unknown.pop(item, None)

    def close(self) -> None:
        """Stop listening."""
        if self._due is not None:
            self._due.cancel()
        for lookout in self._lookouts.values():
            lookout.close()
        self._lookouts.clear()
