# jul/07/2019 07:07:07 by RouterOS 6.44.3
# software id = DUAL-STAC
#
# model = RB450Gx4
# serial number = 646464000000
/interface 6to4
add comment="tunnel \"broker\"" local-address=198.51.100.90 mtu=1280 name=\
    sit1 remote-address=203.0.113.90
/ip pool
add name=v4 ranges=192.168.66.10-192.168.66.99
/ip dhcp-server
add address-pool=v4 disabled=no interface=bridge name=v4
/ipv6 dhcp-server
add address-pool=pd interface=bridge lease-time=1d name=v6
/ipv6 pool
add name=pd prefix=2001:db8:66::/48 prefix-length=64
/ip dhcp-server network
add address=192.168.66.0/24 gateway=192.168.66.1
/ipv6 address
add address=2001:db8:66::1 interface=bridge
add address=2001:db8:fe::2 advertise=no interface=sit1
/ipv6 dhcp-client
add add-default-route=yes interface=ether1 pool-name=isp request=prefix \
    script=":log info \"got \$\"pd-prefix\"\"" use-peer-dns=no
/ipv6 dhcp-server binding
add address=2001:db8:66:8000::/56 duid=0x00005e0053a1 iaid=1 server=v6
/ipv6 firewall address-list
add address=2001:db8:bad::/48 list=blocked
/ipv6 firewall filter
add action=accept chain=input protocol=icmpv6
add action=drop chain=forward src-address-list=blocked
add action=accept chain=forward in-interface=!sit1
/ipv6 nd
set [ find default=yes ] advertise-dns=yes managed-address-configuration=yes
/ipv6 nd prefix
add 6to4-interface=sit1 autonomous=yes interface=bridge
add 6to4-interface=none interface=bridge on-link=yes prefix=2001:db8:66::/64
/ipv6 nd prefix default
set preferred-lifetime=4h valid-lifetime=4w2d
/ipv6 route
add distance=1 dst-address=2000::/3 gateway=2001:db8:fe::1
