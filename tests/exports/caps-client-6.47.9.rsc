# mar/03/2021 03:04:05 by RouterOS 6.47.9
# software id = CAPS-CLNT
#
# model = RBcAPGi-5acD2nD
# serial number = 474747474747
/interface bridge
add name=bridge-caps
/interface wireless
# managed by CAPsMAN
# channel: 2412/20-Ce/gn(17dBm), SSID: office, CAPsMAN forwarding
set [ find default-name=wlan1 ] disabled=no ssid=MikroTik
# managed by CAPsMAN
# in scan-list unsupported channel: 5500
# inactive time
set [ find default-name=wlan2 ] disabled=no ssid=MikroTik
/interface gre
# timeout is set to longer than keepalive
add keepalive=3s,2 name=gre1 remote-address=203.0.113.47
/ip pool
add name=local ranges=10.47.0.10-10.47.0.20
/ip dhcp-server
# no interface
add address-pool=local disabled=no interface=*7 name=local
/interface bridge port
# Interface not running
add bridge=bridge-caps interface=ether1
add bridge=bridge-caps interface=ether2
/interface pppoe-server server
# Service is on a slave interface
add interface=ether2 service-name=none
/interface wireless cap
set bridge=bridge-caps certificate=request discovery-interfaces=bridge-caps \
    enabled=yes interfaces=wlan1,wlan2
/ip dhcp-client
add dhcp-options=hostname,clientid disabled=no interface=bridge-caps
/system clock
set time-zone-name=Europe/Riga
/system identity
set name="AP \"attic\""
