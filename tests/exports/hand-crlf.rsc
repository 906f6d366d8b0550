/interface bridge add name=bridge1
/interface bridge port
add bridge=bridge1 interface=ether2
add bridge=bridge1 interface=ether3 \
    comment="second port, \
    of the same bridge"
/ip address add address=172.16.5.1/24 interface=bridge1 \  
    comment=lan
/ip pool add name=pool1 ranges= 172.16.5.100-172.16.5.200
/ip pool add name=pool2 ranges=\
172.16.5.10-172.16.5.20
/ip dhcp-server add name=dhcp1 interface=bridge1 address-pool=pool1 disabled=no add-arp=true
/ip dhcp-server network add address=172.16.5.0/24 gateway=172.16.5.1 dns-server=192.0.2.53
/interface l2tp-server server set enabled=yes use-ipsec=yes ipsec-secret=testing
