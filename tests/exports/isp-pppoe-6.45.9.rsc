# feb/29/2020 23:59:59 by RouterOS 6.45.9
# software id = 0AAA-BBBB
#
# model = CCR1009-7G-1C-1S+
# serial number = A1B2C3D4E5F6
/interface bridge
add fast-forward=no name=loopback
add comment="access, all towers" name=br-access protocol-mode=none
/interface ethernet
set [ find default-name=ether1 ] comment="uplink A" speed=100Mbps
set [ find default-name=combo1 ] advertise=\
    10M-half,10M-full,100M-half,100M-full,1000M-half,1000M-full combo-mode=\
    sfp
set [ find default-name=sfp-sfpplus1 ] auto-negotiation=no comment=\
    "ring north" l2mtu=1600 mtu=1600
/interface vlan
add interface=sfp-sfpplus1 name=vlan101-north vlan-id=101
add arp=reply-only interface=sfp-sfpplus1 name=vlan102-south use-service-tag=\
    yes vlan-id=102
/ip pool
add name=pppoe-a ranges=100.64.0.2-100.64.3.254
add name=pppoe-b next-pool=pppoe-a ranges=\
    100.64.8.2-100.64.8.254,100.64.9.0/24
add name=blocked ranges=10.255.0.2-10.255.0.254
/ppp profile
set *0 change-tcp-mss=yes dns-server=192.0.2.53,192.0.2.54 local-address=\
    100.64.0.1 use-compression=no use-mpls=no
add address-list=CUSTOMERS change-tcp-mss=yes local-address=100.64.0.1 name=\
    home-20M only-one=yes parent-queue=*1B rate-limit=5M/20M remote-address=\
    pppoe-a
add change-tcp-mss=yes local-address=100.64.0.1 name=home-50M on-down=":local \
    who \$user\r\
    \n/ip firewall address-list remove [find comment=\$who]" on-up=":local who\
    \_\$user\r\
    \n:local ip \$\"remote-address\"\r\
    \n/ip firewall address-list add list=online address=\$ip comment=\$who\r\
    \n:log info \"\$who has \$ip\"" only-one=yes rate-limit=10M/50M \
    remote-address=pppoe-b
add local-address=10.255.0.1 name=debtor rate-limit=128k/128k remote-address=\
    blocked
set *FFFFFFFE change-tcp-mss=yes local-address=100.64.0.1 remote-address=\
    pppoe-a
/queue type
set 0 pfifo-limit=100
add kind=pcq name=pcq-down-20M pcq-classifier=dst-address \
    pcq-dst-address6-mask=64 pcq-rate=20M pcq-src-address6-mask=64
add kind=pcq name=pcq-up-5M pcq-classifier=src-address pcq-dst-address6-mask=\
    64 pcq-rate=5M pcq-src-address6-mask=64
add kind=sfq name=sfq-default sfq-allot=1600
/queue simple
add dst=sfp-sfpplus1 max-limit=900M/900M name=uplink target=br-access
add limit-at=512k/1M max-limit=2M/4M name="business: bakery" packet-marks=\
    no-mark parent=uplink queue=pcq-up-5M/pcq-down-20M target=100.64.8.20/32
add burst-limit=10M/20M burst-threshold=4M/8M burst-time=16s/16s max-limit=\
    5M/10M name=OP-HP packet-marks=BYPASS-OP-HP priority=2/2 target="10.0.0.0/\
    8,192.168.10.0/24,192.168.20.0/24,192.168.30.0/24,192.168.40.0/24"
/queue tree
add max-limit=900M name=down parent=global queue=pcq-down-20M
add limit-at=100M max-limit=400M name=down-voip packet-mark=voip parent=down \
    priority=1
/snmp community
set [ find default=yes ] addresses=192.0.2.0/24 name=nms-ro
add addresses=0.0.0.0/0 authentication-password=longer-than-8 \
    encryption-password=longer-than-8 name=v3 security=private
