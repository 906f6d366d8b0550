# 2023-11-23 09:00:00 by RouterOS 7.11.2
# software id = CAMP-711D
#
# model = RB750Gr3
# serial number = 711711711711
/ip hotspot profile
set [ find default=yes ] html-directory=hotspot
add dns-name=camp.example hotspot-address=10.77.0.1 login-by=\
    mac,cookie,http-chap,http-pap,trial,mac-cookie mac-auth-password=m name=\
    hsprof1 radius-interim-update=30s trial-uptime-limit=15m \
    trial-uptime-reset=12h use-radius=yes
/ip hotspot user profile
set [ find default=yes ] add-mac-cookie=no rate-limit=2M/4M shared-users=4
add name=week on-login=":local days 7\r\
    \n:foreach i,u in={\"a\"=1;\"b\"=2} do={ :log debug (\"\$i is \" . \$u) }\
    \r\
    \n/ip hotspot user set [find name=\$user] comment=(\"since \" . [/system c\
    lock get date] . \" \\\"\$days\\\"\")" on-logout=\
    ":local x \"\\\$literal \\\\ backslash\"" rate-limit=5M/20M shared-users=\
    unlimited
/ip pool
add name=hs ranges=10.77.0.2-10.77.7.254
/ip dhcp-server
add address-pool=hs interface=ether2 lease-time=1h name=hs
/ip hotspot
add address-pool=hs addresses-per-mac=4 disabled=no interface=ether2 \
    keepalive-timeout=none login-timeout=30s name=camp profile=hsprof1
/port
set 0 name=serial0
/ip address
add address=10.77.0.1/21 comment="hotspot network" interface=ether2 network=\
    10.77.0.0
/ip dhcp-client
add interface=ether1
/ip dhcp-server network
add address=10.77.0.0/21 comment="hotspot network" gateway=10.77.0.1
/ip firewall nat
add action=masquerade chain=srcnat src-address=10.77.0.0/21
/ip hotspot user
add name=admin
add comment="pitch 58, \"team\"; paid" email=g0@camp.example \
    limit-bytes-total=1000000000 limit-uptime=30d name=76545503 server=camp
add comment="pitch 83, couple; paid" email=guest.1@mail.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=33643672 server=camp
add comment="pitch 63, \"team\"; paid" email=g2@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=22152651 server=camp
add comment="pitch 57, family; paid" email=guest.3@mail.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=50476362 server=camp
add comment="pitch 71, couple; paid" email=g4@camp.example limit-bytes-total=\
    2000000000 limit-uptime=2w1d name=45136715 server=camp
add comment="pitch 8, family; paid" email=g5@camp.example limit-bytes-total=\
    1000000000 limit-uptime=1w2d name=67823656 server=camp
add comment="pitch 55, \"team\"; paid" email=guest.6@mail.example \
    limit-bytes-total=0 limit-uptime=5d name=99636160 server=camp
add comment="pitch 20, family; paid" email=g7@camp.example limit-bytes-total=\
    1000000000 limit-uptime=12h name=33313356 server=camp
add comment="pitch 64, family; paid" email=g8@camp.example limit-bytes-total=\
    1000000000 limit-uptime=30d name=76809116 server=camp
add comment="pitch 10, couple; paid" email=guest.9@mail.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=13263424 server=camp
add comment="pitch 80, \"team\"; paid" email=guest.10@mail.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=55119639 server=camp
add comment="pitch 53, couple; paid" email=guest.11@mail.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=41952166 server=camp
add comment="pitch 79, couple; paid" email=guest.12@mail.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=47046327 server=camp
add comment="pitch 51, couple; paid" email=g13@camp.example \
    limit-bytes-total=1000000000 limit-uptime=30d name=65966558 server=camp
add comment="pitch 44, family; paid" email=guest.14@mail.example \
    limit-bytes-total=0 limit-uptime=2w1d name=32966541 server=camp
add comment="pitch 11, family; paid" email=g15@camp.example \
    limit-bytes-total=1000000000 limit-uptime=30d name=71133736 server=camp
add comment="pitch 9, family; paid" email=g16@camp.example limit-bytes-total=\
    5000000000 limit-uptime=12h name=33512467 server=camp
