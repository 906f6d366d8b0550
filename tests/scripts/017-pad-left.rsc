:global pad do={
  :local s [:tostr $1]
  :while ([:len $s] < $2) do={ :set s ("$with$s") }
  :return $s
}
:foreach n in={7;42;123} do={ :put [$pad $n 4 with="0"] }
