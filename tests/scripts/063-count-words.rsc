:local text "the pool and the lease and the pool"
:local count ({}); :local rest "$text "
:while ([:len $rest] > 0) do={
  :local at [:find $rest " "]
  :local word [:pick $rest 0 $at]
  :if ([:typeof ($count->$word)] = "nothing") do={ :set ($count->$word) 0 }
  :set ($count->$word) ($count->$word + 1)
  :set rest [:pick $rest ($at + 1) [:len $rest]]
}
:foreach w,n in=$count do={ :put "$w $n" }
