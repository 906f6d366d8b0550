:global split do={
  :local text $1; :local mark $2; :local parts ({})
  :local at [:find $text $mark]
  :while ([:typeof $at] != "nil") do={
    :set parts ($parts, [:pick $text 0 $at])
    :set text [:pick $text ($at + [:len $mark]) [:len $text]]
    :set at [:find $text $mark]
  }
  :return ($parts, $text)
}
:foreach p in=[$split "one; two; three" "; "] do={ :put "<$p>" }
:put [:len [$split "" ","]]
:put [:len [$split "no mark" ","]]
