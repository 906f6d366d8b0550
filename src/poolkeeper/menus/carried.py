"""Carried menus: what a router has and Poolkeeper does not act on, kept so that a configuration loses nothing.

They come from the catalog, a menu when somebody first looks at it. Their values are checked by the catalog's types and
stay as they were written; items are printed, exported, found and changed like all others, and nothing follows from
it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from poolkeeper.tree import Command, Kind, Menu, Prop, Refusal, Reply, TextKind, is_sensitive
from poolkeeper.tree.kinds import FlagKind
from poolkeeper.tree.menu import FlagLetter, add_common_commands
from poolkeeper.tree.refusal import failure
from poolkeeper.tree.tree import Path

from .carried_kinds import UNKNOWN, LiveKind, kind_of
from .catalog import Catalog, Entry, Property, ranks

RANK = ranks()
NOT_ENFORCED = "not enforced: kept as configured, without effect here"
KEPT_ONLY = "kept, not enforced here"
INTERFACES = "/interface"
NO_INTERFACES = frozenset({"/interface/list"})
"""Menus right below /interface whose items are no interfaces."""
DEEPER_INTERFACES = frozenset({"/caps-man/interface", "/interface/wireless/nstreme-dual"})
"""Menus elsewhere whose items are."""
COLUMNS = {
    "/interface/bridge/port": ("interface", "bridge", "hw", "pvid", "priority"),
    "/interface/list/member": ("list", "interface"),
    "/interface/vlan": ("name", "mtu", "vlan-id", "interface"),
    "/ip/arp": ("address", "mac-address", "interface"),
    "/ip/dhcp-client": ("interface", "use-peer-dns", "add-default-route"),
    "/ip/dns/static": ("name", "regexp", "address", "ttl"),
    "/ip/firewall/address-list": ("list", "address", "timeout"),
    "/ip/route": ("dst-address", "gateway", "distance"),
    "/ppp/secret": ("name", "service", "caller-id", "password", "profile", "remote-address"),
    "/queue/tree": ("name", "parent", "packet-mark", "limit-at", "max-limit"),
    "/system/logging": ("topics", "action", "prefix"),
}
"""Columns of the plain print where that is a table; of the others it is the detail form."""
ADDRESS_LISTS = "/ip/firewall/address-list"
CLOSED = ("action",)
"""Properties of filters (menus below a firewall, a bridge's filter and nat) that take no word but the catalog's."""
FILTERS = ("/ip/firewall/", "/ipv6/firewall/", "/interface/bridge/filter", "/interface/bridge/nat")
NAMES_TOO = frozenset({
    "/interface/pptp-client connect-to", "/interface/sstp-client http-proxy", "/interface/vxlan/vteps remote-ip",
    "/ip/firewall/address-list address", "/ip/firewall/nat socks5-server", "/ip/hotspot/profile smtp-server",
    "/ip/ipsec/peer address", "/ip/socksify socks5-server", "/ip/traffic-flow/target dst-address",
    "/ipv6/firewall/address-list address", "/ppp/secret local-address", "/ppp/secret remote-address",
    "/routing/bgp/instance router-id", "/routing/igmp-proxy/interface alternative-subnets",
    "/routing/ospf/instance router-id", "/system/watchdog send-smtp-server",
})  # fmt: skip
"""Where the catalog says an address and a router takes the name of a host, a pool or an id, or a network, too."""
OWN_COMMANDS = frozenset({
    "add", "comment", "disable", "edit", "enable", "export", "find", "get", "move", "print", "remove", "reset", "set",
    "unset",
})  # fmt: skip
ORDERED = frozenset({"/queue/simple", "/radius", "/routing/filter"})
"""Menus whose order matters besides those that the catalog knows ``move`` of."""
FACTORY_LISTS = frozenset({
    "/caps-man/manager/interface", "/interface/list", "/interface/lte/apn", "/interface/wireless",
    "/interface/wireless/security-profiles", "/interface/wifi", "/ip/hotspot/profile", "/ip/hotspot/user",
    "/ip/hotspot/user/profile", "/ip/ipsec/mode-config", "/ip/ipsec/peer", "/ip/ipsec/policy",
    "/ip/ipsec/policy/group", "/ip/ipsec/profile", "/ip/ipsec/proposal", "/ipv6/nd", "/queue/type",
    "/routing/bgp/instance", "/routing/bgp/template", "/routing/ospf/area", "/routing/ospf/instance",
    "/routing/ospf-v3/area", "/routing/ospf-v3/instance", "/snmp/community", "/system/leds", "/system/logging",
    "/system/logging/action", "/tool/mac-server", "/tool/mac-server/mac-winbox", "/tool/romon/port",
    "/tool/traffic-generator/port", "/interface/dot1x/client", "/interface/ethernet/switch",
    "/interface/ethernet/switch/port", "/interface/ovpn-server/server", "/lcd", "/lcd/interface", "/lcd/pin",
    "/lcd/screen", "/ip/neighbor/discovery", "/mpls/ldp", "/system/resource/irq/rps", "/user-manager/user/group",
    "/ip/dhcp-client/option", "/system/routerboard/mode-button", "/system/routerboard/reset-button",
    "/system/routerboard/settings", "/system/routerboard/usb", "/system/routerboard/wps-button",
})  # fmt: skip
"""Lists that can be added to, with items that a router has from the factory.

Among them settings that the catalog, or a later version, has as a list: ``set auto-upgrade=yes`` is about the one item.
"""
APART = frozenset({"/ip/dhcp-relay", "/ip/dhcp-client", "/interface/pppoe-server/server"})
"""Lists whose new items are disabled in RouterOS 6 and not in 7, so that an export always says which they are."""
APART_ABOUT = "whether it is out of use; without a word RouterOS 6 makes it so"
BESIDE = {"/system/console/line": "/system/console"}
"""Lists of a router whose place a declared menu of settings has: where they are kept here (``Menu.beside``)."""
NOT_EXTENDED = frozenset({"/file", "/log"})
HIGHEST_FACTORY_ID = 0x10
"""Ids of factory items are below; what is added to a carried menu gets ids from here on."""


class Carried:
    """The source of carried menus (``tree.Source``)."""

    def __init__(self) -> None:
        self.catalog = Catalog()
        self._below: dict[Path, dict[str, None]] = {}

    def words(self, path: Path) -> Iterable[str]:
        """The words that the catalog has below a place, sorted."""
        if not self._below:
            for each in (*self.catalog.paths, *BESIDE):
                words = tuple(each.strip("/").split("/"))
                for end in range(len(words)):
                    self._below.setdefault(words[:end], {})[words[end]] = None
        return self._below.get(path, ())

    def menu(self, path: str) -> Menu | None:
        """The carried menu of a path; None for folders and what the catalog does not have."""
        known = BESIDE.get(path, path)
        entry = self.catalog.entry(known) if known in self.catalog else None
        if entry is None or not (entry.props or {"print", "set", "add"} & set(entry.commands)):
            return None
        made = _menu_of(entry)
        if path == ADDRESS_LISTS:
            return with_dynamic_rows(made)
        return made if known == path else replace(made, path=path, written=known)

    def unknown(self, path: str) -> Menu:
        """A list of which nothing is known."""
        made = Menu(path, f"{path} of another router: {KEPT_ONLY}.", {}, **_carried(path))
        made.props.update(comment=Prop("comment", TextKind()), disabled=_flag("disabled"))
        return _finished(made)

    def prop(self, menu: Menu, name: str) -> Prop:
        """A property of which nothing but the name is known."""
        secret = is_sensitive(menu.path, name)
        return Prop(name, UNKNOWN, carried=True, learned=True, secret=secret, about=KEPT_ONLY)

    def extended(self, menu: Menu) -> Menu:
        """A declared menu with the settable properties that the catalog has besides, carried."""
        made = replace(menu, props=dict(menu.props), commands=dict(menu.commands))
        path = menu.path
        if menu.shape not in ("list", "single") or path in NOT_EXTENDED or path not in self.catalog:
            return made
        entry = self.catalog.entry(path)
        assert entry is not None
        for name, about in entry.props.items():
            known = menu.find_prop(name)
            if not (about.add or about.set) or (known is not None and (not known.read_only or known.told)):
                continue
            if known is not None:
                made.props[name] = replace(
                    known, kind=_shown_as(known.kind, entry, about), read_only=False, carried=True
                )
            elif name != "numbers":
                made.props[name] = _prop(entry, about)
        add_common_commands(made)
        return made


def _carried(path: str) -> dict[str, Any]:
    """What every carried menu is."""
    return {
        "carried": True,
        "running": NOT_ENFORCED,
        "order": RANK.get(path, len(RANK) + 1.0),
        "noun": f"{path.rpartition('/')[2]} item",
        "first_id": HIGHEST_FACTORY_ID,
        "ordered": True,
    }


def _menu_of(entry: Entry) -> Menu:
    settable = "set" in entry.commands
    shape = "single" if entry.single else "list" if settable or entry.added else "live"
    given = _carried(entry.path)
    given["ordered"] = "move" in entry.commands or entry.path in ORDERED
    about = f"{entry.path} of RouterOS{' 6' if entry.v6 else ''}: {KEPT_ONLY}."
    props = {name: _prop(entry, each) for name, each in entry.props.items()}
    made = Menu(entry.path, about, props, shape=shape, **given)
    if shape == "list":
        made.fixed = not entry.added
        made.adopts = made.fixed or entry.path in FACTORY_LISTS
        made.props.setdefault("comment", Prop("comment", TextKind(), about="free text"))
        if "disable" in entry.commands:
            made.props["disabled"] = _flag("disabled")
        if entry.path in APART:
            made.props["disabled"] = Prop("disabled", FlagKind(), default=False, apart=True, v6=True, about=APART_ABOUT)
        made.columns = tuple(name for name in COLUMNS.get(entry.path, ()) if name in made.props)
        made.detail = not made.columns
        if "name" in made.props and _makes_interfaces(entry.path):
            made.makes = INTERFACES
        made.props["default"] = Prop(
            "default", FlagKind(), read_only=True, exported=False, about="there from the start"
        )
    for name in entry.commands:
        if name not in OWN_COMMANDS:
            made.commands[name] = _idle(entry, name)
    return _finished(made)


def with_dynamic_rows(made: Menu) -> Menu:
    """The address lists with the entries that DHCP leases make; those are not exported."""
    about = "made by a DHCP lease, for as long as it is bound"
    made.props["dynamic"] = Prop("dynamic", FlagKind(), read_only=True, told=True, exported=False, about=about)
    made.letters = (FlagLetter("X", "disabled"), FlagLetter("D", "dynamic"))
    made.slots = ("XD",)
    made.filters["dynamic"] = ("dynamic", "true")
    made.rows = lambda house: house.live(ADDRESS_LISTS)
    return made


def _makes_interfaces(path: str) -> bool:
    """Whether the items of a menu are interfaces that others may name."""
    below = path.startswith(f"{INTERFACES}/") and path.count("/") == INTERFACES.count("/") + 1
    return path in DEEPER_INTERFACES or (below and path not in NO_INTERFACES)


def _finished(made: Menu) -> Menu:
    """With flags and commands; a carried item's name finds it, but may be another's too."""
    if "disabled" in made.props and made.shape == "list":
        made.letters = (FlagLetter("X", "disabled"),)
        made.slots = ("X",)
    if "name" in made.props and made.shape == "list":
        made.props["name"] = replace(made.props["name"], key=True)
    made.filters.update({letter.name: (letter.name, "true") for letter in made.letters})
    add_common_commands(made)
    return made


def _flag(name: str) -> Prop:
    return Prop(name, FlagKind(), carried=True, about="whether it is out of use")


def _prop(entry: Entry, about: Property) -> Prop:
    settable = about.add or about.set
    secret = is_sensitive(entry.path, about.name)
    return Prop(about.name, _kind(entry, about), read_only=not settable, carried=True, secret=secret, about=KEPT_ONLY)


def _kind(entry: Entry, about: Property) -> Kind:
    if about.name == "comment":
        return UNKNOWN
    if f"{entry.path} {about.name}" in NAMES_TOO:
        return kind_of("", about.values)
    closed = about.name in CLOSED and entry.path.startswith(FILTERS)
    return kind_of(about.type, about.values, closed)


def _shown_as(kind: Kind, entry: Entry, about: Property) -> Kind:
    """The kind of a live property that a configuration may set: what is live is shown as before."""
    return LiveKind(kind, _kind(entry, about))


def _idle(entry: Entry, name: str) -> Command:
    """A command of a menu that nothing acts on: it is there, and says so."""

    def act(*_: object) -> Reply:
        raise _not_here(entry.path)

    arguments = entry.arguments.get(name, ())
    args = {each: TextKind() for each in arguments}
    return Command(name, args, arguments, policy="write", about=f"{name}: not here", act=act)


def _not_here(path: str) -> Refusal:
    return failure(f"{path} is kept, but nothing here acts on it")
