# jul/21/2023 09:42:42 by RouterOS 6.48.6
# software id = 1234-ABCD
#
# model = RB750UPr2
# serial number = AB12345CD789
/interface bridge
add name=hs-bridge
/ip hotspot profile
set [ find default=yes ] html-directory=flash/hotspot login-by=http-chap
add dns-name=login.guesthouse.example hotspot-address=10.5.50.1 \
    html-directory=flash/hotspot http-cookie-lifetime=3d login-by=\
    cookie,http-chap,mac-cookie name=hsprof1 rate-limit=2M/8M
add dns-name="" hotspot-address=10.5.60.1 html-directory-override="" \
    login-by=mac,http-pap mac-auth-password=macpass name=hsprof2 rate-limit=\
    "" smtp-server=10.5.60.1 split-user-domain=yes use-radius=yes
/ip pool
add name=hs-pool-1 ranges=10.5.50.2-10.5.51.254
add name=hs-pool-2 ranges=10.5.60.10-10.5.60.250
/ip dhcp-server
add address-pool=hs-pool-1 disabled=no interface=hs-bridge lease-time=1h \
    name=dhcp1
/ip hotspot
add address-pool=hs-pool-1 addresses-per-mac=2 disabled=no interface=\
    hs-bridge name=hotspot1 profile=hsprof1
add address-pool=hs-pool-2 addresses-per-mac=unlimited disabled=no \
    idle-timeout=5m interface=ether4 keepalive-timeout=2m name=\
    "hotspot garden" profile=hsprof2
/ip hotspot user profile
set [ find default=yes ] idle-timeout=none keepalive-timeout=2m \
    mac-cookie-timeout=3d rate-limit=1M/4M shared-users=2 status-autorefresh=\
    1m
add add-mac-cookie=no address-list="" keepalive-timeout=1w3d \
    mac-cookie-timeout=4w2d name=day on-login=":local u \$user\r\
    \n:local left [/ip hotspot user get [find name=\$u] limit-uptime]\r\
    \n:if ([:len \$left] = 0) do={\r\
    \n  /ip hotspot user set [find name=\$u] limit-uptime=1d comment=\"first: \
    \$[/system clock get date]\"\r\
    \n}\r\
    \n:log info (\"login \" . \$u . \" from \" . \$\"mac-address\")" \
    on-logout=":log info \"bye \$user\"" session-timeout=12h shared-users=3 \
    transparent-proxy=yes
add keepalive-timeout=5m name=staff session-timeout=1w shared-users=unlimited
/interface bridge port
add bridge=hs-bridge interface=ether2
add bridge=hs-bridge interface=ether3
/ip address
add address=10.5.50.1/22 comment="hotspot network" interface=hs-bridge \
    network=10.5.48.0
add address=10.5.60.1/24 interface=ether4 network=10.5.60.0
/ip dhcp-client
add dhcp-options=hostname,clientid disabled=no interface=ether1
/ip dhcp-server network
add address=10.5.48.0/22 comment="hotspot network" dns-server=10.5.50.1 \
    gateway=10.5.50.1
/ip dns
set allow-remote-requests=yes cache-size=4096KiB
/ip firewall filter
add action=passthrough chain=unused-hs-chain comment=\
    "place hotspot rules here" disabled=yes
/ip firewall nat
add action=passthrough chain=unused-hs-chain comment=\
    "place hotspot rules here" disabled=yes
add action=masquerade chain=srcnat comment="masquerade hotspot network" \
    src-address=10.5.48.0/22
/ip hotspot ip-binding
add address=10.5.50.20 comment="tv, never asks" mac-address=00:00:5E:00:53:61 \
    type=bypassed
add mac-address=00:00:5E:00:53:62 type=blocked
/ip hotspot service-port
set ftp disabled=yes
/ip hotspot user
add name=admin password=admin-test
add comment="room 1: \"double\"" limit-uptime=1w name=101 password=4711 \
    profile=day server=hotspot1
add comment="counter-time-exceeded\?" limit-bytes-total=1000000000 \
    limit-uptime=1d name=102 password=815 profile=day
add disabled=no name=walk-in profile=staff
/ip hotspot walled-garden
add comment="place hotspot rules here" disabled=yes
add dst-host=*.example.org
add action=deny dst-host=ads.example.org path="/banner/*\?x=[0-9]"
/ip hotspot walled-garden ip
add action=accept disabled=no !dst-address dst-host=pay.example.com !dst-port \
    !protocol !src-address
/ip proxy
set enabled=yes port=8081
/ip proxy access
add action=deny dst-host=*.tracker.example redirect-to=\
    portal.guesthouse.example
/system clock
set time-zone-name=Asia/Manila
/system identity
set name="Guest House"
/system note
set show-at-login=no
/tool netwatch
add comment=uplink down-script="/log error \"uplink down\"" host=203.0.113.1 \
    interval=10s timeout=500ms up-script="/log info \"uplink up\""
