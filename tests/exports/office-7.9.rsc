# may/29/2023 18:19:20 by RouterOS 7.9
# software id = OFFI-CE79
#
# model = RB5009UG+S+
# serial number = 797979797979
/interface bridge
add name=bridge port-cost-mode=short
/interface ethernet
set [ find default-name=ether1 ] comment=WAN
set [ find default-name=sfp-sfpplus1 ] auto-negotiation=no comment=\
    "to \"server room\"" disabled=yes
/ip dhcp-server option
add code=66 name=phones value="s'http://10.50.0.5/prov'"
add code=150 name=tftp value="'10.50.0.5''10.50.0.6'"
add code=3 name=gw value="'\$(NETWORK_GATEWAY)'"
/ip dhcp-server option sets
add name=phones options=phones,tftp
add name=nothing options=""
/ip pool
add comment="desks, printers" name=desks ranges=10.50.0.50-10.50.1.250
add name="ip phones" next-pool=desks ranges=10.50.8.10-10.50.8.250
/ip dhcp-server
add address-pool=desks interface=bridge lease-time=8h name=desks
add address-pool="ip phones" client-mac-limit=1 conflict-detection=yes \
    dhcp-option-set=phones interface=vlan-phones lease-time=1d name=\
    "ip phones"
/port
set 0 name=serial0
/interface bridge port
add bridge=bridge interface=ether2
add bridge=bridge interface=ether3
/ip address
add address=10.50.0.1/23 interface=bridge network=10.50.0.0
add address=10.50.8.1/24 interface=vlan-phones network=10.50.8.0
/ip dhcp-client
add default-route-tables=main interface=ether1 name=client1 use-peer-dns=no
/ip dhcp-server config
set accounting=no store-leases-disk=2h
/ip dhcp-server lease
add address=10.50.0.60 client-id=1:0:0:5e:0:53:60 comment="printer; 2\C2\B2" \
    mac-address=00:00:5E:00:53:60 server=desks
/ip dhcp-server matcher
add address-pool="ip phones" code=60 name=phone-match server=desks value=\
    phone
/ip dhcp-server network
add address=10.50.0.0/23 dns-server=10.50.0.1 domain=office.example gateway=\
    10.50.0.1 netmask=23
add address=10.50.8.0/24 boot-file-name=phone.cfg dhcp-option=phones,gw \
    dns-none=yes gateway=10.50.8.1 next-server=10.50.0.5
/ip dns
set allow-remote-requests=yes servers=192.0.2.53 use-doh-server=\
    https://doh.example/dns-query verify-doh-cert=yes
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
/ip service
set telnet disabled=yes
set ftp disabled=yes
set www-ssl certificate=web disabled=no
/snmp
set contact=it@office.example enabled=yes trap-version=2
/system clock
set time-zone-name=Europe/Vienna
/system identity
set name=office
/system note
set show-at-login=no
/system ntp client
set enabled=yes
/system ntp client servers
add address=0.pool.example
add address=192.0.2.123 iburst=no
/tool romon
set enabled=yes
