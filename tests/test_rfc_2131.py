"""What RFC 2131 and RFC 2132 demand of a server, where no other test shows it; docs/rfc.md has the whole list.

Every answer here came over a cable.
"""

import pytest

from dhcp_clients import lan_script, leases, site, used, wait_until_logged
from poolkeeper.wire.dhcp4 import Message
from poolkeeper.wire.options4 import split_area
from raw_dhcp import bound, dotted, ip, mac, mac_text

SECOND = "192.168.88.251"
AREA = 240
"""Where the options begin behind the magic cookie."""


@pytest.fixture(scope="module")
def office(free_port):
    """A LAN whose server has two addresses on it, shared; each test has clients of its own, by number."""
    with site(free_port, lan_script("192.168.88.10-192.168.88.200", more="conflict-detection=no")) as made:
        made.lan.namespaces.address(made.lan.router, "bridge", f"{SECOND}/24")
        yield made


def codes(heard):
    """Codes of the options field in the order in which they stand there."""
    return [code for code, _ in split_area(heard.frame.payload[AREA:])]


# ---- RFC 2131 -------------------------------------------------------------------------------------------------------


def test_reserved_flag_bits_change_nothing(office):
    client = office.wire.client(1)
    client.flags = 0x7FFF
    offer = client.discover()
    assert (offer.frame.dst_mac, offer.packet.flags) == (mac(1), 0x7FFF)


def test_an_ack_says_what_its_offer_said(office):
    client = office.wire.client(2, options={55: bytes((1, 3, 6, 15))})
    offer = client.discover()
    ack = client.select(offer)
    told = {code: raw for code, raw in offer.packet.options.items() if code != 53}
    assert {code: raw for code, raw in ack.packet.options.items() if code != 53} == told
    assert (ack.packet.yiaddr, ack.packet.siaddr) == (offer.packet.yiaddr, offer.packet.siaddr)


def test_an_address_is_not_probed_when_its_client_takes_it_or_comes_back_with_it(office):
    client = office.wire.client(3)
    offer = client.discover()
    before = office.wire.arps_for(offer.address)
    assert bound(client.select(offer)) == offer.address
    assert bound(client.reboot(offer.address)) == offer.address
    assert office.wire.arps_for(offer.address) == before


def test_an_address_is_not_probed_where_the_administrator_does_not_want_it(office):
    first, second = office.wire.client(27), office.wire.client(28)
    before = office.wire.arps_for(first.bind())
    assert before == 0
    assert office.server.console("/ip dhcp-server set dhcp1 conflict-detection=yes").rc == 0
    assert office.wire.arps_for(second.discover().address) > 0
    assert office.server.console("/ip dhcp-server set dhcp1 conflict-detection=no").rc == 0


def test_a_request_that_cannot_be_granted_is_refused_with_a_reason(office):
    holder, late = office.wire.client(4), office.wire.client(5)
    address = holder.bind()
    offer = late.discover()
    named = {50: ip(address).to_bytes(4, "big"), 54: offer.packet.options[54]}
    nak = late.ask(Message.REQUEST, named)
    assert (nak.kind, nak.packet.options[56]) == (Message.NAK, b"address not available")
    assert leases(office.server, address=address)[0]["mac-address"] == mac_text(mac(4))


def test_a_refusal_carries_nothing_but_who_refuses_and_why(office):
    client = office.wire.client(6, options={55: bytes((1, 3, 6)), 82: b"\1\1x"})
    nak = client.reboot("10.1.2.3")
    packet = nak.packet
    assert nak.kind is Message.NAK
    assert set(packet.options) == {53, 54, 56, 82}, "82 is RFC 3046's demand"
    assert (packet.ciaddr, packet.yiaddr, packet.siaddr, packet.sname, packet.file) == (0, 0, 0, b"", b"")


