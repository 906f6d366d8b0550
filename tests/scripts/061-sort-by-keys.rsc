# keyed arrays come sorted
:local ages ({})
:foreach who in={"zoe=31";"ann=27";"mia=44"} do={
  :local eq [:find $who "="]
  :set ($ages->[:pick $who 0 $eq]) [:tonum [:pick $who ($eq + 1) 99]]
}
:foreach name,age in=$ages do={ :put "$name is $age" }
:put ($ages->"mia" + 1)
