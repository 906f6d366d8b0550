# cut 10.6.0.0/16 into /24 for six floors
:local base 10.6.0.0
:for floor from=0 to=5 do={
  :local net ($base + ($floor * 256))
  /ip pool add name="floor$floor" ranges=(($net + 10) . "-" . ($net + 250)) comment="floor $floor"
  /ip dhcp-server network add address="$net/24" gateway=($net + 1)
}
:put [:len [/ip pool find where name~"^floor[0-9]\$"]]
:put [/ip pool get floor5 ranges]
:put [/ip dhcp-server network get [find gateway=10.6.3.1] address]
