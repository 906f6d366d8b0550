:local x "outer"
{
  :local x "inner"
  :put $x
  { :set x "changed"; :put $x }
  :put $x
}
:put $x
:global g 1
{ :global g; :set g 2 }
:put $g
:set g
