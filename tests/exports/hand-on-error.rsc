:do { /ip pool remove [find name=office] } on-error={}
:do { /ip pool add name=office ranges=10.9.0.10-10.9.0.200 } on-error={ :log warning "pool office is there" }
:do {
  /ip pool set [find name=office] ranges=10.9.0.10-10.9.0.220
  /ip pool set [find where name="nothing like this"] ranges=10.9.9.9
} on-error={ :put "cannot" }
:do { /ip dhcp-server add name=office interface=ether5 address-pool=office disabled=no } on-error={}
/ip dhcp-server network remove [find]
/ip dhcp-server network add address=10.9.0.0/24 gateway=10.9.0.1
:if ([:len [/ip pool find name=office]] = 0) do={ /ip pool add name=office ranges=10.9.1.2-10.9.1.9 } else={ :nothing }
/interface bridge port remove [find where interface=ether7]
