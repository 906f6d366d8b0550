:local join do={
  :local out ""
  :foreach k,v in=$list do={ :if ($k > 0) do={ :set out ($out . $mark) }; :set out ($out . $v) }
  :return $out
}
:put [$join list={"a";"b";"c"} mark=", "]
:put [$join list=[:toarray "1,2,3"] mark="-"]
:put ("<" . [$join list=({}) mark="-"] . ">")
