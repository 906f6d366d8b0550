"""/ip/dhcp-server/alert: tells of DHCP servers on a network that nobody has declared valid.

Who listens is ``servers.rogues``; what is known of whom is ``services.dhcpalert``.
"""

from typing import Annotated, Any

from poolkeeper.tree import (
    DurationKind,
    House,
    ListKind,
    MacKind,
    RefKind,
    Request,
    Text,
    TextKind,
    Values,
    command,
    menu,
    overlay,
    prop,
)

ALERTS = "/ip/dhcp-server/alert"


@menu(ALERTS, flags="X - disabled, I - invalid", slots=("XI",), columns=("interface", "valid-server", "unknown-server"),
      noun="dhcp alert")  # fmt: skip
class DhcpAlert:
    """Interfaces on which other DHCP servers are looked for: each minute a DISCOVER asks who is there."""

    interface: Annotated[int, RefKind("/interface")] = prop(required=True, about="where to look for other servers")
    valid_server: Annotated[tuple[bytes, ...], ListKind(MacKind())] = prop(
        default=(), always=True, about="hardware addresses of servers that may be there; our own always may"
    )
    alert_timeout: Annotated[int | str, DurationKind(words=("none",))] = prop(
        default=3_600_000_000,
        always=True,
        about="after this time a server is forgotten, and told of again where it still is there; none: never",
    )
    on_alert: Text = prop(
        default="",
        always=True,
        code=True,
        about="script to run for a server that is found, its name or its text; "
        "it has the variables interface, address and mac-address",
    )
    unknown_server: Annotated[tuple[bytes, ...], ListKind(MacKind())] = prop(
        read_only=True, about="hardware addresses of servers found that are not valid"
    )


@overlay(DhcpAlert)
def alert_as_it_stands(house: House, item: int, values: Values) -> Values:
    """Which servers were found, and whether anybody listens."""
    return {**values, **house.state(ALERTS, item)}


@command(DhcpAlert, "reset-alert", positional=("numbers",), args={"numbers": TextKind()}, takes_items=True)
def reset_alert(edits: Any, request: Request, ids: list[int]) -> Any:
    """Forget the servers that were found"""
    return edits.house.beside("reset-alerts", tuple(ids))
