# apr/03/2015 09:00:01 by RouterOS 6.28
# software id = 
#
/interface ethernet
set [ find default-name=ether1 ] name=WAN
set [ find default-name=ether2 ] name=LAN
set [ find default-name=ether3 ] name="LAN 2"
/ip neighbor discovery
set WAN discover=no
set "LAN 2" discover=no
/ip pool
add name=office ranges=10.20.0.50-10.20.1.250
add name=phones ranges=10.20.8.10-10.20.8.100,10.20.8.120
add name=spare ranges=10.20.9.0/25
/ip dhcp-server
add address-pool=office authoritative=yes bootp-support=none disabled=no \
    interface=LAN lease-time=8h10m name=dhcp1
add add-arp=yes address-pool=phones authoritative=after-2sec-delay disabled=\
    no interface="LAN 2" lease-time=1w name="dhcp phones"
/ppp profile
set *0 dns-server=10.20.0.1,10.20.0.2 local-address=10.20.0.1
add change-tcp-mss=yes local-address=10.20.0.1 name=vpn remote-address=spare \
    use-encryption=yes
/system logging action
set 0 memory-lines=500
set 1 disk-file-name=log
/ip address
add address=10.20.0.1/23 interface=LAN network=10.20.0.0
add address=10.20.8.1/24 comment="phones; \"PoE\" switch" interface="LAN 2" \
    network=10.20.8.0
add address=198.51.100.2/30 interface=WAN network=198.51.100.0
/ip dhcp-server config
set store-leases-disk=15m
/ip dhcp-server network
add address=10.20.0.0/23 comment="office = 1st floor" dns-server=\
    10.20.0.1,198.51.100.53 domain=office.example.com gateway=\
    10.20.0.1,10.20.0.2 ntp-server=10.20.0.1 wins-server=10.20.0.9
add address=10.20.8.0/24 dns-none=yes gateway=""
/ip dns
set allow-remote-requests=yes servers=198.51.100.53,198.51.100.54
/ip firewall connection tracking
set tcp-established-timeout=2h
/ip firewall filter
add chain=input comment="Added by webbox" protocol=icmp
add chain=input connection-state=established in-interface=WAN
add chain=input connection-state=related in-interface=WAN
add action=drop chain=input in-interface=WAN
add action=jump chain=forward in-interface=WAN jump-target=customer
add chain=customer connection-state=established
add action=drop chain=customer
/ip firewall nat
add action=masquerade chain=srcnat out-interface=WAN
add action=dst-nat chain=dstnat dst-port=8080 in-interface=WAN protocol=tcp \
    to-addresses=10.20.0.9 to-ports=80
/ip route
add distance=1 gateway=198.51.100.1
/ppp secret
add name=anna password="p\$ss w\"rd" profile=vpn service=pptp
/interface pptp-server server
set default-profile=vpn enabled=yes
/system clock
set time-zone-name=Europe/Riga
/system identity
set name=office-gw
/system leds
set 0 interface=WAN
set 1 interface=LAN
