:local text "name;first;last\nlan;10.11.0.1;10.11.0.9\nwifi;10.11.1.1;10.11.1.9"
:foreach row in=[:deserialize from=dsv delimiter=";" options=dsv.array value=$text] do={
  /ip pool add name=($row->"name") ranges=(($row->"first") . "-" . ($row->"last"))
}
:put [:serialize to=dsv delimiter="," value={{"a";1};{"b, c";2}}]
:foreach p in=[/ip pool find] do={ :put "$[/ip pool get $p name] $[/ip pool get $p ranges]" }
