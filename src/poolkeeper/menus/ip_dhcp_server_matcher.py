"""/ip/dhcp-server/matcher of RouterOS 7, and vendor-class-id, which RouterOS 6 has instead.

How they are applied is ``domain.matcher``.
"""

from typing import Annotated

from poolkeeper.tree import EnumKind, Name, RefKind, Text, menu, prop

from .ip_dhcp_server_option import CodeKind


@menu(
    "/ip/dhcp-server/matcher",
    flags="X - disabled",
    columns=("name", "server", "address-pool", "code", "value"),
    columns_v7=("name", "server", "address-pool", "code", "value"),
    noun="dhcp matcher",
    taken="matcher with such name already exists",
)
class DhcpMatcher:
    """Clients that get another pool or further options because of an option they send. The first that fits counts; a
    static lease counts before it."""

    name: Name = prop(key=True, unique=True, required=True, about="what to call this matcher")
    server: Annotated[int | None, RefKind("/ip/dhcp-server", unset=("all",))] = prop(
        about="server whose clients are meant; unset: any"
    )
    address_pool: Annotated[int | str | None, RefKind("/ip/pool", words=("static-only",), unset=("none", ""))] = prop(
        about="pool for these clients; static-only: they get nothing without a static lease; unset: the server's pool"
    )
    option_set: Annotated[int | None, RefKind("/ip/dhcp-server/option/sets", unset=("none", ""))] = prop(
        about="options for these clients, before those of server and network"
    )
    code: Annotated[int, CodeKind()] = prop(required=True, about="option of the client that is looked at")
    value: Text = prop(required=True, about="what it has to be: text, or 0x and bytes in hex")
    matching_type: Annotated[str, EnumKind("exact", "substring")] = prop(
        default="exact", about="whether the whole option is meant or a part of it"
    )


@menu(
    "/ip/dhcp-server/vendor-class-id",
    columns=("name", "server", "address-pool", "vid"),
    columns_v7=("name", "server", "address-pool", "vid"),
    noun="vendor class id",
    taken="vendor class id with such name already exists",
)
class VendorClassId:
    """Clients that get another pool because of their vendor class (option 60, the whole of it): what RouterOS 6 has in
    place of matchers. Matchers count before these."""

    name: Name = prop(key=True, unique=True, required=True, about="what to call this vendor class")
    server: Annotated[int | None, RefKind("/ip/dhcp-server", unset=("all",))] = prop(
        about="server whose clients are meant; unset: any"
    )
    vid: Text = prop(required=True, about="vendor class as clients send it: text, or 0x and bytes in hex")
    address_pool: Annotated[int | str | None, RefKind("/ip/pool", words=("static-only",), unset=("none", ""))] = prop(
        about="pool for these clients; unset: the server's pool"
    )
