"""Who may come in by address: the ``address`` lists of ``/ip service`` and ``/user``, the same for every door."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network


def peer_address(host: str) -> IPv4Address | IPv6Address:
    """The address of a peer as the socket names it; a zone (``%eth0``) is dropped, IPv4 in IPv6 is unwrapped."""
    address = ip_address(host.partition("%")[0])
    return getattr(address, "ipv4_mapped", None) or address


class Allowed:
    """A list of prefixes of either family; an empty list lets everybody in."""

    def __init__(self, prefixes: Iterable[str] = ()) -> None:
        self.networks = tuple(ip_network(prefix, strict=False) for prefix in prefixes)

    def __contains__(self, host: object) -> bool:
        if not self.networks:
            return True
        address = peer_address(str(host))
        return any(address.version == network.version and address in network for network in self.networks)

    @property
    def only_loopback(self) -> bool:
        """Whether no other machine can be in the list."""
        return bool(self.networks) and all(network.is_loopback for network in self.networks)
