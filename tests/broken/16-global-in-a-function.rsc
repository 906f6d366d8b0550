:global gateway 10.0.0.1
:global describe do={
    :return "the gateway is $gateway, the pool $pool"
}
:put [$describe pool=lan]
