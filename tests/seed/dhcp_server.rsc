/ip dhcp-server
add name=dhcp_lan interface=ether2 address-pool=soho_lan_pool lease-time=1d
/ip dhcp-server network
add address=192.168.88.0/24 gateway=192.168.88.1 dns-server=192.168.88.1
