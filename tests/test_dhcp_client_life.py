"""A whole life of the lab's DHCP client: states, timers and what it ignores (RFC 2131 section 4.4)."""

from itertools import pairwise
from random import Random

import pytest

from poolkeeper.wire.client4 import Client, Event, Outgoing, State
from poolkeeper.wire.dhcp4 import (
    BROADCAST,
    INFINITY,
    Answer,
    Ask,
    Message,
    ask_of,
    decode,
    encode,
    encode_answer,
    times,
)

MAC = bytes.fromhex("000b8201fc42")
SERVER, CLIENT, RELAY = 0xC0A85801, 0xC0A858FE, 0x0A000001  # 192.168.88.1, 192.168.88.254, 10.0.0.1
NET = ((1, bytes.fromhex("ffffff00")), (3, bytes.fromhex("c0a85801")), (6, bytes.fromhex("c0a85801")))
NAK = Answer(Message.NAK, CLIENT, SERVER, SERVER, 600, 300, 525, NET, b"file", b"name", "lease not found")


class Server:
    """The smallest server over the codec: one address for whoever asks; ``silent`` and ``refuse`` make it misbehave."""

    def __init__(self, lease_time_s: int = 600) -> None:
        self.lease_time_s = lease_time_s
        self.silent = self.refuse = False
        self.seen: list[Ask] = []

    def answers(self, sent: list[Outgoing]) -> list[bytes]:
        replies = []
        for payload, _ in sent:
            ask = ask_of(payload)
            self.seen.append(ask)
            if not self.silent and ask.kind in (Message.DISCOVER, Message.REQUEST, Message.INFORM):
                replies.append(encode_answer(ask, self.answer(ask)))
        return replies

    def answer(self, ask: Ask) -> Answer:
        if ask.kind is Message.INFORM:
            return Answer(Message.ACK, 0, 0, SERVER, options=NET)
        if ask.kind is Message.DISCOVER:
            return Answer(Message.OFFER, CLIENT, 0, SERVER, self.lease_time_s, *times(self.lease_time_s), NET)
        if self.refuse:
            return NAK
        return Answer(Message.ACK, CLIENT, 0, SERVER, self.lease_time_s, *times(self.lease_time_s), NET)


def exchange(client: Client, server: Server, now: float) -> list[Event]:
    """Everything that happens between the two at one moment."""
    events = []
    while sent := client.poll(now):
        events += [client.receive(reply, now) for reply in server.answers(sent)]
    return events


def bound(server: Server, **kwargs: object) -> Client:
    client = Client(MAC, random=Random(1), **kwargs)  # type: ignore[arg-type]
    assert exchange(client, server, 100.0) == [Event.OFFERED, Event.BOUND]
    return client


def test_client_gets_an_address_in_four_messages() -> None:
    server = Server()
    client = bound(server, host_name="kvm", client_identifier=b"\1" + MAC, requested_address=CLIENT)
    assert client.state is State.BOUND
    assert client.lease is not None
    assert (client.lease.address, client.lease.server_identifier) == (CLIENT, SERVER)
    assert (client.lease.t1_at, client.lease.t2_at, client.lease.ends_at) == (400.0, 625.0, 700.0)
    assert client.next_at == 400.0
    discover, request = server.seen
    assert (discover.requested_address, discover.server_identifier, discover.host_name) == (CLIENT, 0, "kvm")
    assert (request.requested_address, request.server_identifier, request.ciaddr) == (CLIENT, SERVER, 0)
    assert request.client_identifier == b"\1" + MAC
    assert discover.xid == request.xid


def test_same_random_source_gives_the_same_packets() -> None:
    sent = [Client(MAC, random=Random(7)).poll(0.0) for _ in range(2)]
    assert sent[0] == sent[1]
    assert sent[0] != Client(MAC, random=Random(8)).poll(0.0)


def test_client_asks_again_ever_more_slowly() -> None:
    client = Client(MAC, random=Random(1))
    moments = [0.0]
    xids = set()
    for _ in range(7):
        (sent,) = client.poll(moments[-1])
        assert client.poll(moments[-1]) == []
        ask = ask_of(sent.payload)
        xids.add(ask.xid)
        assert (ask.kind, ask.secs) == (Message.DISCOVER, int(moments[-1]))
        assert client.next_at is not None
        moments.append(client.next_at)
    waits = [later - earlier for earlier, later in pairwise(moments)]
    assert len(xids) == 1
    for wait, expected in zip(waits, (4, 8, 16, 32, 64, 64, 64), strict=True):
        assert abs(wait - expected) <= 1


