:local f do={
  :local x "one\
    two"
  :return ($x . \
    "!")
}
:put [$f]
:if (true) do={
  :put "in"
} else={
  :put "out"
}
