"""Asking REST for some of the rows: filters in the address, `.query` in a body, `.proplist`; long lists come whole."""

import json

import pytest

from http_calls import Line, Visitor, head, json_call, rest_server

MANY = 3000
INIT = f"""
/ip pool add name=a ranges=10.1.0.1-10.1.0.5 comment=first
/ip pool add name=b ranges=10.2.0.1-10.2.0.50 next-pool=a
/ip pool add name=c ranges=10.3.0.1-10.3.0.9 next-pool=b comment="no, second"
/ip dhcp-server add name=on interface=lo address-pool=a disabled=no
/ip dhcp-server add name=off interface=lo address-pool=b disabled=yes use-radius=yes
:for i from=1 to={MANY} do={{ /ip dhcp-server lease add address=(10.128.0.0 + $i) client-id="c$i" comment="client $i" }}
"""


@pytest.fixture(scope="module")
def server(free_port):
    """A server with three pools, two DHCP servers and thousands of leases, which nobody changes."""
    with rest_server(free_port, INIT) as running:
        yield running


@pytest.fixture(scope="module")
def call(server):
    """``call(method, path, json)`` as admin, over one connection."""
    with Visitor(server) as visitor:
        yield visitor.call


def names(answer):
    """Names of the rows of an answer."""
    assert answer.status_code == 200, answer.text
    return "".join(row["name"] for row in answer.json())


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("name=a", "a"),
        ("name=A", ""),
        ("comment=first", "a"),
        ("comment=no,%20second", "c"),
        ("comment=no%2C+second", "c"),
        ("comment=", ""),
        ("next-pool=a", "b"),
        ("next-pool=none", ""),
        ("total=50", "b"),
        ("name=b&next-pool=a", "b"),
        ("name=a&next-pool=a", ""),
        ("name=a&name=b", ""),
        (".id=*2", "b"),
        (".id=*02", "b"),
        (".id=*FF", ""),
        (".id=b", ""),
        ("nonexistent=x", ""),
        ("", "abc"),
    ],
)
def test_every_filter_of_the_address_must_fit(call, filters, found):
    assert names(call("GET", f"/ip/pool?{filters}")) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("disabled=false", "on"),
        ("disabled=true", "off"),
        ("disabled=no", "on"),
        ("disabled=yes", "off"),
        ("use-radius=yes", "off"),
        ("use-radius=true", ""),
    ],
)
def test_flags_fit_in_both_spellings_and_words_in_their_own(call, filters, found):
    assert names(call("GET", f"/ip/dhcp-server?{filters}")) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], "abc"),
        (["name=a"], "a"),
        (["?name=a"], "a"),
        (["=name=a"], "a"),
        (["name=a", "#!"], "bc"),
        (["name=a", "name=b", "#|"], "ab"),
        (["name=a", "name=b", "name=c", "#||"], "abc"),
        (["name=a", "name=b", "#&"], ""),
        (["name=a", "name=b"], ""),
        (["name=a", "name=b", "#|!"], "c"),
        (["name=a", "name=b", "#|", "comment=first"], "a"),
        (["name=b", "#.|"], "b"),
        (["name=b", "name=c", "#1"], "b"),
        (["next-pool"], "bc"),
        (["-next-pool"], "a"),
        (["comment", "next-pool", "#&"], "c"),
        ([">total=8"], "bc"),
        (["<total=9"], "a"),
        ([">total=5", "<total=50"], "c"),
        (["nonexistent=x"], ""),
        (["-nonexistent"], "abc"),
        ("name=c", "c"),
    ],
)
def test_query_words_combine_as_those_of_the_api(call, words, found):
    assert names(call("POST", "/ip/pool/print", {".query": words})) == found


