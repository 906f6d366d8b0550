:local a 5; :local b "x"
:if ($a > 3 && $b = "x") do={ :put 1 }
:if ($a > 3 and $b = "y") do={ :put 2 } else={ :put 3 }
:if ($a = 1 || $b = "x") do={ :put 4 }
:if (!($a = 1)) do={ :put 5 }
:if (($a > 1) = true) do={ :put 6 }
:if ([:len $b] > 0) do { :put 7 }
:if ($a in {4;5}) do={ :put 8 }
if ($a=5) do={put 9}
:local size [:if ($a > 3) do={ :return "big" } else={ :return "small" }]
:put $size
