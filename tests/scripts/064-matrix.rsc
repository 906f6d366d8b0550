:local m {{1;2;3};{4;5;6}}
:for r from=0 to=([:len $m] - 1) do={
  :local line ""
  :foreach v in=($m->$r) do={ :set line "$line$v " }
  :put $line
}
:put ($m->1->2)
:set ($m->1->2) 60
:put ($m->1)
