# dec/13/2022 13:13:13 by RouterOS 7.7rc5
# software id = BETA-77RC
#
# model = RB5009UG+S+
# serial number = 777777770005
/interface bridge
add name=bridge
/interface eoip
# timeout is set to longer than keepalive
add keepalive=5s,3 mac-address=02:00:5E:00:53:E7 name=eoip1 remote-address=\
    203.0.113.77 tunnel-id=77
/ip pool
add name=lan ranges=10.107.0.10-10.107.0.250
/ip dhcp-server
# DHCP server can not run on slave interface!
add address-pool=lan interface=ether2 name=lan
# no interface
add address-pool=lan interface=*2 name=gone
/interface bridge port
add bridge=bridge interface=ether2
add bridge=bridge interface=*D
/interface pppoe-server server
# Service is on a slave interface
add default-profile=*2 disabled=no interface=ether2 one-session-per-host=yes \
    service-name=s
/interface pptp-server server
# PPTP connections are considered unsafe, it is suggested to use a different VPN protocol instead
set enabled=yes
/ip address
add address=10.107.0.1/24 interface=bridge network=10.107.0.0
/ip dhcp-client
# DHCP client can not run on slave or passthrough interface!
add interface=ether2 use-peer-ntp=no
/ip dhcp-server network
add address=10.107.0.0/24 gateway=10.107.0.1
/system routerboard settings
# Firmware upgraded successfully, please reboot for changes to take effect!
set auto-upgrade=yes
