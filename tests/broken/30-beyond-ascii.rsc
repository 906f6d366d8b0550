/ip pool
add comment="für die Gäste — größer" name=gäste rangs=10.0.0.10-10.0.0.99
add comment="“quoted”" name=“x” ranges=10.0.0.99-10.0.0.10
 add name=blank ranges=10.0.3.1
