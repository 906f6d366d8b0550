/ip pool
add name=a1 ranges=10.22.0.1 comment=x
add name=a2 ranges=10.22.0.2
add name=b1 ranges=10.22.0.3 comment=y
:local show do={ :local o ({}); :foreach i in=$1 do={ :set o ($o, [/ip pool get $i name]) }; :put $o }
$show [find]
$show [find where name~"^a"]
$show [find name~"1\$" comment=x]
$show [find where comment=x || comment=y]
$show [find where !(name~"^a")]
$show [find where comment and name!="a1"]
$show [find where !comment]
:local wanted "a2"
$show [find where name=$wanted]
$show [find where name in {"a1";"b1"}]
$show [find where name="$wanted" or (comment="y" and name~"b")]
