{
:local lan "192.168.70"
:local wan "ether1"
/ip pool
add name=lan ranges=("$lan" . ".10-" . $lan . ".99")
add name=second ranges="$lan.120-$lan.150"
/ip address add address="$lan.1/24" interface=ether2 comment="lan"
/ip dhcp-server
add name=lan interface=ether2 address-pool=lan disabled=no lease-time=12h
/ip dhcp-server network
add address=($lan . ".0/24") gateway=($lan . ".1") dns-server=($lan . ".1")
/ip firewall nat add chain=srcnat out-interface=$wan action=masquerade
}
{
/system identity set name="braced router"
}