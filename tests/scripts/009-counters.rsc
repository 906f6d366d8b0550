:global counter
:if ([:typeof $counter] = "nothing") do={ :set counter 0 }
:for i from=1 to=5 do={ :set counter ($counter + $i) }
:put "counter $counter"
:set counter
:put [:typeof $counter]
