# jul/01/2021 00:00:00 by RouterOS 6.48.3
# software id = FIRE-WALL
#
# model = CCR1072-1G-8S+
# serial number = 999999999999
/interface bridge
add name=lo protocol-mode=none
/interface vlan
add comment="tenant t001" interface=sfp-sfpplus1 name=vlan100-t001 vlan-id=\
    100
add comment="tenant t002" interface=sfp-sfpplus1 name=vlan101-t002 vlan-id=\
    101
add comment="tenant t003" interface=sfp-sfpplus1 name=vlan102-t003 vlan-id=\
    102
add comment="tenant t004" interface=sfp-sfpplus1 name=vlan103-t004 vlan-id=\
    103
add comment="tenant t005" interface=sfp-sfpplus1 name=vlan104-t005 vlan-id=\
    104
add comment="tenant t006" interface=sfp-sfpplus1 name=vlan105-t006 vlan-id=\
    105
add comment="tenant t007" interface=sfp-sfpplus1 name=vlan106-t007 vlan-id=\
    106
add comment="tenant t008" interface=sfp-sfpplus1 name=vlan107-t008 vlan-id=\
    107
add comment="tenant t009" interface=sfp-sfpplus1 name=vlan108-t009 vlan-id=\
    108
add comment="tenant t010" interface=sfp-sfpplus1 name=vlan109-t010 vlan-id=\
    109
add comment="tenant t011" interface=sfp-sfpplus1 name=vlan110-t011 vlan-id=\
    110
add comment="tenant t012" interface=sfp-sfpplus1 name=vlan111-t012 vlan-id=\
    111
add comment="tenant t013" interface=sfp-sfpplus1 name=vlan112-t013 vlan-id=\
    112
add comment="tenant t014" interface=sfp-sfpplus1 name=vlan113-t014 vlan-id=\
    113
add comment="tenant t015" interface=sfp-sfpplus1 name=vlan114-t015 vlan-id=\
    114
add comment="tenant t016" interface=sfp-sfpplus1 name=vlan115-t016 vlan-id=\
    115
add comment="tenant t017" interface=sfp-sfpplus1 name=vlan116-t017 vlan-id=\
    116
add comment="tenant t018" interface=sfp-sfpplus1 name=vlan117-t018 vlan-id=\
    117
add comment="tenant t019" interface=sfp-sfpplus1 name=vlan118-t019 vlan-id=\
    118
add comment="tenant t020" interface=sfp-sfpplus1 name=vlan119-t020 vlan-id=\
    119
add comment="tenant t021" interface=sfp-sfpplus1 name=vlan120-t021 vlan-id=\
    120
add comment="tenant t022" interface=sfp-sfpplus1 name=vlan121-t022 vlan-id=\
    121
add comment="tenant t023" interface=sfp-sfpplus1 name=vlan122-t023 vlan-id=\
    122
add comment="tenant t024" interface=sfp-sfpplus1 name=vlan123-t024 vlan-id=\
    123
add comment="tenant t025" interface=sfp-sfpplus1 name=vlan124-t025 vlan-id=\
    124
add comment="tenant t026" interface=sfp-sfpplus1 name=vlan125-t026 vlan-id=\
    125
add comment="tenant t027" interface=sfp-sfpplus1 name=vlan126-t027 vlan-id=\
    126
add comment="tenant t028" interface=sfp-sfpplus1 name=vlan127-t028 vlan-id=\
    127
add comment="tenant t029" interface=sfp-sfpplus1 name=vlan128-t029 vlan-id=\
    128
add comment="tenant t030" interface=sfp-sfpplus1 name=vlan129-t030 vlan-id=\
    129
add comment="tenant t031" interface=sfp-sfpplus1 name=vlan130-t031 vlan-id=\
    130
add comment="tenant t032" interface=sfp-sfpplus1 name=vlan131-t032 vlan-id=\
    131
add comment="tenant t033" interface=sfp-sfpplus1 name=vlan132-t033 vlan-id=\
    132
add comment="tenant t034" interface=sfp-sfpplus1 name=vlan133-t034 vlan-id=\
    133
add comment="tenant t035" interface=sfp-sfpplus1 name=vlan134-t035 vlan-id=\
    134
add comment="tenant t036" interface=sfp-sfpplus1 name=vlan135-t036 vlan-id=\
    135
add comment="tenant t037" interface=sfp-sfpplus1 name=vlan136-t037 vlan-id=\
    136
add comment="tenant t038" interface=sfp-sfpplus1 name=vlan137-t038 vlan-id=\
    137
add comment="tenant t039" interface=sfp-sfpplus1 name=vlan138-t039 vlan-id=\
    138
add comment="tenant t040" interface=sfp-sfpplus1 name=vlan139-t040 vlan-id=\
    139
add comment="tenant t041" interface=sfp-sfpplus1 name=vlan140-t041 vlan-id=\
    140
add comment="tenant t042" interface=sfp-sfpplus1 name=vlan141-t042 vlan-id=\
    141
add comment="tenant t043" interface=sfp-sfpplus1 name=vlan142-t043 vlan-id=\
    142
add comment="tenant t044" interface=sfp-sfpplus1 name=vlan143-t044 vlan-id=\
    143
add comment="tenant t045" interface=sfp-sfpplus1 name=vlan144-t045 vlan-id=\
    144
add comment="tenant t046" interface=sfp-sfpplus1 name=vlan145-t046 vlan-id=\
    145
add comment="tenant t047" interface=sfp-sfpplus1 name=vlan146-t047 vlan-id=\
    146
add comment="tenant t048" interface=sfp-sfpplus1 name=vlan147-t048 vlan-id=\
    147
add comment="tenant t049" interface=sfp-sfpplus1 name=vlan148-t049 vlan-id=\
    148
add comment="tenant t050" interface=sfp-sfpplus1 name=vlan149-t050 vlan-id=\
    149
add comment="tenant t051" interface=sfp-sfpplus1 name=vlan150-t051 vlan-id=\
    150
add comment="tenant t052" interface=sfp-sfpplus1 name=vlan151-t052 vlan-id=\
    151
add comment="tenant t053" interface=sfp-sfpplus1 name=vlan152-t053 vlan-id=\
    152
add comment="tenant t054" interface=sfp-sfpplus1 name=vlan153-t054 vlan-id=\
    153
add comment="tenant t055" interface=sfp-sfpplus1 name=vlan154-t055 vlan-id=\
    154
add comment="tenant t056" interface=sfp-sfpplus1 name=vlan155-t056 vlan-id=\
    155
add comment="tenant t057" interface=sfp-sfpplus1 name=vlan156-t057 vlan-id=\
    156
add comment="tenant t058" interface=sfp-sfpplus1 name=vlan157-t058 vlan-id=\
    157
add comment="tenant t059" interface=sfp-sfpplus1 name=vlan158-t059 vlan-id=\
    158
add comment="tenant t060" interface=sfp-sfpplus1 name=vlan159-t060 vlan-id=\
    159
/interface list
add name=tenants
add name=uplinks
/ip pool
add name=pool-t001 ranges=172.17.1.10-172.17.1.250
add name=pool-t002 ranges=172.18.2.10-172.18.2.250
add name=pool-t003 ranges=172.19.3.10-172.19.3.250
add name=pool-t004 ranges=172.20.4.10-172.20.4.250
add name=pool-t005 ranges=172.21.5.10-172.21.5.250
add name=pool-t006 ranges=172.22.6.10-172.22.6.250
add name=pool-t007 ranges=172.23.7.10-172.23.7.250
add name=pool-t008 ranges=172.24.8.10-172.24.8.250
add name=pool-t009 ranges=172.25.9.10-172.25.9.250
add name=pool-t010 ranges=172.26.10.10-172.26.10.250
add name=pool-t011 ranges=172.27.11.10-172.27.11.250
add name=pool-t012 ranges=172.28.12.10-172.28.12.250
add name=pool-t013 ranges=172.29.13.10-172.29.13.250
add name=pool-t014 ranges=172.30.14.10-172.30.14.250
add name=pool-t015 ranges=172.31.15.10-172.31.15.250
add name=pool-t016 ranges=172.16.16.10-172.16.16.250
add name=pool-t017 ranges=172.17.17.10-172.17.17.250
add name=pool-t018 ranges=172.18.18.10-172.18.18.250
add name=pool-t019 ranges=172.19.19.10-172.19.19.250
add name=pool-t020 ranges=172.20.20.10-172.20.20.250
add name=pool-t021 ranges=172.21.21.10-172.21.21.250
add name=pool-t022 ranges=172.22.22.10-172.22.22.250
add name=pool-t023 ranges=172.23.23.10-172.23.23.250
add name=pool-t024 ranges=172.24.24.10-172.24.24.250
add name=pool-t025 ranges=172.25.25.10-172.25.25.250
add name=pool-t026 ranges=172.26.26.10-172.26.26.250
add name=pool-t027 ranges=172.27.27.10-172.27.27.250
add name=pool-t028 ranges=172.28.28.10-172.28.28.250
add name=pool-t029 ranges=172.29.29.10-172.29.29.250
add name=pool-t030 ranges=172.30.30.10-172.30.30.250
add name=pool-t031 ranges=172.31.31.10-172.31.31.250
add name=pool-t032 ranges=172.16.32.10-172.16.32.250
add name=pool-t033 ranges=172.17.33.10-172.17.33.250
add name=pool-t034 ranges=172.18.34.10-172.18.34.250
add name=pool-t035 ranges=172.19.35.10-172.19.35.250
add name=pool-t036 ranges=172.20.36.10-172.20.36.250
add name=pool-t037 ranges=172.21.37.10-172.21.37.250
add name=pool-t038 ranges=172.22.38.10-172.22.38.250
add name=pool-t039 ranges=172.23.39.10-172.23.39.250
add name=pool-t040 ranges=172.24.40.10-172.24.40.250
add name=pool-t041 ranges=172.25.41.10-172.25.41.250
add name=pool-t042 ranges=172.26.42.10-172.26.42.250
add name=pool-t043 ranges=172.27.43.10-172.27.43.250
add name=pool-t044 ranges=172.28.44.10-172.28.44.250
add name=pool-t045 ranges=172.29.45.10-172.29.45.250
add name=pool-t046 ranges=172.30.46.10-172.30.46.250
add name=pool-t047 ranges=172.31.47.10-172.31.47.250
add name=pool-t048 ranges=172.16.48.10-172.16.48.250
add name=pool-t049 ranges=172.17.49.10-172.17.49.250
add name=pool-t050 ranges=172.18.50.10-172.18.50.250
add name=pool-t051 ranges=172.19.51.10-172.19.51.250
add name=pool-t052 ranges=172.20.52.10-172.20.52.250
add name=pool-t053 ranges=172.21.53.10-172.21.53.250
add name=pool-t054 ranges=172.22.54.10-172.22.54.250
add name=pool-t055 ranges=172.23.55.10-172.23.55.250
add name=pool-t056 ranges=172.24.56.10-172.24.56.250
add name=pool-t057 ranges=172.25.57.10-172.25.57.250
add name=pool-t058 ranges=172.26.58.10-172.26.58.250
add name=pool-t059 ranges=172.27.59.10-172.27.59.250
add name=pool-t060 ranges=172.28.60.10-172.28.60.250
/ip dhcp-server
add address-pool=pool-t001 disabled=no interface=vlan100-t001 lease-time=30m \
    name=dhcp-t001
add address-pool=pool-t002 disabled=no interface=vlan101-t002 lease-time=30m \
    name=dhcp-t002
add address-pool=pool-t003 disabled=no interface=vlan102-t003 lease-time=1h \
    name=dhcp-t003
add address-pool=pool-t004 disabled=no interface=vlan103-t004 lease-time=1h \
    name=dhcp-t004
add address-pool=pool-t005 disabled=no interface=vlan104-t005 lease-time=1d \
    name=dhcp-t005
add address-pool=pool-t006 disabled=no interface=vlan105-t006 lease-time=1h \
    name=dhcp-t006
add address-pool=pool-t007 disabled=no interface=vlan106-t007 lease-time=1h \
    name=dhcp-t007
add address-pool=pool-t008 disabled=no interface=vlan107-t008 lease-time=30m \
    name=dhcp-t008
add address-pool=pool-t009 disabled=no interface=vlan108-t009 lease-time=30m \
    name=dhcp-t009
add address-pool=pool-t010 disabled=no interface=vlan109-t010 lease-time=10h \
    name=dhcp-t010
add address-pool=pool-t011 disabled=no interface=vlan110-t011 lease-time=1h \
    name=dhcp-t011
add address-pool=pool-t012 disabled=no interface=vlan111-t012 lease-time=1d \
    name=dhcp-t012
add address-pool=pool-t013 disabled=no interface=vlan112-t013 lease-time=1d \
    name=dhcp-t013
add address-pool=pool-t014 disabled=no interface=vlan113-t014 lease-time=10h \
    name=dhcp-t014
add address-pool=pool-t015 disabled=no interface=vlan114-t015 lease-time=1d \
    name=dhcp-t015
add address-pool=pool-t016 disabled=no interface=vlan115-t016 lease-time=1d \
    name=dhcp-t016
add address-pool=pool-t017 disabled=no interface=vlan116-t017 lease-time=1h \
    name=dhcp-t017
add address-pool=pool-t018 disabled=no interface=vlan117-t018 lease-time=1d \
    name=dhcp-t018
add address-pool=pool-t019 disabled=no interface=vlan118-t019 lease-time=30m \
    name=dhcp-t019
add address-pool=pool-t020 disabled=no interface=vlan119-t020 lease-time=1h \
    name=dhcp-t020
add address-pool=pool-t021 disabled=no interface=vlan120-t021 lease-time=1d \
    name=dhcp-t021
add address-pool=pool-t022 disabled=no interface=vlan121-t022 lease-time=30m \
    name=dhcp-t022
add address-pool=pool-t023 disabled=no interface=vlan122-t023 lease-time=30m \
    name=dhcp-t023
add address-pool=pool-t024 disabled=no interface=vlan123-t024 lease-time=1d \
    name=dhcp-t024
add address-pool=pool-t025 disabled=no interface=vlan124-t025 lease-time=1d \
    name=dhcp-t025
add address-pool=pool-t026 disabled=no interface=vlan125-t026 lease-time=10h \
    name=dhcp-t026
add address-pool=pool-t027 disabled=no interface=vlan126-t027 lease-time=30m \
    name=dhcp-t027
add address-pool=pool-t028 disabled=no interface=vlan127-t028 lease-time=30m \
    name=dhcp-t028
add address-pool=pool-t029 disabled=no interface=vlan128-t029 lease-time=1d \
    name=dhcp-t029
add address-pool=pool-t030 disabled=no interface=vlan129-t030 lease-time=30m \
    name=dhcp-t030
add address-pool=pool-t031 disabled=no interface=vlan130-t031 lease-time=30m \
    name=dhcp-t031
add address-pool=pool-t032 disabled=no interface=vlan131-t032 lease-time=10h \
    name=dhcp-t032
add address-pool=pool-t033 disabled=no interface=vlan132-t033 lease-time=1h \
    name=dhcp-t033
add address-pool=pool-t034 disabled=no interface=vlan133-t034 lease-time=10h \
    name=dhcp-t034
add address-pool=pool-t035 disabled=no interface=vlan134-t035 lease-time=1d \
    name=dhcp-t035
add address-pool=pool-t036 disabled=no interface=vlan135-t036 lease-time=10h \
    name=dhcp-t036
add address-pool=pool-t037 disabled=no interface=vlan136-t037 lease-time=10h \
    name=dhcp-t037
add address-pool=pool-t038 disabled=no interface=vlan137-t038 lease-time=1d \
    name=dhcp-t038
add address-pool=pool-t039 disabled=no interface=vlan138-t039 lease-time=1d \
    name=dhcp-t039
add address-pool=pool-t040 disabled=no interface=vlan139-t040 lease-time=1d \
    name=dhcp-t040
add address-pool=pool-t041 disabled=no interface=vlan140-t041 lease-time=1d \
    name=dhcp-t041
add address-pool=pool-t042 disabled=no interface=vlan141-t042 lease-time=1h \
    name=dhcp-t042
add address-pool=pool-t043 disabled=no interface=vlan142-t043 lease-time=1d \
    name=dhcp-t043
add address-pool=pool-t044 disabled=no interface=vlan143-t044 lease-time=1h \
    name=dhcp-t044
add address-pool=pool-t045 disabled=no interface=vlan144-t045 lease-time=1h \
    name=dhcp-t045
add address-pool=pool-t046 disabled=no interface=vlan145-t046 lease-time=1h \
    name=dhcp-t046
add address-pool=pool-t047 disabled=no interface=vlan146-t047 lease-time=30m \
    name=dhcp-t047
add address-pool=pool-t048 disabled=no interface=vlan147-t048 lease-time=30m \
    name=dhcp-t048
add address-pool=pool-t049 disabled=no interface=vlan148-t049 lease-time=1h \
    name=dhcp-t049
add address-pool=pool-t050 disabled=no interface=vlan149-t050 lease-time=1d \
    name=dhcp-t050
add address-pool=pool-t051 disabled=no interface=vlan150-t051 lease-time=10h \
    name=dhcp-t051
add address-pool=pool-t052 disabled=no interface=vlan151-t052 lease-time=1d \
    name=dhcp-t052
add address-pool=pool-t053 disabled=no interface=vlan152-t053 lease-time=1h \
    name=dhcp-t053
add address-pool=pool-t054 disabled=no interface=vlan153-t054 lease-time=30m \
    name=dhcp-t054
add address-pool=pool-t055 disabled=no interface=vlan154-t055 lease-time=1h \
    name=dhcp-t055
add address-pool=pool-t056 disabled=no interface=vlan155-t056 lease-time=10h \
    name=dhcp-t056
add address-pool=pool-t057 disabled=no interface=vlan156-t057 lease-time=30m \
    name=dhcp-t057
add address-pool=pool-t058 disabled=no interface=vlan157-t058 lease-time=10h \
    name=dhcp-t058
add address-pool=pool-t059 disabled=no interface=vlan158-t059 lease-time=30m \
    name=dhcp-t059
add address-pool=pool-t060 disabled=no interface=vlan159-t060 lease-time=1h \
    name=dhcp-t060
/interface list member
add interface=vlan100-t001 list=tenants
add interface=vlan101-t002 list=tenants
add interface=vlan102-t003 list=tenants
add interface=vlan103-t004 list=tenants
add interface=vlan104-t005 list=tenants
add interface=vlan105-t006 list=tenants
add interface=vlan106-t007 list=tenants
add interface=vlan107-t008 list=tenants
add interface=vlan108-t009 list=tenants
add interface=vlan109-t010 list=tenants
add interface=vlan110-t011 list=tenants
add interface=vlan111-t012 list=tenants
add interface=vlan112-t013 list=tenants
add interface=vlan113-t014 list=tenants
add interface=vlan114-t015 list=tenants
add interface=vlan115-t016 list=tenants
add interface=vlan116-t017 list=tenants
add interface=vlan117-t018 list=tenants
add interface=vlan118-t019 list=tenants
add interface=vlan119-t020 list=tenants
add interface=vlan120-t021 list=tenants
add interface=vlan121-t022 list=tenants
add interface=vlan122-t023 list=tenants
add interface=vlan123-t024 list=tenants
add interface=vlan124-t025 list=tenants
add interface=vlan125-t026 list=tenants
add interface=vlan126-t027 list=tenants
add interface=vlan127-t028 list=tenants
add interface=vlan128-t029 list=tenants
add interface=vlan129-t030 list=tenants
add interface=vlan130-t031 list=tenants
add interface=vlan131-t032 list=tenants
add interface=vlan132-t033 list=tenants
add interface=vlan133-t034 list=tenants
add interface=vlan134-t035 list=tenants
add interface=vlan135-t036 list=tenants
add interface=vlan136-t037 list=tenants
add interface=vlan137-t038 list=tenants
add interface=vlan138-t039 list=tenants
add interface=vlan139-t040 list=tenants
add interface=vlan140-t041 list=tenants
add interface=vlan141-t042 list=tenants
add interface=vlan142-t043 list=tenants
add interface=vlan143-t044 list=tenants
add interface=vlan144-t045 list=tenants
add interface=vlan145-t046 list=tenants
add interface=vlan146-t047 list=tenants
add interface=vlan147-t048 list=tenants
add interface=vlan148-t049 list=tenants
add interface=vlan149-t050 list=tenants
add interface=vlan150-t051 list=tenants
add interface=vlan151-t052 list=tenants
add interface=vlan152-t053 list=tenants
add interface=vlan153-t054 list=tenants
add interface=vlan154-t055 list=tenants
add interface=vlan155-t056 list=tenants
add interface=vlan156-t057 list=tenants
add interface=vlan157-t058 list=tenants
add interface=vlan158-t059 list=tenants
add interface=vlan159-t060 list=tenants
add interface=sfp-sfpplus8 list=uplinks
/ip address
add address=172.17.1.1/24 comment="gateway of t001" interface=vlan100-t001 \
    network=172.17.1.0
add address=172.18.2.1/24 comment="gateway of t002" interface=vlan101-t002 \
    network=172.18.2.0
add address=172.19.3.1/24 comment="gateway of t003" interface=vlan102-t003 \
    network=172.19.3.0
