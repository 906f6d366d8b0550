"""REST as a RouterOS client meets it: verbs and their status codes, JSON that is all text, errors word for word."""

import json
from http import HTTPStatus

import pytest

from http_calls import Visitor, rest_server
from poolkeeper.menus import MENUS

RANGES = "10.9.0.1-10.9.0.9"


@pytest.fixture(scope="module")
def server(free_port):
    """A server with the factory configuration, shared; each test has pools of its own names."""
    with rest_server(free_port, defaults=True) as running:
        yield running


@pytest.fixture(scope="module")
def call(server):
    """``call(method, path, json)`` as admin, over one connection."""
    with Visitor(server) as visitor:
        yield visitor.call


@pytest.fixture
def pool(call, request):
    """A pool of the test's own, named for it."""
    made = call("PUT", "/ip/pool", {"name": request.node.name, "ranges": RANGES})
    assert made.status_code == 201
    return made.json()


def refused(answer, status, detail=None):
    """Whether an error is told as a router tells it, to the byte."""
    told = {} if detail is None else {"detail": detail}
    told |= {"error": status, "message": HTTPStatus(status).phrase}
    expected = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
    assert (answer.status_code, answer.content) == (status, expected)
    assert answer.headers["Content-Type"] == "application/json"


# ---- verbs ----------------------------------------------------------------------------------------------------------


def test_put_creates_an_item_and_answers_201_with_all_of_it(call):
    answer = call("PUT", "/ip/pool", {"name": "put", "ranges": RANGES})
    assert answer.status_code == 201
    made = answer.json()
    assert made == {
        ".id": made[".id"],
        "available": "9",
        "name": "put",
        "ranges": RANGES,
        "total": "9",
        "used": "0",
    }
    assert call("GET", f"/ip/pool/{made['.id']}").json() == made


def test_get_of_a_list_is_an_array_also_an_empty_one(call, pool):
    answer = call("GET", "/ip/pool")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert pool in answer.json()
    assert call("GET", "/ip/pool/used").content == b"[]"
    assert call("GET", "/ip/pool/").json() == answer.json()


def test_one_item_is_found_by_id_and_by_name(call, pool):
    number = pool[".id"]
    for item in (number, number.lower(), f"%2A{number[1:]}", pool["name"]):
        answer = call("GET", f"/ip/pool/{item}")
        assert (answer.status_code, answer.json()) == (200, pool)
    refused(call("GET", "/ip/pool/*FFFF"), 404)
    refused(call("GET", "/ip/pool/nobody"), 404)


@pytest.mark.parametrize("name", ["two words", "a/b", "?x=1", "50%", "ünï☃", '"quoted"', "10", "-"])
def test_a_name_of_any_letters_is_found_in_a_path_and_by_a_filter(call, name):
    made = call("PUT", "/ip/pool", {"name": name, "ranges": RANGES}).json()
    coded = "".join(f"%{octet:02X}" for octet in name.encode())
    assert call("GET", f"/ip/pool/{coded}").json() == made
    assert call("GET", f"/ip/pool?name={coded}").json() == [made]
    assert call("DELETE", f"/ip/pool/{coded}").status_code == 204


def test_patch_changes_an_item_and_answers_with_all_of_it(call, pool):
    changed = {"ranges": "10.9.1.1-10.9.1.4", "comment": "lab"}
    answer = call("PATCH", f"/ip/pool/{pool['.id']}", changed)
    assert answer.status_code == 200
    assert answer.json() == {**pool, **changed, "total": "4", "available": "4"}
    renamed = call("PATCH", f"/ip/pool/{pool['name']}", {"name": "other name", ".id": "*FFFF"})
    assert renamed.json() == {**answer.json(), "name": "other name"}


def test_patch_takes_a_value_away_by_null_and_by_an_exclamation_mark(call, pool):
    path = f"/ip/pool/{pool['.id']}"
    for nothing in ({"next-pool": None}, {"!next-pool": ""}, {"next-pool": "none"}):
        chained = call("PATCH", path, {"next-pool": "default-dhcp"})
        assert chained.json()["next-pool"] == "default-dhcp"
        assert call("PATCH", path, nothing).json() == pool
    assert "comment" in call("PATCH", path, {"comment": "x"}).json()
    assert call("PATCH", path, {"comment": None}).json() == pool


