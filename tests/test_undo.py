"""/system history, /undo and /redo: who changed what, and taking it back, by several users and over REST."""

import pytest

from rig import Server

INIT = """
/user add name=joe group=write password=joe
/user group add name=users policy=read,policy,rest-api,web
/user add name=ann group=users password=ann
"""
NOTHING_IS_LEFT = "failure: nothing to redo"


@pytest.fixture(scope="module")
def running(free_port):
    """One for all tests here."""
    server = Server(free_port=free_port, init=INIT).start()
    yield server
    server.close()


@pytest.fixture
def server(running):
    """The same server with no pools and no DHCP servers."""
    running.console('/ip dhcp-server remove [find]; /ip pool remove [find]; /interface set [find] comment=""')
    return running


def said(server, *lines):
    """What the console answers to lines, errors included."""
    done = server.console(*lines)
    return (done.out + done.err).splitlines()


def rest(server, user, path, **args):
    """(status, detail of an error) of a REST command by one of the users, whose passwords are their names."""
    answer = server.rest("POST", path, json=args, auth=(user, user))
    body = answer.json()
    return answer.status_code, body.get("detail") if isinstance(body, dict) else None


def newest(server, *props):
    """The newest change as REST shows it."""
    row = server.rest("GET", "/system/history").json()[0]
    return tuple(row.get(prop) for prop in props) if props else row


def pools(server):
    """Pools by name: id and ranges."""
    return {row["name"]: (row[".id"], row["ranges"]) for row in server.rest("GET", "/ip/pool").json()}


# ---- history --------------------------------------------------------------------------------------------------------


def test_a_change_tells_who_how_and_what(server):
    said(server, "/ip pool add name=a ranges=10.0.0.1-10.0.0.9", "/ip pool set a ranges=10.0.0.1-10.0.0.5 comment=few")
    item = pools(server)["a"][0]
    assert newest(server, "action", "by", "policy", "via") == ("pool a changed", "admin", "write", "local")
    assert newest(server, "redo", "undo", "undoable", "redoable", "items") == (
        f"/ip pool set {item} ranges=10.0.0.1-10.0.0.5 comment=few",
        f"/ip pool set {item} ranges=10.0.0.1-10.0.0.9 !comment",
        "true",
        "false",
        item,
    )
    assert newest(server)["uid"].isdigit()
    assert rest(server, "joe", "/ip/pool/remove", numbers="a")[0] == 200
    assert newest(server, "action", "by", "via", "address", "uid") == (
        "pool a removed",
        "joe",
        "rest-api",
        "127.0.0.1",
        None,
    )
    assert newest(server, "redo", "undo") == (
        f"/ip pool remove {item}",
        "/ip pool add name=a ranges=10.0.0.1-10.0.0.5 comment=few",
    )


def test_what_was_refused_or_changed_nothing_is_no_change(server):
    said(server, "/system identity set name=MikroTik")
    before = newest(server, ".id")
    said(server, "/ip pool add name=x", "/ip pool set nobody name=y", "/ip pool set [find] comment=x")
    said(server, ":log info hello", "/system identity set name=MikroTik", "/undo now")
    assert newest(server, ".id") == before


def test_settings_and_many_items_are_told_as_commands(server):
    said(server, '/system identity set name="a b"')
    assert newest(server, "action", "redo", "undo") == (
        "identity changed",
        '/system identity set name="a b"',
        "/system identity set name=MikroTik",
    )
    said(server, "/undo")
    said(server, *(f"/ip pool add name=p{number} ranges=10.0.{number}.1" for number in range(5)))
    said(server, "/ip pool remove [find]")
    assert newest(server, "action") == ("pool p0,p1,p2 and 2 more removed",)
    assert newest(server)["undo"].endswith(" # and 2 more")
    said(server, "/undo")
    assert list(pools(server)) == ["p0", "p1", "p2", "p3", "p4"]


def test_the_list_is_printed_as_a_router_prints_it(server):
    said(server, "/ip pool add name=a ranges=10.0.0.1", "/ip pool add name=b ranges=10.0.0.2", "/undo")
    assert said(server, "/system history print")[:4] == [
        "Flags: U - undoable, R - redoable, F - floating-undo ",
        "   ACTION                                   BY               POLICY            ",
        " R pool b added                             admin            write             ",
        " U pool a added                             admin            write             ",
    ]


def test_a_password_is_kept_for_undo_and_never_shown(server):
    said(server, "/user add name=eve group=read password=geheim")
    assert newest(server, "redo") == ("/user add name=eve group=read # password not shown",)
    said(server, "/user remove eve")
    assert "geheim" not in str(said(server, "/system history print detail"))
    said(server, "/undo")
    assert server.rest("GET", "/ip/pool", auth=("eve", "geheim")).status_code == 200
    said(server, "/undo")
    assert server.rest("GET", "/ip/pool", auth=("eve", "geheim")).status_code == 401


# ---- undo and redo --------------------------------------------------------------------------------------------------


def test_an_item_comes_back_with_its_id_its_place_and_its_references(server):
    said(server, *(f"/ip pool add name={name} ranges=10.0.0.{at}" for at, name in enumerate("abc", 1)))
    said(server, "/ip pool set a next-pool=b")
    before = said(server, "/ip pool print detail show-ids")
    said(server, "/ip pool remove b")
    assert said(server, ":put [/ip pool get a next-pool]") != ["b"]
    said(server, "/undo")
    assert said(server, "/ip pool print detail show-ids") == before
    assert said(server, ":put [/ip pool get a next-pool]") == ["b"]
    assert said(server, ":put [/ip pool get b available]") == ["1"]
    said(server, "/redo")
    assert list(pools(server)) == ["a", "c"]


