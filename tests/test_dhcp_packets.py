"""DHCP as it stands on the wire: each message paired with its exact bytes, what is refused, and a whole client's life.

Every pair serves the reader and the writer. Random packets are in ``test_dhcp_fuzz.py``.
"""

import doctest
from itertools import pairwise
from random import Random

import pytest

from poolkeeper.domain import option_value as option_value_module
from poolkeeper.domain.option_value import Variable, filled, option_value
from poolkeeper.wire import dhcp4, frames, options4
from poolkeeper.wire.client4 import Client, Event, Outgoing, State
from poolkeeper.wire.dhcp4 import (
    BROADCAST,
    INFINITY,
    Answer,
    Ask,
    Destination,
    Message,
    Packet,
    Template,
    WireError,
    ask_of,
    chosen,
    decode,
    destination,
    encode,
    encode_answer,
    full_ask_of,
    times,
)
from poolkeeper.wire.options4 import OPTIONS, decode_value, encode_value

MAC = bytes.fromhex("000b8201fc42")
SERVER, CLIENT, RELAY = 0xC0A85801, 0xC0A858FE, 0x0A000001  # 192.168.88.1, 192.168.88.254, 10.0.0.1
NET = ((1, bytes.fromhex("ffffff00")), (3, bytes.fromhex("c0a85801")), (6, bytes.fromhex("c0a85801")))


def datagram(head: str, options: str, *, sname: bytes = b"", file: bytes = b"") -> bytes:
    """A message from its 28 header bytes and its options as hex, laid out by hand: no codec takes part."""
    fields = bytes.fromhex(head) + MAC + bytes(10) + sname.ljust(64, b"\0") + file.ljust(128, b"\0")
    assert len(fields) == 236
    return (fields + bytes.fromhex("63825363" + options)).ljust(300, b"\0")


def packet(options: dict[int, bytes], **fields: int | bytes) -> Packet:
    """A request of MAC, with the named fields changed."""
    base = Packet(1, 1, 6, 0, 0x3D1D, 0, 0, 0, 0, 0, 0, MAC, b"", b"", options)
    return base._replace(**fields)  # type: ignore[arg-type]


HEAD = "01010600 00003d1d 0000 0000 00000000 00000000 00000000 00000000"

