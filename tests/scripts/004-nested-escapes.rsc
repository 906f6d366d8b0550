# a script that writes a script that prints quotes
:local inner "\"deep\""
:local middle ":local text \\\"third level\\\"; :put \\\$text"
:local outer "{ :local m \"$middle\"; :local run [:parse \$m]; \$run }"
:put $inner
:put $middle
:put $outer
[:parse $outer]