add comment="pitch 19, \"team\"; paid" email=guest.17@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=68482186 server=camp
add comment="pitch 17, \"team\"; paid" email=guest.18@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=15882385 server=camp
add comment="pitch 10, family; paid" email=g19@camp.example \
    limit-bytes-total=0 limit-uptime=12h name=12836136 server=camp
add comment="pitch 64, family; paid" email=guest.20@mail.example \
    limit-bytes-total=0 limit-uptime=12h name=33552007 server=camp
add comment="pitch 69, \"team\"; paid" email=guest.21@mail.example \
    limit-bytes-total=0 limit-uptime=5d name=54936755 server=camp
add comment="pitch 65, couple; paid" email=guest.22@mail.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=35303470 server=camp
add comment="pitch 12, family; paid" email=guest.23@mail.example \
    limit-bytes-total=5000000000 limit-uptime=1w2d name=60072408 server=camp
add comment="pitch 66, couple; paid" email=guest.24@mail.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=73071258 server=camp
add comment="pitch 33, couple; paid" email=g25@camp.example \
    limit-bytes-total=0 limit-uptime=12h name=97219062 server=camp
add comment="pitch 47, \"team\"; paid" email=guest.26@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=46329729 server=camp
add comment="pitch 3, couple; paid" email=guest.27@mail.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=33374714 server=camp
add comment="pitch 65, \"team\"; paid" email=g28@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=81224887 server=camp
add comment="pitch 29, \"team\"; paid" email=g29@camp.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=78287138 server=camp
add comment="pitch 47, \"team\"; paid" email=guest.30@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=54849421 server=camp
add comment="pitch 69, \"team\"; paid" email=guest.31@mail.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=56349487 server=camp
add comment="pitch 44, \"team\"; paid" email=g32@camp.example \
    limit-bytes-total=0 limit-uptime=2w1d name=21089429 server=camp
add comment="pitch 84, family; paid" email=guest.33@mail.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=99298743 server=camp
add comment="pitch 65, \"team\"; paid" email=g34@camp.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=93760613 server=camp
add comment="pitch 84, couple; paid" email=g35@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=51420228 server=camp
add comment="pitch 29, couple; paid" email=guest.36@mail.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=87723028 server=camp
add comment="pitch 11, family; paid" email=g37@camp.example \
    limit-bytes-total=0 limit-uptime=2w1d name=59777366 server=camp
add comment="pitch 15, couple; paid" email=g38@camp.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=71000658 server=camp
add comment="pitch 41, family; paid" email=g39@camp.example \
    limit-bytes-total=0 limit-uptime=2w1d name=56634461 server=camp
add comment="pitch 46, \"team\"; paid" email=guest.40@mail.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=71305076 server=camp
add comment="pitch 21, family; paid" email=g41@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=17722798 server=camp
add comment="pitch 33, couple; paid" email=guest.42@mail.example \
    limit-bytes-total=0 limit-uptime=5d name=91180212 server=camp
add comment="pitch 29, \"team\"; paid" email=g43@camp.example \
    limit-bytes-total=0 limit-uptime=5d name=28092086 server=camp
add comment="pitch 82, couple; paid" email=g44@camp.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=36717377 server=camp
add comment="pitch 47, couple; paid" email=g45@camp.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=42566725 server=camp
add comment="pitch 49, couple; paid" email=g46@camp.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=18270234 server=camp
add comment="pitch 4, family; paid" email=guest.47@mail.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=31809788 server=camp
add comment="pitch 33, \"team\"; paid" email=guest.48@mail.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=11190186 server=camp
add comment="pitch 11, couple; paid" email=guest.49@mail.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=66738358 server=camp
add comment="pitch 60, family; paid" email=guest.50@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=36918658 server=camp
add comment="pitch 15, family; paid" email=guest.51@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=81712944 server=camp
add comment="pitch 67, couple; paid" email=guest.52@mail.example \
    limit-bytes-total=5000000000 limit-uptime=1w2d name=92669663 server=camp
add comment="pitch 86, \"team\"; paid" email=guest.53@mail.example \
    limit-bytes-total=0 limit-uptime=30d name=55802690 server=camp