add address=172.20.4.1/24 comment="gateway of t004" interface=vlan103-t004 \
    network=172.20.4.0
add address=172.21.5.1/24 comment="gateway of t005" interface=vlan104-t005 \
    network=172.21.5.0
add address=172.22.6.1/24 comment="gateway of t006" interface=vlan105-t006 \
    network=172.22.6.0
add address=172.23.7.1/24 comment="gateway of t007" interface=vlan106-t007 \
    network=172.23.7.0
add address=172.24.8.1/24 comment="gateway of t008" interface=vlan107-t008 \
    network=172.24.8.0
add address=172.25.9.1/24 comment="gateway of t009" interface=vlan108-t009 \
    network=172.25.9.0
add address=172.26.10.1/24 comment="gateway of t010" interface=vlan109-t010 \
    network=172.26.10.0
add address=172.27.11.1/24 comment="gateway of t011" interface=vlan110-t011 \
    network=172.27.11.0
add address=172.28.12.1/24 comment="gateway of t012" interface=vlan111-t012 \
    network=172.28.12.0
add address=172.29.13.1/24 comment="gateway of t013" interface=vlan112-t013 \
    network=172.29.13.0
add address=172.30.14.1/24 comment="gateway of t014" interface=vlan113-t014 \
    network=172.30.14.0
add address=172.31.15.1/24 comment="gateway of t015" interface=vlan114-t015 \
    network=172.31.15.0
add address=172.16.16.1/24 comment="gateway of t016" interface=vlan115-t016 \
    network=172.16.16.0
add address=172.17.17.1/24 comment="gateway of t017" interface=vlan116-t017 \
    network=172.17.17.0
add address=172.18.18.1/24 comment="gateway of t018" interface=vlan117-t018 \
    network=172.18.18.0
add address=172.19.19.1/24 comment="gateway of t019" interface=vlan118-t019 \
    network=172.19.19.0
add address=172.20.20.1/24 comment="gateway of t020" interface=vlan119-t020 \
    network=172.20.20.0
add address=172.21.21.1/24 comment="gateway of t021" interface=vlan120-t021 \
    network=172.21.21.0
add address=172.22.22.1/24 comment="gateway of t022" interface=vlan121-t022 \
    network=172.22.22.0
add address=172.23.23.1/24 comment="gateway of t023" interface=vlan122-t023 \
    network=172.23.23.0
add address=172.24.24.1/24 comment="gateway of t024" interface=vlan123-t024 \
    network=172.24.24.0
add address=172.25.25.1/24 comment="gateway of t025" interface=vlan124-t025 \
    network=172.25.25.0
add address=172.26.26.1/24 comment="gateway of t026" interface=vlan125-t026 \
    network=172.26.26.0
add address=172.27.27.1/24 comment="gateway of t027" interface=vlan126-t027 \
    network=172.27.27.0
add address=172.28.28.1/24 comment="gateway of t028" interface=vlan127-t028 \
    network=172.28.28.0
add address=172.29.29.1/24 comment="gateway of t029" interface=vlan128-t029 \
    network=172.29.29.0
add address=172.30.30.1/24 comment="gateway of t030" interface=vlan129-t030 \
    network=172.30.30.0
add address=172.31.31.1/24 comment="gateway of t031" interface=vlan130-t031 \
    network=172.31.31.0
add address=172.16.32.1/24 comment="gateway of t032" interface=vlan131-t032 \
    network=172.16.32.0
add address=172.17.33.1/24 comment="gateway of t033" interface=vlan132-t033 \
    network=172.17.33.0
add address=172.18.34.1/24 comment="gateway of t034" interface=vlan133-t034 \
    network=172.18.34.0
add address=172.19.35.1/24 comment="gateway of t035" interface=vlan134-t035 \
    network=172.19.35.0
add address=172.20.36.1/24 comment="gateway of t036" interface=vlan135-t036 \
    network=172.20.36.0
add address=172.21.37.1/24 comment="gateway of t037" interface=vlan136-t037 \
    network=172.21.37.0
add address=172.22.38.1/24 comment="gateway of t038" interface=vlan137-t038 \
    network=172.22.38.0
add address=172.23.39.1/24 comment="gateway of t039" interface=vlan138-t039 \
    network=172.23.39.0
add address=172.24.40.1/24 comment="gateway of t040" interface=vlan139-t040 \
    network=172.24.40.0
add address=172.25.41.1/24 comment="gateway of t041" interface=vlan140-t041 \
    network=172.25.41.0
add address=172.26.42.1/24 comment="gateway of t042" interface=vlan141-t042 \
    network=172.26.42.0
add address=172.27.43.1/24 comment="gateway of t043" interface=vlan142-t043 \
    network=172.27.43.0
add address=172.28.44.1/24 comment="gateway of t044" interface=vlan143-t044 \
    network=172.28.44.0
add address=172.29.45.1/24 comment="gateway of t045" interface=vlan144-t045 \
    network=172.29.45.0
add address=172.30.46.1/24 comment="gateway of t046" interface=vlan145-t046 \
    network=172.30.46.0
add address=172.31.47.1/24 comment="gateway of t047" interface=vlan146-t047 \
    network=172.31.47.0
add address=172.16.48.1/24 comment="gateway of t048" interface=vlan147-t048 \
    network=172.16.48.0
add address=172.17.49.1/24 comment="gateway of t049" interface=vlan148-t049 \
    network=172.17.49.0
add address=172.18.50.1/24 comment="gateway of t050" interface=vlan149-t050 \
    network=172.18.50.0
add address=172.19.51.1/24 comment="gateway of t051" interface=vlan150-t051 \
    network=172.19.51.0
add address=172.20.52.1/24 comment="gateway of t052" interface=vlan151-t052 \
    network=172.20.52.0
add address=172.21.53.1/24 comment="gateway of t053" interface=vlan152-t053 \
    network=172.21.53.0
add address=172.22.54.1/24 comment="gateway of t054" interface=vlan153-t054 \
    network=172.22.54.0
add address=172.23.55.1/24 comment="gateway of t055" interface=vlan154-t055 \
    network=172.23.55.0
add address=172.24.56.1/24 comment="gateway of t056" interface=vlan155-t056 \
    network=172.24.56.0
add address=172.25.57.1/24 comment="gateway of t057" interface=vlan156-t057 \
    network=172.25.57.0
add address=172.26.58.1/24 comment="gateway of t058" interface=vlan157-t058 \
    network=172.26.58.0
add address=172.27.59.1/24 comment="gateway of t059" interface=vlan158-t059 \
    network=172.27.59.0
add address=172.28.60.1/24 comment="gateway of t060" interface=vlan159-t060 \
    network=172.28.60.0
/ip dhcp-server network
add address=172.17.1.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t001.dc.example gateway=172.17.1.1 netmask=24
add address=172.18.2.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t002.dc.example gateway=172.18.2.1 netmask=24
add address=172.19.3.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t003.dc.example gateway=172.19.3.1 netmask=24
add address=172.20.4.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t004.dc.example gateway=172.20.4.1 netmask=24
add address=172.21.5.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t005.dc.example gateway=172.21.5.1 netmask=24
add address=172.22.6.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t006.dc.example gateway=172.22.6.1 netmask=24
add address=172.23.7.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t007.dc.example gateway=172.23.7.1 netmask=24
add address=172.24.8.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t008.dc.example gateway=172.24.8.1 netmask=24
add address=172.25.9.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t009.dc.example gateway=172.25.9.1 netmask=24
add address=172.26.10.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t010.dc.example gateway=172.26.10.1 netmask=24
add address=172.27.11.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t011.dc.example gateway=172.27.11.1 netmask=24
add address=172.28.12.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t012.dc.example gateway=172.28.12.1 netmask=24
add address=172.29.13.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t013.dc.example gateway=172.29.13.1 netmask=24
add address=172.30.14.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t014.dc.example gateway=172.30.14.1 netmask=24
add address=172.31.15.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t015.dc.example gateway=172.31.15.1 netmask=24
add address=172.16.16.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t016.dc.example gateway=172.16.16.1 netmask=24
add address=172.17.17.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t017.dc.example gateway=172.17.17.1 netmask=24
add address=172.18.18.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t018.dc.example gateway=172.18.18.1 netmask=24
add address=172.19.19.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t019.dc.example gateway=172.19.19.1 netmask=24
add address=172.20.20.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t020.dc.example gateway=172.20.20.1 netmask=24
add address=172.21.21.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t021.dc.example gateway=172.21.21.1 netmask=24
add address=172.22.22.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t022.dc.example gateway=172.22.22.1 netmask=24
add address=172.23.23.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t023.dc.example gateway=172.23.23.1 netmask=24
add address=172.24.24.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t024.dc.example gateway=172.24.24.1 netmask=24
add address=172.25.25.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t025.dc.example gateway=172.25.25.1 netmask=24
add address=172.26.26.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t026.dc.example gateway=172.26.26.1 netmask=24
add address=172.27.27.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t027.dc.example gateway=172.27.27.1 netmask=24
add address=172.28.28.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t028.dc.example gateway=172.28.28.1 netmask=24
add address=172.29.29.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t029.dc.example gateway=172.29.29.1 netmask=24
add address=172.30.30.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t030.dc.example gateway=172.30.30.1 netmask=24
add address=172.31.31.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t031.dc.example gateway=172.31.31.1 netmask=24
add address=172.16.32.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t032.dc.example gateway=172.16.32.1 netmask=24
add address=172.17.33.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t033.dc.example gateway=172.17.33.1 netmask=24
add address=172.18.34.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t034.dc.example gateway=172.18.34.1 netmask=24
add address=172.19.35.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t035.dc.example gateway=172.19.35.1 netmask=24
add address=172.20.36.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t036.dc.example gateway=172.20.36.1 netmask=24
add address=172.21.37.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t037.dc.example gateway=172.21.37.1 netmask=24
add address=172.22.38.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t038.dc.example gateway=172.22.38.1 netmask=24
add address=172.23.39.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t039.dc.example gateway=172.23.39.1 netmask=24
add address=172.24.40.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t040.dc.example gateway=172.24.40.1 netmask=24
add address=172.25.41.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t041.dc.example gateway=172.25.41.1 netmask=24
add address=172.26.42.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t042.dc.example gateway=172.26.42.1 netmask=24
add address=172.27.43.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t043.dc.example gateway=172.27.43.1 netmask=24
add address=172.28.44.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t044.dc.example gateway=172.28.44.1 netmask=24
add address=172.29.45.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t045.dc.example gateway=172.29.45.1 netmask=24
add address=172.30.46.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t046.dc.example gateway=172.30.46.1 netmask=24
add address=172.31.47.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t047.dc.example gateway=172.31.47.1 netmask=24
add address=172.16.48.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t048.dc.example gateway=172.16.48.1 netmask=24
add address=172.17.49.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t049.dc.example gateway=172.17.49.1 netmask=24
add address=172.18.50.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t050.dc.example gateway=172.18.50.1 netmask=24
add address=172.19.51.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t051.dc.example gateway=172.19.51.1 netmask=24
add address=172.20.52.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t052.dc.example gateway=172.20.52.1 netmask=24
add address=172.21.53.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t053.dc.example gateway=172.21.53.1 netmask=24
add address=172.22.54.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t054.dc.example gateway=172.22.54.1 netmask=24
add address=172.23.55.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t055.dc.example gateway=172.23.55.1 netmask=24
add address=172.24.56.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t056.dc.example gateway=172.24.56.1 netmask=24
add address=172.25.57.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t057.dc.example gateway=172.25.57.1 netmask=24
add address=172.26.58.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t058.dc.example gateway=172.26.58.1 netmask=24
add address=172.27.59.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t059.dc.example gateway=172.27.59.1 netmask=24
add address=172.28.60.0/24 dns-server=192.0.2.53,192.0.2.54 domain=\
    t060.dc.example gateway=172.28.60.1 netmask=24
