:local pool-name "lan"
:local "range" "10.0.0.10-10.0.0.99"
/ip pool add name=$pool-name ranges=$range