add comment="pitch 75, couple; paid" email=g54@camp.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=11206478 server=camp
add comment="pitch 68, family; paid" email=guest.55@mail.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=81746167 server=camp
add comment="pitch 24, \"team\"; paid" email=g56@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=70682522 server=camp
add comment="pitch 49, \"team\"; paid" email=g57@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=45512198 server=camp
add comment="pitch 81, family; paid" email=g58@camp.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=72826310 server=camp
add comment="pitch 47, family; paid" email=guest.59@mail.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=13812521 server=camp
add comment="pitch 27, family; paid" email=guest.60@mail.example \
    limit-bytes-total=0 limit-uptime=30d name=47390712 server=camp
add comment="pitch 70, couple; paid" email=g61@camp.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=23476085 server=camp
add comment="pitch 75, \"team\"; paid" email=g62@camp.example \
    limit-bytes-total=0 limit-uptime=30d name=97190267 server=camp
add comment="pitch 43, \"team\"; paid" email=guest.63@mail.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=42563837 server=camp
add comment="pitch 19, \"team\"; paid" email=g64@camp.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=22696176 server=camp
add comment="pitch 28, family; paid" email=g65@camp.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=44336147 server=camp
add comment="pitch 39, couple; paid" email=guest.66@mail.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=63482792 server=camp
add comment="pitch 57, family; paid" email=g67@camp.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=98773394 server=camp
add comment="pitch 20, \"team\"; paid" email=g68@camp.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=90420293 server=camp
add comment="pitch 3, couple; paid" email=guest.69@mail.example \
    limit-bytes-total=0 limit-uptime=30d name=36012950 server=camp
add comment="pitch 74, couple; paid" email=guest.70@mail.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=50755183 server=camp
add comment="pitch 35, \"team\"; paid" email=g71@camp.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=24896610 server=camp
add comment="pitch 64, \"team\"; paid" email=g72@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=98533478 server=camp
add comment="pitch 34, family; paid" email=g73@camp.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=98969013 server=camp
add comment="pitch 59, family; paid" email=g74@camp.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=35244685 server=camp
add comment="pitch 65, family; paid" email=guest.75@mail.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=86767465 server=camp
add comment="pitch 55, family; paid" email=guest.76@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=44743400 server=camp
add comment="pitch 12, \"team\"; paid" email=g77@camp.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=67263400 server=camp
add comment="pitch 59, couple; paid" email=guest.78@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=91814081 server=camp
add comment="pitch 44, couple; paid" email=g79@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=35532291 server=camp
add comment="pitch 75, family; paid" email=guest.80@mail.example \
    limit-bytes-total=0 limit-uptime=5d name=76126205 server=camp
add comment="pitch 77, couple; paid" email=guest.81@mail.example \
    limit-bytes-total=1000000000 limit-uptime=30d name=12573727 server=camp
add comment="pitch 47, couple; paid" email=guest.82@mail.example \
    limit-bytes-total=0 limit-uptime=12h name=57779757 server=camp
add comment="pitch 13, couple; paid" email=guest.83@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=10958417 server=camp
add comment="pitch 78, family; paid" email=g84@camp.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=26373847 server=camp
add comment="pitch 73, \"team\"; paid" email=g85@camp.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=51697066 server=camp
add comment="pitch 56, family; paid" email=g86@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=84211302 server=camp
add comment="pitch 52, family; paid" email=guest.87@mail.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=34100557 server=camp
add comment="pitch 68, \"team\"; paid" email=guest.88@mail.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=79478266 server=camp
add comment="pitch 76, couple; paid" email=guest.89@mail.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=91877116 server=camp
add comment="pitch 64, couple; paid" email=g90@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=52192269 server=camp
add comment="pitch 67, couple; paid" email=guest.91@mail.example \
    limit-bytes-total=0 limit-uptime=12h name=37213094 server=camp
add comment="pitch 70, family; paid" email=g92@camp.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=69875346 server=camp
add comment="pitch 86, \"team\"; paid" email=guest.93@mail.example \
    limit-bytes-total=1000000000 limit-uptime=30d name=79015876 server=camp
