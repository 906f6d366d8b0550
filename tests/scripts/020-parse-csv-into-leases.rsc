:local csv "00:11:22:33:44:01,10.3.0.11,printer\n00:11:22:33:44:02,10.3.0.12,camera 1\n00:11:22:33:44:03,10.3.0.13,nas\n"
:local pos 0
:while ($pos < [:len $csv]) do={
  :local eol [:find $csv "\n" ($pos - 1)]
  :local f [:toarray [:pick $csv $pos $eol]]
  /ip dhcp-server lease add mac-address=($f->0) address=($f->1) comment=($f->2)
  :set pos ($eol + 1)
}
:foreach l in=[/ip dhcp-server lease find] do={
  :put ([/ip dhcp-server lease get $l address] . " " . [/ip dhcp-server lease get $l mac-address] . " " . [/ip dhcp-server lease get $l comment])
}
