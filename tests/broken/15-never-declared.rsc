:local pools [/ip pool find]
:foreach i in=$pools do={
    :set total ($total + 1)
}
:put $total
