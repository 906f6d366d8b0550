:local a 1; :local b ($a + 1); :if ($b = 2) do={ :put "two"; :put "still two" } else={ :put "never" }; { :put "scope"; };
:foreach x in={1;2} do={:foreach y in={3;4} do={:put "$x$y"}};
