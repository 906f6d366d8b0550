/ip dhcp-sever
add name=lan interface=bridge
/ip pool
add name=lan ranges=10.0.0.10-10.0.0.99
