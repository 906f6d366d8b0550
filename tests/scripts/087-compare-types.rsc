:put (5 = "5")
:put ("5" = 5s)
:put (10.0.0.1 = "10.0.0.1")
:put ([:typeof 10.0.0.1] = "ip")
:put ([:nothing] = "")
:local empty ""
:put ($empty = [:find "a" "b"])
:put (true = "true")
:put ("abc" > "abb")
