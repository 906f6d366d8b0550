"""Interface: a link of the machine as the house sees it, a plain value. Who reads the kernel is ``servers.netlink``."""

from typing import NamedTuple


class Interface(NamedTuple):
    """One network link.

    number: the kernel's index. name: kernel's name. mac: six bytes, or empty. kind: RouterOS's type word (``ether``,
    ``bridge``, ``vlan``, ``loopback`` ...). up: administratively. running: has carrier. master: index of the bridge
    it is a port of, 0 if none. addresses: (address, prefix length) of IPv4, in the kernel's order.
    """

    number: int
    name: str
    mac: bytes
    kind: str
    mtu: int
    up: bool
    running: bool
    master: int = 0
    addresses: tuple[tuple[int, int], ...] = ()
