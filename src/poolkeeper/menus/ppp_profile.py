"""/ppp/profile and /interface/pptp-server/server: stored and checked; sessions come with a later version."""

from typing import Annotated

from poolkeeper.tree import (
    AddressKind,
    DurationKind,
    EnumKind,
    Flag,
    House,
    ListKind,
    Name,
    NameKind,
    NumberKind,
    RefKind,
    Text,
    Values,
    check,
    guard,
    menu,
    overlay,
    prop,
)
from poolkeeper.tree.refusal import failure

from .kinds import AddressOrPool, RateLimit

PROFILES = "/ppp/profile"
FIRST, LAST = 0, 0xFFFFFFFE
"""Ids of the two built-in profiles: default and default-encryption."""
NOT_RUNNING = "not running: VPN sessions come with a later version"
ThreeWay = Annotated[str, EnumKind("default", "no", "yes")]
AddressList = Annotated[tuple[int, ...], ListKind(AddressKind())]


@menu(
    PROFILES,
    flags="* - default",
    columns=("name", "local-address", "remote-address"),
    detail=True,
    noun="PPP profile",
    taken="profile with the same name already exists",
    invent="profile",
    builtin=(FIRST, LAST),
)
class PppProfile:
    """What VPN users get: addresses, servers, encryption."""

    name: Name = prop(key=True, unique=True, required=True, about="what secrets and servers refer to")
    local_address: AddressOrPool = prop(about="address of our end of the tunnel, or a pool")
    remote_address: AddressOrPool = prop(about="address of the user's end, or a pool")
    bridge_learning: ThreeWay = prop(about="whether a bridged session learns addresses; kept for import")
    use_mpls: Annotated[str, EnumKind("default", "no", "yes", "required")] = prop(
        default="default", always=True, about="MPLS over the tunnel; kept for import"
    )
    use_compression: ThreeWay = prop(default="default", always=True, about="compress the tunnel")
    use_encryption: Annotated[str, EnumKind("default", "no", "yes", "required")] = prop(
        default="default", always=True, about="encrypt the tunnel; required refuses users who do not"
    )
    only_one: ThreeWay = prop(default="default", always=True, about="one session a user")
    change_tcp_mss: ThreeWay = prop(default="default", always=True, about="fit TCP segments into the tunnel")
    use_upnp: ThreeWay = prop(default="default", always=True, about="kept for import")
    rate_limit: RateLimit = prop(about="rate of the user's queue; kept for import, no queues are made here")
    address_list: Annotated[tuple[str, ...], ListKind(NameKind())] = prop(
        default=(), always=True, about="firewall address lists while connected; kept for import"
    )
    dns_server: AddressList = prop(about="DNS servers for the user")
    wins_server: AddressList = prop(about="WINS servers for the user")
    session_timeout: Annotated[int, DurationKind()] = prop(about="end the session after so long")
    idle_timeout: Annotated[int, DurationKind()] = prop(about="end it after so long without traffic")
    on_up: Text = prop(default="", always=True, code=True, about="script at log-in: its name or its text")
    on_down: Text = prop(default="", always=True, code=True, about="script at log-out")


@overlay(PppProfile)
def profile_with_its_flag(house: House, item: int, values: Values) -> Values:
    """The two built-in ones carry the star."""
    return {**values, "default": item in (FIRST, LAST)}


@check(PppProfile)
def built_in_profiles_keep_their_names(values: Values, house: House, item: int | None) -> None:
    """Exports name them by id and people by name."""
    if item in (FIRST, LAST) and house.items(PROFILES).get(item, {}).get("name") not in (None, values.get("name")):
        raise failure("can not rename default profile")


@guard(PppProfile)
def built_in_profiles_stay(house: House, item: int) -> None:
    """Servers fall back on them."""
    if item in (FIRST, LAST):
        raise failure("can not remove default profile")


@menu(
    "/interface/pptp-server/server",
    shape="single",
    noun="pptp server",
    running=NOT_RUNNING,
)
class PptpServer:
    """The PPTP server's settings: stored and checked. The service itself is not running yet."""

    enabled: Flag = prop(default=False, always=True, about="whether it should serve")
    max_mtu: Annotated[int, NumberKind(512, 65535)] = prop(default=1450, always=True, about="largest packet to users")
    max_mru: Annotated[int, NumberKind(512, 65535)] = prop(default=1450, always=True, about="largest packet from users")
    mrru: Annotated[int | str, NumberKind(512, 65535, ("disabled",))] = prop(
        default="disabled", always=True, about="largest packet over several links"
    )
    authentication: Annotated[tuple[str, ...], ListKind(EnumKind("pap", "chap", "mschap1", "mschap2"))] = prop(
        default=("mschap1", "mschap2"), always=True, about="ways to prove a password"
    )
    keepalive_timeout: Annotated[int | str, NumberKind(1, 2**31, ("disabled",))] = prop(
        default=30, always=True, about="seconds without a sign of life before a session ends"
    )
    default_profile: Annotated[int, RefKind(PROFILES)] = prop(
        default=LAST, always=True, about="profile of users who have none of their own"
    )
