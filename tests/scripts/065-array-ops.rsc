:local a {1;2;3}
:local b ($a, 4)
:set b ({0}, $b)
:put $b
:put [:len $b]
:put [:find $b 3]
:put [:pick $b 1 3]
:put ({1;2} . "x")
:put (2 in $a)
:put ([:tostr $a] ~ "2;3")
