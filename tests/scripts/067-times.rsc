:local t 1d2h30m
:put $t
:put ($t + 45m)
:put ($t / 2)
:put ([:tonum 90m] / 60)
:put ($t > 1d)
:put [:totime "36:00:00"]
:local s [:tostr 1w3d04:05:06]
:put [:pick $s 0 [:find $s "w"]]
:foreach x in={0s; 59s; 1m; 100ms} do={ :put $x }