/ip firewall address-list
add address=10.141.253.27 comment="mail t016" list=mail-out
add address=10.2.209.10/28 comment="backup of t033" list=backup
add address=10.203.54.182 comment="backup of t046" list=servers
add address=10.14.252.181/28 comment="monitoring t055" list=monitoring
add address=10.26.239.203/28 comment="monitoring t058" list=backup
add address=10.102.216.162 comment="monitoring t057" list=staff
add address=10.130.176.50 comment="web t011" list=servers
add address=10.191.167.131 comment="web t009" list=backup
add address=10.10.104.118 comment="web t006" list=servers
add address=10.151.192.15/32 comment="web t048" list=monitoring
add address=10.175.199.35/32 comment="web t039" list=backup
add address=10.15.120.3 comment="monitoring t003" list=staff
add address=10.108.245.128/28 comment="web t037" list=mail-out
add address=10.130.126.57/32 comment="mail t011" list=staff
add address=10.93.150.59 comment="monitoring t038" list=staff
add address=10.199.163.248 comment="mail t008" list=servers
add address=10.210.11.187 comment="backup of t043" list=monitoring
add address=10.127.160.184/32 comment="backup of t033" list=mail-out
add address=10.122.208.66 comment="jump host, t024" list=backup
add address=10.181.153.72 comment="jump host, t039" list=mail-out
add address=10.3.138.73/32 comment="mail t053" list=servers
add address=10.187.4.143 comment="jump host, t037" list=backup
add address=10.20.72.51/28 comment="backup of t046" list=mail-out
add address=10.219.106.7 comment="backup of t030" list=staff
add address=10.39.237.122 comment="monitoring t044" list=backup
add address=10.92.179.7/32 comment="web t014" list=staff
add address=10.71.148.252 comment="monitoring t040" list=monitoring
add address=10.37.188.242 comment="jump host, t004" list=monitoring
add address=10.192.147.220/32 comment="jump host, t009" list=mail-out
add address=10.110.32.148 comment="monitoring t028" list=backup
add address=10.12.181.120/28 comment="monitoring t006" list=servers
add address=10.42.18.180/32 comment="mail t044" list=backup
add address=10.186.198.124/28 comment="jump host, t034" list=servers
add address=10.187.209.138/28 comment="mail t055" list=staff
add address=10.36.20.253 comment="jump host, t038" list=monitoring
add address=10.63.248.158/32 comment="monitoring t016" list=monitoring
add address=10.68.37.47/28 comment="web t059" list=servers
add address=10.58.78.167 comment="jump host, t058" list=mail-out
add address=10.162.150.183 comment="web t038" list=staff
add address=10.67.56.21/32 comment="backup of t047" list=monitoring
add address=10.84.0.35/32 comment="backup of t058" list=mail-out
add address=10.8.120.254/28 comment="jump host, t012" list=staff
add address=10.194.5.13 comment="jump host, t023" list=staff
add address=10.78.109.253/28 comment="jump host, t039" list=mail-out
add address=10.188.12.36 comment="web t056" list=mail-out
add address=10.151.184.239/32 comment="jump host, t057" list=servers
add address=10.41.216.136/32 comment="monitoring t053" list=monitoring
add address=10.57.10.248 comment="monitoring t045" list=backup
add address=10.189.22.185/28 comment="monitoring t051" list=backup
add address=10.162.29.99 comment="web t022" list=backup
add address=10.196.187.25/28 comment="mail t057" list=servers
add address=10.141.66.83 comment="web t056" list=staff
add address=10.51.126.251/28 comment="monitoring t042" list=backup
add address=10.174.216.34/32 comment="monitoring t044" list=backup
add address=10.151.185.181/32 comment="backup of t033" list=mail-out
add address=10.146.58.72/28 comment="monitoring t027" list=staff
add address=10.174.116.50/32 comment="backup of t028" list=mail-out
add address=10.160.185.66/32 comment="jump host, t045" list=servers
add address=10.33.22.146/32 comment="mail t008" list=monitoring
add address=10.128.20.151/32 comment="jump host, t053" list=staff
add address=10.38.246.41/28 comment="backup of t045" list=staff
add address=10.216.233.11/28 comment="backup of t014" list=monitoring
add address=10.21.122.15 comment="jump host, t022" list=servers
add address=10.173.78.118/28 comment="mail t011" list=staff
add address=10.211.148.41/32 comment="jump host, t020" list=servers
add address=10.1.220.152 comment="monitoring t033" list=staff
add address=10.2.15.15/28 comment="mail t011" list=staff
add address=10.118.100.121 comment="monitoring t016" list=staff
add address=10.136.231.61/28 comment="mail t026" list=staff
add address=10.2.238.213/32 comment="backup of t032" list=servers
add address=10.155.39.54/32 comment="backup of t024" list=servers
add address=10.112.94.179/28 comment="jump host, t032" list=monitoring
add address=10.5.37.159/28 comment="mail t017" list=backup
add address=10.170.224.19 comment="mail t037" list=servers
add address=10.74.170.99/28 comment="mail t001" list=monitoring
add address=10.219.90.189/28 comment="backup of t040" list=mail-out
add address=10.62.2.78/32 comment="mail t056" list=servers
add address=10.49.91.161/32 comment="monitoring t001" list=monitoring
add address=10.204.205.239 comment="backup of t027" list=monitoring
add address=10.130.95.74/32 comment="backup of t002" list=staff
add address=10.9.41.122/32 comment="jump host, t009" list=backup
add address=10.64.105.143/28 comment="web t048" list=mail-out
add address=10.146.12.55/28 comment="mail t043" list=servers
add address=10.51.222.192/32 comment="monitoring t036" list=staff
add address=10.115.14.125/28 comment="monitoring t042" list=mail-out
add address=10.210.201.224/28 comment="jump host, t006" list=servers
add address=10.35.150.53/32 comment="backup of t042" list=staff
add address=10.153.156.38 comment="web t032" list=monitoring
add address=10.87.240.238/32 comment="jump host, t024" list=staff
add address=10.92.11.135 comment="mail t005" list=backup
add address=10.203.246.85/32 comment="web t044" list=monitoring
add address=10.80.165.140/32 comment="jump host, t007" list=servers
add address=10.210.55.218 comment="monitoring t048" list=backup
add address=10.68.6.221/28 comment="monitoring t058" list=mail-out
add address=10.7.169.43/32 comment="monitoring t022" list=servers
add address=10.64.205.31/28 comment="mail t014" list=backup
add address=10.149.102.71 comment="mail t056" list=servers
add address=10.219.214.222 comment="mail t006" list=monitoring
add address=10.146.189.169 comment="mail t006" list=backup
add address=10.32.253.193/32 comment="backup of t004" list=monitoring
add address=10.109.148.241/32 comment="jump host, t031" list=mail-out
add address=10.127.54.12/32 comment="backup of t030" list=monitoring
add address=10.110.179.234/32 comment="backup of t049" list=monitoring
add address=10.65.20.56/32 comment="jump host, t056" list=mail-out
add address=10.188.235.42/32 comment="web t045" list=monitoring
add address=10.34.116.105 comment="backup of t024" list=staff
add address=10.118.123.224/28 comment="mail t048" list=monitoring
add address=10.90.81.242/32 comment="jump host, t057" list=servers
add address=10.58.43.11/28 comment="backup of t001" list=servers
add address=10.131.105.198/28 comment="backup of t029" list=mail-out
add address=10.217.24.24/32 comment="monitoring t009" list=mail-out
add address=10.72.128.113/28 comment="jump host, t019" list=servers
add address=10.79.69.59 comment="backup of t060" list=mail-out
add address=10.52.183.73/32 comment="mail t047" list=staff
add address=10.65.176.196 comment="jump host, t054" list=monitoring
add address=10.17.0.228/28 comment="web t007" list=mail-out
add address=10.85.124.176 comment="jump host, t051" list=backup
add address=10.101.71.67 comment="mail t021" list=servers
add address=10.142.187.43/32 comment="monitoring t049" list=mail-out
add address=10.131.208.51/32 comment="web t034" list=monitoring
add address=10.184.86.11/28 comment="web t002" list=backup
add address=10.213.69.113 comment="monitoring t058" list=mail-out
add address=10.40.173.24/32 comment="backup of t027" list=servers
add address=10.196.79.55 comment="mail t034" list=backup
add address=10.199.207.82 comment="monitoring t054" list=monitoring
add address=10.185.24.94/28 comment="backup of t035" list=backup
add address=10.99.231.240/28 comment="monitoring t003" list=servers
add address=10.212.200.26/32 comment="jump host, t031" list=mail-out
add address=10.125.25.163/32 comment="jump host, t037" list=staff
add address=10.90.38.165 comment="jump host, t001" list=staff
add address=10.208.1.210/32 comment="backup of t021" list=backup
add address=10.151.122.89/28 comment="mail t054" list=servers
add address=10.207.120.241 comment="backup of t046" list=staff
add address=10.81.164.12/28 comment="monitoring t014" list=staff
add address=10.141.226.240 comment="mail t059" list=mail-out
add address=10.18.52.247 comment="jump host, t037" list=staff
add address=10.187.192.184 comment="web t003" list=mail-out
add address=10.116.149.250 comment="monitoring t011" list=servers
add address=10.135.255.39 comment="backup of t008" list=staff
add address=10.9.247.75 comment="web t040" list=mail-out
add address=10.181.184.71 comment="monitoring t034" list=monitoring
add address=10.123.61.59 comment="jump host, t043" list=staff
add address=10.151.233.234/28 comment="mail t020" list=staff
add address=10.133.238.34/28 comment="web t029" list=monitoring
add address=10.90.54.139/32 comment="monitoring t040" list=staff
add address=10.177.55.7 comment="monitoring t023" list=backup
add address=10.38.77.18 comment="mail t045" list=servers
add address=10.215.150.87/28 comment="monitoring t042" list=staff
add address=10.99.97.180/32 comment="backup of t044" list=servers
add address=10.147.148.45/28 comment="web t048" list=staff
add address=10.17.87.170 comment="jump host, t020" list=servers
add address=10.113.82.204 comment="backup of t020" list=staff
add address=10.103.153.139/32 comment="backup of t004" list=monitoring
add address=10.36.167.105/32 comment="monitoring t038" list=servers
add address=10.60.11.166/28 comment="jump host, t025" list=staff
add address=10.170.172.127 comment="monitoring t027" list=mail-out
add address=10.85.142.40/32 comment="jump host, t015" list=mail-out
add address=10.149.37.35/28 comment="monitoring t058" list=staff
add address=10.121.116.37/28 comment="mail t015" list=monitoring
add address=10.104.153.101 comment="mail t023" list=staff
add address=10.109.75.149 comment="monitoring t054" list=mail-out
add address=10.206.53.49/32 comment="jump host, t008" list=monitoring
add address=10.91.113.121/28 comment="web t018" list=monitoring
add address=10.156.2.232/32 comment="mail t006" list=mail-out
add address=10.141.142.85/32 comment="jump host, t003" list=monitoring
add address=10.118.68.114 comment="jump host, t033" list=backup
add address=10.205.184.210/28 comment="jump host, t020" list=backup
add address=10.38.233.199 comment="jump host, t005" list=mail-out
add address=10.218.112.130/32 comment="web t047" list=staff
add address=10.94.194.172/32 comment="backup of t058" list=backup
add address=10.44.207.175/28 comment="monitoring t058" list=mail-out
add address=10.138.230.102 comment="mail t035" list=staff
add address=10.55.245.118/28 comment="monitoring t041" list=monitoring
add address=10.209.24.186 comment="web t044" list=monitoring
add address=10.143.106.220/28 comment="monitoring t011" list=servers
add address=10.147.33.87 comment="mail t004" list=monitoring
add address=10.173.43.174/32 comment="backup of t055" list=servers
add address=10.108.108.224/32 comment="web t057" list=backup
add address=10.190.86.227 comment="backup of t051" list=backup
add address=10.174.248.61 comment="mail t007" list=servers
add address=10.113.180.215/32 comment="web t001" list=servers
add address=10.122.180.50/28 comment="backup of t052" list=monitoring
add address=10.126.67.129/28 comment="jump host, t030" list=staff
add address=10.151.186.129/32 comment="backup of t022" list=staff
add address=10.93.161.178/28 comment="backup of t044" list=monitoring
add address=10.65.163.8 comment="mail t057" list=mail-out
add address=10.98.68.187 comment="web t026" list=servers
add address=10.114.73.68/28 comment="backup of t012" list=servers
add address=10.92.72.60/28 comment="backup of t046" list=servers
add address=10.215.242.168/32 comment="backup of t057" list=mail-out
add address=10.184.50.196/32 comment="jump host, t037" list=backup
add address=10.151.193.229/32 comment="jump host, t016" list=staff
add address=10.49.197.38/28 comment="backup of t045" list=backup
add address=10.153.121.116 comment="backup of t040" list=mail-out
add address=10.170.146.222/28 comment="mail t007" list=backup
add address=10.141.61.76/32 comment="web t021" list=mail-out
add address=10.146.217.232/28 comment="mail t005" list=monitoring
add address=10.17.61.42 comment="jump host, t029" list=mail-out
add address=10.168.148.143 comment="mail t009" list=staff
add address=10.95.248.134/32 comment="monitoring t056" list=backup
add address=10.29.80.160/28 comment="backup of t011" list=servers
add address=10.94.175.3/28 comment="mail t047" list=mail-out
add address=10.85.147.219 comment="mail t042" list=staff
add address=10.1.164.54/32 comment="monitoring t001" list=servers
add address=10.84.66.166 comment="jump host, t026" list=staff
add address=10.118.9.21 comment="mail t059" list=mail-out
add address=10.78.158.128/32 comment="backup of t024" list=mail-out
add address=10.4.127.27/32 comment="backup of t049" list=mail-out
add address=10.156.164.240 comment="monitoring t046" list=mail-out
add address=10.47.214.147/32 comment="jump host, t017" list=staff
add address=10.51.177.42/32 comment="backup of t046" list=backup
add address=10.11.186.248/32 comment="web t004" list=backup
add address=10.94.52.229/32 comment="jump host, t022" list=monitoring
add address=10.219.202.243/28 comment="mail t029" list=servers
add address=10.128.112.198/32 comment="web t025" list=monitoring
add address=10.185.79.158/28 comment="monitoring t055" list=mail-out
add address=10.66.242.76/32 comment="backup of t028" list=mail-out
add address=10.206.221.54/28 comment="web t022" list=staff
add address=10.60.46.6/28 comment="web t001" list=servers
add address=10.194.69.6 comment="mail t035" list=staff
add address=10.9.185.34/32 comment="mail t030" list=staff
add address=10.24.137.248/32 comment="web t032" list=staff
add address=10.157.202.81/32 comment="backup of t035" list=staff
add address=10.116.38.26/28 comment="monitoring t029" list=servers
add address=10.121.97.133/28 comment="backup of t008" list=staff
add address=10.168.154.249 comment="backup of t029" list=monitoring
add address=10.51.87.70/28 comment="monitoring t026" list=backup
add address=10.30.124.197/28 comment="backup of t051" list=staff
add address=10.33.33.46/28 comment="web t035" list=monitoring
add address=10.113.205.202/32 comment="mail t027" list=mail-out
add address=10.19.152.6 comment="backup of t006" list=staff
add address=10.64.63.30/32 comment="monitoring t026" list=monitoring
add address=10.196.129.48/32 comment="mail t007" list=servers
add address=10.15.41.46/32 comment="jump host, t005" list=backup
add address=10.87.127.166 comment="jump host, t039" list=staff
add address=10.52.143.250/32 comment="monitoring t040" list=backup
add address=10.218.5.31 comment="backup of t004" list=backup
add address=10.158.201.49/28 comment="web t019" list=mail-out
add address=10.153.210.121/32 comment="monitoring t004" list=monitoring
add address=10.93.161.17 comment="mail t011" list=backup
add address=10.42.133.33 comment="jump host, t005" list=servers
add address=10.200.37.153/28 comment="mail t053" list=staff
add address=10.194.149.140 comment="jump host, t005" list=monitoring
add address=10.156.110.251 comment="monitoring t028" list=monitoring
add address=10.154.12.13/32 comment="web t008" list=monitoring
add address=10.162.95.62/32 comment="mail t055" list=mail-out
add address=10.50.1.192 comment="backup of t008" list=mail-out
add address=10.163.161.37/28 comment="mail t027" list=staff
add address=10.132.96.94/28 comment="mail t014" list=servers
add address=10.64.182.36/28 comment="web t048" list=backup
add address=10.27.78.186 comment="jump host, t058" list=mail-out
add address=10.194.171.135/32 comment="web t060" list=monitoring
add address=10.87.120.59/32 comment="mail t039" list=monitoring
add address=10.153.182.28 comment="monitoring t031" list=monitoring
add address=10.72.54.166/32 comment="monitoring t032" list=servers
add address=10.39.29.74/28 comment="jump host, t012" list=servers
add address=10.50.191.74 comment="jump host, t011" list=staff
add address=10.58.162.228 comment="web t059" list=staff
add address=10.12.112.118/32 comment="mail t004" list=servers
add address=10.100.2.88 comment="jump host, t018" list=backup
add address=10.113.51.238/28 comment="backup of t054" list=monitoring
add address=10.17.139.41 comment="web t039" list=mail-out
add address=10.68.194.48 comment="monitoring t009" list=monitoring
add address=10.144.137.200/32 comment="jump host, t050" list=mail-out
add address=10.7.103.158 comment="backup of t043" list=mail-out
add address=10.138.181.167/28 comment="mail t014" list=mail-out
add address=10.29.14.157/32 comment="mail t003" list=backup
add address=10.117.201.19/28 comment="jump host, t054" list=monitoring
add address=10.100.105.241 comment="backup of t013" list=staff
add address=10.25.95.147/32 comment="jump host, t009" list=mail-out
add address=10.28.107.123/28 comment="web t006" list=monitoring
add address=10.205.57.202/28 comment="backup of t050" list=backup
add address=10.184.30.208/28 comment="mail t050" list=mail-out
add address=10.45.17.91 comment="web t035" list=mail-out
add address=10.68.210.213/28 comment="monitoring t016" list=monitoring
add address=10.157.246.35 comment="mail t049" list=monitoring
add address=10.94.121.150/28 comment="monitoring t050" list=servers
add address=10.90.16.30/28 comment="web t050" list=servers
add address=10.18.49.180/28 comment="jump host, t026" list=servers
add address=10.47.243.172 comment="web t031" list=mail-out
add address=10.173.28.44 comment="mail t048" list=staff
add address=10.158.218.58/28 comment="web t025" list=backup
add address=10.189.46.41/32 comment="mail t021" list=backup
add address=10.74.9.28 comment="mail t057" list=backup
add address=10.150.104.94/28 comment="monitoring t058" list=servers
add address=10.36.15.234 comment="web t004" list=monitoring
add address=10.1.232.149/32 comment="jump host, t017" list=servers
add address=10.176.127.158/32 comment="jump host, t031" list=servers
add address=10.158.182.111/28 comment="monitoring t011" list=mail-out
add address=10.177.126.251/32 comment="monitoring t013" list=staff
add address=10.139.236.217/28 comment="backup of t003" list=monitoring
add address=10.81.230.124/28 comment="monitoring t039" list=backup
add address=10.92.141.47/32 comment="jump host, t034" list=backup
add address=10.2.175.162/28 comment="backup of t059" list=monitoring
add address=10.195.112.165 comment="backup of t056" list=servers
add address=10.1.138.169 comment="web t056" list=backup
add address=10.209.76.192/28 comment="monitoring t038" list=mail-out
add address=10.203.44.250 comment="jump host, t002" list=servers
add address=10.107.217.65 comment="web t009" list=backup
add address=10.190.229.253 comment="web t002" list=backup
add address=10.51.66.13/32 comment="backup of t051" list=staff
add address=10.43.238.128/32 comment="web t032" list=servers
add address=10.22.48.210 comment="mail t020" list=servers
add address=10.203.79.87/32 comment="mail t025" list=servers
add address=10.58.1.99 comment="mail t015" list=backup
add address=10.171.41.128 comment="web t039" list=backup
add address=10.177.83.73 comment="web t009" list=mail-out
add address=10.37.7.92/28 comment="mail t045" list=monitoring
add address=10.57.174.167/32 comment="backup of t029" list=backup
add address=10.9.196.25/28 comment="backup of t033" list=backup
add address=10.206.172.155/32 comment="monitoring t036" list=staff
add address=10.94.134.245/28 comment="mail t051" list=servers
add address=10.7.125.241/28 comment="web t026" list=backup
add address=10.187.124.79/28 comment="jump host, t026" list=staff
add address=10.78.110.11 comment="jump host, t032" list=mail-out
add address=10.33.128.149/28 comment="jump host, t020" list=staff
add address=10.179.7.110/28 comment="monitoring t003" list=staff
add address=10.53.25.208/32 comment="mail t032" list=staff
add address=10.72.53.248/28 comment="monitoring t060" list=servers
add address=10.130.194.106/32 comment="monitoring t017" list=backup
add address=203.0.113.0 list=blocked timeout=3d12h
add address=203.0.113.1 list=blocked
add address=203.0.113.2 list=blocked
add address=203.0.113.3 list=blocked
add address=203.0.113.4 list=blocked
add address=203.0.113.5 list=blocked
add address=203.0.113.6 list=blocked
add address=203.0.113.7 list=blocked
add address=203.0.113.8 list=blocked
add address=203.0.113.9 list=blocked timeout=1d
add address=203.0.113.10 list=blocked
add address=203.0.113.11 list=blocked
add address=203.0.113.12 list=blocked
add address=203.0.113.13 list=blocked
add address=203.0.113.14 list=blocked
add address=203.0.113.15 list=blocked
add address=203.0.113.16 list=blocked
add address=203.0.113.17 list=blocked
add address=203.0.113.18 list=blocked timeout=1d
add address=203.0.113.19 list=blocked
add address=203.0.113.20 list=blocked
add address=203.0.113.21 list=blocked
add address=203.0.113.22 list=blocked
add address=203.0.113.23 list=blocked
add address=203.0.113.24 list=blocked
add address=203.0.113.25 list=blocked
add address=203.0.113.26 list=blocked
add address=203.0.113.27 list=blocked timeout=3d12h
add address=203.0.113.28 list=blocked
add address=203.0.113.29 list=blocked
add address=203.0.113.30 list=blocked
add address=203.0.113.31 list=blocked
add address=203.0.113.32 list=blocked
add address=203.0.113.33 list=blocked
add address=203.0.113.34 list=blocked
add address=203.0.113.35 list=blocked
add address=203.0.113.36 list=blocked timeout=3d12h
add address=203.0.113.37 list=blocked
add address=203.0.113.38 list=blocked
add address=203.0.113.39 list=blocked
/ip firewall filter
add action=accept chain=input comment="established first" connection-state=\
    established,related
add action=jump chain=forward in-interface-list=uplinks jump-target=\
    from-outside
add action=jump chain=forward comment="rules of t001" dst-address=\
    172.16.0.0/12 jump-target=in-t001 out-interface=vlan100-t001
add action=jump chain=forward comment="rules of t002" dst-address=\
    172.16.0.0/12 jump-target=in-t002 out-interface=vlan101-t002
add action=jump chain=forward comment="rules of t003" dst-address=\
    172.16.0.0/12 jump-target=in-t003 out-interface=vlan102-t003
add action=jump chain=forward comment="rules of t004" dst-address=\
    172.16.0.0/12 jump-target=in-t004 out-interface=vlan103-t004
add action=jump chain=forward comment="rules of t005" dst-address=\
    172.16.0.0/12 jump-target=in-t005 out-interface=vlan104-t005
add action=jump chain=forward comment="rules of t006" dst-address=\
    172.16.0.0/12 jump-target=in-t006 out-interface=vlan105-t006
add action=jump chain=forward comment="rules of t007" dst-address=\
    172.16.0.0/12 jump-target=in-t007 out-interface=vlan106-t007
add action=jump chain=forward comment="rules of t008" dst-address=\
    172.16.0.0/12 jump-target=in-t008 out-interface=vlan107-t008
add action=jump chain=forward comment="rules of t009" dst-address=\
    172.16.0.0/12 jump-target=in-t009 out-interface=vlan108-t009
add action=jump chain=forward comment="rules of t010" dst-address=\
    172.16.0.0/12 jump-target=in-t010 out-interface=vlan109-t010
add action=jump chain=forward comment="rules of t011" dst-address=\
    172.16.0.0/12 jump-target=in-t011 out-interface=vlan110-t011
add action=jump chain=forward comment="rules of t012" dst-address=\
    172.16.0.0/12 jump-target=in-t012 out-interface=vlan111-t012
add action=jump chain=forward comment="rules of t013" dst-address=\
    172.16.0.0/12 jump-target=in-t013 out-interface=vlan112-t013
add action=jump chain=forward comment="rules of t014" dst-address=\
    172.16.0.0/12 jump-target=in-t014 out-interface=vlan113-t014
add action=jump chain=forward comment="rules of t015" dst-address=\
    172.16.0.0/12 jump-target=in-t015 out-interface=vlan114-t015
add action=jump chain=forward comment="rules of t016" dst-address=\
    172.16.0.0/12 jump-target=in-t016 out-interface=vlan115-t016
add action=jump chain=forward comment="rules of t017" dst-address=\
    172.16.0.0/12 jump-target=in-t017 out-interface=vlan116-t017
add action=jump chain=forward comment="rules of t018" dst-address=\
    172.16.0.0/12 jump-target=in-t018 out-interface=vlan117-t018
add action=jump chain=forward comment="rules of t019" dst-address=\
    172.16.0.0/12 jump-target=in-t019 out-interface=vlan118-t019
add action=jump chain=forward comment="rules of t020" dst-address=\
    172.16.0.0/12 jump-target=in-t020 out-interface=vlan119-t020
add action=jump chain=forward comment="rules of t021" dst-address=\
    172.16.0.0/12 jump-target=in-t021 out-interface=vlan120-t021
add action=jump chain=forward comment="rules of t022" dst-address=\
    172.16.0.0/12 jump-target=in-t022 out-interface=vlan121-t022
add action=jump chain=forward comment="rules of t023" dst-address=\
    172.16.0.0/12 jump-target=in-t023 out-interface=vlan122-t023
add action=jump chain=forward comment="rules of t024" dst-address=\
    172.16.0.0/12 jump-target=in-t024 out-interface=vlan123-t024
add action=jump chain=forward comment="rules of t025" dst-address=\
    172.16.0.0/12 jump-target=in-t025 out-interface=vlan124-t025
add action=jump chain=forward comment="rules of t026" dst-address=\
    172.16.0.0/12 jump-target=in-t026 out-interface=vlan125-t026
add action=jump chain=forward comment="rules of t027" dst-address=\
    172.16.0.0/12 jump-target=in-t027 out-interface=vlan126-t027
add action=jump chain=forward comment="rules of t028" dst-address=\
    172.16.0.0/12 jump-target=in-t028 out-interface=vlan127-t028
add action=jump chain=forward comment="rules of t029" dst-address=\
    172.16.0.0/12 jump-target=in-t029 out-interface=vlan128-t029
add action=jump chain=forward comment="rules of t030" dst-address=\
    172.16.0.0/12 jump-target=in-t030 out-interface=vlan129-t030
add action=jump chain=forward comment="rules of t031" dst-address=\
    172.16.0.0/12 jump-target=in-t031 out-interface=vlan130-t031
add action=jump chain=forward comment="rules of t032" dst-address=\
    172.16.0.0/12 jump-target=in-t032 out-interface=vlan131-t032
add action=jump chain=forward comment="rules of t033" dst-address=\
    172.16.0.0/12 jump-target=in-t033 out-interface=vlan132-t033
add action=jump chain=forward comment="rules of t034" dst-address=\
    172.16.0.0/12 jump-target=in-t034 out-interface=vlan133-t034
add action=jump chain=forward comment="rules of t035" dst-address=\
    172.16.0.0/12 jump-target=in-t035 out-interface=vlan134-t035
add action=jump chain=forward comment="rules of t036" dst-address=\
    172.16.0.0/12 jump-target=in-t036 out-interface=vlan135-t036
add action=jump chain=forward comment="rules of t037" dst-address=\
    172.16.0.0/12 jump-target=in-t037 out-interface=vlan136-t037
add action=jump chain=forward comment="rules of t038" dst-address=\
    172.16.0.0/12 jump-target=in-t038 out-interface=vlan137-t038
add action=jump chain=forward comment="rules of t039" dst-address=\
    172.16.0.0/12 jump-target=in-t039 out-interface=vlan138-t039
add action=jump chain=forward comment="rules of t040" dst-address=\
    172.16.0.0/12 jump-target=in-t040 out-interface=vlan139-t040
add action=jump chain=forward comment="rules of t041" dst-address=\
    172.16.0.0/12 jump-target=in-t041 out-interface=vlan140-t041
add action=jump chain=forward comment="rules of t042" dst-address=\
    172.16.0.0/12 jump-target=in-t042 out-interface=vlan141-t042
add action=jump chain=forward comment="rules of t043" dst-address=\
    172.16.0.0/12 jump-target=in-t043 out-interface=vlan142-t043
add action=jump chain=forward comment="rules of t044" dst-address=\
    172.16.0.0/12 jump-target=in-t044 out-interface=vlan143-t044
add action=jump chain=forward comment="rules of t045" dst-address=\
    172.16.0.0/12 jump-target=in-t045 out-interface=vlan144-t045
add action=jump chain=forward comment="rules of t046" dst-address=\
    172.16.0.0/12 jump-target=in-t046 out-interface=vlan145-t046
add action=jump chain=forward comment="rules of t047" dst-address=\
    172.16.0.0/12 jump-target=in-t047 out-interface=vlan146-t047
add action=jump chain=forward comment="rules of t048" dst-address=\
    172.16.0.0/12 jump-target=in-t048 out-interface=vlan147-t048
add action=jump chain=forward comment="rules of t049" dst-address=\
    172.16.0.0/12 jump-target=in-t049 out-interface=vlan148-t049
add action=jump chain=forward comment="rules of t050" dst-address=\
    172.16.0.0/12 jump-target=in-t050 out-interface=vlan149-t050
add action=jump chain=forward comment="rules of t051" dst-address=\
    172.16.0.0/12 jump-target=in-t051 out-interface=vlan150-t051
add action=jump chain=forward comment="rules of t052" dst-address=\
    172.16.0.0/12 jump-target=in-t052 out-interface=vlan151-t052
add action=jump chain=forward comment="rules of t053" dst-address=\
    172.16.0.0/12 jump-target=in-t053 out-interface=vlan152-t053
