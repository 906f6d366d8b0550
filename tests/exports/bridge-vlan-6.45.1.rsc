# aug/20/2019 20:20:20 by RouterOS 6.45.1
# software id = VLAN-0645
#
# model = CRS326-24G-2S+
# serial number = B1B2B3B4B5B6
/interface bridge
add igmp-snooping=yes name=br0 priority=0x6000 vlan-filtering=yes
/interface ethernet
set [ find default-name=ether1 ] name=ether1-trunk
set [ find default-name=ether24 ] disabled=yes
set [ find default-name=sfp-sfpplus2 ] auto-negotiation=no rx-flow-control=\
    auto tx-flow-control=auto
/interface vlan
add interface=br0 name=mgmt vlan-id=99
add interface=br0 mtu=1480 name="voice 20" vlan-id=20
/interface bonding
add lacp-rate=1sec mode=802.3ad name=bond1 slaves=ether22,ether23 \
    transmit-hash-policy=layer-2-and-3
/interface ethernet switch port
set 0 default-vlan-id=99
set 1 default-vlan-id=0 vlan-header=add-if-missing vlan-mode=secure
set 2 vlan-mode=fallback
/interface list
add name=mgmt
/interface bridge port
add bridge=br0 interface=ether1-trunk
add bridge=br0 frame-types=admit-only-untagged-and-priority-tagged \
    ingress-filtering=yes interface=ether2 pvid=10
# inactive time
add bridge=br0 comment="door phone" interface=ether3 pvid=20
# Interface not running
add bpdu-guard=yes bridge=br0 edge=yes interface=ether4 pvid=10
add bridge=br0 disabled=yes hw=no interface=bond1
/interface bridge filter
add 802.3-sap=!0x42 action=drop chain=forward mac-protocol=length
add 802.3-type=0x8100 action=passthrough chain=forward !packet-mark
/interface bridge settings
set use-ip-firewall=yes use-ip-firewall-for-vlan=yes
/interface bridge vlan
add bridge=br0 tagged=br0,ether1-trunk,bond1 vlan-ids=99
add bridge=br0 comment=office tagged=ether1-trunk untagged=ether2,ether4 \
    vlan-ids=10
add bridge=br0 tagged="br0,ether1-trunk" untagged=ether3 vlan-ids=\
    20,30-40,100
/interface ethernet switch vlan
add independent-learning=yes ports=ether1-trunk,ether2,switch1-cpu switch=\
    switch1 vlan-id=10
/interface list member
add interface=mgmt list=mgmt
/ip address
add address=10.99.0.2/24 interface=mgmt network=10.99.0.0
/ip route
add distance=1 gateway=10.99.0.1
/ip pool
add name=voice ranges=10.20.20.10-10.20.20.250
/ip dhcp-server
add address-pool=voice disabled=no interface="voice 20" name="voice 20"
/ip dhcp-server network
add address=10.20.20.0/24 gateway=10.20.20.1
/system identity
set name=sw-1
/tool mac-server
set allowed-interface-list=mgmt
/tool romon port
add disabled=no
add cost=50 disabled=no forbid=yes interface=ether2
