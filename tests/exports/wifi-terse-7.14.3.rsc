# 2024-06-01 06:30:00 by RouterOS 7.14.3
# software id = TERS-E714
#
# model = L41G-2axD&FG621-EA
# serial number = 714714714714
/interface bridge add admin-mac=00:00:5E:00:53:54 auto-mac=no comment=defconf name=bridge
/interface wifi set [ find default-name=wifi1 ] channel.skip-dfs-channels=10min-cac configuration.country=Latvia .mode=ap .ssid="two words" disabled=no security.authentication-types=wpa2-psk,wpa3-psk .ft=yes .passphrase=tersetest1
/interface lte apn set [ find default=yes ] apn=internet.example ip-type=ipv4-ipv6 use-network-apn=no
/interface lte apn add apn=vpn.example authentication=pap name="vpn apn" password="l t e" user=u
/interface lte set [ find default-name=lte1 ] allow-roaming=no apn-profiles=default,"vpn apn" band=3,7,20 network-mode=lte sms-read=no
/ip pool add name=default-dhcp ranges=192.168.88.10-192.168.88.254
/ip dhcp-server add address-pool=default-dhcp interface=bridge name=defconf
/interface bridge port add bridge=bridge comment=defconf interface=ether1
/interface list add name=WAN
/interface list member add interface=lte1 list=WAN
/ip address add address=192.168.88.1/24 comment=defconf interface=bridge network=192.168.88.0
/ip dhcp-server lease add address=192.168.88.20 client-id=1:0:0:5e:0:53:20 comment="camera, north side: looks at the yard; \"do not move\"" mac-address=00:00:5E:00:53:20 server=defconf
/ip dhcp-server network add address=192.168.88.0/24 comment=defconf dns-server=192.168.88.1 gateway=192.168.88.1
/ip firewall filter add action=accept chain=input comment="defconf: accept established,related,untracked" connection-state=established,related,untracked
/ip firewall filter add action=drop chain=input comment="defconf: drop all not coming from LAN" in-interface-list=WAN
/ip firewall nat add action=masquerade chain=srcnat comment="defconf: masquerade" ipsec-policy=out,none out-interface-list=WAN
/system identity set name="cabin; north"
/system script add dont-require-permissions=no name=hello owner=admin policy=read source=":log info \"hello \\\"cabin\\\"\"\r\n:put [/system identity get name]"
