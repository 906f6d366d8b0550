/in br add name=br1
/in br po add bridge=br1 interf=ether2
/ip po add na=short ra=10.6.0.2-10.6.0.50
/ip dhcp-s add na=s1 interf=br1 address-p=short dis=no
/ip po rem [f name=none-such]
/ip po pr
/ip f f add ch=input act=accept pro=icmp
/sys id set name=quick
/ip serv dis telnet,ftp
/system logging set 0 topics=info,!dhcp
/system logging set 0,1 action=memory
