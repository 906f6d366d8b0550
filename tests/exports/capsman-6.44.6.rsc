# may/05/2019 05:05:05 by RouterOS 6.44.6
# software id = CAPS-MAN0
#
# model = RB2011UiAS
# serial number = 777777777777
/caps-man channel
add band=2ghz-g/n control-channel-width=20mhz extension-channel=disabled \
    frequency=2412,2437,2462 name=ch2 tx-power=15
add band=5ghz-n/ac control-channel-width=20mhz extension-channel=Ceee \
    frequency=5180 name=ch5 save-selected=yes skip-dfs-channels=yes
/interface bridge
add name=br-lan
add name=br-guest vlan-filtering=no
/caps-man datapath
add bridge=br-lan client-to-client-forwarding=yes local-forwarding=no name=\
    dp-lan
add bridge=br-guest client-to-client-forwarding=no name=dp-guest
/caps-man security
add authentication-types=wpa2-psk encryption=aes-ccm group-encryption=aes-ccm \
    name=sec-lan passphrase="correct horse"
add authentication-types=wpa-psk,wpa2-psk encryption=aes-ccm,tkip name=\
    sec-guest passphrase=welcome01
/caps-man configuration
add channel=ch2 country=latvia datapath=dp-lan mode=ap name=cfg2 rx-chains=\
    0,1 security=sec-lan ssid=office tx-chains=0,1
add channel=ch5 channel.extension-channel=Ceee datapath=dp-lan \
    guard-interval=any hw-protection-mode=rts-cts mode=ap name=cfg5 security=\
    sec-lan ssid=office
add datapath=dp-guest datapath.client-to-client-forwarding=no mode=ap name=\
    cfg-guest security=sec-guest security.passphrase=welcome02 ssid=\
    "office guest"
/caps-man interface
# inactive time
add channel=ch2 configuration=cfg2 disabled=no l2mtu=1600 mac-address=\
    00:00:5E:00:53:81 master-interface=none name=cap1 radio-mac=\
    00:00:5E:00:53:81 radio-name=00005E005381
# disabled
add configuration=cfg-guest disabled=yes mac-address=02:00:5E:00:53:81 \
    master-interface=cap1 name=cap1-guest radio-mac=00:00:00:00:00:00 \
    radio-name=""
/caps-man rates
add basic=12Mbps name=no-b supported=\
    12Mbps,18Mbps,24Mbps,36Mbps,48Mbps,54Mbps
/interface wireless
# managed by CAPsMAN
set [ find default-name=wlan1 ] ssid=MikroTik
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/ip pool
add name=lan ranges=172.20.0.100-172.20.3.254
add name=guest ranges=172.20.64.2-172.20.64.254
/ip dhcp-server
add address-pool=lan disabled=no interface=br-lan name=lan
add address-pool=guest disabled=no interface=br-guest lease-time=30m name=\
    guest
/caps-man aaa
set mac-format=XXXXXXXXXXXX
/caps-man access-list
add action=reject allow-signal-out-of-range=10s comment="too far" disabled=no \
    signal-range=-120..-85 ssid-regexp=""
add action=accept allow-signal-out-of-range=10s disabled=no mac-address=\
    00:00:5E:00:53:99 mac-address-mask=FF:FF:FF:FF:FF:00 ssid-regexp=\
    "^office\$"
/caps-man manager
set ca-certificate=auto certificate=auto enabled=yes package-path=/upgrade \
    upgrade-policy=suggest-same-version
/caps-man manager interface
set [ find default=yes ] forbid=yes
add disabled=no interface=br-lan
/caps-man provisioning
add action=create-dynamic-enabled hw-supported-modes=gn master-configuration=\
    cfg2 name-format=prefix-identity name-prefix=2g slave-configurations=\
    cfg-guest
add action=create-dynamic-enabled comment="the \"ac\" ones" \
    hw-supported-modes=ac,an master-configuration=cfg5 name-format=identity \
    slave-configurations=cfg-guest
/interface bridge port
add bridge=br-lan interface=ether2
add bridge=br-lan interface=ether3
/interface wireless cap
set bridge=br-lan discovery-interfaces=br-lan enabled=yes interfaces=wlan1
/ip address
add address=172.20.0.1/22 interface=br-lan network=172.20.0.0
add address=172.20.64.1/24 interface=br-guest network=172.20.64.0
/ip dhcp-server network
add address=172.20.0.0/22 caps-manager=172.20.0.1 dns-server=172.20.0.1 \
    gateway=172.20.0.1
add address=172.20.64.0/24 dns-server=172.20.64.1 gateway=172.20.64.1
/lcd
set backlight-timeout=never default-screen=stats-all read-only-mode=yes
/lcd interface pages
set 0 interfaces=sfp1,ether1,ether2,ether3,ether4,ether5
/system identity
set name=capsman
/system routerboard mode-button
set enabled=yes on-event=dark-mode
/system script
add comment=defconf dont-require-permissions=no name=dark-mode owner=*sys \
    policy=ftp,reboot,read,write,policy,test,password,sniff,sensitive,romon \
    source="   :if ([system leds settings get all-leds-off] = \"never\") do={\
    \r\
    \n     /system leds settings set all-leds-off=immediate \r\
    \n   } else={\r\
    \n     /system leds settings set all-leds-off=never \r\
    \n   }"
