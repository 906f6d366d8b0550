# 2025-10-30 23:45:01 by RouterOS 7.20.4
# system id = aaaaAAAA000
#
/ip pool add name=a ranges=100.64.0.0/20
/ip pool add name=b next-pool=a ranges=100.64.32.10-100.64.47.250,100.64.48.1
/ppp profile set *0 dns-server=192.0.2.53 local-address=100.64.0.1
/ppp profile add dhcpv6-pd-pool=pd dns-server=192.0.2.53,192.0.2.54 local-address=100.64.0.1 name=fibre on-up=":log info \"\$user \\\"up\\\"\"" rate-limit=100M/100M remote-address=a
/ppp profile add local-address=100.64.0.1 name=radio queue-type=*2 rate-limit=5M/20M remote-address=b
/ppp profile set *FFFFFFFE use-encryption=required
/ipv6 pool add name=pd prefix=2001:db8:4000::/36 prefix-length=56
/queue type add cake-diffserv=diffserv4 cake-flowmode=dual-dsthost kind=cake name=cake-down
/queue type add fq-codel-ecn=no kind=fq-codel name="fq codel"
/interface pppoe-server server add default-profile=fibre disabled=no interface=ether2 keepalive-timeout=30 one-session-per-host=yes pado-delay=10 service-name=fibre
/interface pppoe-server server add authentication=chap,mschap2 default-profile=*5 interface=*C max-mru=1492 max-mtu=1492 mrru=1600 service-name=radio
/ip dhcp-server config set interim-update=5m store-leases-disk=immediately
/ppp aaa set interim-update=10m use-radius=yes
/ppp secret add name=f1 profile=fibre remote-address=100.64.1.1 service=pppoe
/ppp secret add limit-bytes-in=10000000000 name="f 2" password="t;e=s't" profile=radio
/queue tree add limit-at=10M max-limit=100M name=all packet-mark=no-mark parent=ether1 queue="fq codel"
/radius add accounting-port=1646 address=192.0.2.60 authentication-port=1645 comment="first; \"main\"" require-message-auth=no secret=radiustest service=ppp,hotspot src-address=192.0.2.1 timeout=5s
/radius add address=192.0.2.61 protocol=radsec secret=radiustest2 service=login
/system identity set name=pppoe-1