/ip dhcp-server option add name=tftp code=66 value="'192.0.2.5'"
/ip dhcp-server option add name=raw code=43 value=0x0104C0000201
:foreach o in=[/ip dhcp-server option find] do={
  :put ([/ip dhcp-server option get $o name] . " " . [/ip dhcp-server option get $o code] . " " . [/ip dhcp-server option get $o value])
}
