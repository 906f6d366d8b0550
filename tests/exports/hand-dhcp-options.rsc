/ip dhcp-server option
add name=opt43 code=43 value=0x010400000001
add name=opt66 code=66 value="'10.3.0.5'"
add name=opt67 code=67 value="'pxe/boot.0'"
add name=opt150 code=150 value=("0x" . "0a030005")
add name=opt6 code=6 value="'10.3.0.1''10.3.0.2'" comment="two addresses"
add name=opt121 code=121 value=0x180A04000A0300010A
/ip dhcp-server option sets add name=boot options=opt66,opt67
/ip pool add name=boot ranges=10.3.0.64/26
/ip dhcp-server add name=boot interface=ether9 address-pool=boot disabled=no bootp-support=dynamic dhcp-option-set=boot
/ip dhcp-server network add address=10.3.0.0/24 gateway=10.3.0.1 next-server=10.3.0.5 boot-file-name="pxe/boot.0" dhcp-option=opt43,opt6
/ip dhcp-server lease
add mac-address=00:00:5E:00:53:E1 address=10.3.0.70 server=boot client-id=1:0:0:5e:0:53:e1 comment="first"
add mac-address=00:00:5e:00:53:e2 address=10.3.0.71
add mac-address=00:00:5E:00:53:E3 server=boot
