[admin@MikroTik] > /ip pool print
-----------------
/ip pool
add name=lan ranges={{ ranges }}
<<<<<<< ours
add name=guest ranges=10.0.1.10-10.0.1.99
