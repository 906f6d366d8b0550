:local config {"name"="lan"; "ranges"={"10.9.0.1-10.9.0.9"; "10.9.0.20"}; "limit"=5; "on"=true}
:local text [:serialize to=json value=$config]
:put $text
:local back [:deserialize from=json value=$text]
:put ($back->"ranges"->1)
:put [:typeof ($back->"limit")]
:put (($back->"limit") + 1)
/ip pool add name=($back->"name") ranges=($back->"ranges")
:put [/ip pool get lan ranges]