PAIRS = {
    "discover with a wish": (
        packet({53: b"\1", 50: bytes(4), 55: b"\1\3\6\x2a", 61: b"\1" + MAC}),
        datagram(HEAD, "350101 320400000000 37040103062a 3d0701000b8201fc42 ff"),
    ),
    "request while selecting": (
        packet({53: b"\3", 54: b"\xc0\xa8\x58\1", 50: b"\xc0\xa8\x58\xfe"}),
        datagram(HEAD, "350103 3604c0a85801 3204c0a858fe ff"),
    ),
    "renewal": (
        packet({53: b"\3", 57: b"\5\xdc"}, ciaddr=CLIENT, secs=7),
        datagram("01010600 00003d1d 0007 0000 c0a858fe 00000000 00000000 00000000", "350103 390205dc ff"),
    ),
    "decline": (
        packet({53: b"\4", 54: b"\xc0\xa8\x58\1", 50: b"\xc0\xa8\x58\xfe"}),
        datagram(HEAD, "350104 3604c0a85801 3204c0a858fe ff"),
    ),
    "release": (
        packet({53: b"\7", 54: b"\xc0\xa8\x58\1"}, ciaddr=CLIENT),
        datagram("01010600 00003d1d 0000 0000 c0a858fe 00000000 00000000 00000000", "350107 3604c0a85801 ff"),
    ),
    "inform": (
        packet({53: b"\10"}, ciaddr=CLIENT),
        datagram("01010600 00003d1d 0000 0000 c0a858fe 00000000 00000000 00000000", "350108 ff"),
    ),
    "relayed discover, broadcast flag, option 82": (
        packet({53: b"\1", 12: b"kvm", 82: b"\1\4port"}, giaddr=RELAY, hops=1, flags=0x8000),
        datagram(
            "01010601 00003d1d 0000 8000 00000000 00000000 00000000 0a000001",
            "350101 0c036b766d 52060104706f7274 ff",
        ),
    ),
    "offer": (
        packet(
            {53: b"\2", 54: b"\xc0\xa8\x58\1", 51: b"\0\0\2\x58", 58: b"\0\0\1\x2c", 59: b"\0\0\2\x0d", **dict(NET)},
            op=2,
            yiaddr=CLIENT,
            siaddr=SERVER,
            sname=b"boot",
            file=b"pxelinux.0",
        ),
        datagram(
            "02010600 00003d1d 0000 0000 00000000 c0a858fe c0a85801 00000000",
            "350102 3604c0a85801 330400000258 3a040000012c 3b040000020d 0104ffffff00 0304c0a85801 0604c0a85801 ff",
            sname=b"boot",
            file=b"pxelinux.0",
        ),
    ),
    "bootp": (packet({}), datagram(HEAD, "ff")),
    "option of 256 bytes in two pieces": (
        packet({53: b"\1", 43: bytes(range(256))}),
        datagram(HEAD, "350101 2bff" + bytes(range(255)).hex() + "2b01ff ff"),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_message_reads_and_writes_its_exact_bytes(name: str) -> None:
    value, octets = PAIRS[name]
    assert decode(octets) == value
    assert decode(memoryview(octets)) == value
    assert encode(value) == octets


def test_short_packets_with_options_in_another_order_are_read() -> None:
    """A phone's DISCOVER of 272 bytes, and a server's OFFER with the type first and the server last."""
    discover = datagram(HEAD, "350101 3d0701000b8201fc42 320400000000 37040103062a ff")[:272]
    assert decode(discover) == PAIRS["discover with a wish"][0]
    offer = datagram(
        "02010600 00003d1d 0000 0000 00000000 c0a8000a c0a80001 00000000",
        "350102 0104ffffff00 3a0400000708 3b0400000c4e 330400000e10 3604c0a80001 ff",
    )
    assert decode(offer).options[51] == bytes.fromhex("00000e10")


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (b"", "packet is too short"),
        (PAIRS["bootp"][1][:239], "packet is too short"),
        (b"\0" + PAIRS["bootp"][1][1:], "op is 0"),
        (b"\3" + PAIRS["bootp"][1][1:], "op is 3"),
        (PAIRS["bootp"][1][:2] + b"\x11" + PAIRS["bootp"][1][3:], "hlen is 17"),
        (PAIRS["bootp"][1][:236] + bytes(64), "bad cookie"),
        (datagram(HEAD, "350101 ff")[:242], "option 53 is cut short"),
        (datagram(HEAD, "350101 ff")[:241], "option 53 is cut short"),
        (datagram(HEAD, "350101 3d40 01")[:260], "option 61 is cut short"),
        (datagram(HEAD, "340104 ff"), "bad option 52"),
        (datagram(HEAD, "34020101 ff"), "bad option 52"),
        (datagram(HEAD, "340101 340102 ff"), "bad option 52"),
        (datagram(HEAD, "340101 ff", file=b"\x0c\x80"), "option 12 is cut short"),
        (datagram(HEAD, "340101 ff", file=b"\x34\1\2\xff"), "option 52 inside a lent field"),
    ],
)
def test_garbage_is_refused_with_its_reason(octets: bytes, reason: str) -> None:
    with pytest.raises(WireError) as refused:
        decode(octets)
    assert refused.value.reason == reason
    with pytest.raises(WireError):
        ask_of(octets)


def test_packet_without_end_is_taken_when_its_options_are_whole() -> None:
    octets = datagram(HEAD, "350101 0c036b766d")[:248]
    assert decode(octets).options == {53: b"\1", 12: b"kvm"}
    assert ask_of(octets) == full_ask_of(octets)


def test_options_in_file_and_sname_are_joined_in_the_order_of_rfc_3396() -> None:
    octets = datagram(HEAD, "350101 340103 0f0161 ff", file=b"\x0f\1b\xff", sname=b"\0\x0f\1c\xff")
    read = decode(octets)
    assert read.options == {53: b"\1", 15: b"abc"}
    assert (read.sname, read.file) == (b"", b"")


@pytest.mark.parametrize(
    "wrong",
    [
        packet({}, hlen=5),
        packet({}, hlen=17, chaddr=bytes(17)),
        packet({}, sname=bytes(65)),
        packet({}, file=bytes(129)),
        packet({0: b""}),
        packet({52: b"\1"}),
        packet({255: b""}),
    ],
)
def test_our_own_mistakes_are_not_sent(wrong: Packet) -> None:
    with pytest.raises(ValueError):
        encode(wrong)


