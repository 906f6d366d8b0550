:local ptr do={
  :local parts [:toarray ""]
  :local t ([:tostr $1] . ".")
  :while ([:len $t] > 0) do={
    :local d [:find $t "."]
    :set parts ([:pick $t 0 $d], $parts)
    :set t [:pick $t ($d + 1) [:len $t]]
  }
  :local out ""
  :foreach p in=$parts do={ :set out "$out$p." }
  :return ($out . "in-addr.arpa")
}
:put [$ptr 192.0.2.17]
