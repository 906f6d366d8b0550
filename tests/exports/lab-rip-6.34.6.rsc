# mar/09/2016 14:00:59 by RouterOS 6.34.6
# software id = LABR-IP01
#
/interface ethernet
set [ find default-name=ether1 ] name=wan
set [ find default-name=ether2 ] master-port=ether3 name=lan2
/ip pool
add name=pool-lab ranges=10.40.0.10-10.40.0.20
/ip dhcp-server
add address-pool=pool-lab disabled=no interface=ether3 lease-time=3d name=lab
/ip address
add address=10.40.0.1/24 interface=ether3 network=10.40.0.0
add address=10.40.1.1/30 interface=wan network=10.40.1.0
/ip dhcp-server network
add address=10.40.0.0/24 gateway=10.40.0.1
/ip route
add distance=1 dst-address=10.41.0.0/16 gateway=10.40.1.2
/routing rip
set redistribute-static=yes
/routing rip interface
add
add interface=wan receive=v2
/routing rip network
add network=10.40.0.0/24
add network=10.40.1.0/30
/system identity
set name="Lab-RIP"