/ip pool add name=old-1 ranges=10.26.0.1
/ip pool add name=old-2 ranges=10.26.0.2
/ip pool add name=keep ranges=10.26.0.3
:foreach i in=[/ip pool find name~"^old-"] do={
  :local n [/ip pool get $i name]
  :local new ("new" . [:pick $n 3 [:len $n]])
  /ip pool set $i name=$new comment="was $n"
}
:foreach i in=[/ip pool find] do={ :put ([/ip pool get $i name] . " " . [/ip pool get $i comment]) }
