:local words do={
  :local s [:tonum $1]
  :local d ($s / 86400); :set s ($s % 86400)
  :local h ($s / 3600); :set s ($s % 3600)
  :return ("$d days $h hours " . ($s / 60) . " minutes")
}
:put [$words 1w2d03:04:05]
:put [$words 59m]
