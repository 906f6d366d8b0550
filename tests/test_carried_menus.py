"""Menus that Poolkeeper does not act on are there all the same: checked, kept, printed, exported, marked as such."""

import pytest

from http_calls import Visitor, rest_server
from poolkeeper.app import build, furnish, local_user
from poolkeeper.engine.logbook import LogBook
from poolkeeper.menus import MENUS
from poolkeeper.menus.catalog import Catalog
from poolkeeper.script.session import Session
from poolkeeper.script.syntax import ScriptError
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import Importing

CATALOG = Catalog()
MARK = "# not enforced: kept as configured, without effect here\n"
V6 = "# jul/21/2023 09:42:42 by RouterOS 6.48.6\n"


class House:
    """A house over a store, without sockets; ``again`` is a restart."""

    def __init__(self, path):
        self.path, self.notes, self.carried = path, [], 0
        self.store = SqliteStore.create(path)
        self.store.publish()
        self._begin()
        furnish(self.parts, "", None)

    def _begin(self):
        self.parts = build(self.store, LogBook())
        self.out = []
        self.session = Session(self.parts.tree, self.parts.engine.run, local_user(), write=self.out.append)

    def again(self):
        self.store.close()
        self.store = SqliteStore.open(self.path)
        self._begin()
        return self

    def says(self, *lines):
        self.out.clear()
        for line in lines:
            self.session.execute(line)
        return "".join(self.out)

    def reads(self, text):
        """Import a text; the refusals."""
        refused = []
        self.session.importing = Importing("RouterOS 6" in text, "by RouterOS" in text, self.notes.append, self._carry)
        for step in self.session.statements(text):
            try:
                step.run()
            except ScriptError as error:
                refused.append((step.line, error.reason))
        self.session.importing = None
        return refused

    def _carry(self):
        self.carried += 1

    def exported(self, path="", *flags):
        text = self.says(f"{path}/export {' '.join(flags)}" if not path else f"{path} export {' '.join(flags)}")
        return "".join(line + "\n" for line in text.splitlines() if not line.startswith("#"))


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path / "store.db")
    yield made
    made.store.close()


def test_every_menu_of_the_catalog_is_in_the_tree_and_can_be_read(house):
    tree = house.parts.tree
    before = len(tree.menus)
    assert before == len(MENUS)
    lists = 0
    for path in CATALOG.paths:
        menu = tree.menu(path)
        entry = CATALOG.entry(path)
        if menu is None:
            assert not entry.props
            continue
        assert menu.carried or path in {each.path for each in MENUS}
        if menu.shape not in ("list", "single"):
            continue
        settable = {name for name, prop in entry.props.items() if prop.add or prop.set}
        assert settable - {"numbers"} <= {name for prop in menu.props.values() for name in (prop.name, *prop.aliases)}
        if "print" in menu.commands and menu.carried and menu.rows is None:
            assert house.says(f"{path} print").startswith(MARK), path
            lists += 1
    assert lists > 450
    assert len(tree.menus) > 600


def test_nothing_of_it_is_made_before_somebody_looks(house):
    assert {menu.path for menu in house.parts.tree.menus.values()} == {menu.path for menu in MENUS}
    house.says("/ip firewall filter print")
    assert "/ip/firewall/filter" in house.parts.tree.menus
    assert "/ip/firewall/nat" not in house.parts.tree.menus


