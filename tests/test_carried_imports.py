"""What an import makes of what only a router has: factory items, ports, unknown menus, forms of either version."""

import pytest

V6 = "# jul/21/2023 09:42:42 by RouterOS 6.48.6\n"

FACTORY = (
    V6
    + """/interface ethernet
set [ find default-name=ether1 ] name=wan speed=100Mbps
/interface wireless
set [ find default-name=wlan1 ] disabled=no ssid="my net"
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/queue type
set 0 kind=sfq
set 3 kind=pcq
/ip hotspot user profile
set *0 shared-users=2
set *FFFFFFFE shared-users=3
/interface ovpn-server server
set auth=sha1,md5
/ip service
set telnet disabled=yes
/system logging
set 0,1 action=memory
"""
)


def test_factory_items_that_only_a_router_has_are_made_and_named_in_the_notices(house):
    assert house.reads(FACTORY) == []
    assert (
        "there is no [ find default-name=ether1 ] in /interface/ethernet here: made as a router has it, "
        + ("kept and not acted on")
        in house.notes
    )
    assert house.says(":put [/interface get [find default-name=ether1] name]") == "wan\n"
    assert house.says(":put [/interface find name=wlan1]") != "\n"
    for _ in range(2):
        wanted = FACTORY.removeprefix(V6).replace("disabled=yes", "disabled=yes port=23")
        wanted = wanted.replace("set 0,1 action=memory\n", "set 0 action=memory\nset 1 action=memory\n")
        assert sorted(house.exported("", "show-sensitive").splitlines()) == sorted(wanted.splitlines())
        house.again()
    assert house.reads(V6 + "/queue type\nset 3 kind=red\n/ip hotspot user profile\nset *0 shared-users=9\n") == []
    assert "set 3 kind=red\n" in house.exported("/queue type")
    assert "set *0 shared-users=9\n" in house.exported("/ip hotspot user profile")


def test_at_the_prompt_an_item_that_is_not_there_is_not_made(house):
    assert house.says("/queue type set 3 kind=red") == "no such item\n"
    assert house.says("/interface ethernet set [ find default-name=ether7 ] speed=100Mbps") == ""
    assert house.exported() == ""


def test_a_filter_that_finds_nothing_makes_nothing_unless_a_router_wrote_it(house):
    assert house.reads("/ip firewall filter set [find comment=x] disabled=yes\n") == []
    assert house.notes == ["nothing in /ip/firewall/filter fits [ find comment=x ]: no item was changed"]
    assert house.exported() == ""


UNKNOWN = (
    V6
    + """/interface sled runner
add gliding=yes name="a b" !sharp
add
/ip firewall filter
add chain=input dst-planet=mars
/ip pool
add name=p ranges=10.0.0.1 taste=sweet
/ip dhcp-server
add address-pool=*1 disabled=no interface=ether9 name=s
"""
)


def test_what_no_catalog_knows_is_kept_of_a_routers_export(house):
    assert house.reads(UNKNOWN) == []
    assert "there is no interface ether9 here: what names it waits for one" in house.notes
    assert "taste of /ip/pool is kept, but nothing here acts on it" in house.notes
    for _ in range(2):
        said = house.exported()
        assert '/interface sled runner\nadd gliding=yes name="a b" !sharp\nadd\n' in said
        assert "add chain=input dst-planet=mars\n" in said
        assert "add name=p ranges=10.0.0.1 taste=sweet\n" in said
        assert "add address-pool=*1 disabled=no interface=ether9 name=s\n" in said
        house.again()
    house.says("/ip pool add name=q ranges=10.0.0.2")
    assert house.says(":put [/ip dhcp-server get s address-pool]") == "*1\n", "an id of another router is none of ours"


def test_without_a_routers_header_only_a_factory_port_is_made(house):
    text = "/ip address\nadd address=10.0.0.1/24 interface=ether7\nadd address=10.0.1.1/24 interface=office\n"
    assert house.reads(text) == [(3, "input does not match any value of interface")]
    assert "there is no interface ether7 here: what names it waits for one" in house.notes


def test_without_a_routers_header_an_unknown_menu_or_property_is_a_mistake(house):
    refused = house.reads("/ip pool add name=p ranges=10.0.0.1 taste=sweet\n/interface sled add x=1\n/ip fool\n")
    assert [line for line, _ in refused] == [1, 2, 3]
    assert house.exported() == ""


V7 = """# 2025-05-04 15:53:52 by RouterOS 7.16.2
/interface wifi
set [ find default-name=wifi1 ] channel.frequency=5180-5320 .width=20mhz \\
    configuration.country=Latvia .mode=ap
/routing ospf area
add instance=v3 name=stub no-summaries type=stub
/routing table
add fib name=via-wg
/ip route
add blackhole dst-address=198.51.100.0/24
"""


