:local a {1;2;3}
:local k {"one"=1; two=2; "sub"={"x"={10;20}}}
:local empty ({})
:local none [:toarray ""]
:set a ($a, 4, "five")
:set ($k->"three") 3
:set ($k->"sub"->"y") "z"
:foreach key,value in=$k do={ :put "$key = $value" }
:put ($k->"sub"->"x"->1)
:put [:len ($a, $empty)]
:for i from=0 to=([:len $a] - 1) step=2 do={ :put ($a->$i) }
:local i 0; :while ($i < 3) do={ :set i ($i + 1) }
:do { :set i ($i - 1) } while=($i > 0)
