:local date "nov/24/2026"
:local time "22:45:16"
:local months {"jan"="01";"feb"="02";"mar"="03";"apr"="04";"may"="05";"jun"="06";"jul"="07";"aug"="08";"sep"="09";"oct"="10";"nov"="11";"dec"="12"}
:local month ($months->[:pick $date 0 3])
:local day [:pick $date 4 6]
:local year [:pick $date 7 11]
:put "$year-$month-$day"
:local stamp ($year . $month . $day . "-" . [:pick $time 0 2] . [:pick $time 3 5])
:put $stamp
:put ("backup_" . $stamp . ".rsc")
