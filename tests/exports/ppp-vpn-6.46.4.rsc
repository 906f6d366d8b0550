# feb/17/2020 12:34:56 by RouterOS 6.46.4
# software id = PPPV-PN46
#
# model = CCR1016-12G
# serial number = 464646464646
/interface ovpn-client
add certificate=client.crt_0 cipher=aes256 connect-to=203.0.113.9 \
    mac-address=02:00:5E:00:53:C1 name=ovpn-out1 password=ovpntest user=\
    client
/interface sstp-client
add authentication=mschap2 connect-to=sstp.example.com:4443 disabled=no name=\
    sstp-out1 password="a b c" profile=default-encryption tls-version=\
    only-1.2 user=branch verify-server-address-from-certificate=no
/interface pptp-client
add connect-to=203.0.113.10 name=pptp-out1 password="quote\"d" user=old
/ip pool
add name=sales ranges=172.21.0.10-172.21.0.99
add name=it next-pool=sales ranges=172.21.1.10
/ppp profile
set *0 dns-server=172.21.0.1 only-one=yes use-upnp=no wins-server=172.21.0.2
add address-list=vpn-sales bridge-learning=yes change-tcp-mss=yes dns-server=\
    172.21.0.1,172.21.0.2 idle-timeout=1h insert-queue-before=first \
    local-address=172.21.0.1 name=sales remote-address=sales session-timeout=\
    8h use-encryption=yes
add bridge=bridge-it bridge-horizon=1 bridge-path-cost=20 local-address=\
    172.21.1.1 name="it staff" remote-address=it use-encryption=required \
    use-mpls=no
add incoming-filter=vpn-in local-address=sales name=swap outgoing-filter=\
    vpn-out remote-address=172.21.0.200
set *FFFFFFFE bridge-learning=no only-one=no use-compression=no
/interface l2tp-server server
set authentication=mschap1,mschap2 caller-id-type=number default-profile=\
    sales enabled=yes keepalive-timeout=60 max-mru=1400 max-mtu=1400 mrru=\
    1600 one-session-per-host=yes
/interface ovpn-server server
set auth=sha1 certificate=server.crt_0 cipher=aes192,aes256 default-profile=\
    "it staff" enabled=yes mac-address=FE:00:5E:00:53:C2 netmask=16 \
    require-client-certificate=yes
/interface pptp-server server
set authentication=chap,mschap1,mschap2 default-profile=sales enabled=yes \
    keepalive-timeout=disabled mrru=1600
/interface sstp-server server
set certificate=server.crt_0 default-profile=sales enabled=yes force-aes=yes \
    pfs=yes tls-version=only-1.2 verify-client-certificate=yes
/ppp aaa
set accounting=no use-circuit-id-in-nas-port-id=yes use-radius=yes
/ppp secret
add name=anna password="p w" profile=sales service=sstp
add name="bob smith" password="'single' \"double\"" profile="it staff" \
    remote-address=172.21.1.200 service=ovpn
add ipv6-routes="" limit-bytes-in=1000000 limit-bytes-out=2000000 name=carl \
    password="\\\\server\\share" routes="10.1.0.0/16 172.21.0.77 1,10.2.0.0/16\
    \_172.21.0.77 1,10.3.0.0/16 172.21.0.77 1,10.4.0.0/16 172.21.0.77 1"
add caller-id=198.51.100.201 name=dora password="4=2+2;" profile=swap \
    service=pptp
/radius
add address=172.21.0.9 called-id=main domain=CORP secret="tell no one" \
    service=ppp,login,hotspot,wireless,dhcp timeout=2s
/radius incoming
set accept=yes port=3799
/user aaa
set default-group=write use-radius=yes
