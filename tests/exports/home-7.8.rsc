# feb/28/2023 20:21:22 by RouterOS 7.8
# software id = HOME-0078
#
# model = D53G-5HacD2HnD
# serial number = 787878787878
/interface bridge
add name=bridge
/interface lte apn
set [ find default=yes ] apn=internet.example use-network-apn=no
/interface lte
set [ find default-name=lte1 ] allow-roaming=no band="" network-mode=3g,lte
/interface wireless security-profiles
set [ find default=yes ] authentication-types=wpa2-psk mode=dynamic-keys \
    supplicant-identity=MikroTik wpa2-pre-shared-key="tea \"time\" 5\$"
/interface wireless
set [ find default-name=wlan1 ] disabled=no mode=ap-bridge ssid=\
    "D\C3\A9j\C3\A0 vu"
/ip pool
add name=home ranges=192.168.8.100-192.168.8.200
/ip dhcp-server
add address-pool=home interface=bridge name=home
/ppp profile
set *FFFFFFFE dns-server=192.168.8.1 local-address=192.168.8.1 \
    remote-address=home
/interface bridge port
add bridge=bridge interface=ether2
add bridge=bridge interface=wlan1
/interface sstp-server server
set authentication=mschap2 certificate=home default-profile=\
    default-encryption enabled=yes
/ip address
add address=192.168.8.1/24 interface=bridge network=192.168.8.0
/ip dhcp-client
add disabled=yes interface=ether1
/ip dhcp-server network
add address=192.168.8.0/24 comment="D\C3\A9j\C3\A0 vu" dns-server=192.168.8.1 \
    gateway=192.168.8.1
/ip firewall nat
add action=masquerade chain=srcnat out-interface=lte1
/ppp secret
add name=phone profile=default-encryption service=sstp
