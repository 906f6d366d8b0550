# jun/30/2023 08:09:10 by RouterOS 6.49.10
# software id = USER-GRP1
#
# model = RB1100Dx4
# serial number = F0F1F2F3F4F5
/system logging action
set 3 remote=192.0.2.40 src-address=192.0.2.41
add name=nas remote=192.0.2.42 remote-port=1514 target=remote
add email-start-tls=yes email-to=noc@example.com name=mail target=email
/user group
set full policy="local,telnet,ssh,ftp,reboot,read,write,policy,test,winbox,pas\
    sword,web,sniff,sensitive,api,romon,dude,tikapp"
add name=monitor policy="read,test,winbox,api,!local,!telnet,!ssh,!ftp,!reboot\
    ,!write,!policy,!password,!web,!sniff,!sensitive,!romon,!dude,!tikapp" \
    skin=lean
add comment="may look at \"leases\"" name="help desk" policy=read,winbox,web
/ip service
set telnet disabled=yes
set ftp disabled=yes
set www address=192.0.2.0/24 port=8080
set api address=192.0.2.0/24
/system identity
set name="gw \"main\""
/system logging
set 0 topics=info,!dhcp
add action=nas prefix="gw main" topics=critical
add action=nas topics=error
add action=mail topics=system,critical
/system scheduler
add interval=1d name=backup on-event=nightly policy=\
    ftp,read,write,policy,test,password,sensitive start-date=jan/01/2023 \
    start-time=04:44:00
add comment="every \"five\" minutes" interval=5m name=check on-event=":if ([:l\
    en [/ip dhcp-server lease find where status=bound]] > 250) do={\r\
    \n  :log warning \"pool is nearly full: \\\"lan\\\"\"\r\
    \n}" policy=read,write,test start-time=startup
add disabled=yes interval=12h30m name=never on-event="" policy="" start-date=\
    mar/15/2023 start-time=12:00:00
/system script
add dont-require-permissions=yes name=nightly owner=admin policy=\
    ftp,read,write,policy,test,password,sensitive source="# Saves the configur\
    ation, keeps seven.\r\
    \n:local stamp [/system clock get date]\r\
    \n:local name ([/system identity get name] . \"-\" . [:pick \$stamp 7 11] \
    . [:pick \$stamp 0 3] . [:pick \$stamp 4 6])\r\
    \n/system backup save dont-encrypt=yes name=\$name\r\
    \n/export file=\$name\r\
    \n:foreach f in=[/file find where name~\"^gw.*\\\\.backup\\\$\" && creatio\
    n-time < 7d] do={\r\
    \n    /file remove \$f\r\
    \n}\r\
    \n/system script add name=told source=\":log info \\\"saved \\\\\\\"\$name\
    \\\\\\\" at \\\\\\\"\\\$[/system clock get time]\\\\\\\"\\\"\"\r\
    \n:do { /tool e-mail send to=\"noc@example.com\" subject=(\"backup of \" .\
    \_\$name) file=(\$name . \".rsc\") } on-error={\r\
    \n    :log error \"no mail; \\\"\$name\\\" stays here\"\r\
    \n}"
add comment="\C3\A9tat des baux" dont-require-permissions=no name=leases \
    owner=admin policy=read source=":put \"\C3\A9t\C3\A9 \\\$ \\\\ \\\"q\\\" \
    \?\"\r\
    \n:foreach l in=[/ip dhcp-server lease find] do={ :put [/ip dhcp-server le\
    ase get \$l address] }"
/tool e-mail
set address=192.0.2.25 from=gw@example.com password=mailtest port=587 \
    start-tls=yes user=gw
