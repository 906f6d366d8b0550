# dec/24/2018 17:00:00 by RouterOS 6.42.12
# software id = WARE-HOUS
#
# model = RB911G-5HPacD
# serial number = 424242424242
/interface bridge
add name=bridge1 protocol-mode=none
/interface wireless
# in scan-list unsupported channel: 5120
# disabled
set [ find default-name=wlan1 ] antenna-gain=24 band=5ghz-onlyac \
    basic-rates-a/g=6Mbps,12Mbps channel-width=20/40/80mhz-Ceee country=\
    no_country_set disabled=no frequency=5180 frequency-mode=manual-txpower \
    mode=bridge nv2-preshared-key=nv2testkey nv2-security=enabled radio-name=\
    WH-A rate-set=configured rx-chains=0,1 scan-list=5150-5250,5600 \
    security-profile=ptp ssid="PTP <A-B>" supported-rates-a/g=\
    6Mbps,9Mbps,12Mbps tdma-period-size=4 tx-chains=0,1 vht-supported-mcs=\
    mcs0-9,mcs0-8,none wds-default-bridge=bridge1 wds-mode=dynamic-mesh \
    wireless-protocol=nv2
/interface wireless manual-tx-power-table
set wlan1 comment="PTP <A-B>"
/interface wireless nstreme
set wlan1 enable-polling=no
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
add authentication-types=wpa2-psk eap-methods="" mode=dynamic-keys name=ptp \
    supplicant-identity="" wpa2-pre-shared-key="k\C3\B6nigsweg 7"
/interface wireless interworking-profiles
add 3gpp=262-01,262-02 3gpp-raw="" domain-names=warehouse.example name=iw1
/interface wireless access-list
add comment="forklift 3" mac-address=00:00:5E:00:53:B3 vlan-mode=no-tag
/interface wireless connect-list
add interface=wlan1 mac-address=00:00:5E:00:53:B4 security-profile=ptp
/interface bridge port
add bridge=bridge1 interface=ether1
add bridge=bridge1 interface=wlan1
/ip pool
add name=scanner ranges=10.90.1.10-10.90.1.60
/ip dhcp-server
# DHCP client can not run on slave or passthrough interface!
add address-pool=scanner disabled=no interface=bridge1 name=scanner
/ip address
add address=10.90.1.2/24 interface=bridge1 network=10.90.1.0
/ip dhcp-server network
add address=10.90.1.0/24 gateway=10.90.1.1
/system health
set state-after-reboot=enabled
/system routerboard settings
# Firmware upgraded successfully, please reboot for changes to take effect!
set boot-device=nand-only cpu-frequency=720MHz protected-routerboot=disabled
/system watchdog
set no-ping-delay=10m watch-address=10.90.1.1
