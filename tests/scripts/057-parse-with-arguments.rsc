:global tpl [:parse ":return \"Dear \$name, you have \$1 new leases\""]
:put [$tpl 3 name="admin"]
:local gen ":local sum 0; :foreach n in=\$list do={ :set sum (\$sum + \$n) }; :return \$sum"
:put [[:parse $gen] list={1;2;3;4}]
