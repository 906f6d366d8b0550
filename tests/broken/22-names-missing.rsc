/interface list
add name=WAN
/interface list member
add interface=ether1 list=WAM
/interface bridge
add name=bridge-lan
/ip pool
add name=lan ranges=10.0.0.10-10.0.0.99
/ip dhcp-server
add address-pool=lann interface=brigde-lan name=office
/ip dhcp-server lease
add address=10.0.0.5 mac-address=00:11:22:33:44:55 server=offices
/ppp secret
add name=ada profile=vpn
/ppp profile
add name=office remote-address=guests
/system script
add name=nightly source=":log info \"night\""
/system scheduler
add interval=1d name=night on-event=nightlyy
