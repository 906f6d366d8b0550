:local check do={
  :if ([:typeof [:toip $1]] = "ip") do={ :return "address" }
  :if ([:typeof [:tonum $1]] = "num") do={ :return "number" }
  :if ([:typeof [:totime $1]] = "time") do={ :return "time" }
  :return "text"
}
:foreach v in={"10.0.0.1";"300.0.0.1";"42";"1h30m";"hello";""} do={ :put "'$v' $[$check $v]" }
