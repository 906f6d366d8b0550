# aug/08/2024 08:08:08 by RouterOS 6.49.17
# software id = VERB-CRLF
#
# model = RBmAPL-2nD
# serial number = 171717171717
/interface bridge
add ageing-time=5m arp=enabled arp-timeout=auto auto-mac=yes dhcp-snooping=no \
    disabled=no fast-forward=yes forward-delay=15s igmp-snooping=no \
    max-message-age=20s mtu=auto name=bridge priority=0x8000 protocol-mode=\
    rstp transmit-hold-count=6 vlan-filtering=no
/interface list
set [ find name=all ] comment="contains all interfaces" exclude="" include="" \
    name=all
set [ find name=none ] comment="contains no interfaces" exclude="" include="" \
    name=none
set [ find name=dynamic ] comment="contains dynamic interfaces" exclude="" \
    include="" name=dynamic
add exclude="" include="" name=WAN
/ip pool
add name=dhcp ranges=192.168.88.10-192.168.88.254
/ip dhcp-server
add add-arp=no address-pool=dhcp always-broadcast=no authoritative=yes \
    bootp-lease-time=forever bootp-support=static conflict-detection=yes \
    delay-threshold=none disabled=no interface=bridge lease-script="" \
    lease-time=10m name=defconf use-radius=no
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
    queue=default-small/default-small target=192.168.88.0/24 \
    !target-addresses !time !total-bucket-size !total-burst-limit \
    !total-burst-threshold !total-burst-time !total-limit-at !total-max-limit \
    !total-priority total-queue=default-small
/interface bridge port
add auto-isolate=no bpdu-guard=no bridge=bridge broadcast-flood=yes disabled=\
    no edge=auto fast-leave=no frame-types=admit-all horizon=none hw=yes \
    ingress-filtering=no interface=wlan1 learn=auto multicast-router=\
    temporary-query path-cost=10 point-to-point=auto priority=0x80 pvid=1 \
    restricted-role=no restricted-tcn=no tag-stacking=no trusted=no \
    unknown-multicast-flood=yes unknown-unicast-flood=yes
/interface detect-internet
set detect-interface-list=none internet-interface-list=none \
    lan-interface-list=none wan-interface-list=none
/ip address
add address=192.168.88.1/24 comment=defconf disabled=no interface=bridge \
    network=192.168.88.0
/ip dhcp-server network
add address=192.168.88.0/24 caps-manager="" comment=defconf dhcp-option="" \
    dns-none=no dns-server=192.168.88.1 domain="" gateway=192.168.88.1 \
    ntp-server="" wins-server=""
/ip firewall filter
add action=accept !address-list !address-list-timeout chain=input \
    !connection-bytes !connection-limit !connection-mark \
    !connection-nat-state !connection-rate connection-state=\
    established,related,untracked !connection-type !content disabled=no !dscp \
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
add action=drop !address-list !address-list-timeout chain=input \
    !connection-bytes !connection-limit !connection-mark \
    !connection-nat-state !connection-rate !connection-state !connection-type \
    !content disabled=no !dscp !dst-address !dst-address-list \
    !dst-address-type !dst-limit !dst-port !fragment !hotspot !hw-offload \
    !icmp-options !in-bridge-port !in-bridge-port-list !in-interface \
    in-interface-list=!WAN !ingress-priority !ipsec-policy !ipv4-options \
    !jump-target !layer7-protocol !limit log=no log-prefix="" !nth \
    !out-bridge-port !out-bridge-port-list !out-interface !out-interface-list \
    !p2p !packet-mark !packet-size !per-connection-classifier !port !priority \
    !protocol !psd !random !realm !reject-with !routing-mark !routing-table \
    !src-address !src-address-list !src-address-type !src-mac-address \
    !src-port !tcp-flags !tcp-mss !time !tls-host !tos !ttl
/ip firewall mangle
add action=change-mss !address-list !address-list-timeout chain=forward \
    !connection-bytes !connection-limit !connection-mark \
    !connection-nat-state !connection-rate !connection-state !connection-type \
    !content disabled=no !dscp !dst-address !dst-address-list \
    !dst-address-type !dst-limit !dst-port !fragment !hotspot !icmp-options \
    !in-bridge-port !in-bridge-port-list !in-interface !in-interface-list \
    !ingress-priority !ipsec-policy !ipv4-options !jump-target \
    !layer7-protocol !limit log=no log-prefix="" !new-connection-mark \
    !new-dscp new-mss=clamp-to-pmtu !new-packet-mark !new-priority \
    !new-routing-mark !new-ttl !nth !out-bridge-port !out-bridge-port-list \
    !out-interface !out-interface-list !p2p !packet-mark !packet-size \
    passthrough=yes !per-connection-classifier !port !priority protocol=tcp \
    !psd !random !realm !route-dst !routing-mark !routing-table !sniff-id \
    !sniff-target !sniff-target-port !src-address !src-address-list \
    !src-address-type !src-mac-address !src-port tcp-flags=syn !tcp-mss !time \
    !tls-host !tos !ttl
/ip firewall raw
add action=drop !address-list !address-list-timeout chain=prerouting !content \
    disabled=yes !dscp !dst-address !dst-address-list !dst-address-type \
    !dst-limit !dst-port !fragment !hotspot !hw-offload !icmp-options \
    !in-bridge-port !in-bridge-port-list !in-interface !in-interface-list \
    !ingress-priority !ipsec-policy !ipv4-options !jump-target !limit log=no \
    log-prefix="" !nth !out-bridge-port !out-bridge-port-list !out-interface \
    !out-interface-list !p2p !packet-mark !packet-size \
    !per-connection-classifier !port !priority !protocol !psd !random \
    src-address=192.0.2.66 !src-address-list !src-address-type \
    !src-mac-address !src-port !tcp-flags !tcp-mss !time !tls-host !tos !ttl
/ip ipsec settings
set accounting=yes interim-update=0s xauth-use-radius=no
/ip neighbor discovery-settings
set discover-interface-list=!dynamic
/ip ssh
set allow-none-crypto=no always-allow-password-login=no forwarding-enabled=no \
    host-key-size=2048 strong-crypto=no
/ip tftp settings
set max-block-size=4096
/ip traffic-flow
set active-flow-timeout=30m cache-entries=4k enabled=no \
    inactive-flow-timeout=15s interfaces=all
/tool bandwidth-server
set allocate-udp-ports-from=2000 authenticate=yes enabled=yes max-sessions=\
    100
/tool romon
set enabled=no id=00:00:00:00:00:00 secrets=""
/tool sniffer
set file-limit=1000KiB file-name="" filter-cpu="" filter-direction=any \
    filter-interface="" filter-ip-address="" filter-ip-protocol="" \
    filter-mac-address="" filter-mac-protocol="" \
    filter-operator-between-entries=or filter-port="" filter-size="" \
    filter-stream=no memory-limit=100KiB memory-scroll=yes only-headers=no \
    streaming-enabled=no streaming-server=0.0.0.0:37008
