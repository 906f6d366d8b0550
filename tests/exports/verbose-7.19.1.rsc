# 2025-06-20 10:11:12 by RouterOS 7.19.1
# system id = veVEveVEveV
#
/interface bridge
add ageing-time=5m arp=enabled arp-timeout=auto auto-mac=yes dhcp-snooping=no \
    disabled=no fast-forward=yes forward-delay=15s igmp-snooping=no \
    max-message-age=20s mtu=auto name=bridge1 port-cost-mode=long priority=\
    0x8000 protocol-mode=rstp transmit-hold-count=6 vlan-filtering=no
/interface ethernet
set [ find default-name=ether1 ] arp=enabled arp-timeout=auto \
    auto-negotiation=yes bandwidth=unlimited/unlimited disable-running-check=\
    yes disabled=no full-duplex=yes l2mtu=1596 loop-protect=default \
    loop-protect-disable-time=5m loop-protect-send-interval=5s mac-address=\
    00:00:5E:00:53:19 mtu=1500 name=ether1 rx-flow-control=off speed=100Mbps \
    tx-flow-control=off
/interface list
set [ find name=all ] comment="contains all interfaces" exclude="" include="" \
    name=all
set [ find name=none ] comment="contains no interfaces" exclude="" include="" \
    name=none
set [ find name=static ] comment="contains static interfaces" exclude="" \
    include="" name=static
/interface lte apn
set [ find default=yes ] add-default-route=yes apn=internet authentication=\
    none default-route-distance=2 ip-type=auto name=default use-network-apn=\
    yes use-peer-dns=yes
/ip dhcp-client option
set clientid_duid code=61 name=clientid_duid value="0xff\$(CLIENT_DUID)"
set clientid code=61 name=clientid value="0x01\$(CLIENT_MAC)"
set hostname code=12 name=hostname value="\$(HOSTNAME)"
/ip ipsec proposal
set [ find default=yes ] auth-algorithms=sha1 disabled=no enc-algorithms=\
    aes-256-cbc,aes-192-cbc,aes-128-cbc lifetime=30m name=default pfs-group=\
    modp1024
/ip pool
add name=pool1 ranges=10.19.0.10-10.19.0.200
/ip dhcp-server
add add-arp=no address-lists="" address-pool=pool1 always-broadcast=no \
    authoritative=yes bootp-lease-time=forever bootp-support=static \
    conflict-detection=yes delay-threshold=none disabled=no interface=bridge1 \
    lease-script="" lease-time=30m name=server1 use-radius=no \
    use-reconfigure=no
/ip smb users
set [ find default=yes ] disabled=no name=guest read-only=yes
/ppp profile
set *0 address-list="" bridge-learning=default change-tcp-mss=default name=\
    default on-down="" on-up="" only-one=default use-compression=default \
    use-encryption=default use-mpls=default use-upnp=default
set *FFFFFFFE address-list="" bridge-learning=default change-tcp-mss=yes \
    name=default-encryption on-down="" on-up="" only-one=default \
    use-compression=default use-encryption=yes use-mpls=default use-upnp=\
    default
/queue simple
add bucket-size=0.1/0.1 burst-limit=0/0 burst-threshold=0/0 burst-time=0s/0s \
    !direction disabled=no !dst !dst-address !interface limit-at=0/0 \
    max-limit=1M/2M name=queue1 !p2p packet-marks="" parent=none priority=8/8 \
    queue=default-small/default-small target=10.19.0.0/24 !target-addresses \
    !time !total-bucket-size !total-burst-limit !total-burst-threshold \
    !total-burst-time !total-limit-at !total-max-limit !total-priority \
    total-queue=default-small
/queue type
set 0 kind=pfifo name=default pfifo-limit=50
set 1 kind=pfifo name=ethernet-default pfifo-limit=50
set 2 kind=sfq name=wireless-default sfq-allot=1514 sfq-perturb=5
/routing bgp template
set default add-path-out=none as=65530 disabled=no name=default \
    routing-table=main
/snmp community
set [ find default=yes ] addresses=::/0 authentication-protocol=MD5 disabled=\
    no encryption-protocol=DES name=public read-access=yes security=none \
    write-access=no
/system logging action
set 0 memory-lines=1000 memory-stop-on-full=no name=memory target=memory
set 3 name=remote remote=0.0.0.0 remote-log-format=default remote-port=514 \
    remote-protocol=udp src-address=0.0.0.0 syslog-facility=daemon \
    syslog-severity=auto syslog-time-format=bsd-syslog target=remote vrf=main
/interface bridge port
add auto-isolate=no bpdu-guard=no bridge=bridge1 broadcast-flood=yes \
    disabled=no edge=auto fast-leave=no frame-types=admit-all horizon=none \
    hw=yes ingress-filtering=no interface=ether2 learn=auto multicast-router=\
    temporary-query path-cost=10 point-to-point=auto priority=0x80 pvid=1 \
    restricted-role=no restricted-tcn=no tag-stacking=no trusted=no \
    unknown-multicast-flood=yes unknown-unicast-flood=yes
/interface bridge settings
set allow-fast-path=yes use-ip-firewall=no use-ip-firewall-for-pppoe=no \
    use-ip-firewall-for-vlan=no
/interface l2tp-server server
set accept-proto-version=all allow-fast-path=no authentication=\
    pap,chap,mschap1,mschap2 caller-id-type=ip-address default-profile=\
    default-encryption enabled=no keepalive-timeout=30 l2tpv3-circuit-id="" \
    l2tpv3-digest-hash=md5 max-mru=1450 max-mtu=1450 max-sessions=unlimited \
    mrru=disabled one-session-per-host=no use-ipsec=no
