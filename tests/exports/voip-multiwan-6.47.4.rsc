# may/12/2021 11:12:13 by RouterOS 6.47.4
# software id = MULT-IWAN
#
# model = RB3011UiAS
# serial number = 313131313131
/interface ethernet
set [ find default-name=ether1 ] name=wan1
set [ find default-name=ether2 ] name=wan2
set [ find default-name=ether3 ] name=wan3
/interface pppoe-client
add add-default-route=yes default-route-distance=1 disabled=no interface=wan2 \ 
    name=pppoe-out1 password=pppoetest service-name=isp2 use-peer-dns=yes \  
    user=line0815@isp.example
/interface list
add name=uplinks
/ip pool
add name=lan ranges=192.168.10.50-192.168.10.250
/ip dhcp-server
add address-pool=lan disabled=no insert-queue-before=first interface=ether4 \ 
    lease-time=6h name=lan use-radius=no
/interface list member
add interface=wan1 list=uplinks
add interface=pppoe-out1 list=uplinks
add interface=wan3 list=uplinks
/ip address
add address=192.168.10.1/24 interface=ether4 network=192.168.10.0
add address=198.51.100.66/29 interface=wan1 network=198.51.100.64
add address=203.0.113.70/29 disabled=yes interface=wan3 network=203.0.113.64
/ip dhcp-client
add add-default-route=no comment="third line, see ticket 4711; \"slow\"" \
    disabled=no interface=wan3 script=":if (\$bound=1) do={\r\
    \n  /ip route set [find comment=\"wan3\"] gateway=\$\"gateway-address\"\r\
    \n} else={\r\
    \n  /ip route set [find comment=\"wan3\"] disabled=yes\r\
    \n}" use-peer-dns=no use-peer-ntp=no
/ip dhcp-server network
add address=192.168.10.0/24 dns-server=192.168.10.1 gateway=192.168.10.1
/ip firewall mangle
add action=mark-connection chain=prerouting comment=\
    "lines 1 to 3 by both addresses" connection-mark=no-mark \
    connection-state=new dst-address-type=!local in-interface=ether4 \
    new-connection-mark=w1 passthrough=yes per-connection-classifier=\
    both-addresses:3/0
add action=mark-connection chain=prerouting connection-mark=no-mark \
    dst-address-type=!local in-interface=ether4 new-connection-mark=w2 \
    passthrough=yes per-connection-classifier=both-addresses:3/1
add action=mark-routing chain=prerouting connection-mark=w1 in-interface=\
    ether4 new-routing-mark=to-w1 passthrough=no
add action=mark-routing chain=prerouting connection-mark=w2 \
    in-interface-list=!uplinks new-routing-mark=to-w2 passthrough=no
/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=uplinks
add action=netmap chain=dstnat dst-address=198.51.100.67 to-addresses=\
    192.168.10.20
/ip route
add check-gateway=ping comment=wan1 distance=1 gateway=198.51.100.65 \
    routing-mark=to-w1
add comment=wan2 distance=1 gateway=pppoe-out1 routing-mark=to-w2
add comment=wan3 distance=3 gateway=203.0.113.65
add comment="recursive" distance=1 dst-address=192.0.2.8/32 gateway=\
    198.51.100.65 scope=10
add check-gateway=ping distance=1 gateway=192.0.2.8 target-scope=11
/ip route rule
add action=lookup dst-address=192.168.10.0/24 table=main
/system identity
set name=multiwan
