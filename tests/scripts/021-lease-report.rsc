/ip dhcp-server lease
add address=10.4.0.11 mac-address=02:00:00:00:00:01 comment="reception"
add address=10.4.0.12 mac-address=02:00:00:00:00:02 disabled=yes
add address=10.4.0.13 mac-address=02:00:00:00:00:03 comment="server room"
:local on 0; :local off 0
:foreach i in=[find] do={
  :local l [get $i]
  :if ($l->"disabled") do={ :set off ($off + 1) } else={ :set on ($on + 1) }
  :local note ($l->"comment")
  :if ([:len $note] = 0) do={ :set note "-" }
  :put (($l->"address") . " " . ($l->"status") . " " . $note)
}
:put "on $on, off $off"
