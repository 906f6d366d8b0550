# 2024-10-25 12:09:43 by RouterOS 7.15.3
# software id = WIFI-715C
#
# model = C52iG-5HaxD2HaxD
# serial number = 715715715715
/interface bridge
add admin-mac=00:00:5E:00:53:52 auto-mac=no comment=defconf name=bridge
/interface list
add comment=defconf name=WAN
add comment=defconf name=LAN
/interface wifi channel
add band=2ghz-ax disabled=no frequency=2412,2437,2462 name=ch2 width=20mhz
add band=5ghz-ax disabled=no name=ch5 skip-dfs-channels=10min-cac width=\
    20/40/80mhz
/interface wifi datapath
add bridge=bridge disabled=no name=lan
add bridge=bridge client-isolation=yes disabled=no name=guest vlan-id=30
/interface wifi security
add authentication-types=wpa2-psk,wpa3-psk disabled=no ft=yes ft-over-ds=yes \
    name=home passphrase="correct \"horse\"" wps=disable
add authentication-types=owe disabled=no name=open
/interface wifi steering
add 2g-probe-delay=yes disabled=no name=steer rrm=yes wnm=yes
/interface wifi configuration
add channel=ch2 country=Austria datapath=lan disabled=no mode=ap name=cfg2 \
    security=home ssid=zuhause steering=steer
add channel=ch5 country="United Kingdom" datapath=guest disabled=no mode=ap \
    name="cfg guest" security=open security.connect-priority=1 ssid=\
    "zuhause G\C3\A4ste"
/interface wifi
# operated by CAP
set [ find default-name=wifi1 ] channel.frequency=5180-5320 \
    .skip-dfs-channels=10min-cac .width=20/40/80mhz configuration.country=\
    Austria .mode=ap .ssid=zuhause datapath.bridge=bridge disabled=no \
    security.authentication-types=wpa2-psk,wpa3-psk .ft=yes .ft-over-ds=yes \
    .passphrase="correct horse"
# no available channels
set [ find default-name=wifi2 ] configuration=cfg2 configuration.mode=ap \
    disabled=no security.passphrase="battery staple"
add configuration="cfg guest" configuration.mode=ap disabled=no mac-address=\
    02:00:5E:00:53:52 master-interface=wifi2 name=wifi-guest
/ip pool
add name=dhcp ranges=192.168.88.10-192.168.88.254
/ip dhcp-server
add address-pool=dhcp interface=bridge lease-time=10m name=defconf
/disk settings
set auto-media-interface=bridge auto-media-sharing=yes auto-smb-sharing=yes
/interface bridge port
add bridge=bridge comment=defconf interface=ether2
add bridge=bridge interface=wifi-guest
/interface list member
add comment=defconf interface=bridge list=LAN
/interface wifi access-list
add action=accept comment="the \"old\" tablet" disabled=no mac-address=\
    00:00:5E:00:53:41 signal-range=-80..120
add action=reject disabled=no signal-range=-120..-85
/interface wifi capsman
set enabled=yes interfaces=bridge package-path="" require-peer-certificate=no \
    upgrade-policy=none
/interface wifi provisioning
add action=create-dynamic-enabled disabled=no master-configuration=cfg2 \
    name-format=%I-2g supported-bands=2ghz-ax,2ghz-n
/ip address
add address=192.168.88.1/24 comment=defconf interface=bridge network=\
    192.168.88.0
/ip dhcp-client
add comment=defconf interface=ether1
/ip dhcp-server network
add address=192.168.88.0/24 comment=defconf dns-server=192.168.88.1 gateway=\
    192.168.88.1
/ipv6 dhcp-client
add add-default-route=yes interface=ether1 pool-name=isp prefix-hint=::/56 \
    request=address,prefix use-peer-dns=no
/ipv6 address
add address=::1 from-pool=isp interface=bridge
/system clock
set time-zone-name=Europe/Vienna
