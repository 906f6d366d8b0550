/ppp profile
add name=pptp_profile local-address=192.168.88.1 remote-address=soho_vpn_pool use-mpls=default use-compression=default use-encryption=required only-one=default change-tcp-mss=yes
/interface pptp-server server
set enabled=yes default-profile=pptp_profile