add action=jump chain=forward comment="rules of t054" dst-address=\
    172.16.0.0/12 jump-target=in-t054 out-interface=vlan153-t054
add action=jump chain=forward comment="rules of t055" dst-address=\
    172.16.0.0/12 jump-target=in-t055 out-interface=vlan154-t055
add action=jump chain=forward comment="rules of t056" dst-address=\
    172.16.0.0/12 jump-target=in-t056 out-interface=vlan155-t056
add action=jump chain=forward comment="rules of t057" dst-address=\
    172.16.0.0/12 jump-target=in-t057 out-interface=vlan156-t057
add action=jump chain=forward comment="rules of t058" dst-address=\
    172.16.0.0/12 jump-target=in-t058 out-interface=vlan157-t058
add action=jump chain=forward comment="rules of t059" dst-address=\
    172.16.0.0/12 jump-target=in-t059 out-interface=vlan158-t059
add action=jump chain=forward comment="rules of t060" dst-address=\
    172.16.0.0/12 jump-target=in-t060 out-interface=vlan159-t060
add action=accept chain=in-t001 connection-state=new dst-address=\
    10.103.19.223 dst-port=443,27221-27241 protocol=udp src-address=\
    10.70.14.109
add action=return chain=in-t001 comment=\
    "ticket 8379; asked for by t001, until 13.1." connection-state=new \
    dst-address=10.206.146.136 dst-port=8443,465,80,33562-33582 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t001 comment="mail = t001, \"temporary\"" \
    connection-state=new dst-address=10.57.91.25 dst-port=\
    27516,80,3306,22,5432,31025-31045 protocol=tcp src-address-list=!blocked
add action=drop chain=in-t001 connection-state=new dst-address=10.114.140.13 \
    dst-port=25,16916,993,123,80 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t001 comment="db = t001, \"temporary\"" \
    connection-state=new dst-address=10.74.191.167 dst-port=\
    465,443,465,3908-3928 protocol=udp
add action=drop chain=in-t001 connection-state=new dst-address=10.108.185.44 \
    dst-port=443 protocol=tcp src-address-list=!blocked
add action=accept chain=in-t001 comment="mail = t001, \"temporary\"" \
    connection-state=new dst-address=10.145.127.216 dst-port=\
    22,993,25263-25283 protocol=tcp
add action=drop chain=in-t001 comment=\
    "request 3930; asked for by t001, until 16.5." connection-state=new \
    dst-address=10.205.175.214 dst-port=8080,443,25 protocol=tcp src-address=\
    10.69.230.38
add action=drop chain=in-t001 log=yes log-prefix="drop t001: "
add action=drop chain=in-t002 connection-state=new dst-address=10.43.155.247 \
    dst-port=8080,8080,22,44894-44914 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t002 comment=\
    "change 8199; asked for by t002, until 16.6." connection-state=new \
    dst-address=10.19.29.227 dst-port=80,993 in-interface-list=!uplinks \
    protocol=tcp
add action=accept chain=in-t002 comment="web = t002, \"temporary\"" \
    connection-state=new dst-address=10.150.177.212 dst-port=53,123 protocol=\
    tcp src-address-list=staff
add action=drop chain=in-t002 comment=\
    "ticket 4540; asked for by t002, until 20.4." connection-state=new \
    dst-address=10.131.127.24 dst-port=8080,3306,465,80,3306 protocol=tcp
add action=return chain=in-t002 comment=\
    "change 3130; asked for by t002, until 22.3." connection-state=new \
    dst-address=10.5.184.156 dst-port=993,22,22,22,12703-12723 protocol=tcp \
    src-address=10.157.22.170
add action=return chain=in-t002 connection-state=new dst-address=10.113.84.18 \
    dst-port=22,123,443 in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t002 comment="web = t002, \"temporary\"" \
    connection-state=new dst-address=10.79.75.98 dst-port=42455,465,3306 \
    protocol=udp src-address=10.88.110.209
add action=accept chain=in-t002 comment="mail = t002, \"temporary\"" \
    connection-state=new dst-address=10.159.203.4 dst-port=53,25,25,22 \
    protocol=udp src-address-list=monitoring
add action=drop chain=in-t002 connection-state=new dst-address=10.135.74.79 \
    dst-port=22,53,22,8443,16138-16158 in-interface-list=!uplinks protocol=\
    udp
add action=drop chain=in-t002
add action=return chain=in-t003 comment=\
    "ticket 7099; asked for by t003, until 23.11." connection-state=new \
    dst-address=10.20.236.241 dst-port=53,52819-52839 protocol=tcp \
    src-address-list=staff
add action=return chain=in-t003 comment="mail = t003, \"temporary\"" \
    connection-state=new dst-address=10.54.152.216 dst-port=\
    443,123,53,55734-55754 protocol=udp src-address=10.26.134.178
add action=accept chain=in-t003 connection-state=new dst-address=10.49.81.218 \
    dst-port=8443 protocol=tcp src-address-list=!blocked
add action=return chain=in-t003 comment=\
    "request 1809; asked for by t003, until 16.8." connection-state=new \
    dst-address=10.75.5.229 dst-port=22,25 protocol=udp src-address-list=\
    !blocked
add action=accept chain=in-t003 comment=\
    "change 3779; asked for by t003, until 13.2." connection-state=new \
    dst-address=10.213.234.9 dst-port=587,8080,3306,8080 protocol=udp \
    src-address=10.205.46.221
add action=return chain=in-t003 comment=\
    "request 6867; asked for by t003, until 27.9." connection-state=new \
    dst-address=10.71.24.143 dst-port=443,25,443,123,123 protocol=udp
add action=drop chain=in-t003 log=yes log-prefix="drop t003: "
add action=drop chain=in-t004 comment="db = t004, \"temporary\"" \
    connection-state=new dst-address=10.68.59.140 dst-port=443,25,8443,123 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t004 connection-state=new dst-address=10.40.31.17 \
    dst-port=3306,25,123,5432 protocol=tcp src-address=10.7.217.196
add action=accept chain=in-t004 comment=\
    "change 6116; asked for by t004, until 11.4." connection-state=new \
    dst-address=10.124.215.183 dst-port=3306,5432,53,8080 protocol=udp \
    src-address-list=monitoring
add action=return chain=in-t004 connection-state=new dst-address=\
    10.219.238.243 dst-port=8443,465,587,25,993 protocol=tcp
add action=accept chain=in-t004 comment="mail = t004, \"temporary\"" \
    connection-state=new dst-address=10.1.19.38 dst-port=8443,80,25,25,22 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t004 comment=\
    "change 5941; asked for by t004, until 7.9." connection-state=new \
    dst-address=10.187.45.27 dst-port=465,3306 protocol=udp src-address-list=\
    staff
add action=accept chain=in-t004 connection-state=new dst-address=\
    10.189.73.170 dst-port=53 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t004 comment=\
    "request 8615; asked for by t004, until 27.4." connection-state=new \
    dst-address=10.142.2.198 dst-port=3306,22,3306,22,8080 in-interface-list=\
    !uplinks protocol=udp
add action=drop chain=in-t004
add action=accept chain=in-t005 comment="mail = t005, \"temporary\"" \
    connection-state=new dst-address=10.163.167.47 dst-port=587,3306,8443,993 \
    in-interface-list=!uplinks protocol=udp
add action=return chain=in-t005 comment=\
    "request 4697; asked for by t005, until 2.5." connection-state=new \
    dst-address=10.5.139.114 dst-port=587,3306,42132-42152 protocol=tcp
add action=drop chain=in-t005 comment="web = t005, \"temporary\"" \
    connection-state=new dst-address=10.135.224.90 dst-port=\
    33005,8443,3306,22 protocol=tcp src-address=10.155.73.10
add action=accept chain=in-t005 comment="web = t005, \"temporary\"" \
    connection-state=new dst-address=10.108.32.8 dst-port=80 protocol=tcp \
    src-address=10.108.239.248
add action=return chain=in-t005 comment=\
    "change 7526; asked for by t005, until 11.6." connection-state=new \
    dst-address=10.76.98.20 dst-port=3141 protocol=tcp src-address-list=\
    monitoring
add action=accept chain=in-t005 comment=\
    "ticket 4750; asked for by t005, until 19.7." connection-state=new \
    dst-address=10.202.63.170 dst-port=80,25,50181-50201 protocol=tcp \
    src-address-list=monitoring
add action=drop chain=in-t005 comment=\
    "ticket 7702; asked for by t005, until 18.2." connection-state=new \
    dst-address=10.14.56.99 dst-port=443,993 protocol=tcp src-address-list=\
    staff
add action=drop chain=in-t005
add action=accept chain=in-t006 comment="db = t006, \"temporary\"" \
    connection-state=new dst-address=10.149.178.11 dst-port=19475,443,587,587 \
    protocol=udp
add action=accept chain=in-t006 connection-state=new dst-address=\
    10.142.126.89 dst-port=3306,80,53,123 protocol=tcp src-address=\
    10.178.239.109
add action=accept chain=in-t006 comment="web = t006, \"temporary\"" \
    connection-state=new dst-address=10.121.215.241 dst-port=587,25 protocol=\
    udp src-address=10.33.73.33
add action=return chain=in-t006 connection-state=new dst-address=\
    10.52.154.144 dst-port=993 protocol=udp src-address-list=!blocked
add action=accept chain=in-t006 connection-state=new dst-address=\
    10.214.228.121 dst-port=993,993,25,465,58325-58345 protocol=tcp \
    src-address-list=backup
add action=accept chain=in-t006 comment=\
    "change 9113; asked for by t006, until 8.1." connection-state=new \
    dst-address=10.131.97.31 dst-port=993,8080,465,8443,12421,3616-3636 \
    protocol=tcp
add action=drop chain=in-t006
add action=accept chain=in-t007 comment=\
    "change 8292; asked for by t007, until 10.11." connection-state=new \
    dst-address=10.211.184.190 dst-port=465,5432,443 protocol=udp \
    src-address=10.7.60.236
add action=drop chain=in-t007 comment=\
    "ticket 5046; asked for by t007, until 3.3." connection-state=new \
    dst-address=10.81.65.43 dst-port=25,993,123 protocol=tcp \
    src-address-list=staff
add action=accept chain=in-t007 connection-state=new dst-address=\
    10.209.78.145 dst-port=53,5432,465 in-interface-list=!uplinks protocol=\
    udp
add action=accept chain=in-t007 comment=\
    "request 3239; asked for by t007, until 8.3." connection-state=new \
    dst-address=10.214.31.165 dst-port=22,587,53,80 in-interface-list=\
    !uplinks protocol=tcp
add action=return chain=in-t007 connection-state=new dst-address=\
    10.166.13.160 dst-port=5432,22 in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t007 connection-state=new dst-address=10.141.123.100 \
    dst-port=8443,3306,53,25,8080 in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t007 comment=\
    "request 6234; asked for by t007, until 15.2." connection-state=new \
    dst-address=10.153.158.196 dst-port=8443,8080 protocol=udp
add action=return chain=in-t007 comment="mail = t007, \"temporary\"" \
    connection-state=new dst-address=10.32.13.221 dst-port=53,587 protocol=\
    udp src-address-list=!blocked
add action=accept chain=in-t007 comment="mail = t007, \"temporary\"" \
    connection-state=new dst-address=10.219.90.215 dst-port=\
    993,587,8443,8080,25 protocol=udp src-address=10.4.175.228
add action=accept chain=in-t007 comment=\
    "change 8691; asked for by t007, until 19.11." connection-state=new \
    dst-address=10.149.129.109 dst-port=587 protocol=tcp src-address-list=\
    !blocked
add action=drop chain=in-t007
add action=accept chain=in-t008 connection-state=new dst-address=10.34.82.84 \
    dst-port=587,123,8443,465 protocol=udp src-address-list=staff
add action=accept chain=in-t008 comment=\
    "change 9647; asked for by t008, until 16.1." connection-state=new \
    dst-address=10.212.10.173 dst-port=465 protocol=udp src-address=\
    10.202.10.63
add action=return chain=in-t008 comment="web = t008, \"temporary\"" \
    connection-state=new dst-address=10.162.142.94 dst-port=\
    23698,587,443,25,53 in-interface-list=!uplinks protocol=udp
add action=return chain=in-t008 connection-state=new dst-address=\
    10.149.100.89 dst-port=3306,25 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t008 comment="db = t008, \"temporary\"" \
    connection-state=new dst-address=10.7.102.102 dst-port=993,23628,443 \
    in-interface-list=!uplinks protocol=tcp
add action=return chain=in-t008 comment="web = t008, \"temporary\"" \
    connection-state=new dst-address=10.178.225.69 dst-port=8443,8443 \
    in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t008 log=yes log-prefix="drop t008: "
add action=accept chain=in-t009 comment=\
    "change 2671; asked for by t009, until 19.6." connection-state=new \
    dst-address=10.107.129.96 dst-port=12285,25,80 protocol=tcp \
    src-address-list=monitoring
add action=return chain=in-t009 comment="mail = t009, \"temporary\"" \
    connection-state=new dst-address=10.217.22.214 dst-port=80,23084,5432 \
    protocol=udp src-address=10.141.94.58
add action=accept chain=in-t009 comment="web = t009, \"temporary\"" \
    connection-state=new dst-address=10.17.41.92 dst-port=\
    8443,587,5432,80,587,9720-9740 protocol=tcp
add action=accept chain=in-t009 comment=\
    "change 4157; asked for by t009, until 17.5." connection-state=new \
    dst-address=10.45.142.144 dst-port=22,443 protocol=tcp
add action=drop chain=in-t009 comment="web = t009, \"temporary\"" \
    connection-state=new dst-address=10.102.22.26 dst-port=993,22 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t009 comment=\
    "change 2806; asked for by t009, until 12.4." connection-state=new \
    dst-address=10.14.118.52 dst-port=465 protocol=tcp
add action=drop chain=in-t009
add action=drop chain=in-t010 comment="db = t010, \"temporary\"" \
    connection-state=new dst-address=10.47.163.118 dst-port=80,25,123,8080 \
    protocol=tcp
add action=accept chain=in-t010 comment="mail = t010, \"temporary\"" \
    connection-state=new dst-address=10.37.134.99 dst-port=443,5432 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t010 connection-state=new dst-address=10.174.9.46 \
    dst-port=50880,8080,27823,465,587,51039-51059 protocol=udp
add action=accept chain=in-t010 comment=\
    "ticket 7712; asked for by t010, until 13.2." connection-state=new \
    dst-address=10.1.166.179 dst-port=443,80,53,993,25 protocol=tcp \
    src-address=10.125.242.216
add action=drop chain=in-t010 comment="web = t010, \"temporary\"" \
    connection-state=new dst-address=10.191.42.94 dst-port=25,18525,465 \
    protocol=udp src-address=10.28.58.117
add action=accept chain=in-t010 comment=\
    "request 3881; asked for by t010, until 23.2." connection-state=new \
    dst-address=10.80.35.239 dst-port=993,22,993,15329-15349 protocol=tcp \
    src-address-list=staff
add action=accept chain=in-t010 connection-state=new dst-address=\
    10.217.151.184 dst-port=587,56609,443,465,8080 protocol=udp src-address=\
    10.22.167.151
add action=accept chain=in-t010 connection-state=new dst-address=\
    10.69.213.216 dst-port=465,5432,22 protocol=tcp src-address=\
    10.172.168.251
add action=drop chain=in-t010 connection-state=new dst-address=10.142.190.43 \
    dst-port=5432,3306,587,34346,443 protocol=udp
add action=drop chain=in-t010 log=yes log-prefix="drop t010: "
add action=accept chain=in-t011 connection-state=new dst-address=\
    10.106.207.241 dst-port=8080,123,123,123 protocol=udp src-address=\
    10.103.156.26
add action=return chain=in-t011 connection-state=new dst-address=\
    10.92.230.236 dst-port=443,21989-22009 in-interface-list=!uplinks \
    protocol=tcp
add action=drop chain=in-t011 comment="db = t011, \"temporary\"" \
    connection-state=new dst-address=10.80.183.50 dst-port=\
    8080,25,587,5432,34802 protocol=udp src-address=10.57.149.72
add action=accept chain=in-t011 comment=\
    "ticket 1663; asked for by t011, until 16.8." connection-state=new \
    dst-address=10.197.19.39 dst-port=22,80,51507 protocol=udp src-address=\
    10.9.248.90
add action=accept chain=in-t011 connection-state=new dst-address=10.34.198.99 \
    dst-port=8443,25,25,465 protocol=udp
add action=accept chain=in-t011 comment=\
    "ticket 6301; asked for by t011, until 6.1." connection-state=new \
    dst-address=10.82.10.77 dst-port=587,53,3306,443 in-interface-list=\
    !uplinks protocol=tcp
add action=accept chain=in-t011 comment="web = t011, \"temporary\"" \
    connection-state=new dst-address=10.29.156.108 dst-port=\
    587,993,443,22,5231-5251 protocol=udp
add action=drop chain=in-t011
add action=accept chain=in-t012 connection-state=new dst-address=10.15.37.91 \
    dst-port=80,587 protocol=tcp src-address-list=backup
add action=accept chain=in-t012 comment=\
    "ticket 6008; asked for by t012, until 10.9." connection-state=new \
    dst-address=10.193.64.95 dst-port=22,587,465,44549-44569 protocol=udp \
    src-address-list=!blocked
add action=accept chain=in-t012 connection-state=new dst-address=\
    10.110.247.162 dst-port=8080 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t012 comment="web = t012, \"temporary\"" \
    connection-state=new dst-address=10.58.8.211 dst-port=993,8080 protocol=\
    tcp src-address=10.93.237.65
add action=accept chain=in-t012 connection-state=new dst-address=\
    10.103.15.231 dst-port=8080,5432,8080,3227-3247 protocol=tcp
add action=drop chain=in-t012 comment=\
    "request 6469; asked for by t012, until 13.1." connection-state=new \
    dst-address=10.5.185.45 dst-port=25 protocol=udp src-address=10.185.37.40
add action=drop chain=in-t012 comment=\
    "request 4974; asked for by t012, until 1.8." connection-state=new \
    dst-address=10.9.175.17 dst-port=25,53 protocol=tcp
add action=return chain=in-t012 comment="db = t012, \"temporary\"" \
    connection-state=new dst-address=10.86.153.43 dst-port=\
    8443,80,80,45561,25247-25267 protocol=tcp src-address-list=backup
add action=accept chain=in-t012 connection-state=new dst-address=10.100.230.3 \
    dst-port=123,22864,465 in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t012 log=yes log-prefix="drop t012: "
add action=accept chain=in-t013 connection-state=new dst-address=10.214.40.75 \
    dst-port=22,5432,53,27191,993 protocol=udp src-address-list=!blocked
add action=return chain=in-t013 connection-state=new dst-address=\
    10.73.213.164 dst-port=25,443,443,48284-48304 protocol=udp \
    src-address-list=!blocked
add action=accept chain=in-t013 connection-state=new dst-address=\
    10.115.49.148 dst-port=53,5432 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t013 connection-state=new dst-address=\
    10.54.229.145 dst-port=53,5432,123,26507,23246-23266 in-interface-list=\
    !uplinks protocol=tcp
add action=accept chain=in-t013 comment=\
    "ticket 4555; asked for by t013, until 13.11." connection-state=new \
    dst-address=10.115.27.221 dst-port=42858 in-interface-list=!uplinks \
    protocol=tcp
add action=accept chain=in-t013 connection-state=new dst-address=\
    10.208.137.248 dst-port=443,123,587,8443,51857-51877 in-interface-list=\
    !uplinks protocol=udp
add action=accept chain=in-t013 connection-state=new dst-address=\
    10.69.147.236 dst-port=3306,58014 protocol=tcp src-address-list=staff
add action=drop chain=in-t013 comment=\
    "change 9184; asked for by t013, until 19.11." connection-state=new \
    dst-address=10.42.70.224 dst-port=8080,8080,465 protocol=udp src-address=\
    10.111.186.69
add action=drop chain=in-t013
add action=return chain=in-t014 connection-state=new dst-address=10.184.30.46 \
    dst-port=48368,22,465,43540-43560 in-interface-list=!uplinks protocol=tcp
add action=return chain=in-t014 comment=\
    "ticket 1471; asked for by t014, until 4.7." connection-state=new \
    dst-address=10.169.83.116 dst-port=443,993 in-interface-list=!uplinks \
    protocol=udp
add action=accept chain=in-t014 comment=\
    "request 5343; asked for by t014, until 14.2." connection-state=new \
    dst-address=10.127.79.1 dst-port=25,3306,18723 protocol=tcp
add action=accept chain=in-t014 connection-state=new dst-address=\
    10.86.174.253 dst-port=22,22 protocol=udp
add action=drop chain=in-t014 comment=\
    "change 1872; asked for by t014, until 2.9." connection-state=new \
    dst-address=10.105.65.132 dst-port=993,443,53,5686,10520-10540 protocol=\
    tcp src-address=10.164.14.177
add action=drop chain=in-t014 comment=\
    "request 8791; asked for by t014, until 6.10." connection-state=new \
    dst-address=10.55.7.88 dst-port=465,993,123,8080,25 protocol=tcp \
    src-address=10.198.58.236