add comment="pitch 14, \"team\"; paid" email=g94@camp.example \
    limit-bytes-total=0 limit-uptime=2w1d name=27746327 server=camp
add comment="pitch 27, couple; paid" email=guest.95@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=35413227 server=camp
add comment="pitch 8, couple; paid" email=g96@camp.example limit-bytes-total=\
    1000000000 limit-uptime=5d name=16442195 server=camp
add comment="pitch 17, family; paid" email=guest.97@mail.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=23445410 server=camp
add comment="pitch 16, \"team\"; paid" email=g98@camp.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=99928625 server=camp
add comment="pitch 23, couple; paid" email=guest.99@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=45825094 server=camp
add comment="pitch 48, family; paid" email=g100@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=40049781 server=camp
add comment="pitch 24, couple; paid" email=g101@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=81071221 server=camp
add comment="pitch 24, family; paid" email=guest.102@mail.example \
    limit-bytes-total=1000000000 limit-uptime=30d name=30994270 server=camp
add comment="pitch 4, family; paid" email=g103@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=53764023 server=camp
add comment="pitch 86, \"team\"; paid" email=guest.104@mail.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=62961669 server=camp
add comment="pitch 1, couple; paid" email=g105@camp.example \
    limit-bytes-total=1000000000 limit-uptime=30d name=11214631 server=camp
add comment="pitch 33, couple; paid" email=guest.106@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=51154571 server=camp
add comment="pitch 51, couple; paid" email=guest.107@mail.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=53355575 server=camp
add comment="pitch 24, \"team\"; paid" email=g108@camp.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=58268363 server=camp
add comment="pitch 13, family; paid" email=guest.109@mail.example \
    limit-bytes-total=5000000000 limit-uptime=1w2d name=60569559 server=camp
add comment="pitch 19, \"team\"; paid" email=guest.110@mail.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=46913081 server=camp
add comment="pitch 56, family; paid" email=guest.111@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=67177548 server=camp
add comment="pitch 88, family; paid" email=g112@camp.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=87194007 server=camp
add comment="pitch 67, couple; paid" email=g113@camp.example \
    limit-bytes-total=0 limit-uptime=1w2d name=51850553 server=camp
add comment="pitch 59, family; paid" email=g114@camp.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=98595635 server=camp
add comment="pitch 14, \"team\"; paid" email=guest.115@mail.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=94178759 server=camp
add comment="pitch 49, family; paid" email=g116@camp.example \
    limit-bytes-total=0 limit-uptime=5d name=50231534 server=camp
add comment="pitch 16, \"team\"; paid" email=g117@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=97901601 server=camp
add comment="pitch 84, \"team\"; paid" email=guest.118@mail.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=46724596 server=camp
add comment="pitch 64, couple; paid" email=g119@camp.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=86219978 server=camp
add comment="pitch 1, couple; paid" email=g120@camp.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=82273806 server=camp
add comment="pitch 37, couple; paid" email=guest.121@mail.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=28779715 server=camp
add comment="pitch 7, family; paid" email=guest.122@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=38633138 server=camp
add comment="pitch 62, \"team\"; paid" email=guest.123@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=75634170 server=camp
add comment="pitch 2, couple; paid" email=g124@camp.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=51818453 server=camp
add comment="pitch 58, couple; paid" email=guest.125@mail.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=23555281 server=camp
add comment="pitch 15, family; paid" email=g126@camp.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=41680166 server=camp
add comment="pitch 82, \"team\"; paid" email=g127@camp.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=68796950 server=camp
add comment="pitch 1, family; paid" email=guest.128@mail.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=86952046 server=camp
add comment="pitch 6, family; paid" email=g129@camp.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=31485574 server=camp
add comment="pitch 2, couple; paid" email=guest.130@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=57041558 server=camp
add comment="pitch 67, family; paid" email=guest.131@mail.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=20824158 server=camp
add comment="pitch 24, family; paid" email=guest.132@mail.example \
    limit-bytes-total=0 limit-uptime=12h name=95620949 server=camp
