/ip pool
add name=lan ranges=10.0.0.10-10.0.0.99 comment="the office
add name=guest ranges=10.0.1.10-10.0.1.99
/ip dhcp-server
add name=lan interfce=bridge address-pool=lan
