"""DHCP as it stands on the wire: each message paired with its exact bytes, and what is refused.

Every pair serves the reader and the writer. Random packets are in ``test_dhcp_fuzz.py``.
"""

import doctest

import pytest

from poolkeeper.domain import option_forms
from poolkeeper.domain import option_value as option_value_module
from poolkeeper.domain.option_value import Variable, filled, option_value
from poolkeeper.wire import dhcp4, options4
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
        ("d'a.example'", (b"\1a\7example\0",)),
        ("d'a.example,b.A.Example.,example'", (b"\1a\7example\0\1b\xc0\0\xc0\2",)),
        ("r'10.0.0.0/8 10.1.1.1, 0.0.0.0/0 0.0.0.0'", (b"\x08\x0a\x0a\1\1\1\0\0\0\0\0",)),
        ("r'192.168.7.128/25 0.0.0.0'0x00", (b"\x19\xc0\xa8\x07\x80\0\0\0\0\0",)),
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
        ("s'x'd'a.example'", "must stand alone"),
        ("d'a..example'", "bad domain name 'a..example'"),
        ("d''", "bad domain name"),
        ("r'10.0.0.1/8 10.1.1.1'", "bad route '10.0.0.1/8 10.1.1.1'"),
        ("r'10.0.0.0/8'", "bad route"),
        ("r'10.0.0.0/33 10.1.1.1'", "bad route"),
        ("d'open", "missing closing quote"),
    ],
)
def test_unreadable_option_value_is_explained(text: str, complaint: str) -> None:
    with pytest.raises(ValueError) as refused:
        option_value(text)
    assert complaint in str(refused.value)


def test_examples_in_the_docstrings_hold() -> None:
    for module, examples in ((option_value_module, 2), (option_forms, 2)):
        results = doctest.testmod(module)
        assert results.attempted >= examples
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


def test_a_long_option_of_the_operators_does_not_crowd_out_the_clients_identifier() -> None:
    """Also not one that may stand before it, such as T1 (RFC 6842)."""
    ask = DISCOVER._replace(client_identifier=bytes(150))
    read = decode(encode_answer(ask, OFFER._replace(t1=None, options=((58, bytes(200)),))))
    assert (read.options[61], read.options[51]) == (bytes(150), (600).to_bytes(4, "big"))


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
        ((3,), {3: False}, None, (3,)),
        ((3,), {3: False}, b"\6", ()),
        ((), {108: True}, None, ()),
        ((), {108: True}, b"\3", ()),
        ((), {108: False}, b"\x6c", (108,)),
    ],
)
def test_only_wanted_options_are_sent(
    network: tuple[int, ...], defined: dict[int, bool], wanted: bytes | None, sent: tuple[int, ...]
) -> None:
    menu = [(code, b"network") for code in network]
    own = [(code, b"defined", forced) for code, forced in defined.items()]
    got = chosen(menu, own, wanted)
    assert tuple(code for code, _ in got) == sent
    assert all(raw == b"defined" for code, raw in got if code in defined)


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