# ---- single options -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "value", "raw"),
    [
        (1, 0xFFFFFF00, "ffffff00"),
        (3, (SERVER, RELAY), "c0a858010a000001"),
        (12, "büro", "62c3bc726f"),
        (26, 1500, "05dc"),
        (43, b"\1\2", "0102"),
        (51, 600, "00000258"),
        (53, 5, "05"),
        (55, (1, 3, 6), "010306"),
        (200, b"unknown", "756e6b6e6f776e"),
    ],
)
def test_option_value_has_its_shape(code: int, value: options4.OptionValue, raw: str) -> None:
    assert encode_value(code, value) == bytes.fromhex(raw)
    assert decode_value(code, bytes.fromhex(raw)) == value


@pytest.mark.parametrize(("code", "raw"), [(1, "ffffff"), (3, ""), (3, "c0a85801ff"), (53, "0102"), (57, "01")])
def test_option_of_a_wrong_length_is_refused(code: int, raw: str) -> None:
    with pytest.raises(WireError):
        decode_value(code, bytes.fromhex(raw))


@pytest.mark.parametrize(("code", "value"), [(53, 256), (57, 65536), (1, -1), (3, (1 << 32,))])
def test_option_value_that_does_not_fit_is_our_mistake(code: int, value: options4.OptionValue) -> None:
    with pytest.raises(ValueError):
        encode_value(code, value)


def test_every_known_option_names_its_rfc() -> None:
    assert {1, 3, 6, 12, 15, 42, 43, 44, 50, 51, 53, 54, 55, 56, 57, 58, 59, 60, 61, 66, 67, 82, 121} <= set(OPTIONS)
    assert len({entry.name for entry in OPTIONS.values()}) == len(OPTIONS)
    for entry in OPTIONS.values():
        assert entry.section.startswith("RFC ")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("0x0a0a", (b"\n\n",)),
        ("'test'", (b"test",)),
        ("''", (b"",)),
        ("'10.10.10.10'", (b"\n\n\n\n",)),
        ("'10'", (b"\n",)),
        ("'0'", (b"\0",)),
        ("'300'", (b"\1\x2c",)),
        ("'10.10.10'", (b"10.10.10",)),
        ("'10.10.10.256'", (b"10.10.10.256",)),
        ("'...'", (b"...",)),
        ("'10a'", (b"10a",)),
        ("s'10.10.10.10'", (b"10.10.10.10",)),
        ("s'160'", (b"160",)),
        ("'10.0.0.1''10.0.0.2'", (b"\n\0\0\1\n\0\0\2",)),
        ("0x01'vards'$(HOSTNAME)", (b"\1vards", Variable.HOSTNAME)),
        ("$(NETWORK_GATEWAY)$(REMOTE_ID)s'x'", (Variable.NETWORK_GATEWAY, Variable.REMOTE_ID, b"x")),
    ],
)
def test_option_value_is_read_as_routeros_reads_it(text: str, parts: option_value_module.Parts) -> None:
    assert option_value(text) == parts


def test_variables_of_an_option_value_are_filled_for_each_client() -> None:
    parts = option_value("0x01'vards'$(HOSTNAME)$(REMOTE_ID)")
    assert filled(parts, {Variable.HOSTNAME: b"kvm"}) == bytes.fromhex("017661726473 6b766d")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("10.0.0.1", "unknown data type at 10.0.0.1"),
        ("0xabc", "even number of hex digits"),
        ("0x", "even number of hex digits"),
        ("'open", "missing closing quote"),
        ("'a's'open", "missing closing quote"),
        ("$(HOSTNAME", "missing closing bracket"),
        ("$(NOBODY)", "unknown variable $(NOBODY), expected one of HOSTNAME"),
        ("'a' 'b'", "unknown data type"),
    ],
)
def test_unreadable_option_value_is_explained(text: str, complaint: str) -> None:
    with pytest.raises(ValueError) as refused:
        option_value(text)
    assert complaint in str(refused.value)


def test_examples_in_the_docstrings_hold() -> None:
    results = doctest.testmod(option_value_module)
    assert results.attempted >= 2
    assert results.failed == 0


