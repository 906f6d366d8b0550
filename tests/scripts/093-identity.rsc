:local was [/system identity get name]
/system identity set name="gw-$[:pick $was 0 3]"
:put [/system identity get name]
/system identity set name=$was
:put [/system identity get name]
