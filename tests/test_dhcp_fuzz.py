"""Any bytes to the DHCP port are a packet or a refusal, and the two readers and two writers never disagree."""

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from poolkeeper.domain.option_value import Variable, option_value
from poolkeeper.wire import frames
from poolkeeper.wire.client4 import Client
from poolkeeper.wire.dhcp4 import (
    Answer,
    Ask,
    Message,
    Packet,
    Template,
    WireError,
    ask_of,
    chosen,
    decode,
    encode,
    encode_answer,
    full_ask_of,
)
from poolkeeper.wire.options4 import (
    ADDRESS,
    ADDRESSES,
    BYTES,
    CODES,
    OPTIONS,
    TEXT,
    U8,
    U16,
    U32,
    OptionValue,
    Shape,
    decode_value,
    encode_value,
)

SOME = settings(max_examples=1_000, deadline=None)

U16S, U32S = st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF)
MAX_SIZES = st.one_of(st.just(0), st.integers(0, 2000))
CODES_OF_PACKETS = st.integers(1, 254).filter(lambda code: code != 52)
VALUES = st.one_of(st.binary(max_size=12), st.binary(min_size=250, max_size=600))
LIKELY = st.sampled_from([1, 3, 12, 50, 51, 53, 54, 55, 57, 58, 59, 60, 61, 82])
FIXED = {50: 4, 54: 4, 57: 2}


@st.composite
def packets(draw: st.DrawFn) -> Packet:
    """Any packet in the form ``decode`` gives."""
    chaddr = draw(st.one_of(st.binary(min_size=6, max_size=6), st.binary(max_size=16)))
    text = st.binary(max_size=64).map(lambda raw: raw.replace(b"\0", b"x"))
    options = draw(st.dictionaries(st.one_of(LIKELY, CODES_OF_PACKETS), VALUES, max_size=8))
    numbers = [draw(st.integers(1, 2)), draw(st.integers(0, 255)), len(chaddr), draw(st.integers(0, 255))]
    rest = [draw(U32S), draw(U16S), draw(U16S), draw(U32S), draw(U32S), draw(U32S), draw(U32S)]
    return Packet(*numbers, *rest, chaddr, draw(text), draw(text), options)  # type: ignore[call-arg, arg-type]


@st.composite
def areas(draw: st.DrawFn) -> bytes:
    """An options field as hosts send it: mostly whole options, now and then pads, overload, nonsense or no end."""
    pieces = []
    for code in draw(st.lists(st.one_of(LIKELY, st.sampled_from([0, 52]), st.integers(0, 255)), max_size=10)):
        exact = FIXED.get(code)
        value = draw(st.binary(min_size=exact, max_size=exact) if exact else st.binary(max_size=8))
        if code == 53:
            value = bytes((draw(st.sampled_from([1, 3, 4, 7, 8] * 2 + [2, 13])),))
        pieces.append(b"\0" if code == 0 else bytes((code, len(value))) + value)
    return b"".join(pieces) + draw(
        st.sampled_from([b"\xff", b"\xff\0\0", b"\xff\x0c", b"\xff\xff", b"", b"\x0c", b"\x0c\x09ab"])
    )


@st.composite
def likely_datagrams(draw: st.DrawFn) -> bytes:
    """A DHCP header before such a field; the fields that can be lent hold anything."""
    head = bytes((draw(st.sampled_from([1] * 8 + [2, 0])), 1, draw(st.sampled_from([6] * 8 + [0, 16, 17])), 0))
    fields = draw(st.binary(min_size=24, max_size=24)) + draw(st.binary(min_size=16, max_size=16))
    lent = draw(st.one_of(st.just(b""), areas()))[:192].ljust(192, b"\0")
    return head + fields + lent + bytes.fromhex("63825363") + draw(areas())


ANY_BYTES = st.one_of(
    st.binary(max_size=600),
    st.binary(max_size=80).map(lambda tail: b"\1\1\6" + bytes(233) + b"\x63\x82\x53\x63" + tail),
    likely_datagrams(),
)