# ---- asks -----------------------------------------------------------------------------------------------------------


def test_request_is_reduced_to_what_a_server_decides_by() -> None:
    options = {
        53: b"\3",
        50: b"\xc0\xa8\x58\xfe",
        54: b"\xc0\xa8\x58\1",
        12: b"kvm\0",
        55: b"\1\3",
        57: b"\2\x40",
        60: b"udhcp",
        61: b"\1" + MAC,
        82: b"\1\1x",
    }
    octets = encode(packet(options, secs=3, flags=0x8000, giaddr=RELAY, htype=6))
    ask = ask_of(octets)
    assert ask == Ask(
        kind=Message.REQUEST,
        xid=0x3D1D,
        secs=3,
        flags=0x8000,
        ciaddr=0,
        giaddr=RELAY,
        chaddr=MAC,
        client_identifier=b"\1" + MAC,
        requested_address=CLIENT,
        server_identifier=SERVER,
        host_name="kvm",
        agent=b"\1\1x",
        wanted_options=b"\1\3",
        max_size=576,
        vendor_class=b"udhcp",
        htype=6,
    )
    assert ask.broadcast
    assert full_ask_of(octets) == ask


def test_the_quick_reader_covers_the_same_bytes_as_the_full_one() -> None:
    assert dhcp4._QUICK_HEAD.size == dhcp4._HEAD.size == 240


def test_packet_without_type_is_bootp() -> None:
    assert ask_of(PAIRS["bootp"][1]).kind is Message.BOOTP


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"kvm", "kvm"),
        (b"kvm\0\0", "kvm"),
        (b"\0", None),
        (b"", None),
        ("büro".encode(), "büro"),
        ("büro".encode("latin-1"), "büro"),
        (b"a\x1b[31mb\r\n", "a[31mb"),
    ],
)
def test_host_name_is_safe_to_print(raw: bytes, name: str | None) -> None:
    assert ask_of(encode(packet({53: b"\1", 12: raw}))).host_name == name


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (packet({53: b"\2"}), "message type 02 is not for a server"),
        (packet({53: b"\5"}), "message type 05 is not for a server"),
        (packet({53: b"\x0a"}), "message type 0a is not for a server"),
        (packet({53: b"\1\1"}), "message type 0101 is not for a server"),
        (packet({53: b""}), "message type  is not for a server"),
        (packet({53: b"\1", 50: b"\1"}), "option 50 needs 4 bytes, not 1"),
        (packet({53: b"\1", 54: b""}), "option 54 needs 4 bytes, not 0"),
        (packet({53: b"\1", 57: b"\1\2\3"}), "option 57 needs 2 bytes, not 3"),
        (packet({53: b"\1"}, op=2), "a reply, not a request"),
        (packet({53: b"\1"}, hlen=0, chaddr=b""), "client without hardware address and identifier"),
    ],
)
def test_what_no_client_sends_is_refused(sent: Packet, reason: str) -> None:
    for read in (ask_of, full_ask_of):
        with pytest.raises(WireError) as refused:
            read(encode(sent))
        assert refused.value.reason == reason


def test_client_without_hardware_address_is_known_by_its_identifier() -> None:
    ask = ask_of(encode(packet({53: b"\1", 61: b"\xffib"}, hlen=0, chaddr=b"", htype=32)))
    assert (ask.chaddr, ask.client_identifier, ask.htype) == (b"", b"\xffib", 32)


# ---- answers --------------------------------------------------------------------------------------------------------

DISCOVER = Ask(Message.DISCOVER, 0x3D1D, 9, 0, 0, 0, MAC)
OFFER = Answer(Message.OFFER, CLIENT, 0, SERVER, 600, 300, 525, NET)
ACK = OFFER._replace(kind=Message.ACK)
NAK = Answer(Message.NAK, CLIENT, SERVER, SERVER, 600, 300, 525, NET, b"file", b"name", "lease not found")
LEASE = "350102 3604c0a85801 330400000258 3a040000012c 3b040000020d 0104ffffff00 0304c0a85801 0604c0a85801"

