/system script
add name=report source=":local n 0\r\
    \n:foreach i in=[/ip pol find] do={ :set n (\$n + 1) }\r\
    \n:log info \"\$n pools\"\r\
    \n:put \$missing"
/system scheduler
add name=tick on-event=":local a_b 1; :put \"ok\"" interval=1m
/ip dhcp-server
add name=lan interface=bridge lease-script="{ :put \$leaseActIP"
