# 2023-07-14 19:00:00 by RouterOS 7.10.2
# software id = QUEU-7102
#
# model = RB960PGS
# serial number = 710271027102
/ip kid-control
add fri=15h-21h mon=15h-20h name=kid sat=9h-22h sun="" thu=15h-20h tue=\
    15h-20h wed=15h-20h
/ip kid-control device
add mac-address=00:00:5E:00:53:31 name=tablet user=kid
/ip pool
add name=flat ranges=192.168.9.20-192.168.9.220
/ip dhcp-server
add address-pool=flat interface=bridge lease-time=1d name=flat parent-queue=\
    all
/queue type
add cake-bandwidth=50.0Mbps cake-nat=yes cake-rtt-scheme=internet kind=cake \
    name=cake-up
add fq-codel-limit=1000 fq-codel-quantum=300 kind=fq-codel name=fq-codel
set 9 pcq-limit=60KiB
/queue simple
add max-limit=20M/90M name=all queue=cake-up/cake-up target=192.168.9.0/24
add max-limit=2M/5M name="kid (evening)" parent=all target=192.168.9.31/32 \
    time=19:00:00-06:30:00,sun,mon,tue,wed,thu
add max-limit=5M/10M name=guest parent=all priority=7/7 target=\
    192.168.9.200/29 time=0s-1d,sat
/ip dhcp-server network
add address=192.168.9.0/24 dns-server=192.168.9.1 gateway=192.168.9.1
/ip firewall address-list
add address=192.168.9.31 list=kids timeout=1w2d
/ip firewall filter
add action=drop chain=forward protocol=udp src-address-list=kids time=\
    21h-6h,sun,mon,tue,wed,thu
add action=drop chain=forward src-address-list=!kids ttl=less-than:5
add action=reject chain=forward protocol=tcp reject-with=tcp-reset tls-host=\
    *.games.example
/ip firewall raw
add action=notrack chain=prerouting dst-port=!53,123 protocol=udp
/tool graphing queue
add simple-queue=all
/tool traffic-monitor
add interface=ether1 name=tmon1 on-event=":log info \"much traffic\"" \
    threshold=50000000