add action=drop chain=in-t014 comment=\
    "ticket 2389; asked for by t014, until 3.8." connection-state=new \
    dst-address=10.10.189.79 dst-port=8080 protocol=udp
add action=accept chain=in-t014 connection-state=new dst-address=\
    10.112.174.240 dst-port=993 protocol=udp
add action=return chain=in-t014 comment="mail = t014, \"temporary\"" \
    connection-state=new dst-address=10.24.255.182 dst-port=443 protocol=tcp \
    src-address=10.91.77.30
add action=drop chain=in-t014
add action=accept chain=in-t015 connection-state=new dst-address=\
    10.156.253.220 dst-port=80,123,993,993 protocol=tcp
add action=return chain=in-t015 comment=\
    "request 3659; asked for by t015, until 22.3." connection-state=new \
    dst-address=10.183.234.212 dst-port=8080 in-interface-list=!uplinks \
    protocol=tcp
add action=return chain=in-t015 connection-state=new dst-address=\
    10.198.239.229 dst-port=587,20235,53 protocol=tcp src-address=\
    10.86.240.138
add action=accept chain=in-t015 comment="mail = t015, \"temporary\"" \
    connection-state=new dst-address=10.98.43.33 dst-port=443,22,3306 \
    protocol=tcp
add action=accept chain=in-t015 connection-state=new dst-address=10.54.68.46 \
    dst-port=53,8080,53,5432,5432 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t015 comment="web = t015, \"temporary\"" \
    connection-state=new dst-address=10.197.91.155 dst-port=8443,8080 \
    protocol=udp src-address-list=monitoring
add action=return chain=in-t015 connection-state=new dst-address=\
    10.59.175.109 dst-port=465 protocol=udp src-address=10.83.241.215
add action=accept chain=in-t015 comment="db = t015, \"temporary\"" \
    connection-state=new dst-address=10.120.232.133 dst-port=\
    443,25,587,443,15563-15583 protocol=udp
add action=accept chain=in-t015 connection-state=new dst-address=\
    10.130.216.194 dst-port=123,443 protocol=tcp src-address=10.73.147.69
add action=accept chain=in-t015 comment=\
    "request 9409; asked for by t015, until 7.5." connection-state=new \
    dst-address=10.69.250.123 dst-port=443,53,53,587,587 protocol=tcp \
    src-address-list=monitoring
add action=drop chain=in-t015
add action=drop chain=in-t016 comment="mail = t016, \"temporary\"" \
    connection-state=new dst-address=10.40.208.47 dst-port=3306,53,443,29606 \
    protocol=udp src-address=10.149.121.161
add action=accept chain=in-t016 comment="db = t016, \"temporary\"" \
    connection-state=new dst-address=10.44.140.71 dst-port=5432 \
    in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t016 connection-state=new dst-address=10.141.109.233 \
    dst-port=3306,22,25647-25667 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t016 comment=\
    "ticket 2631; asked for by t016, until 7.10." connection-state=new \
    dst-address=10.121.158.206 dst-port=8080 protocol=udp src-address=\
    10.23.147.62
add action=accept chain=in-t016 comment=\
    "change 4537; asked for by t016, until 7.10." connection-state=new \
    dst-address=10.132.205.117 dst-port=25,5432,53 protocol=udp \
    src-address-list=monitoring
add action=accept chain=in-t016 comment=\
    "request 7989; asked for by t016, until 9.11." connection-state=new \
    dst-address=10.131.119.167 dst-port=465,123,5761,22,22,15178-15198 \
    protocol=udp src-address-list=monitoring
add action=accept chain=in-t016 connection-state=new dst-address=\
    10.167.107.25 dst-port=80,22,465,20993,3306 protocol=udp
add action=drop chain=in-t016 log=yes log-prefix="drop t016: "
add action=accept chain=in-t017 connection-state=new dst-address=\
    10.164.164.239 dst-port=123,14837-14857 protocol=udp
add action=accept chain=in-t017 connection-state=new dst-address=\
    10.133.178.137 dst-port=53,8080 protocol=tcp
add action=drop chain=in-t017 comment="web = t017, \"temporary\"" \
    connection-state=new dst-address=10.156.108.99 dst-port=443 protocol=tcp \
    src-address-list=monitoring
add action=drop chain=in-t017 comment=\
    "ticket 6310; asked for by t017, until 2.1." connection-state=new \
    dst-address=10.110.167.210 dst-port=443 protocol=udp
add action=return chain=in-t017 comment=\
    "ticket 5225; asked for by t017, until 10.6." connection-state=new \
    dst-address=10.4.24.49 dst-port=80,53,50409-50429 protocol=udp
add action=accept chain=in-t017 comment="mail = t017, \"temporary\"" \
    connection-state=new dst-address=10.68.215.230 dst-port=80 protocol=tcp
add action=accept chain=in-t017 connection-state=new dst-address=10.77.71.33 \
    dst-port=39208,33768,8080,54232 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t017 connection-state=new dst-address=10.15.103.17 \
    dst-port=587,443,443,3306,12849-12869 protocol=tcp src-address-list=\
    monitoring
add action=accept chain=in-t017 comment=\
    "ticket 9631; asked for by t017, until 1.3." connection-state=new \
    dst-address=10.159.118.210 dst-port=123,465,465,21766-21786 protocol=udp
add action=drop chain=in-t017 connection-state=new dst-address=10.212.154.37 \
    dst-port=465,993,56664,443,3306 protocol=udp
add action=drop chain=in-t017
add action=accept chain=in-t018 comment="web = t018, \"temporary\"" \
    connection-state=new dst-address=10.159.135.6 dst-port=123,993,53,25 \
    protocol=tcp src-address-list=monitoring
add action=accept chain=in-t018 comment="web = t018, \"temporary\"" \
    connection-state=new dst-address=10.218.57.151 dst-port=8443 protocol=udp \
    src-address=10.77.170.28
add action=accept chain=in-t018 connection-state=new dst-address=10.49.36.209 \
    dst-port=8080,8443,34660,25 in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t018 connection-state=new dst-address=10.8.41.206 \
    dst-port=993,8080,80,80 protocol=tcp src-address-list=monitoring
add action=drop chain=in-t018 comment="web = t018, \"temporary\"" \
    connection-state=new dst-address=10.142.186.132 dst-port=\
    993,5432,37917-37937 protocol=tcp src-address=10.119.244.181
add action=accept chain=in-t018 comment="web = t018, \"temporary\"" \
    connection-state=new dst-address=10.141.28.68 dst-port=22,3306,3306,53 \
    protocol=tcp src-address-list=backup
add action=drop chain=in-t018
add action=drop chain=in-t019 connection-state=new dst-address=10.71.121.25 \
    dst-port=22,22,8080,993 protocol=tcp src-address=10.28.25.108
add action=drop chain=in-t019 comment=\
    "change 4854; asked for by t019, until 16.3." connection-state=new \
    dst-address=10.42.247.71 dst-port=28388,5432 protocol=udp
add action=drop chain=in-t019 connection-state=new dst-address=10.77.82.110 \
    dst-port=22,22 protocol=udp src-address-list=backup
add action=return chain=in-t019 comment="mail = t019, \"temporary\"" \
    connection-state=new dst-address=10.72.208.145 dst-port=8080 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t019 comment=\
    "request 6828; asked for by t019, until 9.5." connection-state=new \
    dst-address=10.3.229.222 dst-port=8080,80,993,25 protocol=udp \
    src-address=10.191.91.50
add action=accept chain=in-t019 comment=\
    "request 8111; asked for by t019, until 27.9." connection-state=new \
    dst-address=10.15.43.171 dst-port=587,80 protocol=udp src-address=\
    10.205.5.55
add action=accept chain=in-t019 comment=\
    "change 6271; asked for by t019, until 15.1." connection-state=new \
    dst-address=10.115.103.239 dst-port=8443,443,39598-39618 protocol=tcp \
    src-address-list=!blocked
add action=accept chain=in-t019 comment=\
    "request 9008; asked for by t019, until 16.3." connection-state=new \
    dst-address=10.137.84.226 dst-port=587 protocol=tcp src-address=\
    10.57.134.67
add action=accept chain=in-t019 comment=\
    "ticket 4908; asked for by t019, until 11.10." connection-state=new \
    dst-address=10.212.0.237 dst-port=8443,465,465,587 in-interface-list=\
    !uplinks protocol=tcp
add action=drop chain=in-t019
add action=accept chain=in-t020 comment=\
    "request 5226; asked for by t020, until 26.7." connection-state=new \
    dst-address=10.124.201.5 dst-port=993,8443,8080 protocol=tcp
add action=return chain=in-t020 comment=\
    "request 1444; asked for by t020, until 16.6." connection-state=new \
    dst-address=10.6.13.15 dst-port=993,123 protocol=tcp src-address=\
    10.56.229.66
add action=accept chain=in-t020 comment=\
    "ticket 4536; asked for by t020, until 23.3." connection-state=new \
    dst-address=10.90.32.108 dst-port=22 protocol=udp src-address=\
    10.53.51.133
add action=accept chain=in-t020 comment=\
    "change 9002; asked for by t020, until 17.1." connection-state=new \
    dst-address=10.114.147.108 dst-port=587,8443,8443,8443 protocol=tcp \
    src-address=10.167.181.197
add action=accept chain=in-t020 comment=\
    "request 1122; asked for by t020, until 4.4." connection-state=new \
    dst-address=10.200.250.186 dst-port=8080 protocol=udp src-address-list=\
    !blocked
add action=accept chain=in-t020 comment="db = t020, \"temporary\"" \
    connection-state=new dst-address=10.107.167.184 dst-port=3306,993 \
    protocol=tcp src-address=10.166.189.74
add action=accept chain=in-t020 connection-state=new dst-address=\
    10.177.202.229 dst-port=587,3306,1976-1996 protocol=udp src-address=\
    10.214.232.78
add action=drop chain=in-t020 comment=\
    "ticket 6558; asked for by t020, until 23.6." connection-state=new \
    dst-address=10.130.96.233 dst-port=587,27559,6558-6578 protocol=udp
add action=accept chain=in-t020 comment="mail = t020, \"temporary\"" \
    connection-state=new dst-address=10.22.245.164 dst-port=123,8080,7993,443 \
    protocol=tcp src-address-list=monitoring
add action=drop chain=in-t020 comment=\
    "request 5999; asked for by t020, until 17.8." connection-state=new \
    dst-address=10.210.251.218 dst-port=8443,443,443 in-interface-list=\
    !uplinks protocol=tcp
add action=drop chain=in-t020
add action=accept chain=in-t021 comment=\
    "change 4314; asked for by t021, until 26.1." connection-state=new \
    dst-address=10.112.218.163 dst-port=5432,587,25,443,123 protocol=udp \
    src-address=10.159.47.250
add action=accept chain=in-t021 connection-state=new dst-address=\
    10.179.150.64 dst-port=25,53,443,5432 protocol=udp src-address=\
    10.139.46.22
add action=accept chain=in-t021 comment="web = t021, \"temporary\"" \
    connection-state=new dst-address=10.166.238.121 dst-port=\
    443,5432,3306,80,3306 protocol=tcp src-address=10.74.217.149
add action=accept chain=in-t021 comment=\
    "change 3618; asked for by t021, until 22.8." connection-state=new \
    dst-address=10.50.91.124 dst-port=8443,443,1706,27431,5432 protocol=tcp
add action=accept chain=in-t021 comment=\
    "change 1997; asked for by t021, until 18.5." connection-state=new \
    dst-address=10.22.79.37 dst-port=5432,123,8080,123 protocol=udp
add action=drop chain=in-t021 connection-state=new dst-address=10.35.164.143 \
    dst-port=443,5432,3306,8443,587 protocol=tcp
add action=drop chain=in-t021 connection-state=new dst-address=10.17.233.224 \
    dst-port=443,22 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t021 comment="web = t021, \"temporary\"" \
    connection-state=new dst-address=10.65.162.52 dst-port=123,587 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t021 log=yes log-prefix="drop t021: "
add action=accept chain=in-t022 comment=\
    "request 8133; asked for by t022, until 26.3." connection-state=new \
    dst-address=10.71.74.48 dst-port=80,993 protocol=tcp src-address=\
    10.123.137.85
add action=accept chain=in-t022 connection-state=new dst-address=\
    10.145.121.245 dst-port=9044 protocol=tcp src-address=10.170.70.74
add action=drop chain=in-t022 comment=\
    "change 6938; asked for by t022, until 7.6." connection-state=new \
    dst-address=10.203.62.167 dst-port=465,12110,25,465 protocol=tcp \
    src-address-list=staff
add action=accept chain=in-t022 comment=\
    "ticket 1125; asked for by t022, until 5.4." connection-state=new \
    dst-address=10.87.172.219 dst-port=5432,22,28701,123,123 \
    in-interface-list=!uplinks protocol=tcp
add action=return chain=in-t022 connection-state=new dst-address=10.22.181.50 \
    dst-port=443,8041,22,443 in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t022 connection-state=new dst-address=10.81.190.121 \
    dst-port=22,5432,123 protocol=udp src-address-list=monitoring
add action=accept chain=in-t022 comment=\
    "change 5096; asked for by t022, until 1.8." connection-state=new \
    dst-address=10.189.152.233 dst-port=25,5432 protocol=udp src-address=\
    10.186.223.12
add action=return chain=in-t022 comment=\
    "request 6662; asked for by t022, until 21.10." connection-state=new \
    dst-address=10.151.76.235 dst-port=8080,80 protocol=udp src-address=\
    10.193.208.155
add action=drop chain=in-t022 connection-state=new dst-address=10.123.210.27 \
    dst-port=465,53 in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t022
add action=accept chain=in-t023 comment=\
    "ticket 1903; asked for by t023, until 23.7." connection-state=new \
    dst-address=10.66.34.42 dst-port=80 in-interface-list=!uplinks protocol=\
    udp
add action=return chain=in-t023 comment=\
    "ticket 6594; asked for by t023, until 1.6." connection-state=new \
    dst-address=10.135.129.222 dst-port=8443,993,993 protocol=tcp \
    src-address=10.133.120.107
add action=accept chain=in-t023 comment="web = t023, \"temporary\"" \
    connection-state=new dst-address=10.118.125.59 dst-port=8080 protocol=udp
add action=drop chain=in-t023 comment="web = t023, \"temporary\"" \
    connection-state=new dst-address=10.204.198.80 dst-port=80 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t023 connection-state=new dst-address=\
    10.34.231.144 dst-port=993,38817 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t023 connection-state=new dst-address=10.91.124.35 \
    dst-port=3306 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t023 connection-state=new dst-address=\
    10.94.148.237 dst-port=8443,465,22,53,80 protocol=udp src-address=\
    10.205.199.221
add action=accept chain=in-t023 comment="web = t023, \"temporary\"" \
    connection-state=new dst-address=10.190.232.58 dst-port=25,8443 protocol=\
    udp src-address=10.138.9.17
add action=drop chain=in-t023 comment="mail = t023, \"temporary\"" \
    connection-state=new dst-address=10.2.60.251 dst-port=587,80,993,993,123 \
    protocol=tcp
add action=drop chain=in-t023
add action=accept chain=in-t024 comment="db = t024, \"temporary\"" \
    connection-state=new dst-address=10.59.176.136 dst-port=587,8443 \
    protocol=tcp src-address=10.138.184.245
add action=accept chain=in-t024 comment=\
    "change 6000; asked for by t024, until 18.1." connection-state=new \
    dst-address=10.29.253.46 dst-port=443,465,3306 in-interface-list=!uplinks \
    protocol=tcp
add action=accept chain=in-t024 connection-state=new dst-address=\
    10.35.220.176 dst-port=443,443,25,3306,11852-11872 protocol=udp
add action=accept chain=in-t024 comment="mail = t024, \"temporary\"" \
    connection-state=new dst-address=10.152.9.146 dst-port=\
    5432,22,28963-28983 protocol=udp
add action=accept chain=in-t024 connection-state=new dst-address=\
    10.172.42.194 dst-port=22,993 protocol=tcp src-address=10.116.233.54
add action=accept chain=in-t024 comment="db = t024, \"temporary\"" \
    connection-state=new dst-address=10.176.225.19 dst-port=\
    22,8443,8443,53,8080 protocol=udp
add action=accept chain=in-t024 comment="db = t024, \"temporary\"" \
    connection-state=new dst-address=10.117.54.252 dst-port=80 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t024 comment="db = t024, \"temporary\"" \
    connection-state=new dst-address=10.47.7.66 dst-port=587,22,8443,465 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t024
add action=drop chain=in-t025 comment="web = t025, \"temporary\"" \
    connection-state=new dst-address=10.195.120.107 dst-port=8443,8443,465 \
    protocol=tcp
add action=accept chain=in-t025 connection-state=new dst-address=\
    10.174.252.72 dst-port=22,465 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t025 comment=\
    "request 2912; asked for by t025, until 22.7." connection-state=new \
    dst-address=10.67.76.127 dst-port=48663 protocol=tcp src-address-list=\
    !blocked
add action=accept chain=in-t025 comment="web = t025, \"temporary\"" \
    connection-state=new dst-address=10.155.220.109 dst-port=123 protocol=udp \
    src-address=10.217.108.10
add action=accept chain=in-t025 connection-state=new dst-address=\
    10.186.181.160 dst-port=53,8080,80 protocol=tcp src-address=10.178.158.15
add action=accept chain=in-t025 connection-state=new dst-address=10.44.29.198 \
    dst-port=53 protocol=tcp src-address-list=!blocked
add action=drop chain=in-t025 comment=\
    "ticket 2115; asked for by t025, until 5.3." connection-state=new \
    dst-address=10.216.210.42 dst-port=3306 protocol=tcp
add action=drop chain=in-t025 connection-state=new dst-address=10.129.224.18 \
    dst-port=53,38486-38506 protocol=tcp src-address=10.201.207.21
add action=accept chain=in-t025 comment=\
    "ticket 6778; asked for by t025, until 2.7." connection-state=new \
    dst-address=10.102.117.124 dst-port=22,53,80,8080 in-interface-list=\
    !uplinks protocol=tcp
add action=accept chain=in-t025 comment="web = t025, \"temporary\"" \
    connection-state=new dst-address=10.159.253.80 dst-port=80 protocol=tcp \
    src-address=10.48.31.249
add action=drop chain=in-t025 log=yes log-prefix="drop t025: "
add action=drop chain=in-t026 comment=\
    "request 6885; asked for by t026, until 4.9." connection-state=new \
    dst-address=10.42.14.161 dst-port=13728 in-interface-list=!uplinks \
    protocol=udp
add action=return chain=in-t026 connection-state=new dst-address=\
    10.172.154.38 dst-port=53,443,123,5432,123 protocol=udp
add action=drop chain=in-t026 comment=\
    "ticket 8862; asked for by t026, until 20.7." connection-state=new \
    dst-address=10.179.70.193 dst-port=587,443,53,9625,8080 protocol=udp \
    src-address=10.204.201.117
add action=accept chain=in-t026 comment="mail = t026, \"temporary\"" \
    connection-state=new dst-address=10.155.150.161 dst-port=46180,8443 \
    protocol=udp src-address-list=monitoring
add action=return chain=in-t026 comment="mail = t026, \"temporary\"" \
    connection-state=new dst-address=10.152.115.238 dst-port=\
    5432,80,29942,123,123 protocol=tcp
add action=accept chain=in-t026 connection-state=new dst-address=\
    10.73.141.254 dst-port=22,25,3306,8080 protocol=tcp src-address-list=\
    staff
add action=accept chain=in-t026 comment="mail = t026, \"temporary\"" \
    connection-state=new dst-address=10.167.101.219 dst-port=3306,3306,8443 \
    protocol=udp src-address-list=monitoring
add action=accept chain=in-t026 connection-state=new dst-address=\
    10.30.181.115 dst-port=993,443,993 in-interface-list=!uplinks protocol=\
    tcp
add action=accept chain=in-t026 comment="db = t026, \"temporary\"" \
    connection-state=new dst-address=10.155.37.198 dst-port=465 protocol=udp \
    src-address=10.174.170.73
add action=drop chain=in-t026 log=yes log-prefix="drop t026: "
add action=return chain=in-t027 comment="mail = t027, \"temporary\"" \
    connection-state=new dst-address=10.170.114.112 dst-port=8080,123 \
    protocol=tcp src-address-list=!blocked
add action=return chain=in-t027 comment="db = t027, \"temporary\"" \
    connection-state=new dst-address=10.35.73.72 dst-port=8080,465 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t027 comment=\
    "request 3582; asked for by t027, until 27.6." connection-state=new \
    dst-address=10.37.199.16 dst-port=25,53,5432,587,3306 in-interface-list=\
    !uplinks protocol=tcp
add action=accept chain=in-t027 comment="mail = t027, \"temporary\"" \
    connection-state=new dst-address=10.42.94.50 dst-port=8443,123,26239,25 \
    protocol=udp src-address-list=backup
add action=accept chain=in-t027 comment=\
    "ticket 8449; asked for by t027, until 12.5." connection-state=new \
    dst-address=10.77.102.125 dst-port=53,8443 protocol=udp src-address-list=\
    staff
