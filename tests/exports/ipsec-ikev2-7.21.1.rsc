# 2026-02-01 12:00:01 by RouterOS 7.21.1
# software id = IKEV-2721
#
# model = CCR2004-1G-12S+2XS
# serial number = 212121212121
/ip ipsec policy group
add name=ikev2
/ip ipsec profile
set [ find default=yes ] dh-group=x25519,modp2048 dpd-interval=8s \
    dpd-maximum-failures=4
add dh-group=ecp384,ecp256 enc-algorithm=aes-256 hash-algorithm=sha384 \
    lifetime=8h name=ikev2 prf-algorithm=sha384 proposal-check=strict
/ip ipsec peer
add exchange-mode=ike2 name=ikev2 passive=yes profile=ikev2 \
    send-initial-contact=no
add address=vpn.partner.example disabled=yes exchange-mode=ike2 name=partner \
    port=4500 profile=ikev2
/ip ipsec proposal
set [ find default=yes ] disabled=yes
add auth-algorithms="" enc-algorithms=aes-256-gcm,aes-128-gcm lifetime=0s \
    name=ikev2 pfs-group=ecp384
/ip pool
add name=ikev2 ranges=10.121.0.10-10.121.0.250
/ip ipsec mode-config
add address-pool=ikev2 address-prefix-length=32 name=ikev2 split-dns=\
    corp.example,lab.example split-include=\
    10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,198.51.100.0/24 static-dns=\
    10.0.0.53,10.0.0.54 system-dns=no
add connection-mark=vpn name=partner responder=no use-responder-dns=no
/ip dhcp-server
add address-pool=*3 interface=bridge name=gone
/ip firewall nat
add action=accept chain=srcnat ipsec-policy=out,ipsec
add action=masquerade chain=srcnat src-address=10.121.0.0/24 to-addresses=\
    0.0.0.0
/ip ipsec identity
add auth-method=digital-signature certificate=vpn.example generate-policy=\
    port-strict match-by=certificate mode-config=ikev2 peer=ikev2 \
    policy-template-group=ikev2 remote-certificate=anna
add auth-method=eap-radius certificate=vpn.example,ca generate-policy=\
    port-strict mode-config=*2 peer=ikev2 policy-template-group=ikev2
add comment="partner; old \"key\"" disabled=yes my-id=fqdn:us.example peer=\
    partner remote-id=user-fqdn:them@partner.example secret="k=e;y\$ \\ "
/ip ipsec policy
set 0 disabled=yes
add dst-address=10.121.0.0/24 group=ikev2 proposal=ikev2 src-address=\
    0.0.0.0/0 template=yes
/ip ipsec settings
set interim-update=10m xauth-use-radius=yes
/ip dhcp-server network
add address=10.0.0.0/8 gateway=""
