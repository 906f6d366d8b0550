:for i from=1 too=10 do={ :put $i }
:foreach i im={1;2} do={ :put $i }
/ip pool print detale=yes
/ip pool print cout-only where name=lan
/ip pool remove nubmers=lan
/ip pool get lan rnages
/ip pool find where nmae=lan
/tool fetch urll="http://192.0.2.1/a" mode=http
