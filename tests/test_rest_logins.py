"""Who gets in by REST and what they may do there: passwords, addresses, policies, and a change that counts at once."""

import re
import sqlite3
from contextlib import suppress
from threading import Thread

import pytest
import requests

from http_calls import Visitor, rest_server
from rig import PASSWORD, wait_until

INIT = """
/ip pool add name=p ranges=10.9.0.1-10.9.0.9
/user group add name=clerk policy=read,write,rest-api
/user group add name=blind policy=write,rest-api
/user group add name=no-door policy=read,write,local
/user add name=reader group=read password=r3ader
/user add name=clerk group=clerk password=cl3rk
/user add name=blind group=blind password=bl1nd
/user add name=local-only group=no-door password=l0cal
/user add name=far group=full password=f4r address=10.0.0.0/8,2001:db8::/32
/user add name=near group=read password=n34r address=127.0.2.0/24
/user add name=open group=read password=""
/user add name=off group=full password=0ff disabled=yes
"""


@pytest.fixture(scope="module")
def server(free_port):
    """A server with users of every sort, who are there again after each test."""
    with rest_server(free_port, INIT) as running:
        yield running


@pytest.fixture
def enter(server):
    """``enter(user, password, source)``: a client over one connection, closed after the test."""
    opened = []

    def visit(user="admin", password=PASSWORD, source="127.0.0.1"):
        visitor = Visitor(server, user, password, source)
        opened.append(visitor)
        return visitor.call

    yield visit
    for visitor in opened:
        visitor.close()


def logged(server, text):
    """Wait until the server's log holds a text; lines are written a moment after what they tell of."""
    wait_until(lambda: text in server.log, f"the log says: {text}")


def status(call, path="/ip/pool"):
    """Status of a GET."""
    return call("GET", path).status_code


FORBIDDEN = b'{"detail":"not enough permissions (9)","error":403,"message":"Forbidden"}'

# ---- passwords ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user", "password", "source"),
    [
        ("admin", "wrong", "127.0.1.1"),
        ("admin", "", "127.0.1.2"),
        ("admin", PASSWORD + " ", "127.0.1.3"),
        ("Admin", PASSWORD, "127.0.1.4"),
        ("nobody", PASSWORD, "127.0.1.5"),
        ("off", "0ff", "127.0.1.6"),
        ("open", "anything", "127.0.1.7"),
        ("local-only", "l0cal", "127.0.1.8"),
        ("far", "f4r", "127.0.1.9"),
        ("near", "n34r", "127.0.1.10"),
    ],
)
def test_who_may_not_enter_hears_401_and_the_log_says_who_and_from_where(server, enter, user, password, source):
    answer = enter(user, password, source)("GET", "/ip/pool")
    assert (answer.status_code, answer.content) == (401, b'{"error":401,"message":"Unauthorized"}')
    assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    logged(server, f"system,error,critical login failure for user {user} from {source} via rest-api")


def test_a_call_without_a_password_is_answered_401_and_is_no_login_failure(server, enter):
    before = server.log.count("login failure")
    for given in (None, "Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer abc", "Digest x=y"):
        visitor = Visitor(server)
        visitor.auth = None
        with visitor:
            answer = visitor.call("GET", "/ip/pool", headers={} if given is None else {"Authorization": given})
        assert answer.status_code == 401
    assert status(enter()) == 200
    assert server.log.count("login failure") == before


def test_a_log_in_is_logged_once_a_connection_however_many_calls_it_makes(server, enter):
    line = "system,info,account user near logged in from 127.0.2.9 via rest-api"
    for connections in (1, 2):
        call = enter("near", "n34r", "127.0.2.9")
        assert [status(call) for _ in range(5)] == [200] * 5
        logged(server, line)
        wait_until(lambda seen=connections: server.log.count(line) == seen, f"{connections} log-ins are logged")


def test_a_stranger_can_not_write_lines_of_his_own_into_the_log(server, enter):
    enter("x\nsystem,info forged", "y", "127.0.1.20")("GET", "/ip/pool")
    logged(server, "login failure for user x.system,info forged from 127.0.1.20")
    assert not re.search(r"^system,info forged", server.log, re.MULTILINE)


def test_the_empty_password_and_letters_of_any_script_are_passwords_too(server, enter):
    assert status(enter("open", "")) == 200
    for password in ("naïve ☃ пароль", "a:b:c", " spaces "):
        assert enter()("PATCH", "/user/open", {"password": password}).status_code == 200
        assert status(enter("open", password.encode())) == 200
    assert enter()("PATCH", "/user/open", {"password": ""}).status_code == 200
    assert status(enter("open", "")) == 200


