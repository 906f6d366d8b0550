# 2025-02-14 07:08:09 by RouterOS 7.17.2
# software id = LEAS-717E
#
# model = CCR2004-16G-2S+
# serial number = 717717717717
/ip dhcp-server option
add code=119 comment="search list" name=search value=\
    0x07656E67076578616D706C6500
add code=43 force=yes name=vendor value="0x01'AP'0x02"
/ip dhcp-server option sets
add name=eng options=search,vendor
/ip pool
add name=eng ranges=10.17.0.10-10.17.7.250
/ip dhcp-server
add address-pool=eng allow-dual-stack-queue=no always-broadcast=no \
    dhcp-option-set=eng interface=bridge lease-time=31d name=eng
/ip address
add address=10.17.0.1/21 interface=bridge network=10.17.0.0
/ip dhcp-server lease
add address=10.17.0.10 client-id=1:0:0:5e:0:53:0 comment="M\C3\BCller" \
    lease-time=1d mac-address=00:00:5E:00:53:00 server=eng
add address=10.17.0.11 comment=dev-1 lease-time=30d mac-address=\
    00:00:5E:00:53:01 server=eng
add address=10.17.0.12 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:02 server=eng
add address=10.17.0.13 comment=dev-3 lease-time=1d mac-address=\
    00:00:5E:00:53:03 server=eng
add address=10.17.0.14 client-id=1:0:0:5e:0:53:4 comment="rack 4, unit 4" \
    lease-time=7d mac-address=00:00:5E:00:53:04 server=eng
add address=10.17.0.15 comment="rack 5, unit 5" lease-time=1d mac-address=\
    00:00:5E:00:53:05 server=eng
add address=10.17.0.16 comment=dev-6 lease-time=30d mac-address=\
    00:00:5E:00:53:06 server=eng
add address=10.17.0.17 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:07 server=eng
add address=10.17.0.18 client-id=1:0:0:5e:0:53:8 comment=web8 lease-time=1d \
    mac-address=00:00:5E:00:53:08 server=eng
add address=10.17.0.19 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:09 server=eng
add address=10.17.0.20 comment=dev-10 lease-time=7d mac-address=\
    00:00:5E:00:53:0A server=eng
add address=10.17.0.21 comment=web11 lease-time=1d mac-address=\
    00:00:5E:00:53:0B server=eng
add address=10.17.0.22 client-id=1:0:0:5e:0:53:c comment="rack 3, unit 12" \
    lease-time=30d mac-address=00:00:5E:00:53:0C server=eng
add address=10.17.0.23 comment=dev-13 lease-time=7d mac-address=\
    00:00:5E:00:53:0D server=eng
add address=10.17.0.24 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:0E server=eng
add address=10.17.0.25 comment=dev-15 lease-time=7d mac-address=\
    00:00:5E:00:53:0F server=eng
add address=10.17.0.26 client-id=1:0:0:5e:0:53:10 comment="rack 7, unit 16" \
    lease-time=1d mac-address=00:00:5E:00:53:10 server=eng
add address=10.17.0.27 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:11 server=eng
add address=10.17.0.28 comment=db18 lease-time=7d mac-address=\
    00:00:5E:00:53:12 server=eng
add address=10.17.0.29 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:13 server=eng
add address=10.17.0.30 client-id=1:0:0:5e:0:53:14 comment=dev-20 lease-time=\
    7d mac-address=00:00:5E:00:53:14 server=eng
add address=10.17.0.31 comment=web21 lease-time=7d mac-address=\
    00:00:5E:00:53:15 server=eng
add address=10.17.0.32 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:16 server=eng
add address=10.17.0.33 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:17 server=eng
add address=10.17.0.34 client-id=1:0:0:5e:0:53:18 comment="rack 6, unit 24" \
    lease-time=1d mac-address=00:00:5E:00:53:18 server=eng
add address=10.17.0.35 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:19 server=eng
add address=10.17.0.36 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:1A server=eng
add address=10.17.0.37 comment=web27 lease-time=30d mac-address=\
    00:00:5E:00:53:1B server=eng
