:local iso do={
  :local months "janfebmaraprmayjunjulaugsepoctnovdec"
  :if ([:pick $1 4 5] = "-") do={ :return $1 }
  :local m ([:find $months [:pick $1 0 3]] / 3 + 1)
  :if ($m < 10) do={ :set m ("0" . $m) }
  :return ([:pick $1 7 11] . "-" . $m . "-" . [:pick $1 4 6])
}
:foreach d in={"jan/02/2024"; "2024-07-31"; "dec/25/1999"; "sep/09/2018"} do={ :put [$iso $d] }
