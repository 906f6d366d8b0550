"""Stored scripts: what they may do and in whose name, what is told of their runs, jobs, globals, schedules."""

from pathlib import Path

import pytest

from rig import wait_until
from script_texts import quoted

FULL = ("ann", "ann's password")
WEAK = ("wim", "wim's password")
USERS = (
    f'/user add name={FULL[0]} group=full password="{FULL[1]}"\n'
    "/user group add name=readers policy=read,test,rest-api\n"
    f'/user add name={WEAK[0]} group=readers password="{WEAK[1]}"\n'
)


@pytest.fixture(scope="module")
def server(module_serve):
    return module_serve(init=USERS)


@pytest.fixture(scope="module")
def module_serve(free_port):
    """A server for all tests of this file."""
    from rig import Server

    started = []

    def start(**options):
        started.append(Server(free_port=free_port, **options))
        return started[-1].start()

    yield start
    for each in started:
        each.close()


def add(server, name, text, words=""):
    """Store a script."""
    said = server.console(f"/system script add name={name} {words} source={quoted(text)}")
    assert (said.rc, said.err) == (0, ""), said


def run(server, name, auth=None):
    """Run a script by REST: the HTTP status, and what a refusal says."""
    answer = server.rest("POST", "/system/script/run", {".id": name}, auth=auth)
    return answer.status_code, "" if answer.status_code == 200 else answer.json()["detail"]


def pools(server):
    return {row["name"] for row in server.rest("GET", "/ip/pool").json()}


def row(server, name):
    return server.rest("GET", f"/system/script/{name}").json()


def test_the_session_of_the_page_took_place(server):
    page = (Path(__file__).parents[1] / "docs" / "scripts.md").read_text()
    block = page.split("```text\n")[1].split("```")[0]
    for part in block.split("[admin@MikroTik] > ")[1:]:
        line, _, printed = part.partition("\n")
        assert server.console(line) == (0, printed, "")


def test_what_a_script_prints_is_seen_by_who_runs_it_and_its_locals_are_its_own(server):
    add(server, "talk", ":local x 7\n:put $x\n:put [:jobname]\n/ip pool\n:put [:len [find]]")
    said = server.console(":local x 1; /system script run talk; :put $x")
    assert said == (0, "7\ntalk\n0\n1\n", "")
    assert server.console("/system script run nobody").err == "no such item\n"


def test_runs_are_counted_and_the_count_outlives_the_server(serve):
    server = serve()
    add(server, "tick", ":nothing")
    before = row(server, "tick")
    assert before["run-count"] == "0"
    assert "last-started" not in before
    assert server.console("/system script run tick", "/system script run tick").rc == 0
    assert row(server, "tick")["run-count"] == "2"
    server.restart()
    after = row(server, "tick")
    assert after["run-count"] == "2"
    assert after["last-started"]
    add(server, "tock", ":nothing")
    assert server.console("/system script run tock", "/undo").rc == 0, "a run is no change of the configuration"
    assert [each["name"] for each in server.rest("GET", "/system/script").json()] == ["tick"]


def test_an_error_ends_the_script_and_the_log_names_it(server):
    add(server, "broken", "/ip pool add name=made-before ranges=10.9.9.9\n/ip pool remove nothing\n:put never")
    said = server.console("/system script run broken")
    assert said == (1, "", "no such item\n")
    assert "made-before" in pools(server)
    wait_until(lambda: "script,error script error: no such item" in server.log, "the error is logged")
    assert "script,error executing script broken failed, please check it manually" in server.log
    assert server.console(":do { /system script run broken } on-error={ :put caught }").out == "caught\n"


def test_a_script_that_can_not_be_read_runs_nothing_and_is_flagged(server):
    add(server, "unread", "/ip pool add name=never ranges=10.0.0.1\n:put (1 +")
    assert row(server, "unread")["invalid"] == "true"
    assert server.console("/system script run unread").rc == 1
    assert "never" not in pools(server)


def test_a_script_may_do_what_both_its_policy_and_its_runner_may(server):
    add(server, "maker", "/ip pool add name=by-maker ranges=10.1.0.1")
    assert run(server, "maker", WEAK) == (403, "not enough permissions (9)")
    assert "by-maker" not in pools(server)
    assert run(server, "maker", FULL) == (200, "")
    assert "by-maker" in pools(server)
    add(server, "reader", "/ip pool add name=by-reader ranges=10.1.0.2", "policy=read,test")
    assert run(server, "reader", FULL) == (403, "not enough permissions (9)")
    assert "by-reader" not in pools(server)


def test_without_required_permissions_the_owner_counts_and_must_still_be_there(server):
    answer = server.rest(
        "PUT",
        "/system/script",
        {
            "name": "lent",
            "source": "/ip pool add name=lent ranges=10.1.0.3; /ip pool remove lent",
            "dont-require-permissions": "yes",
        },
        auth=FULL,
    )
    assert answer.json()["owner"] == FULL[0]
    assert run(server, "lent", WEAK) == (200, "")
    assert server.console(f"/user disable {FULL[0]}").rc == 0
    status, why = run(server, "lent", WEAK)
    assert (status, why) == (400, f"failure: script lent does not run: its user {FULL[0]} is disabled")
    assert server.console(f"/user enable {FULL[0]}").rc == 0
    assert server.console("/system script set lent source=:nothing").rc == 0
    assert row(server, "lent")["owner"] == "admin", "it belongs to who set its text last"


