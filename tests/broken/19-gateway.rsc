/ip pool
add name=lan ranges=192.168.88.1-192.168.88.99
/ip dhcp-server
add address-pool=lan interface=bridge name=lan
/ip dhcp-server network
add address=192.168.88.0/24 gateway=192.168.88.1
add address=192.168.89.0/24 gateway=192.168.90.1
