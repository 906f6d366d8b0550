# nov/14/2021 18:22:07 by RouterOS 6.47.10
# software id = 3KJH-99WQ
#
# model = RBD52G-5HacD2HnD
# serial number = D0C1B2A39485
/interface bridge
add admin-mac=00:00:5E:00:53:10 auto-mac=no comment=defconf name=bridge
add name=bridge-guest protocol-mode=none
/interface ethernet
set [ find default-name=ether1 ] comment="Internet (fibre modem)"
set [ find default-name=ether5 ] comment="TV \C3\BCber Patchfeld" name=\
    "ether5 TV"
/interface wireless
# managed by CAPsMAN
# channel: 2437/20-Ce/gn(20dBm), SSID: haus, CAPsMAN forwarding
set [ find default-name=wlan1 ] band=2ghz-b/g/n channel-width=20/40mhz-Ce \
    country=germany disabled=no distance=indoors frequency=auto installation=\
    indoor mode=ap-bridge ssid=haus supported-rates-a/g=6Mbps,54Mbps \
    wireless-protocol=802.11
# Interface not active
set [ find default-name=wlan2 ] band=5ghz-a/n/ac channel-width=\
    20/40/80mhz-Ceee country=germany disabled=no distance=indoors frequency=\
    auto installation=indoor mode=ap-bridge ssid="haus 5" wireless-protocol=\
    802.11 wps-mode=disabled
/interface list
add comment=defconf name=WAN
add comment=defconf name=LAN
/interface wireless security-profiles
set [ find default=yes ] authentication-types=wpa2-psk mode=dynamic-keys \
    supplicant-identity=MikroTik wpa2-pre-shared-key="not the real key"
add authentication-types=wpa-psk,wpa2-psk eap-methods="" \
    management-protection=allowed mode=dynamic-keys name=guest \
    supplicant-identity="" wpa-pre-shared-key=gaeste2021 wpa2-pre-shared-key=\
    gaeste2021
/interface wireless
# Interface not running
add disabled=no mac-address=00:00:5E:00:53:1A master-interface=wlan1 name=\
    wlan-guest security-profile=guest ssid="haus G\C3\A4ste" \
    wds-default-bridge=bridge-guest
/ip pool
add name=dhcp ranges=192.168.178.20-192.168.178.199
add name="pool guest" ranges=10.10.10.2-10.10.10.62
/ip dhcp-server
add address-pool=dhcp authoritative=after-2sec-delay disabled=no interface=\
    bridge lease-time=1d name=defconf
# DHCP server can not run on slave interface!
add address-pool="pool guest" disabled=no interface=bridge-guest lease-time=\
    1h name="dhcp guest"
/interface bridge port
add bridge=bridge comment=defconf interface=ether2
add bridge=bridge comment=defconf interface=ether3
add bridge=bridge comment=defconf interface=ether4
add bridge=bridge interface="ether5 TV"
add bridge=bridge comment=defconf interface=wlan1
add bridge=bridge comment=defconf interface=wlan2
add bridge=bridge-guest interface=wlan-guest
/ip neighbor discovery-settings
set discover-interface-list=LAN
/interface list member
add comment=defconf interface=bridge list=LAN
add comment=defconf interface=ether1 list=WAN
/ip address
add address=192.168.178.1/24 comment=defconf interface=bridge network=\
    192.168.178.0
add address=10.10.10.1/26 interface=bridge-guest network=10.10.10.0
/ip cloud
set ddns-enabled=yes update-time=no
/ip dhcp-client
add comment=defconf disabled=no interface=ether1 use-peer-dns=no \
    use-peer-ntp=no
/ip dhcp-server lease
add address=192.168.178.5 client-id=1:0:0:5e:0:53:21 comment=nas mac-address=\
    00:00:5E:00:53:21 server=defconf
add address=192.168.178.6 client-id=1:0:0:5e:0:53:22 comment=\
    "printer, 2nd floor" mac-address=00:00:5E:00:53:22 server=defconf
add address=192.168.178.7 comment="K\C3\BCche" mac-address=00:00:5E:00:53:23 \
    server=defconf
add address=192.168.178.8 client-id=ff:53:23:0:1:0:1 comment=hypervisor \
    mac-address=00:00:5E:00:53:24 server=defconf
/ip dhcp-server network
add address=10.10.10.0/26 comment="guests only" dns-server=\
    9.9.9.9,149.112.112.112 gateway=10.10.10.1
add address=192.168.178.0/24 comment=defconf dns-server=192.168.178.1 domain=\
    haus.example gateway=192.168.178.1 netmask=24
/ip dns
set allow-remote-requests=yes servers=9.9.9.9,149.112.112.112
/ip dns static
add address=192.168.178.1 comment=defconf name=router.haus.example
add address=192.168.178.5 name=nas.haus.example ttl=5m
add address=127.0.0.1 regexp="(^|\\.)tracker\\.example\$"
/ip firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=drop chain=input connection-state=invalid
add action=drop chain=input in-interface-list=!LAN
add action=drop chain=forward comment="guests see nothing of us" \
    in-interface=bridge-guest out-interface=!ether1
/ip firewall nat
add action=masquerade chain=srcnat comment="defconf: masquerade" \
    ipsec-policy=out,none out-interface-list=WAN
/ip service
set telnet disabled=yes
set ftp disabled=yes
set www address=192.168.178.0/24
set api disabled=yes
set api-ssl disabled=yes
/system clock
set time-zone-name=Europe/Berlin
/system identity
set name="Haus am See"
/system ntp client
set enabled=yes primary-ntp=192.0.2.10 secondary-ntp=192.0.2.11
/system scheduler
add comment="no guests at night" interval=1d name=guests-off on-event=\
    "/interface wireless disable wlan-guest" policy=read,write start-date=\
    jan/01/1970 start-time=23:00:00
add interval=1d name=guests-on on-event=\
    "/interface wireless enable wlan-guest" policy=read,write start-date=\
    jan/01/1970 start-time=07:00:00
/tool mac-server
set allowed-interface-list=LAN
/tool mac-server mac-winbox
set allowed-interface-list=LAN