add address=10.17.0.38 client-id=1:0:0:5e:0:53:1c comment=db28 lease-time=1d \
    mac-address=00:00:5E:00:53:1C server=eng
add address=10.17.0.39 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:1D server=eng
add address=10.17.0.40 comment="rack 3, unit 30" lease-time=30d mac-address=\
    00:00:5E:00:53:1E server=eng
add address=10.17.0.41 comment=dev-31 lease-time=30d mac-address=\
    00:00:5E:00:53:1F server=eng
add address=10.17.0.42 client-id=1:0:0:5e:0:53:20 comment=dev-32 lease-time=\
    1d mac-address=00:00:5E:00:53:20 server=eng
add address=10.17.0.43 comment="rack 6, unit 33" lease-time=1d mac-address=\
    00:00:5E:00:53:21 server=eng
add address=10.17.0.44 comment=dev-34 lease-time=7d mac-address=\
    00:00:5E:00:53:22 server=eng
add address=10.17.0.45 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:23 server=eng
add address=10.17.0.46 client-id=1:0:0:5e:0:53:24 comment=db36 lease-time=1d \
    mac-address=00:00:5E:00:53:24 server=eng
add address=10.17.0.47 comment=dev-37 lease-time=1d mac-address=\
    00:00:5E:00:53:25 server=eng
add address=10.17.0.48 comment="rack 2, unit 38" lease-time=1d mac-address=\
    00:00:5E:00:53:26 server=eng
add address=10.17.0.49 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:27 server=eng
add address=10.17.0.50 client-id=1:0:0:5e:0:53:28 comment=web40 lease-time=\
    30d mac-address=00:00:5E:00:53:28 server=eng
add address=10.17.0.51 comment="rack 5, unit 1" lease-time=30d mac-address=\
    00:00:5E:00:53:29 server=eng
add address=10.17.0.52 comment="rack 6, unit 2" lease-time=1d mac-address=\
    00:00:5E:00:53:2A server=eng
add address=10.17.0.53 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:2B server=eng
add address=10.17.0.54 client-id=1:0:0:5e:0:53:2c comment="M\C3\BCller" \
    lease-time=7d mac-address=00:00:5E:00:53:2C server=eng
add address=10.17.0.55 comment=dev-45 lease-time=1d mac-address=\
    00:00:5E:00:53:2D server=eng
add address=10.17.0.56 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:2E server=eng
add address=10.17.0.57 comment=build47 lease-time=30d mac-address=\
    00:00:5E:00:53:2F server=eng
add address=10.17.0.58 client-id=1:0:0:5e:0:53:30 comment=dev-48 lease-time=\
    7d mac-address=00:00:5E:00:53:30 server=eng
add address=10.17.0.59 comment=dev-49 lease-time=30d mac-address=\
    00:00:5E:00:53:31 server=eng
add address=10.17.0.60 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:32 server=eng
add address=10.17.0.61 comment="rack 6, unit 11" lease-time=1d mac-address=\
    00:00:5E:00:53:33 server=eng
add address=10.17.0.62 client-id=1:0:0:5e:0:53:34 comment=dev-52 lease-time=\
    1d mac-address=00:00:5E:00:53:34 server=eng
add address=10.17.0.63 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:35 server=eng
add address=10.17.0.64 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:36 server=eng
add address=10.17.0.65 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:37 server=eng
add address=10.17.0.66 client-id=1:0:0:5e:0:53:38 comment="rack 2, unit 16" \
    lease-time=30d mac-address=00:00:5E:00:53:38 server=eng
add address=10.17.0.67 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:39 server=eng
add address=10.17.0.68 comment="rack 4, unit 18" lease-time=30d mac-address=\
    00:00:5E:00:53:3A server=eng
add address=10.17.0.69 comment=dev-59 lease-time=30d mac-address=\
    00:00:5E:00:53:3B server=eng