def test_delete_answers_204_without_a_byte_and_404_the_second_time(call, pool):
    answer = call("DELETE", f"/ip/pool/{pool['.id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Content-Type" not in answer.headers
    refused(call("DELETE", f"/ip/pool/{pool['.id']}"), 404)
    refused(call("PATCH", f"/ip/pool/{pool['.id']}", {"comment": "x"}), 404)


def test_a_post_on_a_list_creates_and_answers_as_put_does(call):
    answer = call("POST", "/ip/pool", {"name": "posted", "ranges": RANGES})
    assert answer.status_code == 201
    assert answer.json() == call("GET", "/ip/pool/posted").json()
    refused(call("POST", "/ip/pool", {"name": "posted", "ranges": RANGES}), 400, "failure: pool with such name exists")


def test_commands_answer_with_ret_with_rows_or_with_an_empty_array(call, pool):
    added = call("POST", "/ip/pool/add", {"name": "by command", "ranges": RANGES})
    assert added.status_code == 200
    number = added.json()["ret"]
    assert added.json() == {"ret": number}
    for command, words, told in (
        ("set", {".id": number, "comment": "a"}, []),
        ("set", {"numbers": [number, pool[".id"]], "comment": "b"}, []),
        ("set", {"numbers": f"{number},{pool['name']}", "comment": "c"}, []),
        ("comment", {"numbers": "by command", "comment": "d"}, []),
        ("get", {"number": number, "value-name": "comment"}, {"ret": "d"}),
        ("unset", {".id": number, "value-name": "comment"}, []),
        ("find", {".query": ["name=by command", f"name={pool['name']}", "#|"]}, {"ret": f"{pool['.id']};{number}"}),
        ("find", {".query": ["name=nobody"]}, {"ret": ""}),
        ("print", {"count-only": "", ".query": ["comment=c"]}, {"ret": "1"}),
        ("print", {"numbers": number, ".proplist": "name"}, [{".id": number, "name": "by command"}]),
        ("remove", {".id": number}, []),
    ):
        answer = call("POST", f"/ip/pool/{command}", words)
        assert (answer.status_code, answer.json()) == (200, told), command
    refused(call("POST", "/ip/pool/remove", {".id": number}), 404)


def test_a_number_in_a_command_is_a_name_first_and_a_position_second(call):
    names = [item["name"] for item in call("GET", "/ip/pool").json()]
    made = call("PUT", "/ip/pool", {"name": "0", "ranges": RANGES}).json()
    assert call("POST", "/ip/pool/print", {"numbers": "0"}).json() == [made]
    assert call("DELETE", "/ip/pool/0").status_code == 204
    assert [row["name"] for row in call("POST", "/ip/pool/print", {"numbers": 0}).json()] == names[:1]
    refused(call("GET", "/ip/pool/0"), 404)


def test_items_are_enabled_disabled_and_moved_by_command(call):
    path = "/ip/dhcp-server"
    assert call("POST", f"{path}/disable", {"numbers": "defconf"}).json() == []
    assert call("GET", f"{path}/defconf").json()["disabled"] == "true"
    assert call("POST", f"{path}/enable", {"numbers": "defconf"}).json() == []
    assert call("GET", f"{path}/defconf").json()["disabled"] == "false"
    assert call("PATCH", f"{path}/defconf", {"disabled": True}).json()["disabled"] == "true"


def test_settings_are_an_object_that_the_command_set_changes(call):
    assert call("GET", "/system/identity").json() == {"name": "MikroTik"}
    answer = call("POST", "/system/identity/set", {"name": "pools"})
    assert (answer.status_code, answer.json()) == (200, [])
    assert call("GET", "/system/identity").json() == {"name": "pools"}
    assert call("POST", "/system/identity/print", {}).json() == [{"name": "pools"}]
    assert call("POST", "/system/identity/get", {"value-name": "name"}).json() == {"ret": "pools"}
    words = {"name": "x"}
    refused(call("PATCH", "/system/identity", words), 400, "missing or invalid resource identifier")
    refused(call("DELETE", "/system/identity"), 400, "missing or invalid resource identifier")
    refused(call("PUT", "/system/identity", words), 406, "no such command or directory (add)")
    refused(call("POST", "/system/identity", words), 400, "no such command")


def test_a_line_can_be_written_to_the_log_and_read_back(call):
    assert call("POST", "/log/info", {"message": "hello from REST"}).json() == []
    found = call("POST", "/log/print", {".query": ["message=hello from REST"], ".proplist": "topics,message"}).json()
    assert [{**row, ".id": ""} for row in found] == [{".id": "", "message": "hello from REST", "topics": "script,info"}]


def test_what_is_no_method_of_rest_is_answered_501(server, call):
    answer = call("HEAD", "/ip/pool")
    assert (answer.status_code, answer.content) == (501, b"")
    for method in ("OPTIONS", "TRACE", "PROPFIND"):
        refused(call(method, "/ip/pool"), 501)


def test_the_bare_address_says_that_it_lives_without_a_password(server, call):
    with Visitor(server) as stranger:
        stranger.auth = None
        base = f"https://127.0.0.1:{server.ports['www-ssl']}"
        answer = stranger.get(f"{base}/")
        assert answer.status_code == 200
        assert "Poolkeeper" in answer.text
        assert stranger.head(f"{base}/").status_code == 200
        refused(stranger.get(f"{base}/webfig/"), 404)
        refused(stranger.get(f"{base}/restless"), 404)


# ---- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("menu", [each for each in MENUS if each.shape != "commands"], ids=lambda menu: menu.path)
def test_every_menu_is_told_as_objects_of_text_with_the_id_first_and_names_in_order(call, menu):
    answer = call("GET", menu.path)
    assert answer.status_code == 200
    told = answer.json()
    assert isinstance(told, dict if menu.shape == "single" else list)
    for item in [told] if isinstance(told, dict) else told:
        assert all(isinstance(value, str) for value in item.values())
        names = list(item)
        assert (names[:1] == [".id"]) == (menu.shape != "single")
        assert names == sorted(names)
        assert not {name for name, prop in menu.props.items() if prop.write_only} & set(names)


def test_flags_are_true_and_false_and_enumerations_keep_their_words(call):
    path = "/ip/dhcp-server/defconf"
    for given, flag, word in (
        ({"disabled": "yes", "use-radius": "yes"}, "true", "yes"),
        ({"disabled": "no", "use-radius": "accounting"}, "false", "accounting"),
        ({"disabled": True, "use-radius": True}, "true", "yes"),
        ({"disabled": False, "use-radius": False}, "false", "no"),
        ({"disabled": "true", "use-radius": "no"}, "true", "no"),
    ):
        told = call("PATCH", path, given).json()
        assert (told["disabled"], told["use-radius"]) == (flag, word), given


def test_numbers_and_lists_are_taken_as_json_gives_them(call, pool):
    assert call("PATCH", "/ip/dhcp-server/defconf", {"lease-time": 3600}).json()["lease-time"] == "1h"
    path = f"/ip/pool/{pool['.id']}"
    assert call("PATCH", path, {"ranges": ["10.9.2.1", "10.9.2.3-10.9.2.4"]}).json()["total"] == "3"
    assert call("PATCH", path, {"comment": 12}).json()["comment"] == "12"
    assert call("PATCH", path, {"comment": 1.50}).json()["comment"] == "1.5"


def test_a_pool_that_is_gone_shows_by_its_id_where_it_was_named(call, pool):
    words = {"name": "orphaned", "interface": "lo", "address-pool": pool["name"], "disabled": "yes"}
    assert call("PUT", "/ip/dhcp-server", words).json()["address-pool"] == pool["name"]
    assert call("DELETE", f"/ip/pool/{pool['.id']}").status_code == 204
    assert call("GET", "/ip/dhcp-server/orphaned").json()["address-pool"] == pool[".id"]
    assert call("DELETE", "/ip/dhcp-server/orphaned").status_code == 204


# ---- errors ---------------------------------------------------------------------------------------------------------

ID_MISSING = "missing or invalid resource identifier"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "detail"),
    [
        ("GET", "/nonexistent", None, 400, "no such command or directory (nonexistent)"),
        ("GET", "/ip/pool/default-dhcp/more", None, 400, "no such command or directory (default-dhcp)"),
        ("GET", "/system/identity/name", None, 400, "no such command or directory (name)"),
        ("GET", "", None, 400, "no such command"),
        ("GET", "/ip", None, 400, "no such command"),
        ("GET", "/ip/pool/print", None, 400, "no such command"),
        ("POST", "/ip/pool/print/print", {}, 400, "no such command"),
        ("POST", "/ip/pool", {}, 400, "no such command"),
        ("POST", "/ip/pool", {".query": ["name=x"]}, 400, "no such command"),
        ("POST", "/ip/pool/used", {"pool": "x"}, 400, "no such command"),
        ("POST", "/ip/service", {"name": "x"}, 400, "no such command"),
        ("POST", "/ip", {"name": "x"}, 400, "no such command"),
        ("POST", "/ip/pool/export", {}, 400, "no such command"),
        ("POST", "/ip/pool/default-dhcp", {"comment": "x"}, 400, "no such command or directory (default-dhcp)"),
        ("PUT", "/ip/pool/default-dhcp", {"comment": "x"}, 400, "no such command or directory (default-dhcp)"),
        ("GET", "/ip/dhcp-server/network/somewhere", None, 400, "no such command prefix"),
        ("PATCH", "/ip/pool", {"comment": "x"}, 400, ID_MISSING),
        ("DELETE", "/ip/pool", None, 400, ID_MISSING),
        ("DELETE", "/ip/service/www", None, 406, "no such command or directory (remove)"),
        ("PUT", "/ip/service", {"name": "x"}, 406, "no such command or directory (add)"),
        ("PUT", "/ip/pool/used", {"pool": "x"}, 406, "no such command or directory (add)"),
        ("PATCH", "/ip/pool/used/*1", {"pool": "x"}, 406, "no such command or directory (set)"),
        ("PUT", "/ip/pool", {"name": "x"}, 400, "missing value(s) of argument(s) ranges"),
        ("PUT", "/ip/pool", {"name": "x", "ranges": RANGES, "foo": "1"}, 400, "unknown parameter foo"),
        ("PUT", "/ip/pool", {"name": "x", "ranges": RANGES, "total": "1"}, 400, "unknown parameter total"),
        ("PUT", "/ip/pool", {"name": "x", "ranges": "foo"}, 400, "value of range expects range of ip addresses"),
        ("PUT", "/ip/pool", {"name": "x", "ranges": "10.0.0.2-"}, 400, "value of range must have ip address after '-'"),
        ("PUT", "/ip/pool", {"name": "x", "ranges": "-10.0.0.2"}, 400,
         "value of range must have ip address before '-'"),
        ("PUT", "/ip/pool", {"name": "", "ranges": RANGES}, 400, "invalid value for argument name"),
        ("PUT", "/ip/pool", {"name": "default-dhcp", "ranges": RANGES}, 400, "failure: pool with such name exists"),
        ("PATCH", "/ip/pool/default-dhcp", {"foo": "1"}, 400, "unknown parameter foo"),
        ("PATCH", "/ip/pool/default-dhcp", {"ranges": None}, 400, "invalid value for argument ranges"),
        ("PATCH", "/ip/pool/default-dhcp", {"comment": {"a": "b"}}, 400, "invalid value for argument comment"),
        ("PATCH", "/ip/pool/default-dhcp", {"next-pool": "x"}, 400, "input does not match any value of next-pool"),
        ("PATCH", "/ip/dhcp-server/defconf", {"interface": "x"}, 400, "input does not match any value of interface"),
        ("PATCH", "/ip/dhcp-server/defconf", {"use-radius": "x"}, 400, "input does not match any value of use-radius"),
        ("PATCH", "/ip/dhcp-server/defconf", {"lease-time": 1.5}, 400, "invalid value for argument lease-time"),
        ("PATCH", "/ip/service/www", {"port": 0}, 400, "value of port out of range (1..65535)"),
        ("PATCH", "/ip/service/www", {"comment": "x"}, 400, "unknown parameter comment"),
        ("POST", "/ip/pool/set", {"comment": "x"}, 400, "missing =.id="),
        ("POST", "/ip/pool/remove", {"numbers": ""}, 400, "missing =.id="),
        ("POST", "/ip/pool/remove", {".id": "default-dhcp", "foo": "1"}, 400, "unknown parameter foo"),
        ("POST", "/ip/pool/unset", {".id": "default-dhcp", "value-name": "ranges"}, 400,
         "input does not match any value of value-name"),
        ("POST", "/ip/pool/print", {"?name": "default-dhcp"}, 400, "unknown parameter ?name"),
        ("POST", "/ip/pool/print", {"where": "name=x"}, 400, "unknown parameter where"),
        ("POST", "/ip/pool/print", {".query": ["#x"]}, 400, "invalid query operation x"),
        ("POST", "/ip/pool/print", {"numbers": "nobody"}, 404, None),
        ("POST", "/log/info", {"message": "x", "foo": "1"}, 400, "unknown parameter foo"),
    ],
)  # fmt: skip
def test_an_error_has_the_status_and_the_words_of_a_router(call, method, path, body, status, detail):
    refused(call(method, path, body), status, detail)


