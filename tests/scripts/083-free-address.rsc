# the first address of a range that no lease has
/ip dhcp-server lease add address=10.30.0.10 mac-address=02:00:00:00:00:21
/ip dhcp-server lease add address=10.30.0.11 mac-address=02:00:00:00:00:22
:local free
:local a 10.30.0.10
:while ($a <= 10.30.0.20 && [:typeof $free] = "nothing") do={
  :if ([:len [/ip dhcp-server lease find address=$a]] = 0) do={ :set free $a }
  :set a ($a + 1)
}
:put $free