add comment="pitch 27, couple; paid" email=guest.133@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=34364230 server=camp
add comment="pitch 40, couple; paid" email=g134@camp.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=14927451 server=camp
add comment="pitch 6, \"team\"; paid" email=guest.135@mail.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=88787610 server=camp
add comment="pitch 79, couple; paid" email=guest.136@mail.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=83968149 server=camp
add comment="pitch 78, \"team\"; paid" email=g137@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=34691123 server=camp
add comment="pitch 57, \"team\"; paid" email=guest.138@mail.example \
    limit-bytes-total=0 limit-uptime=2w1d name=28271907 server=camp
add comment="pitch 40, couple; paid" email=guest.139@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=75255029 server=camp
add comment="pitch 72, couple; paid" email=g140@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=37780795 server=camp
add comment="pitch 32, \"team\"; paid" email=g141@camp.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=41621227 server=camp
add comment="pitch 75, family; paid" email=guest.142@mail.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=41494570 server=camp
add comment="pitch 11, family; paid" email=guest.143@mail.example \
    limit-bytes-total=1000000000 limit-uptime=30d name=94835145 server=camp
add comment="pitch 61, family; paid" email=guest.144@mail.example \
    limit-bytes-total=0 limit-uptime=12h name=94024765 server=camp
add comment="pitch 2, family; paid" email=g145@camp.example \
    limit-bytes-total=0 limit-uptime=5d name=54610933 server=camp
add comment="pitch 45, couple; paid" email=g146@camp.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=73207649 server=camp
add comment="pitch 66, couple; paid" email=g147@camp.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=53570420 server=camp
add comment="pitch 14, couple; paid" email=guest.148@mail.example \
    limit-bytes-total=0 limit-uptime=12h name=91972210 server=camp
add comment="pitch 52, couple; paid" email=g149@camp.example \
    limit-bytes-total=0 limit-uptime=12h name=43455956 server=camp
add comment="pitch 13, couple; paid" email=guest.150@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=81142526 server=camp
add comment="pitch 2, family; paid" email=g151@camp.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=78441952 server=camp
add comment="pitch 83, family; paid" email=guest.152@mail.example \
    limit-bytes-total=0 limit-uptime=2w1d name=85791968 server=camp
add comment="pitch 40, family; paid" email=g153@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=86074562 server=camp
add comment="pitch 85, \"team\"; paid" email=guest.154@mail.example \
    limit-bytes-total=0 limit-uptime=5d name=57058416 server=camp
add comment="pitch 8, couple; paid" email=g155@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=63277014 server=camp
add comment="pitch 55, \"team\"; paid" email=guest.156@mail.example \
    limit-bytes-total=0 limit-uptime=12h name=27442893 server=camp
add comment="pitch 67, family; paid" email=guest.157@mail.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=90390946 server=camp
add comment="pitch 33, \"team\"; paid" email=guest.158@mail.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=72875814 server=camp
add comment="pitch 26, couple; paid" email=g159@camp.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=51780167 server=camp
add comment="pitch 78, \"team\"; paid" email=guest.160@mail.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=69608225 server=camp
add comment="pitch 8, family; paid" email=guest.161@mail.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=45142387 server=camp
add comment="pitch 29, \"team\"; paid" email=guest.162@mail.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=89497719 server=camp
add comment="pitch 54, \"team\"; paid" email=g163@camp.example \
    limit-bytes-total=5000000000 limit-uptime=1w2d name=51096914 server=camp
add comment="pitch 53, family; paid" email=g164@camp.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=71928648 server=camp
add comment="pitch 75, couple; paid" email=guest.165@mail.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=99574507 server=camp
add comment="pitch 16, family; paid" email=g166@camp.example \
    limit-bytes-total=0 limit-uptime=30d name=95832242 server=camp
add comment="pitch 4, family; paid" email=g167@camp.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=20862611 server=camp
add comment="pitch 26, family; paid" email=g168@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=34017200 server=camp
add comment="pitch 66, couple; paid" email=g169@camp.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=69705862 server=camp
add comment="pitch 38, family; paid" email=g170@camp.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=12217870 server=camp
add comment="pitch 37, family; paid" email=guest.171@mail.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=86614916 server=camp
add comment="pitch 68, couple; paid" email=guest.172@mail.example \
    limit-bytes-total=0 limit-uptime=1w2d name=61763188 server=camp
