# 2025-06-11 01:02:03 by RouterOS 7.18.2
# software id = ROUT-718B
#
# model = CCR2116-12G-4S+
# serial number = 718718718718
/interface bridge
add name=lo1 protocol-mode=none
/interface ethernet
set [ find default-name=ether1 ] comment="ix" l2mtu=9578 mtu=9000
set [ find default-name=qsfpplus1-1 ] disabled=yes
/interface vlan
add interface=ether1 mtu=1500 name=vl-ix vlan-id=400
/interface vxlan
add mtu=1500 name=vxlan1 port=4789 vni=77
/ip pool
add name=cgn ranges=100.64.0.0-100.127.255.255
/ip vrf
add interfaces=ether3 name=vrf-mgmt
/ppp profile
add local-address=100.64.0.1 name=pppoe remote-address=cgn use-encryption=no
/routing bgp template
set default as=64496 disabled=no output.network=bgp-out router-id=192.0.2.7 \
    routing-table=main
add as=64496 disabled=no hold-time=30s input.filter=ix-in keepalive-time=10s \
    multihop=no name=ix output.filter-chain=ix-out .keep-sent-attributes=yes
/routing id
add disabled=no id=192.0.2.7 name=main select-dynamic-id=""
/routing ospf instance
add disabled=no in-filter-chain=ospf-in name=v2 originate-default=\
    if-installed redistribute=connected,static router-id=main
add disabled=no name=v3 redistribute=connected router-id=192.0.2.7 version=3
/routing ospf area
add disabled=no instance=v2 name=backbone
add no-summaries area-id=0.0.0.5 disabled=no instance=v3 name=v3-stub type=\
    stub
/ip settings
set max-neighbor-entries=8192 rp-filter=loose
/ipv6 settings
set accept-router-advertisements=no max-neighbor-entries=8192
/interface ovpn-server server
add auth=sha256 certificate=server cipher=aes256-gcm disabled=no mac-address=\
    FE:00:5E:00:53:77 name=ovpn-server1 protocol=udp
add mac-address=FE:00:5E:00:53:78 name=ovpn-server2
/interface pppoe-server server
add default-profile=pppoe disabled=no interface=ether5 one-session-per-host=\
    yes service-name=access
add default-profile=pppoe interface=ether6 service-name=off
/interface vxlan vteps
add interface=vxlan1 remote-ip=192.0.2.8
/ip address
add address=192.0.2.7 interface=lo1 network=192.0.2.7
add address=198.51.100.129/30 interface=vl-ix network=198.51.100.128
/ip firewall address-list
add address=198.51.100.0/24 list=bgp-out
/ip firewall connection tracking
set enabled=no udp-timeout=10s
/ip route
add blackhole disabled=no distance=254 dst-address=198.51.100.0/24 gateway="" \
    routing-table=main scope=30 suppress-hw-offload=no target-scope=10
add check-gateway=ping disabled=no distance=1 dst-address=0.0.0.0/0 gateway=\
    10.255.1.1@vrf-mgmt routing-table=vrf-mgmt suppress-hw-offload=no
/ipv6 address
add address=2001:db8:ffff::7/128 advertise=no interface=lo1
add address=::1 comment="from the pool" eui-64=no from-pool=cust interface=\
    ether5
/ipv6 nd
set [ find default=yes ] disabled=yes
/ipv6 pool
add name=cust prefix=2001:db8:8000::/36 prefix-length=56
/ipv6 route
add blackhole disabled=no distance=254 dst-address=2001:db8::/32 gateway="" \
    routing-table=main
/mpls interface
add disabled=no input=yes interface=ether2 mpls-mtu=1600
/mpls ldp
add afi=ip disabled=no lsr-id=192.0.2.7 transport-addresses=192.0.2.7 vrf=\
    main
/mpls ldp interface
add disabled=no interface=ether2
/routing bfd configuration
add disabled=no interfaces=ether2 min-rx=200ms min-tx=200ms multiplier=5
/routing bgp connection
add address-families=ip as=64496 disabled=no local.address=198.51.100.129 \
    .role=ebgp-peer name=ix-rs1 output.redistribute=connected,static \
    remote.address=198.51.100.130/32 .as=64510 router-id=192.0.2.7 \
    tcp-md5-key="bgp \"test\"" templates=ix
add afi=ipv6 disabled=yes local.role=ibgp name=core-2 nexthop-choice=\
    force-self remote.address=2001:db8:ffff::8/128 .as=64496 templates=\
    default
/routing filter community-list
add communities=64496:666,64496:667 disabled=no list=blackhole
/routing filter rule
add chain=ix-in disabled=no rule=\
    "if (dst in 10.0.0.0/8 || dst in 192.168.0.0/16) { reject }"
add chain=ix-in comment="too long a path" disabled=no rule=\
    "if (bgp-path-len > 30) { reject; }"
add chain=ix-in disabled=no rule="if (dst-len >= 8 && dst-len <= 24 && not bgp\
    -as-path .64512.) { set bgp-local-pref 120; append bgp-communities 64496:1\
    00; accept } else { reject }"
add chain=ix-out disabled=no rule=\
    "if (dst == 198.51.100.0/24) { set bgp-path-prepend 2; accept }"
add chain=ospf-in disabled=no rule="if (protocol ospf && dst in 10.0.0.0/8) { \
    set comment \"from \\\"ospf\\\"\"; accept }"
/routing ospf interface-template
add area=backbone auth=md5 auth-id=1 auth-key=ospftest cost=10 disabled=no \
    interfaces=ether2 type=ptp
add passive area=backbone disabled=no interfaces=lo1
add area=v3-stub disabled=no networks=2001:db8:ffff::/64 priority=1
/routing rule
add action=lookup disabled=no interface=ether3 table=vrf-mgmt
add action=drop disabled=yes dst-address=203.0.113.0/24
/snmp
set trap-generators=temp-exception,interfaces
/system identity
set name=edge-2
/system routerboard settings
set auto-upgrade=yes