def test_client_that_is_offered_but_never_acknowledged_begins_anew() -> None:
    server = Server()
    client = Client(MAC, random=Random(1))
    (discover,) = client.poll(0.0)
    (offer,) = server.answers([discover])
    assert client.receive(offer, 0.0) is Event.OFFERED
    assert client.receive(offer, 0.0) is Event.IGNORED
    kinds = []
    for _ in range(5):
        assert client.next_at is not None
        (sent,) = client.poll(client.next_at)
        kinds.append(ask_of(sent.payload).kind)
    assert kinds == [Message.REQUEST] * 4 + [Message.DISCOVER]
    assert client.state is State.SELECTING


def test_renewal_goes_to_the_server_alone_and_keeps_the_address() -> None:
    server = Server()
    client = bound(server)
    (renewal,) = client.poll(400.0)
    ask = ask_of(renewal.payload)
    assert renewal.to == SERVER
    assert (ask.ciaddr, ask.requested_address, ask.server_identifier) == (CLIENT, 0, 0)
    assert client.state is State.RENEWING
    (ack,) = server.answers([renewal])
    assert client.receive(ack, 401.0) is Event.RENEWED
    assert client.lease is not None
    assert client.lease.ends_at == 1000.0


def test_unanswered_renewal_is_rebound_by_broadcast_then_lost() -> None:
    server = Server(lease_time_s=3600)
    client = bound(server)
    server.silent = True
    trail = []
    while client.lease is not None:
        assert client.next_at is not None
        (sent,) = client.poll(now := client.next_at)
        trail.append((client.state, sent.to, now - 100.0))
    assert trail == [
        (State.RENEWING, SERVER, 1800.0),
        (State.RENEWING, SERVER, 2475.0),
        (State.RENEWING, SERVER, 2812.5),
        (State.RENEWING, SERVER, 2981.25),
        (State.RENEWING, SERVER, 3065.625),
        (State.RENEWING, SERVER, 3125.625),
        (State.REBINDING, BROADCAST, 3150.0),
        (State.REBINDING, BROADCAST, 3375.0),
        (State.REBINDING, BROADCAST, 3487.5),
        (State.REBINDING, BROADCAST, 3547.5),
        (State.SELECTING, BROADCAST, 3600.0),
    ]


def test_client_rebinds_when_another_server_answers() -> None:
    server = Server()
    client = bound(server)
    assert [sent.to for moment in (400.0, 625.0) for sent in client.poll(moment)] == [SERVER, BROADCAST]
    assert client.next_at is not None
    assert exchange(client, server, client.next_at - 1) == []
    (again,) = client.poll(685.0)
    (ack,) = server.answers([again])
    assert client.receive(ack, 685.0) is Event.RENEWED
    assert client.state is State.BOUND


def test_refused_renewal_ends_the_lease_and_begins_anew() -> None:
    server = Server()
    client = bound(server)
    server.refuse = True
    (renewal,) = client.poll(400.0)
    (nak,) = server.answers([renewal])
    assert client.receive(nak, 400.0) is Event.REFUSED
    assert client.lease is None
    server.refuse = False
    assert exchange(client, server, 400.0) == [Event.OFFERED, Event.BOUND]


def test_rebooted_client_asks_for_its_old_address() -> None:
    server = Server()
    client = Client(MAC, random=Random(1), known_address=CLIENT)
    assert exchange(client, server, 0.0) == [Event.BOUND]
    (ask,) = server.seen
    assert (ask.kind, ask.requested_address, ask.server_identifier, ask.ciaddr) == (Message.REQUEST, CLIENT, 0, 0)


def test_rebooted_client_on_another_network_begins_anew() -> None:
    server = Server()
    server.refuse = True
    client = Client(MAC, random=Random(1), known_address=CLIENT)
    server_answers = server.answers(client.poll(0.0))
    assert [client.receive(nak, 0.0) for nak in server_answers] == [Event.REFUSED]
    server.refuse = False
    assert exchange(client, server, 0.0) == [Event.OFFERED, Event.BOUND]


