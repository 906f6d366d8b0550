/ip pool add name="guest pool 1" ranges=10.19.0.1
/ip pool add name="guest pool 2" ranges=10.19.0.2
/ip pool set "guest pool 1" next-pool="guest pool 2"
:foreach p in=[/ip pool find where name~"^guest pool"] do={ :put [/ip pool get $p name] }
:put [/ip pool get "guest pool 1" next-pool]
/ip pool remove "guest pool 1","guest pool 2"
:put [:len [/ip pool find]]
