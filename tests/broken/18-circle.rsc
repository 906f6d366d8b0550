/ip pool
add name=a next-pool=b ranges=10.0.0.10-10.0.0.99
add name=b next-pool=c ranges=10.0.1.10-10.0.1.99
add name=c next-pool=a ranges=10.0.2.10-10.0.2.99
add name=self next-pool=self ranges=10.0.3.10-10.0.3.99
