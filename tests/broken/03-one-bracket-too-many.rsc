:foreach i in=[/ip pool find] do={
    :put [/ip pool get $i name]]
}
/ip pool print
