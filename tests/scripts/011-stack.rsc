:local push do={ :return ($stack, $1) }
:local stack ({})
:foreach v in={1;2;3} do={ :set stack [$push $v stack=$stack] }
:while ([:len $stack] > 0) do={
  :local top ($stack->([:len $stack] - 1))
  :put $top
  :set stack [:pick $stack 0 ([:len $stack] - 1)]
}
