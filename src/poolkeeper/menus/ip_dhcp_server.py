"""/ip/dhcp-server: on which interface addresses are given out, from which pool and under which rules.

What a server answers is decided in ``domain.dhcp4``; its networks, leases and options are menus of their own.
"""

from typing import Annotated, Any

from poolkeeper.tree import (
    DurationKind,
    EnumKind,
    Flag,
    House,
    ListKind,
    Name,
    NameKind,
    NumberKind,
    RefKind,
    Request,
    Text,
    Values,
    command,
    menu,
    overlay,
    prop,
)
from poolkeeper.tree.refusal import failure

from .kinds import SomeAddress

_MINUTE = 60_000_000


@menu(
    "/ip/dhcp-server",
    flags="D - dynamic, X - disabled, I - invalid",
    slots=("D", "XI"),
    columns=("name", "interface", "relay", "address-pool", "lease-time", "add-arp"),
    columns_v7=("name", "interface", "relay", "address-pool", "lease-time"),
    noun="dhcp server",
    taken="server with such name already exists",
    invent="dhcp",
)
class DhcpServer:
    """DHCP servers, one for each interface or relay. A server needs an address on its interface and a pool, and a
    network for what clients are told besides their address."""

    name: Name = prop(key=True, unique=True, about="what leases and log lines call this server")
    interface: Annotated[int, RefKind("/interface")] = prop(
        required=True, about="where clients are heard; not a port of a bridge, but the bridge itself"
    )
    relay: SomeAddress = prop(
        about="which relay this server answers: unset only clients on the wire, 255.255.255.255 any relay that no "
        "other server serves, else the relay with this address (giaddr)"
    )
    server_address: SomeAddress = prop(
        aliases=("src-address",), about="address the server goes by where the interface has more than one"
    )
    lease_time: Annotated[int, DurationKind(low_s=1)] = prop(
        default=10 * _MINUTE, always=True, about="how long a client may keep an address; it renews after half of it"
    )
    address_pool: Annotated[int | str, RefKind("/ip/pool", words=("static-only",))] = prop(
        default="static-only",
        always=True,
        about="pool for clients without a static lease; static-only: those get nothing",
    )
    bootp_support: Annotated[str, EnumKind("none", "static", "dynamic")] = prop(
        default="static", about="which BOOTP clients are served: none, those with a static lease, or all"
    )
    bootp_lease_time: Annotated[int | str, DurationKind(words=("forever", "lease-time"))] = prop(
        default="forever", about="lease time of BOOTP clients"
    )
    delay_threshold: Annotated[int | str, DurationKind(words=("none",))] = prop(
        default="none", about="requests of clients that have waited for less (field secs) are ignored"
    )
    authoritative: Annotated[str, EnumKind("yes", "no", "after-2sec-delay", "after-10sec-delay")] = prop(
        default="yes",
        always=True,
        about="whether requests for addresses that are not ours are refused (NAK): always, never, or once a client "
        "has asked for so long",
    )
    always_broadcast: Flag = prop(
        default=False,
        about="answer by broadcast even where the client can take unicast; with no, only the third and fourth offer in "
        "a row that a client does not take",
    )
    add_arp: Flag = prop(default=False, about="enter clients into the ARP table while their lease is bound")
    use_radius: Annotated[str, EnumKind("no", "yes", "accounting")] = prop(
        default="no", always=True, about="ask RADIUS for leases, or only account them there"
    )
    conflict_detection: Flag = prop(
        default=True,
        about="ask by ARP, behind a relay by ICMP echo, whether somebody uses a dynamic address before it is offered",
    )
    client_mac_limit: Annotated[int | str, NumberKind(words=("unlimited",))] = prop(
        default="unlimited", about="how many leases one MAC address may hold"
    )
    dynamic_lease_identifiers: Annotated[tuple[str, ...], ListKind(EnumKind("client-mac", "client-id", "opt-82"))] = (
        prop(
            default=("client-mac", "client-id"),
            about="what tells clients without a static lease apart: with client-id the identifier they send, else "
            "their MAC; with opt-82 also where they are, by the relay's circuit and remote id, and alone only that",
        )
    )
    rapid_commit: Flag = prop(
        default=False,
        about="bind clients that ask for it at once (RFC 4039): for a network with one server only; an extension",
    )
    dhcp_option_set: Annotated[int | None, RefKind("/ip/dhcp-server/option/sets", unset=("none", ""))] = prop(
        about="options that all clients of this server are sent"
    )
    address_lists: Annotated[tuple[str, ...], ListKind(NameKind())] = prop(
        default=(), about="address lists of /ip/firewall/address-list in which clients stand while their lease is bound"
    )
    insert_queue_before: Text = prop(
        quoted=False,
        default="first",
        about="where queues of rate-limited leases go; kept for import, no queues are made here",
    )
    parent_queue: Text = prop(default="none", quoted=False, about="parent of those queues; kept for import")
    allow_dual_stack_queue: Flag = prop(
        default=True, about="one queue for the IPv4 and the IPv6 lease of a client; kept for import, as those queues"
    )
    use_framed_as_classless: Flag = prop(default=True, about="send routes from RADIUS (Framed-Route) as option 121")
    use_reconfigure: Flag = prop(
        default=False,
        v7_only=True,
        about="agree with clients that can on a nonce (RFC 6704), so that the lease command send-reconfigure may tell "
        "them to renew at once",
    )
    support_broadband_tr101: Flag = prop(
        default=False,
        v7_only=True,
        about="tell RADIUS what the access node says of the subscriber's line (suboption 9 of option 82, TR-101), as "
        "attributes of RFC 4679",
    )
    least_lease_time: Annotated[int | str, DurationKind(low_s=1, words=("none",))] = prop(
        default="none",
        v7_only=True,
        about="lease time when the pool is full: once half of it is taken, lease-time shrinks steadily towards this; "
        "an extension",
    )
    local_mac_limit: Annotated[int | str, NumberKind(words=("unlimited",))] = prop(
        default="unlimited",
        v7_only=True,
        about="how many leases clients with locally administered (random) MACs may hold together; an extension",
    )
    lease_script: Text = prop(
        default="",
        always=True,
        code=True,
        about="script to run when a lease is assigned or given back: its name or its text",
    )
    disabled: Flag = prop(
        default=False,
        always=True,
        apart=True,
        v6=True,
        about="whether the server rests; new ones start enabled, as in v7",
    )


@overlay(DhcpServer)
def server_as_it_works(house: House, item: int, values: Values) -> Values:
    """Whether the server can work, and if not why."""
    return {**values, **house.state("/ip/dhcp-server", item)}


@command(DhcpServer, "setup")
def setup(edits: Any, request: Request, ids: list[int]) -> None:
    """Ask at a terminal for what a DHCP server needs, and make server, pool and network"""
    raise failure("setup asks questions, which needs a terminal")
