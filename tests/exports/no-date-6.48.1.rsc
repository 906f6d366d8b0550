# by RouterOS 6.48.1
/interface ethernet
set [ find default-name=ether1 ] comment="uplink"
/ip pool
add name="users" ranges="172.18.0.20-172.18.0.90"
add name=vpn ranges=172.18.9.2-172.18.9.30
/ip dhcp-server
add address-pool="users" disabled=no interface=ether2 lease-time=1d10m name=\
    "users"
/ppp profile
set *FFFFFFFE local-address=172.18.9.1 remote-address=vpn
/interface l2tp-server server
set enabled=yes ipsec-secret="for tests" use-ipsec=yes
/ip address
add address=172.18.0.1/24 interface=ether2 network=172.18.0.0
/ip dhcp-server network
add address=172.18.0.0/24 comment="users" dns-server="172.18.0.1" gateway=\
    "172.18.0.1"
/ppp secret
add name="eva" password="geheim" service="l2tp"
