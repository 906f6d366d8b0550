"""/ip/dhcp-server/config: settings of all DHCP servers together."""

from typing import Annotated

from poolkeeper.tree import DurationKind, Flag, ListKind, NumberKind, PrefixKind, menu, prop

_MINUTE = 60_000_000


@menu("/ip/dhcp-server/config", shape="single", noun="dhcp server config")
class DhcpServerConfig:
    """Settings of all DHCP servers together."""

    store_leases_disk: Annotated[int | str, DurationKind(words=("immediately", "never"))] = prop(
        default=5 * _MINUTE,
        always=True,
        about="how often a router writes its leases; kept for import, here every lease is on disk before its ACK",
    )
    accounting: Flag = prop(default=True, always=True, about="send accounting to RADIUS for leases it granted")
    interim_update: Annotated[int, DurationKind()] = prop(
        default=0, always=True, about="how often to send interim accounting; 0s: as RADIUS says"
    )
    port: Annotated[int, NumberKind(1, 65535)] = prop(
        default=67, v7_only=True, about="UDP port to serve on, an extension; relays are answered where they asked from"
    )
    lease_query_from: Annotated[tuple[tuple[int, int], ...] | None, ListKind(PrefixKind())] = prop(
        v7_only=True,
        about="networks of relays (giaddr) that may ask about leases, RFC 4388; empty: nobody; an extension",
    )