add address=10.17.0.70 client-id=1:0:0:5e:0:53:3c comment="rack 6, unit 20" \
    lease-time=7d mac-address=00:00:5E:00:53:3C server=eng
add address=10.17.0.71 comment=web61 lease-time=7d mac-address=\
    00:00:5E:00:53:3D server=eng
add address=10.17.0.72 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:3E server=eng
add address=10.17.0.73 comment=web63 lease-time=1d mac-address=\
    00:00:5E:00:53:3F server=eng
add address=10.17.0.74 client-id=1:0:0:5e:0:53:40 comment=dev-64 lease-time=\
    1d mac-address=00:00:5E:00:53:40 server=eng
add address=10.17.0.75 comment="rack 2, unit 25" lease-time=7d mac-address=\
    00:00:5E:00:53:41 server=eng
add address=10.17.0.76 comment=dev-66 lease-time=1d mac-address=\
    00:00:5E:00:53:42 server=eng
add address=10.17.0.77 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:43 server=eng
add address=10.17.0.78 client-id=1:0:0:5e:0:53:44 comment="M\C3\BCller" \
    lease-time=7d mac-address=00:00:5E:00:53:44 server=eng
add address=10.17.0.79 comment=build69 lease-time=7d mac-address=\
    00:00:5E:00:53:45 server=eng
add address=10.17.0.80 comment=build70 lease-time=30d mac-address=\
    00:00:5E:00:53:46 server=eng
add address=10.17.0.81 comment="rack 8, unit 31" lease-time=30d mac-address=\
    00:00:5E:00:53:47 server=eng
add address=10.17.0.82 client-id=1:0:0:5e:0:53:48 comment=build72 lease-time=\
    7d mac-address=00:00:5E:00:53:48 server=eng
add address=10.17.0.83 comment=dev-73 lease-time=7d mac-address=\
    00:00:5E:00:53:49 server=eng
add address=10.17.0.84 comment=db74 lease-time=1d mac-address=\
    00:00:5E:00:53:4A server=eng
add address=10.17.0.85 comment="rack 3, unit 35" lease-time=30d mac-address=\
    00:00:5E:00:53:4B server=eng
add address=10.17.0.86 client-id=1:0:0:5e:0:53:4c comment=dev-76 lease-time=\
    7d mac-address=00:00:5E:00:53:4C server=eng
add address=10.17.0.87 comment=dev-77 lease-time=1d mac-address=\
    00:00:5E:00:53:4D server=eng
add address=10.17.0.88 comment=db78 lease-time=1d mac-address=\
    00:00:5E:00:53:4E server=eng
add address=10.17.0.89 comment=dev-79 lease-time=7d mac-address=\
    00:00:5E:00:53:4F server=eng
add address=10.17.0.90 client-id=1:0:0:5e:0:53:50 comment="rack 8, unit 0" \
    lease-time=1d mac-address=00:00:5E:00:53:50 server=eng
add address=10.17.0.91 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:51 server=eng
add address=10.17.0.92 comment="rack 1, unit 2" lease-time=7d mac-address=\
    00:00:5E:00:53:52 server=eng
add address=10.17.0.93 comment="rack 2, unit 3" lease-time=30d mac-address=\
    00:00:5E:00:53:53 server=eng
add address=10.17.0.94 client-id=1:0:0:5e:0:53:54 comment="rack 3, unit 4" \
    lease-time=1d mac-address=00:00:5E:00:53:54 server=eng
add address=10.17.0.95 comment=web85 lease-time=7d mac-address=\
    00:00:5E:00:53:55 server=eng
add address=10.17.0.96 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:56 server=eng
add address=10.17.0.97 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:57 server=eng
add address=10.17.0.98 client-id=1:0:0:5e:0:53:58 comment=build88 lease-time=\
    7d mac-address=00:00:5E:00:53:58 server=eng
add address=10.17.0.99 comment=dev-89 lease-time=7d mac-address=\
    00:00:5E:00:53:59 server=eng
