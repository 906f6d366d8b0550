:local opt do={
  :local size $size; :local color $color
  :if ([:typeof $size] = "nothing") do={ :set size 10 }
  :if ([:len $color] = 0) do={ :set color "red" }
  :return "$size $color"
}
:put [$opt]
:put [$opt size=5]
:put [$opt color="blue" size=1]
