# oct/18/2022 16:17:18 by RouterOS 7.6
# software id = IOTI-0076
#
# model = KNOT
# serial number = 767676767676
/interface bridge
add name=bridge
/interface lte apn
set [ find default=yes ] apn=m2m.example
/iot lora
set 0 disabled=no name=gateway-0 servers=ttn
/iot lora servers
add address=lora.example down-port=1700 name=ttn up-port=1700
/iot mqtt brokers
add address=192.0.2.200 client-id=knot name=main password=mqtttest port=8883 \
    ssl=yes username=knot
/ip pool
add name=sensors ranges=192.168.200.2-192.168.200.126
/ip dhcp-server
add address-pool=sensors interface=bridge lease-time=1w name=sensors
/ip dhcp-server network
add address=192.168.200.0/25 gateway=192.168.200.1
/iot bluetooth
set [ find default-name=bt1 ] name=bt1
/iot bluetooth whitelist
add address=00:00:5E:00:53:D1 comment="fridge; \"door\"" device=bt1
/system scheduler
add interval=30s name=send on-event=send policy=read,write,test start-time=\
    startup
/system script
add dont-require-permissions=no name=send owner=admin policy=read,write,test \
    source=":local broker \"main\"\r\
    \n:local topic \"site/1/temp\"\r\
    \n:local t [/system health get [find name=\"temperature\"] value]\r\
    \n:local msg \"{\\\"t\\\":\$t,\\\"id\\\":\\\"\$[/system identity get name]\
    \\\",\\\"note\\\":\\\"it's \\\\\\\"fine\\\\\\\"\\\"}\"\r\
    \n/iot mqtt publish broker=\$broker topic=\$topic message=\$msg"
