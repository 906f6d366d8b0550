"""Any text gives a program or an error with line and column; what is shown reads back as the same program."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poolkeeper.script.lexer import logical_lines, narrow, widen
from poolkeeper.script.parser import parse, parse_unfinished, pending
from poolkeeper.script.show import show
from poolkeeper.script.syntax import Program, ScriptError

RELAXED = settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
PIECES = st.sampled_from(
    [
        "/ip pool", "add", "set", "print", "find", "where", "get", ":put", ":local", ":if", ":foreach", "do=", "else=",
        "on-error=", "in=", "x", "$x", "$a_b", '$"a-b"', "name=", "ranges=10.0.0.1-10.0.0.9", "10.0.0.0/8", "1d2h",
        "*1F", "yes", "-5", "0x1F", "2001:db8::1/32", "{", "}", "(", ")", "[", "]", '"', "'", "\\", "\\\n", ";", "\n",
        "\r\n", " ", "#", "# note\n", "!", "!comment", "=", "!=", "<", ">", "<<", ">>", "&&", "||", "and", "or", "in",
        "+", "-", "*", "/", "%", ".", ",", "~", "&", "|", "^", "->", '"a$x b"', '"\\n\\41$[:len 1]$(1+2)"', "..", ":",
        "()", "({})", "{1;2}", '{"a"=1;b=2}', ">", "f", "where name=a/b", "\xe4", "\x00", "do {", "1,2,", ".id=*1",
        "$a-$b", "$[", "$(", "where=", '!"x', "-\\\n", "\r", "\xef\xbb\xbf", "$x.", "set {", "/set", ":onerror e {",
    ]
)  # fmt: skip
PROGRAMS = st.lists(PIECES, max_size=24).map("".join) | st.lists(PIECES, max_size=24).map(" ".join)


def reading(text: str) -> Program | ScriptError:
    try:
        return parse(text)
    except ScriptError as error:
        refused = error
    assert refused.line >= 1, refused
    assert refused.column >= 1, refused
    return refused


def agrees(text: str) -> None:
    outcome = reading(text)
    if isinstance(outcome, Program):
        assert parse(show(outcome)) == outcome
    waiting = pending(text)
    assert waiting is None or waiting
    spans = list(logical_lines(text))
    assert "".join(text[start:end] for start, end in spans) == text.removeprefix("\xef\xbb\xbf")
    line = 1
    try:
        parse_unfinished(text)
    except ScriptError as error:
        line = error.line
    assert line >= 1


@RELAXED
@given(st.binary(max_size=200))
def test_any_bytes_are_a_program_or_an_error_with_a_position(raw: bytes) -> None:
    agrees(narrow(raw.decode("utf-8", "surrogateescape")))


@RELAXED
@given(st.text(max_size=200))
def test_any_unicode_text_is_a_program_or_an_error_with_a_position(text: str) -> None:
    agrees(narrow(text))


@RELAXED
@given(PROGRAMS)
def test_any_heap_of_console_words_is_a_program_or_an_error_with_a_position(text: str) -> None:
    agrees(narrow(text))


@pytest.mark.parametrize(
    "opener", ["{", "(", "[", '"$(', '"$[', "do={", ":if (", "[find ", "{1;", "!", "-", "a->", "a=(", "1 ."]
)
def test_deep_nesting_is_refused_not_crashed(opener: str) -> None:
    text = ":put (" + opener * 5000
    outcome = reading(text)
    assert isinstance(outcome, ScriptError)
    assert len(outcome.message) < 200


def test_a_long_chain_of_operators_is_read_and_shown() -> None:
    text = ":put (" + " . ".join(["$a"] * 5000) + ")"
    assert show(parse(text)) == text


@given(st.text(max_size=60))
def test_text_survives_the_way_into_the_language_and_out(text: str) -> None:
    if not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        assert widen(narrow(text)) == text
