# ____-__-__ __:__:__ by RouterOS 6.49.2
# software id = ****-****
#
# model = hEX
# serial number = ************
/interface bridge
add name=bridge-lan
/interface list
add name=WAN
add exclude=dynamic name=discover
add include=WAN name=both
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/ip pool
add name=lan ranges=192.168.5.2-192.168.5.254
/ip dhcp-server
add address-pool=lan disabled=no interface=bridge-lan lease-time=24h name=lan
/interface bridge port
add bridge=bridge-lan interface=ether2
add bridge=bridge-lan interface=*F
/interface list member
add interface=ether1 list=WAN
add interface=*8 list=discover
/ip address
add address=192.168.5.1/24 interface=bridge-lan network=192.168.5.0
/ip dhcp-client
add disabled=no interface=ether1
/ip dhcp-server network
add address=192.168.5.0/24 dns-server=192.168.5.1 gateway=192.168.5.1
/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN
add action=dst-nat chain=dstnat comment="game" dst-port=27015-27030 \
    in-interface=*F protocol=udp to-addresses=192.168.5.77
/system clock
set time-zone-name=Europe/London
