# 2025-05-04 15:53:52 by RouterOS 7.16.2
# software id = CONT-716A
#
# model = RB5009UPr+S+
# serial number = 716716716716
/container mounts
add dst=/etc/dns name=MOUNT_DNS src=/usb1/dns/etc
add dst=/data name=data src="/usb1/with blank/data"
/disk
set usb1 media-interface=none media-sharing=no slot=usb1
add parent=usb1 partition-number=1 partition-offset=512 partition-size=\
    "8 000 000 000" slot=usb1-part1 type=partition
/interface bridge
add name=containers
/interface veth
add address=172.17.0.2/24 gateway=172.17.0.1 gateway6="" name=veth1
add address=172.17.0.3/24,fd00:17::3/64 gateway=172.17.0.1 gateway6=\
    fd00:17::1 name="veth dns"
/ip pool
add name=lan ranges=192.168.31.50-192.168.31.150
/ip dhcp-server
add address-pool=lan interface=bridge1 lease-time=1w name=lan
/container
add cmd="--log-level info --listen 0.0.0.0:8080 --upstream https://up.example/\
    v1/query-that-is-rather-long --cache 100000" envlist=app interface=veth1 \
    logging=yes mounts=data root-dir=usb1/app start-on-boot=yes workdir=/
add dns=192.0.2.53 entrypoint=/bin/sh hostname=dns interface="veth dns" \
    mounts=MOUNT_DNS,data root-dir=usb1/dns user=1000:1000
/container config
set memory-high=512.0MiB registry-url=https://registry.example tmpdir=\
    usb1/pull
/container envs
add key=TZ name=app value=Europe/Rome
add key=PASSWORD name=app value="\$ecret \"quoted\""
add key=OPTIONS name=app value="-Xmx=256m;-Dfile.encoding=UTF-8"
/interface bridge port
add bridge=containers interface=veth1
add bridge=containers interface="veth dns"
/ip address
add address=172.17.0.1/24 interface=containers network=172.17.0.0
/ip dhcp-server network
add address=192.168.31.0/24 dns-server=172.17.0.3 gateway=192.168.31.1
/ip firewall nat
add action=masquerade chain=srcnat src-address=172.17.0.0/24
add action=dst-nat chain=dstnat dst-port=53 in-interface-list=!WAN protocol=\
    udp to-addresses=172.17.0.3 to-ports=53
/system identity
set name="RB5009 \"dock\""
/system logging
add disabled=yes topics=container
/system scheduler
add interval=1d name=restart on-event="/container stop [find hostname=dns]\r\
    \n:delay 10s\r\
    \n/container start [find hostname=dns]" policy=read,write,test \
    start-date=2025-01-01 start-time=04:00:00
