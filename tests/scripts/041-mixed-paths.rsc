/ip/pool/add name=slash ranges=10.12.0.1
/ip pool add name=blank ranges=10.12.0.2
ip pool add name=bare ranges=10.12.0.3
:ip pool add name=colon ranges=10.12.0.4
/ip
pool add name=relative ranges=10.12.0.5
pool
add name=inside ranges=10.12.0.6
/ip { pool { add name=braces ranges=10.12.0.7 } }
:put [:len [/ip/pool/find]]
..
dhcp-server network add address=10.12.0.0/24
:put [dhcp-server network get [find] address]
