/ip pool
add name=lan \ ranges=10.0.0.10-10.0.0.99
add name=guest comment="50\% full" ranges=10.0.1.10-10.0.1.99
