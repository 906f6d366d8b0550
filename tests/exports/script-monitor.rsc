:local limit 80
:foreach p in=[/ip pool find] do={
  :local name [/ip pool get $p name]
  :local used [/ip pool used print count-only where pool=$name]
  :local total 0
  :foreach r in=[:toarray [/ip pool get $p ranges]] do={
    :local dash [:find $r "-"]
    :if ([:typeof $dash] != "nil") do={
      :local first [:toip [:pick $r 0 $dash]]
      :local last [:toip [:pick $r ($dash + 1) [:len $r]]]
      :set total ($total + ($last - $first) + 1)
    }
  }
  :if ($total > 0 && ($used * 100 / $total) >= $limit) do={
    /tool e-mail send to="noc@example.org" subject="pool $name" body=("used " . $used . " of " . $total . "\n")
    :execute script=":log warning \"pool $name is nearly full\""
  }
}
:foreach row in=[/ip dhcp-server lease print as-value where status=bound] do={ :put (($row->"address") . " " . ($row->"mac-address")) }
:local f [:parse ":return (\$1 + 1)"]
:put [$f 41]
/system script environment remove [find where name="old"]