ANSWERS = {
    "offer": (
        DISCOVER,
        OFFER,
        datagram("02010600 00003d1d 0000 0000 00000000 c0a858fe 00000000 00000000", LEASE + "ff"),
    ),
    "ack of a renewal keeps ciaddr": (
        DISCOVER._replace(kind=Message.REQUEST, ciaddr=CLIENT),
        ACK,
        datagram(
            "02010600 00003d1d 0000 0000 c0a858fe c0a858fe 00000000 00000000", LEASE.replace("350102", "350105") + "ff"
        ),
    ),
    "offer through a relay echoes 61, then 82 last": (
        DISCOVER._replace(giaddr=RELAY, flags=0x8000, client_identifier=b"\1" + MAC, agent=b"\1\4port"),
        OFFER._replace(options=(*NET, (150, b"\n\0\0\1"))),
        datagram(
            "02010600 00003d1d 0000 8000 00000000 c0a858fe 00000000 0a000001",
            LEASE + "96040a000001 3d0701000b8201fc42 52060104706f7274 ff",
        ),
    ),
    "ack of an inform has no lease": (
        DISCOVER._replace(kind=Message.INFORM, ciaddr=CLIENT),
        Answer(Message.ACK, 0, 0, SERVER, options=NET[1:]),
        datagram(
            "02010600 00003d1d 0000 0000 c0a858fe 00000000 00000000 00000000",
            "350105 3604c0a85801 0304c0a85801 0604c0a85801 ff",
        ),
    ),
    "nak carries no lease": (
        DISCOVER._replace(kind=Message.REQUEST, ciaddr=CLIENT, client_identifier=b"\0id"),
        NAK,
        datagram(
            "02010600 00003d1d 0000 0000 00000000 00000000 00000000 00000000",
            "350106 3604c0a85801 380f" + b"lease not found".hex() + "3d03006964 ff",
        ),
    ),
    "nak through a relay sets the broadcast flag": (
        DISCOVER._replace(kind=Message.REQUEST, giaddr=RELAY, agent=b"\1\1x"),
        NAK._replace(message=""),
        datagram(
            "02010600 00003d1d 0000 8000 00000000 00000000 00000000 0a000001", "350106 3604c0a85801 5203010178 ff"
        ),
    ),
    "lease without end": (
        DISCOVER,
        Answer(Message.OFFER, CLIENT, SERVER, SERVER, INFINITY, *times(INFINITY), boot_file=b"f", sname=b"s"),
        datagram(
            "02010600 00003d1d 0000 0000 00000000 c0a858fe c0a85801 00000000",
            "350102 3604c0a85801 3304ffffffff ff",
            sname=b"s",
            file=b"f",
        ),
    ),
    "bootp reply has no type": (
        DISCOVER._replace(kind=Message.BOOTP),
        Answer(Message.BOOTP, CLIENT, 0, SERVER, options=NET[:1]),
        datagram("02010600 00003d1d 0000 0000 00000000 c0a858fe 00000000 00000000", "0104ffffff00 ff"),
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_has_its_exact_bytes(name: str) -> None:
    ask, answer, octets = ANSWERS[name]
    assert encode_answer(ask, answer) == octets


@pytest.mark.parametrize("name", [name for name, (_, answer, _) in ANSWERS.items() if answer.kind in (2, 5)])
def test_template_writes_the_same_bytes(name: str) -> None:
    ask, answer, octets = ANSWERS[name]
    template = Template(answer._replace(yiaddr=1, lease_time_s=2, t1=3, t2=4))
    assert template.fill(ask, answer.yiaddr, answer.lease_time_s, answer.t1, answer.t2) == octets


def test_template_is_only_for_leases() -> None:
    with pytest.raises(ValueError):
        Template(NAK)


def test_defined_options_cannot_break_the_protocol_but_may_set_t1() -> None:
    broken = ((53, b"\7"), (54, b""), (61, b"x"), (82, b"x"), (0, b""), (255, b""), (58, b"\0\0\0\1"), (3, b"first"))
    answer = OFFER._replace(options=(*broken, (3, b"second")))
    options = decode(encode_answer(DISCOVER, answer)).options
    assert options == {
        53: b"\2",
        54: b"\xc0\xa8\x58\1",
        51: b"\0\0\2\x58",
        58: b"\0\0\0\1",
        59: b"\0\0\2\x0d",
        3: b"first",
    }
    assert Template(answer).fill(DISCOVER, CLIENT, 600, 300, 525) == encode_answer(DISCOVER, answer)


def test_long_boot_file_goes_out_as_an_option() -> None:
    read = decode(encode_answer(DISCOVER, OFFER._replace(boot_file=b"f" * 128, sname=b"s" * 64)))
    assert (read.file, read.sname, read.options[67], read.options[66]) == (b"", b"", b"f" * 128, b"s" * 64)


def test_answer_keeps_to_the_size_the_client_takes() -> None:
    """About 600 bytes of options: 548 fit with file and sname lent, what is least important stays away."""
    many = tuple((code, bytes(98)) for code in (60, 100, 101, 102, 103))
    octets = encode_answer(DISCOVER, OFFER._replace(options=(*NET, *many)))
    read = decode(octets)
    assert len(octets) <= 548
    assert octets[240:].find(b"\x34\1\1") >= 0  # only file could hold one: sname has 63
    assert set(read.options) == {53, 54, 51, 58, 59, 1, 3, 6, 60, 100, 101}
    roomy = encode_answer(DISCOVER._replace(max_size=1500), OFFER._replace(options=(*NET, *many)))
    assert set(decode(roomy).options) == {53, 54, 51, 58, 59, 1, 3, 6, 60, 100, 101, 102, 103}


def test_relay_gets_its_option_82_back_however_small_the_client_is() -> None:
    ask = DISCOVER._replace(giaddr=RELAY, agent=bytes(250), client_identifier=bytes(250))
    octets = encode_answer(ask, OFFER)
    read = decode(octets)
    assert (read.options[82], read.options[61]) == (bytes(250), bytes(250))
    assert octets.endswith(b"\x52\xfa" + bytes(250) + b"\xff")


def test_renewal_and_rebinding_times_are_half_and_seven_eighths() -> None:
    assert times(600) == (300, 525)
    assert times(INFINITY) == (None, None)


@pytest.mark.parametrize(
    ("network", "defined", "wanted", "sent"),
    [
        ((1, 3, 15), {}, None, (1, 3, 15)),
        ((1, 3, 15), {}, b"", (1, 3, 15)),
        ((1, 3, 15), {}, b"\3", (1, 3)),
        ((), {150: False}, None, ()),
        ((), {150: False, 66: True}, None, (66,)),
        ((), {150: False, 66: True}, b"\x96", (150, 66)),
        ((3,), {3: True}, b"\3", (3,)),
    ],
)
def test_only_wanted_options_are_sent(
    network: tuple[int, ...], defined: dict[int, bool], wanted: bytes | None, sent: tuple[int, ...]
) -> None:
    menu = [(code, b"network") for code in network]
    own = [(code, b"defined", forced) for code, forced in defined.items()]
    got = chosen(menu, own, wanted)
    assert tuple(code for code, _ in got) == sent
    assert all(raw == b"network" for code, raw in got if code in network)


def test_nearest_definition_of_an_option_wins() -> None:
    assert chosen((), [(66, b"lease", True), (66, b"server", True)], None) == ((66, b"lease"),)


REQUEST = DISCOVER._replace(kind=Message.REQUEST)
INFORM = DISCOVER._replace(kind=Message.INFORM)
INFORM_ACK = Answer(Message.ACK, 0, 0, SERVER)
EVERYONE = Destination(BROADCAST, 68, None, True)


@pytest.mark.parametrize(
    ("ask", "answer", "goes"),
    [
        (DISCOVER, OFFER, Destination(CLIENT, 68, MAC, False)),
        (DISCOVER._replace(flags=0x8000), OFFER, EVERYONE),
        (DISCOVER._replace(giaddr=RELAY, flags=0x8000), OFFER, Destination(RELAY, 67, None, False)),
        (REQUEST._replace(ciaddr=CLIENT, flags=0x8000), ACK, Destination(CLIENT, 68, None, False)),
        (REQUEST._replace(ciaddr=CLIENT), NAK, EVERYONE),
        (REQUEST._replace(giaddr=RELAY), NAK, Destination(RELAY, 67, None, False)),
        (INFORM._replace(ciaddr=CLIENT, giaddr=RELAY), INFORM_ACK, Destination(CLIENT, 68, None, False)),
        (INFORM._replace(giaddr=RELAY), INFORM_ACK, Destination(RELAY, 67, None, False)),
        (INFORM, INFORM_ACK, EVERYONE),
        (DISCOVER._replace(chaddr=bytes(16), htype=32), OFFER, EVERYONE),
    ],
)
def test_answer_goes_where_rfc_2131_says(ask: Ask, answer: Answer, goes: Destination) -> None:
    assert destination(ask, answer) == goes


# ---- frames ---------------------------------------------------------------------------------------------------------


def test_checksums_of_known_headers() -> None:
    """The sum worked out in RFC 1071 section 3, and an IPv4 header of textbooks."""
    assert frames.checksum(bytes.fromhex("0001f203f4f5f6f7")) == 0x220D
    assert frames.checksum(bytes.fromhex("45000073000040004011b861c0a80001c0a800c7")) == 0
    assert frames.checksum(b"") == frames.checksum(bytes(20)) == 0xFFFF
    assert frames.checksum(b"\1") == 0xFEFF


PLAIN = frames.Frame(bytes(6), MAC, SERVER, CLIENT, 67, 68, b"hello")
PLAIN_BYTES = bytes.fromhex(
    "000b8201fc42 000000000000 08004500 0021 0000 0000 4011 487c c0a85801 c0a858fe0043 0044 000d 892a 68656c6c6f"
)


def word_sum(octets: bytes) -> int:
    """The one's complement sum, word by word as RFC 1071 describes it: 0xFFFF over anything with a right checksum."""
    octets += b"\0" * (len(octets) % 2)
    total = sum(octets[at] << 8 | octets[at + 1] for at in range(0, len(octets), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def test_frame_to_a_client_without_address_has_its_exact_bytes() -> None:
    octets = frames.frame(*PLAIN)
    assert octets == PLAIN_BYTES
    assert word_sum(octets[14:34]) == 0xFFFF
    assert word_sum(octets[26:34] + b"\0\x11\0\x0d" + octets[34:]) == 0xFFFF
    assert frames.parse_frame(octets) == PLAIN
    assert frames.parse_frame(memoryview(octets + bytes(20))) == PLAIN


def test_udp_checksum_that_comes_to_zero_is_sent_as_all_ones() -> None:
    """The two payload bytes are what makes the sum 0xFFFF."""
    octets = frames.frame(bytes(6), MAC, SERVER, CLIENT, 67, 68, b"\0\0")
    field = int.from_bytes(octets[40:42], "big")
    filled_up = frames.frame(bytes(6), MAC, SERVER, CLIENT, 67, 68, field.to_bytes(2, "big"))
    assert filled_up[40:42] == b"\xff\xff"


def patched(at: int, octet: int, *, fix: bool = True) -> bytes:
    """The frame with one byte changed, and its header checksum put right unless told otherwise."""
    octets = bytearray(PLAIN_BYTES)
    octets[at] = octet
    if fix:
        octets[24:26] = bytes(2)
        octets[24:26] = (0xFFFF - word_sum(bytes(octets[14:34]))).to_bytes(2, "big")
    return bytes(octets)


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (PLAIN_BYTES[:41], "frame is too short"),
        (patched(13, 0x06), "not IPv4"),
        (patched(14, 0x65), "bad IPv4 header"),
        (patched(14, 0x44), "bad IPv4 header"),
        (patched(14, 0x4F), "IPv4 length does not fit the frame"),
        (patched(17, 0x22), "IPv4 length does not fit the frame"),
        (patched(17, 0x1B), "IPv4 length does not fit the frame"),
        (patched(20, 0x20), "a fragment"),
        (patched(21, 0x01), "a fragment"),
        (patched(23, 6), "not UDP"),
        (patched(22, 63, fix=False), "bad IPv4 header checksum"),
        (patched(39, 0x07), "UDP length does not fit the packet"),
        (patched(39, 0x0E), "UDP length does not fit the packet"),
    ],
)
def test_frame_that_is_no_whole_datagram_is_refused(octets: bytes, reason: str) -> None:
    with pytest.raises(WireError) as refused:
        frames.parse_frame(octets)
    assert refused.value.reason == reason


def test_frame_with_wrong_parts_is_our_mistake() -> None:
    with pytest.raises(ValueError):
        frames.frame(b"short", MAC, 0, 0, 1, 2, b"")
    with pytest.raises(ValueError):
        frames.frame(MAC, MAC, 0, 0, 1, 2, bytes(65508))


# ---- a client's life ------------------------------------------------------------------------------------------------


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
