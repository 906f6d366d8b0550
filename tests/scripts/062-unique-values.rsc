:local seen ({}); :local out ({})
:foreach v in={"b";"a";"b";"c";"a"} do={
  :if ([:typeof ($seen->$v)] = "nothing") do={ :set ($seen->$v) true; :set out ($out, $v) }
}
:put $out
