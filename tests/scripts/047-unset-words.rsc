/ip pool add name=b ranges=10.17.1.1
/ip pool add name=a ranges=10.17.0.1 next-pool=b comment=x
/ip pool set a !next-pool !comment
:put [:typeof [/ip pool get a next-pool]]
:put [:len [/ip pool get a comment]]
/ip dhcp-server network add address=10.17.0.0/24 gateway=10.17.0.1 dns-server=""
/ip dhcp-server network set [find address=10.17.0.0/24] !gateway
:put [:len [/ip dhcp-server network get [find] gateway]]
