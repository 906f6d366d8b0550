"""Menus that Poolkeeper does not act on are there all the same: checked, kept, printed, exported, marked as such."""

import pytest

from http_calls import Visitor, rest_server
from poolkeeper.menus import MENUS
from poolkeeper.menus.catalog import Catalog

CATALOG = Catalog()
MARK = "# not enforced: kept as configured, without effect here\n"


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
