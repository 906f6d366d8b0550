:local a [:toip6 "2001:DB8::1"]
:put $a
:put ($a + 255)
:put [:typeof $a]
:put (2001:db8::5 in 2001:db8::/32)
:put [:typeof 2001:db8::/48]
:put ("$a/64")
