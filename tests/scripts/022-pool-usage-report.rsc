/ip pool add name=tiny ranges=10.5.0.1-10.5.0.4
/ip pool add name=small ranges=10.5.1.0/28
/ip pool add name=two-parts ranges=10.5.2.1-10.5.2.10,10.5.2.21-10.5.2.30 next-pool=small
:foreach p in=[/ip pool find] do={
  :local all [/ip pool get $p total]; :local used [/ip pool get $p used]
  :local percent ($used * 100 / $all)
  :put ([/ip pool get $p name] . ": $used of $all ($percent%), free " . [/ip pool get $p available])
}
