"""/ip/dhcp-server/counters: DHCP packets that got no answer, by reason. An extension; RouterOS only logs them.

The reasons of decisions are ``domain.dhcp4.Silence``; here are their words, and those of what never came so far.
"""

from collections.abc import Iterator
from typing import Annotated

from poolkeeper.tree import House, Number, Text, Values, live, menu, prop

from .kinds import NarrowTextKind

_MEANINGS = {
    "garbage": "no DHCP request, or one that contradicts itself",
    "no-server": "no DHCP server for this interface or relay",
    "bootp-ignored": "BOOTP requests, which are not served",
    "pool-empty": "the pool and its next pools had nothing free",
    "no-static-lease": "a client without a static lease asked a server that serves only those",
    "blocked": "a client with block-access=yes",
    "other-server": "the client took another server's offer",
    "not-authoritative": "a request that only an authoritative server would refuse",
    "too-early": "the client has waited for less than delay-threshold",
    "local-mac-limit": "a client with a random MAC asked a server whose local-mac-limit is reached",
    "nothing-to-say": "releases, declines and requests with nothing in them",
    "mac-limit": "the client's MAC address holds client-mac-limit leases already",
    "radius-busy": "too many clients wait for RADIUS",
    "radius-silent": "no RADIUS server answered about the client",
    "accounting-lost": "what no RADIUS server took about a lease; no packet",
    "not-kept": "the store refused the lease, so nobody was answered",
    "dropped": "more came than could be served; the oldest were dropped",
    "unsent": "answers the kernel did not take",
}


@menu(
    "/ip/dhcp-server/counters",
    shape="live",
    numbered=False,
    columns=("name", "packets", "meaning"),
    columns_v7=("name", "packets", "meaning"),
)
class DhcpCounters:
    """DHCP packets that got no answer since the server started, by reason; an extension."""

    name: Annotated[str, NarrowTextKind(17)] = prop(read_only=True, quoted=False, about="the reason")
    packets: Number = prop(read_only=True, about="how many")
    meaning: Text = prop(read_only=True, about="the reason in words")


@live(DhcpCounters)
def unanswered(house: House) -> Iterator[tuple[int, Values]]:
    """One row for each reason, also where it never happened."""
    counted = {values["name"]: values["packets"] for _, values in house.live("/ip/dhcp-server/counters")}
    for number, (name, meaning) in enumerate(_MEANINGS.items()):
        yield number, {"name": name, "packets": counted.get(name, 0), "meaning": meaning}
