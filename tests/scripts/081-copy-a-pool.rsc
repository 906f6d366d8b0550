/ip pool add name=source ranges=10.28.0.1-10.28.0.9 comment=original
/ip pool add copy-from=source name=copy
/ip pool add copy-from=[find name=source] name=other ranges=10.28.1.1
:foreach p in=[/ip pool find] do={ :put "$[/ip pool get $p name] $[/ip pool get $p ranges] $[/ip pool get $p comment]" }
