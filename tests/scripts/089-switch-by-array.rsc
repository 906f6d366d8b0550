:local action "stop"
:local table {"start"=[:parse ":return \"starting \$1\""]; "stop"=[:parse ":return \"stopping \$1\""]}
:local f ($table->$action)
:if ([:typeof $f] = "nothing") do={ :put "unknown" } else={ :put [$f "server"] }
:if ([:typeof ($table->"other")] = "nothing") do={ :put "unknown" }
