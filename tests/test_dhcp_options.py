"""What clients are told besides their address: options by precedence, on request and by force, sets and matchers.

Every answer here came over a cable. How a value is written is in ``test_dhcp_packets``.
"""

import socket

import pytest

from dhcp_clients import Dhclient, lan_script, leases, site
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import mac, mac_text

REQUESTS = {55: bytes((1, 3, 6, 15, 108, 114, 119, 121, 150))}


@pytest.fixture(scope="module")
def office(free_port):
    """A LAN and a server, shared; each test has clients of its own (by number) and options of its own (by name)."""
    with site(free_port, lan_script(), hosts=2) as made:
        yield made


def say(office, *lines):
    """Lines that the console takes without a word."""
    said = office.server.console(*lines)
    assert (said.rc, said.err) == (0, "")


def told(office, number, **options):
    """The options in an offer to the client of this number."""
    return office.wire.client(number, **options).discover().packet.options


# ---- which value, and when ------------------------------------------------------------------------------------------


def test_the_nearest_definition_wins_lease_then_server_then_network_then_what_the_network_menu_says(office):
    say(
        office,
        "/ip dhcp-server option add name=far code=6 value=\"'10.0.0.1'\"",
        "/ip dhcp-server option add name=mid code=6 value=\"'10.0.0.2'\"",
        "/ip dhcp-server option add name=near code=6 value=\"'10.0.0.3'\"",
        "/ip dhcp-server option sets add name=mid options=mid",
        f"/ip dhcp-server lease add address=192.168.88.5 mac-address={mac_text(mac(1))}",
    )
    seen = [told(office, 1, options=REQUESTS)[6][:4]]
    for line in (
        "/ip dhcp-server network set [find] dhcp-option=far",
        "/ip dhcp-server set dhcp1 dhcp-option-set=mid",
        "/ip dhcp-server lease set [find address=192.168.88.5] dhcp-option=near",
    ):
        say(office, line)
        seen.append(told(office, 1, options=REQUESTS)[6])
    assert [socket.inet_ntoa(raw) for raw in seen] == ["192.168.88.1", "10.0.0.1", "10.0.0.2", "10.0.0.3"]
    assert told(office, 2, options=REQUESTS)[6] == socket.inet_aton("10.0.0.2"), "the lease's is for its client alone"
    say(
        office,
        "/ip dhcp-server set dhcp1 dhcp-option-set=none",
        '/ip dhcp-server network set [find] dhcp-option=""',
    )
    assert told(office, 2, options=REQUESTS)[6] == socket.inet_aton("192.168.88.1") + socket.inet_aton("9.9.9.9")


def test_an_option_goes_only_to_who_asks_for_it_unless_it_is_forced(office):
    say(
        office,
        "/ip dhcp-server option add name=asked code=150 value=\"'10.0.0.9'\"",
        "/ip dhcp-server option add name=pushed code=224 value=\"s'10'\" force=yes",
        "/ip dhcp-server network set [find] dhcp-option=asked,pushed",
    )
    plain, asking = told(office, 3, options={55: b"\x03"}), told(office, 3, options={55: b"\x03\x96"})
    assert (150 in plain, plain[224]) == (False, b"10")
    assert (asking[150], asking[224]) == (socket.inet_aton("10.0.0.9"), b"10")
    assert 6 not in plain, "what the network menu says is sent on request too"
    say(office, '/ip dhcp-server network set [find] dhcp-option=""')


def test_variables_are_filled_for_each_client(office):
    say(
        office,
        "/ip dhcp-server option add name=who code=225 force=yes value=\"\\$(HOSTNAME)'/'\\$(REMOTE_ID)\"",
        '/ip dhcp-server option add name=way code=226 force=yes value="\\$(NETWORK_GATEWAY)"',
        "/ip dhcp-server network set [find] dhcp-option=who,way",
    )
    first = told(office, 4, host_name="kvm", options={82: b"\1\1c\2\3end"})
    assert (first[225], first[226]) == (b"kvm/end", socket.inet_aton("192.168.88.1"))
    assert told(office, 5, host_name="other")[225] == b"other/"
    assert told(office, 6, options={82: b"\2\x50cut"})[225] == b"/"
    say(office, '/ip dhcp-server network set [find] dhcp-option=""')


def test_a_value_longer_than_one_option_arrives_whole(office):
    say(
        office,
        f"/ip dhcp-server option add name=long code=227 value=0x{'a5' * 300}",
        "/ip dhcp-server network set [find] dhcp-option=long",
    )
    heard = office.wire.client(7, options={55: bytes((227,)), 57: (1500).to_bytes(2, "big")}).discover()
    assert heard.packet.options[227] == b"\xa5" * 300
    assert bytes((227, 255)) + b"\xa5" * 255 + bytes((227, 45)) + b"\xa5" * 45 in heard.frame.payload
    say(office, '/ip dhcp-server network set [find] dhcp-option=""')


# ---- options with a meaning of their own ----------------------------------------------------------------------------


