/ip route rule
add action=lookup src-address=10.0.0.0/24 table=office
/ip route
add dst-address=0.0.0.0/0 gateway=10.0.0.1 routing-mark=office
/routing ospf network
add area=backbone network=10.0.0.0/24
/system ntp client
set enabled=yes primary-ntp=192.0.2.1
/system scheduler
add interval=1d name=nightly on-event=":log info night" start-date=jan/02/2024 start-time=03:00:00
/routing filter
add chain=in action=accept