add action=drop chain=in-t027 comment=\
    "change 1515; asked for by t027, until 15.7." connection-state=new \
    dst-address=10.207.112.197 dst-port=80,587,3306,5432,22121,54312-54332 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t027 connection-state=new dst-address=10.163.196.89 \
    dst-port=17305,22,3306,465,443 protocol=udp src-address-list=!blocked
add action=accept chain=in-t027 connection-state=new dst-address=\
    10.134.106.38 dst-port=8080 protocol=udp src-address=10.171.31.33
add action=accept chain=in-t027 comment="mail = t027, \"temporary\"" \
    connection-state=new dst-address=10.49.179.249 dst-port=80,80,8080,46760 \
    protocol=tcp
add action=drop chain=in-t027 log=yes log-prefix="drop t027: "
add action=return chain=in-t028 connection-state=new dst-address=10.62.74.131 \
    dst-port=8443,5432 protocol=udp
add action=accept chain=in-t028 comment="web = t028, \"temporary\"" \
    connection-state=new dst-address=10.120.1.8 dst-port=25,3306,8080 \
    protocol=udp
add action=accept chain=in-t028 comment="web = t028, \"temporary\"" \
    connection-state=new dst-address=10.44.3.227 dst-port=465,465 protocol=\
    udp src-address=10.121.157.209
add action=drop chain=in-t028 comment="db = t028, \"temporary\"" \
    connection-state=new dst-address=10.82.13.85 dst-port=25,8080,8080,993 \
    protocol=tcp src-address=10.138.139.207
add action=accept chain=in-t028 comment=\
    "ticket 3993; asked for by t028, until 6.4." connection-state=new \
    dst-address=10.37.74.26 dst-port=993,53,8080,25,993 protocol=tcp
add action=accept chain=in-t028 comment=\
    "ticket 6386; asked for by t028, until 10.1." connection-state=new \
    dst-address=10.196.81.105 dst-port=25,8443,993,25,5432 in-interface-list=\
    !uplinks protocol=tcp
add action=return chain=in-t028 comment=\
    "request 2911; asked for by t028, until 8.7." connection-state=new \
    dst-address=10.53.77.189 dst-port=5432,5432,3306,22 protocol=tcp \
    src-address-list=!blocked
add action=drop chain=in-t028 log=yes log-prefix="drop t028: "
add action=return chain=in-t029 connection-state=new dst-address=\
    10.198.29.179 dst-port=25475,8443 protocol=tcp src-address-list=!blocked
add action=accept chain=in-t029 comment="web = t029, \"temporary\"" \
    connection-state=new dst-address=10.157.196.7 dst-port=\
    587,8443,587,25,3306 in-interface-list=!uplinks protocol=tcp
add action=return chain=in-t029 connection-state=new dst-address=10.214.64.11 \
    dst-port=3306,465,443 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t029 connection-state=new dst-address=10.89.61.56 \
    dst-port=80 protocol=tcp src-address=10.197.168.9
add action=return chain=in-t029 comment=\
    "request 9121; asked for by t029, until 14.1." connection-state=new \
    dst-address=10.164.82.237 dst-port=25,3306,123,443,80 protocol=udp
add action=accept chain=in-t029 comment="mail = t029, \"temporary\"" \
    connection-state=new dst-address=10.105.121.97 dst-port=587,8080 \
    protocol=udp
add action=drop chain=in-t029
add action=accept chain=in-t030 connection-state=new dst-address=\
    10.213.206.182 dst-port=5432 protocol=udp src-address=10.143.200.145
add action=return chain=in-t030 connection-state=new dst-address=\
    10.196.172.62 dst-port=123 protocol=udp src-address-list=staff
add action=accept chain=in-t030 comment="web = t030, \"temporary\"" \
    connection-state=new dst-address=10.131.3.205 dst-port=5432,8080 \
    protocol=udp src-address=10.130.13.231
add action=drop chain=in-t030 comment=\
    "ticket 1683; asked for by t030, until 17.8." connection-state=new \
    dst-address=10.184.196.63 dst-port=5432,993,25,993 protocol=udp \
    src-address=10.145.204.118
add action=accept chain=in-t030 comment=\
    "request 4762; asked for by t030, until 6.10." connection-state=new \
    dst-address=10.113.184.24 dst-port=22 protocol=udp
add action=return chain=in-t030 comment=\
    "ticket 8323; asked for by t030, until 2.11." connection-state=new \
    dst-address=10.18.173.28 dst-port=53,80,22 protocol=tcp
add action=accept chain=in-t030 connection-state=new dst-address=10.195.73.42 \
    dst-port=587,53,8080,80,465 protocol=udp
add action=drop chain=in-t030 comment=\
    "request 2724; asked for by t030, until 18.9." connection-state=new \
    dst-address=10.51.254.25 dst-port=3306,44272-44292 protocol=tcp
add action=drop chain=in-t030 log=yes log-prefix="drop t030: "
add action=accept chain=in-t031 comment=\
    "ticket 1858; asked for by t031, until 20.4." connection-state=new \
    dst-address=10.117.145.143 dst-port=22,22 in-interface-list=!uplinks \
    protocol=tcp
add action=accept chain=in-t031 comment=\
    "ticket 9167; asked for by t031, until 10.8." connection-state=new \
    dst-address=10.181.111.238 dst-port=465,22,443 protocol=udp src-address=\
    10.40.207.203
add action=return chain=in-t031 comment=\
    "ticket 3862; asked for by t031, until 5.7." connection-state=new \
    dst-address=10.121.128.236 dst-port=8080 protocol=tcp src-address=\
    10.125.65.24
add action=return chain=in-t031 comment=\
    "change 8281; asked for by t031, until 13.7." connection-state=new \
    dst-address=10.208.181.217 dst-port=443,465,8080,8443,43927-43947 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t031 comment=\
    "request 2947; asked for by t031, until 21.11." connection-state=new \
    dst-address=10.53.121.121 dst-port=5432,8443,8080,25,55645-55665 \
    in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t031 comment=\
    "change 8036; asked for by t031, until 19.2." connection-state=new \
    dst-address=10.2.236.8 dst-port=33945 protocol=udp
add action=drop chain=in-t031 comment=\
    "request 8964; asked for by t031, until 23.1." connection-state=new \
    dst-address=10.17.120.5 dst-port=8443 in-interface-list=!uplinks \
    protocol=udp
add action=accept chain=in-t031 connection-state=new dst-address=\
    10.111.103.38 dst-port=8080,53,80 protocol=udp src-address-list=!blocked
add action=accept chain=in-t031 comment=\
    "ticket 6234; asked for by t031, until 26.4." connection-state=new \
    dst-address=10.131.114.88 dst-port=443,5432,19105-19125 protocol=udp \
    src-address=10.69.145.169
add action=drop chain=in-t031
add action=accept chain=in-t032 comment=\
    "ticket 5950; asked for by t032, until 22.4." connection-state=new \
    dst-address=10.190.21.132 dst-port=443 protocol=tcp src-address-list=\
    backup
add action=accept chain=in-t032 comment="db = t032, \"temporary\"" \
    connection-state=new dst-address=10.88.251.65 dst-port=\
    5432,25,465,3306,80 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t032 comment="mail = t032, \"temporary\"" \
    connection-state=new dst-address=10.149.5.122 dst-port=\
    8080,8443,54450-54470 protocol=udp src-address=10.172.61.99
add action=accept chain=in-t032 connection-state=new dst-address=10.20.20.6 \
    dst-port=3306 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t032 connection-state=new dst-address=\
    10.204.150.137 dst-port=8080,465,13286,465 protocol=tcp src-address-list=\
    monitoring
add action=accept chain=in-t032 comment="db = t032, \"temporary\"" \
    connection-state=new dst-address=10.205.21.114 dst-port=5432,465,123,3306 \
    protocol=udp src-address-list=!blocked
add action=return chain=in-t032 comment=\
    "ticket 3497; asked for by t032, until 22.10." connection-state=new \
    dst-address=10.33.104.137 dst-port=80,8443,993,465,123 in-interface-list=\
    !uplinks protocol=tcp
add action=accept chain=in-t032 comment=\
    "ticket 8637; asked for by t032, until 24.2." connection-state=new \
    dst-address=10.160.154.252 dst-port=31587,25,443,24176-24196 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t032 log=yes log-prefix="drop t032: "
add action=accept chain=in-t033 connection-state=new dst-address=10.30.199.32 \
    dst-port=123 in-interface-list=!uplinks protocol=udp
add action=return chain=in-t033 comment="db = t033, \"temporary\"" \
    connection-state=new dst-address=10.74.168.17 dst-port=25,8080 protocol=\
    tcp src-address=10.58.252.25
add action=accept chain=in-t033 comment="db = t033, \"temporary\"" \
    connection-state=new dst-address=10.120.88.127 dst-port=25 protocol=tcp \
    src-address-list=monitoring
add action=accept chain=in-t033 connection-state=new dst-address=\
    10.203.235.23 dst-port=53,123,465,25 protocol=udp src-address-list=\
    monitoring
add action=accept chain=in-t033 comment=\
    "request 3930; asked for by t033, until 3.5." connection-state=new \
    dst-address=10.61.164.210 dst-port=465,587,80,25 protocol=udp \
    src-address=10.51.3.106
add action=accept chain=in-t033 connection-state=new dst-address=\
    10.38.114.125 dst-port=8080,443,53,80 protocol=udp src-address=\
    10.55.233.195
add action=accept chain=in-t033 comment=\
    "change 1444; asked for by t033, until 18.6." connection-state=new \
    dst-address=10.77.88.113 dst-port=3306,8080,80 protocol=udp src-address=\
    10.141.88.237
add action=return chain=in-t033 connection-state=new dst-address=10.5.148.3 \
    dst-port=3306,123,53,993,3306 protocol=udp src-address=10.149.129.1
add action=accept chain=in-t033 connection-state=new dst-address=10.63.232.5 \
    dst-port=28813 protocol=tcp
add action=drop chain=in-t033 log=yes log-prefix="drop t033: "
add action=accept chain=in-t034 comment=\
    "ticket 2891; asked for by t034, until 15.5." connection-state=new \
    dst-address=10.10.227.115 dst-port=5432,587,8080,25,50449 protocol=tcp \
    src-address-list=!blocked
add action=accept chain=in-t034 comment="db = t034, \"temporary\"" \
    connection-state=new dst-address=10.216.195.28 dst-port=\
    8443,25,993,587,80 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t034 connection-state=new dst-address=\
    10.130.124.29 dst-port=993,443,25,993 protocol=udp src-address=\
    10.94.227.204
add action=drop chain=in-t034 comment=\
    "request 4036; asked for by t034, until 17.8." connection-state=new \
    dst-address=10.72.100.110 dst-port=123,25,80 protocol=tcp
add action=drop chain=in-t034 comment="mail = t034, \"temporary\"" \
    connection-state=new dst-address=10.159.18.57 dst-port=\
    465,25099,80,8080,8443 protocol=tcp src-address=10.14.42.91
add action=accept chain=in-t034 comment=\
    "change 8062; asked for by t034, until 4.3." connection-state=new \
    dst-address=10.17.206.81 dst-port=443,587,55232-55252 protocol=udp
add action=accept chain=in-t034 connection-state=new dst-address=\
    10.157.42.164 dst-port=123 protocol=tcp
add action=drop chain=in-t034
add action=accept chain=in-t035 comment=\
    "change 7100; asked for by t035, until 5.4." connection-state=new \
    dst-address=10.85.235.29 dst-port=465,5432,587,8443,443,3247-3267 \
    protocol=tcp src-address=10.198.89.111
add action=accept chain=in-t035 connection-state=new dst-address=\
    10.182.147.244 dst-port=443,22 protocol=tcp src-address=10.104.143.130
add action=accept chain=in-t035 comment="mail = t035, \"temporary\"" \
    connection-state=new dst-address=10.41.1.49 dst-port=5432 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t035 connection-state=new dst-address=10.74.12.229 \
    dst-port=465,80,35049,8792-8812 in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t035 comment=\
    "ticket 4760; asked for by t035, until 16.7." connection-state=new \
    dst-address=10.197.133.245 dst-port=587,587,993,53,23267 protocol=tcp \
    src-address-list=backup
add action=accept chain=in-t035 comment="db = t035, \"temporary\"" \
    connection-state=new dst-address=10.197.151.8 dst-port=5432,993 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t035 comment=\
    "ticket 1492; asked for by t035, until 19.10." connection-state=new \
    dst-address=10.15.135.23 dst-port=22 protocol=udp src-address=\
    10.143.41.206
add action=accept chain=in-t035 comment=\
    "request 5704; asked for by t035, until 4.4." connection-state=new \
    dst-address=10.8.156.27 dst-port=443,123 protocol=tcp src-address=\
    10.24.7.43
add action=accept chain=in-t035 connection-state=new dst-address=10.49.20.77 \
    dst-port=587,8443 protocol=udp src-address=10.90.204.20
add action=drop chain=in-t035
add action=accept chain=in-t036 comment=\
    "change 8649; asked for by t036, until 17.8." connection-state=new \
    dst-address=10.136.119.139 dst-port=993,993,465,80,35603-35623 protocol=\
    udp src-address-list=staff
add action=accept chain=in-t036 connection-state=new dst-address=10.16.201.11 \
    dst-port=993,8080,25,443,53 protocol=udp src-address-list=backup
add action=accept chain=in-t036 comment="db = t036, \"temporary\"" \
    connection-state=new dst-address=10.139.232.206 dst-port=5432,443 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t036 comment=\
    "request 1426; asked for by t036, until 19.3." connection-state=new \
    dst-address=10.187.209.201 dst-port=25,123 protocol=udp src-address-list=\
    backup
add action=accept chain=in-t036 connection-state=new dst-address=10.91.73.209 \
    dst-port=80,3306,443,123,8443 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t036 comment="web = t036, \"temporary\"" \
    connection-state=new dst-address=10.43.156.180 dst-port=80,993,25,1167 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t036
add action=accept chain=in-t037 comment="web = t037, \"temporary\"" \
    connection-state=new dst-address=10.55.112.122 dst-port=3306,587 \
    protocol=tcp
add action=accept chain=in-t037 connection-state=new dst-address=10.75.9.246 \
    dst-port=465 protocol=udp src-address-list=!blocked
add action=drop chain=in-t037 comment="mail = t037, \"temporary\"" \
    connection-state=new dst-address=10.53.178.160 dst-port=123 protocol=tcp \
    src-address=10.21.127.243
add action=drop chain=in-t037 comment=\
    "change 7765; asked for by t037, until 2.1." connection-state=new \
    dst-address=10.128.247.65 dst-port=123,22,80,49832,587 protocol=udp \
    src-address-list=staff
add action=accept chain=in-t037 comment=\
    "ticket 1738; asked for by t037, until 25.3." connection-state=new \
    dst-address=10.209.161.236 dst-port=53,465,993,465 protocol=tcp \
    src-address=10.93.120.151
add action=accept chain=in-t037 comment=\
    "ticket 5119; asked for by t037, until 11.6." connection-state=new \
    dst-address=10.172.105.191 dst-port=5432 in-interface-list=!uplinks \
    protocol=tcp
add action=accept chain=in-t037 comment=\
    "request 4279; asked for by t037, until 17.2." connection-state=new \
    dst-address=10.219.19.237 dst-port=587,5432 protocol=udp \
    src-address-list=!blocked
add action=accept chain=in-t037 comment=\
    "request 9607; asked for by t037, until 21.10." connection-state=new \
    dst-address=10.182.55.170 dst-port=3306,443,3306,993 in-interface-list=\
    !uplinks protocol=udp
add action=accept chain=in-t037 comment="web = t037, \"temporary\"" \
    connection-state=new dst-address=10.194.231.200 dst-port=\
    25,587,5432,25,443 in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t037
add action=accept chain=in-t038 comment=\
    "change 8912; asked for by t038, until 25.4." connection-state=new \
    dst-address=10.101.203.8 dst-port=80,8443 in-interface-list=!uplinks \
    protocol=udp
add action=drop chain=in-t038 comment="mail = t038, \"temporary\"" \
    connection-state=new dst-address=10.101.210.195 dst-port=53,16342-16362 \
    protocol=udp src-address-list=staff
add action=accept chain=in-t038 comment="db = t038, \"temporary\"" \
    connection-state=new dst-address=10.139.236.91 dst-port=34799,3306,8443 \
    protocol=tcp src-address-list=!blocked
add action=drop chain=in-t038 comment=\
    "request 8489; asked for by t038, until 2.6." connection-state=new \
    dst-address=10.144.203.84 dst-port=25,8080 protocol=tcp src-address-list=\
    !blocked
add action=drop chain=in-t038 connection-state=new dst-address=10.160.251.141 \
    dst-port=22 protocol=tcp
add action=return chain=in-t038 connection-state=new dst-address=10.113.60.2 \
    dst-port=8443,8080,3306,3306,123,3793-3813 protocol=tcp src-address-list=\
    !blocked
add action=accept chain=in-t038 comment="web = t038, \"temporary\"" \
    connection-state=new dst-address=10.75.147.250 dst-port=80,57666,465,5432 \
    protocol=tcp
add action=drop chain=in-t038
add action=drop chain=in-t039 comment="web = t039, \"temporary\"" \
    connection-state=new dst-address=10.184.28.69 dst-port=993,59927-59947 \
    protocol=udp src-address-list=backup
add action=accept chain=in-t039 comment="db = t039, \"temporary\"" \
    connection-state=new dst-address=10.54.147.158 dst-port=80,14107,587 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t039 connection-state=new dst-address=10.5.249.10 \
    dst-port=22804,22 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t039 comment="db = t039, \"temporary\"" \
    connection-state=new dst-address=10.152.37.92 dst-port=465,3306,587 \
    protocol=tcp
add action=accept chain=in-t039 connection-state=new dst-address=10.6.238.49 \
    dst-port=5432,5432,587,80,587,49948-49968 in-interface-list=!uplinks \
    protocol=tcp
add action=drop chain=in-t039 comment=\
    "change 9135; asked for by t039, until 11.2." connection-state=new \
    dst-address=10.106.77.88 dst-port=587,53 in-interface-list=!uplinks \
    protocol=tcp
add action=drop chain=in-t039 connection-state=new dst-address=10.70.234.76 \
    dst-port=465 protocol=tcp src-address=10.211.198.45
add action=accept chain=in-t039 comment=\
    "request 9856; asked for by t039, until 21.7." connection-state=new \
    dst-address=10.73.25.2 dst-port=55329,5432,5432,3306 protocol=tcp
add action=accept chain=in-t039 connection-state=new dst-address=10.183.88.12 \
    dst-port=22 protocol=udp
add action=drop chain=in-t039
add action=return chain=in-t040 comment="mail = t040, \"temporary\"" \
    connection-state=new dst-address=10.31.193.145 dst-port=\
    587,8443,8443,16452 protocol=udp
add action=accept chain=in-t040 comment="db = t040, \"temporary\"" \
    connection-state=new dst-address=10.92.42.199 dst-port=22,8443,993,465 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t040 comment="mail = t040, \"temporary\"" \
    connection-state=new dst-address=10.152.31.186 dst-port=465,8080,22 \
    protocol=udp src-address=10.154.126.241
add action=return chain=in-t040 comment="mail = t040, \"temporary\"" \
    connection-state=new dst-address=10.121.127.251 dst-port=\
    48130,465,8080,8080,123 protocol=udp src-address-list=monitoring
add action=drop chain=in-t040 connection-state=new dst-address=10.144.254.27 \
    dst-port=443,25,8443,2850,587 protocol=udp
add action=drop chain=in-t040 comment=\
    "change 3353; asked for by t040, until 4.4." connection-state=new \
    dst-address=10.98.186.89 dst-port=55878,443,465,80,53 protocol=tcp \
    src-address-list=!blocked
add action=return chain=in-t040 connection-state=new dst-address=\
    10.100.192.114 dst-port=8080,25,5432,3306 in-interface-list=!uplinks \
    protocol=tcp
add action=accept chain=in-t040 comment="web = t040, \"temporary\"" \
    connection-state=new dst-address=10.169.51.154 dst-port=\
    1095,3306,22,123,8080 protocol=tcp
add action=drop chain=in-t040 log=yes log-prefix="drop t040: "
add action=return chain=in-t041 comment=\
    "request 1324; asked for by t041, until 12.10." connection-state=new \
    dst-address=10.204.222.45 dst-port=22,3306,993 protocol=tcp \
    src-address-list=staff
add action=return chain=in-t041 comment="db = t041, \"temporary\"" \
    connection-state=new dst-address=10.154.20.6 dst-port=587,587 protocol=\
    udp
add action=accept chain=in-t041 connection-state=new dst-address=10.193.30.59 \
    dst-port=22,3306,22,27658,22 protocol=udp src-address-list=staff
add action=drop chain=in-t041 comment="mail = t041, \"temporary\"" \
    connection-state=new dst-address=10.102.252.138 dst-port=53,993,80,80 \
    protocol=udp src-address-list=backup
add action=accept chain=in-t041 comment="mail = t041, \"temporary\"" \
    connection-state=new dst-address=10.190.84.112 dst-port=\
    123,993,22,8443,25 protocol=udp
add action=drop chain=in-t041 comment=\
    "ticket 8675; asked for by t041, until 17.6." connection-state=new \
    dst-address=10.148.61.232 dst-port=5432,25 protocol=tcp
