:local s "stressed"; :local r ""
:for i from=([:len $s] - 1) to=0 do={ :set r ($r . [:pick $s $i]) }
:put $r
