:local trim do={
  :local t $1
  :while ([:len $t] > 0 && [:pick $t 0] = " ") do={ :set t [:pick $t 1 [:len $t]] }
  :while ([:len $t] > 0 && [:pick $t ([:len $t] - 1)] = " ") do={ :set t [:pick $t 0 ([:len $t] - 1)] }
  :return $t
}
:put ("<" . [$trim "   both ends  "] . ">")
:put ("<" . [$trim "    "] . ">")
