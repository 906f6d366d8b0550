"""``poolkeeper import``: goes on past what is refused, says what became of each statement, or changes nothing at all.

Each test runs through a server and on the folder alone: the two ways must tell the same.
"""

import json
import stat
import subprocess
from typing import Any, NamedTuple

import pytest

from rig import PATIENCE_S, POOLKEEPER

POOLS = """/ip pool
add name=a ranges=10.0.0.1
add name=a ranges=10.0.0.2
add name=b ranges=nonsense
/ip poool
add name=c ranges=10.0.0.3
set a ranges=10.0.0.9
/ip pool add name=d ranges=10.0.0.4
:put "still there"
/ip pool
add name=e ranges=10.0.0.5
"""
SERVER_LINE = "/ip dhcp-server add name=d interface=lo"


class Done(NamedTuple):
    """How an import ended: exit status, what it printed, and its report."""

    rc: int
    out: str
    err: str
    report: dict[str, Any]


@pytest.fixture(params=["served", "alone"])
def way(request, serve):
    """``way(init)``: a server over a fresh folder that still runs, or one that has ended."""

    def make(init: str = "") -> Any:
        server = serve(init=init)
        if request.param == "alone":
            server.stop()
        return server

    return make


def load(server, text: str, *options: str) -> Done:
    """Import a text with a report."""
    file, report = server.parent / "some.rsc", server.parent / "report.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = subprocess.run(
        [POOLKEEPER, "import", *options, "--report", report, "--data", server.data, file],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    return Done(done.returncode, done.stdout, done.stderr, json.loads(report.read_bytes().decode("ascii")))


