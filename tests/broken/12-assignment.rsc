:local pool=lan
:global count = 5
:set count 6
:put $pool
