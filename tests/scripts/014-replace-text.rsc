:global replace do={
  :local text $1; :local out ""
  :local at [:find $text $2]
  :while ([:typeof $at] = "num") do={
    :set out ($out . [:pick $text 0 $at] . $3)
    :set text [:pick $text ($at + [:len $2]) 9999]
    :set at [:find $text $2]
  }
  :return ($out . $text)
}
:put [$replace "aa-bb-cc" "-" ":"]
:put [$replace "00:11:22:33:44:55" ":" ""]
:put [$replace "nothing here" "x" "y"]
