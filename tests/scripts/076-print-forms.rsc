/ip pool add name=one ranges=10.23.0.1-10.23.0.5
/ip pool add name=two ranges=10.23.1.1 comment="second"
/ip pool print
/ip pool print detail where name=two
/ip pool print terse where name=one
/ip pool print count-only
:put [:len [/ip pool print as-value]]
:put [/ip pool print count-only where comment~"sec"]
