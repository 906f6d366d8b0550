/ip pool add name=a ranges=10.10.0.1-10.10.0.9 comment="first \"pool\""
/ip pool add name=b ranges=10.10.1.1
:local out ({})
:foreach p in=[/ip pool print as-value] do={
  :set out ($out, {{name=($p->"name"); ranges=($p->"ranges")}})
}
:put [:serialize to=json value=$out]
:put [:serialize to=json options=json.pretty value={"a"={1;2}}]