def test_any_of_its_addresses_names_the_server(office):
    client = office.wire.client(7)
    offer = client.discover()
    named = {50: offer.packet.yiaddr.to_bytes(4, "big"), 54: ip(SECOND).to_bytes(4, "big")}
    ack = client.ask(Message.REQUEST, named)
    assert bound(ack) == offer.address
    assert ack.server == "192.168.88.1", "it goes on calling itself by the first"
    client.address, client.server = ack.packet.yiaddr, ip(SECOND)
    client.release(office.witness)
    assert offer.address not in used(office.server)


def test_the_server_calls_itself_by_its_address_on_the_clients_wire_and_on_the_relays(office):
    assert office.wire.client(8).discover().server == "192.168.88.1"
    script = "/ip dhcp-server add name=far interface=bridge relay=192.168.88.3 address-pool=dhcp conflict-detection=no"
    assert office.server.console(script).rc == 0
    assert office.wire.client(9, giaddr="192.168.88.3").discover().server == "192.168.88.1"
    assert office.server.console("/ip dhcp-server remove far").rc == 0


def test_options_that_spill_over_are_announced_begin_and_end_in_their_field_and_stay_whole(office):
    said = office.server.console(
        *(f"/ip dhcp-server option add name=big{code} code={code} value=0x{'a5' * 100}" for code in (230, 231, 232)),
        "/ip dhcp-server network set [find] dhcp-option=big230,big231,big232",
    )
    assert said.rc == 0, said.err
    small = office.wire.client(10, options={55: bytes((3, 230, 231, 232)), 57: (576).to_bytes(2, "big")}).discover()
    payload = small.frame.payload
    area, file, sname = payload[AREA:], payload[108:236], payload[44:108]
    assert dict(split_area(area))[52] == b"\1"
    assert file[:2] == bytes((232, 100))
    assert file[102:] == b"\xff" + bytes(25), "an end, then nothing but padding"
    assert sname == bytes(64)
    assert area.rstrip(b"\0").endswith(b"\xff")
    assert {code: small.packet.options[code] for code in (230, 231, 232)} == dict.fromkeys(
        (230, 231, 232), b"\xa5" * 100
    )
    assert len(payload) <= 576 - 28
    tiny = office.wire.client(11, options={55: bytes((3, 230, 231, 232)), 57: (100).to_bytes(2, "big")}).discover()
    assert set(tiny.packet.options) == set(small.packet.options), "less than 576 counts as 576"
    assert office.server.console('/ip dhcp-server network set [find] dhcp-option=""').rc == 0


def test_offers_and_acks_carry_what_table_3_demands_and_nothing_it_forbids(office):
    asked = {50: ip("192.168.88.50").to_bytes(4, "big"), 55: bytes((50, 55, 57, 3)), 57: (1500).to_bytes(2, "big")}
    client = office.wire.client(12, options=asked)
    offer = client.discover()
    ack = client.select(offer)
    for heard, kind in ((offer, Message.OFFER), (ack, Message.ACK)):
        packet = heard.packet
        assert (packet.op, packet.hops, packet.secs, packet.chaddr) == (2, 0, 0, mac(12))
        assert (heard.kind, packet.ciaddr) == (kind, 0)
        assert {51, 53, 54} <= set(packet.options)
        assert {50, 55, 57}.isdisjoint(packet.options)
    informed = office.wire.client(13, options={55: bytes((3, 51, 58, 59))}).inform("192.168.88.7")
    assert {51, 58, 59}.isdisjoint(informed.packet.options)


def test_each_option_a_client_names_comes_once_and_unknown_ones_not_at_all(office):
    client = office.wire.client(14, options={55: bytes((3, 3, 6, 99, 3, 15, 6))})
    sent = codes(client.discover())
    assert len(sent) == len(set(sent))
    assert {3, 6, 15} <= set(sent)
    assert 99 not in sent


def test_t1_comes_before_t2_and_t2_before_the_end(office):
    offer = office.wire.client(15).discover()
    assert 0 < offer.number(58) < offer.number(59) < offer.number(51)


