"""DHCP networks and the pools of their servers: whether addresses, gateways and networks agree."""

from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING, NamedTuple

from .facts import Item
from .finding import WARNING, Edit
from .spans import Part, Spans, between, start_of

if TYPE_CHECKING:
    from .visit import Visit

_SMALLEST_WITH_BROADCAST = 3
"""Last minus first address of the smallest network that has a broadcast address."""
_TUNNEL = 31
"""The prefix length from which on a network has no broadcast address."""


class Net(NamedTuple):
    """A network and the item that says so."""

    first: int
    last: int
    net: IPv4Network
    item: Item


def judge(visit: "Visit", parts: list[Part]) -> None:
    """parts: the ranges of all pools that surely are there."""
    described = visit.facts.of("/ip/dhcp-server/network")
    nets = _nets(described)
    servers = [item for item in visit.facts.of("/ip/dhcp-server") if item.text("disabled") not in ("yes", "true")]
    served = {item.text("address-pool") for item in servers}
    given = [part for part in parts if part.pool in served]
    _gateways(visit, nets, Spans(given))
    _prefixes(
        visit, parts, nets + [each for each in _nets(visit.facts.of("/ip/address")) if each.net.prefixlen < _TUNNEL]
    )
    if visit.facts.maybe:
        return
    if nets and len(nets) == len(described):
        _outside(visit, Spans(nets), given)
    if servers and _all_known(servers, parts):
        _unserved(visit, nets, Spans(given))


def _nets(items: list[Item]) -> list[Net]:
    """The networks of items whose address is one."""
    found = []
    for item in items:
        if "address" in item.loose:
            continue
        try:
            net = IPv4Network(item.text("address"), strict=False)
        except ValueError:
            continue
        found.append(Net(int(net[0]), int(net[-1]), net, item))
    return found


def _gateways(visit: "Visit", nets: list[Net], given: Spans[Part]) -> None:
    for each in nets:
        value = each.item.values.get("gateway")
        if value is None or "gateway" in each.item.loose:
            continue
        for text in value.text.split(","):
            try:
                gateway = IPv4Address(text)
            except ValueError:
                continue
            place = max(value.source.text.find(text, value.at.start, value.at.end), value.at.start)
            holder = given.holding(int(gateway), int(gateway))
            if holder is not None and gateway in each.net:
                message = f"the gateway {gateway} is in pool {holder.pool}: a client can be given its address"
                visit.find(value.source, place, "gateway-in-pool", WARNING, message, (), _without(holder, int(gateway)))
            elif gateway not in each.net and int(gateway) and each.net.prefixlen:
                message = f"the gateway {gateway} is not in {each.net}: clients do not reach it"
                visit.find(value.source, place, "gateway-outside-network", WARNING, message)


def _without(part: Part, gateway: int) -> str | None:
    """The range without the gateway."""
    pieces = [
        f"{IPv4Address(first)}-{IPv4Address(last)}"
        for first, last in ((part.first, gateway - 1), (gateway + 1, part.last))
        if first <= last
    ]
    return f"/ip pool set {part.pool} ranges={','.join(pieces)}" if pieces and part.pool else None


def _prefixes(visit: "Visit", parts: list[Part], nets: list[Net]) -> None:
    """Prefixes that give out the network and broadcast address of the network they are; in tunnels these are usable."""
    tunnels = {use.name for use in visit.facts.uses if use.argument in ("remote-address", "local-address")}
    ends, spans = sorted(end for net in nets for end in (net.first, net.last)), Spans(nets)
    for part in parts:
        if "/" not in part.text or part.last - part.first < _SMALLEST_WITH_BROADCAST:
            continue
        given = between(ends, part.first, part.last)
        if part.pool not in tunnels and spans.touching(part.first, part.last) is None:
            given = [part.first, part.last]
        if given:
            _prefix(visit, part, sorted(set(given)))


def _prefix(visit: "Visit", part: Part, given: list[int]) -> None:
    start = start_of(part.value) + part.at
    first, last = part.first + (part.first in given), part.last - (part.last in given)
    edit = Edit(start, start + len(part.text), f"{IPv4Address(first)}-{IPv4Address(last)}")
    message = f"a prefix as a pool gives out {' and '.join(str(IPv4Address(end)) for end in given[:2])} too"
    visit.find(part.value.source, start, "pool-prefix", WARNING, message, (edit,))


def _outside(visit: "Visit", nets: Spans[Net], given: list[Part]) -> None:
    for part in given:
        if nets.holding(part.first, part.last) is None:
            message = f"{part.text} is not within any /ip dhcp-server network: its clients get no gateway and no DNS"
            visit.find(part.value.source, start_of(part.value) + part.at, "pool-outside-network", WARNING, message)


def _all_known(servers: list[Item], parts: list[Part]) -> bool:
    """Whether it is known which addresses every server gives out."""
    pools = {part.pool for part in parts}
    return all(item.text("address-pool") in pools and "relay" not in item.values for item in servers)


def _unserved(visit: "Visit", nets: list[Net], given: Spans[Part]) -> None:
    for each in nets:
        if given.touching(each.first, each.last) is None:
            value = each.item.values["address"]
            message = f"no DHCP server of the file gives out addresses of {each.net}"
            visit.find(value.source, value.at.start, "network-without-server", WARNING, message)