def test_a_network_and_a_lease_are_refused_in_the_words_of_their_menus(call):
    path = "/ip/dhcp-server/network"
    again = {"address": "192.168.88.0/24"}
    refused(call("PUT", path, again), 400, "failure: such network already exists")
    refused(call("PUT", path, {"address": "10.9.0.1/24"}), 400, "failure: invalid network")
    path = "/ip/dhcp-server/lease"
    lease = {"address": "192.168.88.9", "mac-address": "02:00:00:00:00:01", "server": "defconf"}
    assert call("PUT", path, lease).status_code == 201
    refused(call("PUT", path, lease), 400, "failure: already have static lease with this IP address")
    other = {**lease, "address": "192.168.88.8"}
    refused(call("PUT", path, other), 400, "failure: already have static lease for this client")
    refused(
        call("PUT", path, {**lease, "mac-address": "zz"}), 400, "invalid value of mac-address, mac address required"
    )


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("{", "invalid JSON"),
        ('{"name": }', "invalid JSON"),
        ("nonsense", "invalid JSON"),
        ('{"name": "\\ud800"}', "invalid JSON"),
        ('{"name": "' + "\xff" + '"}', "invalid JSON"),
        ('{"name": ' + "[" * 5000 + "]" * 5000 + "}", "invalid JSON"),
        ("[]", "JSON object expected"),
        ('"text"', "JSON object expected"),
        ("12", "JSON object expected"),
    ],
)
def test_a_body_that_is_no_json_object_is_answered_400(call, body, detail):
    answer = call("PUT", "/ip/pool", data=body.encode("latin-1"), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (400, 400)
    assert answer.json()["detail"].startswith(detail)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 201),
        ("application/json; charset=utf-8", 201),
        ("Application/JSON;charset=UTF-8", 201),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonp", 415),
        (None, 415),
    ],
)
def test_a_body_must_be_called_json(call, kind, status):
    body = b'{"name":"typed","ranges":"10.9.0.1"}'
    answer = call("PUT", "/ip/pool", data=body, headers={} if kind is None else {"Content-Type": kind})
    if status == 415:
        refused(answer, 415, "Content-Type must be application/json")
    else:
        assert answer.status_code == status
        assert call("DELETE", "/ip/pool/typed").status_code == 204