add comment="pitch 46, \"team\"; paid" email=g173@camp.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=69278535 server=camp
add comment="pitch 29, family; paid" email=g174@camp.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=88652841 server=camp
add comment="pitch 79, \"team\"; paid" email=g175@camp.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=57086155 server=camp
add comment="pitch 52, couple; paid" email=guest.176@mail.example \
    limit-bytes-total=0 limit-uptime=30d name=66171508 server=camp
add comment="pitch 26, family; paid" email=guest.177@mail.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=47696839 server=camp
add comment="pitch 69, couple; paid" email=guest.178@mail.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=80757509 server=camp
add comment="pitch 82, couple; paid" email=g179@camp.example \
    limit-bytes-total=0 limit-uptime=30d name=51018349 server=camp
add comment="pitch 82, couple; paid" email=guest.180@mail.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=96859053 server=camp
add comment="pitch 47, \"team\"; paid" email=guest.181@mail.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=50688305 server=camp
add comment="pitch 47, \"team\"; paid" email=g182@camp.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=69442621 server=camp
add comment="pitch 70, family; paid" email=g183@camp.example \
    limit-bytes-total=0 limit-uptime=5d name=14899216 server=camp
add comment="pitch 59, family; paid" email=g184@camp.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=30370344 server=camp
add comment="pitch 66, \"team\"; paid" email=g185@camp.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=16066570 server=camp
add comment="pitch 24, couple; paid" email=g186@camp.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=38844439 server=camp
add comment="pitch 12, couple; paid" email=guest.187@mail.example \
    limit-bytes-total=0 limit-uptime=5d name=36333035 server=camp
add comment="pitch 18, family; paid" email=guest.188@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=66773628 server=camp
add comment="pitch 52, \"team\"; paid" email=guest.189@mail.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=28607232 server=camp
add comment="pitch 79, couple; paid" email=guest.190@mail.example \
    limit-bytes-total=2000000000 limit-uptime=2w1d name=26938577 server=camp
add comment="pitch 11, \"team\"; paid" email=g191@camp.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=81282666 server=camp
add comment="pitch 6, family; paid" email=g192@camp.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=53855559 server=camp
add comment="pitch 47, \"team\"; paid" email=guest.193@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=77138982 server=camp
add comment="pitch 13, couple; paid" email=guest.194@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=99461518 server=camp
add comment="pitch 81, \"team\"; paid" email=g195@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=49861143 server=camp
add comment="pitch 62, \"team\"; paid" email=guest.196@mail.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=40729150 server=camp
add comment="pitch 62, family; paid" email=g197@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=35844127 server=camp
add comment="pitch 20, family; paid" email=g198@camp.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=78324604 server=camp
add comment="pitch 7, \"team\"; paid" email=guest.199@mail.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=94867294 server=camp
add comment="pitch 5, \"team\"; paid" email=guest.200@mail.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=49772764 server=camp
add comment="pitch 12, \"team\"; paid" email=g201@camp.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=11414422 server=camp
add comment="pitch 70, \"team\"; paid" email=guest.202@mail.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=70089537 server=camp
add comment="pitch 41, family; paid" email=g203@camp.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=85930937 server=camp
add comment="pitch 39, couple; paid" email=guest.204@mail.example \
    limit-bytes-total=0 limit-uptime=2w1d name=86851709 server=camp
add comment="pitch 35, family; paid" email=g205@camp.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=17178453 server=camp
add comment="pitch 12, couple; paid" email=g206@camp.example \
    limit-bytes-total=0 limit-uptime=1w2d name=85133461 server=camp
add comment="pitch 18, couple; paid" email=g207@camp.example \
    limit-bytes-total=0 limit-uptime=30d name=74951067 server=camp
add comment="pitch 52, family; paid" email=guest.208@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=19787882 server=camp
add comment="pitch 50, couple; paid" email=guest.209@mail.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=47470757 server=camp
add comment="pitch 73, family; paid" email=guest.210@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=50281066 server=camp
add comment="pitch 26, couple; paid" email=guest.211@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=54589826 server=camp
add comment="pitch 26, family; paid" email=g212@camp.example \
    limit-bytes-total=5000000000 limit-uptime=5d name=83841537 server=camp
