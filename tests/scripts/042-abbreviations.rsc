/ip po ad na=short ran=10.13.0.1
/ip po
pr wh name=short
:put [/ip pool g short ranges]
/ip pool rem [f name=short]
:put [:len [/ip po fin]]
:put [:pic "abcdef" 2 4]
:foreac i in=[:toarr "1,2"] do={ :pu $i }
