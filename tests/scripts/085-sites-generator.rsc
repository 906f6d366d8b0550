:local sites {"berlin"=1; "paris"=2; "rome"=3}
:foreach site,id in=$sites do={
  :local net (10.31.0.0 + ($id * 256))
  /ip pool add name="pool-$site" ranges=(($net + 100) . "-" . ($net + 199))
  /ip dhcp-server network add address=($net . "/24") gateway=($net + 1) dns-server=(($net + 1) . ",1.1.1.1") comment=$site
}
:put [/ip pool get pool-paris ranges]
:put [/ip dhcp-server network get [find comment=rome] dns-server]
:put [/ip dhcp-server network get [find comment=berlin] address]
