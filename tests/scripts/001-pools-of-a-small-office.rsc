# pools and networks of a small office, as exported and then tidied by hand
/ip pool
add name=dhcp_office ranges=192.168.10.100-192.168.10.199
add name=dhcp_guest ranges=192.168.20.10-192.168.20.250
/ip dhcp-server
add address-pool=dhcp_office disabled=yes interface=lo lease-time=8h name=office
/ip dhcp-server network
add address=192.168.10.0/24 comment="office LAN" dns-server=192.168.10.1,1.1.1.1 gateway=\
    192.168.10.1
add address=192.168.20.0/24 dns-server=9.9.9.9 gateway=192.168.20.1 netmask=24
/
:foreach p in=[/ip pool find] do={
  :put ([/ip pool get $p name] . " -> " . [/ip pool get $p ranges])
}
:put [/ip dhcp-server network get [find comment="office LAN"] dns-server]
:put [/ip dhcp-server get office lease-time]
