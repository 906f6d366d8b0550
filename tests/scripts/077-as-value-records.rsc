/ip dhcp-server lease add address=10.24.0.5 mac-address=02:00:00:00:00:11 comment=one
/ip dhcp-server lease add address=10.24.0.6 mac-address=02:00:00:00:00:12 comment=two
:foreach k,l in=[/ip dhcp-server lease print detail as-value] do={
  :put "$k $($l->"address") $($l->"mac-address") $($l->"comment") $[:typeof ($l->".id")]"
}
