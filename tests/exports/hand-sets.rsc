/interface ethernet
set [ find default-name=ether1 ] name="to the street" comment=wan
set [find default-name=ether2] name=lan
set [find where default-name=ether3] disabled=yes
set "to the street" mtu=1500
/interface wireless security-profiles set [ find default=yes ] mode=dynamic-keys authentication-types=wpa2-psk wpa2-pre-shared-key="for a test"
/ppp profile set default local-address=10.5.0.1
/ppp profile set *0 remote-address=10.5.0.2
/ppp profile set *FFFFFFFE use-encryption=required !remote-address
/ppp profile add name=p !rate-limit only-one=yes
/ip service set telnet disabled=yes
/ip service disable ftp,www
/ip service set numbers=ssh port=2222
/ip service set [find name=api] disabled=yes address=10.5.0.0/16
/user group set read policy=read,winbox,!local
/queue type set 0 pfifo-limit=100
/system logging set numbers=0 topics=info
/ip pool add name=10 ranges=10.5.10.2-10.5.10.9
/ip pool add name="a b" ranges=10.5.11.2-10.5.11.9
/ip pool set "a b" ranges=10.5.11.2-10.5.11.99
/ip pool set [find name="10"] next-pool="a b"
/ip firewall filter add chain=input action=drop comment=last
/ip firewall filter add chain=input action=accept comment=first place-before=0
/ip firewall filter add copy-from=0 comment=second
/ip firewall filter move [find comment=last] destination=0
/ip firewall filter disable [find comment=last]
/routing rip interface
add
add