def test_a_query_of_a_thousand_names_is_answered_and_one_without_end_refused(call):
    words = [f"name={number}" for number in range(498)]
    asked = [*words, "name=b", "#" + "|" * len(words)]
    assert names(call("POST", "/ip/pool/print", {".query": asked})) == "b"
    for endless in (["name=b"] * 1001, ["name=b", "#" + "." * 30 + "&" * 30] * 30, ["name=b", "#" + "!" * 200]):
        answer = call("POST", "/ip/pool/print", {".query": endless})
        assert (answer.status_code, answer.json()["detail"]) == (400, "query is too large")
    answer = call("GET", "/ip/pool?" + "&".join(["name=b"] * 101))
    assert (answer.status_code, answer.json()["detail"]) == (400, "too many filters")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (".proplist=name", {".id": "*1", "name": "a"}),
        (".proplist=ranges,name", {".id": "*1", "name": "a", "ranges": "10.1.0.1-10.1.0.5"}),
        (".proplist=name&.proplist=total", {".id": "*1", "name": "a", "total": "5"}),
        (".proplist=.id", {".id": "*1"}),
        (".proplist=", {".id": "*1"}),
        (".proplist=name,nonexistent", {".id": "*1", "name": "a"}),
        (".proplist=next-pool", {".id": "*1"}),
    ],
)
def test_a_proplist_tells_the_id_and_what_it_names(call, asked, told):
    assert call("GET", f"/ip/pool?name=a&{asked}").json() == [told]
    assert call("GET", f"/ip/pool/a?{asked}").json() == told


def test_a_proplist_in_a_body_is_a_list_or_a_text(call):
    for proplist in (["name", "total"], "name,total", ["name,total"]):
        told = call("POST", "/ip/pool/print", {".proplist": proplist, ".query": ["name=a"]}).json()
        assert told == [{".id": "*1", "name": "a", "total": "5"}]
    assert list(call("GET", "/system/resource?.proplist=version,platform").json()) == ["platform", "version"]


def test_words_for_the_eye_change_nothing(call):
    plain = call("GET", "/ip/pool").json()
    for word in ("detail", "terse", "without-paging", "show-ids"):
        assert call("POST", "/ip/pool/print", {word: ""}).json() == plain


# ---- long lists -----------------------------------------------------------------------------------------------------

LEASES = "/ip/dhcp-server/lease"


def clients(rows):
    """Numbers of the clients whose leases these are."""
    return sorted(int(row["comment"].removeprefix("client ")) for row in rows)


def test_a_list_of_thousands_is_streamed_and_comes_whole(call):
    answer = call("GET", LEASES)
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert clients(answer.json()) == list(range(1, MANY + 1))
    few = call("GET", f"{LEASES}?address=10.128.0.7")
    assert "Transfer-Encoding" not in few.headers
    assert clients(few.json()) == [7]
    asked = {".proplist": "comment", ".query": [">comment=client 5"]}
    assert set(clients(call("POST", f"{LEASES}/print", asked).json())) > {6, 51, 599}
    assert call("POST", f"{LEASES}/print", {"count-only": ""}).json() == {"ret": str(MANY)}
    assert len(call("POST", f"{LEASES}/find", {}).json()["ret"].split(";")) == MANY


def test_a_client_of_http_1_0_gets_a_long_list_in_one_piece(server):
    with Line(server) as line:
        answer = line.send(head("GET", f"/rest{LEASES}", version="1.0")).answer()
        assert "transfer-encoding" not in answer.headers
        assert clients(json.loads(answer.body)) == list(range(1, MANY + 1))
        assert line.has_ended()


def test_a_client_that_does_not_read_its_list_keeps_nobody_waiting(server, call):
    with Line(server, window=4096) as slow, Line(server, window=4096) as leaving:
        slow.send(head("GET", f"/rest{LEASES}"))
        leaving.send(head("GET", f"/rest{LEASES}"))
        for _ in range(20):
            assert names(call("GET", "/ip/pool")) == "abc"
        assert clients(json.loads(slow.answer().body)) == list(range(1, MANY + 1))
    assert names(call("GET", "/ip/pool")) == "abc"
    assert "internal error" not in server.log


def test_a_list_that_changes_while_it_is_told_is_whole_for_what_stays(server, call):
    with Line(server, window=4096) as slow:
        slow.send(head("GET", f"/rest{LEASES}"))
        (last,) = call("GET", f"{LEASES}?comment=client%20{MANY}").json()
        assert call("DELETE", f"{LEASES}/{last['.id']}").status_code == 204
        words = {name: last[name] for name in ("address", "client-id", "comment")}
        assert call("PUT", LEASES, words).status_code == 201
        told = clients(json.loads(slow.answer().body))
    assert [number for number in told if number != MANY] == list(range(1, MANY))


def test_calls_behind_a_long_list_on_one_connection_are_answered_in_order(server):
    with Line(server) as line:
        line.send(head("GET", f"/rest{LEASES}") + json_call("POST", f"/rest{LEASES}/print", b'{"count-only":""}'))
        assert clients(json.loads(line.answer().body)) == list(range(1, MANY + 1))
        assert json.loads(line.answer().body) == {"ret": str(MANY)}