def test_several_undos_go_back_step_by_step_and_redos_forth(server):
    said(server, "/ip pool add name=a ranges=10.0.0.1", "/ip pool set a ranges=10.0.0.2", "/ip pool set a name=b")
    seen = []
    for _ in range(3):
        said(server, "/undo")
        seen.append({name: ranges for name, (_, ranges) in pools(server).items()})
    assert seen == [{"a": "10.0.0.2"}, {"a": "10.0.0.1"}, {}]
    assert said(server, "/redo", "/redo", "/redo") == []
    assert {name: ranges for name, (_, ranges) in pools(server).items()} == {"b": "10.0.0.2"}


def test_users_undo_each_others_changes_with_the_rights_that_making_them_took(server):
    said(server, "/ip pool add name=a ranges=10.0.0.1")
    assert rest(server, "ann", "/undo") == (403, "not enough permissions (9)")
    assert rest(server, "joe", "/undo")[0] == 200
    assert pools(server) == {}
    assert rest(server, "ann", "/redo") == (403, "not enough permissions (9)")
    assert rest(server, "joe", "/redo")[0] == 200
    said(server, "/user add name=eve group=read")
    assert rest(server, "joe", "/undo") == (403, "not enough permissions (9)")
    assert rest(server, "ann", "/undo")[0] == 200
    assert said(server, "/user print count-only") == ["3"]
    assert list(pools(server)) == ["a"]
    assert '"pool a added" redone by joe' in server.log
    assert '"user eve added" undone by ann' in server.log


def test_what_a_later_change_builds_on_is_refused_and_the_later_change_named(server):
    said(server, "/ip pool add name=a ranges=10.0.0.1", "/undo", "/ip pool add name=a ranges=10.0.0.2")
    assert said(server, "/redo") == ['failure: can not redo "pool a added": pool with such name exists']
    assert {name: ranges for name, (_, ranges) in pools(server).items()} == {"a": "10.0.0.2"}
    said(server, "/ip pool set a ranges=10.0.0.3", "/undo")
    rest(server, "joe", "/ip/pool/set", numbers="a", ranges="10.0.0.4")
    assert said(server, "/redo") == ['failure: can not redo "pool a changed": "pool a changed" by joe builds on it']
    assert said(server, "/undo", "/redo", "/redo") == [
        'failure: can not redo "pool a changed": "pool a changed" by joe builds on it'
    ]


def test_changes_of_other_properties_do_not_hinder(server):
    said(server, "/ip pool add name=a ranges=10.0.0.1", "/ip pool set a ranges=10.0.0.3", "/undo")
    said(server, "/ip pool set a comment=hello")
    assert said(server, "/redo") == []
    assert said(server, "/ip pool print terse") == [
        " 0 comment=hello name=a ranges=10.0.0.3 total=1 used=0 available=1 "
    ]


def test_the_rules_of_the_menu_hold_for_undo_too(server):
    said(server, "/user set joe group=full", "/user set admin group=read comment=x")
    assert newest(server, "action") == ("user admin changed",)
    said(server, "/undo", "/undo")
    assert newest(server, "redoable") == ("true",)
    said(server, "/redo", "/redo", "/user set admin group=full", "/user set joe group=write")
    assert said(server, "/undo", "/undo", "/undo", "/undo") == []


def test_undo_survives_a_restart_and_its_history_does_not(serve):
    server = serve()
    assert said(server, "/undo", "/redo") == ["failure: nothing to undo", NOTHING_IS_LEFT]
    said(server, "/ip pool add name=a ranges=10.0.0.1", "/ip pool add name=b ranges=10.0.0.2", "/undo")
    server.kill9()
    server.start()
    assert list(pools(server)) == ["a"]
    assert said(server, "/undo") == ["failure: nothing to undo"]
    said(server, *(f"/system identity set name=n{number}" for number in range(1010)))
    assert said(server, ":put [:len [/system history find]]") == ["1000"]


# ---- the own password -----------------------------------------------------------------------------------------------


def change(old, new, again):
    """The line that changes one's own password."""
    return f'/password old-password="{old}" new-password="{new}" confirm-new-password="{again}"'


def test_users_change_their_own_password_and_undo_it(serve):
    server = serve(init="/user add name=joe group=write password=joe\n")
    before = server.rest("GET", "/system/history").json()
    assert said(server, change("wrong", "a", "a"), change(server.password, "a", "b"), "/password new-password=a") == [
        "failure: wrong password",
        "failure: passwords do not match",
        "missing value(s) of argument(s) old-password confirm-new-password",
    ]
    assert rest(server, "joe", "/password", **words("no", "new", "new")) == (400, "failure: wrong password")
    assert server.rest("GET", "/system/history").json() == before == []
    assert said(server, change(server.password, "battery", "battery")) == []
    assert server.rest("GET", "/ip/pool").status_code == 401
    server.password = "battery"
    assert newest(server, "action", "policy", "redo") == (
        "user admin changed",
        "password",
        "/user set *1 # password not shown",
    )
    assert "battery" not in server.log + str(newest(server))
    assert rest(server, "joe", "/password", **words("joe", "jim", "jim")) == (200, None)
    assert server.rest("GET", "/ip/pool", auth=("joe", "jim")).status_code == 200
    said(server, "/undo", "/undo")
    server.password = "correct horse"
    assert server.rest("GET", "/ip/pool").status_code == 200
    assert server.rest("GET", "/ip/pool", auth=("joe", "joe")).status_code == 200


def words(old, new, again):
    """The same as arguments of a REST call."""
    return {"old-password": old, "new-password": new, "confirm-new-password": again}
