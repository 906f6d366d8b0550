# sep/01/2021 07:30:00 by RouterOS 6.48.4
# software id = SCHO-OL01
#
# model = RB4011iGS+
# serial number = C1C2C3C4C5C6
/ip dhcp-server option
add code=42 name=ntp value="'10.8.0.2'"
add code=252 name=wpad value="s'http://10.8.0.3/wpad.dat'"
/ip dhcp-server option sets
add name=class options=ntp,wpad
add name=empty options=""
/ip pool
add name=pupils ranges=10.8.4.0-10.8.7.254
add name=teachers next-pool=pupils ranges=10.8.1.10-10.8.1.99,10.8.1.150
/ip dhcp-server
add address-pool=pupils authoritative=after-2sec-delay disabled=no interface=\
    bridge lease-time=2d name=pupils
add address-pool=static-only disabled=no interface=vlan-teachers lease-time=\
    4d name=teachers relay=10.8.9.1 src-address=10.8.1.1
/ip address
add address=10.8.0.1/16 interface=bridge network=10.8.0.0
/ip dhcp-server lease
add address=10.8.1.10 client-id=1:0:0:5e:0:53:a comment=\
    "#1 = head; \"office\"" mac-address=00:00:5E:00:53:0A server=teachers
add address=10.8.1.11 client-id=1:0:0:5e:0:53:b comment="it's the \\copier\\" \
    mac-address=00:00:5E:00:53:0B server=teachers
add address=10.8.1.12 client-id=0:1:0:1:2:3:4 comment=ap-1 mac-address=\
    00:00:5E:00:53:0C server=teachers use-src-mac=yes
add address=10.8.1.13 client-id=pxeclient comment=ap-2 mac-address=\
    00:00:5E:00:53:0D server=teachers
add address=10.8.1.14 always-broadcast=yes comment="lab\$1" lease-time=31d \
    mac-address=00:00:5E:00:53:0E server=pupils
add address=pupils comment="any address" mac-address=00:00:5E:00:53:0F \
    server=pupils
add comment="no address at all" mac-address=00:00:5E:00:53:1F server=pupils
add address=10.8.1.16 block-access=yes mac-address=00:00:5e:00:53:ab
add address=10.8.1.17 address-lists=printers,allowed mac-address=\
    00:00:5E:00:53:11 rate-limit=1M/5M server=pupils
add address=10.8.1.18 dhcp-option=ntp disabled=yes mac-address=\
    00:00:5E:00:53:12 server=*4
/ip dhcp-server network
add address=10.8.0.0/16 dhcp-option=ntp,wpad dhcp-option-set=class \
    dns-server=10.8.0.1,10.8.0.2 domain=school.example gateway=10.8.0.1 \
    netmask=16 ntp-server=10.8.0.2
/system identity
set name=school
