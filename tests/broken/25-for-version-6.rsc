# check --target 6.49
/ip dhcp-server
add address-pool=static-only interface=bridge name=lan
/routing/rule
add action=lookup src-address=10.0.0.0/24 table=office
/ip pool
print proplist=name
:onerror e in={ /ip pool add name=x ranges=10.0.0.1 } do={ :put $e }
:put [:convert "abc" to=base64]
/export show-sensitive
/system scheduler add name=nightly on-event=":log info night" start-date=2024-01-02
/file add name=x
/ip route add blackhole dst-address=10.0.0.0/8