add address=10.17.0.100 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:5A server=eng
add address=10.17.0.101 comment=db91 lease-time=1d mac-address=\
    00:00:5E:00:53:5B server=eng
add address=10.17.0.102 client-id=1:0:0:5e:0:53:5c comment="rack 2, unit 12" \
    lease-time=7d mac-address=00:00:5E:00:53:5C server=eng
add address=10.17.0.103 comment=db93 lease-time=7d mac-address=\
    00:00:5E:00:53:5D server=eng
add address=10.17.0.104 comment=web94 lease-time=7d mac-address=\
    00:00:5E:00:53:5E server=eng
add address=10.17.0.105 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:5F server=eng
add address=10.17.0.106 client-id=1:0:0:5e:0:53:60 comment=dev-96 lease-time=\
    30d mac-address=00:00:5E:00:53:60 server=eng
add address=10.17.0.107 comment=web97 lease-time=30d mac-address=\
    00:00:5E:00:53:61 server=eng
add address=10.17.0.108 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:62 server=eng
add address=10.17.0.109 comment="rack 0, unit 19" lease-time=7d mac-address=\
    00:00:5E:00:53:63 server=eng
add address=10.17.1.10 client-id=1:0:0:5e:0:53:64 comment="M\C3\BCller" \
    lease-time=7d mac-address=00:00:5E:00:53:64 server=eng
add address=10.17.1.11 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:65 server=eng
add address=10.17.1.12 comment=build102 lease-time=1d mac-address=\
    00:00:5E:00:53:66 server=eng
add address=10.17.1.13 comment="rack 4, unit 23" lease-time=30d mac-address=\
    00:00:5E:00:53:67 server=eng
add address=10.17.1.14 client-id=1:0:0:5e:0:53:68 comment="rack 5, unit 24" \
    lease-time=30d mac-address=00:00:5E:00:53:68 server=eng
add address=10.17.1.15 comment="rack 6, unit 25" lease-time=30d mac-address=\
    00:00:5E:00:53:69 server=eng
add address=10.17.1.16 comment=web106 lease-time=1d mac-address=\
    00:00:5E:00:53:6A server=eng
add address=10.17.1.17 comment=web107 lease-time=30d mac-address=\
    00:00:5E:00:53:6B server=eng
add address=10.17.1.18 client-id=1:0:0:5e:0:53:6c comment=dev-108 lease-time=\
    1d mac-address=00:00:5E:00:53:6C server=eng
add address=10.17.1.19 comment="rack 1, unit 29" lease-time=30d mac-address=\
    00:00:5E:00:53:6D server=eng
add address=10.17.1.20 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:6E server=eng
add address=10.17.1.21 comment="rack 3, unit 31" lease-time=7d mac-address=\
    00:00:5E:00:53:6F server=eng
add address=10.17.1.22 client-id=1:0:0:5e:0:53:70 comment=web112 lease-time=\
    7d mac-address=00:00:5E:00:53:70 server=eng
add address=10.17.1.23 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:71 server=eng
add address=10.17.1.24 comment=dev-114 lease-time=1d mac-address=\
    00:00:5E:00:53:72 server=eng
add address=10.17.1.25 comment=dev-115 lease-time=30d mac-address=\
    00:00:5E:00:53:73 server=eng
add address=10.17.1.26 client-id=1:0:0:5e:0:53:74 comment=dev-116 lease-time=\
    7d mac-address=00:00:5E:00:53:74 server=eng
add address=10.17.1.27 comment=dev-117 lease-time=7d mac-address=\
    00:00:5E:00:53:75 server=eng
add address=10.17.1.28 comment=dev-118 lease-time=7d mac-address=\
    00:00:5E:00:53:76 server=eng
add address=10.17.1.29 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:77 server=eng
add address=10.17.1.30 client-id=1:0:0:5e:0:53:78 comment="M\C3\BCller" \
    lease-time=1d mac-address=00:00:5E:00:53:78 server=eng
add address=10.17.1.31 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:79 server=eng
add address=10.17.1.32 comment="rack 5, unit 2" lease-time=7d mac-address=\
    00:00:5E:00:53:7A server=eng
