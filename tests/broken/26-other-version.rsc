# check --target 7.22
# jan/02/2024 10:00:00 by RouterOS 6.49.10
# software id = ABCD-EFGH
#
/ip pool
add name=lan ranges=10.0.0.10-10.0.0.99
/system ntp client
set enabled=yes primary-ntp=192.0.2.1 secondary-ntp=192.0.2.2
