:global counterNew do={
  :local self {"count"=0}
  :set ($self->"next") do={ :local s $self; :set ($s->"count") (($s->"count") + 1); :return $s }
  :return $self
}
:local c [$counterNew]
:set c [($c->"next") self=$c]
:set c [($c->"next") self=$c]
:put ($c->"count")
