# “quoted” by a word processor
:local a 1;;
:local b ($a + 1):put $b:put "last"
/ip pool print where name="lan"
:foreach i in=[/ip pool find] do={ :put [/ip pool get $i name];; }