def test_rebooted_client_without_answer_begins_anew() -> None:
    client = Client(MAC, random=Random(1), known_address=CLIENT)
    for _ in range(5):
        assert client.next_at is not None
        (sent,) = client.poll(max(client.next_at, 0.0))
    assert ask_of(sent.payload).kind is Message.DISCOVER


def test_released_client_is_silent_until_started() -> None:
    server = Server()
    client = bound(server)
    gone = client.release(200.0)
    ask = ask_of(gone.payload)
    assert gone.to == SERVER
    assert (ask.kind, ask.ciaddr, ask.server_identifier, ask.secs) == (Message.RELEASE, CLIENT, SERVER, 0)
    assert client.state is State.STOPPED
    assert client.poll(1e9) == []
    client.start(300.0)
    assert exchange(client, server, 300.0) == [Event.OFFERED, Event.BOUND]


def test_declined_address_is_named_and_the_client_rests_ten_seconds() -> None:
    server = Server()
    client = bound(server)
    ask = ask_of(client.decline(CLIENT, 100.0).payload)
    assert (ask.kind, ask.requested_address, ask.server_identifier, ask.ciaddr) == (
        Message.DECLINE,
        CLIENT,
        SERVER,
        0,
    )
    assert client.lease is None
    assert client.poll(109.9) == []
    assert exchange(client, server, 110.0) == [Event.OFFERED, Event.BOUND]


def test_inform_brings_options_and_leaves_the_lease_alone() -> None:
    server = Server()
    client = bound(server)
    (reply,) = server.answers([client.inform(CLIENT, 150.0)])
    assert client.receive(reply, 150.0) is Event.INFORMED
    assert client.receive(reply, 150.0) is Event.IGNORED
    assert client.configuration[3] == NET[1][1]
    assert client.state is State.BOUND
    assert client.next_at == 400.0


def test_lease_without_end_is_never_renewed() -> None:
    client = bound(Server(lease_time_s=INFINITY))
    assert client.next_at is None
    assert client.poll(1e12) == []


def test_relayed_client_carries_its_relay_in_every_message() -> None:
    server = Server()
    client = bound(server, giaddr=RELAY, agent=b"\1\1x")
    exchange(client, server, 400.0)
    client.release(500.0)
    assert [(ask.giaddr, ask.agent) for ask in server.seen] == [(RELAY, b"\1\1x")] * 3


@pytest.mark.parametrize("what", ["release", "decline"])
def test_client_without_lease_has_nothing_to_give_back(what: str) -> None:
    client = Client(MAC, random=Random(1))
    with pytest.raises(ValueError):
        client.release(0.0) if what == "release" else client.decline(CLIENT, 0.0)


def test_client_ignores_what_is_not_for_it() -> None:
    server = Server()
    client = Client(MAC, random=Random(1))
    (discover,) = client.poll(0.0)
    (octets,) = server.answers([discover])
    offer = decode(octets)
    no_server = {code: raw for code, raw in offer.options.items() if code != 54}
    for wrong in (
        offer._replace(xid=offer.xid ^ 1),
        offer._replace(chaddr=bytes(6)),
        offer._replace(op=1),
        offer._replace(yiaddr=0),
        offer._replace(options=no_server),
        offer._replace(options={**offer.options, 53: b"\5"}),
    ):
        assert client.receive(encode(wrong), 0.0) is Event.IGNORED
    assert client.receive(b"garbage", 0.0) is Event.IGNORED
    assert client.state is State.SELECTING
    assert client.receive(octets, 0.0) is Event.OFFERED
    (request,) = client.poll(0.0)
    ack = decode(server.answers([request])[0])
    endless = {code: raw for code, raw in ack.options.items() if code != 51}
    assert client.receive(encode(ack._replace(options=endless)), 0.0) is Event.IGNORED
    silly = {**ack.options, 58: b"\0\0\3\0", 59: b"\0\0\2\0"}
    assert client.receive(encode(ack._replace(options=silly)), 0.0) is Event.BOUND
    assert client.next_at == 300.0
