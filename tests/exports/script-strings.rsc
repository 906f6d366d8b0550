:put "tab\tquote\"dollar\$ bell\a back\\slash under\_score q\? hex\41\C3\A9 nl\r\n"
:put "$[:pick "abcdef" 1 3] and $(1 + 2)"
:put ("a" . "b" . [:tostr 10.0.0.1])
:put (10.0.0.5 - 10.0.0.1); :put (10.0.0.0/24 & 255.255.255.0)
:put (1 << 4 | 3 ^ 1 & ~0); :put (17 % 5 >> 1)
:put (10.0.0.7 in 10.0.0.0/24)
:put (!true || false && (1 >= 2 or 3 != 4 and 5 <= 6))
:put ("abc" ~ "^a.c\$")
:put [:find "abcabc" "c" 3]; :put [:find in="abc" key=b]
:put ($undefined . "-" . [:typeof $undefined])
:put (-1 * (2 - -3))
:local x "in
two lines"
:put [:len $x]
:put 1d2h3m4s; :put 12:34:56; :put 0x1F; :put [:toip6 "2001:db8::1"]