add action=accept chain=in-t041 connection-state=new dst-address=\
    10.123.59.131 dst-port=53,3306,1859,34138-34158 protocol=udp
add action=drop chain=in-t041
add action=return chain=in-t042 comment=\
    "change 9714; asked for by t042, until 4.1." connection-state=new \
    dst-address=10.200.177.109 dst-port=5432,443,25,465 protocol=udp
add action=accept chain=in-t042 connection-state=new dst-address=10.26.86.244 \
    dst-port=587,993,465,53,56053,34699-34719 protocol=tcp
add action=drop chain=in-t042 comment=\
    "request 1077; asked for by t042, until 21.6." connection-state=new \
    dst-address=10.187.162.206 dst-port=993,5432,465,22 in-interface-list=\
    !uplinks protocol=tcp
add action=return chain=in-t042 comment=\
    "change 5030; asked for by t042, until 12.1." connection-state=new \
    dst-address=10.84.47.158 dst-port=3306,587 protocol=udp src-address-list=\
    staff
add action=accept chain=in-t042 comment=\
    "ticket 5633; asked for by t042, until 24.9." connection-state=new \
    dst-address=10.207.198.56 dst-port=22,80,8080,123,53952-53972 protocol=\
    tcp src-address=10.75.164.109
add action=accept chain=in-t042 comment=\
    "ticket 5825; asked for by t042, until 13.3." connection-state=new \
    dst-address=10.120.255.252 dst-port=3306,8080 protocol=tcp src-address=\
    10.201.205.230
add action=return chain=in-t042 comment=\
    "ticket 4344; asked for by t042, until 6.1." connection-state=new \
    dst-address=10.103.94.79 dst-port=80 in-interface-list=!uplinks protocol=\
    udp
add action=accept chain=in-t042 comment=\
    "ticket 9228; asked for by t042, until 25.11." connection-state=new \
    dst-address=10.164.22.225 dst-port=80,25,587,22 protocol=udp \
    src-address-list=!blocked
add action=accept chain=in-t042 comment="web = t042, \"temporary\"" \
    connection-state=new dst-address=10.197.16.163 dst-port=22,3306,8080 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t042
add action=drop chain=in-t043 comment="db = t043, \"temporary\"" \
    connection-state=new dst-address=10.62.110.230 dst-port=\
    8443,25,39009,993,5432 protocol=tcp src-address-list=!blocked
add action=drop chain=in-t043 comment="db = t043, \"temporary\"" \
    connection-state=new dst-address=10.5.247.232 dst-port=80,53,3306,80 \
    protocol=tcp
add action=accept chain=in-t043 connection-state=new dst-address=10.179.52.85 \
    dst-port=587 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t043 comment="web = t043, \"temporary\"" \
    connection-state=new dst-address=10.100.25.217 dst-port=\
    443,8443,5432,993,5432,52811-52831 protocol=tcp src-address-list=\
    monitoring
add action=return chain=in-t043 comment="db = t043, \"temporary\"" \
    connection-state=new dst-address=10.115.207.189 dst-port=\
    80,465,80,80,8443 protocol=udp src-address-list=backup
add action=accept chain=in-t043 comment="web = t043, \"temporary\"" \
    connection-state=new dst-address=10.212.82.172 dst-port=25 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t043 comment="mail = t043, \"temporary\"" \
    connection-state=new dst-address=10.12.53.24 dst-port=3306 protocol=tcp
add action=drop chain=in-t043 connection-state=new dst-address=10.104.187.163 \
    dst-port=587,53 in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t043 comment="mail = t043, \"temporary\"" \
    connection-state=new dst-address=10.97.114.81 dst-port=22,33831-33851 \
    protocol=tcp src-address=10.78.26.54
add action=drop chain=in-t043
add action=drop chain=in-t044 connection-state=new dst-address=10.217.0.213 \
    dst-port=465,123,3306 protocol=udp src-address-list=staff
add action=accept chain=in-t044 comment="db = t044, \"temporary\"" \
    connection-state=new dst-address=10.212.129.123 dst-port=25,25 protocol=\
    udp src-address-list=!blocked
add action=accept chain=in-t044 connection-state=new dst-address=10.46.106.68 \
    dst-port=587,53,5432,993 protocol=udp src-address=10.16.26.229
add action=accept chain=in-t044 comment="mail = t044, \"temporary\"" \
    connection-state=new dst-address=10.186.241.149 dst-port=\
    465,80,465,42147-42167 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t044 comment=\
    "request 9429; asked for by t044, until 3.11." connection-state=new \
    dst-address=10.206.74.235 dst-port=123,25,993,123 protocol=tcp
add action=return chain=in-t044 comment=\
    "change 3352; asked for by t044, until 11.8." connection-state=new \
    dst-address=10.179.162.112 dst-port=80,22,8080,38793-38813 \
    in-interface-list=!uplinks protocol=tcp
add action=return chain=in-t044 comment=\
    "ticket 2991; asked for by t044, until 14.6." connection-state=new \
    dst-address=10.124.25.216 dst-port=587 in-interface-list=!uplinks \
    protocol=udp
add action=accept chain=in-t044 comment=\
    "request 1851; asked for by t044, until 7.11." connection-state=new \
    dst-address=10.219.110.203 dst-port=8080,5432,17810 protocol=udp
add action=drop chain=in-t044 comment=\
    "change 3577; asked for by t044, until 15.8." connection-state=new \
    dst-address=10.9.29.20 dst-port=443,465 protocol=tcp src-address=\
    10.181.4.2
add action=drop chain=in-t044
add action=accept chain=in-t045 comment="db = t045, \"temporary\"" \
    connection-state=new dst-address=10.53.136.234 dst-port=22,587,25,59770 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t045 comment=\
    "change 7152; asked for by t045, until 11.10." connection-state=new \
    dst-address=10.131.21.191 dst-port=8080,993,123,443 protocol=udp
add action=drop chain=in-t045 comment="db = t045, \"temporary\"" \
    connection-state=new dst-address=10.90.189.161 dst-port=123,8443,53 \
    protocol=udp
add action=accept chain=in-t045 comment="mail = t045, \"temporary\"" \
    connection-state=new dst-address=10.212.123.193 dst-port=8443 protocol=\
    tcp
add action=accept chain=in-t045 comment=\
    "ticket 5134; asked for by t045, until 17.11." connection-state=new \
    dst-address=10.169.255.158 dst-port=8080,443,8080 in-interface-list=\
    !uplinks protocol=tcp
add action=drop chain=in-t045 comment=\
    "ticket 1943; asked for by t045, until 9.1." connection-state=new \
    dst-address=10.49.214.112 dst-port=465 protocol=udp src-address=\
    10.46.135.223
add action=drop chain=in-t045 log=yes log-prefix="drop t045: "
add action=return chain=in-t046 connection-state=new dst-address=10.61.47.103 \
    dst-port=587 protocol=udp src-address-list=!blocked
add action=accept chain=in-t046 connection-state=new dst-address=\
    10.156.233.220 dst-port=443,465,587 protocol=udp src-address-list=backup
add action=accept chain=in-t046 comment="db = t046, \"temporary\"" \
    connection-state=new dst-address=10.170.44.193 dst-port=443,123,3306,443 \
    protocol=tcp src-address=10.201.61.66
add action=accept chain=in-t046 comment=\
    "request 2140; asked for by t046, until 16.7." connection-state=new \
    dst-address=10.69.44.241 dst-port=8080,53,587,8080,25,47220-47240 \
    protocol=tcp src-address-list=!blocked
add action=accept chain=in-t046 connection-state=new dst-address=\
    10.136.239.31 dst-port=80,123,587,13258-13278 protocol=tcp src-address=\
    10.10.116.30
add action=accept chain=in-t046 connection-state=new dst-address=\
    10.47.206.243 dst-port=465 protocol=udp src-address-list=backup
add action=drop chain=in-t046
add action=drop chain=in-t047 comment="db = t047, \"temporary\"" \
    connection-state=new dst-address=10.170.92.190 dst-port=993 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t047 connection-state=new dst-address=\
    10.148.216.22 dst-port=3306,53,3306,50165,15035-15055 protocol=udp
add action=accept chain=in-t047 comment="web = t047, \"temporary\"" \
    connection-state=new dst-address=10.8.226.62 dst-port=8080,80,22,53,8443 \
    protocol=tcp src-address-list=!blocked
add action=return chain=in-t047 comment="web = t047, \"temporary\"" \
    connection-state=new dst-address=10.218.238.202 dst-port=\
    3306,22,465,443,465 protocol=tcp
add action=accept chain=in-t047 comment=\
    "change 6086; asked for by t047, until 20.4." connection-state=new \
    dst-address=10.4.26.243 dst-port=1522 in-interface-list=!uplinks \
    protocol=tcp
add action=accept chain=in-t047 comment="mail = t047, \"temporary\"" \
    connection-state=new dst-address=10.74.31.135 dst-port=22,8080,22,465 \
    protocol=udp src-address-list=monitoring
add action=accept chain=in-t047 comment="mail = t047, \"temporary\"" \
    connection-state=new dst-address=10.147.134.35 dst-port=123,587,22 \
    protocol=tcp src-address-list=!blocked
add action=accept chain=in-t047 comment="mail = t047, \"temporary\"" \
    connection-state=new dst-address=10.62.214.13 dst-port=25 protocol=udp \
    src-address-list=backup
add action=drop chain=in-t047 comment=\
    "ticket 7579; asked for by t047, until 2.8." connection-state=new \
    dst-address=10.70.121.102 dst-port=80,465,8443,587 in-interface-list=\
    !uplinks protocol=udp
add action=drop chain=in-t047 comment="web = t047, \"temporary\"" \
    connection-state=new dst-address=10.184.185.98 dst-port=993,5432 \
    in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t047
add action=accept chain=in-t048 comment="web = t048, \"temporary\"" \
    connection-state=new dst-address=10.72.174.150 dst-port=993,22 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t048 comment=\
    "change 6510; asked for by t048, until 2.5." connection-state=new \
    dst-address=10.161.58.140 dst-port=22 protocol=tcp src-address-list=staff
add action=accept chain=in-t048 comment="db = t048, \"temporary\"" \
    connection-state=new dst-address=10.200.118.65 dst-port=123,123,80,25 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t048 comment=\
    "change 9397; asked for by t048, until 3.1." connection-state=new \
    dst-address=10.25.44.135 dst-port=587,8443 protocol=tcp src-address-list=\
    backup
add action=accept chain=in-t048 connection-state=new dst-address=\
    10.206.170.101 dst-port=465,993,123,465 protocol=tcp
add action=accept chain=in-t048 comment="db = t048, \"temporary\"" \
    connection-state=new dst-address=10.22.33.50 dst-port=\
    8443,5432,45830,587,8080 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t048 comment=\
    "ticket 4436; asked for by t048, until 4.6." connection-state=new \
    dst-address=10.36.12.5 dst-port=993,8443,993,51139-51159 protocol=udp \
    src-address-list=!blocked
add action=accept chain=in-t048 comment="db = t048, \"temporary\"" \
    connection-state=new dst-address=10.189.43.191 dst-port=8080,29984 \
    protocol=tcp src-address-list=staff
add action=return chain=in-t048 comment=\
    "change 5976; asked for by t048, until 1.10." connection-state=new \
    dst-address=10.103.208.107 dst-port=8443,25 protocol=udp \
    src-address-list=monitoring
add action=drop chain=in-t048 connection-state=new dst-address=10.87.82.139 \
    dst-port=993,25,80 protocol=tcp src-address=10.113.79.51
add action=drop chain=in-t048
add action=drop chain=in-t049 connection-state=new dst-address=10.96.244.59 \
    dst-port=25,80,5432,465 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t049 comment=\
    "ticket 5142; asked for by t049, until 21.2." connection-state=new \
    dst-address=10.130.107.136 dst-port=8443,30809 protocol=udp src-address=\
    10.127.237.19
add action=accept chain=in-t049 connection-state=new dst-address=10.174.29.54 \
    dst-port=443,25,23748-23768 protocol=udp
add action=accept chain=in-t049 connection-state=new dst-address=\
    10.143.156.215 dst-port=3306,123,3306 protocol=tcp src-address=\
    10.219.208.222
add action=accept chain=in-t049 comment=\
    "request 3727; asked for by t049, until 27.10." connection-state=new \
    dst-address=10.5.139.62 dst-port=22626,993 in-interface-list=!uplinks \
    protocol=tcp
add action=drop chain=in-t049 connection-state=new dst-address=10.33.219.220 \
    dst-port=5432,22,443,8080 protocol=udp src-address=10.171.150.234
add action=return chain=in-t049 comment=\
    "ticket 7107; asked for by t049, until 26.9." connection-state=new \
    dst-address=10.194.4.189 dst-port=123,443,123,5432 protocol=tcp \
    src-address-list=monitoring
add action=accept chain=in-t049 comment="mail = t049, \"temporary\"" \
    connection-state=new dst-address=10.116.215.188 dst-port=123,8443 \
    protocol=tcp src-address-list=monitoring
add action=drop chain=in-t049 comment=\
    "change 1041; asked for by t049, until 14.4." connection-state=new \
    dst-address=10.60.135.87 dst-port=22,587,8443,3306,23075-23095 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t049
add action=drop chain=in-t050 connection-state=new dst-address=10.128.245.103 \
    dst-port=5432,5432,22 protocol=tcp
add action=drop chain=in-t050 connection-state=new dst-address=10.148.215.75 \
    dst-port=80 protocol=udp src-address-list=monitoring
add action=return chain=in-t050 connection-state=new dst-address=10.25.1.15 \
    dst-port=22 protocol=udp
add action=accept chain=in-t050 comment=\
    "ticket 2910; asked for by t050, until 16.3." connection-state=new \
    dst-address=10.54.144.4 dst-port=465 protocol=tcp src-address=10.80.61.22
add action=return chain=in-t050 connection-state=new dst-address=\
    10.100.93.155 dst-port=29618,443,5432 protocol=tcp src-address-list=\
    backup
add action=accept chain=in-t050 connection-state=new dst-address=10.109.47.78 \
    dst-port=123,465,22,53 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t050 comment="web = t050, \"temporary\"" \
    connection-state=new dst-address=10.11.13.159 dst-port=587 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t050 comment=\
    "change 7805; asked for by t050, until 27.6." connection-state=new \
    dst-address=10.197.147.30 dst-port=465,80,993,25 protocol=udp \
    src-address=10.34.233.246
add action=return chain=in-t050 comment="db = t050, \"temporary\"" \
    connection-state=new dst-address=10.157.38.159 dst-port=19618,8443,8443 \
    protocol=udp src-address=10.86.234.9
add action=drop chain=in-t050 comment="web = t050, \"temporary\"" \
    connection-state=new dst-address=10.129.75.119 dst-port=3306,3306,80,3306 \
    protocol=tcp
add action=drop chain=in-t050
add action=return chain=in-t051 comment=\
    "request 8639; asked for by t051, until 13.4." connection-state=new \
    dst-address=10.170.205.23 dst-port=993 protocol=tcp src-address=\
    10.219.141.131
add action=accept chain=in-t051 comment="db = t051, \"temporary\"" \
    connection-state=new dst-address=10.190.51.57 dst-port=587,80,25 \
    protocol=udp src-address-list=!blocked
add action=return chain=in-t051 connection-state=new dst-address=10.35.70.64 \
    dst-port=5432 protocol=tcp src-address-list=backup
add action=accept chain=in-t051 comment=\
    "ticket 4388; asked for by t051, until 24.1." connection-state=new \
    dst-address=10.143.175.204 dst-port=8443,993,22,8080,5432,48058-48078 \
    protocol=udp src-address=10.40.26.193
add action=return chain=in-t051 comment="web = t051, \"temporary\"" \
    connection-state=new dst-address=10.161.254.63 dst-port=5432,27651 \
    protocol=udp src-address=10.171.103.198
add action=accept chain=in-t051 comment=\
    "change 8650; asked for by t051, until 22.10." connection-state=new \
    dst-address=10.54.45.51 dst-port=53,8080,53,587,5432 protocol=udp
add action=accept chain=in-t051 comment="db = t051, \"temporary\"" \
    connection-state=new dst-address=10.211.75.22 dst-port=80,465,587 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t051 comment="db = t051, \"temporary\"" \
    connection-state=new dst-address=10.144.152.186 dst-port=8443,40665-40685 \
    protocol=udp src-address-list=staff
add action=drop chain=in-t051 comment=\
    "request 2522; asked for by t051, until 20.7." connection-state=new \
    dst-address=10.100.230.202 dst-port=465,123,8443,3306 in-interface-list=\
    !uplinks protocol=udp
add action=drop chain=in-t051
add action=drop chain=in-t052 comment=\
    "ticket 2859; asked for by t052, until 12.9." connection-state=new \
    dst-address=10.33.211.16 dst-port=22 protocol=tcp src-address=\
    10.154.222.138
add action=accept chain=in-t052 comment=\
    "request 8728; asked for by t052, until 27.7." connection-state=new \
    dst-address=10.28.98.220 dst-port=8443 protocol=udp src-address-list=\
    !blocked
add action=return chain=in-t052 comment=\
    "request 8991; asked for by t052, until 1.6." connection-state=new \
    dst-address=10.68.191.44 dst-port=123,443 in-interface-list=!uplinks \
    protocol=tcp
add action=return chain=in-t052 connection-state=new dst-address=10.195.8.194 \
    dst-port=465 protocol=tcp src-address-list=staff
add action=accept chain=in-t052 comment="db = t052, \"temporary\"" \
    connection-state=new dst-address=10.97.181.166 dst-port=8080,80,5432,123 \
    protocol=tcp src-address=10.98.163.237
add action=accept chain=in-t052 connection-state=new dst-address=\
    10.16.163.228 dst-port=25,443 protocol=udp src-address=10.208.41.169
add action=drop chain=in-t052 comment="db = t052, \"temporary\"" \
    connection-state=new dst-address=10.192.52.77 dst-port=\
    25,8443,80,4021,3373-3393 protocol=udp src-address-list=monitoring
add action=accept chain=in-t052 comment="web = t052, \"temporary\"" \
    connection-state=new dst-address=10.216.222.61 dst-port=25,42318-42338 \
    protocol=udp src-address-list=staff
add action=accept chain=in-t052 comment="db = t052, \"temporary\"" \
    connection-state=new dst-address=10.80.168.95 dst-port=\
    993,443,25,25,25410 protocol=tcp src-address=10.127.174.37
add action=drop chain=in-t052 connection-state=new dst-address=10.106.87.87 \
    dst-port=3306,8080,123 protocol=tcp src-address-list=backup
add action=drop chain=in-t052 log=yes log-prefix="drop t052: "
add action=return chain=in-t053 connection-state=new dst-address=10.214.68.22 \
    dst-port=5432,80,16817,22 protocol=tcp
add action=drop chain=in-t053 comment="web = t053, \"temporary\"" \
    connection-state=new dst-address=10.146.225.92 dst-port=3306,8080,123 \
    protocol=udp src-address-list=backup
add action=return chain=in-t053 connection-state=new dst-address=\
    10.90.133.105 dst-port=53,993 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t053 comment="db = t053, \"temporary\"" \
    connection-state=new dst-address=10.207.199.93 dst-port=25,22 protocol=\
    udp
add action=drop chain=in-t053 connection-state=new dst-address=10.25.70.129 \
    dst-port=80,5432,587,8443,3306 protocol=tcp src-address=10.99.149.212
add action=accept chain=in-t053 comment=\
    "request 9186; asked for by t053, until 2.8." connection-state=new \
    dst-address=10.134.16.192 dst-port=5432,45994,53,465,53 protocol=udp \
    src-address=10.145.145.213
add action=drop chain=in-t053
add action=accept chain=in-t054 comment="web = t054, \"temporary\"" \
    connection-state=new dst-address=10.60.57.152 dst-port=53,3306,8443,42684 \
    in-interface-list=!uplinks protocol=tcp
add action=return chain=in-t054 comment=\
    "ticket 9955; asked for by t054, until 16.2." connection-state=new \
    dst-address=10.94.6.112 dst-port=5432,25 protocol=tcp src-address-list=\
    monitoring
add action=return chain=in-t054 comment="web = t054, \"temporary\"" \
    connection-state=new dst-address=10.53.37.143 dst-port=37044,443,587,123 \
    protocol=udp src-address-list=backup
add action=accept chain=in-t054 comment="mail = t054, \"temporary\"" \
    connection-state=new dst-address=10.216.3.9 dst-port=993 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t054 comment="db = t054, \"temporary\"" \
    connection-state=new dst-address=10.192.68.124 dst-port=8443 protocol=udp
add action=return chain=in-t054 connection-state=new dst-address=10.98.252.41 \
    dst-port=5432,53 protocol=udp src-address=10.168.10.243
add action=drop chain=in-t054 log=yes log-prefix="drop t054: "
add action=accept chain=in-t055 connection-state=new dst-address=\
    10.17.188.239 dst-port=8443,8443,8443 in-interface-list=!uplinks \
    protocol=tcp
add action=drop chain=in-t055 comment=\
    "request 7629; asked for by t055, until 4.10." connection-state=new \
    dst-address=10.123.147.88 dst-port=465,25,22 protocol=udp src-address=\
    10.92.46.167
