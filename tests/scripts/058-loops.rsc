:local i 0
:while ($i < 10) do={
  :set i ($i + 1)
  :if ($i % 2 = 0) do={ :continue }
  :if ($i > 7) do={ :break }
  :put $i
}
:do { :set i ($i - 4); :put $i } while=($i > 0)
:for n from=10 to=1 step=-3 do={ :put $n }
:for n from=1 to=0 do={ :put "down $n" }
