:local count 0
:if ($count = 0) do={
    :put "nothing yet"
/ip pool
add name=lan ranges=10.0.0.10-10.0.0.99
/ip pol print
