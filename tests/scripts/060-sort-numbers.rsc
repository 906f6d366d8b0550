:local list {42; 7; 19; 3; 25}
:local n [:len $list]
:for i from=0 to=($n - 2) do={
  :for j from=0 to=($n - 2 - $i) do={
    :local a ($list->$j); :local b ($list->($j + 1))
    :if ($a > $b) do={ :set ($list->$j) $b; :set ($list->($j + 1)) $a }
  }
}
:put $list
