:local ip 172.16.254.9
:local t [:tostr $ip]; :local out ({})
:for i from=1 to=3 do={
  :local dot [:find $t "."]
  :set out ($out, [:tonum [:pick $t 0 $dot]])
  :set t [:pick $t ($dot + 1) [:len $t]]
}
:set out ($out, [:tonum $t])
:put $out
:put (($out->0) * 16777216 + ($out->1) * 65536 + ($out->2) * 256 + ($out->3))
:put [:tonum $ip]
:put [:toip ([:tonum $ip] + 1)]
