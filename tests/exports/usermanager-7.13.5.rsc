# 2024-03-03 03:03:03 by RouterOS 7.13.5
# system id = UmUmUmUmUmU
#
/ip pool
add name=office ranges=10.13.0.50-10.13.0.99
/ip dhcp-server
add address-pool=office dhcp-option-set=*1 interface=ether2 lease-time=4d \
    name=office use-radius=yes
/user-manager attribute
add name=Special-Id packet-types=access-accept type-id=200 value-type=string \
    vendor-id=14988
/user-manager limitation
add download-limit=10000000000 name=10GB rate-limit-rx=10M rate-limit-tx=20M \
    reset-counters-interval=monthly reset-counters-start-time=\
    "2024-01-01 00:00:00"
add name="two hours" uptime-limit=2h
/user-manager profile
add name=basic name-for-users="Basic, 10 GB" price=9.9 validity=4w2d
add name=day override-shared-users=3 starts-when=first-auth validity=1d
/user-manager user
add attributes=Mikrotik-Group:full name=anna otp-secret=JBSWY3DPEHPK3PXP \
    password="a n n a" shared-users=2
add caller-id=bind comment="visitor; \"once\"" disabled=yes name=guest1 \
    password=g1
add attributes="Framed-IP-Address:10.13.0.77,Mikrotik-Rate-Limit:2M/4M" \
    group=*2 name=fixed
/user-manager user group
add inner-auths=ttls-pap,ttls-mschap2 name=staff outer-auths=\
    pap,chap,eap-tls,eap-ttls
/ip address
add address=10.13.0.1/24 interface=ether2 network=10.13.0.0
/ip dhcp-server network
add address=10.13.0.0/24 gateway=10.13.0.1
/radius
add address=127.0.0.1 secret=umtest service=ppp,hotspot,dhcp
/radius incoming
set accept=yes
/user-manager
set certificate=*0 enabled=yes
/user-manager advanced
set paypal-allow=no web-private-username=shop
/user-manager database
set db-path=disk1/user-manager5
/user-manager profile-limitation
add limitation=10GB profile=basic weekdays=\
    sunday,monday,tuesday,wednesday,thursday,friday,saturday
add from-time=08:00:00 limitation="two hours" profile=day till-time=17h59m59s
/user-manager router
add address=127.0.0.1 name=self shared-secret=umtest
add address=10.13.0.2 coa-port=1700 disabled=yes name="switch 2" \
    shared-secret="s h"
/user-manager user-profile
add profile=basic user=anna
add profile=day user=guest1
