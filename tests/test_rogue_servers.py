"""A second DHCP server on the wire: found, told of once, and its script run; ours and valid ones are no alarm."""

from dhcp_clients import lan_script, site, wait_until_logged
from poolkeeper.wire.dhcp4 import BOOTREPLY, Packet, encode
from poolkeeper.wire.frames import frame
from raw_dhcp import BROADCAST, EVERYONE, ip, mac_text
from rig import Server, wait_until
from script_texts import quoted

ALERT = "/ip dhcp-server alert add interface=bridge"
ROGUE = bytes.fromhex("020000009999")
WORDS = "dhcp alert on bridge: discovered unknown dhcp server, mac {}, ip {}"


def offer_from(wire, hardware, address):
    """Put a server's OFFER to nobody in particular on the wire."""
    own = ip(address)
    packet = Packet(BOOTREPLY, 1, 6, 0, 1, 0, 0, 0, own + 1, own, 0, b"\2\0\0\0\0\7", b"", b"",
                    {53: b"\2", 54: own.to_bytes(4, "big")})  # fmt: skip
    wire.send(frame(hardware, EVERYONE, own, BROADCAST, 67, 68, encode(packet)))


def alarms(server):
    """Log lines of alerts."""
    return [line.split("dhcp alert on ")[1] for line in server.log.splitlines() if "dhcp alert on " in line]


def unknown(server):
    """What the one alert shows as unknown-server."""
    return server.rest("GET", "/ip/dhcp-server/alert").json()[0].get("unknown-server", "")


def test_a_second_real_server_on_the_wire_is_found_by_asking(free_port):
    with site(free_port, lan_script(), hosts=1) as office:
        host = office.lan.hosts[0]
        office.lan.namespaces.address(host, "eth0", "192.168.88.200/24")
        init = lan_script("192.168.88.201-192.168.88.210", interface="eth0")
        rogue = Server(free_port=free_port, netns=host, init=init)
        try:
            rogue.start()
            name = office.lan.namespaces.run(host, "cat", "/sys/class/net/eth0/address").stdout.strip().upper()
            script = ':log info "told: $interface $address $"mac-address""'
            assert office.server.console(f"{ALERT} on-alert={quoted(script)}").rc == 0
            wait_until_logged(office.server, WORDS.format(name, "192.168.88.200"))
            wait_until_logged(office.server, f"told: bridge 192.168.88.200 {name}")
            assert unknown(office.server) == name
        finally:
            rogue.close()


def test_each_is_told_of_once_until_it_is_forgotten_and_valid_ones_never(free_port):
    with site(free_port, lan_script()) as office:
        server, wire = office.server, office.wire
        assert server.console(f"{ALERT} valid-server=02:00:00:00:00:01 alert-timeout=none").rc == 0
        name = mac_text(ROGUE)
        for hardware in (b"\2\0\0\0\0\1", ROGUE, ROGUE):
            offer_from(wire, hardware, "10.9.9.9")
        wait_until_logged(server, WORDS.format(name, "10.9.9.9"))
        assert wire.client(1).bind(), "our own answers are no alarm"
        assert len(alarms(server)) == 1
        assert unknown(server) == name
        assert server.console("/ip dhcp-server alert reset-alert 0").rc == 0
        assert unknown(server) == ""
        offer_from(wire, ROGUE, "10.9.9.9")
        wait_until(lambda: len(alarms(server)) == 2, "told of again")
        assert server.console(f"/ip dhcp-server alert set 0 valid-server=02:00:00:00:00:01,{name}").rc == 0
        assert unknown(server) == ""
        offer_from(wire, ROGUE, "10.9.9.9")
        offer_from(wire, ROGUE[:5] + b"\x01", "10.9.9.8")
        wait_until(lambda: len(alarms(server)) == 3, "the next one is heard behind it")
        assert "10.9.9.8" in alarms(server)[2]


def test_a_server_that_stays_is_told_of_again_after_alert_timeout(free_port):
    with site(free_port, lan_script()) as office:
        assert office.server.console(f"{ALERT} alert-timeout=1s").rc == 0

        def heard_again():
            offer_from(office.wire, ROGUE, "10.9.9.9")
            return len(alarms(office.server)) >= 2

        wait_until(heard_again, "told of again")


def test_an_alert_on_nothing_is_invalid_and_a_disabled_one_listens_to_nobody(free_port):
    with site(free_port, lan_script()) as office:
        assert office.server.console(f"{ALERT} disabled=yes", f"{ALERT} comment=on").rc == 0
        assert (
            "input does not match any value of interface"
            in office.server.console("/ip dhcp-server alert add interface=nothing").err
        )
        offer_from(office.wire, ROGUE, "10.9.9.9")
        wait_until(lambda: alarms(office.server), "the one that is on hears it")
        rows = office.server.rest("GET", "/ip/dhcp-server/alert").json()
        assert [row.get("unknown-server", "") for row in rows] == ["", mac_text(ROGUE)]