def test_grouped_names_and_words_without_value_of_version_7(house):
    assert house.reads(V7) == []
    assert house.says(":put [/interface wifi get [find] configuration.mode]") == "ap\n"
    for _ in range(2):
        assert sorted(house.exported("", "show-sensitive").splitlines()) == sorted(V7.splitlines()[1:])
        house.again()
    assert house.says("/routing table add fib name=x") == ""
    assert "add fib name=x\n" in house.exported("/routing table")


@pytest.mark.parametrize(("header", "disabled"), [(V6, "yes"), (V7.splitlines()[0] + "\n", "no"), ("", "no")])
def test_the_default_that_the_versions_differ_in_comes_from_the_header_and_is_always_written(house, header, disabled):
    text = "/ip dhcp-relay\nadd dhcp-server=10.0.0.1 interface=ether1 name=r\n/ip dhcp-client\nadd interface=ether2\n"
    assert house.reads(header + text + "/interface pppoe-server server\nadd interface=ether3\n") == []
    assert house.exported() == (
        f"/interface pppoe-server server\nadd disabled={disabled} interface=ether3\n"
        f"/ip dhcp-client\nadd disabled={disabled} interface=ether2\n"
        f"/ip dhcp-relay\nadd dhcp-server=10.0.0.1 disabled={disabled} interface=ether1 name=r\n"
    )


SWAPPED = (
    V6
    + """/interface ethernet
set [ find default-name=ether2 ] name=ether1 speed=1Gbps
set [ find default-name=ether1 ] name=ether2
/ip address
add address=10.0.0.1/24 interface=ether1 network=10.0.0.0
"""
)


def test_ports_that_have_swapped_their_names_stay_apart(house):
    assert house.reads(SWAPPED) == []
    for _ in range(2):
        assert sorted(house.exported().splitlines()) == sorted(SWAPPED.splitlines()[1:])
        assert house.says(":put [/interface get [find name=ether1] default-name]") == "ether2\n"
        house.again()


PLACES = """# jul/26/2013 17:40:36 by RouterOS 5.20
/interface ethernet
set 0 name=uplink speed=100Mbps
set 1 arp=enabled name=ether2
set 2 name=ether1
/ip address
add address=10.0.0.1/24 interface=uplink network=10.0.0.0
add address=192.0.2.1 interface=uplink network=192.0.2.1
"""


def test_ports_by_their_places_as_version_5_wrote_them(house):
    assert house.reads(PLACES) == []
    assert house.says(":put [/interface get [find name=uplink] default-name]") == "ether1\n"
    for _ in range(2):
        wanted = PLACES.replace("arp=enabled name=ether2", "arp=enabled")
        assert house.exported() == wanted.partition("\n")[2]
        house.again()


BYTES = (
    V6
    + """/interface bridge
add comment="\\C4\\EE\\EC 2, caf\\C3\\A9 \\E9\\EE\\BE\\80" name=lan
/ip pool
add comment="\\CF\\F3\\EB" name=p ranges=10.0.0.1
"""
)


def test_bytes_that_are_no_utf_8_come_out_as_they_came_in(house):
    assert house.reads(BYTES) == []
    for _ in range(2):
        assert house.exported() == BYTES.removeprefix(V6)
        assert house.says(':put ([/ip pool get p comment] = "\\CF\\F3\\EB")') == "true\n"
        house.again()
    assert "\\CF\\F3\\EB" in house.says("/ip pool print detail")


PART = (
    V6
    + """/ip pool
add name=near next-pool=far ranges=10.0.0.10-10.0.0.20
/ip dhcp-server
add address-pool=nea dhcp-option-set=phones disabled=no interface=lan name=s
/ppp profile
add local-address=10.0.0.1 name=p remote-address=far
/ip dhcp-server lease
add address=far dhcp-option=ntp mac-address=02:00:00:00:00:01 server=other
"""
)


def test_part_of_an_export_may_name_what_the_rest_of_it_defines(house):
    assert house.reads(PART) == []
    assert "there is no nea in /ip/pool here: what names it is kept, without effect" in house.notes
    for _ in range(2):
        assert house.exported().replace("# interface is missing\n", "") == PART.removeprefix(V6)
        house.again()
    assert [line for line, _ in house.reads(PART.removeprefix(V6))] == [2, 4, 6, 8], "only of what a router wrote"
    assert house.reads(V6 + "/user\nadd group=elsewhere name=u password=pass\n") != [], "a group gives rights"


LINES = (
    V6
    + """/system console
set [ find port=serial0 ] channel=0 disabled=yes term=vt102
set [ find vcno=2 ] term=linux
add port=serial1 term=vt100
"""
)


def test_lines_of_a_routers_console_are_kept_beside_our_settings(house):
    house.says("/system console set style=v7")
    assert house.reads(LINES) == []
    for _ in range(2):
        said = house.exported("/system console")
        assert said == "/system console\nset style=v7\n" + LINES.removeprefix(V6)
        assert house.says(":put [/system console line get [find port=serial1] term]").endswith("vt100\n")
        house.again()
    assert house.reads("/system console set [ find ] disabled=yes\n") == [(1, "expected end of command")]
    house.says("/system console set style=v6")
    assert house.exported() == LINES.removeprefix(V6)
