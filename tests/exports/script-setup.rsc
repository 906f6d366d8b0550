:if ([:len [/system script find name=watch]] = 0) do={
  /system script add name=watch policy=read,write,test source=":local n [/system identity get name]\r\
    \n:if ([:len [/system scheduler find name=\"inner\"]] = 0) do={\r\
    \n  /system scheduler add name=\"inner\" interval=1h on-event=\":log info \\\"from \\\\\\\"\$n\\\\\\\" \\\"\"\r\
    \n}"
}
/system scheduler add name=watch interval=00:10:00 on-event="/system script run watch" start-time=startup comment="runs \"watch\""
/system script set [find name=watch] comment=("set on " . [/system clock get date])