def test_a_gateway_outside_the_clients_network_comes_with_a_route_to_it(office):
    assert 121 not in told(office, 8, options=REQUESTS)
    say(office, "/ip dhcp-server network set [find] netmask=32")
    routes = told(office, 8, options=REQUESTS)[121]
    gateway = socket.inet_aton("192.168.88.1")
    assert routes == b"\x20" + gateway + bytes(4) + b"\x00" + gateway
    assert 121 not in told(office, 8, options={55: b"\1\3"})
    say(office, "/ip dhcp-server network set [find] netmask=25")
    assert told(office, 8, options=REQUESTS)[121] == routes, "clients of the upper half do not find it"
    say(office, "/ip dhcp-server network set [find] netmask=16")
    assert 121 not in told(office, 8, options=REQUESTS)
    say(office, "/ip dhcp-server network set [find] netmask=0")


def test_the_servers_of_ip_dns_are_told_where_the_network_names_none(office):
    seen = []
    for line in (
        "/ip dns set servers=192.0.2.53,2001:db8::53,192.0.2.54",
        '/ip dhcp-server network set [find] dns-server=""',
        "/ip dns set servers=192.0.2.55",
        "/ip dhcp-server network set [find] dns-none=yes",
    ):
        say(office, line)
        seen.append(told(office, 13, options=REQUESTS).get(6))
    own = socket.inet_aton("192.168.88.1") + socket.inet_aton("9.9.9.9")
    two = socket.inet_aton("192.0.2.53") + socket.inet_aton("192.0.2.54")
    assert seen == [own, two, socket.inet_aton("192.0.2.55"), None]
    say(
        office,
        "/ip dhcp-server network set [find] dns-none=no dns-server=192.168.88.1,9.9.9.9",
        '/ip dns set servers=""',
    )


def test_search_list_portal_and_ipv6_only_reach_who_asks(office):
    say(
        office,
        "/ip dhcp-server option add name=search code=119 value=\"d'eng.lan.example,lan.example'\"",
        "/ip dhcp-server option add name=portal code=114 value=\"s'https://portal.example/api'\"",
        "/ip dhcp-server option add name=v6only code=108 value=0x00000708 force=yes",
        "/ip dhcp-server option add name=routes code=121 value=\"r'10.0.0.0/8 192.168.88.3'\"",
        "/ip dhcp-server network set [find] dhcp-option=search,portal,v6only,routes",
    )
    sent = told(office, 9, options=REQUESTS)
    assert sent[119] == b"\3eng\3lan\7example\0\xc0\4"
    assert sent[114] == b"https://portal.example/api"
    assert int.from_bytes(sent[108], "big") == 1800
    assert sent[121] == b"\x08\x0a" + socket.inet_aton("192.168.88.3")
    assert {108, 114, 119, 121}.isdisjoint(told(office, 9, options={55: b"\1\3"}))
    say(office, '/ip dhcp-server network set [find] dhcp-option=""')


def test_dhclient_reads_the_search_list_and_the_routes(office, tmp_path):
    say(
        office,
        "/ip dhcp-server option add name=search2 code=119 value=\"d'eng.lan.example,lan.example'\"",
        "/ip dhcp-server option add name=routes2 code=121 value=\"r'10.0.0.0/8 192.168.88.3'\"",
        "/ip dhcp-server network set [find] dhcp-option=search2,routes2",
    )
    conf = (
        "option classless-routes code 121 = array of unsigned integer 8;\n"
        "also request domain-search, classless-routes;\n"
    )
    client = Dhclient(office.lan.namespaces, office.lan.hosts[0], tmp_path, conf).start()
    event = client.wait_for("BOUND")
    assert event["new_domain_search"].replace(".'", "'").split() == ["eng.lan.example.", "lan.example."]
    assert event["new_classless_routes"] == "8 10 192 168 88 3"
    client.stop()
    say(office, '/ip dhcp-server network set [find] dhcp-option=""')


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (b"\x05\0\0\4mine", b"\x0e\xff\xff\4mine\3lan\7example\0"),  # wants S, DNS form, partial
        (b"\x04\0\0\4mine\3own\0", b"\x0c\xff\xff\4mine\3own\0"),  # whole
        (b"\x05\0\0\4mine\0", b"\x0e\xff\xff\4mine\3lan\7example\0"),  # one label, as dhclient sends it
        (b"\x00\0\0mine", b"\x08\xff\xffmine.lan.example"),  # the old ASCII form
        (b"\x0c\0\0", b"\x0c\xff\xff"),  # no updates wanted, no name
        (b"\x04", None),  # cut short
    ],
)
def test_a_client_that_names_itself_in_full_is_told_that_dns_is_its_own_affair(office, asked, answered):
    client = office.wire.client(10, options={81: asked})
    offer = client.discover()
    ack = client.select(offer)
    assert [each.packet.options.get(81) for each in (offer, ack, client.renew())] == [answered] * 3
    refused = office.wire.client(11, options={81: asked}).reboot("10.1.2.3")
    assert (refused.kind, 81 in refused.packet.options) == (Message.NAK, False)
    assert 81 not in told(office, 12)


