"""Static leases: an address kept for one client, from the moment the lease is saved, whoever asks or holds it."""

from dhcp_clients import fill, lan_script, leases, site, used
from raw_dhcp import bound, mac, mac_text

RANGES = "192.168.88.10-192.168.88.12"
OWNER = 7


def static(address, number=OWNER, words=""):
    """The console line that keeps an address for the client of this number."""
    return f"/ip dhcp-server lease add address={address} mac-address={mac_text(mac(number))} server=dhcp1 {words}"


def test_a_static_address_goes_to_its_client_and_to_nobody_else(free_port):
    with site(free_port, lan_script(RANGES) + static("192.168.88.12") + "\n") as office:
        wire, witness = office.wire, office.witness
        assert fill(office.server) == (3, 0, 2)
        first, second, third = (wire.client(number) for number in (1, 2, 3))
        assert first.bind(wanted="192.168.88.12") == "192.168.88.11"
        assert second.bind() == "192.168.88.10"
        assert third.discover(unless=witness) is None
        assert third.reboot("192.168.88.12", unless=witness).kind.name == "NAK"
        owner = wire.client(OWNER)
        assert owner.bind() == "192.168.88.12"
        (lease,) = leases(office.server, address="192.168.88.12")
        assert (lease["dynamic"], lease["status"]) == ("false", "bound")
        owner.release(witness)
        (lease,) = leases(office.server, address="192.168.88.12")
        assert (lease["status"], "active-address" in lease) == ("waiting", False)
        assert third.discover(unless=witness) is None, "the address waits for its client"
        assert owner.bind() == "192.168.88.12"
        assert fill(office.server) == (3, 3, 0)


def test_a_static_address_outside_the_pool_is_given_too(free_port):
    with site(free_port, lan_script(RANGES) + static("192.168.88.200", words="lease-time=1h") + "\n") as office:
        offer = office.wire.client(OWNER).discover()
        assert (offer.address, offer.number(51)) == ("192.168.88.200", 3600)
        assert office.wire.client(OWNER).bind() == "192.168.88.200"
        assert used(office.server) == {}


def test_saving_a_static_lease_takes_the_address_from_who_holds_it_at_its_next_renewal(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        holder, offered, owner = (office.wire.client(number) for number in (1, 2, OWNER))
        assert holder.bind() == "192.168.88.12"
        offer = offered.discover()
        assert offer.address == "192.168.88.11"
        for line in (static("192.168.88.12"), static("192.168.88.11", 8)):
            assert office.server.console(line).rc == 0
        assert offered.select(offer).kind.name == "NAK", "an offer is no promise against a static lease"
        assert owner.discover(unless=office.witness) is None, "the holder still uses the address"
        assert holder.renew().kind.name == "NAK"
        assert owner.bind() == "192.168.88.12"
        assert holder.bind(wanted="192.168.88.12") == "192.168.88.10"
        assert office.wire.client(8).bind() == "192.168.88.11"


def test_make_static_keeps_what_a_client_has(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        client = office.wire.client(1, client_identifier=b"\x01" + mac(1), host_name="printer")
        assert client.bind() == "192.168.88.12"
        (before,) = leases(office.server)
        said = office.server.console("/ip dhcp-server lease make-static [find address=192.168.88.12]")
        assert said.rc == 0, said.err
        (after,) = leases(office.server)
        assert (before["dynamic"], after["dynamic"]) == ("true", "false")
        for name in (".id", "address", "mac-address", "client-id", "server", "status", "host-name"):
            assert after[name] == before[name], name
        assert client.renew().kind.name == "ACK"
        client.release(office.witness)
        office.server.restart()
        assert office.wire.client(2).bind() == "192.168.88.11"
        assert client.bind() == "192.168.88.12"


def test_a_static_lease_goes_by_client_identifier_where_it_names_one(free_port):
    line = "/ip dhcp-server lease add address=192.168.88.12 client-id=ff:1:2:3 server=dhcp1\n"
    with site(free_port, lan_script(RANGES) + line) as office:
        assert office.wire.client(1).bind() == "192.168.88.11"
        assert office.wire.client(2, client_identifier=b"\xff\x01\x02\x03").bind() == "192.168.88.12"


def test_a_blocked_client_hears_nothing_and_a_lease_from_a_pool_of_its_own_comes_from_there(free_port):
    lines = (
        "/ip pool add name=cameras ranges=192.168.88.100-192.168.88.101\n"
        f"{static('cameras', 1)}\n"
        f"/ip dhcp-server lease add mac-address={mac_text(mac(2))} server=dhcp1 block-access=yes\n"
    )
    with site(free_port, lan_script(RANGES) + lines) as office:
        assert office.wire.client(1).bind() == "192.168.88.101"
        assert office.wire.client(2).discover(unless=office.witness) is None
        assert office.server.console("/ip dhcp-server lease set [find block-access] block-access=no").rc == 0
        assert office.wire.client(2).bind() == "192.168.88.12"


def test_an_address_is_anybodys_again_when_its_static_lease_is_disabled_or_removed(free_port):
    with site(free_port, lan_script("192.168.88.12") + static("192.168.88.12") + "\n") as office:
        other = office.wire.client(1)
        find = f"[find mac-address={mac_text(mac(OWNER))}]"
        assert other.discover(unless=office.witness) is None
        assert office.server.console(f"/ip dhcp-server lease disable {find}").rc == 0
        assert other.bind() == "192.168.88.12"
        other.release(office.witness)
        assert office.server.console(f"/ip dhcp-server lease enable {find}").rc == 0
        assert other.discover(unless=office.witness) is None
        assert office.server.console(f"/ip dhcp-server lease remove {find}").rc == 0
        assert other.bind() == "192.168.88.12"


def test_a_static_only_server_serves_only_clients_with_static_leases(free_port):
    init = lan_script(RANGES) + static("192.168.88.50") + "\n/ip dhcp-server set dhcp1 address-pool=static-only\n"
    with site(free_port, init) as office:
        assert office.wire.client(1).discover(unless=office.witness) is None
        assert office.wire.client(OWNER).bind() == "192.168.88.50"
        assert bound(office.wire.client(OWNER).reboot("192.168.88.50")) == "192.168.88.50"
