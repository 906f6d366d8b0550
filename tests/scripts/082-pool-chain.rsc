/ip pool
add name=third ranges=10.29.2.1
add name=second ranges=10.29.1.1 next-pool=third
add name=first ranges=10.29.0.1 next-pool=second
:local p "first"; :local path ""
:while ([:len $p] > 0) do={
  :set path "$path/$p"
  :set p [get $p next-pool]
}
:put $path
