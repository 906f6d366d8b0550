"""InPlace: answers the commonest requests in the memory they arrived in (``engine.express`` decides them).

An answer to a request of a known form differs from the one before in what is the client's own alone: its head is made
of the request's, all that follows the hardware address is a tail that was once written by ``servers.answers``, and
identifier and option 82, where the client has any, are its last options. What this writes is what the full way writes,
byte for byte; when in doubt the packet is left as it is, for the full way.
"""

import struct
from collections.abc import Callable

from poolkeeper.domain.dhcp4 import ACK, HOLD_S, OFFER, Act, Decision, Silence
from poolkeeper.engine.express import NOTHING, Express, Lane
from poolkeeper.wire.dhcp4 import CLIENT_PORT, SERVER_PORT, SMALLEST_PACKET, Ask, WireError, ask_of
from poolkeeper.wire.forms4 import (
    ASKS_FOR,
    DISCOVER,
    NAMES,
    OPTIONS_AT,
    PLAIN,
    REQUEST,
    SHORTEST,
    Form,
    Forms,
    heads_of,
    taken_apart,
)
from poolkeeper.wire.options4 import readable

from .answers import Answers
from .mmsg import SLOT, Outbox, Slots, peer_word, way_word

TAIL = 34
"""Where the tail begins: behind the six bytes of an Ethernet address."""
_HEADS = heads_of(SLOT)
_GRANT = struct.Struct("!II")
_OPENED = b"\x02\x01\x06\x00"
"""op, htype, hlen and hops of an answer."""
_NO_SECS = b"\0\0"
ASKS_FOR_CODE = ASKS_FOR.to_bytes(2, "big")
MOST_TAILS = 16_384
"""Of all lanes together; half a kilobyte each."""
NAMED = OPTIONS_AT + 12
"""A packet in which options 54 and 50 stand next has so many bytes."""

END = b"\xff"

Tail = tuple[bytes, int] | None
"""The bytes after the hardware address, and siaddr; None where every answer is its own.

Where the client says something of itself they stop before what is sent back of it (``wire.forms4.Own.echo``) and End.
"""


