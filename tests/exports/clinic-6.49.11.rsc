# jan/15/2024 06:00:00 by RouterOS 6.49.11
# software id = CLIN-IC49
#
# model = RB4011iGS+5HacQ2HnD
# serial number = 494949494949
/interface ethernet
set [ find default-name=ether1 ] comment="line A"
set [ find default-name=ether2 ] comment="line B; \"spare\""
/ip pool
add name=ward ranges=10.66.0.10-10.66.0.250
/ip dhcp-server
add address-pool=static-only interface=ether4 name=devices
add address-pool=ward disabled=no interface=ether3 lease-time=5m name=ward
/ip address
add address=10.66.0.1/24 interface=ether3 network=10.66.0.0
add address=10.66.1.1/24 interface=*4 network=10.66.1.0
/ip dhcp-server lease
add address=10.66.1.20 comment="monitor, bed 3" mac-address=00:00:5E:00:53:F3 \
    server=devices
add address=10.66.1.21 mac-address=00:00:5E:00:53:F4 server=devices
/ip dhcp-server network
add address=10.66.0.0/24 dns-server=10.66.0.1,10.66.0.2 gateway=\
    10.66.0.1,10.66.0.2
add address=10.66.1.0/24 gateway=10.66.1.1,10.66.1.2 ntp-server=\
    10.66.0.5,10.66.0.6
/system identity
set name=clinic
