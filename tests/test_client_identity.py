"""Who is the same client: identifiers of dynamic and static leases, the limit for a MAC, reservations that change."""

from dhcp_clients import counters, lan_script, leases, site
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import mac, mac_text

RANGES = "192.168.88.10-192.168.88.12"
PORT_7 = {82: b"\x01\x05port7\x02\x02\xab\xcd"}


def test_one_mac_holds_no_more_leases_than_its_limit(free_port):
    with site(free_port, lan_script(more="client-mac-limit=2")) as office:
        plain = office.wire.client(1)
        second, third = (office.wire.client(1, client_identifier=bytes((255, number))) for number in (2, 3))
        plain.bind()
        address = second.bind()
        before = counters(office.server)["mac-limit"]
        assert third.discover(unless=office.witness) is None
        assert counters(office.server)["mac-limit"] == before + 1
        assert second.bind() == address, "who has a lease keeps it"
        assert office.wire.client(2).bind()
        second.release(office.witness)
        assert third.bind()


def test_a_server_that_looks_at_the_mac_alone_takes_all_identifiers_of_a_card_for_one_client(free_port):
    with site(free_port, lan_script(more="dynamic-lease-identifiers=client-mac")) as office:
        address = office.wire.client(1, client_identifier=b"\xffabc").bind()
        assert office.wire.client(1).bind() == address
        assert office.wire.client(1, client_identifier=b"\xffxyz").bind() == address
        (lease,) = leases(office.server)
        assert lease["active-client-id"] == "ff:78:79:7a"
        office.server.restart()
        assert office.wire.client(1, client_identifier=b"\xffabc").bind() == address


def test_a_server_that_looks_at_option_82_alone_gives_whoever_is_behind_a_port_its_lease(free_port):
    with site(free_port, lan_script(RANGES, more="dynamic-lease-identifiers=opt-82")) as office:
        address = office.wire.client(1, options=PORT_7).bind()
        later = office.wire.client(2, options=PORT_7)
        assert later.bind() == address
        assert office.wire.client(3, options={82: b"\x01\x05port8"}).bind() != address
        direct = office.wire.client(2)  # renewals go by unicast, past whatever adds option 82
        direct.address, direct.server = later.address, later.server
        assert direct.renew().kind is Message.ACK
        (lease,) = leases(office.server, address=address)
        assert (lease["mac-address"], lease["agent-circuit-id"]) == (mac_text(mac(2)), "port7")
        assert lease["agent-remote-id"] == "0xabcd"
        direct.release(office.witness)
        assert leases(office.server, address=address) == []


def test_option_82_beside_the_mac_makes_a_card_another_client_at_another_port(free_port):
    with site(free_port, lan_script(RANGES, more="dynamic-lease-identifiers=client-mac,opt-82")) as office:
        address = office.wire.client(1, options=PORT_7).bind()
        assert office.wire.client(1, options={82: b"\x01\x05port8"}).bind() != address
        assert office.wire.client(1, options=PORT_7).bind() == address


def test_a_static_lease_goes_by_option_82_and_all_it_names_must_fit(free_port):
    lines = (
        "/ip dhcp-server lease add address=192.168.88.50 agent-circuit-id=port7 server=dhcp1\n"
        "/ip dhcp-server lease add address=192.168.88.51 agent-circuit-id=port8 agent-remote-id=0xabcd server=dhcp1\n"
        f"/ip dhcp-server lease add address=192.168.88.52 mac-address={mac_text(mac(5))} agent-remote-id=0xabce\n"
    )
    with site(free_port, lan_script(RANGES) + lines) as office:
        assert office.wire.client(1, options=PORT_7).bind() == "192.168.88.50"
        (lease,) = leases(office.server, address="192.168.88.50")
        assert (lease["agent-circuit-id"], lease["agent-option"]) == ("port7", "0x" + PORT_7[82].hex())
        assert office.wire.client(2, options={82: b"\x01\x05port8"}).bind() == "192.168.88.12"
        assert office.wire.client(3, options={82: b"\x02\x02\xab\xcd\x01\x05port8"}).bind() == "192.168.88.51"
        assert office.wire.client(5, options={82: b"\x02\x02\xab\xce"}).bind() == "192.168.88.52"
        assert office.wire.client(5).bind() == "192.168.88.11"
        said = office.server.console(lines.splitlines()[0].replace("50", "60"))
        assert "already have static lease for this client" in said.err + said.out


# ---- reservations of clients that have something else ---------------------------------------------------------------


def test_a_client_that_gets_a_reservation_is_told_at_its_renewal_by_a_server_that_is_not_authoritative_too(free_port):
    with site(free_port, lan_script(RANGES, more="authoritative=no")) as office:
        client = office.wire.client(1)
        assert client.bind() == "192.168.88.12"
        line = f"/ip dhcp-server lease add address=192.168.88.11 mac-address={mac_text(mac(1))} server=dhcp1"
        assert office.server.console(line).rc == 0
        assert office.wire.client(2).bind(wanted="192.168.88.11") == "192.168.88.10"
        assert client.renew().kind is Message.NAK
        assert client.bind() == "192.168.88.11"


def test_a_client_keeps_what_it_has_until_its_reserved_address_is_free(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        holder, owner = office.wire.client(1), office.wire.client(2)
        assert (holder.bind(), owner.bind()) == ("192.168.88.12", "192.168.88.11")
        line = f"/ip dhcp-server lease add address=192.168.88.12 mac-address={mac_text(mac(2))} server=dhcp1"
        assert office.server.console(line).rc == 0
        assert owner.renew().kind is Message.ACK
        assert holder.renew().kind is Message.NAK
        assert owner.renew().kind is Message.NAK
        assert owner.bind() == "192.168.88.12"


def test_make_dynamic_turns_a_bound_static_lease_into_one_that_runs_out(free_port):
    line = f"/ip dhcp-server lease add address=192.168.88.11 mac-address={mac_text(mac(1))} server=dhcp1\n"
    make = f"/ip dhcp-server lease make-dynamic [find mac-address={mac_text(mac(1))}]"
    with site(free_port, lan_script(RANGES) + line) as office:
        said = office.server.console(make)
        assert (said.rc != 0, "only a bound lease can become dynamic" in said.err + said.out) == (True, True)
        client = office.wire.client(1)
        assert client.bind() == "192.168.88.11"
        (before,) = leases(office.server)
        assert office.server.console(make).rc == 0
        (after,) = leases(office.server)
        assert (before["dynamic"], after["dynamic"]) == ("false", "true")
        for name in (".id", "address", "mac-address", "server", "status"):
            assert after[name] == before[name], name
        assert client.renew().kind is Message.ACK
        client.release(office.witness)
        assert leases(office.server) == []