def test_a_password_changed_by_rest_counts_at_once_and_is_nowhere_told(server, enter):
    admin, old = enter(), enter("clerk", "cl3rk", "127.0.1.30")
    assert status(old) == 200
    secret = "n3w-secret"
    told = [admin("PATCH", "/user/clerk", {"password": secret})]
    assert status(old) == 401
    assert status(enter("clerk", secret)) == 200
    told.append(admin("PUT", "/user", {"name": "new", "group": "read", "password": secret}))
    told.append(admin("GET", "/user"))
    told.append(admin("GET", f"/user?password={secret}"))
    told.append(admin("GET", "/user?.proplist=name,password"))
    told.append(admin("POST", "/user/print", {".proplist": "password", ".query": ["password"]}))
    told.append(admin("POST", "/user/get", {"number": "clerk", "value-name": "password"}))
    told.append(admin("POST", "/log/print", {}))
    assert [answer.status_code for answer in told] == [200, 201, 200, 200, 200, 200, 400, 200]
    assert told[3].json() == []
    for text in (*(answer.text for answer in told), server.console("/export", "/user export verbose").out, server.log):
        assert secret not in text
        assert "argon2" not in text
    with sqlite3.connect(f"file:{server.data}/store.db?mode=ro", uri=True) as store:
        assert not [row for row in store.execute("SELECT * FROM item") if secret in repr(row)]
    assert admin("DELETE", "/user/new").status_code == 204
    assert admin("PATCH", "/user/clerk", {"password": "cl3rk"}).status_code == 200


def test_a_flood_of_wrong_passwords_from_one_address_is_cut_off_and_keeps_nobody_else_out(server, enter):
    flood = [Visitor(server, "admin", f"guess {number}", "127.0.1.40") for number in range(40)]
    seen = []

    def guess(visitor):
        with suppress(requests.RequestException):
            seen.append(status(visitor.call))

    for visitor in flood:
        Thread(target=guess, args=(visitor,), daemon=True).start()
    wait_until(lambda: 429 in seen, "somebody of the flood hears 429")
    assert status(enter("reader", "r3ader", "127.0.1.41")) == 200
    assert PASSWORD not in server.log


# ---- addresses ------------------------------------------------------------------------------------------------------


def test_a_user_with_an_address_list_comes_in_from_there_only(server, enter):
    assert status(enter("near", "n34r", "127.0.2.1")) == 200
    assert status(enter("near", "n34r", "127.0.3.1")) == 401
    admin = enter()
    assert admin("PATCH", "/user/near", {"address": "127.0.3.0/24"}).json()["address"] == "127.0.3.0/24"
    assert status(enter("near", "n34r", "127.0.3.1")) == 200
    assert status(enter("near", "n34r", "127.0.2.1")) == 401
    assert admin("PATCH", "/user/near", {"address": "127.0.2.0/24"}).status_code == 200


# ---- policies -------------------------------------------------------------------------------------------------------

WRITES = (
    ("PUT", "/ip/pool", {"name": "x", "ranges": "10.0.0.1"}),
    ("POST", "/ip/pool", {"name": "x", "ranges": "10.0.0.1"}),
    ("POST", "/ip/pool/add", {"name": "x", "ranges": "10.0.0.1"}),
    ("PATCH", "/ip/pool/p", {"comment": "x"}),
    ("POST", "/ip/pool/set", {"numbers": "p", "comment": "x"}),
    ("POST", "/ip/pool/unset", {"numbers": "p", "value-name": "comment"}),
    ("POST", "/ip/pool/remove", {"numbers": "p"}),
    ("DELETE", "/ip/pool/p", None),
    ("POST", "/system/identity/set", {"name": "x"}),
)


def test_the_group_read_reads_and_writes_nothing(enter):
    before = enter()("GET", "/ip/pool").json()
    reader = enter("reader", "r3ader")
    assert reader("GET", "/ip/pool").json() == before
    for method, path, body in WRITES:
        answer = reader(method, path, body)
        assert (answer.status_code, answer.content) == (403, FORBIDDEN), (method, path)
    assert enter()("GET", "/ip/pool").json() == before
    assert enter()("GET", "/system/identity").json() == {"name": "MikroTik"}


