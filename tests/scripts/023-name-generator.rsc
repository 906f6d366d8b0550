:local prefix "user"; :local names ({})
:for i from=1 to=12 step=5 do={
  :local n "$i"
  :if ($i < 10) do={ :set n "0$i" }
  :set names ($names, "$prefix$n")
}
:put $names
:local r [:rndstr from="ab" length=6]
:put [:len $r]
:put ($r ~ "^[ab]+\$")
