/ip pool
add name=tw1 ranges=10.13.0.2-10.13.0.9add name=tw2 ranges=10.13.1.2-10.13.1.9
..
dns set servers=192.0.2.53
/ip firewall filter
add chain=input action=accept protocol=icmp comment="icmp"
add copy-from=[find comment="icmp"] comment="again"
add chain=input action=drop place-before=[find comment="again"] src-address=192.0.2.1
