# pools of building A
/ip pool
add name=floor1 ranges=10.1.1.10-10.1.1.250 comment="first floor"
add name=floor2 ranges=10.1.2.10-10.1.2.250 comment="second floor, labs"
add name=floor3 ranges=10.1.3.1,10.1.3.10-10.1.3.99 next-pool=floor2
/ip dhcp-server
	add name=dhcp1 interface=ether2 address-pool=floor1 lease-time=1d disabled=no
	add name=dhcp2 interface=ether3 address-pool=floor2 lease-time=10m disabled=no
	add name="dhcp 3" interface="ether 4" address-pool=floor3 disabled=no comment="room of the \"club\""
/ip dhcp-server network
add address=10.1.1.0/24 gateway=10.1.1.1 dns-server=192.0.2.53,192.0.2.54 comment="first floor"
add address=10.1.2.0/24 gateway=10.1.2.1 dns-server="192.0.2.53" # the second is down
add address=10.1.3.0/24 gateway=10.1.3.1
/ip address
add address=10.1.1.1/24 interface=ether2
add address=10.1.2.1/24 interface=ether3;