def exported(server) -> str:
    """The configuration, without the head that has the time in it."""
    done = subprocess.run([POOLKEEPER, "export", "--data", server.data], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return "\n".join(line for line in done.stdout.splitlines() if not line.startswith("#"))


def names(server, menu: str = "/ip pool") -> str:
    """The names of a menu's items, whether a server runs or not."""
    words = exported(server).partition(f"{menu}\n")[2].partition("\n/")[0].split()
    return " ".join(word.removeprefix("name=") for word in words if word.startswith("name="))


# -- what becomes of statements --------------------------------------------------------------------------------------


def test_it_goes_on_past_refused_statements_and_tells_each(way):
    server = way()
    done = load(server, POOLS)
    assert done.rc == 1
    assert done.out == "still there\n"
    assert done.err.splitlines() == [
        "some.rsc:3:1: failure: pool with such name exists",
        "some.rsc:4:1: value of range expects range of ip addresses",
        "some.rsc:5:5: bad command name poool",
        "some.rsc:6:1: not in a menu, since line 5 was refused: bad command name poool",
        "some.rsc:7:1: not in a menu, since line 5 was refused: bad command name poool",
    ]
    assert names(server) == "a d e"
    assert "ranges=10.0.0.1" in exported(server)
    report = done.report
    assert (report["statements"], report["live"], report["carried"]) == (9, 4, 0)
    assert [(each["line"], each["column"], each["text"]) for each in report["refused"]] == [
        (3, 1, "add name=a ranges=10.0.0.2"),
        (4, 1, "add name=b ranges=nonsense"),
        (5, 5, "/ip poool"),
        (6, 1, "add name=c ranges=10.0.0.3"),
        (7, 1, "set a ranges=10.0.0.9"),
    ]
    assert report["refused"][0]["reason"] == "failure: pool with such name exists"
    assert stat.S_IMODE((server.parent / "report.json").stat().st_mode) == 0o600


def test_what_cannot_be_read_is_kept_verbatim_and_the_next_line_counts(way):
    server = way()
    done = load(server, '/ip pool\nadd name=a ranges=10.0.0.1)\nadd name="ü" ranges=10.0.0.2\nadd name=\x01 ]; (\n)\n')
    assert done.rc == 1
    assert [each["text"] for each in done.report["refused"]] == ["add name=a ranges=10.0.0.1)", "add name=\x01 ]; (\n)"]
    assert (done.report["statements"], done.report["live"]) == (3, 1)
    assert len(exported(server).partition("/ip pool\n")[2].partition("\n/")[0].splitlines()) == 1


def test_a_menu_that_cannot_be_read_does_not_send_its_items_into_the_one_before(way):
    server = way("/ip pool add name=a ranges=10.0.0.1\n")
    done = load(server, "/ip pool\n/ip firewalll )\nset 0 ranges=10.9.9.9\n:put here\nremove [find]\n/ip pool print\n")
    assert [each["line"] for each in done.report["refused"]] == [2, 3, 5]
    assert "ranges=10.0.0.1" in exported(server)
    assert done.out.startswith("here\n")


def test_stop_on_error_goes_no_further(way):
    server = way()
    done = load(server, POOLS, "--stop-on-error")
    assert done.rc == 1
    assert names(server) == "a"
    assert (done.report["statements"], len(done.report["refused"])) == (2, 1)


def test_all_or_nothing_is_all_or_nothing(way):
    server = way("/ip pool add name=z ranges=10.0.0.200\n")
    before = exported(server)
    done = load(server, POOLS, "--all-or-nothing")
    assert done.rc == 1
    assert len(done.report["refused"]) == 5
    assert done.report["notices"] == [
        {"line": 3, "text": "nothing of this file is kept, since this statement was refused"}
    ]
    assert exported(server) == before
    text = "/ip pool\nadd name=a ranges=10.0.0.1\nset z ranges=10.0.0.2 next-pool=a\nremove [find name=a]\n"
    text += "add name=b ranges=10.0.0.3\n"
    done = load(server, text, "--all-or-nothing")
    assert (done.rc, done.report["live"], done.report["refused"]) == (0, 4, [])
    assert names(server) == "z b"
    if server.process.poll() is not None:
        server.start()
    assert server.console("/ip pool add name=c ranges=10.0.0.4", ":put [/ip pool get z next-pool]").out == "*2\n"
    assert server.console(":put [/ip pool find name=c]").out == "*4\n"  # no id is used again


def test_a_dry_run_tells_all_and_changes_nothing(way):
    server = way()
    before, logged = exported(server), server.log
    done = load(server, POOLS + "/user add name=eve group=full\n/ip service set www port=81\n", "--dry-run")
    assert done.rc == 1
    assert len(done.err.splitlines()) == 5
    assert done.out.splitlines()[-3:] == [
        "some.rsc:12: changes who may log in",
        "some.rsc:13: changes a door of this server: who comes in by it may be shut out",
        "11 statements: 6 live, 0 carried, 5 refused; nothing was changed",
    ]
    assert exported(server) == before
    if server.process.poll() is None:
        assert server.console(":put [:len [/system history find]]").out == "0\n"
        assert "by admin" not in server.log.removeprefix(logged)


def test_notices_name_what_may_lock_somebody_out(way):
    server = way("/ip address add address=10.9.9.1/24 interface=lo\n")
    done = load(
        server,
        """/ip service disable www-ssl
/ip pool add name=a ranges=10.0.0.1
/user group add name=some policy=read
/ip address add address=10.9.8.1/24 interface=lo
/ip address
set [find address="10.9.9.1/24"] disabled=yes
/ip service set telnet port=1
/ip service set telnet port=nonsense
""",
    )
    assert [each["line"] for each in done.report["refused"]] == [8]
    told = [each["line"] for each in done.report["notices"] if each["text"].startswith("changes ")]
    assert told == [1, 3, 6, 7]
    assert done.out == ""


def test_no_secret_is_in_the_report(way):
    done = load(way(), '/user add name=eve group=nobody password="open sesame"\n/user add password=s3same:1 name=-\n')
    said = json.dumps(done.report) + done.err
    assert "sesame" not in said
    assert "s3same" not in said
    assert done.report["refused"][0]["text"] == "/user add name=eve group=nobody password=*****"


def test_a_report_that_cannot_be_written_stops_the_import_before_it_begins(way):
    server = way()
    (server.parent / "some.rsc").write_text("/ip pool add name=a ranges=10.0.0.1\n")
    done = subprocess.run(
        [POOLKEEPER, "import", "--report", "/nowhere/r.json", "--data", server.data, server.parent / "some.rsc"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "type the name of a file you may write" in done.stderr
    assert names(server) == ""


# -- whose defaults --------------------------------------------------------------------------------------------------

HEADS = {
    "# sep/07/2022 10:59:39 by RouterOS 6.49.18\r\n# software id = A-B\r\n#\r\n": "true",
    "# ____-__-__ by RouterOS 6.40.8\n": "true",
    ":# by RouterOS 6.7rc5\n": "true",
    "\n\n# a remark\n# jan/02/1970 03:04:05 by RouterOS 6.1\n#\n": "true",
    ":global x 1\n# jan/02/1970 03:04:05 by RouterOS 6.48.6\n# software id = \n#\n": "true",
    "# 2024-10-25 12:09:43 by RouterOS 7.15.2\n# software id = A-B\n": "false",
    "# sep/07/2022 10:59:39 by RouterOS 7.8alpha159\n": "false",
    "": "false",
    "# made for RouterOS, tested by hand\n": "false",
    ":global x 1\n# this was tested by RouterOS 6.48 and by hand\n": "false",
}


def test_the_head_of_a_file_says_whose_defaults_count(serve):
    server = serve()
    for number, (head, disabled) in enumerate(HEADS.items()):
        one, two = f"one{number}", f"two{number}"
        add = f"add interface=lo relay=10.0.0.{number} name="
        done = load(server, head + "\n".join(("/ip dhcp-server", add + one, f"{add}{two} disabled=no", "")))
        assert [each["line"] for each in done.report["refused"]] == ([1] if head.startswith(":#") else []), head
        lines = (f":put [/ip dhcp-server get {name} disabled]" for name in (one, two))
        assert server.console(*lines).out == f"{disabled}\nfalse\n", head


def test_the_console_imports_with_the_same_defaults_and_stops_at_the_first_error(serve):
    server = serve()
    files = server.data / "files"
    files.mkdir()
    (files / "six.rsc").write_text(f"# by RouterOS 6.49\n{SERVER_LINE}\n/ip pool add name=a\n/ip pool print\n")
    said = server.console("/import file=six.rsc", ":put [/ip dhcp-server get d disabled]")
    assert "missing value(s) of argument(s) ranges" in said.err
    assert said.out == "Opening script file six.rsc\n\ntrue\n"


def test_the_console_tries_a_file(serve):
    server = serve()
    files = server.data / "files"
    files.mkdir()
    (files / "try.rsc").write_text(
        "/ip pool add name=a ranges=10.0.0.1\n/ip pool add name=a ranges=10.0.0.1\n/nonsense\n"
    )
    said = server.console("/import try.rsc verbose=yes dry-run", ":put [:len [/ip pool find]]")
    assert said.err == "Script Error: found 2 error(s) in import file\n"
    assert said.out.splitlines()[2:] == [
        "#line 1",
        "/ip pool add name=a ranges=10.0.0.1",
        "#line 2",
        "/ip pool add name=a ranges=10.0.0.1",
        "failure: pool with such name exists (line 2 column 1)",
        "#line 3",
        "/nonsense",
        "bad command name nonsense (line 3 column 2)",
        "0",
    ]
    said = server.console("/system console set dialect=strict", "/import try.rsc dry-run")
    assert said.err.startswith("expected end of command")


# -- how things become durable -----------------------------------------------------------------------------------------


def test_statements_see_each_other_while_nothing_of_them_is_durable_yet(way):
    done = load(
        way(),
        """/ip pool add name=a ranges=10.0.0.0/24
/ip pool add name=b ranges=10.0.1.0/24 next-pool=a
:foreach i in={1;2;3} do={ /ip pool add name="c$i" ranges="10.0.2.$i" }
:put [/ip pool get a total]
:put [:len [/ip pool find]]
/ip pool set [find name=c2] next-pool=c1
/ip pool remove c3
:put [/ip pool get c2 next-pool]
/ip pool print count-only
""",
        "--all-or-nothing",
    )
    assert done.err == ""
    assert done.out == "256\n5\nc1\n4\n"


def test_a_store_that_refuses_ends_the_import_with_a_prefix_kept(serve):
    server = serve()
    server.stop()
    file = server.parent / "long.rsc"
    file.write_text("/ip pool\n" + "".join(f'add name=p{n} ranges=10.0.0.1 comment="{n:0200}"\n' for n in range(9000)))
    room = (server.data / "store.db").stat().st_size + (1 << 20)
    report = server.parent / "report.json"
    command = [POOLKEEPER, "import", "--report", report, "--data", server.data, file]
    done = subprocess.run(["prlimit", f"--fsize={room}", *command], capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 1, done
    assert "nothing is kept from here on, the import ended" in done.stderr
    told = json.loads(report.read_text())
    kept = len(names(server).split())
    assert 0 < kept < 9000
    assert told["live"] == kept
    assert told["refused"][0]["line"] == kept + 2
    assert {each["reason"] for each in told["refused"]} == {"failure: configuration could not be written to disk"}
    assert names(server).split() == [f"p{n}" for n in range(kept)]


def test_what_one_import_did_can_be_undone_statement_by_statement(serve):
    server = serve()
    load(server, "/ip pool\nadd name=a ranges=10.0.0.1\nset a ranges=10.0.0.2\n", "--all-or-nothing")
    load(server, "/ip pool set a ranges=10.0.0.3\n")
    said = server.console("/undo", ":put [/ip pool get a ranges]", "/undo", ":put [/ip pool get a ranges]", "/undo")
    assert said.out == "10.0.0.2\n10.0.0.1\n"
    assert names(server) == ""


def test_others_can_change_nothing_while_a_file_is_read_whole(serve):
    server = serve()
    slow = ':while ([:len [/file find name="go"]] = 0) do={ :local x 1 }\n'  # until the question has been asked
    files = server.data / "files"
    files.mkdir(exist_ok=True)
    file = server.parent / "slow.rsc"
    file.write_text(
        f"/ip pool add name=first ranges=10.0.0.1\n:put begun\n{slow}/ip pool add name=last ranges=10.0.0.2\n"
    )
    importing = subprocess.Popen(
        [POOLKEEPER, "import", "--all-or-nothing", "--data", server.data, file], stdout=subprocess.PIPE, text=True
    )
    assert importing.stdout is not None
    assert importing.stdout.readline() == "begun\n"
    said = server.console("/ip pool add name=other ranges=10.0.0.3", ":put [:len [/ip pool find]]")
    assert importing.poll() is None
    (files / "go").touch()
    assert importing.wait(PATIENCE_S) == 0
    assert said.out == "0\n"
    assert said.err == "failure: an import that is all or nothing is under way: try again when it has ended\n"
    assert names(server) == "first last"
    assert server.console("/ip pool add name=other ranges=10.0.0.3").rc == 0


def test_whoever_asks_while_a_file_is_read_meets_only_what_is_durable(serve):
    server = serve()
    file = server.parent / "slow.rsc"
    wait = ":for i from=1 to=20000 do={ :local x $i }\n"
    adds = "".join(f"/ip pool add name=p{n} ranges=10.0.0.1\n{wait}" for n in range(30))
    file.write_text(f"{adds}:put done\n")
    importing = subprocess.Popen([POOLKEEPER, "import", "--data", server.data, file], stdout=subprocess.PIPE, text=True)
    seen = 0
    while seen < 5:
        seen = len(server.rest("GET", "/ip/pool").json())
    server.kill9()
    importing.wait(PATIENCE_S)
    assert len(names(server).split()) >= seen


def test_files_that_are_read_by_files_are_in_the_same_order(serve):
    server = serve()
    files = server.data / "files"
    files.mkdir()
    (files / "inner.rsc").write_text("# by RouterOS 6.49\n/ip pool set a ranges=10.0.0.2\nset a ranges=nonsense\n")
    done = load(server, "/ip pool add name=a ranges=10.0.0.1\n/import inner.rsc\n/ip pool add name=b ranges=10.0.0.3\n")
    assert [each["line"] for each in done.report["refused"]] == [2]
    assert "add name=a ranges=10.0.0.2" in exported(server)
    assert names(server) == "a b"
    done = load(server, "/import inner.rsc\n", "--all-or-nothing")
    assert done.rc == 1
    assert "this needs a running server" in done.err


CARRIED = r"""# sep/07/2022 10:59:39 by RouterOS 6.49.18
/interface bridge
add name=bridge1 protocol-mode=none
/interface ethernet
set [ find default-name=ether1 ] comment=uplink
/interface vlan
add interface=bridge1 name=vlan10 vlan-id=10
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/ip pool
add name=dhcp ranges=192.168.88.10-192.168.88.254
/ip dhcp-server
add address-pool=dhcp interface=vlan10 name=defconf
/ip firewall filter
add action=accept chain=input comment="defconf: accept ICMP" protocol=icmp
add action=drop chain=input in-interface-list=!LAN
/ppp secret
add name=ann password=hunter22
/routing whatever
add some=thing
"""


def test_what_is_carried_is_the_same_whichever_way_it_came_in(serve):
    exports = set()
    for options in ((), ("--all-or-nothing",)):
        for stopped in (False, True):
            server = serve()
            before = exported(server)
            if stopped:
                server.stop()
            done = load(server, CARRIED, "--dry-run")
            assert done.report["refused"] == []
            assert exported(server) == before
            done = load(server, CARRIED, *options)
            assert (done.rc, done.err, done.report["statements"]) == (0, "", 10)
            assert done.report["live"] + done.report["carried"] == 10
            assert done.report["carried"] >= 6
            assert "hunter22" not in json.dumps(done.report)
            text = exported(server)
            exports.add("\n".join(line for line in text.splitlines() if " port=" not in line))
    assert len(exports) == 1
    assert "add action=drop chain=input in-interface-list=!LAN" in exports.pop()
