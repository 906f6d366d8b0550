/ip firewall filter
add chain=input action=acept connection-state=established,relatd
add chain=input action=drop disabled=on
/ppp profile
add name=office use-encryption=requird
