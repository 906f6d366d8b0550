"""What becomes of addresses over time: kept for their clients, left to rest, never given out, and orphans that end."""

from dhcp_clients import counters, fill, lan_script, leases, site
from living_house import LivingHouse, message
from living_house import Wire as QuickWire
from poolkeeper.wire.dhcp4 import Message, decode
from rig import wait_until

RANGES = "192.168.88.10-192.168.88.12"


def typed(server, *lines):
    """What the console said to lines that must be right."""
    said = server.console(*lines)
    assert said.rc == 0, said.err or said.out
    return said.out


def test_an_address_is_kept_for_its_client_until_it_is_needed_and_the_longest_idle_goes_first(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        first, second, third, fourth = (office.wire.client(number) for number in range(1, 5))
        assert [first.bind(), second.bind()] == ["192.168.88.12", "192.168.88.11"]
        first.release(office.witness)
        second.release(office.witness)
        assert third.bind() == "192.168.88.10", "the highest free address is remembered for somebody"
        assert second.bind() == "192.168.88.11", "it had this one"
        second.release(office.witness)
        assert fourth.bind() == "192.168.88.12", "nothing else was left longer ago"
        assert first.bind() == "192.168.88.11"
        assert second.discover(unless=office.witness) is None
        assert fill(office.server) == (3, 3, 0)


def test_a_released_address_rests_for_the_reuse_delay_but_not_for_its_own_client(free_port):
    with site(free_port, lan_script("192.168.88.10")) as office:
        server = office.server
        typed(server, "/ip pool set dhcp reuse-delay=1h")
        owner, other = office.wire.client(1), office.wire.client(2)
        assert owner.bind() == "192.168.88.10"
        owner.release(office.witness)
        assert other.discover(unless=office.witness) is None
        assert other.discover(wanted="192.168.88.10", unless=office.witness) is None
        assert other.reboot("192.168.88.10", unless=office.witness).kind is Message.NAK
        assert owner.bind() == "192.168.88.10"
        owner.release(office.witness)
        typed(server, "/ip pool set dhcp reuse-delay=1s")
        wait_until(lambda: other.discover(unless=office.witness), "the rest is over")
        assert other.bind() == "192.168.88.10"


def test_a_mere_offer_does_not_make_an_address_rest(free_port):
    with site(free_port, lan_script("192.168.88.10")) as office:
        typed(office.server, "/ip pool set dhcp reuse-delay=1h")
        curious, other = office.wire.client(1), office.wire.client(2)
        offer = curious.discover()
        elsewhere = {**offer.packet.options, 54: bytes((192, 168, 88, 77))}
        curious.select(offer._replace(packet=offer.packet._replace(options=elsewhere)), unless=office.witness)
        assert other.bind() == "192.168.88.10"


def test_the_reserve_of_a_pool_is_given_to_nobody_and_who_has_of_it_runs_out(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        server = office.server
        early = office.wire.client(1)
        assert early.bind() == "192.168.88.12"
        typed(server, "/ip pool set dhcp reserve=192.168.88.11-192.168.88.12")
        assert fill(server) == (1, 0, 1)
        assert [row["address"] for row in leases(server, orphan="true")] == ["192.168.88.12"]
        late = office.wire.client(2)
        assert late.bind(wanted="192.168.88.11") == "192.168.88.10"
        assert early.renew().address == "192.168.88.12"
        server.kill9()
        server.start()
        assert office.wire.client(3).discover(wanted="192.168.88.11", unless=office.witness) is None
        assert "reserve=" in typed(server, "/ip pool export")
        typed(server, '/ip pool set dhcp reserve=""')
        assert fill(server) == (3, 2, 1)
        assert leases(server, orphan="true") == []


def test_orphans_are_ended_at_once_on_request(free_port):
    with site(free_port, lan_script(RANGES)) as office:
        client = office.wire.client(1)
        assert client.bind() == "192.168.88.12"
        typed(office.server, "/ip pool set dhcp ranges=192.168.88.10")
        typed(office.server, "/ip dhcp-server lease remove [find orphan=yes]")
        assert leases(office.server) == []
        assert client.renew().kind is Message.NAK
        assert client.bind(wanted="192.168.88.12") == "192.168.88.10"


def test_random_macs_have_a_limit_of_their_own(free_port):
    with site(free_port, lan_script("192.168.88.10-192.168.88.20", more="local-mac-limit=2")) as office:
        phones = [office.wire.client(number) for number in (1, 2, 3)]  # 02:... is locally administered
        assert [phone.bind() for phone in phones[:2]] == ["192.168.88.20", "192.168.88.19"]
        assert phones[2].discover(unless=office.witness) is None
        assert counters(office.server)["local-mac-limit"] == 1
        printer = office.wire.client(4)
        printer.mac = bytes.fromhex("001122334455")
        assert printer.bind() == "192.168.88.18"
        assert phones[0].renew().address == "192.168.88.20"
        phones[1].release(office.witness)
        assert phones[2].bind() == "192.168.88.17"


def test_lease_times_shrink_as_the_pool_fills(free_port):
    ranges = "192.168.88.11-192.168.88.20"
    with site(free_port, lan_script(ranges, more="lease-time=1000s least-lease-time=100s")) as office:
        times = []
        for number in range(1, 11):
            client = office.wire.client(number)
            offer = client.discover()
            answer = client.select(offer)
            times.append(answer.number(51))
        assert times[:5] == [1000] * 5, "half of the pool is given out for the whole time"
        assert times[5:] == sorted(times[5:], reverse=True)
        assert times[9] == 100, "the last one has the least"
        typed(office.server, "/ip dhcp-server set dhcp1 least-lease-time=none")
        assert client.renew().number(51) == 1000


def test_a_request_in_the_round_after_its_offer_sees_the_pool_as_it_is_then(tmp_path):
    living = LivingHouse(tmp_path)
    words = {"name": "p", "interface": "lan0", "relay": "10.0.0.2", "address-pool": "p", "lease-time": "1000s"}
    living.run(
        ("ip pool", "add", {"name": "p", "ranges": "10.1.0.1-10.1.0.2"}),
        ("ip dhcp-server", "add", {**words, "least-lease-time": "100s", "conflict-detection": "no"}),
        ("ip dhcp-server network", "add", {"address": "10.0.0.0/8"}),
    )
    relay, key = 10 << 24 | 2, b"\2\0\0\0\0"
    wire = QuickWire(living)
    wire.serve([message(Message.DISCOVER, key + b"\1", relay)])
    discover = message(Message.DISCOVER, key + b"\2", relay)
    chosen = {50: (10 << 24 | 1 << 16 | 1).to_bytes(4, "big"), 54: (10 << 24 | 1).to_bytes(4, "big")}
    offer, ack = wire.rounds([[discover], [message(Message.REQUEST, key + b"\2", relay, options=chosen)]])
    assert [int.from_bytes(decode(each.payload).options[51], "big") for each in (offer, ack)] == [1000, 100]
    wire.close()
    living.close()
