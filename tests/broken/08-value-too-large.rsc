/ip pool
add name=lan ranges=10.0.0.10-10.0.0.299
/ip address
add address=10.0.0.256/24 interface=bridge
add address=10.0.0.1/33 interface=bridge
/interface bridge
add name=bridge ageing-time=1s
/ip dhcp-server lease
add address=10.0.0.5 mac-address=00:11:22:33:44:GG
