"""Two servers whose pools overlap never give one address to two clients, whatever comes and goes."""

import random

from dhcp_clients import Lan, fill, lan_script, leases, network_namespaces, used
from raw_dhcp import Wire, witness
from rig import Server


def test_overlapping_pools_never_give_one_address_twice(free_port):
    init = lan_script("192.168.88.10-192.168.88.29") + (
        "/ip pool add name=guests ranges=192.168.88.20-192.168.88.39\n"
        "/ip dhcp-server add name=guests interface=ether3 address-pool=guests conflict-detection=no\n"
    )
    with network_namespaces() as namespaces:
        lan = Lan(namespaces, "a")
        guest = namespaces.add("guest")
        namespaces.link(lan.router, "ether3", guest, "eth0")
        namespaces.address(lan.router, "ether3", "10.9.0.1/24")
        server = Server(free_port=free_port, netns=lan.router, init=init)
        wires = [lan.wire, Wire(guest, "eth0")]
        watching = [witness(wires[0]), wires[1].client(999, broadcast=True)]
        try:
            server.start()
            held = play(server, wires, watching)
            server.kill9()
            server.start()
            shown = [row["address"] for row in leases(server)]
            assert sorted(shown) == sorted(held)
            assert len(set(shown)) == len(shown)
            both = set(used(server)) | set(used(server, "guests"))
            assert both == set(held)
            inside = {address for address in held if 20 <= int(address.rpartition(".")[2]) <= 29}
            assert fill(server)[1] == len({a for a in held if int(a.rpartition(".")[2]) < 30})
            assert fill(server, "guests")[1] == len({a for a in held if int(a.rpartition(".")[2]) >= 20})
            assert inside, "the pools did meet"
        finally:
            server.close()
            wires[1].close()
            lan.close()


def play(server, wires, watching):
    """Clients of both sides come and go at random, some with a wish; the addresses held at the end, none twice."""
    chance = random.Random(2131)
    clients = {}
    number = 0
    # The guests' witness: a client that stays, asks for its own address again and is always answered.
    clients[watching[1]] = watching[1].bind()
    for _ in range(160):
        if clients and chance.random() < 0.4:
            gone = chance.choice([client for client in clients if client not in watching] or [None])
            if gone is not None:
                gone.release(watching[wires.index(gone.wire)])
                del clients[gone]
            continue
        number += 1
        side = chance.randrange(2)
        client = wires[side].client(number)
        wish = f"192.168.88.{chance.randrange(8, 42)}" if chance.random() < 0.5 else None
        offer = client.discover(wish, unless=watching[side])
        if offer is not None and client.select(offer).kind.name == "ACK":
            address = offer.address
            assert address not in clients.values(), f"{address} was given twice"
            clients[client] = address
    assert len(clients) > 15
    return list(clients.values())
