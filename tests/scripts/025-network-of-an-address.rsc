:local address 192.168.88.77/26
:local text [:tostr $address]
:local ip [:toip [:pick $text 0 [:find $text "/"]]]
:local bits [:tonum [:pick $text ([:find $text "/"] + 1) [:len $text]]]
:local mask (255.255.255.255 << (32 - $bits))
:local net ($ip & $mask)
:local last ($net | ~$mask)
:put "mask $mask"
:put "network $net"
:put "broadcast $last"
:put ("hosts " . ($last - $net - 1))
:put ($ip in 192.168.88.64/26)
