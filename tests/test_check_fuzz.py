"""Any bytes at all are checked without a traceback, and what is told of them stands within them."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poolkeeper.tools.check.finding import FINDINGS
from poolkeeper.tools.check.judge import judged
from poolkeeper.tools.check.known import Menus
from poolkeeper.tools.check.sarif import as_sarif
from poolkeeper.tools.check.told import as_json, as_text

HERE = Path(__file__).parent
MENUS = Menus()
RELAXED = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = [path.read_bytes() for path in sorted((HERE / "broken").glob("*.rsc")) + sorted((HERE / "seed").glob("*.rsc"))]
WORDS = st.sampled_from(
    [
        "/ip pool", "/ip dhcp-server", "/ip dhcp-server network", "/ip/pool/add", "/system script", ":tool fetch",
        "add", "set", "print", "find", "remove", "get", "name=a", "next-pool=a", "ranges=", "10.0.0.1-10.0.0.9",
        "10.0.0.0/8", "0.0.0.0/0", "255.255.255.255/32", "address=", "gateway=", "address-pool=a",
        'source=":put \\"\\$a_b\\""',
        "source={", "on-event=x", "do={", "}", "[", "]", "(", ")", "{", '"', "\\", "\\\n", "\n", ";", "$a_b", "$a-b",
        '"$a_b"', ":local a_b", ":set a", ":global f do={", ":foreach i in=", ":onerror e in={", ":convert", "..",
        "!comment", ".as=1", "remote.as=1", "# x by RouterOS 6.1\n", "# x by RouterOS 7.1\n", "\xff", "\x00", " ", "=",
        "file=/x", "[find name=a]", "where", "disabled=on", "/", ":", "/file create directory=a",
        "/file print file=a do={",        "/system clock get date format=x", "1.2.3.4.5", "-", "*1", ",", "!",
    ]
)  # fmt: skip


def holds(text: str) -> None:
    for target in (None, 6):
        report = judged("a.rsc", text, MENUS, target)
        lines = text.count("\n") + text.count("\r") + 2
        for each in report.findings:
            assert each.id in FINDINGS
            assert 1 <= each.line <= lines
            assert each.column >= 1
            assert 0 <= each.offset <= len(text)
        assert report.parsed or any(each.id == "syntax" for each in report.findings)
        list(as_text([report]))
        json.loads(as_json([report]))
        json.loads(as_sarif([report], "1"))


@RELAXED
@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    holds(raw.decode("latin-1"))


@RELAXED
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join))
def test_words_of_scripts_in_any_order(text: str) -> None:
    holds(text)


@RELAXED
@given(st.sampled_from(SEEDS), st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=4))
def test_scripts_with_a_piece_replaced(raw: bytes, start: int, length: int, piece: bytes) -> None:
    holds((raw[:start] + piece + raw[start + length :]).decode("latin-1"))


@pytest.mark.parametrize(
    "text", ["", "\xef\xbb\xbf", "{" * 3000, "[" * 3000, '"' * 999, "\\" * 999, "(" * 500 + ")" * 500]
)
def test_texts_of_one_letter(text: str) -> None:
    holds(text)
