/ip pool add name=l2tp-pool ranges=192.168.100.10-192.168.100.60
/ppp profile add name=l2tp-profile local-address=192.168.100.1 remote-address=l2tp-pool dns-server=192.0.2.53,192.0.2.54 use-encryption=required only-one=no change-tcp-mss=yes
/ppp secret add name=user1 password="S3cret word" service=l2tp profile=l2tp-profile
/ppp secret add name=user2 password=geheim service=any profile=l2tp-profile remote-address=192.168.100.61
/interface l2tp-server server set enabled=yes default-profile=l2tp-profile authentication=mschap2 use-ipsec=required ipsec-secret="pre shared"
/ip ipsec proposal set [find default=yes] auth-algorithms=sha1,sha256 enc-algorithms=aes-256-cbc,aes-128-cbc pfs-group=none
/ip firewall filter add chain=input action=accept protocol=udp port=1701,500,4500 comment="L2TP"
/ip firewall filter add chain=input action=accept protocol=ipsec-esp
/ip firewall filter add chain=input action=drop connection-state=!established,related in-interface=ether1
/interface bridge set [find name=bridge1] arp=proxy-arp
