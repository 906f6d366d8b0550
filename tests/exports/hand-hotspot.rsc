/ip pool add name=hs ranges=10.88.0.2-10.88.3.254;
/ip hotspot profile add name=hsp hotspot-address=10.88.0.1 login-by=http-chap,cookie dns-name=hs.example;
/ip hotspot add name=hs1 interface=ether3 address-pool=hs profile=hsp disabled=no;;
/ip hotspot user profile add name=day shared-users=1 rate-limit=1M/4M on-login=":local c [/ip hotspot user get \$user comment]; :if (\$c = \"\") do={ /system scheduler add name=\"end-\$user\" interval=1d on-event=\":log info \\\"end of \$user\\\"; /ip hotspot user remove [find name=\\\"\$user\\\"]\" }";
/ip hotspot user
add name=guest password="with blank" profile=day comment="for one day; renew at the \"desk\"";
add name=1001 password=1001 limit-uptime=1d
/system script add name=clean policy=read,write source={
  :foreach u in=[/ip hotspot user find where disabled] do={
    /ip hotspot user remove $u
  }
}
/system script add name=text source=":log info \"first
second line of the same text\""
/system scheduler add name=clean on-event="/system script run clean" interval=1d start-time=03:00:00
