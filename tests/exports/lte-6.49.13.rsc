# sep/21/2024 12:00:00 by RouterOS 6.49.13
# software id = LTE4-FAIL
#
# model = RBwAPGR-5HacD2HnD&R11e-LTE6
# serial number = 9F9E9D9C9B9A
/interface bridge
add name=bus
/interface lte
set [ find default-name=lte1 ] allow-roaming=no band=3,7,20 name=lte1 \
    network-mode=lte pin=0000
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/ip dhcp-client option
set hostname code=12 name=hostname value="\$(HOSTNAME)"
set clientid_duid code=61 name=clientid_duid value="\$(CLIENT_DUID)"
set clientid code=61 name=clientid value="\$(CLIENT_MAC)"
/ip dhcp-server option
add code=43 name=unifi value=0x0104C0A84D05
add code=66 name=tftp value="'192.168.77.5'"
add code=121 name=routes value=0x180A0A0AC0A84D01
/ip pool
add name=bus ranges=192.168.77.100-192.168.77.200
/ip dhcp-server
add address-pool=bus always-broadcast=no bootp-support=static disabled=no \
    interface=bus lease-script=":if (\$leaseBound = 1) do={ :log info \"\$leas\
    eActIP for \$leaseActMAC (\$\"lease-hostname\")\" }" lease-time=4h name=\
    bus
/interface lte apn
set [ find default=yes ] add-default-route=no apn=internet.example ip-type=\
    ipv4 use-peer-dns=no
add apn=m2m.example authentication=chap default-route-distance=5 name=m2m \
    password=m2mpw user=m2m
/ip address
add address=192.168.77.1/24 interface=bus network=192.168.77.0
/ip dhcp-client
add default-route-distance=2 dhcp-options=hostname,clientid disabled=no \
    interface=ether1
/ip dhcp-server network
add address=192.168.77.0/24 boot-file-name=pxelinux.0 dhcp-option=\
    unifi,tftp,routes dns-server=192.168.77.1 gateway=192.168.77.1 \
    next-server=192.168.77.5
/ip dns
set allow-remote-requests=yes servers=192.0.2.53
/ip route
add check-gateway=ping comment="first: ethernet" distance=1 gateway=\
    192.0.2.254
add comment="then: lte" distance=3 gateway=lte1
/system gps
set enabled=yes port=usb3
/system identity
set name="bus 42 (line N\C2\BA 7)"
/system scheduler
add interval=1m30s name=gps on-event=gps-report policy=read,write,policy,test \
    start-time=startup
add interval=4w2d name=reboot on-event="/system reboot" policy=reboot \
    start-date=sep/01/2024 start-time=03:33:00
/system script
add dont-require-permissions=no name=gps-report owner=admin policy=\
    read,write,policy,test source="# tells where we are; a comment that ends i\
    n a backslash \\\r\
    \n:global lat; :global lon\r\
    \n/system gps monitor once do={ :set lat \$latitude; :set lon \$longitude \
    }\r\
    \n:if ([:typeof \$lat] != \"nothing\") do={\r\
    \n\t/tool fetch mode=https url=\"https://fleet.example.org/p\?bus=42&lat=\
    \$lat&lon=\$lon\" http-header-field=\"X-Note: \\\"bus\\\"\" keep-result=no\
    \r\
    \n}"
/tool netwatch
add down-script="/ip route disable [find comment~\"^first\"]\r\
    \n:do { /tool e-mail send to=\"noc@example.org\" subject=\"bus 42 \\\"down\
    \\\"\" body=\"at \$[/system clock get time]\" } on-error={ :log error \"no\
    \_mail: \\\"\$error\\\"\" }" host=192.0.2.254 interval=15s timeout=900ms \
    up-script="/ip route enable [find comment~\"^first\"]"
/tool sms
set allowed-number=+15555550100 port=lte1 receive-enabled=yes secret=smstest
