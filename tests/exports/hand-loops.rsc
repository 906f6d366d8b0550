# one pool and server for each of eight rooms
:local base 10.44.0.0
:for i from=1 to=8 do={
  :local net ($base + $i * 256)
  /ip pool add name="room$i" ranges=(($net + 10) . "-" . ($net + 99))
  /ip dhcp-server network add address="$net/24" gateway=($net + 1) comment=("room " . $i)
}
:foreach name,range in={"north"="10.45.1.2-10.45.1.99";"south"="10.45.2.2-10.45.2.99"} do={
  /ip pool add name=$name ranges=$range
}
/ip pool set [find name~"^room[78]\$"] comment="not used yet"
/ip pool set room1 next-pool=room2
