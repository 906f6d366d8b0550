"""lease-script: run after a lease was bound and after it ended, in the name of who set it, never in a client's way."""

from dhcp_clients import lan_script, site, wait_until_logged
from raw_dhcp import mac, mac_text
from rig import wait_until
from script_texts import quoted

RANGES = "192.168.88.10-192.168.88.12"
TELL = (
    ':log info "told: $leaseBound $leaseServerName $leaseActMAC $leaseActIP '
    '<$"lease-hostname"> $($"lease-options"->"60")"'
)


def told(server):
    """What the script wrote into the log, in order."""
    return [line.split("told: ")[1] for line in server.log.splitlines() if " told: " in line]


def set_script(server, text):
    said = server.console(f"/ip dhcp-server set dhcp1 lease-script={quoted(text)}")
    assert (said.rc, said.err) == (0, ""), said


def test_the_script_hears_of_bound_and_ended_leases_but_not_of_renewals(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        server, here = office.server, office.wire.client(1, host_name="laptop", options={60: b"vendor"})
        set_script(server, TELL)
        address = here.bind()
        wait_until(lambda: len(told(server)) == 1, "the script ran")
        assert here.renew().kind.name == "ACK"
        here.release(office.witness)
        wait_until(lambda: len(told(server)) >= 2, "the script ran again")
        name = mac_text(mac(1))
        assert [each for each in told(server) if name in each] == [
            f"1 dhcp1 {name} {address} <laptop> vendor",
            f"0 dhcp1 {name} {address} <laptop> ",
        ]


def test_the_script_hears_what_the_relay_said(free_port):
    init = lan_script(RANGES, more="relay=192.168.88.9")
    with site(free_port, init) as office:
        server = office.server
        parts = ':log info "told: $"lease-agent-circuit-id" $"lease-agent-remote-id""'
        set_script(server, parts)
        agent = bytes((1, 5)) + b"port7" + bytes((2, 3)) + b"sw1"
        office.wire.client(1, giaddr="192.168.88.9", options={82: agent}).bind()
        wait_until(lambda: told(server) == ["port7 sw1"], "the script ran")


def test_a_name_means_the_stored_script_and_a_failing_one_is_no_harm(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        server = office.server
        stored = ':log info "told: stored $leaseActIP"; /ip pool remove [find name=nothing]; :error ("bad " . "luck")'
        assert server.console(f"/system script add name=onlease source={quoted(stored)}").rc == 0
        set_script(server, "onlease")
        address = office.wire.client(1).bind()
        wait_until_logged(server, "script,error script error: bad luck")
        assert told(server) == [f"stored {address}"]
        assert office.server.console(":put [/system script get onlease run-count]").out == "1\n"
        assert office.wire.client(2).bind()


def test_the_code_belongs_to_who_set_it_and_rests_while_he_is_away(free_port):
    users = '/user add name=ann group=write password="secret word"\n'
    with site(free_port, lan_script(RANGES) + users) as office:
        server = office.server
        text = '/user add name=mallory group=full; :log info "told: too much"'
        answer = server.rest("PATCH", "/ip/dhcp-server/dhcp1", {"lease-script": text}, auth=("ann", "secret word"))
        assert answer.status_code == 200, answer.text
        assert "ann" not in answer.text
        office.wire.client(1).bind()
        wait_until_logged(server, "script error: not enough permissions (9)")
        assert server.console("/user disable ann").rc == 0
        office.wire.client(2).bind()
        wait_until_logged(server, "lease-script of dhcp1 does not run: its user ann is disabled; set it again")
        assert server.console("/user remove ann", "/user add name=ann group=full").rc == 0
        last = office.wire.client(3)
        last.bind()
        wait_until_logged(server, "lease-script of dhcp1 does not run: the user who set it is gone; set it again")
        set_script(server, TELL)
        last.release(office.witness)
        wait_until(lambda: any(each.startswith("0 dhcp1") for each in told(server)), "the new owner's script runs")
        assert "mallory" not in server.console("/user print").out


def test_a_script_that_never_ends_is_in_nobodys_way_and_lost_events_are_told(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        server = office.server
        set_script(server, ":delay 1d")
        client = office.wire.client(1)
        for _ in range(502):
            client.bind()
            client.release(office.witness)
        wait_until_logged(server, "lease-script of dhcp1 is too slow: events are lost, 1000 wait")
        set_script(server, TELL)
        assert server.console("/system script job remove [find]").rc == 0
        wait_until(lambda: "was not run for" in server.log, "the log tells how many")
        assert len(told(server)) == 1000


def test_undo_gives_code_back_to_whom_it_belonged_and_to_nobody_else(serve):
    server = serve(
        init='/user add name=ann group=write password="secret word"\n/system script add name=s source=":put admins"\n'
    )

    def set_by_ann(text):
        answer = server.rest("PATCH", "/system/script/s", {"source": text}, auth=("ann", "secret word"))
        assert answer.status_code == 200, answer.text

    def shown():
        row = server.rest("GET", "/system/script/s").json()
        return row["source"], row["owner"]

    set_by_ann(":put anns")
    assert shown() == (":put anns", "ann")
    assert server.console("/undo").rc == 0
    assert shown() == (":put admins", "admin")
    assert server.console("/redo").rc == 0
    assert shown() == (":put anns", "ann")
    set_by_ann(":put other")
    assert server.console('/system script set s source=":put other"').rc == 0
    assert shown() == (":put other", "admin"), "the same text, but now it is the administrator's"
    assert server.console("/undo").rc == 0
    assert shown() == (":put other", "ann")