def test_a_group_that_may_only_write_sees_nothing(enter):
    blind = enter("blind", "bl1nd")
    for method, path, body in (
        ("GET", "/ip/pool", None),
        ("GET", "/ip/pool/p", None),
        ("GET", "/system/identity", None),
        ("POST", "/ip/pool/print", {}),
        ("POST", "/ip/pool/find", {}),
        ("POST", "/ip/pool/get", {"number": "p", "value-name": "ranges"}),
    ):
        answer = blind(method, path, body)
        assert (answer.status_code, answer.content) == (403, FORBIDDEN), (method, path)
    made = blind("PUT", "/ip/pool", {"name": "unseen", "ranges": "10.0.0.1"})
    assert (made.status_code, list(made.json())) == (201, [".id"])
    assert blind("PATCH", f"/ip/pool/{made.json()['.id']}", {"comment": "x"}).json() == made.json()
    assert blind("DELETE", f"/ip/pool/{made.json()['.id']}").status_code == 204


def test_users_are_changed_with_the_policy_named_policy_only(enter):
    clerk, before = enter("clerk", "cl3rk"), enter()("GET", "/user").json()
    for method, path, body in (
        ("PUT", "/user", {"name": "x", "group": "full"}),
        ("PATCH", "/user/clerk", {"group": "full"}),
        ("PATCH", "/user/group/clerk", {"policy": "read,write,policy,rest-api"}),
        ("POST", "/user/disable", {"numbers": "admin"}),
        ("DELETE", "/user/admin", None),
    ):
        answer = clerk(method, path, body)
        assert (answer.status_code, answer.content) == (403, FORBIDDEN), (method, path)
    assert enter()("GET", "/user").json() == before


def test_the_last_user_with_all_rights_can_not_be_shut_out(enter):
    admin = enter()
    assert admin("PATCH", "/user/far", {"disabled": True}).status_code == 200
    for method, path, body in (
        ("PATCH", "/user/admin", {"disabled": True}),
        ("PATCH", "/user/admin", {"group": "read"}),
        ("PATCH", "/user/group/full", {"policy": "read,rest-api"}),
        ("DELETE", "/user/admin", None),
    ):
        answer = admin(method, path, body)
        assert answer.status_code == 400
        assert answer.json()["detail"] == "failure: there must be at least one user with full rights"
    assert admin("PATCH", "/user/far", {"disabled": False}).status_code == 200


# ---- a change counts at once ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "back"),
    [
        ("/user disable clerk", "/user enable clerk"),
        ("/user set clerk password=other", "/user set clerk password=cl3rk"),
        ("/user set clerk address=10.0.0.0/8", '/user set clerk address=""'),
        ("/user set clerk name=clerk2", "/user set clerk2 name=clerk"),
        ("/user set clerk group=no-door", "/user set clerk group=clerk"),
        ("/user group set clerk policy=read,write", "/user group set clerk policy=read,write,rest-api"),
        ("/user remove clerk", "/user add name=clerk group=clerk password=cl3rk"),
    ],
)
def test_a_user_who_is_logged_in_loses_access_with_the_change(server, enter, change, back):
    call = enter("clerk", "cl3rk", "127.0.1.50")
    assert status(call) == 200
    assert server.console(change).rc == 0
    assert status(call) == 401
    assert server.console(back).rc == 0
    assert status(call) == 200


def test_a_group_that_loses_a_policy_loses_it_for_those_who_are_in(server, enter):
    clerk = enter("clerk", "cl3rk")
    assert clerk("PATCH", "/ip/pool/p", {"comment": "x"}).status_code == 200
    assert server.console("/user group set clerk policy=read,rest-api").rc == 0
    assert clerk("PATCH", "/ip/pool/p", {"comment": "y"}).status_code == 403
    assert clerk("GET", "/ip/pool/p").json()["comment"] == "x"
    assert server.console("/user group set clerk policy=read,write,rest-api").rc == 0
    assert clerk("PATCH", "/ip/pool/p", {"comment": None}).status_code == 200


# ---- browsers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("https://127.0.0.1:{port}", True),
        ("HTTPS://127.0.0.1:{port}", True),
        ("https://127.0.0.1", False),
        ("https://127.0.0.1:1", False),
        ("https://example.net", False),
        ("https://127.0.0.1:{port}.example.net", False),
        ("null", False),
        ("", False),
    ],
)
def test_a_page_of_another_site_is_answered_403_whatever_password_it_brings(server, enter, origin, is_ours):
    origin = origin.format(port=server.ports["www-ssl"])
    words = {"name": "from a page", "ranges": "10.0.0.1"}
    answer = enter()("PUT", "/ip/pool", words, headers={"Origin": origin})
    if is_ours:
        assert answer.status_code == 201
        assert enter()("DELETE", "/ip/pool/from%20a%20page").status_code == 204
    else:
        assert (answer.status_code, answer.json()["detail"]) == (403, "requests from other sites are not accepted")
        assert status(enter(), "/ip/pool/from%20a%20page") == 404