def test_t1_and_t2_of_a_renewal_fit_the_lease_that_it_brings(office):
    client = office.wire.client(26)
    client.bind()
    for seconds in (800, 80):
        assert office.server.console(f"/ip dhcp-server set dhcp1 lease-time={seconds}s").rc == 0
        ack = client.renew()
        assert [ack.number(code) for code in (51, 58, 59)] == [seconds, seconds // 2, seconds * 7 // 8]
    assert office.server.console("/ip dhcp-server set dhcp1 lease-time=10m").rc == 0


def test_a_client_that_rebinds_an_address_it_never_had_is_refused(office):
    holder, liar = office.wire.client(16), office.wire.client(17)
    liar.address = ip(holder.bind())
    office.wire.owned[liar.address] = mac(17)
    nak = liar.rebind()
    assert nak.kind is Message.NAK
    assert leases(office.server, address=dotted(liar.address))[0]["mac-address"] == mac_text(mac(16))


def test_a_declined_address_goes_to_nobody_and_the_log_says_so(office):
    client, other = office.wire.client(18), office.wire.client(19)
    address = client.bind()
    client.decline(address, office.witness)
    wait_until_logged(office.server, f"{mac_text(mac(18))} declined {address}")
    assert other.bind(wanted=address) != address
    assert client.bind(wanted=address) != address


# ---- RFC 2132 -------------------------------------------------------------------------------------------------------


def test_a_null_at_the_end_of_a_text_is_dropped_and_none_is_sent(office):
    client = office.wire.client(20, host_name="pc\0")
    offer = client.discover()
    client.select(offer)
    assert leases(office.server, **{"mac-address": mac_text(mac(20))})[0]["host-name"] == "pc"
    assert offer.packet.options[15] == b"lan.example"


def test_the_mask_stands_before_the_routers(office):
    sent = codes(office.wire.client(21, options={55: bytes((3, 1))}).discover())
    assert sent.index(1) < sent.index(3)


def test_lists_are_sent_in_the_administrators_order(office):
    assert office.server.console("/ip dhcp-server network set [find] dns-server=9.9.9.9,1.1.1.1,192.168.88.1").rc == 0
    assert office.wire.client(22).discover().addresses(6) == ["9.9.9.9", "1.1.1.1", "192.168.88.1"]


def test_lists_of_addresses_are_whole_addresses(office):
    say = "/ip dhcp-server network set [find] gateway=192.168.88.1,192.168.88.2 ntp-server=192.168.88.1,9.9.9.9"
    assert office.server.console(say, "/ip dhcp-server network set [find] wins-server=192.168.88.7").rc == 0
    sent = office.wire.client(29, options={55: bytes((3, 6, 42, 44))}).discover().packet.options
    assert [len(sent[code]) % 4 for code in (3, 6, 42, 44)] == [0, 0, 0, 0]
    assert [len(sent[code]) // 4 for code in (3, 42, 44)] == [2, 2, 1]
    refused = office.server.console("/ip dhcp-server network set [find] gateway=192.168.88")
    assert refused.rc != 0
    undo = '/ip dhcp-server network set [find] gateway=192.168.88.1 ntp-server="" wins-server=""'
    assert office.server.console(undo).rc == 0


def test_vendor_information_that_means_nothing_here_is_passed_over(office):
    client = office.wire.client(23, options={43: b"\1\xffnonsense", 60: b"unheard of", 77: b"\xff"})
    offer = client.discover()
    assert bound(client.select(offer)) == offer.address
    assert {43, 60, 77}.isdisjoint(offer.packet.options)


def test_an_identifier_is_a_mere_row_of_bytes(office):
    first, second = (office.wire.client(24, client_identifier=raw) for raw in (b"\0same", b"\1same"))
    addresses = {first.bind(), second.bind()}
    assert len(addresses) == 2
    again = office.wire.client(25, client_identifier=b"\0same")
    assert again.bind() in addresses, "the identifier counts, not the card"
