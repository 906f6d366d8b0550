:local human do={
  :local units {"B";"KiB";"MiB";"GiB"}; :local n $1; :local u 0
  :while ($n >= 1024 && $u < 3) do={ :set n ($n / 1024); :set u ($u + 1) }
  :return ("$n" . ($units->$u))
}
:foreach n in={512; 2048; 5242880; 3221225472} do={ :put [$human $n] }
