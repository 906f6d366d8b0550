"""Links: the kernel's interfaces as items of /interface, kept in step as links come and go.

Every link gets a stored item, found again by its kernel name (``default-name``), so that an alias, a comment and
references survive a restart and an unplugged adapter. The item of a link that is gone is shown only while something
refers to it or somebody named it; else it is removed.
"""

from collections.abc import Iterable, Iterator

from poolkeeper.domain.interfaces import Interface
from poolkeeper.tree import Values
from poolkeeper.tree.house import ADDRESSED, MAKER, OWN

from .batch import Edits
from .board import Board
from .core import Core

INTERFACES = "/interface"
ETHERNET, BRIDGES = "/interface/ethernet", "/interface/bridge"
ADDRESSES = "/ip/address"


class Links:
    """The machine's links by item id."""

    def __init__(self, core: Core, board: Board) -> None:
        self.core = core
        self.board = board
        self.links: dict[int, Interface] = {}
        core.states[INTERFACES] = self.state
        core.providers[ETHERNET] = self._ethernet
        core.providers[BRIDGES] = self._bridges
        core.providers[ADDRESSES] = self.kernel_addresses

    def update(self, links: Iterable[Interface]) -> None:
        """Take the links as the kernel has them now; raises StoreError if new items can not be kept."""
        edits = Edits(self.core)
        known = {str(values.get("default-name")): item for item, values in self.core.items(INTERFACES).items()}
        present: dict[int, Interface] = {}
        for link in links:
            item = known.get(link.name)
            if item is None:
                item = edits.add(INTERFACES, {"name": self._free_name(link.name), "default-name": link.name})
            present[item] = link
        for item in known.values():
            if item not in present and self._forgettable(item):
                edits.remove(INTERFACES, item)
        edits.commit()
        self._say_changes(present)
        self.links = present
        self.board.links_changed(present)

    def _free_name(self, name: str) -> str:
        table = self.core.tables[INTERFACES]
        return name if table.find(name) is None else table.invent(f"{name}-")

    def _forgettable(self, item: int) -> bool:
        values = self.core.tables[INTERFACES].items[item]
        touched = values.get("comment") or values.get("disabled") or values.get("name") != values.get("default-name")
        touched = touched or MAKER in values or ADDRESSED in values
        return not touched and not self.core.references(INTERFACES, item)

    def _say_changes(self, present: dict[int, Interface]) -> None:
        for item in present.keys() | self.links.keys():
            before, after = self.links.get(item), present.get(item)
            was, runs = before is not None and before.running, after is not None and after.running
            if was != runs and (before is not None or not self.links):
                name = self.core.look.name(INTERFACES, item) or (after or before or _NOWHERE).name
                if self.links:
                    self.core.log("interface,info", f"{name} link {'up' if runs else 'down'}")

    def state(self, item: int) -> Values:
        """Live values of an interface item."""
        link = self.links.get(item)
        if link is None:
            maker = self.core.tables[INTERFACES].items.get(item, {}).get(MAKER, "")
            kind = "ether" if maker == ETHERNET else str(maker).rpartition("/")[2]
            return {"running": False, "\0hidden": self._forgettable(item), "type": kind or None}
        return {
            "type": link.kind,
            "mtu": link.mtu,
            "actual-mtu": link.mtu,
            "mac-address": link.mac or None,
            "running": link.running,
            "slave": bool(link.master),
        }

    def _of_kind(self, kind: str) -> Iterator[tuple[int, Values]]:
        items = self.core.items(INTERFACES)
        for item, link in sorted(self.links.items()):
            if link.kind == kind and item in items:
                yield item, {**items[item], **self.state(item), OWN: items[item]}

    def _ethernet(self) -> Iterator[tuple[int, Values]]:
        """The machine's Ethernet links, then those of imported configurations."""
        yield from self._of_kind("ether")
        for item, values in self.core.items(INTERFACES).items():
            if values.get(MAKER) == ETHERNET and item not in self.links:
                yield item, {**values, "running": False, OWN: values}

    def _bridges(self) -> Iterator[tuple[int, Values]]:
        """The machine's bridges, but for those that were configured too."""
        table = self.core.tables[BRIDGES]
        for item, values in self._of_kind("bridge"):
            if table.find(str(values.get("name"))) is None:
                yield self.core.live_id(BRIDGES, item), values

    def kernel_addresses(self) -> Iterator[tuple[int, Values]]:
        """The kernel's addresses that no stored item names, as dynamic rows of /ip/address."""
        stored = {(tuple(values["address"]), values.get("interface")) for values in self.core.items(ADDRESSES).values()}
        for item, link in sorted(self.links.items()):
            for address, length in link.addresses:
                if ((address, length), item) not in stored:
                    yield (
                        self.core.live_id(ADDRESSES, (item, address, length)),
                        {
                            "address": (address, length),
                            "network": address & (0xFFFFFFFF << (32 - length)) & 0xFFFFFFFF,
                            "interface": item,
                            "actual-interface": (link.master and self._item_of(link.master)) or item,
                            "dynamic": True,
                        },
                    )

    def _item_of(self, index: int) -> int | None:
        return next((item for item, link in self.links.items() if link.number == index), None)


_NOWHERE = Interface(0, "", b"", "", 0, False, False)
