# count a MAC address up, carrying over
:local hex "0123456789ABCDEF"
:local mac "02:00:00:00:00:FE"
:for round from=1 to=3 do={
  :local out ""; :local carry 1
  :for i from=15 to=0 step=-3 do={
    :local v ([:find $hex [:pick $mac $i]] * 16 + [:find $hex [:pick $mac ($i + 1)]] + $carry)
    :set carry ($v >> 8)
    :set v ($v & 255)
    :set out ([:pick $hex ($v >> 4)] . [:pick $hex ($v & 15)] . $out)
    :if ($i > 0) do={ :set out (":" . $out) }
  }
  :set mac $out
  :put $mac
}
