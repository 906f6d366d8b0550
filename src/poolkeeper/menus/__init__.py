"""One file a menu. Here: all of them in order, and the items that a new server has from the factory."""

from collections.abc import Iterable

from poolkeeper.tree import Command, Menu, menu_of
from poolkeeper.tree.request import ALL_POLICIES

from .carried import RANK
from .carried import Carried as Carried
from .file import File
from .interface import Bridge, Ethernet, Interface
from .ip_address import IpAddress
from .ip_dhcp_server import DhcpServer
from .ip_dhcp_server_alert import DhcpAlert
from .ip_dhcp_server_config import DhcpServerConfig
from .ip_dhcp_server_counters import DhcpCounters
from .ip_dhcp_server_lease import DhcpLease
from .ip_dhcp_server_matcher import DhcpMatcher, VendorClassId
from .ip_dhcp_server_network import DhcpNetwork
from .ip_dhcp_server_option import DhcpOption, DhcpOptionSet
from .ip_pool import Pool, PoolUsed
from .ip_service import Service
from .ip_settings import IpSettings
from .log import Log
from .ppp_profile import FIRST, LAST, PppProfile, PptpServer
from .radius import Radius
from .system import Clock, Identity, Resource
from .system_backup import Backup
from .system_console import Console
from .system_history import UNDO_COMMANDS, SystemHistory
from .system_note import Note
from .system_scheduler import Scheduler
from .system_script import Environment, Script, ScriptEnvironment, ScriptJob
from .user import USER_COMMANDS, User
from .user_group import UserGroup

MENUS: tuple[Menu, ...] = tuple(
    menu_of(each)
    for each in (
        Interface, Ethernet, Bridge, PptpServer,
        Pool, PoolUsed,
        DhcpServer, DhcpServerConfig, DhcpNetwork, DhcpLease, DhcpOption, DhcpOptionSet, DhcpCounters,
        DhcpMatcher, VendorClassId, DhcpAlert,
        IpAddress, Service, IpSettings,
        PppProfile, Radius, User, UserGroup,
        Identity, Console, Clock, Resource, SystemHistory, Note, Backup,
        Scheduler, Script, ScriptEnvironment, ScriptJob, Environment,
        Log, File,
    )
)  # fmt: skip

ROOT: tuple[Command, ...] = (*UNDO_COMMANDS, *USER_COMMANDS)
"""Commands of the root that are no menu's."""

_LOOPBACK = "127.0.0.0/8,::1/128"
_DENIED = {"read": ("ftp", "write", "policy", "dude"), "write": ("ftp", "policy", "dude"), "full": ()}

FACTORY: tuple[tuple[str, int, dict[str, str]], ...] = (
    *(
        ("/user/group", item, {"name": name, "policy": ",".join(p for p in ALL_POLICIES if p not in _DENIED[name])})
        for item, name in enumerate(_DENIED, 1)
    ),
    *(
        ("/ip/service", item, {"name": name, "port": port, "address": _LOOPBACK, **extra})
        for item, (name, port, extra) in enumerate((
            ("www", "8080", {"disabled": "yes"}),
            ("ssh", "8022", {}),
            ("www-ssl", "8443", {"certificate": "none", "tls-version": "any"}),
            ("api", "8728", {}),
            ("api-ssl", "8729", {"certificate": "none", "tls-version": "any"}),
        ))
    ),
    ("/ppp/profile", FIRST, {"name": "default", "change-tcp-mss": "yes"}),
    ("/ppp/profile", LAST, {"name": "default-encryption", "use-encryption": "yes", "change-tcp-mss": "yes"}),
)  # fmt: skip
"""(menu, id, properties as text) of what every server has before anybody configured it."""


class _NoNames:
    """Factory values refer to nothing."""

    def find(self, menu: str, name: str) -> int | None:
        """Nothing."""

    def name(self, menu: str, item: int) -> str | None:
        """Nothing."""

    def names(self, menu: str) -> Iterable[str]:
        """Nothing."""
        return ()


def _remember_factory() -> None:
    """Tell each menu what its items are from the start, so that exports need not repeat it."""
    menus = {each.path: each for each in MENUS}
    for path, item, texts in FACTORY:
        menu = menus[path]
        menu.factory[item] = {name: menu.props[name].kind.parse(text, name, _NoNames()) for name, text in texts.items()}


_remember_factory()


def _remember_order() -> None:
    """Tell each menu its place in a full export; menus that have none there are not exported."""
    for menu in MENUS:
        menu.order = RANK.get(menu.path) if menu.exported else None
    menus = {each.path: each for each in MENUS}
    # No export shows where RouterOS 6 writes it; it is put where RouterOS 7 writes what replaced it.
    menus["/ip/dhcp-server/vendor-class-id"].order = RANK["/ip/dhcp-server/matcher"] + 0.5


_remember_order()


def soho(interface: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """The factory configuration of a small router on an interface; its DHCP server starts disabled.

    Source: RouterOS manual, Default configurations.
    """
    return (
        ("/ip/pool", {"name": "default-dhcp", "ranges": "192.168.88.10-192.168.88.254"}),
        (
            "/ip/dhcp-server",
            {"name": "defconf", "interface": interface, "address-pool": "default-dhcp", "disabled": "yes"},
        ),
        ("/ip/address", {"address": "192.168.88.1/24", "interface": interface, "comment": "defconf"}),
        (
            "/ip/dhcp-server/network",
            {
                "address": "192.168.88.0/24",
                "gateway": "192.168.88.1",
                "dns-server": "192.168.88.1",
                "comment": "defconf",
            },
        ),
    )
