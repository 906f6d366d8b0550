:global map do={ :local o ({}); :foreach v in=$2 do={ :set o ($o, [$1 $v]) }; :return $o }
:global filter do={ :local o ({}); :foreach v in=$2 do={ :if ([$1 $v]) do={ :set o ($o, $v) } }; :return $o }
:global reduce do={ :local acc $3; :foreach v in=$2 do={ :set acc [$1 $acc $v] }; :return $acc }
:local list {1;2;3;4;5;6}
:local even do={ :return ($1 % 2 = 0) }
:local square do={ :return ($1 * $1) }
:local sum do={ :return ($1 + $2) }
:put [$reduce $sum [$map $square [$filter $even $list]] 0]