def test_the_owner_in_a_routers_export_is_taken_without_effect(server):
    said = server.console('/system script add name=exported owner=somebody source=":put 1"')
    assert said == (0, "", "")
    assert row(server, "exported")["owner"] == "admin"


def test_scripts_that_run_each_other_for_ever_are_stopped(server):
    add(server, "again", "/system script run again")
    assert "too many" in server.console("/system script run again").err


def test_globals_are_a_users_own_in_all_his_sessions_until_they_are_removed(server):
    server.console("/environment remove [find]", ':global town Ulm; :global list {1;"two"}')
    assert server.console("/environment print") == (0, 'list={1; "two"}\ntown=Ulm\n', "")
    assert server.console(":environment print").out == 'list={1; "two"}\ntown=Ulm\n'
    assert server.console(":global town; :put $town").out == "Ulm\n"
    assert [each["name"] for each in server.rest("GET", "/system/script/environment").json()] == ["list", "town"]
    assert server.rest("GET", "/system/script/environment", auth=FULL).json() == []
    assert server.console(":put [/system script environment get [find name=town] value]").out == "Ulm\n"
    shown = server.console("/system script environment print").out.splitlines()
    assert [line.split() for line in shown] == [
        ["#", "NAME", "VALUE"], ["0", "list", "{1;", '"two"}'], ["1", "town", "Ulm"],
    ]  # fmt: skip
    assert server.console("/system script environment remove [find name=town]").rc == 0
    assert server.console("/environment print").out == 'list={1; "two"}\n'


def test_jobs_are_listed_and_stopped(server):
    add(server, "sleeper", ":delay 1d; :put woken")
    said = server.console(':put [:typeof [:execute "sleeper"]]', "/system script job print")
    assert said.out.splitlines()[0] == "id"
    (job,) = server.rest("GET", "/system/script/job").json()
    assert (job["script"], job["owner"]) == ("sleeper", "admin")
    weak = server.rest("DELETE", f"/system/script/job/{job['.id']}", auth=WEAK)
    assert weak.status_code == 403
    assert server.console("/system script job remove [find script=sleeper]").rc == 0
    wait_until(lambda: server.rest("GET", "/system/script/job").json() == [], "the job has ended")
    wait_until(lambda: "script,warning script sleeper was stopped" in server.log, "the log tells of it")
    assert "executing script sleeper failed" not in server.log


def test_execute_runs_beside_its_caller_and_gives_text_back_where_asked(server):
    assert server.console(":put [:len [:execute {:put 5; :put six} as-string]]").out == "6\n"
    assert server.console(':global got [:execute ":put (2 + 3)" as-string]; :put [:pick $got 0]').out == "5\n"
    assert server.console(":local x 1; :put [:execute {:put [:typeof \\$x]} as-string]").rc in (0, 1)
    assert server.console(":execute {:put written; :put twice} file=out").rc == 0
    wait_until(
        lambda: server.console(":put [/file get out.txt contents]").out == "written\ntwice\n\n", "the file is there"
    )
    assert server.console(":execute {:error wrong} as-string").err == "wrong\n"


def test_a_schedule_is_kept_shown_as_on_a_router_and_says_that_no_clock_runs_it(server):
    said = server.console(
        "/system scheduler",
        "add name=nightly start-date=feb/03/2025 start-time=03:00:00 interval=1d on-event=nobody policy=read,write",
        "add name=nightly",
        "add name=first start-time=startup on-event={:put 1}",
        "add name=bad start-time=25:00:00",
        "print",
        ":put [:len [get nightly next-run]]",
        ":put [get nightly policy]",
    )
    assert said.err == "failure: item with this name already exists\ninvalid value for argument start-time\n"
    lines = said.out.splitlines()
    assert lines[0] == "# schedules are kept, but nothing starts them yet: no clock runs here"
    assert lines[1:5] == [
        "Flags: X - disabled ",
        " #   NAME   START-DATE  START-TIME   INTERVAL             ON-EVENT    RUN-COUNT",
        " 0   nig... feb/03/2025 03:00:00     1d                   nobody              0",
        " 1   first              startup      0s                   :put 1              0",
    ]
    assert lines[5] in ("8", "20"), "the time alone where it is today"
    assert lines[6] == "read;write"
    nightly = server.rest("GET", "/system/scheduler/nightly").json()
    assert nightly["next-run"].endswith("03:00:00")
    assert server.console("/system scheduler disable nightly").rc == 0
    assert "next-run" not in server.rest("GET", "/system/scheduler/nightly").json()
    assert "next-run" not in server.rest("GET", "/system/scheduler/first").json()
