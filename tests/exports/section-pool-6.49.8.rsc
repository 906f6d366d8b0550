# sep/15/2023 13:14:15 by RouterOS 6.49.8
# software id = POOL-ONLY
#
# model = RB750Gr3
# serial number = 757575757575
/ip pool
add name=a ranges=10.0.0.2-10.0.0.254
add name=b next-pool=a ranges=10.0.1.0/24
add name="c d" next-pool="b" ranges=10.0.2.1,10.0.2.5-10.0.2.9,10.0.3.0/28
add name=1 ranges=10.0.4.1-10.0.5.254
add name=10.0.0.0 ranges=10.0.6.10-10.0.6.20
