/ip pool add name="!odd" ranges=10.18.0.1 comment=!LAN
:put [/ip pool get "!odd" comment]
/ip pool set [find comment="!LAN"] comment="100% (a=b) [c] {d} \$e; #f"
:put [/ip pool get "!odd" comment]
/ip pool set "!odd" comment=a!b,c!d
:put [/ip pool get [find comment="a!b,c!d"] name]