def test_dhclient_is_told_its_full_name(office, tmp_path):
    conf = 'send fqdn.fqdn "kvm"; send fqdn.encoded on; send fqdn.server-update on;\n'
    client = Dhclient(office.lan.namespaces, office.lan.hosts[1], tmp_path, conf).start()
    event = client.wait_for("BOUND")
    assert event["new_fqdn_fqdn"].rstrip(".") == "kvm.lan.example"
    assert (event["new_fqdn_no_client_update"], event["new_fqdn_server_update"]) == ("true", "false")
    client.stop()


# ---- matchers -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def phones(free_port):
    """A LAN whose phones and printers get pools of their own."""
    init = lan_script("192.168.88.100-192.168.88.199") + (
        "/ip pool add name=phones ranges=192.168.88.20-192.168.88.29\n"
        "/ip pool add name=printers ranges=192.168.88.30-192.168.88.39\n"
        "/ip dhcp-server option add name=boot code=66 value=\"'phones.example'\"\n"
        "/ip dhcp-server option sets add name=boot options=boot\n"
        "/ip dhcp-server matcher add name=phone server=dhcp1 code=60 value=phone matching-type=substring "
        "address-pool=phones option-set=boot\n"
        "/ip dhcp-server matcher add name=printer code=77 value=0x0570 matching-type=substring address-pool=printers\n"
        "/ip dhcp-server matcher add name=guest code=60 value=guest address-pool=static-only\n"
        "/ip dhcp-server vendor-class-id add name=old server=dhcp1 vid=scanner address-pool=printers\n"
    )
    with site(free_port, init) as made:
        yield made


@pytest.mark.parametrize(
    ("number", "sent", "address"),
    [
        (1, {60: b"IP phone 7"}, "192.168.88.29"),
        (2, {77: b"\x05print"}, "192.168.88.39"),
        (3, {60: b"scanner"}, "192.168.88.38"),
        (4, {60: b"scanners"}, "192.168.88.199"),
        (5, {60: b"guests"}, "192.168.88.198"),
        (6, {}, "192.168.88.197"),
        (7, {60: b"printer", 77: b"\x05phone"}, "192.168.88.37"),
    ],
)
def test_a_matcher_chooses_the_pool(phones, number, sent, address):
    client = phones.wire.client(number, options=sent)
    assert client.bind() == address
    renewed = client.renew()
    assert (renewed.kind, renewed.address) == (Message.ACK, address)


def test_a_matcher_with_static_only_keeps_its_clients_out(phones):
    assert phones.wire.client(20, options={60: b"guest"}).discover(unless=phones.witness) is None


def test_a_matchers_option_set_is_for_its_clients_and_a_lease_comes_before_it(phones):
    wants = {55: bytes((66,))}
    assert told(phones, 21, options={**wants, 60: b"phone"})[66] == b"phones.example"
    assert 66 not in told(phones, 22, options=wants)
    say(
        phones,
        "/ip dhcp-server option add name=mine code=66 value=\"'mine.example'\"",
        f"/ip dhcp-server lease add address=192.168.88.9 mac-address={mac_text(mac(23))} dhcp-option=mine",
    )
    heard = phones.wire.client(23, options={**wants, 60: b"phone"}).discover()
    assert (heard.address, heard.packet.options[66]) == ("192.168.88.9", b"mine.example")


def test_a_disabled_or_changed_matcher_counts_at_the_next_packet(phones):
    client = phones.wire.client(24, options={60: b"phone x"})
    assert client.discover().address.startswith("192.168.88.2")
    say(phones, "/ip dhcp-server matcher disable phone")
    assert client.discover().address.startswith("192.168.88.1")
    say(phones, "/ip dhcp-server matcher enable phone", "/ip dhcp-server matcher set phone matching-type=exact")
    assert client.discover().address.startswith("192.168.88.1")
    say(phones, '/ip dhcp-server matcher set phone value="phone x"')
    assert client.discover().address.startswith("192.168.88.2")
    say(phones, "/ip dhcp-server matcher set phone value=phone matching-type=substring")


def test_a_lease_of_a_matchers_pool_is_no_orphan_while_the_matcher_counts(phones):
    address = phones.wire.client(25, options={60: b"a phone"}).bind()
    assert address.startswith("192.168.88.2")
    seen = []
    for line in (":put on", "/ip dhcp-server matcher disable phone", "/ip dhcp-server matcher enable phone"):
        assert phones.server.console(line).rc == 0
        seen.append(leases(phones.server, address=address)[0]["orphan"])
    assert seen == ["false", "true", "false"]


def test_matchers_are_exported_and_their_refusals_are_routeros_own(phones):
    shown = phones.server.console("/ip dhcp-server export").out.replace("\\\n    ", "")
    assert "add address-pool=phones code=60 matching-type=substring name=phone option-set=boot server=dhcp1" in shown
    assert "add address-pool=printers name=old server=dhcp1 vid=scanner" in shown
    refused = phones.server.console("/ip dhcp-server matcher add name=x code=60 value=y address-pool=nowhere")
    assert refused.rc != 0
    assert "input does not match any value of address-pool" in refused.out + refused.err
