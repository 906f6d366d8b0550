# jan/02/1970 00:10:40 by RouterOS 6.39.3
# software id = LABO-SPF1
#
/interface bridge
add name=loopback
/interface ethernet
set [ find default-name=ether1 ] name=ether1-R2
set [ find default-name=ether2 ] name=ether2-R3
set [ find default-name=ether3 ] name=ether3-LAN
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/ip pool
add name=dhcp_pool1 ranges=10.30.1.2-10.30.1.254
/ip dhcp-server
add address-pool=dhcp_pool1 disabled=no interface=ether3-LAN name=dhcp1
/routing ospf area
add area-id=0.0.0.1 name=area1
/routing ospf instance
set [ find default=yes ] router-id=1.1.1.1
/ip address
add address=10.30.1.1/24 interface=ether3-LAN network=10.30.1.0
add address=10.30.12.1/30 interface=ether1-R2 network=10.30.12.0
add address=10.30.13.1/30 interface=ether2-R3 network=10.30.13.0
add address=1.1.1.1 interface=loopback network=1.1.1.1
/ip dhcp-server network
add address=10.30.1.0/24 gateway=10.30.1.1
/routing ospf interface
add
add interface=ether3-LAN passive=yes
/routing ospf network
add area=backbone network=10.30.12.0/30
add area=area1 network=10.30.13.0/30
add area=area1 network=10.30.1.0/24
/system identity
set name=R1
