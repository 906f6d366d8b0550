"""The lenient dialect: a guide's backup script runs as it stands, a router's refusals stand where it is strict."""

import sqlite3
from pathlib import Path

import pytest

from console_socket import visit
from rig import wait_until
from script_texts import quoted

SEED = (Path(__file__).parent / "seed" / "auto_config_backup.rsc").read_text()
EXISTS = "failure: item with this name already exists"


def backups(server):
    """The backup files there are."""
    return sorted((server.data / "files" / "disk1" / "backups").glob("backup_*.backup"))


def is_sound(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        return store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def taken(server):
    """The leniencies that the log tells of."""
    return [line.split("script,warning ")[1] for line in server.log.splitlines() if "lenient dialect" in line]


def test_the_guides_backup_script_runs_stored_and_a_second_run_reports_its_schedule(serve):
    server = serve()
    assert server.console(f"/system script add name=auto_config_backup source={quoted(SEED)}").rc == 0
    said = server.console("/system script run auto_config_backup")
    assert said == (0, "Saving system configuration\nConfiguration backup saved\n", "")
    (first,) = backups(server)
    assert is_sound(first)
    first.unlink()
    said = server.console("/system script run auto_config_backup")
    assert said == (1, "Saving system configuration\nConfiguration backup saved\n", f"{EXISTS}\n")
    (second,) = backups(server)
    assert is_sound(second)
    entry = server.rest("GET", "/system/scheduler/daily_config_backup").json()
    assert (entry["on-event"], entry["start-time"], entry["interval"]) == ("auto_config_backup", "03:00:00", "1d")
    assert entry["policy"] == "read,write,policy,test,password,sensitive,romon"
    wait_until(lambda: f"script error: {EXISTS}" in server.log, "the second run's error is logged")
    assert "Backup directory created: /disk1/backups/" in server.log
    assert taken(server) == [
        f"auto_config_backup: lenient dialect: {what}; a router refuses this"
        for what in (
            "an underscore in a variable's name without quotes (line 4 column 14)",
            "a colon before a menu's path (line 4 column 39)",
            "format= of get (line 4 column 61)",
            "do= of print (line 8 column 33)",
            "the command create (line 10 column 15)",
        )
    ], "each once, however often the script runs"


def test_it_runs_by_import_too(serve):
    server = serve()
    heard = visit(server, SEED.encode(), imported="auto.rsc")
    assert (heard.code, heard.text) == (0, "Saving system configuration\nConfiguration backup saved\n")
    assert is_sound(*backups(server))
    assert server.console(f"/file add name=auto.rsc contents={quoted(SEED)}").rc == 0
    said = server.console("/import auto.rsc")
    assert said.rc == 1
    assert said.out.startswith("Opening script file auto.rsc\n\nSaving system configuration\n")
    assert said.err == f"{EXISTS}\n"


REFUSED = {
    ":put [:system clock get date]": "bad command name system (line 1 column 8)",
    ":ip pool print": "bad command name ip (line 1 column 2)",
    ":put [/system clock get date format=yyyy]": "expected end of command (line 1 column 30)",
    ":local a_b 5": "syntax error (line 1 column 9)",
    ":global one_two": "syntax error (line 1 column 12)",
    ":foreach k,my_v in={1;2} do={}": "syntax error (line 1 column 14)",
    ':local "a_b" 5; :put $a_b': "syntax error (line 1 column 24)",
    "/file print file=q do={ :put $file }": "expected end of command (line 1 column 20)",
    "/file create directory=q": "bad command name create (line 1 column 7)",
}


def test_strict_refuses_each_leniency_as_a_router_does_and_before_anything_runs(serve):
    server = serve()
    assert server.console("/system console set dialect=strict").rc == 0
    for line, refusal in REFUSED.items():
        assert server.console(line) == (1, "", f"{refusal}\n"), line
    assert server.console(f"/system script add name=seed source={quoted(SEED)}").rc == 0
    assert server.console("/system script run seed").err == "syntax error (line 4 column 14)\n"
    assert visit(server, SEED.encode(), imported="s").text.startswith("! s:4:8: syntax error\n".replace("4:8", "4:14"))
    assert not (server.data / "files").exists()
    assert taken(server) == []
    assert server.console("/system console set dialect=lenient").rc == 0
    for line in REFUSED:
        assert server.console(line).rc == 0, line


def test_the_page_lists_what_strict_refuses():
    page = (Path(__file__).parents[1] / "docs" / "dialect.md").read_text()
    for refusal in REFUSED.values():
        assert " ".join(refusal.split()[:2]) in page
    for form in ("[:system clock get date]", "format=yyyy-MM-dd", ":local a_b", "do={...}", "/file create directory="):
        assert form in page


ACCEPTED = (
    ':local a 1; :put "$a_b"',
    ':local a 1; :local "a_b" 2; :put "$a_b"; :put $"a_b"',
    ':local a 1; :local "a_b" 2; :for i from=1 to=2 do={ :put "$a_b" }',
    ':local "a_b" 2; :for i from=1 to=3 do={ :local a 7; :put "$a_b" }',
    ':global f do={ :local a 3; :local "a_b" 4; :return "$a_b" }; :put [$f]; :put [$f]; :put [$f]',
    ":put [/system clock get time-zone-autodetect]",
    "/file print file=plain; :put [:pick [/file get plain.txt contents] 0 7]",
    "/ip pool; add name=my_pool ranges=10.0.0.1; g my_pool name; set my_pool name=x_y; find name=x_y; remove x_y",
)


@pytest.mark.parametrize("line", ACCEPTED)
def test_what_a_router_accepts_means_the_same_in_both(serve, line):
    server = serve()
    lenient = server.console(line)
    assert server.console("/system console set dialect=strict").rc == 0
    assert server.console(line) == lenient


def test_a_name_with_an_underscore_is_one_only_where_it_is_declared(serve):
    server = serve()
    said = server.console(
        ':local a 1; :local a_b 2; :put $a_b; :put "$a_b"',
        ":local a 1; :put $a_b",
        ":local a 1; { :local a_b 2 }; :put $a_b",
        ":local a_b 0; :while ($a_b < 1000) do={ :set a_b ($a_b + 1) }; :put $a_b",
        ":global keep_me 5",
        ':put "$keep_me $keep_me"',
        ':global show do={ :local my_name $1; :return "<$my_name>" }; :put [$show x]; :put [$show y]; :put [$show z]',
        ":put $nobody_here",
    )
    assert said.out == "2\n2\n1_b\n1_b\n1000\n5 5\n<x>\n<y>\n<z>\n"
    assert said.err == "syntax error (line 1 column 7)\n"


def test_files_found_are_a_list_and_a_format_writes_date_and_time(serve):
    server = serve()
    said = server.console(
        "/file create directory=/a/b",
        "/file add name=a/b/c",
        ":put 1; /file print file=a do={ :put [:len $file]; :put $file }",
        "/file print file=/a/b/ do={ :put $file }",
        "/file print file=nothing do={ :put [:len $file] }",
        ':put [:len [/system clock get date format="yyyy-MM-dd"]]; :put [/system clock get time format="\'"]',
        ":put ([/system clock get date format=yyyyMMdd] = [/system clock get time format=yyyyMMdd])",
    )
    assert said.err == ""
    assert said.out == "1\n3\na;a/b;a/b/c\na/b;a/b/c\n0\n10\n'\ntrue\n"
