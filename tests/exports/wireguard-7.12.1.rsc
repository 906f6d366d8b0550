# 2024-01-05 21:22:23 by RouterOS 7.12.1
# software id = WIRE-GU12
#
# model = C53UiG+5HPaxD2HPaxD
# serial number = 121212121212
/interface bridge
add name=bridge
/interface wireguard
add listen-port=13231 mtu=1420 name=wireguard1 private-key=\
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
add comment="to the cabin; \"slow\"" listen-port=13232 mtu=1280 name=\
    "wg cabin"
/interface list
add name=WAN
add name=LAN
/ip pool
add name=lan ranges=192.168.30.100-192.168.30.199
/ip dhcp-server
add address-pool=lan interface=bridge lease-time=12h name=lan
/routing table
add fib disabled=no name=via-wg
/interface list member
add interface=wireguard1 list=LAN
add interface=*A list=LAN
/interface wireguard peers
add allowed-address=10.66.0.2/32 comment="phone of J\C3\BCrg" interface=\
    wireguard1 name=peer1 public-key=\
    "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
add allowed-address=10.66.0.3/32,192.168.40.0/24,2001:db8:40::/64 comment=\
    cabin endpoint-address=cabin.example.net endpoint-port=13231 interface=\
    "wg cabin" name=peer2 persistent-keepalive=25s preshared-key=\
    "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8=" public-key=\
    "YGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn8="
add allowed-address=0.0.0.0/0,::/0 disabled=yes interface=*B name=peer3 \
    public-key="gIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp8="
/ip address
add address=192.168.30.1/24 interface=bridge network=192.168.30.0
add address=10.66.0.1/24 interface=wireguard1 network=10.66.0.0
add address=10.67.0.1/30 interface=*B network=10.67.0.0
/ip dhcp-client
add interface=ether1
/ip dhcp-server network
add address=192.168.30.0/24 dns-server=192.168.30.1 gateway=192.168.30.1
/ip firewall filter
add action=accept chain=input comment="wireguard from anywhere" dst-port=\
    13231,13232 protocol=udp
add action=drop chain=input in-interface-list=!LAN
/ip firewall mangle
add action=mark-routing chain=prerouting dst-address=!192.168.0.0/16 \
    new-routing-mark=via-wg passthrough=no src-address-list=via-wg
/ip route
add disabled=no distance=1 dst-address=0.0.0.0/0 gateway=wireguard1 pref-src=\
    "" routing-table=via-wg scope=30 suppress-hw-offload=no target-scope=10
add comment="the cabin" disabled=no distance=1 dst-address=192.168.40.0/24 \
    gateway=*B routing-table=main suppress-hw-offload=no
/routing rule
add action=lookup-only-in-table disabled=no src-address=192.168.30.50/32 \
    table=via-wg
