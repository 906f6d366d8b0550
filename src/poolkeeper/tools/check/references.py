"""Names that one item refers to and another defines: of which kind each is, and which every router has."""

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from .embedded import is_name
from .facts import Use
from .finding import NOTE, WARNING, Edit
from .known import nearest

if TYPE_CHECKING:
    from .visit import Visit

DEFINES = MappingProxyType(
    {
        "/ip/pool": (("pool", "name"),),
        "/ip/dhcp-server": (("DHCP server", "name"),),
        "/ip/dhcp-server/option": (("DHCP option", "name"),),
        "/ip/dhcp-server/option/sets": (("DHCP option set", "name"),),
        "/ip/hotspot": (("hotspot server", "name"),),
        "/ip/hotspot/profile": (("hotspot profile", "name"),),
        "/ip/hotspot/user/profile": (("hotspot user profile", "name"),),
        "/ppp/profile": (("PPP profile", "name"),),
        "/interface/list": (("interface list", "name"),),
        "/interface/wireless/security-profiles": (("security profile", "name"),),
        "/ip/firewall/address-list": (("address list", "list"),),
        "/system/script": (("script", "name"),),
        "/ip/ipsec/proposal": (("IPsec proposal", "name"),),
        "/ip/ipsec/profile": (("IPsec profile", "name"),),
        "/ip/ipsec/mode-config": (("IPsec mode config", "name"),),
        "/ip/ipsec/policy/group": (("IPsec policy group", "name"),),
    }
)
"""A menu -> kinds of name that its items define, and the property that holds it."""

_USES = MappingProxyType(
    {
        "/ip/pool next-pool": "pool",
        "/ip/dhcp-server address-pool": "pool",
        "/ip/dhcp-server dhcp-option-set": "DHCP option set",
        "/ip/dhcp-server/network dhcp-option": "DHCP option",
        "/ip/dhcp-server/network dhcp-option-set": "DHCP option set",
        "/ip/dhcp-server/lease server": "DHCP server",
        "/ip/dhcp-server/lease dhcp-option": "DHCP option",
        "/ip/dhcp-server/option/sets options": "DHCP option",
        "/ppp/profile remote-address": "pool",
        "/ppp/profile local-address": "pool",
        "/ppp/secret profile": "PPP profile",
        "/ip/hotspot address-pool": "pool",
        "/ip/hotspot profile": "hotspot profile",
        "/ip/hotspot/user profile": "hotspot user profile",
        "/ip/hotspot/user server": "hotspot server",
        "/ip/hotspot/user/profile address-pool": "pool",
        "/ip/hotspot/ip-binding server": "hotspot server",
        "/ip/ipsec/mode-config address-pool": "pool",
        "/ip/ipsec/policy proposal": "IPsec proposal",
        "/ip/ipsec/peer profile": "IPsec profile",
        "/ip/ipsec/identity mode-config": "IPsec mode config",
        "/interface/list/member list": "interface list",
        "/interface/wireless security-profile": "security profile",
        "/tool/netwatch up-script": "script",
        "/tool/netwatch down-script": "script",
        "/system/scheduler on-event": "script",
    }
)
"""A menu and a property -> the kind of name that it holds."""

_ANYWHERE = MappingProxyType(
    {
        "default-profile": "PPP profile",
        "in-interface-list": "interface list",
        "out-interface-list": "interface list",
        "discover-interface-list": "interface list",
        "allowed-interface-list": "interface list",
        "src-address-list": "address list",
        "dst-address-list": "address list",
        "in-interface": "interface",
        "out-interface": "interface",
        "interface": "interface",
        "bridge": "interface",
    }
)
"""A property that holds the same kind of name in every menu."""

_MAKES = ("address-list",)
_THERE = MappingProxyType(
    {
        "pool": {"none", "static-only"},
        "interface list": {"all", "none", "dynamic", "static"},
        "PPP profile": {"default", "default-encryption"},
        "hotspot profile": {"default"},
        "hotspot user profile": {"default"},
        "hotspot server": {"all"},
        "DHCP server": {"all"},
        "security profile": {"default"},
        "IPsec proposal": {"default", "none"},
        "IPsec profile": {"default"},
        "IPsec mode config": {"request-only", "none"},
        "DHCP option set": {"none"},
        "DHCP option": {"none"},
        "address list": {"none"},
    }
)
"""Names that every router has."""

