# dec/01/2025 04:05:06 by RouterOS 6.49.18
# software id = ZZ9P-PLUR
#
# model = CCR1036-8G-2S+
# serial number = 5F5F5F5F5F5F
/interface bridge
add name=lo0
/interface ethernet
set [ find default-name=ether1 ] comment="to core-2" mtu=9000
set [ find default-name=sfp-sfpplus1 ] comment="transit AS64500"
/interface vrrp
add authentication=ah interface=ether1 interval=500ms name=vrrp1 password=\
    vrrptest priority=200 vrid=10
add interface=ether1 name=vrrp2 on-backup=":log warning \"backup\"" \
    on-master=":log warning \"master\"" preemption-mode=no version=2 vrid=11
/routing bgp instance
set default as=64496 redistribute-connected=yes redistribute-static=yes \
    router-id=192.0.2.3
add as=64497 client-to-client-reflection=no name=customers router-id=\
    192.0.2.4
/routing ospf area
set [ find default=yes ] inject-summary-lsas=yes
add area-id=0.0.0.10 default-cost=1 inject-summary-lsas=no name=towers type=\
    stub
/routing ospf instance
set [ find default=yes ] distribute-default=if-installed-as-type-1 \
    redistribute-bgp=as-type-2 redistribute-connected=as-type-1 router-id=\
    192.0.2.3
/ip address
add address=192.0.2.3 interface=lo0 network=192.0.2.3
add address=198.51.100.17/30 comment="core-2" interface=ether1 network=\
    198.51.100.16
add address=203.0.113.2/30 interface=sfp-sfpplus1 network=203.0.113.0
/ip route
add comment="our prefix" distance=254 dst-address=198.51.100.0/24 type=\
    unreachable
/ip route vrf
add interfaces=ether5,ether6 route-distinguisher=64496:1 routing-mark=vrf-a
/mpls interface
set [ find default=yes ] mpls-mtu=1530
/mpls ldp
set enabled=yes lsr-id=192.0.2.3 transport-address=192.0.2.3
/mpls ldp accept-filter
add prefix=192.0.2.0/24
add accept=no
/mpls ldp interface
add interface=ether1
add
/routing bgp aggregate
add instance=default prefix=198.51.100.0/24
/routing bgp network
add network=198.51.100.0/24 synchronize=no
add network=203.0.113.128/25
/routing bgp peer
add hold-time=30s in-filter=transit-in keepalive-time=10s max-prefix-limit=\
    1000 name=transit out-filter=transit-out remote-address=203.0.113.1 \
    remote-as=64500 tcp-md5-key=bgptest ttl=default
add default-originate=always instance=customers multihop=yes name=customer-1 \
    nexthop-choice=force-self remote-address=192.0.2.99 remote-as=65010 \
    route-reflect=yes ttl=5 update-source=lo0
/routing filter
add action=discard chain=transit-in prefix=10.0.0.0/8 prefix-length=8-32
add action=discard chain=transit-in prefix=192.168.0.0/16 prefix-length=16-32
add action=discard bgp-as-path=".*64512.*" chain=transit-in
add action=accept chain=transit-in set-bgp-local-pref=120
add action=accept chain=transit-out prefix=198.51.100.0/24 set-bgp-prepend=2
add action=discard chain=transit-out
add action=discard chain=ospf-out invert-match=yes prefix=100.64.0.0/10 \
    prefix-length=10-32
/routing ospf interface
add authentication=md5 authentication-key=ospftest interface=ether1 \
    network-type=point-to-point
add cost=100 interface=all passive=yes
add
/routing ospf nbma-neighbor
add address=198.51.100.18 poll-interval=1m
/routing ospf network
add area=backbone network=198.51.100.16/30
add area=backbone comment="loopbacks" network=192.0.2.0/24
add area=towers disabled=yes network=10.0.0.0/8
/routing rip
set distribute-default=always redistribute-connected=yes
/routing rip interface
add
/routing rip network
add network=10.99.0.0/24
/snmp
set enabled=yes trap-community=public
/system identity
set name=core-1
/system routerboard settings
set silent-boot=no
/tool bandwidth-server
set authenticate=no enabled=no
