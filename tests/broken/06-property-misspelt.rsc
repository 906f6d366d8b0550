/ip dhcp-server
add name=lan interface=bridge adress-pool=static-only leese-time=1d
/ip firewall filter
add chain=input action=accept conection-state=established