/ip address
add address=10.19.0.1/24 disabled=no interface=bridge1 network=10.19.0.0
/ip cloud
set ddns-enabled=auto ddns-update-interval=none update-time=yes
/ip dhcp-client
add add-default-route=yes allow-reconfigure=no check-gateway=none \
    default-route-distance=1 default-route-tables=default dhcp-options=\
    hostname,clientid disabled=no interface=ether1 name=client1 use-peer-dns=\
    yes use-peer-ntp=yes
/ip dhcp-server config
set accounting=yes interim-update=0s radius-password=empty store-leases-disk=\
    5m
/ip dhcp-server network
add address=10.19.0.0/24 caps-manager="" dhcp-option="" dhcp-option-set="" \
    dns-none=no dns-server="" domain="" gateway=10.19.0.1 !next-server \
    ntp-server="" wins-server=""
/ip firewall filter
add action=accept !address-list !address-list-timeout chain=input \
    !connection-bytes !connection-limit !connection-mark \
    !connection-nat-state !connection-rate connection-state=\
    established,related !connection-type !content disabled=no !dscp \
    !dst-address !dst-address-list !dst-address-type !dst-limit !dst-port \
    !fragment !hotspot !hw-offload !icmp-options !in-bridge-port \
    !in-bridge-port-list !in-interface !in-interface-list !ingress-priority \
    !ipsec-policy !ipv4-options !jump-target !layer7-protocol !limit log=no \
    log-prefix="" !nth !out-bridge-port !out-bridge-port-list !out-interface \
    !out-interface-list !p2p !packet-mark !packet-size \
    !per-connection-classifier !port !priority !protocol !psd !random !realm \
    !reject-with !routing-mark !routing-table !src-address !src-address-list \
    !src-address-type !src-mac-address !src-port !tcp-flags !tcp-mss !time \
    !tls-host !tos !ttl
/ip firewall nat
add action=masquerade !address-list !address-list-timeout chain=srcnat \
    !connection-bytes !connection-limit !connection-mark !connection-rate \
    !connection-state !connection-type !content disabled=no !dscp \
    !dst-address !dst-address-list !dst-address-type !dst-limit !dst-port \
    !fragment !hotspot !icmp-options !in-bridge-port !in-bridge-port-list \
    !in-interface !in-interface-list !ingress-priority !ipsec-policy \
    !ipv4-options !jump-target !layer7-protocol !limit log=no log-prefix="" \
    !nth !out-bridge-port !out-bridge-port-list out-interface=ether1 \
    !out-interface-list !p2p !packet-mark !packet-size \
    !per-connection-classifier !port !priority !protocol !psd !random \
    !randomise-ports !realm !routing-mark !routing-table !same-not-by-dst \
    !socks5-port !socks5-server !socksify-service !src-address \
    !src-address-list !src-address-type !src-mac-address !src-port !tcp-flags \
    !tcp-mss !time !tls-host !to-addresses !to-ports !tos !ttl
/ip route
add !blackhole disabled=no distance=1 dst-address=10.99.0.0/16 gateway=\
    10.19.0.2 pref-src="" routing-table=main scope=30 suppress-hw-offload=no \
    target-scope=10 !vrf-interface
/ip service
set ftp address="" disabled=no max-sessions=20 port=21 vrf=main
set ssh address="" disabled=no max-sessions=20 port=22 vrf=main
set telnet address="" disabled=no max-sessions=20 port=23 vrf=main
set www address="" disabled=no max-sessions=20 port=80 vrf=main
set www-ssl address="" certificate=none disabled=yes max-sessions=20 port=443 \
    tls-version=any vrf=main
set winbox address="" disabled=no max-sessions=20 port=8291 vrf=main
set api address="" disabled=no max-sessions=20 port=8728 vrf=main
set api-ssl address="" certificate=none disabled=no max-sessions=20 port=8729 \
    tls-version=any vrf=main
/ip settings
set accept-redirects=no accept-source-route=no allow-fast-path=yes \
    arp-timeout=30s icmp-errors-use-inbound-interface-address=no \
    icmp-rate-limit=10 icmp-rate-mask=0x1818 ip-forward=yes \
    ipv4-multipath-hash-policy=l3 max-neighbor-entries=16384 rp-filter=no \
    secure-redirects=yes send-redirects=yes tcp-syncookies=no tcp-timestamps=\
    random-offset
/ipv6 nd
set [ find default=yes ] advertise-dns=yes advertise-mac-address=yes \
    disabled=no dns="" hop-limit=unspecified interface=all \
    managed-address-configuration=no mtu=unspecified other-configuration=no \
    pref64="" ra-delay=3s ra-interval=3m20s-10m ra-lifetime=30m \
    ra-preference=medium reachable-time=unspecified retransmit-interval=\
    unspecified
/system clock
set time-zone-autodetect=yes time-zone-name=Etc/UTC
/system identity
set name="CHR \"test\""
/system logging
set 0 action=memory disabled=no prefix="" regex="" topics=info
set 1 action=memory disabled=no prefix="" regex="" topics=error
/system note
set note="" show-at-cli-login=no show-at-login=yes
/system ntp client
set enabled=no mode=unicast servers="" vrf=main
/tool bandwidth-server
set allocate-udp-ports-from=2000 allowed-addresses4="" allowed-addresses6="" \
    authenticate=yes enabled=yes max-sessions=100
