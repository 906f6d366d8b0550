# sep/07/2022 10:59:39 by RouterOS 6.40.8
# software id = SMAL-L640
#
# model = 1100AHx2
# serial number = 640640640640
/ip pool
add name=p ranges=10.4.0.10-10.4.0.20
/ip dhcp-server
add address-pool=p disabled=no interface=ether13 name=s
/ppp profile
set *0 remote-address=p
/routing bgp instance
set default disabled=yes
/system logging
set 0 topics=info,!wireless
/system routerboard settings
set boot-device=flash-boot-once-then-nand boot-protocol=dhcp cpu-mode=\
    power-save memory-data-rate=auto
