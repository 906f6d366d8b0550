:local site {"name"="hq"; "nets"={"lan"={"pool"="10.21.0.10-10.21.0.20"; "gw"=10.21.0.1}; "dmz"={"pool"="10.21.1.10"; "gw"=10.21.1.1}}}
:foreach net,conf in=($site->"nets") do={
  /ip pool add name="$($site->"name")-$net" ranges=($conf->"pool")
  :put ("$net gateway " . ($conf->"gw"))
}
:put [/ip pool get "hq-lan" ranges]
:set ($site->"nets"->"lan"->"gw") 10.21.0.254
:put ($site->"nets"->"lan"->"gw")
