:for i from=1 to=10 do={ /ip pool add name="p$i" ranges="10.27.0.$i" }
:foreach i in=[/ip pool find] do={
  :if ([/ip pool get $i name] ~ "[02468]\$") do={ /ip pool remove $i }
}
:put [:len [/ip pool find]]
/ip pool remove [find where name~"^p"]
:put [:len [/ip pool find]]
