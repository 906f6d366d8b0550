"""Where RouterOS 7 put what RouterOS 6 had, and what RouterOS 6 had for what is new: the remedies of both versions.

Source: the manual's page on moving from v6 to v7, and exports of both.
"""

from types import MappingProxyType

MENUS_6 = MappingProxyType(
    {
        "/ip/route/rule": "/routing/rule add action=lookup dst-address=... src-address=... table=...",
        "/ip/route/vrf": "/ip/vrf add interfaces=... name=...",
        "/routing/ospf/network": "/routing/ospf/interface-template add area=... networks=...",
        "/routing/ospf/nbma-neighbor": "/routing/ospf/static-neighbor add area=... address=...",
        "/routing/ospf-v3/instance": "/routing/ospf/instance add name=... version=3",
        "/routing/ospf-v3/area": "/routing/ospf/area add instance=... name=...",
        "/routing/ospf-v3/interface": "/routing/ospf/interface-template add area=... interfaces=...",
        "/routing/bgp/peer": "/routing/bgp/connection add name=... remote.address=... remote.as=... local.role=...",
        "/routing/bgp/network": "/routing/bgp/connection set ... output.network=ADDRESS-LIST",
        "/routing/bfd/interface": "/routing/bfd/configuration add interfaces=...",
        "/routing/pim": "/routing/pimsm/instance",
        "/routing/pim/interface": "/routing/pimsm/interface-template add instance=... interfaces=...",
        "/routing/rip/network": "/routing/rip/interface-template add instance=... interfaces=...",
        "/tool/user-manager/user": "/user-manager/user add name=...",
        "/tool/user-manager/router": "/user-manager/router add name=... address=... shared-secret=...",
        "/tool/user-manager/profile": "/user-manager/profile add name=...",
        "/ip/dhcp-server/vendor-class-id": "/ip/dhcp-server/matcher add server=... code=60 value=...",
        "/ip/accounting": "/ip/traffic-flow set enabled=yes",
        "/ip/neighbor/discovery": "/ip/neighbor/discovery-settings set discover-interface-list=...",
        "/ip/ipsec/peer/profile": "/ip/ipsec/profile",
        "/ip/ipsec/remote-peers": "/ip/ipsec/active-peers",
        "/interface/traffic-eng": "/mpls/traffic-eng/tunnel",
        "/mpls/local-bindings": "/mpls/ldp/local-mapping",
    }
)
"""A menu of RouterOS 6 -> what to write for RouterOS 7."""

MENUS_7 = MappingProxyType(
    {
        "/routing/rule": "/ip route rule",
        "/ip/vrf": "/ip route vrf",
        "/routing/table": "/ip route add routing-mark=...",
        "/routing/ospf/interface-template": "/routing ospf network add area=... network=...",
        "/routing/bgp/connection": "/routing bgp peer add remote-address=... remote-as=...",
        "/routing/bgp/template": "/routing bgp instance",
        "/routing/filter/rule": "/routing filter add chain=...",
        "/system/ntp/client/servers": "/system ntp client set primary-ntp=...",
        "/ip/dhcp-server/matcher": "/ip dhcp-server vendor-class-id",
        "/user-manager": "/tool user-manager",
        "/user-manager/user": "/tool user-manager user",
        "/interface/wifi": "/interface wireless",
    }
)
"""A menu of RouterOS 7 -> what RouterOS 6 has."""

COMMANDS_6 = MappingProxyType(
    {
        "/routing/filter": '/routing/filter/rule add chain=... rule="..."',
        "/routing/ospf/interface": "/routing/ospf/interface-template add area=... interfaces=...",
        "/routing/rip/interface": "/routing/rip/interface-template add instance=... interfaces=...",
        "/mpls": "/mpls/settings set ...",
    }
)
"""A menu whose commands only RouterOS 6 has -> what to write for RouterOS 7."""

PROPS_6 = MappingProxyType(
    {
        "/ip/route routing-mark": "routing-table=...",
        "/ip/route type": "blackhole",
        "/ipv6/route routing-mark": "routing-table=...",
        "/ipv6/route type": "blackhole",
        "/system/ntp/client primary-ntp": "/system/ntp/client set enabled=yes servers=...,...",
        "/system/ntp/client secondary-ntp": "/system/ntp/client set enabled=yes servers=...,...",
        "/system/ntp/client server-dns-names": "/system/ntp/client set enabled=yes servers=...,...",
        "/interface/ethernet master-port": "/interface/bridge/port add bridge=... interface=...",
        "/ip/ipsec/peer secret": "/ip/ipsec/identity add peer=... secret=...",
        "/ip/ipsec/peer auth-method": "/ip/ipsec/identity add auth-method=... peer=...",
        "/ip/ipsec/peer generate-policy": "/ip/ipsec/identity add generate-policy=... peer=...",
        "/ip/ipsec/peer enc-algorithm": "/ip/ipsec/profile add enc-algorithm=... name=...",
        "/ip/ipsec/peer hash-algorithm": "/ip/ipsec/profile add hash-algorithm=... name=...",
        "/ip/ipsec/peer dh-group": "/ip/ipsec/profile add dh-group=... name=...",
        "/routing/ospf/instance redistribute-connected": "redistribute=connected",
        "/routing/ospf/instance redistribute-static": "redistribute=static",
        "/routing/ospf/instance distribute-default": "originate-default=...",
        "/routing/ospf/instance in-filter": "in-filter-chain=...",
        "/routing/ospf/instance out-filter": "out-filter-chain=...",
        "/queue/simple target-addresses": "target=...",
        "/queue/simple interface": "target=...",
        "/ip/dns primary-dns": "servers=...",
        "/ip/dns secondary-dns": "servers=...",
        "/ip/cloud enabled": "ddns-enabled=...",
        "/ppp/profile use-vj-compression": "use-compression=...",
        "/tool/mac-server interface": "allowed-interface-list=...",
        "/tool/mac-server/mac-winbox interface": "allowed-interface-list=...",
    }
)
"""A menu and a property of RouterOS 6 -> what to write for RouterOS 7."""

PROPS_7 = MappingProxyType(
    {
        "/ip/route routing-table": "routing-mark=...",
        "/ip/route blackhole": "type=blackhole",
        "/ipv6/route blackhole": "type=blackhole",
        "/system/ntp/client servers": "primary-ntp=... secondary-ntp=...",
        "/routing/ospf/instance redistribute": "redistribute-connected=... redistribute-static=...",
        "/routing/ospf/instance originate-default": "distribute-default=...",
        "/routing/ospf/instance in-filter-chain": "in-filter=...",
        "/routing/ospf/instance out-filter-chain": "out-filter=...",
    }
)
"""A menu and a property of RouterOS 7 -> what to write for RouterOS 6."""
