/ip pool
add name=backwards ranges=10.0.0.99-10.0.0.10
add name=words ranges=ten-to-twenty
add name=half ranges=10.0.1.10-
add name=twice ranges=10.0.2.10-10.0.2.50,10.0.2.40-10.0.2.90
add name=shared ranges=10.0.2.80-10.0.2.200
