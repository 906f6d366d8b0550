:put "checking"
:if ([:len [/ip pool find]] = 0) do={
  :put "no pools, nothing to do"
  :return ""
}
:put "this is not reached"
