:local x "the end"
:put $x