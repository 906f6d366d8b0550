# oct/10/2020 10:10:10 by RouterOS 6.46.8
# software id = LLTP-IPSC
#
# model = RB3011UiAS
# serial number = 8A8B8C8D8E8F
/interface l2tp-client
add allow=mschap2 connect-to=vpn.hq.example.com disabled=no ipsec-secret=\
    test-psk-1 keepalive-timeout=30 name=l2tp-hq password=branchpw use-ipsec=\
    yes user=branch7
/interface eoip
add allow-fast-path=no ipsec-secret=test-psk-2 keepalive=10s,10 \
    local-address=198.51.100.30 mac-address=00:00:5E:00:53:71 name=eoip-hq \
    remote-address=203.0.113.30 tunnel-id=7
/interface gre
add !keepalive local-address=198.51.100.30 name=gre-lab remote-address=\
    203.0.113.31
/interface ipip
add ipsec-secret="two words" local-address=198.51.100.30 name=ipip-dc \
    remote-address=203.0.113.32
/ip ipsec mode-config
set [ find default=yes ] name=request-only responder=no use-responder-dns=\
    exclusively
/ip ipsec policy group
add name=branches
/ip ipsec profile
set [ find default=yes ] dh-group=modp2048 enc-algorithm=aes-256 \
    hash-algorithm=sha256
add dh-group=modp4096,modp2048 dpd-interval=2m enc-algorithm=aes-256,aes-192 \
    lifetime=1d10m name=strong nat-traversal=no
/ip ipsec peer
add address=203.0.113.30/32 exchange-mode=ike2 local-address=198.51.100.30 \
    name=hq profile=strong
add name=roadwarriors passive=yes
/ip ipsec proposal
set [ find default=yes ] auth-algorithms=sha256,sha1 enc-algorithms=\
    aes-256-cbc,aes-128-cbc pfs-group=none
add auth-algorithms=sha512 enc-algorithms=aes-256-gcm lifetime=8h name=strong \
    pfs-group=modp4096
/ip pool
add name=vpn ranges=172.16.77.10-172.16.77.50
add name=lan ranges=172.16.7.100-172.16.7.199
/ip dhcp-server
add address-pool=lan disabled=no interface=ether2 lease-time=12h name=lan
/ppp profile
set *0 use-encryption=required
add dns-server=172.16.7.1 local-address=172.16.77.1 name=l2tp only-one=no \
    remote-address=vpn use-encryption=required
set *FFFFFFFE dns-server=172.16.7.1 local-address=172.16.77.1 remote-address=\
    vpn
/interface l2tp-server server
set authentication=mschap2 default-profile=l2tp enabled=yes ipsec-secret=\
    shared-test use-ipsec=required
/interface pptp-server server
# PPTP connections are considered unsafe, it is suggested to use a different VPN protocol instead
set authentication=mschap1,mschap2 enabled=yes
/interface sstp-server server
set authentication=mschap2 certificate=*3 default-profile=l2tp enabled=yes \
    port=4443
/ip address
add address=172.16.7.1/24 interface=ether2 network=172.16.7.0
add address=198.51.100.30/27 interface=ether1 network=198.51.100.0
/ip dhcp-server network
add address=172.16.7.0/24 dns-server=172.16.7.1 gateway=172.16.7.1
/ip firewall filter
add action=accept chain=input dst-port=500,1701,4500 protocol=udp
add action=accept chain=input protocol=ipsec-esp
add action=accept chain=input ipsec-policy=in,ipsec
/ip firewall nat
add action=accept chain=srcnat dst-address=172.16.0.0/12 ipsec-policy=\
    out,ipsec
add action=masquerade chain=srcnat out-interface=ether1
/ip ipsec identity
add generate-policy=port-strict mode-config=*1 peer=roadwarriors \
    policy-template-group=branches secret=test-psk-3
add peer=hq secret="long \\ and \$trange"
/ip ipsec policy
set 0 disabled=yes
add dst-address=172.16.0.0/24 peer=hq proposal=strong sa-dst-address=\
    203.0.113.30 sa-src-address=198.51.100.30 src-address=172.16.7.0/24 \
    tunnel=yes
add group=branches template=yes
/ip route
add distance=1 gateway=198.51.100.1
add disabled=yes distance=2 dst-address=172.16.0.0/24 gateway=l2tp-hq \
    pref-src=172.16.7.1 scope=20
/ppp aaa
set accounting=yes use-radius=no
/ppp secret
add name=ivan password=iv4n profile=l2tp service=l2tp
add local-address=172.16.77.1 name=olga password="ol\"ga" profile=l2tp \
    remote-address=172.16.77.60 routes="10.9.0.0/24 172.16.77.60 1" service=\
    l2tp
/system identity
set name=branch-7
/system logging
add topics=ipsec,!packet,!debug
add action=disk topics=l2tp,ppp,error