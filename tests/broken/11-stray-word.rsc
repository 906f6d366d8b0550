/ip pool
add name=lan office ranges=10.0.0.10-10.0.0.99
set lan next-pool=none please
:put "one" "two"
