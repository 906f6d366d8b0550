# nov/24/2026 22:45:16 by RouterOS 6.49.18
# software id = ABCD-1234
#
# model = RB750Gr3
# serial number = 000000000000
/ip pool
add name=dhcp ranges=192.168.88.10-192.168.88.254
add comment="a very long comment that an export has to break at the seventy-nint\
    h column, quotes \"inside\", and a blank\
    \_at the break" name=long ranges=\
    10.14.0.10-10.14.0.20
/ip dhcp-server
# DHCP server can not run on slave interface!
add address-pool=dhcp authoritative=after-2sec-delay disabled=no interface=lo \
    lease-time=10m name=defconf
/ip dhcp-server network
add address=192.168.88.0/24 comment=defconf dns-server=192.168.88.1 gateway=\
    192.168.88.1
:put [/ip pool get long comment]
:put [/ip pool get long ranges]
:put [/ip dhcp-server network get [find comment=defconf] gateway]
