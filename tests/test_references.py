"""References between items: they follow a rename, show `*N` once their target is gone, and never find a namesake."""

from dhcp_clients import lan_script, leases, site, wait_until_logged

RANGES = "192.168.88.10-192.168.88.14"


def get(server, path, name, prop):
    """A property as console and REST show it; both must agree."""
    said = server.console(f":put [{path} get [find name={name}] {prop}]")
    assert said.rc == 0, said.err
    rows = server.rest("GET", path.replace(" ", "/")).json()
    wire = next(row for row in rows if row["name"] == name).get(prop)
    assert said.out.rstrip("\n") == (wire or "")
    return wire


def test_a_renamed_pool_is_still_the_servers_and_clients_notice_nothing(free_port):
    more = "/ip pool add name=spare ranges=192.168.88.20 next-pool=dhcp\n"
    with site(free_port, lan_script(RANGES) + more) as office:
        client = office.wire.client(1)
        assert client.bind() == "192.168.88.14"
        said = office.server.console("/ip pool set dhcp name=office", "/ip dhcp-server set dhcp1 name=main")
        assert said.rc == 0, said.err
        assert get(office.server, "/ip dhcp-server", "main", "address-pool") == "office"
        assert get(office.server, "/ip pool", "spare", "next-pool") == "office"
        assert client.renew().kind.name == "ACK"
        assert office.wire.client(2).bind() == "192.168.88.13"
        wait_until_logged(office.server, "main assigned 192.168.88.13")
        assert {row["server"] for row in leases(office.server)} == {"main"}
        office.server.restart()
        assert get(office.server, "/ip dhcp-server", "main", "address-pool") == "office"
        assert office.wire.client(3).bind() == "192.168.88.12"


def test_a_removed_pool_leaves_its_number_and_a_new_one_of_the_same_name_is_not_taken_for_it(free_port):
    more = "/ip pool add name=spare ranges=192.168.88.20 next-pool=dhcp\n"
    with site(free_port, lan_script(RANGES) + more) as office:
        rows = office.server.rest("GET", "/ip/pool").json()
        number = next(row[".id"] for row in rows if row["name"] == "dhcp")
        said = office.server.console("/ip pool remove dhcp", f"/ip pool add name=dhcp ranges={RANGES}")
        assert said.rc == 0, said.err
        for _ in range(2):
            assert get(office.server, "/ip dhcp-server", "dhcp1", "address-pool") == number
            assert get(office.server, "/ip pool", "spare", "next-pool") == number
            assert office.wire.client(1).discover(unless=office.witness) is None
            office.server.restart()
        wait_until_logged(office.server, f"failed to give out IP address: pool <{number}> is empty")
        rows = office.server.rest("GET", "/ip/pool").json()
        assert next(row[".id"] for row in rows if row["name"] == "dhcp") != number, "ids are never reused"
        assert office.server.console("/ip dhcp-server set dhcp1 address-pool=dhcp").rc == 0
        assert office.wire.client(1).bind() == "192.168.88.14"


def test_leases_of_a_removed_server_stay_and_name_it_by_number(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        client = office.wire.client(1)
        assert client.bind() == "192.168.88.14"
        (number,) = (row[".id"] for row in office.server.rest("GET", "/ip/dhcp-server").json())
        said = office.server.console(
            "/ip dhcp-server remove dhcp1",
            "/ip dhcp-server add name=dhcp1 interface=bridge address-pool=dhcp",
            "/ip dhcp-server lease set [find address=192.168.88.2] server=dhcp1",
        )
        assert said.rc == 0, said.err
        (lease,) = leases(office.server)
        assert (lease["server"], lease["address"]) == (number, "192.168.88.14")
        assert office.wire.client(2).bind(wanted="192.168.88.14") == "192.168.88.13", "its address is still held"
        assert client.renew().kind.name == "NAK"


def test_an_interface_that_was_given_another_name_still_has_its_server(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        assert office.server.console("/interface set bridge name=ether2").rc == 0
        assert get(office.server, "/ip dhcp-server", "dhcp1", "interface") == "ether2"
        assert office.wire.client(1).bind() == "192.168.88.14"
        office.server.restart()
        assert get(office.server, "/ip dhcp-server", "dhcp1", "interface") == "ether2"
        assert office.wire.client(2).bind() == "192.168.88.13"