def outcome(read: Callable[[Any], object], given: object, refusal: type[Exception] = WireError) -> object:
    """What reading gave: the value, or the words of the one refusal that is allowed; anything else fails the test."""
    try:
        return read(given)
    except refusal as refused:
        return str(refused)


@settings(max_examples=10_000, deadline=None)
@given(ANY_BYTES)
def test_any_bytes_are_a_packet_or_refused_by_both_readers_alike(octets: bytes) -> None:
    packet = outcome(decode, octets)
    if isinstance(packet, Packet):
        assert decode(encode(packet)) == packet
    else:
        assert isinstance(packet, str)
    assert outcome(ask_of, octets) == outcome(full_ask_of, octets)


@SOME
@given(packets())
def test_packet_survives_the_wire(packet: Packet) -> None:
    octets = encode(packet)
    assert len(octets) >= 300
    assert decode(octets) == packet
    assert outcome(ask_of, octets) == outcome(full_ask_of, octets)


@SOME
@given(packets(), MAX_SIZES)
def test_limited_packet_keeps_its_size_and_loses_only_whole_options(packet: Packet, max_size: int) -> None:
    octets = encode(packet, max_size)
    read = decode(octets)
    relay = len(packet.options.get(82, b""))
    allowance = relay + 2 * (relay // 255 + 1) if 82 in packet.options else 0
    assert len(octets) <= max(576, max_size) - 28 + allowance
    assert read._replace(options=packet.options) == packet
    assert read.options.items() <= packet.options.items()
    assert (82 in packet.options) == (82 in read.options)


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    maybe = st.none() | st.binary(min_size=1, max_size=20) | st.binary(min_size=200, max_size=400)
    return Ask(
        kind=draw(st.sampled_from([Message.DISCOVER, Message.REQUEST, Message.INFORM])),
        xid=draw(U32S),
        secs=draw(U16S),
        flags=draw(U16S),
        ciaddr=draw(U32S),
        giaddr=draw(st.just(0) | U32S),
        chaddr=draw(st.binary(min_size=6, max_size=6) | st.binary(max_size=16)),
        client_identifier=draw(maybe),
        agent=draw(maybe),
        max_size=draw(MAX_SIZES),
        htype=draw(st.integers(0, 255)),
        client_fqdn=draw(maybe),
        subnet=draw(st.none() | st.binary(min_size=4, max_size=4)),
        rapid_commit=draw(st.booleans()),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    return Answer(
        kind=draw(st.sampled_from([Message.OFFER, Message.ACK])),
        yiaddr=draw(U32S),
        siaddr=draw(U32S),
        server_identifier=draw(U32S),
        lease_time_s=draw(st.none() | U32S),
        t1=draw(st.none() | U32S),
        t2=draw(st.none() | U32S),
        options=tuple(draw(st.lists(st.tuples(st.integers(0, 255), VALUES), max_size=5))),
        boot_file=draw(st.binary(max_size=140)).replace(b"\0", b"x"),
        sname=draw(st.binary(max_size=70)).replace(b"\0", b"x"),
        domain=draw(st.sampled_from([b"", b"lan.example", b"a..b"])),
    )


@SOME
@given(asks(), answers(), U32S, U32S)
def test_template_agrees_with_the_encoder(ask: Ask, answer: Answer, other: int, time_s: int) -> None:
    template = Template(answer._replace(yiaddr=other, lease_time_s=other, t1=None, t2=other))
    filled = template.fill(ask, answer.yiaddr, answer.lease_time_s, answer.t1, answer.t2)
    assert filled == encode_answer(ask, answer)
    timed = answer._replace(lease_time_s=time_s, t1=time_s // 2, t2=time_s * 7 // 8)
    assert template.fill(ask, timed.yiaddr, timed.lease_time_s, timed.t1, timed.t2) == encode_answer(ask, timed)


@SOME
@given(asks(), answers())
def test_every_answer_reads_back_with_its_echoes(ask: Ask, answer: Answer) -> None:
    read = decode(encode_answer(ask, answer))
    assert (read.op, read.xid, read.secs, read.hops, read.giaddr) == (2, ask.xid, 0, 0, ask.giaddr)
    assert (read.chaddr, read.htype, read.yiaddr) == (ask.chaddr, ask.htype, answer.yiaddr)
    assert read.options.get(82) == ask.agent
    if ask.client_identifier is None or len(ask.client_identifier) < 200:
        assert read.options.get(61) == ask.client_identifier


@SOME
@given(
    st.lists(st.tuples(st.integers(1, 20), st.just(b"n")), max_size=6),
    st.lists(st.tuples(st.integers(1, 20), st.just(b"d"), st.booleans()), max_size=6),
    st.none() | st.lists(st.integers(1, 20), max_size=6).map(bytes),
)
def test_chosen_options_are_each_sent_once(
    network: list[tuple[int, bytes]], defined: list[tuple[int, bytes, bool]], wanted: bytes | None
) -> None:
    sent = chosen(network, defined, wanted)
    codes = [code for code, _ in sent]
    assert len(codes) == len(set(codes))
    assert set(codes) >= {code for code, _, forced in defined if forced}
    if wanted:
        assert set(codes) <= set(wanted) | {1} | {code for code, _, forced in defined if forced}
    else:
        assert set(codes) >= {code for code, _ in network}


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"]))
BY_SHAPE: dict[Shape, st.SearchStrategy[OptionValue]] = {
    ADDRESS: U32S,
    ADDRESSES: st.lists(U32S, min_size=1).map(tuple),
    U8: st.integers(0, 255),
    U16: U16S,
    U32: U32S,
    TEXT: TEXTS,
    BYTES: st.binary(),
    CODES: st.lists(st.integers(0, 255)).map(tuple),
}


@SOME
@given(st.sampled_from(sorted(OPTIONS)).flatmap(lambda code: st.tuples(st.just(code), BY_SHAPE[OPTIONS[code].shape])))
def test_value_of_every_known_option_survives(entry: tuple[int, OptionValue]) -> None:
    code, value = entry
    assert decode_value(code, encode_value(code, value)) == value


@SOME
@given(st.integers(0, 255), st.binary(max_size=20))
def test_any_bytes_of_an_option_are_a_value_or_refused(code: int, raw: bytes) -> None:
    try:
        value = decode_value(code, raw)
    except WireError:
        assert code in OPTIONS
    else:
        assert isinstance(value, int | str | bytes | tuple)


@SOME
@given(st.lists(st.sampled_from(["0x", "0a", "'", "s'", "10.0.0.1", "$(", ")", "HOSTNAME", "7", "é"])).map("".join))
def test_any_text_of_an_option_value_is_parts_or_explained(text: str) -> None:
    parts = outcome(option_value, text, ValueError)
    if isinstance(parts, tuple):
        assert all(isinstance(part, bytes | Variable) for part in parts)
    else:
        assert isinstance(parts, str)


@SOME
@given(st.binary(max_size=100) | st.binary(max_size=80).map(lambda tail: bytes(12) + b"\x08\x00\x45\0\0" + tail))
def test_any_frame_is_a_datagram_or_refused(octets: bytes) -> None:
    found = outcome(frames.parse_frame, octets)
    if isinstance(found, frames.Frame):
        assert found.payload in octets
    else:
        assert isinstance(found, str)


MACS = st.binary(min_size=6, max_size=6)


@SOME
@given(st.builds(frames.Frame, MACS, MACS, U32S, U32S, U16S, U16S, st.binary(max_size=400)))
def test_frame_survives_the_wire(found: frames.Frame) -> None:
    octets = frames.frame(*found)
    assert frames.parse_frame(octets) == found
    pseudo = octets[26:34] + b"\0\x11" + octets[38:40]
    assert frames.checksum(pseudo + octets[34:]) == 0


@SOME
@given(st.lists(ANY_BYTES | st.tuples(st.floats(0, 1e6)), max_size=8), st.integers(0, 255))
def test_client_outlives_any_bytes_at_any_time(script: list[bytes | tuple[float]], seed: int) -> None:
    client, now = Client(bytes(6), random=Random(seed)), 0.0
    for step in script:
        if isinstance(step, bytes):
            client.receive(step, now)
        else:
            now += step[0]
        for payload, _ in client.poll(now):
            assert ask_of(payload).kind in (Message.DISCOVER, Message.REQUEST)
