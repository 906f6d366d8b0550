:local toId do={
  :local mac [:convert transform=lc $1]
  :return "1:$mac"
}
:local m "AA:BB:CC:00:11:0F"
/ip dhcp-server lease add address=10.7.0.5 mac-address=$m client-id=[$toId $m] comment="by id"
:put [/ip dhcp-server lease get [find comment="by id"] client-id]
:put ([:len $m] / 3 + 1)
