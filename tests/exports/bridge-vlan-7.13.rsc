# 2024-01-20 10:00:00 by RouterOS 7.13
# software id = VLAN-0713
#
# model = CRS328-24P-4S+
# serial number = 131313131313
/interface bridge
add frame-types=admit-only-vlan-tagged name=bridge protocol-mode=mstp \
    region-name=site-1 vlan-filtering=yes
/interface ethernet
set [ find default-name=ether1 ] comment="AP hall" poe-out=forced-on
# poe-out status: short_circuit
set [ find default-name=ether2 ] comment="AP \"yard\"" poe-priority=5
set [ find default-name=sfp-sfpplus1 ] loop-protect=on name="uplink 10G"
/interface vlan
add interface=bridge name=v10-office vlan-id=10
add interface=bridge name=v20-guest vlan-id=20
/interface list
add name=trusted
/interface macvlan
add interface="uplink 10G" mode=private name=macvlan1
/ip pool
add name=office ranges=10.110.0.50-10.110.0.250
add name=guest ranges=10.120.0.2-10.120.3.254
/ip dhcp-server
add address-pool=office interface=v10-office lease-time=8h name=office
# Interface not active
add address-pool=guest interface=v20-guest lease-time=30m name=guest
/interface bridge msti
add bridge=bridge identifier=1 priority=0x1000 vlan-mapping=10,20
/interface bridge port
add bridge=bridge frame-types=admit-only-untagged-and-priority-tagged \
    interface=ether3 pvid=10
# Interface not running
add bridge=bridge interface=ether1 pvid=20 trusted=yes
add bridge=bridge frame-types=admit-only-vlan-tagged interface="uplink 10G"
/interface bridge vlan
add bridge=bridge tagged=bridge,"uplink 10G" untagged=ether3 vlan-ids=10
add bridge=bridge tagged="bridge,uplink 10G" vlan-ids=20-29,40
add bridge=bridge comment="nothing untagged" tagged=bridge untagged="" \
    vlan-ids=99
/interface dot1x server
add auth-types=dot1x,mac-auth guest-vlan-id=20 interface=ether3
/interface list member
add interface=v10-office list=trusted
/ip address
add address=10.110.0.1/24 interface=v10-office network=10.110.0.0
add address=10.120.0.1/22 interface=v20-guest network=10.120.0.0
/ip dhcp-relay
add dhcp-server=10.110.0.5 disabled=no interface=macvlan1 local-address=\
    10.110.0.1 name=relay1
/ip dhcp-server network
add address=10.110.0.0/24 gateway=10.110.0.1
add address=10.120.0.0/22 gateway=10.120.0.1
/ip neighbor discovery-settings
set discover-interface-list=trusted lldp-med-net-policy-vlan=10
/tool mac-server
set allowed-interface-list=trusted
/tool netwatch
add host=10.110.0.5 interval=1m name=dhcp packet-count=5 test-script="" \
    thr-max=100ms type=icmp
add down-script=":log error \"web \\\"down\\\"\"" host=10.110.0.6 port=443 \
    type=https-get
