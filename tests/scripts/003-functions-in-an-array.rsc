:local math ({});
:set ($math->"add") do={ :return ($1 + $2) };
:set ($math->"mul") do={ :return ($1 * $2) };
:set ($math->"describe") do={
  :return ("$1 and $2 make " . $sum)
};
:local sum [($math->"add") 3 4];
:put [($math->"describe") 3 4 sum=$sum];
:put [($math->"mul") 6 7];
:foreach name,f in=$math do={ :put "$name is $[:typeof $f]" }
