:local toHex do={
  :local digits "0123456789ABCDEF"; :local n $1; :local out ""
  :do { :set out ([:pick $digits ($n & 15)] . $out); :set n ($n >> 4) } while=($n > 0)
  :return $out
}
:put [$toHex 255]
:put [$toHex 4096]
:put [:tonum ("0x" . [$toHex 48879])]
:put [:convert "Hi!" to=hex]
:put [:convert from=hex "486921" to=raw]
