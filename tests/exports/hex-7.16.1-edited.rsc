  # 2024-11-11 11:11:11 by RouterOS 7.16.1
# software id = HAND-EDIT
#
# the LAN bridge, do not touch
/interface bridge
add name=bridge
# add name=bridge-old \
#     comment=removed
/interface list
add name=LAN
/ip pool
# was 192.168.1.10-192.168.1.99 before the summer
add name=lan ranges=192.168.1.20-192.168.1.199
/ip dhcp-server
add address-pool=lan interface=bridge lease-time=4h name=lan
/ip address
add address=192.168.1.1/24 comment=\ 
    "the first address, everything else in the house is counted from here" \  
    interface=bridge network=192.168.1.0
/ip dhcp-server lease
add address=192.168.1.30 comment="printer" mac-address=00:00:5E:00:53:30 \ 
    server=lan
add address=192.168.1.31 comment=\
    "NAS with a long description of what is on it and who may ask for it" \
    mac-address=00:00:5E:00:53:31 server=lan
/ip dhcp-server network
add address=192.168.1.0/24 dns-server=192.168.1.1 gateway=192.168.1.1
/system identity
set name="hEX upstairs, between the books"
