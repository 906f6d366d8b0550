"""Pools that fall back on others: in order, each by name in `used`, and never for ever."""

from dhcp_clients import fill, lan_script, site, used, wait_until_logged

CHAIN = (
    (
        "/ip pool add name=third ranges=192.168.88.30-192.168.88.31\n"
        "/ip pool add name=second ranges=192.168.88.20-192.168.88.21 next-pool=third\n"
    )
    + lan_script("192.168.88.10-192.168.88.11")
    + "/ip pool set dhcp next-pool=second\n"
)
EMPTY = "dhcp1: failed to give out IP address: pool <dhcp> is empty"


def test_clients_come_from_the_next_pool_when_the_first_is_empty_and_used_names_the_pool_that_gave(free_port):
    with site(free_port, CHAIN) as office:
        clients = [office.wire.client(number) for number in range(1, 7)]
        given = [client.bind().rpartition(".")[2] for client in clients]
        assert given == ["11", "10", "21", "20", "31", "30"]
        for pool, count in (("dhcp", 2), ("second", 2), ("third", 2)):
            assert len(used(office.server, pool)) == count
            assert fill(office.server, pool) == (2, 2, 0)
        assert office.wire.client(7).discover(unless=office.witness) is None
        wait_until_logged(office.server, EMPTY)
        # What comes free in the first pool goes out before anything of the others; a client of a next pool may stay.
        clients[0].release(office.witness)
        clients[5].release(office.witness)
        assert office.wire.client(8).bind() == "192.168.88.11"
        assert clients[3].renew().address == "192.168.88.20"
        assert office.wire.client(9).bind() == "192.168.88.30"


def test_a_chain_that_bites_its_tail_ends_and_the_server_goes_on(free_port):
    with site(free_port, CHAIN) as office:
        said = office.server.console("/ip pool set third next-pool=dhcp")
        assert said.rc == 0, said.err
        for number in range(1, 7):
            office.wire.client(number).bind()
        assert office.wire.client(7).discover(unless=office.witness) is None
        assert office.wire.client(8).discover(wanted="192.168.88.200", unless=office.witness) is None
        said = office.server.console("/ip pool set third ranges=192.168.88.30-192.168.88.32")
        assert said.rc == 0, said.err
        assert office.wire.client(7).bind() == "192.168.88.32"


def test_clients_of_a_next_pool_lose_it_when_the_chain_is_cut(free_port):
    with site(free_port, CHAIN + "/ip dhcp-server set dhcp1 lease-time=30s\n") as office:
        clients = [office.wire.client(number) for number in range(1, 4)]
        assert [client.bind() for client in clients][2] == "192.168.88.21"
        assert office.server.console("/ip pool set dhcp next-pool=none").rc == 0
        assert clients[0].renew().kind.name == "ACK"
        assert clients[2].renew().kind.name == "NAK"
        assert clients[2].discover(unless=office.witness) is None
