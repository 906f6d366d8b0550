/ip pool add name=p ranges=10.25.0.1-10.25.0.3 comment=c
:local id [/ip pool find name=p]
:put [/ip pool get $id name]
:put [/ip pool get $id value-name=ranges]
:put [/ip pool get number=$id value-name=comment]
:put [/ip pool get p ranges]
:put ([/ip pool get p]->"comment")
:put [/ip pool get [/ip pool find where name="p"] name]
:put [/system identity get name]
