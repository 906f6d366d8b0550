:local out ""
:foreach n in={10;20} do={
  :set out ($out . "/ip pool add name=vlan$n ranges=10.32.$n.10-10.32.$n.20\n")
}
:put $out
:local run [:parse $out]
$run
:put [:len [/ip pool find name~"^vlan"]]