class InPlace:
    """Serves a batch of packets in their slots, and knows the forms that were seen."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._forms = Forms()
        self._tails = 0
        self.usual = True
        """Whether relays are answered at port 67, and not where they asked from, as a server on another port does."""

    def learn(self, octets: bytes, ask: Ask) -> None:
        """Know packets like this one, which took the full way; clients without an address on our wire always do."""
        if ask.giaddr or ask.ciaddr:
            self._forms.learn(octets, ask)

    def serve(
        self, slots: Slots, count: int, express: Express, full: Callable[[int], None], offers: Outbox, acks: Outbox
    ) -> None:
        """Serve the packets of the first slots in their order; ``full`` takes those (slots) that are not served here.

        express: of the batch that is open. offers, acks: take what may be sent at once, and what waits for the commit.
        One long function on purpose: a call of another costs as much as any step in it.
        """
        memory, base, forms = slots.memory, slots.base, self._forms
        discovers, asking, naming, requests = forms.discovers, forms.asking, forms.naming, forms.requests
        own_discovers, own_requests = forms.own_discovers, forms.own_requests
        offer, bind, grant = express.offer, express.bind, _GRANT.pack_into
        lane, relay, came = None, 0, -1
        heads = _HEADS.iter_unpack(slots.view[: count * SLOT])
        for at, head, length, index in zip(range(0, count * SLOT, SLOT), heads, slots.lengths, slots.ways, strict=True):
            plain, ciaddr, giaddr, chaddr, opening, pair, wanted = head
            form: Form | None = None
            names, sent, echo = 0, NOTHING, None
            if plain == PLAIN and length >= SHORTEST:
                if opening == DISCOVER:
                    form, wanted = discovers.get(memory[at + OPTIONS_AT : at + length]), 0
                elif opening != REQUEST:
                    pass
                elif pair == ASKS_FOR:
                    form = asking.get(memory[at + OPTIONS_AT + 6 : at + length])
                elif (
                    pair == NAMES
                    and length >= NAMED
                    and memory[at + OPTIONS_AT + 6 : at + OPTIONS_AT + 8] == ASKS_FOR_CODE
                ):
                    rest = memory[at + OPTIONS_AT : at + OPTIONS_AT + 6] + memory[at + OPTIONS_AT + 12 : at + length]
                    form = naming.get(rest)
                    wanted = int.from_bytes(memory[at + OPTIONS_AT + 8 : at + OPTIONS_AT + 12], "big")
                else:
                    form, wanted = requests.get(memory[at + OPTIONS_AT : at + length]), 0
                if form is not None:
                    names = form.names
                elif giaddr or ciaddr:
                    own = taken_apart(memory[at + OPTIONS_AT : at + length])
                    if own is not None:
                        rest, wanted, names, host, identifier, agent, echo = own
                        sent = ((readable(host) or None) if host else None, identifier, agent)
                        if opening == REQUEST:
                            form = own_requests.get(rest)
                        elif opening == DISCOVER:
                            form = own_discovers.get(rest)
            if form is None or (ciaddr and opening == DISCOVER):
                full(at // SLOT)
                continue
            if not giaddr:
                lane, relay = express.lane_of(index, ciaddr, chaddr, sent) if ciaddr else None, 0
            elif giaddr != relay or index != came:
                lane, relay, came = express.lane(index, giaddr), giaddr, index
            tail = None
            if lane is not None:
                tail = lane.kept.get(form) or self._tail(express, lane, form, memory[at : at + length], echo)
            if lane is None or tail is None:
                full(at // SLOT)
                continue
            if opening == DISCOVER:
                address = offer(lane, chaddr, sent, wanted)
                if address < 0:
                    full(at // SLOT)
                    continue
                box = offers
            else:
                if ciaddr:
                    address, fits = ciaddr, not wanted and not names
                else:
                    address, fits = wanted, bool(wanted) and names in (0, lane.identifier)
                if not fits or not bind(lane, chaddr, address, sent):
                    full(at // SLOT)
                    continue
                box = acks
            # The answer stands in place of the request, of which xid, flags, ciaddr, giaddr and chaddr stay.
            rest, siaddr = tail
            if echo is not None:
                rest = (rest + echo + END).ljust(SMALLEST_PACKET - TAIL, b"\0")
            memory[at : at + 4] = _OPENED
            memory[at + 8 : at + 10] = _NO_SECS
            grant(memory, at + 16, address, siaddr)
            memory[at + TAIL : at + TAIL + len(rest)] = rest
            box.bases.append(base + at)
            box.lengths.append(TAIL + len(rest))
            if giaddr:
                box.peers.append(lane.relay if self.usual else self._asker(slots, at // SLOT, giaddr))
                box.ways.append(0)
            else:
                box.peers.append(peer_word(CLIENT_PORT, memory[at + 12 : at + 16]))
                box.ways.append(way_word(lane.link.number, lane.source))

    @staticmethod
    def _asker(slots: Slots, slot: int, giaddr: int) -> int:
        return peer_word(slots.arrival(slot).port, giaddr.to_bytes(4, "big"))

    # -- what all answers of a form share ----------------------------------------------------------------------------

    def _tail(self, express: Express, lane: Lane, form: Form, octets: bytes, echo: bytes | None) -> Tail:
        """The tail of the answers that this server gives to requests of this form, of which one is given."""
        if form in lane.kept:
            return None
        self._tails += 1
        if self._tails > MOST_TAILS:
            express.forget()
            self._tails = 1
        if lane.giaddr:
            lane.relay = peer_word(SERVER_PORT, lane.giaddr.to_bytes(4, "big"))
        made = lane.kept[form] = self._made(lane, octets, echo)
        return made

    def _made(self, lane: Lane, octets: bytes, echo: bytes | None) -> Tail:
        """Let the full way write the answer to one request, for any address; None where it is not made of a tail."""
        if self._answers.varies(lane.server, lane.network):
            return None
        try:
            ask = ask_of(octets)
        except WireError:
            return None
        answer, act = (OFFER, Act.HOLD) if octets[236:OPTIONS_AT] == DISCOVER else (ACK, Act.BIND)
        decision = Decision(
            answer, act, Silence.NOT_SILENT, lane.server, b"", lane.first, lane.pool, lane.lease_time_s, HOLD_S
        )
        payload, _ = self._answers.write(decision, ask)
        siaddr = payload[20:24]
        head = _OPENED + octets[4:8] + _NO_SECS + octets[10:16] + lane.first.to_bytes(4, "big") + siaddr + octets[24:34]
        if payload[:TAIL] != head or len(payload) > SLOT:
            return None
        rest = payload[TAIL:]
        if echo is not None:
            last = echo + END
            written = rest.rstrip(b"\0")
            rest = written.removesuffix(last)
            if not written.endswith(last) or (rest + last).ljust(SMALLEST_PACKET - TAIL, b"\0") != payload[TAIL:]:
                return None
        return rest, int.from_bytes(siaddr, "big")