def test_a_change_that_is_refused_changes_nothing(server, call, pool):
    before = server.console("/export").out
    path = f"/ip/pool/{pool['.id']}"
    good = {"name": "changed", "comment": "changed", "next-pool": "default-dhcp"}
    for bad in ({"foo": "1"}, {"ranges": "10.0.0.2-"}, {"name": "default-dhcp"}, {"next-pool": "x"}, {"total": "5"}):
        assert call("PATCH", path, {**good, **bad}).status_code == 400
        assert call("PUT", "/ip/pool", {**good, "ranges": RANGES, **bad}).status_code == 400
        assert call("POST", "/ip/pool/set", {"numbers": [pool[".id"]], **good, **bad}).status_code == 400
    half = {"numbers": [pool["name"], "nobody"], "comment": "half done"}
    refused(call("POST", "/ip/pool/set", half), 404)
    refused(call("POST", "/ip/pool/set", {"numbers": [pool["name"], "*FFFF"], "comment": "half done"}), 404)
    refused(call("POST", "/ip/pool/remove", {"numbers": [pool["name"], "*FFFF"]}), 404)
    assert call("GET", path).json() == pool
    lines = [line for line in server.console("/export").out.splitlines() if not line.startswith("#")]
    assert lines == [line for line in before.splitlines() if not line.startswith("#")]


def test_no_command_of_any_menu_is_answered_with_a_fault_of_the_server(server, call):
    for menu in MENUS:
        for command in menu.commands:
            for words in ({}, {"numbers": "nobody"}, {"number": "*FFFF", "value-name": "name"}, {"foo": ["bar"]}):
                answer = call("POST", f"{menu.path}/{command}", words)
                assert answer.status_code in (200, 400, 404), (menu.path, command, words, answer.text)
    assert "internal error" not in server.log
