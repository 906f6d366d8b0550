:local secret "hidden"
:global f do={ :return "[$secret][$1][$named]" }
:put [$f one named=two]
:put [$f]
:set f
