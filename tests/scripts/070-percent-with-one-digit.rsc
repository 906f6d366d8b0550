:local part 1; :local whole 3
:local p ($part * 1000 / $whole)
:put (($p / 10) . "." . ($p % 10) . "%")