add action=return chain=in-t055 comment=\
    "ticket 4262; asked for by t055, until 4.6." connection-state=new \
    dst-address=10.208.31.161 dst-port=993,3306,465,8428-8448 protocol=udp
add action=return chain=in-t055 comment=\
    "ticket 6787; asked for by t055, until 26.11." connection-state=new \
    dst-address=10.172.157.147 dst-port=53 protocol=udp src-address-list=\
    staff
add action=accept chain=in-t055 comment="mail = t055, \"temporary\"" \
    connection-state=new dst-address=10.47.131.2 dst-port=5432,40094-40114 \
    protocol=udp src-address-list=backup
add action=accept chain=in-t055 connection-state=new dst-address=10.92.191.59 \
    dst-port=25,443,443,3306 protocol=tcp src-address=10.193.180.250
add action=accept chain=in-t055 comment="mail = t055, \"temporary\"" \
    connection-state=new dst-address=10.181.247.76 dst-port=8443,8080 \
    in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t055 comment="web = t055, \"temporary\"" \
    connection-state=new dst-address=10.57.205.117 dst-port=993,123,8080 \
    protocol=udp src-address-list=backup
add action=drop chain=in-t055
add action=return chain=in-t056 comment="db = t056, \"temporary\"" \
    connection-state=new dst-address=10.157.213.244 dst-port=53,123,25,587 \
    protocol=tcp src-address=10.96.44.14
add action=return chain=in-t056 comment=\
    "request 2789; asked for by t056, until 3.7." connection-state=new \
    dst-address=10.20.5.228 dst-port=8443,25,8443,465,1437 protocol=tcp \
    src-address=10.61.36.113
add action=drop chain=in-t056 connection-state=new dst-address=10.35.153.49 \
    dst-port=465 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t056 comment="web = t056, \"temporary\"" \
    connection-state=new dst-address=10.15.178.190 dst-port=55095,993 \
    in-interface-list=!uplinks protocol=tcp
add action=accept chain=in-t056 comment=\
    "request 5087; asked for by t056, until 26.3." connection-state=new \
    dst-address=10.196.30.96 dst-port=8080 protocol=tcp src-address-list=\
    staff
add action=accept chain=in-t056 comment=\
    "request 1078; asked for by t056, until 23.3." connection-state=new \
    dst-address=10.123.147.177 dst-port=3306,55519-55539 in-interface-list=\
    !uplinks protocol=tcp
add action=drop chain=in-t056 comment="db = t056, \"temporary\"" \
    connection-state=new dst-address=10.14.215.98 dst-port=3306,8443,465 \
    in-interface-list=!uplinks protocol=udp
add action=drop chain=in-t056 log=yes log-prefix="drop t056: "
add action=drop chain=in-t057 connection-state=new dst-address=10.64.209.131 \
    dst-port=53,465 protocol=udp src-address-list=!blocked
add action=accept chain=in-t057 connection-state=new dst-address=\
    10.178.127.178 dst-port=53,443 in-interface-list=!uplinks protocol=udp
add action=accept chain=in-t057 comment=\
    "ticket 2983; asked for by t057, until 26.8." connection-state=new \
    dst-address=10.8.171.170 dst-port=123,17338-17358 protocol=tcp
add action=return chain=in-t057 connection-state=new dst-address=\
    10.102.110.212 dst-port=8443,53,53,53,3306 protocol=udp
add action=accept chain=in-t057 connection-state=new dst-address=\
    10.151.171.38 dst-port=53,8080,8443 protocol=tcp src-address=\
    10.94.113.250
add action=return chain=in-t057 connection-state=new dst-address=\
    10.49.180.141 dst-port=123 in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t057 log=yes log-prefix="drop t057: "
add action=return chain=in-t058 comment="db = t058, \"temporary\"" \
    connection-state=new dst-address=10.89.68.68 dst-port=8443,8080,22,53 \
    protocol=udp src-address=10.172.57.175
add action=accept chain=in-t058 comment=\
    "ticket 8912; asked for by t058, until 26.9." connection-state=new \
    dst-address=10.50.250.127 dst-port=587,123,3306 in-interface-list=\
    !uplinks protocol=udp
add action=accept chain=in-t058 comment="mail = t058, \"temporary\"" \
    connection-state=new dst-address=10.104.240.45 dst-port=80 protocol=udp \
    src-address-list=staff
add action=accept chain=in-t058 comment=\
    "request 9203; asked for by t058, until 20.4." connection-state=new \
    dst-address=10.184.130.148 dst-port=443,123,17461 protocol=tcp \
    src-address-list=!blocked
add action=accept chain=in-t058 connection-state=new dst-address=\
    10.125.196.52 dst-port=1136 in-interface-list=!uplinks protocol=tcp
add action=return chain=in-t058 connection-state=new dst-address=10.78.236.79 \
    dst-port=993,3306,8443,123 protocol=tcp src-address-list=monitoring
add action=return chain=in-t058 comment="db = t058, \"temporary\"" \
    connection-state=new dst-address=10.88.236.170 dst-port=53372,53,123 \
    protocol=udp src-address-list=staff
add action=return chain=in-t058 connection-state=new dst-address=\
    10.102.23.230 dst-port=5432,53006-53026 protocol=udp
add action=drop chain=in-t058
add action=accept chain=in-t059 comment="web = t059, \"temporary\"" \
    connection-state=new dst-address=10.45.183.4 dst-port=5432,465 protocol=\
    tcp src-address=10.95.77.209
add action=return chain=in-t059 connection-state=new dst-address=\
    10.83.163.144 dst-port=443,8080,443,5432,80 protocol=tcp src-address=\
    10.213.56.115
add action=accept chain=in-t059 comment=\
    "request 7382; asked for by t059, until 27.3." connection-state=new \
    dst-address=10.190.98.138 dst-port=47969,80,22 protocol=tcp src-address=\
    10.130.210.230
add action=accept chain=in-t059 comment=\
    "request 8853; asked for by t059, until 24.5." connection-state=new \
    dst-address=10.109.25.106 dst-port=8617,5432 protocol=tcp \
    src-address-list=staff
add action=accept chain=in-t059 connection-state=new dst-address=\
    10.167.128.191 dst-port=5432,25,993,123 protocol=tcp src-address=\
    10.98.27.210
add action=accept chain=in-t059 comment=\
    "ticket 3950; asked for by t059, until 21.1." connection-state=new \
    dst-address=10.125.138.170 dst-port=80,443 protocol=udp src-address-list=\
    monitoring
add action=drop chain=in-t059 comment="web = t059, \"temporary\"" \
    connection-state=new dst-address=10.8.57.104 dst-port=123,80,8080 \
    protocol=udp src-address-list=!blocked
add action=accept chain=in-t059 connection-state=new dst-address=\
    10.182.121.82 dst-port=3306,25,465 protocol=udp src-address=10.127.194.88
add action=return chain=in-t059 comment="db = t059, \"temporary\"" \
    connection-state=new dst-address=10.104.76.205 dst-port=8443,8080,587 \
    protocol=udp src-address-list=staff
add action=accept chain=in-t059 comment="db = t059, \"temporary\"" \
    connection-state=new dst-address=10.164.212.9 dst-port=123,80 \
    in-interface-list=!uplinks protocol=tcp
add action=drop chain=in-t059
add action=accept chain=in-t060 comment="db = t060, \"temporary\"" \
    connection-state=new dst-address=10.177.6.68 dst-port=\
    22,53,80,19968-19988 protocol=udp src-address=10.39.64.202
add action=drop chain=in-t060 connection-state=new dst-address=10.113.113.16 \
    dst-port=443,465,9562-9582 protocol=udp src-address=10.199.104.212
add action=accept chain=in-t060 connection-state=new dst-address=10.10.236.66 \
    dst-port=993,465,55296-55316 protocol=udp src-address-list=!blocked
add action=accept chain=in-t060 comment=\
    "ticket 3864; asked for by t060, until 24.5." connection-state=new \
    dst-address=10.110.186.94 dst-port=25,13788,80 in-interface-list=!uplinks \
    protocol=tcp
add action=drop chain=in-t060 connection-state=new dst-address=10.204.74.193 \
    dst-port=3306 protocol=tcp src-address-list=!blocked
add action=accept chain=in-t060 connection-state=new dst-address=\
    10.174.198.162 dst-port=8443,465 protocol=tcp src-address-list=!blocked
add action=drop chain=in-t060 comment=\
    "change 9309; asked for by t060, until 23.2." connection-state=new \
    dst-address=10.185.202.217 dst-port=80,40428-40448 protocol=udp \
    src-address-list=!blocked
add action=drop chain=in-t060
add action=drop chain=from-outside src-address-list=blocked
add action=drop chain=input in-interface-list=!tenants
/ip firewall nat
add action=src-nat chain=srcnat comment="t001 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.17.1.0/24 to-addresses=\
    198.51.100.1
add action=src-nat chain=srcnat comment="t002 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.18.2.0/24 to-addresses=\
    198.51.100.2
add action=src-nat chain=srcnat comment="t003 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.19.3.0/24 to-addresses=\
    198.51.100.3
add action=src-nat chain=srcnat comment="t004 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.20.4.0/24 to-addresses=\
    198.51.100.4
add action=src-nat chain=srcnat comment="t005 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.21.5.0/24 to-addresses=\
    198.51.100.5
add action=src-nat chain=srcnat comment="t006 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.22.6.0/24 to-addresses=\
    198.51.100.6
add action=src-nat chain=srcnat comment="t007 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.23.7.0/24 to-addresses=\
    198.51.100.7
add action=src-nat chain=srcnat comment="t008 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.24.8.0/24 to-addresses=\
    198.51.100.8
add action=src-nat chain=srcnat comment="t009 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.25.9.0/24 to-addresses=\
    198.51.100.9
add action=src-nat chain=srcnat comment="t010 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.26.10.0/24 to-addresses=\
    198.51.100.10
add action=src-nat chain=srcnat comment="t011 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.27.11.0/24 to-addresses=\
    198.51.100.11
add action=src-nat chain=srcnat comment="t012 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.28.12.0/24 to-addresses=\
    198.51.100.12
add action=src-nat chain=srcnat comment="t013 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.29.13.0/24 to-addresses=\
    198.51.100.13
add action=src-nat chain=srcnat comment="t014 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.30.14.0/24 to-addresses=\
    198.51.100.14
add action=src-nat chain=srcnat comment="t015 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.31.15.0/24 to-addresses=\
    198.51.100.15
add action=src-nat chain=srcnat comment="t016 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.16.16.0/24 to-addresses=\
    198.51.100.16
add action=src-nat chain=srcnat comment="t017 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.17.17.0/24 to-addresses=\
    198.51.100.17
add action=src-nat chain=srcnat comment="t018 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.18.18.0/24 to-addresses=\
    198.51.100.18
add action=src-nat chain=srcnat comment="t019 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.19.19.0/24 to-addresses=\
    198.51.100.19
add action=src-nat chain=srcnat comment="t020 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.20.20.0/24 to-addresses=\
    198.51.100.20
add action=src-nat chain=srcnat comment="t021 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.21.21.0/24 to-addresses=\
    198.51.100.21
add action=src-nat chain=srcnat comment="t022 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.22.22.0/24 to-addresses=\
    198.51.100.22
add action=src-nat chain=srcnat comment="t023 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.23.23.0/24 to-addresses=\
    198.51.100.23
add action=src-nat chain=srcnat comment="t024 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.24.24.0/24 to-addresses=\
    198.51.100.24
add action=src-nat chain=srcnat comment="t025 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.25.25.0/24 to-addresses=\
    198.51.100.25
add action=src-nat chain=srcnat comment="t026 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.26.26.0/24 to-addresses=\
    198.51.100.26
add action=src-nat chain=srcnat comment="t027 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.27.27.0/24 to-addresses=\
    198.51.100.27
add action=src-nat chain=srcnat comment="t028 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.28.28.0/24 to-addresses=\
    198.51.100.28
add action=src-nat chain=srcnat comment="t029 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.29.29.0/24 to-addresses=\
    198.51.100.29
add action=src-nat chain=srcnat comment="t030 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.30.30.0/24 to-addresses=\
    198.51.100.30
add action=src-nat chain=srcnat comment="t031 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.31.31.0/24 to-addresses=\
    198.51.100.31
add action=src-nat chain=srcnat comment="t032 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.16.32.0/24 to-addresses=\
    198.51.100.32
add action=src-nat chain=srcnat comment="t033 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.17.33.0/24 to-addresses=\
    198.51.100.33
add action=src-nat chain=srcnat comment="t034 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.18.34.0/24 to-addresses=\
    198.51.100.34
add action=src-nat chain=srcnat comment="t035 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.19.35.0/24 to-addresses=\
    198.51.100.35
add action=src-nat chain=srcnat comment="t036 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.20.36.0/24 to-addresses=\
    198.51.100.36
add action=src-nat chain=srcnat comment="t037 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.21.37.0/24 to-addresses=\
    198.51.100.37
add action=src-nat chain=srcnat comment="t038 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.22.38.0/24 to-addresses=\
    198.51.100.38
add action=src-nat chain=srcnat comment="t039 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.23.39.0/24 to-addresses=\
    198.51.100.39
add action=src-nat chain=srcnat comment="t040 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.24.40.0/24 to-addresses=\
    198.51.100.40
add action=src-nat chain=srcnat comment="t041 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.25.41.0/24 to-addresses=\
    198.51.100.41
add action=src-nat chain=srcnat comment="t042 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.26.42.0/24 to-addresses=\
    198.51.100.42
add action=src-nat chain=srcnat comment="t043 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.27.43.0/24 to-addresses=\
    198.51.100.43
add action=src-nat chain=srcnat comment="t044 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.28.44.0/24 to-addresses=\
    198.51.100.44
add action=src-nat chain=srcnat comment="t045 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.29.45.0/24 to-addresses=\
    198.51.100.45
add action=src-nat chain=srcnat comment="t046 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.30.46.0/24 to-addresses=\
    198.51.100.46
add action=src-nat chain=srcnat comment="t047 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.31.47.0/24 to-addresses=\
    198.51.100.47
add action=src-nat chain=srcnat comment="t048 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.16.48.0/24 to-addresses=\
    198.51.100.48
add action=src-nat chain=srcnat comment="t049 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.17.49.0/24 to-addresses=\
    198.51.100.49
add action=src-nat chain=srcnat comment="t050 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.18.50.0/24 to-addresses=\
    198.51.100.50
add action=src-nat chain=srcnat comment="t051 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.19.51.0/24 to-addresses=\
    198.51.100.51
add action=src-nat chain=srcnat comment="t052 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.20.52.0/24 to-addresses=\
    198.51.100.52
add action=src-nat chain=srcnat comment="t053 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.21.53.0/24 to-addresses=\
    198.51.100.53
add action=src-nat chain=srcnat comment="t054 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.22.54.0/24 to-addresses=\
    198.51.100.54
add action=src-nat chain=srcnat comment="t055 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.23.55.0/24 to-addresses=\
    198.51.100.55
add action=src-nat chain=srcnat comment="t056 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.24.56.0/24 to-addresses=\
    198.51.100.56
add action=src-nat chain=srcnat comment="t057 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.25.57.0/24 to-addresses=\
    198.51.100.57
add action=src-nat chain=srcnat comment="t058 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.26.58.0/24 to-addresses=\
    198.51.100.58
add action=src-nat chain=srcnat comment="t059 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.27.59.0/24 to-addresses=\
    198.51.100.59
add action=src-nat chain=srcnat comment="t060 goes out as its own address" \
    out-interface=sfp-sfpplus8 src-address=172.28.60.0/24 to-addresses=\
    198.51.100.60
add action=dst-nat chain=dstnat dst-address=198.51.100.54 dst-port=443 \
    protocol=tcp to-addresses=10.173.225.50 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.9 dst-port=2222 \
    protocol=tcp to-addresses=10.122.102.19 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.20 dst-port=8443 \
    protocol=tcp to-addresses=10.24.190.151 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.16 dst-port=80 \
    protocol=tcp to-addresses=10.170.215.233 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.28 dst-port=80 \
    protocol=tcp to-addresses=10.73.246.155 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.45 dst-port=25 \
    protocol=tcp to-addresses=10.94.201.49 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.50 dst-port=8443 \
    protocol=tcp to-addresses=10.202.231.112 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.60 dst-port=2222 \
    protocol=tcp to-addresses=10.181.229.185 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.50 dst-port=80 \
    protocol=tcp to-addresses=10.196.37.230 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.13 dst-port=2222 \
    protocol=tcp to-addresses=10.211.163.104 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.38 dst-port=443 \
    protocol=tcp to-addresses=10.26.28.230 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.24 dst-port=443 \
    protocol=tcp to-addresses=10.166.78.210 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.58 dst-port=2222 \
    protocol=tcp to-addresses=10.127.253.66 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.2 dst-port=25 \
    protocol=tcp to-addresses=10.152.190.39 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.2 dst-port=2222 \
    protocol=tcp to-addresses=10.41.167.121 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.11 dst-port=25 \
    protocol=tcp to-addresses=10.83.179.215 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.17 dst-port=2222 \
    protocol=tcp to-addresses=10.42.187.31 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.49 dst-port=2222 \
    protocol=tcp to-addresses=10.110.59.237 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.56 dst-port=25 \
    protocol=tcp to-addresses=10.2.21.138 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.36 dst-port=443 \
    protocol=tcp to-addresses=10.19.166.155 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.1 dst-port=8443 \
    protocol=tcp to-addresses=10.48.244.248 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.42 dst-port=25 \
    protocol=tcp to-addresses=10.202.250.12 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.14 dst-port=25 \
    protocol=tcp to-addresses=10.95.237.10 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.20 dst-port=2222 \
    protocol=tcp to-addresses=10.130.85.12 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.18 dst-port=25 \
    protocol=tcp to-addresses=10.110.247.48 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.51 dst-port=25 \
    protocol=tcp to-addresses=10.4.240.30 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.21 dst-port=25 \
    protocol=tcp to-addresses=10.154.131.29 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.2 dst-port=8443 \
    protocol=tcp to-addresses=10.131.26.63 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.59 dst-port=8443 \
    protocol=tcp to-addresses=10.90.83.126 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.33 dst-port=2222 \
    protocol=tcp to-addresses=10.136.231.251 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.13 dst-port=2222 \
    protocol=tcp to-addresses=10.197.12.108 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.7 dst-port=8443 \
    protocol=tcp to-addresses=10.8.218.71 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.30 dst-port=8443 \
    protocol=tcp to-addresses=10.6.233.109 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.39 dst-port=443 \
    protocol=tcp to-addresses=10.213.245.222 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.1 dst-port=2222 \
    protocol=tcp to-addresses=10.71.23.46 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.28 dst-port=2222 \
    protocol=tcp to-addresses=10.186.193.184 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.17 dst-port=2222 \
    protocol=tcp to-addresses=10.150.84.10 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.21 dst-port=25 \
    protocol=tcp to-addresses=10.208.168.145 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.58 dst-port=2222 \
    protocol=tcp to-addresses=10.19.203.169 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.46 dst-port=2222 \
    protocol=tcp to-addresses=10.57.80.215 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.8 dst-port=443 \
    protocol=tcp to-addresses=10.188.216.6 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.53 dst-port=8443 \
    protocol=tcp to-addresses=10.126.233.242 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.10 dst-port=443 \
    protocol=tcp to-addresses=10.76.94.172 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.30 dst-port=25 \
    protocol=tcp to-addresses=10.174.28.234 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.3 dst-port=2222 \
    protocol=tcp to-addresses=10.80.177.67 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.28 dst-port=8443 \
    protocol=tcp to-addresses=10.41.97.181 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.44 dst-port=443 \
    protocol=tcp to-addresses=10.145.144.40 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.9 dst-port=2222 \
    protocol=tcp to-addresses=10.36.84.197 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.38 dst-port=25 \
    protocol=tcp to-addresses=10.140.95.154 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.47 dst-port=25 \
    protocol=tcp to-addresses=10.147.181.67 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.26 dst-port=443 \
    protocol=tcp to-addresses=10.104.91.230 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.56 dst-port=25 \
    protocol=tcp to-addresses=10.20.52.28 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.27 dst-port=8443 \
    protocol=tcp to-addresses=10.208.32.76 to-ports=443
add action=dst-nat chain=dstnat dst-address=198.51.100.6 dst-port=8443 \
    protocol=tcp to-addresses=10.92.9.225 to-ports=80
add action=dst-nat chain=dstnat dst-address=198.51.100.39 dst-port=80 \
    protocol=tcp to-addresses=10.169.40.104 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.13 dst-port=25 \
    protocol=tcp to-addresses=10.40.36.143 to-ports=22
add action=dst-nat chain=dstnat dst-address=198.51.100.13 dst-port=8443 \
    protocol=tcp to-addresses=10.27.28.169 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.9 dst-port=8443 \
    protocol=tcp to-addresses=10.191.177.146 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.1 dst-port=443 \
    protocol=tcp to-addresses=10.47.193.54 to-ports=25
add action=dst-nat chain=dstnat dst-address=198.51.100.13 dst-port=443 \
    protocol=tcp to-addresses=10.71.105.128 to-ports=22
/system identity
set name="dc firewall"
