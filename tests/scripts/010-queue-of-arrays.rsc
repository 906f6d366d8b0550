:local queue ({})
:set queue ($queue, {{"job"="a"; "cost"=3}})
:set queue ($queue, {{"job"="b"; "cost"=1}})
:set queue ($queue, {{"job"="c"; "cost"=2}})
:local total 0
:while ([:len $queue] > 0) do={
  :local head ($queue->0)
  :set total ($total + ($head->"cost"))
  :put ("do " . ($head->"job"))
  :set queue [:pick $queue 1 [:len $queue]]
}
:put "total $total"
