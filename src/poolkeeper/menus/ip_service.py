"""/ip/service: the doors, their ports, and who may knock."""

from typing import Annotated

from poolkeeper.tree import EnumKind, House, Name, Text, Values, menu, overlay, prop

from .kinds import AllowedKind, NarrowNumberKind


@menu(
    "/ip/service",
    flags="X - disabled, I - invalid",
    slots=("XI",),
    columns=("name", "port", "address", "certificate"),
    fixed=True,
    comment=False,
    noun="ip service",
    first_id=0,
    adopts=True,
    access="changes a door of this server: who comes in by it may be shut out",
)
class Service:
    """Ports on which this server is managed. telnet, ftp and winbox of a router are not offered.

    A list of loopback prefixes binds to loopback, any other list (empty: everybody) to all addresses.
    """

    name: Name = prop(key=True, unique=True, read_only=True, about="which door")
    port: Annotated[int, NarrowNumberKind(1, 65535)] = prop(required=True, about="TCP port")
    address: Annotated[tuple[str, ...], AllowedKind()] = prop(
        default=(), always=True, about="prefixes that may connect; empty: everybody"
    )
    certificate: Text = prop(quoted=False, about="certificate of a TLS door; the server's own where none is named")
    tls_version: Annotated[str, EnumKind("any", "only-1.2")] = prop(about="lowest TLS version of a TLS door")


@overlay(Service)
def service_as_it_runs(house: House, item: int, values: Values) -> Values:
    """Whether the door is open, and if not why."""
    return {**values, **house.state("/ip/service", item)}
