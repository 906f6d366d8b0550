:local upper do={
  :local low "abcdefghijklmnopqrstuvwxyz"; :local up "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  :local out ""
  :for i from=0 to=([:len $1] - 1) do={
    :local c [:pick $1 $i]
    :local at [:find $low $c]
    :if ([:len $at] > 0) do={ :set c [:pick $up $at] }
    :set out ($out . $c)
  }
  :return $out
}
:put [$upper "mac aa:bb:0c"]
