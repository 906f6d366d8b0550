"""/ip/dhcp-server/lease: who has which address, and which client is to have which.

A stored item is a static lease; dynamic ones are live rows. What a lease may become is ``domain.lease``.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Annotated, Any

from poolkeeper.domain.relay_agent import CIRCUIT_ID, REMOTE_ID, agent_part
from poolkeeper.tree import (
    Address,
    DurationKind,
    Flag,
    House,
    ListKind,
    Look,
    Mac,
    NameKind,
    RefKind,
    Request,
    Style,
    Text,
    TextKind,
    Values,
    check,
    command,
    live,
    menu,
    overlay,
    prop,
)
from poolkeeper.tree.refusal import failure, invalid

from .kinds import AddressOrPoolKind, NarrowTextKind, RateLimit, SomeMac


class ClientIdKind(TextKind):
    """Option 61 as RouterOS writes it: type and bytes in hex without leading zeros, ``1:30:7:4d:f5:7:49``.

    Text that is no such list stands for its own bytes behind type 0 (RFC 2132 section 9.14).
    """

    word = "client identifier"

    def parse(self, text: str, prop: str, look: Look) -> bytes | None:
        if not text:
            return None
        if re.fullmatch(r"[0-9A-Fa-f]{1,2}(:[0-9A-Fa-f]{1,2})+", text):
            return bytes(int(part, 16) for part in text.split(":"))
        if len(text) > 254:
            raise invalid(prop)
        return b"\0" + text.encode("utf-8", "surrogateescape")

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return ":".join(f"{byte:x}" for byte in value)


class SinceKind(DurationKind):
    """How long ago, or ``never``."""

    width = 20
    flexible = True

    def __init__(self) -> None:
        super().__init__(words=("never",))


class AgentKind(TextKind):
    """Option 82 as received, in hex."""

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return "0x" + bytes(value).hex()


class AgentPartKind(TextKind):
    """A part of option 82: its text, or ``0x`` and hex where it is not plain text."""

    def parse(self, text: str, prop: str, look: Look) -> bytes | None:
        if re.fullmatch(r"0x([0-9A-Fa-f]{2})+", text):
            return bytes.fromhex(text[2:])
        value = text.encode("utf-8", "surrogateescape")
        if len(value) > 255:
            raise invalid(prop)
        return value or None

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        raw = bytes(value)
        plain = raw.isascii() and raw.decode("latin-1").isprintable() and raw[:2] != b"0x"
        return raw.decode("latin-1") if plain else "0x" + raw.hex()


@menu(
    "/ip/dhcp-server/lease",
    flags="X - disabled, R - radius, D - dynamic, B - blocked",
    slots=("XRDB",),
    columns=("address", "mac-address", "host-name", "server", "rate-limit", "status", "last-seen"),
    columns_v7=("address", "mac-address", "host-name", "server", "status", "last-seen"),
    noun="dhcp lease",
    removable_dynamic=True,
    filters={"active": ("status", "bound")},
)
class DhcpLease:
    """Leases: dynamic ones as clients hold them, and static ones that keep an address for one client."""

    address: Annotated[tuple[int, int] | None, AddressOrPoolKind(zero_is_none=True, width=18)] = prop(
        indexed=True, about="the address, or a pool to take one from; unset: from the server's pool"
    )
    mac_address: SomeMac = prop(indexed=True, about="hardware address of the client (chaddr)")
    client_id: Annotated[bytes | None, ClientIdKind()] = prop(
        indexed=True, about="identifier of the client (option 61)"
    )
    agent_circuit_id: Annotated[bytes | None, AgentPartKind()] = prop(
        indexed=True, about="the relay's port the client is behind (option 82), to be matched"
    )
    agent_remote_id: Annotated[bytes | None, AgentPartKind()] = prop(
        indexed=True, about="the far end of that port (option 82), to be matched"
    )
    address_lists: Annotated[tuple[str, ...], ListKind(NameKind())] = prop(
        default=(),
        always=True,
        about="address lists of /ip/firewall/address-list in which the client stands while bound",
    )
    server: Annotated[int | None, RefKind("/ip/dhcp-server", unset=("all",))] = prop(
        about="server whose clients are meant; unset: any"
    )
    dhcp_option: Annotated[tuple[int, ...], ListKind(RefKind("/ip/dhcp-server/option"))] = prop(
        default=(), always=True, about="options for this client, before those of server and network"
    )
    dhcp_option_set: Annotated[int | None, RefKind("/ip/dhcp-server/option/sets", unset=("none", ""))] = prop(
        about="options for this client by set"
    )
    lease_time: Annotated[int, DurationKind()] = prop(about="lease time of this client; unset or 0s: the server's")
    block_access: Flag = prop(default=False, about="the client gets nothing")
    always_broadcast: Flag = prop(default=False, about="answer this client by broadcast")
    use_src_mac: Flag = prop(
        default=False,
        about="match the source of the frame instead of chaddr; kept for import: a UDP socket does not see the frame",
    )
    rate_limit: RateLimit = prop(about="rate of the client's queue; kept for import, no queues are made here")
    status: Annotated[str, NarrowTextKind(7)] = prop(
        read_only=True, quoted=False, about="waiting, testing (probed), offered, bound, declined or conflict"
    )
    expires_after: Annotated[int, DurationKind()] = prop(read_only=True, about="time left, unless it never ends")
    last_seen: Annotated[int | str, SinceKind()] = prop(read_only=True, about="time since the client was heard of")
    active_address: Address = prop(read_only=True, about="address the client has now")
    active_mac_address: Mac = prop(read_only=True, about="hardware address it has now")
    active_client_id: Annotated[bytes | None, ClientIdKind()] = prop(read_only=True, about="identifier it sent")
    active_server: Annotated[int | None, RefKind("/ip/dhcp-server")] = prop(
        read_only=True, about="server that serves it now"
    )
    host_name: Text = prop(read_only=True, about="name the client gave itself (option 12)")
    agent_option: Annotated[bytes | None, AgentKind()] = prop(
        read_only=True, quoted=False, about="what the relay added (option 82), an extension"
    )
    orphan: Flag = prop(
        read_only=True, about="set where the address belongs to no pool its server gives out today, an extension"
    )


@live(DhcpLease)
def dynamic_leases(house: House) -> Iterator[tuple[int, Values]]:
    """Leases that no item stands for."""
    for item, values in house.lease_rows():
        yield item, {**values, **_agent_parts(values)}


def _agent_parts(values: Values) -> Values:
    """What the relay said of a client."""
    agent = values.get("agent-option")
    return {} if not agent else {name: agent_part(agent, code) for name, code in AGENT_PARTS}


@overlay(DhcpLease)
def lease_as_it_stands(house: House, item: int, values: Values) -> Values:
    """A static lease with what its client does."""
    live_values = house.lease_row(item) or {"status": "waiting", "last-seen": "never"}
    return {
        **values,
        **live_values,
        "blocked": bool(values.get("block-access")),
    }


@check(DhcpLease)
def lease_names_a_client(values: Values, house: House, item: int | None) -> None:
    """Without a client there is nobody to keep an address for."""
    if not any(values.get(name) for name in CLIENT):
        raise failure("mac-address or client-id must be present")


LEASES = "/ip/dhcp-server/lease"
AGENT_PARTS = (("agent-circuit-id", CIRCUIT_ID), ("agent-remote-id", REMOTE_ID))
CLIENT = ("mac-address", "client-id", "agent-circuit-id", "agent-remote-id")
"""Any of these tells whose a static lease is; where it names several, all must fit."""
RESTING = ("declined", "conflict")


@check(DhcpLease)
def lease_is_the_only_one(values: Values, house: House, item: int | None) -> None:
    """One enabled static lease an address, on all servers; one a client on a server, or for all of them."""
    if values.get("disabled"):
        return
    items = house.items(LEASES)

    def others(prop: str) -> Iterator[Mapping[str, Any]]:
        holders = () if values.get(prop) is None else house.holders(LEASES, prop, values[prop])
        return (items[other] for other in holders if other != item and not items[other].get("disabled"))

    address = values.get("address")
    if address and not address[0] and any(others("address")):
        raise failure("already have static lease with this IP address")
    for theirs in chain.from_iterable(others(name) for name in CLIENT):
        one_server = None in (values.get("server"), theirs.get("server")) or values["server"] == theirs["server"]
        same = all(values.get(name) == theirs.get(name) for name in CLIENT)
        if one_server and same:
            raise failure("already have static lease for this client")


@command(DhcpLease, "make-static", positional=("numbers",), args={"numbers": TextKind()}, takes_items=True)
def make_static(edits: Any, request: Request, ids: list[int]) -> None:
    """Keep the address of a dynamic lease for its client from now on"""
    path = LEASES
    for item in ids:
        if item in edits.house.items(path):
            continue
        row = edits.house.lease_row(item)
        if row is None:
            raise failure("lease is gone")
        kept = {name: row[name] for name in ("address", "mac-address", "client-id", "server") if row.get(name)}
        lease_is_the_only_one(kept, edits.house, item)
        edits.add(path, kept, item)


@command(DhcpLease, "check-status", positional=("numbers",), args={"numbers": TextKind()}, takes_items=True)
def check_status(edits: Any, request: Request, ids: list[int]) -> None:
    """Probe a declined or conflicting address again; it is free once nobody answers there"""
    for item in ids:
        row = edits.house.lease_row(item)
        if row is not None and row["status"] in RESTING and not edits.house.check_lease(item):
            edits.house.free_lease(edits, item)


@command(DhcpLease, "make-dynamic", positional=("numbers",), args={"numbers": TextKind()}, takes_items=True)
def make_dynamic(edits: Any, request: Request, ids: list[int]) -> None:
    """Keep the address of a bound static lease for its client only as long as the lease runs; an extension"""
    for item in ids:
        if item not in edits.house.items(LEASES):
            continue
        row = edits.house.lease_row(item)
        if row is None or row["status"] != "bound":
            raise failure("only a bound lease can become dynamic")
        edits.remove(LEASES, item)


@command(DhcpLease, "send-reconfigure", positional=("numbers",), args={"numbers": TextKind()}, takes_items=True)
def send_reconfigure(edits: Any, request: Request, ids: list[int]) -> Any:
    """Tell clients to renew at once (FORCERENEW); only those that have agreed on its authentication do (RFC 6704)"""
    return edits.house.beside("send-reconfigure", tuple(ids))
