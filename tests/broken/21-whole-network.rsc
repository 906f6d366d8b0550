/ip pool
add name=lan ranges=192.168.88.0/24
add name=vpn ranges=10.9.0.0/24
/ip address
add address=192.168.88.1/24 interface=bridge
/ppp profile
add name=vpn remote-address=vpn local-address=10.9.1.1
