# nov/30/2018 16:16:16 by RouterOS 6.43.8
# software id = VILL-AGE0
#
# model = 951Ui-2HnD
# serial number = E1E2E3E4E5E6
/ip firewall layer7-protocol
add name=video regexp="^.+(video|stream)\\.example.*\$"
add comment="who knows" name=torrent regexp=\
    "^(\\x13bittorrent protocol|azver\\x01\$|get /scrape\\\?info_hash=)"
/ip pool
add name=village ranges=10.60.0.10-10.60.3.250
/ip dhcp-server
add address-pool=village disabled=no interface=ether2 lease-time=30m name=\
    village
/queue simple
add max-limit=4M/16M name="video \"cap\"" packet-marks=video target=\
    10.60.0.0/22
/ip address
add address=10.60.0.1/22 interface=ether2 network=10.60.0.0
/ip dhcp-server network
add address=10.60.0.0/22 dns-server=10.60.0.1 gateway=10.60.0.1
/ip firewall filter
add action=drop chain=forward content="a=b\?c" protocol=tcp
add action=reject chain=forward layer7-protocol=torrent reject-with=\
    icmp-admin-prohibited
add action=drop chain=forward dst-port=6881-6889,!6885 protocol=tcp
add action=accept chain=forward time=8h-18h30m,mon,tue,wed,thu,fri
add action=accept chain=input protocol=tcp src-mac-address=!00:00:5E:00:53:01 \
    tcp-flags=syn,!ack
add action=drop chain=input dst-limit=50,100,src-and-dst-addresses/1m40s \
    icmp-options=8:0-255 protocol=icmp
/ip firewall mangle
add action=mark-connection chain=prerouting layer7-protocol=video \
    new-connection-mark=video passthrough=yes
add action=mark-packet chain=prerouting connection-mark=video \
    new-packet-mark=video passthrough=no
add action=change-dscp chain=postrouting new-dscp=46 out-interface=!ether2 \
    packet-size=0-200
/ip proxy
set anonymous=yes cache-administrator="admin@village.example" enabled=yes \
    max-cache-size=none parent-proxy=0.0.0.0
/ip proxy access
add action=deny dst-host=":games\\.example\$"
/ip socks
set enabled=yes port=1081
/ip socks access
add action=deny src-address=!10.60.0.0/22
/ip ssh
set allow-none-crypto=no forwarding-enabled=remote strong-crypto=yes
/ip traffic-flow
set enabled=yes interfaces=ether1,ether2
/ip traffic-flow target
add dst-address=10.60.0.5 port=2055 version=9
/ip upnp interfaces
add interface=ether1 type=external
add interface=ether2 type=internal
/lcd pin
set pin-number=4321
/system leds
set 0 leds=user-led type=on
/system ntp client
set enabled=yes server-dns-names=time.example.org,time.example.net
/tool sniffer
set file-limit=1000KiB filter-interface=ether1 filter-port=dns
