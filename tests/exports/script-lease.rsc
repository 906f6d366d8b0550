:local zone "lan.example"
:local ttl 00:05:00
:local host $"lease-hostname"
:if ($leaseBound = "1" && [:len $host] > 0) do={
  :local fqdn ("$host." . $zone)
  :local mac [/ip dhcp-server lease get [find where address=$leaseActIP and !disabled] mac-address]
  /ip dns static remove [find name=$fqdn or comment~("^auto \\(" . $mac)]
  /ip dns static add name=$fqdn address=$leaseActIP ttl=$ttl comment="auto ($mac)"
  :log info "\"$fqdn\" is \t$leaseActIP\r\n\\ end \$ \?"
} else={
  :foreach i in=[/ip dns static find where comment~"^auto" && !dynamic] do={ /ip dns static remove $i }
}
