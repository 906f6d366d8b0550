# 2026-05-05 05:05:05 by RouterOS 7.22.2
# system id = chrCHRchrCH
#
/interface ethernet
set [ find default-name=ether1 ] disable-running-check=no
set [ find default-name=ether2 ] disable-running-check=no name="ether2 lab"
/interface vrrp
add interface="ether2 lab" name=vrrp1 on-master=\
    ":log warning \"now \\\"master\\\"\"" version=3 vrid=7
/ip pool
add comment="lab, with a long remark that must be wrapped somewhere in the mid\
    dle of it all" name=lab ranges=10.22.0.10-10.22.0.250
add name="lab spare" next-pool=none ranges=10.22.1.0/26
/ip dhcp-server
add address-lists=lab-clients address-pool=lab interface="ether2 lab" \
    lease-time=1d name=lab use-reconfigure=yes
add address-pool="lab spare" disabled=yes interface=*9 name=spare
/ip vrf
add interfaces=ether1 name=mgmt
/interface l2tp-server server
set enabled=yes ipsec-secret=l2tptest use-ipsec=yes
/ip address
add address=10.22.0.1/24 interface="ether2 lab" network=10.22.0.0
/ip dhcp-client
add interface=ether1 name=client1
/ip dhcp-server network
add address=10.22.0.0/24 dns-server=10.22.0.1,10.22.0.2 gateway=10.22.0.1
/ip dns forwarders
add dns-servers=192.0.2.53 doh-servers=https://doh.example/q name=fwd
/ip dns static
add forward-to=fwd match-subdomain=yes name=corp.example type=FWD
add cname=www.example name=alias.example type=CNAME
add name=txt.example text="v=spf1 -all; \"x\"" type=TXT
/ip service
set telnet disabled=yes
set www vrf=mgmt
set api disabled=yes vrf=mgmt
/ipv6 address
add address=2001:db8:22::1 interface="ether2 lab"
/ipv6 dhcp-server
add address-pool=pd interface="ether2 lab" name=v6
/ipv6 firewall raw
add action=drop chain=prerouting src-address-list=bad_ipv6
/ipv6 nd
set [ find default=yes ] advertise-dns=no
add dns=2001:db8:22::1 interface="ether2 lab" ra-interval=20s-1m
/ipv6 pool
add name=pd prefix=2001:db8:2200::/40 prefix-length=56
/system identity
set name=chr-lab
/system scheduler
add interval=1w name=weekly on-event=weekly policy=read,test start-date=\
    2026-01-05 start-time=01:00:00
/system script
add dont-require-permissions=no name=weekly owner=admin policy=read,test \
    source=":onerror e in={ /tool fetch url=\"https://x.example/?a=1&b=\\\"2\\\
    \"\" } do={ :log error \"fetch: \$e\" }\r\
    \n:local j [:serialize to=json value={\"pool\"=\"lab\";\"used\"=[:len [/ip\
    /pool/used/find where pool=lab]]}]\r\
    \n:put [:convert \$j to=base64]\r\
    \n:retry delay=1s max=3 command={ /ip/dhcp-server/lease/print count-only }\
    "
