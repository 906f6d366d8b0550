# nov/11/2022 11:11:11 by RouterOS 6.49.7
# software id = 
#
#
#
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/ip pool
add name=dhcp_pool0 ranges=192.168.56.100-192.168.56.199
/ip dhcp-server
add address-pool=dhcp_pool0 disabled=no interface=ether2 name=dhcp1
/ip address
add address=192.168.56.1/24 interface=ether2 network=192.168.56.0
/ip dhcp-client
add disabled=no interface=ether1
/ip dhcp-server network
add address=192.168.56.0/24 dns-server=192.168.56.1 gateway=192.168.56.1
/tool graphing interface
add
/tool graphing queue
add