def test_an_item_is_kept_printed_changed_and_exported_over_a_restart(house):
    said = house.says(
        '/ip firewall filter add chain=input action=drop in-interface-list=!LAN comment="not from here"',
        "/ip firewall filter add chain=forward action=accept disabled=yes",
        "/ip firewall filter move 1 0",
        "/ip firewall filter set [find chain=input] src-address=10.0.0.0/8",
    )
    assert said == ""
    for _ in range(2):
        assert house.exported("/ip firewall filter") == (
            "/ip firewall filter\n"
            "add action=accept chain=forward disabled=yes\n"
            'add action=drop chain=input comment="not from here" in-interface-list=!LAN \\\n'
            "    src-address=10.0.0.0/8\n"
        )
        printed = house.says("/ip firewall filter print")
        assert printed.startswith(MARK)
        assert " 0 X chain=" not in printed
        assert "in-interface-list=" in printed
        assert house.says(":put [/ip firewall filter get [find action=drop] src-address]") == "10.0.0.0/8\n"
        house.again()
    assert house.says("/ip firewall filter remove [find]") == ""
    assert house.exported("/ip firewall filter") == ""


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("/ip firewall filter add chain=input action=drpo", "input does not match any value of action"),
        ("/ip firewall filter add chain=input nonsense=1", "expected end of command (line 1 column 37)"),
        ("/ip firewall filter add chain=input log=perhaps", "input does not match any value of log"),
        ("/ip firewall address-list add list=a timeout=soon", "invalid value for argument timeout"),
        ("/ip firewall filter add chain=input log-prefix=" + "x" * 32, "invalid value for argument log-prefix"),
        ("/caps-man access-list add mac-address=12", "invalid value of mac-address, mac address required"),
        ("/system ntp client servers add iburst=7", "input does not match any value of iburst"),
        ("/ip firewall filtre print", "bad command name filtre (line 1 column 14)"),
    ],
)
def test_values_are_refused_in_the_words_of_a_router(house, line, refusal):
    assert house.says(line) == refusal + "\n"
    assert house.exported() == ""


def test_an_unambiguous_beginning_of_an_action_is_the_action(house):
    assert house.says("/ip fire filter add chain=input act=dro") == ""
    assert "action=drop" in house.exported("/ip firewall filter")


def test_a_command_that_would_act_says_that_nothing_does(house):
    assert house.says("/ip firewall filter reset-counters-all") == (
        "failure: /ip/firewall/filter is kept, but nothing here acts on it\n"
    )


def test_settings_and_properties_of_declared_menus_are_kept_too(house):
    assert house.says("/ip dns set servers=1.1.1.1 allow-remote-requests=yes", "/snmp set enabled=yes") == ""
    assert house.says("/system clock set time-zone-name=Europe/Riga") == ""
    for _ in range(2):
        assert house.exported() == (
            "/ip dns\nset allow-remote-requests=yes servers=1.1.1.1\n"
            "/snmp\nset enabled=yes\n"
            "/system clock\nset time-zone-name=Europe/Riga\n"
        )
        house.again()


def test_undo_takes_back_what_was_done_to_a_carried_menu(house):
    house.says("/ip firewall nat add chain=srcnat action=masquerade", "/undo")
    assert house.exported("/ip firewall nat") == ""
    house.says("/redo")
    assert house.exported("/ip firewall nat") == "/ip firewall nat\nadd action=masquerade chain=srcnat\n"


def test_a_bridge_or_vlan_is_an_interface_that_others_may_name(house):
    house.says("/interface bridge add name=lan", "/interface vlan add name=v10 vlan-id=10 interface=lan")
    assert house.says("/ip address add address=10.0.0.1/24 interface=v10") == ""
    assert house.says("/ip dhcp-server add interface=lan name=one") == ""
    assert house.says(":put [/ip address get [find] interface]") == "v10\n"
    house.says("/interface vlan set [find name=v10] name=v11")
    assert house.says(":put [/ip address get [find] interface]") == "v11\n"
    house.says("/interface vlan remove [find]")
    assert house.says(":put [/ip address get [find] interface]").startswith("*")
    assert house.says("/ip address add address=10.0.0.1/24 interface=v11") == (
        "input does not match any value of interface\n"
    )
    house.says("/undo")
    assert house.says(":put [/ip address get [find] interface]") == "v11\n"
    assert [line for line in house.exported().splitlines() if line.startswith("/")] == [
        "/interface bridge", "/interface vlan", "/ip dhcp-server", "/ip address",
    ]  # fmt: skip


