"""The network of the diagram: internet, router (WAN and LAN side), switch, clients; a namespace for each."""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

from poolkeeper.servers.netlink import add_bridge, add_route, add_veth, set_address, set_link

from .namespaces import Namespace, own_user_namespace

WAN, LAN, SWITCH, CLIENT = "ether1", "ether2", "switch", "eth0"
INTERNET_ADDRESS, WAN_ADDRESS, WAN_LENGTH = "203.0.113.1", "203.0.113.2", 24  # RFC 5737, TEST-NET-3
LAN_ADDRESS, LAN_NETWORK = "192.168.88.1", "192.168.88.0/24"


def client_mac(number: int) -> bytes:
    """A locally administered address: 02, then PK, then the client's number."""
    return b"\x02PK" + number.to_bytes(3, "big")


def choose_way(asked_as_root: bool) -> tuple[bool, str]:
    """(whether namespaces can be made now, in words which way and why). May move this process into a user namespace.

    Call it while the process has one thread.
    """
    refused = "this user is not root"
    if asked_as_root:
        try:
            _trial()
        except OSError as error:
            refused = f"root may not make network namespaces here ({error.strerror or error})"
        else:
            return True, "network namespaces, made as root"
    try:
        own_user_namespace()
        _trial()
    except OSError as error:
        why = error.strerror or error
        return False, f"relayed DHCP over loopback, since {refused} and a user namespace is refused too ({why})"
    return True, f"network namespaces inside a user namespace, since {refused}"


def _trial() -> None:
    """Whether namespaces, cables and bridges work here; OSError naming what does not."""
    here, there = Namespace("trial"), Namespace("other")
    try:
        here.work(lambda: add_veth("a", "b", there.handle))
        here.work(lambda: add_bridge("c"))
    finally:
        here.close()
        there.close()


class Network:
    """The diagram, built. ``close`` takes it away."""

    def __init__(self, clients: int) -> None:
        self._made: list[Namespace] = []
        try:
            self.internet, self.router, self.switch = map(self._add, ("internet", "router", SWITCH))
            self.clients = [self._add(f"client{number}") for number in range(1, clients + 1)]
            self._wire()
        except BaseException:
            self.close()
            raise

    def _add(self, name: str) -> Namespace:
        made = Namespace(name)
        self._made.append(made)
        return made

    def _wire(self) -> None:
        self._cable(self.router, WAN, self.internet, "router")
        self.switch.work(lambda: add_bridge(SWITCH))
        self.switch.work(lambda: set_link(SWITCH))
        self._cable(self.router, LAN, self.switch, "port0", master=SWITCH)
        for number, client in enumerate(self.clients, 1):
            mac = client_mac(number).hex(":")
            self._cable(client, CLIENT, self.switch, f"port{number}", mac=mac, master=SWITCH)
        self.internet.work(self._internet_side)
        with suppress(OSError):  # a router that does not forward still hands out addresses
            self.router.call(lambda: Path("/proc/sys/net/ipv4/ip_forward").write_text("1"))

    async def _internet_side(self) -> None:
        index = await set_link("router")
        await set_address(index, INTERNET_ADDRESS, WAN_LENGTH, True)
        await add_route(LAN_NETWORK, WAN_ADDRESS)

    @staticmethod
    def _cable(
        left: Namespace, name: str, right: Namespace, peer: str, *, mac: str | None = None, master: str | None = None
    ) -> None:
        steps: tuple[tuple[Namespace, Callable[[], Coroutine[Any, Any, object]]], ...] = (
            (left, lambda: add_veth(name, peer, right.handle)),
            (right, lambda: set_link(peer, master=master)),
            (left, lambda: set_link(name, mac=mac)),
        )
        for namespace, step in steps:
            namespace.work(step)

    def close(self) -> None:
        """Let every namespace go."""
        for made in self._made:
            made.close()
