# apr/02/2024 10:20:30 by RouterOS 6.49.15
# software id = DISA-BLED
#
# model = RB760iGS
# serial number = D1D1D1D1D1D1
/ip pool
add name=old ranges=10.70.0.10-10.70.0.99
add name=new ranges=10.71.0.10-10.71.0.99
/ip dhcp-server
add address-pool=old interface=ether2 name=old
add address-pool=new disabled=no interface=ether3 name=new
add add-arp=no address-pool=old authoritative=yes bootp-support=dynamic \
    delay-threshold=5s interface=ether4 lease-time=12h name=third
/interface pppoe-client
add interface=ether1 name=pppoe-out1 user=nobody
/ip address
add address=10.70.0.1/24 disabled=yes interface=ether2 network=10.70.0.0
add address=10.71.0.1/24 interface=ether3 network=10.71.0.0
/ip dhcp-client
add interface=ether1
/ip dhcp-relay
add dhcp-server=10.9.9.9,10.9.9.10 interface=ether5 local-address=10.72.0.1 \
    name=relay1
/ip dhcp-server alert
add alert-timeout=30m disabled=no interface=ether3 on-alert=\
    ":log error \"rogue server \$address\"" valid-server=00:00:5E:00:53:03
/ip dhcp-server network
add address=10.70.0.0/24 dhcp-option="" dns-server="" gateway=10.70.0.1
add address=10.71.0.0/24 gateway=10.71.0.1 wins-server=""
