"""Which properties of which menus are sensitive, and what stands in their place for whoever may not see them.

The written list is here, and who may see them (``may_see``); ``Row.seen_by`` applies it. How values are kept on disk
is in ``engine.vault``, how the text of a statement is masked in ``script.masking``. Source: the properties that routers
leave out of an export without ``show-sensitive``, and every other key, password or token among RouterOS's properties.
"""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

POLICY = "sensitive"
"""Who has it sees sensitive values."""
MASK = "*****"
"""What everybody else sees."""


class Hidden:
    """Stands in a row for a value that its reader may not see; whoever shows it writes ``MASK``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return MASK


HIDDEN = Hidden()

LISTED = """
/app environment secrets
/caps-man/access-list private-passphrase
/caps-man/actual-interface-configuration security.passphrase
/caps-man/configuration security.passphrase
/caps-man/interface security.passphrase
/caps-man/security passphrase
/certificate challenge-password
/certificate/scep-server/otp password
/certificate/scep-server/ra challenge-password
/container env
/container/config password
/container/envs value
/disk encryption-key nvme-tcp-password nvme-tcp-server-password self-encryption-password smb-password
    smb-server-password sshfs-password
/file/sync password
/interface/6to4 ipsec-secret
/interface/dot1x/client password
/interface/eoip ipsec-secret
/interface/eoipv6 ipsec-secret
/interface/gre ipsec-secret
/interface/gre6 ipsec-secret
/interface/ipip ipsec-secret
/interface/ipipv6 ipsec-secret
/interface/l2tp-client ipsec-secret password
/interface/l2tp-ether ipsec-secret
/interface/l2tp-server/server ipsec-secret
/interface/lte pin
/interface/lte/apn password
/interface/macsec cak
/interface/ovpn-client password tls-auth tls-crypt
/interface/ppp-client password pin
/interface/pppoe-client password
/interface/pptp-client password
/interface/sstp-client password
/interface/vrrp password
/interface/wifi security.eap-password security.passphrase
/interface/wifi/access-list passphrase
/interface/wifi/configuration security.eap-password security.passphrase
/interface/wifi/network security.eap-password security.passphrase
/interface/wifi/security eap-password passphrase
/interface/wifi/security/multi-passphrase passphrase
/interface/wireguard private-key
/interface/wireguard/peers preshared-key private-key
/interface/wireless nv2-preshared-key nv2-sync-secret
/interface/wireless/access-list management-protection-key private-key private-pre-shared-key
/interface/wireless/security-profiles management-protection-key mschapv2-password static-key-0 static-key-1
    static-key-2 static-key-3 static-sta-private-key wpa-pre-shared-key wpa2-pre-shared-key
/iot/bluetooth/peripheral-devices mtik-key
/iot/lora/servers key
/iot/mqtt/brokers password
/ip/dhcp-client reconfigure-key
/ip/dhcp-server/config radius-password
/ip/dhcp-server/lease reconfigure-key
/ip/hotspot/profile mac-auth-password
/ip/hotspot/user otp-secret password totp-secret
/ip/ipsec/identity password secret
/ip/ipsec/installed-sa auth-key enc-key
/ip/ipsec/key/psk key
/ip/ipsec/peer ppk-secret
/ip/smb/users password
/ip/socks/users password
/ip/socksify socks5-password
/ipv6/dhcp-client reconfigure-key
/ipv6/dhcp-server/binding reconfigure-key
/lora/servers key
/ppp/l2tp-secret secret
/ppp/secret password
/radius secret
/routing/bgp/connection tcp-md5-key
/routing/ospf/interface auth-key
/routing/ospf/interface-template auth-key
/routing/rip/interface-template password
/routing/rip/keys key
/snmp/community authentication-password encryption-password
/system/backup/cloud secret-download-key
/system/keymat-provider hkdf-secret
/system/ntp/key key-val
/system/package/local-update/mirror password
/system/package/local-update/update-package-source password
/tool/e-mail password
/tool/romon secrets
/tool/romon/port secrets
/tool/sms secret sim-pin
/tr069-client connection-request-password password
/user password
/user-manager/advanced paypal-password paypal-signature web-private-password
/user-manager/router shared-secret
/user-manager/user otp-secret password
"""
"""Menus of the catalog, each with its sensitive properties."""

ELSEWHERE = """
/dude/device password
/interface/lte password
/interface/wifiwave2 security.eap-password security.passphrase
/interface/wifiwave2/access-list passphrase
/interface/wifiwave2/configuration security.eap-password security.passphrase
/interface/wifiwave2/security eap-password passphrase
/interface/wifiwave2/security/multi-passphrase passphrase
/ip/cloud/back-to-home-users private-key
/ip/ipsec/peer secret xauth-password
/ip/ipsec/user password
/routing/bgp/peer tcp-md5-key
/routing/bgp/template tcp-md5-key
/routing/ospf/interface authentication-key
/routing/ospf/sham-link authentication-key
/routing/ospf/virtual-link authentication-key
/routing/rip/interface authentication-key
/system/upgrade/upgrade-package-source password
/tool/user-manager/customer password paypal-password paypal-signature
/tool/user-manager/router shared-secret
/tool/user-manager/user password reg-key wireless-enc-key wireless-psk
/zerotier identity
"""
"""The same where the catalog lacks the menu or the property: RouterOS 6, early releases of 7, optional packages."""

UNMISTAKABLE = re.compile(r"(?:.*[-.])?(?:password|passphrase|secret|psk|pre-?shared-key|authentication-key)")
"""Names that are a secret in any menu, also in one that nobody has listed."""


def _read(*texts: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    path = ""
    for word in " ".join(texts).split():
        if word.startswith("/"):
            path = word
        else:
            found.setdefault(path, set()).add(word)
    return MappingProxyType({path: frozenset(names) for path, names in found.items()})


SENSITIVE = _read(LISTED, ELSEWHERE)
"""Path of a menu -> its sensitive properties."""


def is_sensitive(path: str, prop: str) -> bool:
    """Whether the values of a property (full names: ``/ppp/secret``, ``password``) are sensitive."""
    return prop in SENSITIVE.get(path, ()) or UNMISTAKABLE.fullmatch(prop) is not None


def may_see(policies: Collection[str]) -> bool:
    """Whether a user with these policies sees sensitive values: asked by everything that shows any."""
    return POLICY in policies