/interface bridge port
add bridge=br-access interface=vlan101-north
add bridge=br-access interface=vlan102-south
/interface pppoe-server server
add authentication=pap,chap default-profile=home-20M disabled=no interface=\
    br-access keepalive-timeout=30 max-mru=1480 max-mtu=1480 \
    one-session-per-host=yes service-name=access
/ip address
add address=198.51.100.6/29 interface=ether1 network=198.51.100.0
add address=192.0.2.1 interface=loopback network=192.0.2.1
/ip firewall address-list
add address=10.255.0.0/24 list=blocked
add address=192.0.2.0/24 comment=staff list=admin
add address=update.example.net list=allowed-for-blocked
/ip firewall filter
add action=accept chain=input src-address-list=admin
add action=drop chain=forward dst-address-list=!allowed-for-blocked \
    src-address-list=blocked
add action=add-src-to-address-list address-list=scanners \
    address-list-timeout=1w3d chain=input protocol=tcp psd=21,3s,3,1
add action=drop chain=input src-address-list=scanners
add action=tarpit chain=input connection-limit=32,32 dst-port=22 protocol=tcp
add action=accept chain=input limit=10,5:packet protocol=icmp
/ip firewall mangle
add action=mark-packet chain=postrouting dscp=46 new-packet-mark=voip \
    passthrough=no
add action=change-mss chain=forward new-mss=1440 out-interface=all-ppp \
    passthrough=yes protocol=tcp tcp-flags=syn tcp-mss=!0-1440
add action=mark-routing chain=prerouting dst-address-type=!local \
    new-routing-mark=via-b passthrough=yes per-connection-classifier=\
    both-addresses-and-ports:2/1 src-address-list=online
/ip firewall nat
add action=src-nat chain=srcnat out-interface=ether1 src-address=\
    100.64.0.0/10 to-addresses=198.51.100.3-198.51.100.5
add action=redirect chain=dstnat dst-port=80 protocol=tcp src-address-list=\
    blocked to-ports=8081
/ip route
add check-gateway=ping distance=1 gateway=198.51.100.1
add distance=10 gateway=198.51.100.2 routing-mark=via-b
add distance=1 dst-address=203.0.113.0/24 type=blackhole
/ip route rule
add action=lookup-only-in-table dst-address=192.0.2.0/24 table=main
add routing-mark=via-b table=via-b
/ip service
set telnet disabled=yes
set www disabled=yes port=8080
set ssh address=192.0.2.0/24 port=2222
set winbox address=192.0.2.0/24,198.51.100.0/29
/ppp aaa
set interim-update=5m use-radius=yes
/ppp secret
add name=k1001 password=q1w2e3 profile=home-20M service=pppoe
add name=k1002 password=r4t5z6 profile=home-50M remote-address=100.64.8.20 \
    service=pppoe
add caller-id=00:00:5E:00:53:44 comment="pays on the 3rd; call first" \
    disabled=yes name=k1003 password="" profile=debtor service=pppoe
add name=k1004 profile=*5
/radius
add address=192.0.2.60 comment=billing secret=testing123 service=ppp \
    src-address=192.0.2.1 timeout=1s500ms
add address=192.0.2.61 secret=testing123 service=ppp,login timeout=3s
/snmp
set contact="NOC <noc@example.net>" enabled=yes location=\
    "Tower 7, rack \"B\"" trap-version=2
/system clock
set time-zone-name=America/Sao_Paulo
/system identity
set name=BRAS-1
/system logging
set 0 topics=info,!pppoe,!ppp,!account
add action=remote topics=pppoe,error
add disabled=yes topics=radius,debug
/system ntp client
set enabled=yes primary-ntp=192.0.2.123
/tool graphing interface
add allow-address=192.0.2.0/24 interface=ether1
/tool graphing resource
add allow-address=192.0.2.0/24
/tool romon
set enabled=yes secrets=romon-test