add address=10.17.1.33 comment=db123 lease-time=30d mac-address=\
    00:00:5E:00:53:7B server=eng
add address=10.17.1.34 client-id=1:0:0:5e:0:53:7c comment="rack 7, unit 4" \
    lease-time=30d mac-address=00:00:5E:00:53:7C server=eng
add address=10.17.1.35 comment=web125 lease-time=1d mac-address=\
    00:00:5E:00:53:7D server=eng
add address=10.17.1.36 comment=db126 lease-time=7d mac-address=\
    00:00:5E:00:53:7E server=eng
add address=10.17.1.37 comment="rack 1, unit 7" lease-time=7d mac-address=\
    00:00:5E:00:53:7F server=eng
add address=10.17.1.38 client-id=1:0:0:5e:0:53:80 comment=db128 lease-time=\
    30d mac-address=00:00:5E:00:53:80 server=eng
add address=10.17.1.39 comment="rack 3, unit 9" lease-time=1d mac-address=\
    00:00:5E:00:53:81 server=eng
add address=10.17.1.40 comment=web130 lease-time=7d mac-address=\
    00:00:5E:00:53:82 server=eng
add address=10.17.1.41 comment="rack 5, unit 11" lease-time=1d mac-address=\
    00:00:5E:00:53:83 server=eng
add address=10.17.1.42 client-id=1:0:0:5e:0:53:84 comment="M\C3\BCller" \
    lease-time=30d mac-address=00:00:5E:00:53:84 server=eng
add address=10.17.1.43 comment="rack 7, unit 13" lease-time=30d mac-address=\
    00:00:5E:00:53:85 server=eng
add address=10.17.1.44 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:86 server=eng
add address=10.17.1.45 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:87 server=eng
add address=10.17.1.46 client-id=1:0:0:5e:0:53:88 comment=web136 lease-time=\
    30d mac-address=00:00:5E:00:53:88 server=eng
add address=10.17.1.47 comment="rack 2, unit 17" lease-time=7d mac-address=\
    00:00:5E:00:53:89 server=eng
add address=10.17.1.48 comment=dev-138 lease-time=30d mac-address=\
    00:00:5E:00:53:8A server=eng
add address=10.17.1.49 comment="rack 4, unit 19" lease-time=30d mac-address=\
    00:00:5E:00:53:8B server=eng
add address=10.17.1.50 client-id=1:0:0:5e:0:53:8c comment="M\C3\BCller" \
    lease-time=1d mac-address=00:00:5E:00:53:8C server=eng
add address=10.17.1.51 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:8D server=eng
add address=10.17.1.52 comment="rack 7, unit 22" lease-time=1d mac-address=\
    00:00:5E:00:53:8E server=eng
add address=10.17.1.53 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:8F server=eng
add address=10.17.1.54 client-id=1:0:0:5e:0:53:90 comment="M\C3\BCller" \
    lease-time=1d mac-address=00:00:5E:00:53:90 server=eng
add address=10.17.1.55 comment="M\C3\BCller" lease-time=30d mac-address=\
    00:00:5E:00:53:91 server=eng
add address=10.17.1.56 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:92 server=eng
add address=10.17.1.57 comment="rack 3, unit 27" lease-time=30d mac-address=\
    00:00:5E:00:53:93 server=eng
add address=10.17.1.58 client-id=1:0:0:5e:0:53:94 comment="M\C3\BCller" \
    lease-time=30d mac-address=00:00:5E:00:53:94 server=eng
add address=10.17.1.59 comment="rack 5, unit 29" lease-time=30d mac-address=\
    00:00:5E:00:53:95 server=eng
add address=10.17.1.60 comment=web150 lease-time=7d mac-address=\
    00:00:5E:00:53:96 server=eng
add address=10.17.1.61 comment=web151 lease-time=30d mac-address=\
    00:00:5E:00:53:97 server=eng
