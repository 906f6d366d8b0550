/ip pool
dad name=lan ranges=10.0.0.10-10.0.0.99
pritn
/ip address remvoe [find]
