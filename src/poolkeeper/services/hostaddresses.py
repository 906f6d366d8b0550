"""Host addresses: what /ip/address says is put on the kernel's interfaces, if /ip settings manage-host=yes.

Only addresses that this process added are ever removed; what others put there is theirs.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.engine.core import Core
from poolkeeper.engine.links import ADDRESSES, Links

Place = tuple[int, int, int]
"""(kernel index, address, prefix length)."""
SetAddress = Callable[[int, str, int, bool], Awaitable[None]]


class HostAddresses:
    """Keeps the kernel's addresses in step with the stored ones."""

    def __init__(
        self, core: Core, links: Links, set_address: SetAddress, spawn: Callable[[Coroutine[Any, Any, None]], None]
    ) -> None:
        self._core, self._links, self._set, self._spawn = core, links, set_address, spawn
        self._mine: set[Place] = set()
        self._refused: dict[Place, str] = {}
        self._busy = self._again = False
        for path in (ADDRESSES, "/ip/settings"):
            core.on_change[path].append(lambda *_: self.follow())

    def follow(self) -> None:
        """Look at the configuration and the kernel, soon."""
        self._again = True
        if not self._busy:
            self._busy = True
            self._spawn(self._work())

    async def settle(self) -> bool:
        """Wait until the kernel has what the configuration says; whether this server manages the host at all."""
        if self._core.single("/ip/settings").get("manage-host"):
            await self._step()
            return True
        return False

    async def _work(self) -> None:
        try:
            while self._again:
                self._again = False
                await self._step()
        finally:
            self._busy = False

    async def _step(self) -> None:
        wanted = self._wanted()
        there = {(link.number, *each) for link in self._links.links.values() for each in link.addresses}
        for place in self._mine - wanted:
            self._mine.discard(place)
            if place in there:
                await self._change(place, False)
        for place in wanted - there:
            if await self._change(place, True):
                self._mine.add(place)

    def _wanted(self) -> set[Place]:
        if not self._core.single("/ip/settings").get("manage-host"):
            return set()
        places: set[Place] = set()
        for values in self._core.items(ADDRESSES).values():
            link = self._links.links.get(values.get("interface") or 0)
            if link is not None and not values.get("disabled"):
                places.add((link.number, *values["address"]))
        return places

    async def _change(self, place: Place, present: bool) -> bool:
        index, address, length = place
        try:
            await self._set(index, show_ipv4(address), length, present)
        except OSError as error:
            if self._refused.get(place) != str(error):
                self._refused[place] = str(error)
                what = f"{show_ipv4(address)}/{length}"
                self._core.log(
                    "interface,error", f"the kernel refuses to {'add' if present else 'remove'} {what}: {error}"
                )
            return False
        self._refused.pop(place, None)
        return True