add address=10.17.1.62 client-id=1:0:0:5e:0:53:98 comment=dev-152 lease-time=\
    30d mac-address=00:00:5E:00:53:98 server=eng
add address=10.17.1.63 comment="rack 0, unit 33" lease-time=7d mac-address=\
    00:00:5E:00:53:99 server=eng
add address=10.17.1.64 comment=build154 lease-time=30d mac-address=\
    00:00:5E:00:53:9A server=eng
add address=10.17.1.65 comment=build155 lease-time=30d mac-address=\
    00:00:5E:00:53:9B server=eng
add address=10.17.1.66 client-id=1:0:0:5e:0:53:9c comment=dev-156 lease-time=\
    30d mac-address=00:00:5E:00:53:9C server=eng
add address=10.17.1.67 comment=db157 lease-time=1d mac-address=\
    00:00:5E:00:53:9D server=eng
add address=10.17.1.68 comment=dev-158 lease-time=30d mac-address=\
    00:00:5E:00:53:9E server=eng
add address=10.17.1.69 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:9F server=eng
add address=10.17.1.70 client-id=1:0:0:5e:0:53:a0 comment=dev-160 lease-time=\
    7d mac-address=00:00:5E:00:53:A0 server=eng
add address=10.17.1.71 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:A1 server=eng
add address=10.17.1.72 comment="rack 0, unit 2" lease-time=1d mac-address=\
    00:00:5E:00:53:A2 server=eng
add address=10.17.1.73 comment=dev-163 lease-time=1d mac-address=\
    00:00:5E:00:53:A3 server=eng
add address=10.17.1.74 client-id=1:0:0:5e:0:53:a4 comment="M\C3\BCller" \
    lease-time=30d mac-address=00:00:5E:00:53:A4 server=eng
add address=10.17.1.75 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:A5 server=eng
add address=10.17.1.76 comment="M\C3\BCller" lease-time=1d mac-address=\
    00:00:5E:00:53:A6 server=eng
add address=10.17.1.77 comment=build167 lease-time=7d mac-address=\
    00:00:5E:00:53:A7 server=eng
add address=10.17.1.78 client-id=1:0:0:5e:0:53:a8 comment=db168 lease-time=7d \
    mac-address=00:00:5E:00:53:A8 server=eng
add address=10.17.1.79 comment=dev-169 lease-time=7d mac-address=\
    00:00:5E:00:53:A9 server=eng
add address=10.17.1.80 comment=build170 lease-time=30d mac-address=\
    00:00:5E:00:53:AA server=eng
add address=10.17.1.81 comment=build171 lease-time=30d mac-address=\
    00:00:5E:00:53:AB server=eng
add address=10.17.1.82 client-id=1:0:0:5e:0:53:ac comment="M\C3\BCller" \
    lease-time=30d mac-address=00:00:5E:00:53:AC server=eng
add address=10.17.1.83 comment=dev-173 lease-time=30d mac-address=\
    00:00:5E:00:53:AD server=eng
add address=10.17.1.84 comment=build174 lease-time=1d mac-address=\
    00:00:5E:00:53:AE server=eng
add address=10.17.1.85 comment=web175 lease-time=7d mac-address=\
    00:00:5E:00:53:AF server=eng
add address=10.17.1.86 client-id=1:0:0:5e:0:53:b0 comment="rack 5, unit 16" \
    lease-time=1d mac-address=00:00:5E:00:53:B0 server=eng
add address=10.17.1.87 comment=dev-177 lease-time=7d mac-address=\
    00:00:5E:00:53:B1 server=eng
add address=10.17.1.88 comment="M\C3\BCller" lease-time=7d mac-address=\
    00:00:5E:00:53:B2 server=eng
add address=10.17.1.89 comment=dev-179 lease-time=30d mac-address=\
    00:00:5E:00:53:B3 server=eng
/ip dhcp-server network
add address=10.17.0.0/21 dhcp-option=search dns-server=10.17.0.1 domain=\
    eng.example gateway=10.17.0.1 netmask=21 ntp-server=10.17.0.1,10.17.0.2
