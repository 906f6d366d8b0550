:local my_pool "lan"
:local "my_range" "10.0.0.10-10.0.0.99"
/ip pool add name=$my_pool ranges=$my_range
:log info "made $my_pool"
