# factorial, greeting, and functions kept in an array
:global fact do={
  :global fact
  :if ($1 < 2) do={ :return 1 }
  :return ($1 * [$fact ($1 - 1)])
}
:put [$fact 5]
:local greet do={ :return ("$greeting, " . $1 . "!" . $0) }
:put [$greet "pool" greeting=hello]
:local tools ({})
:set ($tools->"up") do={ :return ($1 . "-up") }
:set ($tools->"twice") do={ :return ($1 . $1) }
:put [($tools->"twice") ab]
:global "my-name" "hyphen"
:put $"my-name"
($tools->"twice") x
:set fact
