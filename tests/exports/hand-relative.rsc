/ip
pool add name=rel1 ranges=10.2.0.2-10.2.0.99
dhcp-server add name=rel1 interface=ether2 address-pool=rel1 disabled=no
dhcp-server network add address=10.2.0.0/24 gateway=10.2.0.1
/ip pool add name=one-line ranges=10.2.1.2-10.2.1.99
/
ip pool add name=from-root ranges=10.2.2.2-10.2.2.99
:ip pool add name=colon ranges=10.2.5.2-10.2.5.9
/ip/pool/add name=slashes ranges=10.2.3.2-10.2.3.99
/ip/dhcp-server/network
add address=10.2.3.0/24 gateway=10.2.3.1
/ip firewall {
  filter {
    add chain=input action=accept protocol=icmp comment="ping"
    add chain=input action=drop in-interface=ether1
  }
  nat { add chain=srcnat action=masquerade out-interface=ether1 }
}
/ip {
  pool {
    add name=block ranges=10.2.4.2-10.2.4.99
  }
  dns set allow-remote-requests=yes servers=192.0.2.53
  dns static { add name=router.example address=10.2.0.1; add name=nas.example address=10.2.0.2 }
}