_FACTORY_PORT = re.compile(
    r"(?:ether|sfp|sfp-sfpplus|sfpplus|sfp28-|qsfp.*|combo|wlan|wifi|lte|bridge|lo|usb|ppp-out|pppoe-out|vlan|cap|"
    r"l2tp-out|pptp-out|sstp-out|ovpn-out|wireguard|gre-tunnel|eoip-tunnel|ipip-tunnel|bonding|vrrp|veth|w60g-|bond|"
    r"back-to-home-vpn|zerotier)[0-9-]*(?:-.*)?|all(?:-.*)?|none|any|dynamic|static|local|auto|[*<].*|\+.*"
)
"""Names that interfaces have from the factory or are given when nobody names them."""
_ADDRESS = re.compile(r"[0-9a-fA-F:.]+(?:[/%-].*)?|\*[0-9A-F]+|\d+")
_NO_INTERFACE = frozenset({"/queue/interface", "/interface/bridge/host", "/ip/smb", "/tool/traffic-generator/stream"})


def defaults(path: str) -> tuple[tuple[str, str], ...]:
    """What items of every menu of interfaces define, and addresses that rules put into lists."""
    if path.startswith("/interface") and not path.startswith(("/interface/list", "/interface/wireless/security")):
        return (("interface", "name"), ("interface", "default-name"))
    if "firewall" in path or path == "/ppp/profile":
        return tuple(("address list", name) for name in _MAKES)
    return ()


def kind_of(path: str, name: str) -> str | None:
    """The kind of name that a property holds, None where it holds none that we follow."""
    found = _USES.get(f"{path} {name}")
    if found is None and path not in _NO_INTERFACE:
        found = _ANYWHERE.get(name)
    if found == "interface" and path.startswith(("/interface/ethernet/switch", "/caps-man", "/routing")):
        return None
    return found


def judge(visit: "Visit") -> None:
    """Names that are used and not defined.

    Of a kind that the file defines nothing of nothing is said, nor where some of the file could not be read.
    """
    facts = visit.facts
    if "*" in facts.open or not visit.parsed:
        return
    for use in facts.uses:
        known = facts.defined.get(use.kind, set())
        if use.kind == "script":
            _script(visit, use, known)
        elif known and use.kind not in facts.open and not _is_there(use, known):
            _missing(visit, use, known)


def _is_there(use: Use, known: set[str]) -> bool:
    if use.name in known or use.name in _THERE.get(use.kind, ()) or use.name.startswith("*"):
        return True
    if use.kind == "interface":
        return _FACTORY_PORT.fullmatch(use.name) is not None
    return use.kind == "pool" and use.argument.endswith("-address") and _ADDRESS.fullmatch(use.name) is not None


def _missing(visit: "Visit", use: Use, known: set[str]) -> None:
    severity = NOTE if use.kind in ("interface", "address list") else WARNING
    near = nearest(use.name, known, 0.75)
    found = use.source.text.find(use.name, use.at.start, use.at.end)
    edits = (Edit(found, found + len(use.name), near),) if near and found >= 0 else ()
    message = f"input does not match any value of {use.argument}: the file defines no {use.kind} {use.name}"
    visit.find(use.source, max(found, use.at.start), "missing-reference", severity, message, edits)


def _script(visit: "Visit", use: Use, known: set[str]) -> None:
    """A script that is run by name; an export need not hold what it runs, a hand-written file should."""
    if not is_name(use.name) or use.name in known or "script" in visit.facts.open:
        return
    if known or not visit.exported:
        message = f"the file defines no script {use.name}: if the router has none either, nothing runs"
        remedy = f"/system script add name={use.name} source={{...}}"
        visit.find(use.source, use.at.start, "missing-script", WARNING if known else NOTE, message, (), remedy)