add comment="pitch 57, couple; paid" email=guest.213@mail.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=96004359 server=camp
add comment="pitch 20, couple; paid" email=guest.214@mail.example \
    limit-bytes-total=0 limit-uptime=1w2d name=95137425 server=camp
add comment="pitch 63, family; paid" email=guest.215@mail.example \
    limit-bytes-total=0 limit-uptime=1w2d name=77554010 server=camp
add comment="pitch 61, \"team\"; paid" email=guest.216@mail.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=85157433 server=camp
add comment="pitch 73, family; paid" email=guest.217@mail.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=38721277 server=camp
add comment="pitch 48, family; paid" email=guest.218@mail.example \
    limit-bytes-total=0 limit-uptime=1w2d name=65892817 server=camp
add comment="pitch 30, \"team\"; paid" email=guest.219@mail.example \
    limit-bytes-total=1000000000 limit-uptime=12h name=54550748 server=camp
add comment="pitch 43, couple; paid" email=guest.220@mail.example \
    limit-bytes-total=0 limit-uptime=5d name=44537399 server=camp
add comment="pitch 32, couple; paid" email=g221@camp.example \
    limit-bytes-total=5000000000 limit-uptime=1w2d name=39038456 server=camp
add comment="pitch 16, family; paid" email=g222@camp.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=59307257 server=camp
add comment="pitch 71, couple; paid" email=guest.223@mail.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=20055403 server=camp
add comment="pitch 38, family; paid" email=guest.224@mail.example \
    limit-bytes-total=2000000000 limit-uptime=30d name=71541124 server=camp
add comment="pitch 88, \"team\"; paid" email=guest.225@mail.example \
    limit-bytes-total=0 limit-uptime=1w2d name=39095908 server=camp
add comment="pitch 19, family; paid" email=guest.226@mail.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=16772260 server=camp
add comment="pitch 86, couple; paid" email=g227@camp.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=76715032 server=camp
add comment="pitch 62, \"team\"; paid" email=guest.228@mail.example \
    limit-bytes-total=0 limit-uptime=12h name=53090742 server=camp
add comment="pitch 77, couple; paid" email=g229@camp.example \
    limit-bytes-total=2000000000 limit-uptime=1w2d name=41293948 server=camp
add comment="pitch 10, couple; paid" email=guest.230@mail.example \
    limit-bytes-total=2000000000 limit-uptime=12h name=41593985 server=camp
add comment="pitch 74, couple; paid" email=g231@camp.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=63290439 server=camp
add comment="pitch 44, family; paid" email=g232@camp.example \
    limit-bytes-total=0 limit-uptime=5d name=92196597 server=camp
add comment="pitch 75, \"team\"; paid" email=guest.233@mail.example \
    limit-bytes-total=1000000000 limit-uptime=2w1d name=98808911 server=camp
add comment="pitch 46, family; paid" email=g234@camp.example \
    limit-bytes-total=1000000000 limit-uptime=1w2d name=11010196 server=camp
add comment="pitch 38, couple; paid" email=g235@camp.example \
    limit-bytes-total=5000000000 limit-uptime=12h name=18728136 server=camp
add comment="pitch 56, couple; paid" email=guest.236@mail.example \
    limit-bytes-total=5000000000 limit-uptime=2w1d name=29434460 server=camp
add comment="pitch 6, family; paid" email=g237@camp.example \
    limit-bytes-total=2000000000 limit-uptime=5d name=40546105 server=camp
add comment="pitch 87, family; paid" email=g238@camp.example \
    limit-bytes-total=1000000000 limit-uptime=5d name=97565981 server=camp
add comment="pitch 37, family; paid" email=guest.239@mail.example \
    limit-bytes-total=5000000000 limit-uptime=30d name=43420988 server=camp
add comment="no mail" email="" limit-bytes-total="" limit-uptime="" name=\
    walk-in server="camp"
/radius
add address=192.0.2.80 secret=radiustest service=hotspot
/system note
set note="Camp \"Am See\"\r\
    \nSpare key: ask at the desk" show-at-login=no