def test_a_profile_or_a_list_is_no_interface(house):
    house.says("/interface wireless security-profiles add name=guest", "/interface list add name=LAN")
    assert house.says(":put [:len [/interface find]]") == "0\n"


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


def test_rest_shows_the_same_tree(free_port):
    with rest_server(free_port) as server, Visitor(server) as visitor:
        made = visitor.call("PUT", "/ip/firewall/filter", {"chain": "input", "action": "drop", "disabled": "true"})
        assert made.status_code == 201, made.text
        item = made.json()[".id"]
        assert made.json() == {".id": item, "action": "drop", "chain": "input", "disabled": "true"}
        assert visitor.call("PATCH", f"/ip/firewall/filter/{item}", {"action": "accept"}).status_code == 200
        rows = visitor.call("GET", "/ip/firewall/filter").json()
        assert [row["action"] for row in rows] == ["accept"]
        bad = visitor.call("PUT", "/ip/firewall/filter", {"chain": "input", "nonsense": "1"})
        assert (bad.status_code, bad.json()["detail"]) == (400, "unknown parameter nonsense")
        assert visitor.call("GET", "/ip/firewall/filtre").status_code == 400
        said = server.console("/ip firewall filter print terse", "/ip firewall filter export terse")
        assert "action=accept" in said.out
        server.restart()
        assert visitor.call("DELETE", f"/ip/firewall/filter/{item}").status_code == 204


def test_an_export_can_be_filtered(house):
    house.says("/ip firewall filter add chain=input action=drop", "/ip firewall filter add chain=forward action=accept")
    assert house.exported("/ip firewall filter", "where chain=input") == (
        "/ip firewall filter\nadd action=drop chain=input\n"
    )
    assert house.exported("/ip firewall filter", "where action=tarpit") == ""
    assert house.says("/ip firewall export where chain=input") == (
        "failure: where needs a menu whose items it can filter\n"
    )


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


TYPED = """/ip firewall address-list add address=host.example.net list=a
/ip ipsec peer add address=192.0.2.1/32 name=one
/ip ipsec peer add address=vpn.example.net name=two
/ip ipsec policy add dst-address=10.1.0.0/24 src-address=10.0.0.0/24 tunnel=yes
/snmp community set [ find default=yes ] addresses=10.0.0.0/8,192.0.2.0/24
/ip proxy set parent-proxy=::
/routing ospf instance add name=o router-id=main-id
/ipv6 nd set [ find default=yes ] ra-interval=20s-1m
/queue simple add burst-time=10s/10s name=q target=10.0.0.0/8
/ip kid-control add fri=0s-1d name=k
/interface wifi channel add name=c reselect-interval=45m..1h30m
/interface wifi access-list add action=reject time=7h-23h,mon,tue
/user-manager limitation add name=l reset-counters-interval=daily
/system routerboard settings set auto-upgrade=yes
/mpls ldp set enabled=yes lsr-id=10.0.0.1
"""


def test_values_that_a_router_takes_are_taken_without_its_header_too(house):
    assert house.reads(TYPED) == []
    said = house.exported("", "show-sensitive terse")
    assert sorted(said.splitlines()) == sorted(TYPED.splitlines())


@pytest.mark.parametrize(
    ("line", "prop"),
    [
        ("/ipv6 nd set [ find default=yes ] ra-interval=20s-soon", "ra-interval"),
        ("/interface wifi access-list add time=7h-23h,mun", "time"),
        ("/ip proxy set parent-proxy=10.0.0.300", "parent-proxy"),
        ("/ip proxy set parent-proxy=10.0.0.0/8", "parent-proxy"),
        ("/ip ipsec policy add dst-address=10.1.0.0/33", "dst-address"),
    ],
)
def test_values_beside_what_a_router_takes_are_refused(house, line, prop):
    assert house.reads(line + "\n") == [(1, f"invalid value for argument {prop}")]
