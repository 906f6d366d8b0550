:local days do={
  :local y [:tonum [:pick $1 0 4]]
  :local m [:tonum [:pick $1 5 7]]
  :local d [:tonum [:pick $1 8 10]]
  :if ($m < 3) do={ :set y ($y - 1); :set m ($m + 12) }
  :return (365 * $y + $y / 4 - $y / 100 + $y / 400 + (153 * ($m - 3) + 2) / 5 + $d)
}
:put ([$days "2026-11-24"] - [$days "2026-01-01"])
:put ([$days "2024-03-01"] - [$days "2024-02-28"])
