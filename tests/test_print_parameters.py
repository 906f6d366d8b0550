"""Every parameter of print: what it shows, with what it goes together, and in which words the rest is refused."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rig import PATIENCE_S, POOLKEEPER, Server, wait_until
from screen import Person

POOLS = "".join(f"/ip pool add name={name} ranges=10.0.{number}.0/28\n" for number, name in enumerate("abc"))


@contextmanager
def running(server: Server, line: str) -> Iterator["subprocess.Popen[str]"]:
    """A console that runs a line which does not end by itself."""
    command = [POOLKEEPER, "console", "--data", server.data, line]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def test_parameters_that_make_no_sense_are_refused_with_their_place(serve):
    server = serve(init=POOLS)
    end = "expected end of command (line 1 column {})"
    refused = {
        "/ip pool print foo": end.format(16),
        "/ip pool print oid": end.format(16),
        "/ip pool print stats": end.format(16),
        "/ip pool print active": end.format(16),
        "/ip pool print detail=yes": end.format(22),
        "/ip pool print from=0-4": end.format(22),
        "/ip pool print from=a,1-2 detail": end.format(24),
        "/ip pool print from=9": "no such item",
        "/ip pool print from={1;9}": "no such item",
        '/ip pool print from=[:toarray ""]': "invalid value for argument from",
        "/ip pool print proplist=name,nope": "input does not match any value of value-name",
        "/ip pool print group-by=nope": "input does not match any value of group-by",
        "/ip pool print interval=100ms": "value of interval out of range (200ms..7101w3d6h28m15s)",
        "/ip pool print interval=soon": "invalid value for argument interval",
        "/ip pool print append": "missing value(s) of argument(s) file",
        "/ip pool print follow file=x": "failure: file can not be combined with follow and interval",
        "/ip pool print a": "ambiguous argument name a (line 1 column 16)",
        "/system identity print detail": end.format(24),
        "/system identity print where name=a": end.format(24),
        "/system identity print count-only": end.format(24),
    }
    said = server.console(*refused)
    assert said.err.splitlines() == list(refused.values())
    assert (said.rc, said.out) == (1, "")
    in_v7 = {
        ":put [/system identity print detail as-value]": "bad parameter detail (line 1 column 30)",
        "/ip pool print oid": "bad parameter oid (line 1 column 16)",
        "/ip pool print nope=1": "bad parameter nope (line 1 column 16)",
        "/ip pool print foo": end.format(16),
    }
    said = server.console("/system console set style=v7", *in_v7)
    assert said.err.splitlines() == list(in_v7.values())


def test_words_go_together_and_in_any_order(serve):
    server = serve(init=POOLS)
    for line, printed in {
        "/ip pool print count-only where name=a || name=b": "2\n",
        '/ip pool print where name~"[ab]" count-only': "2\n",
        "/ip pool print count-only from=a,c": "2\n",
        "/ip pool print value-list proplist=name from=c,a": "  name: c a\n",
        "/ip pool print terse proplist=name from=2,0": " 0 name=c \n 1 name=a \n",
        "/ip pool print terse proplist=.id,name where name=b": "*2 name=b \n",
        "/ip pool print without-paging terse prop=name fr=[find name=b]": " 0 name=b \n",
        "/ip pool print show-ids terse proplist=name from=b": "*2 name=b \n",
        ":put [/ip pool print count-only where name=a]": "1\n",
        ":put [:len [/ip pool print as-value from={*1;*2}]]": "2\n",
        ":put [/ip pool print as-value proplist=name where name=c]": ".id=*3;name=c\n",
        "/ip pool print detail proplist=name where name=b": ' 0 name="b" \n\n',
        "/ip pool print as-value follow": "",
        "/system identity print proplist=name": "  name: MikroTik\n",
        ":put [/system identity print as-value]": "name=MikroTik\n",
    }.items():
        said = server.console(line)
        assert (said.out, said.err) == (printed, ""), line


def test_flag_words_filter_as_where_does(serve):
    server = serve(
        init="/ip dhcp-server lease add address=10.0.0.1 mac-address=02:00:00:00:00:01\n"
        "/ip dhcp-server lease add address=10.0.0.2 mac-address=02:00:00:00:00:02 disabled=yes"
    )
    lines = {
        "/ip dhcp-server lease print disabled count-only": "1",
        "/ip dhcp-server lease print dynamic count-only": "0",
        "/ip dhcp-server lease print active count-only": "0",
        "/ip dhcp-server lease print count-only disabled where address=10.0.0.1": "0",
        "/ip dhcp-server lease print disabled terse proplist=address": " 0 X address=10.0.0.2 ",
    }
    assert server.console(*lines).out.splitlines() == list(lines.values())
    answer = server.rest("POST", "/ip/dhcp-server/lease/print", {"disabled": "", ".proplist": "address"})
    assert answer.json() == [{".id": "*2", "address": "10.0.0.2"}]
    for word in ("follow", "append", "interval", "group-by", "from", "file"):
        answer = server.rest("POST", "/ip/dhcp-server/lease/print", {word: ""})
        assert (answer.status_code, answer.json()["detail"]) == (400, f"unknown parameter {word}")


def test_groups_stand_together_and_are_counted(serve):
    lease = "/ip dhcp-server lease add mac-address=02:00:00:00:00:0{} address=10.0.0.{} comment={}\n"
    server = serve(init="".join(lease.format(n, n, comment) for n, comment in enumerate(("x", "y", "x"), 1)))
    said = server.console(
        "/ip dhcp-server lease print group-by=comment terse proplist=address",
        "/ip dhcp-server lease print group-by=comment count-only",
        ":put [/ip dhcp-server lease get 1 address]",
    )
    assert said.out.splitlines() == [
        " 0   address=10.0.0.1 ",
        " 1   address=10.0.0.3 ",
        " 2   address=10.0.0.2 ",
        "x: 2",
        "y: 1",
        "10.0.0.3",
    ]


def test_files_are_written_anew_or_behind_what_they_hold(serve):
    server = serve(init=POOLS)
    file = server.data / "files" / "list.txt"
    assert server.console("/ip pool print terse proplist=name from=a file=list") == (0, "", "")
    assert file.read_text() == " 0 name=a \n"
    assert server.console("/ip pool print terse proplist=name from=b file=list.txt append").rc == 0
    assert file.read_text() == " 0 name=a \n 0 name=b \n"
    assert server.console("/system identity print file=list").rc == 0
    assert file.read_text() == "  name: MikroTik\n"
    assert server.console("/ip pool print where name=[:error x] file=list append").rc == 1
    assert file.read_text() == "  name: MikroTik\n"


@pytest.mark.parametrize(
    ("word", "first"), [("follow", [" 0 name=a ", " 1 name=b ", " 2 name=c "]), ("follow-only", [])]
)
def test_what_is_new_is_printed_as_it_comes_until_ctrl_c(word, first, serve):
    server = serve(init=POOLS)
    with running(server, f"/ip pool print {word} terse proplist=name where name!=e") as process:
        assert process.stdout is not None
        for line in [*first, "-- Ctrl-C to quit."]:
            assert process.stdout.readline() == f"{line}\n"
        assert (
            server.console("/ip pool", "add name=e ranges=10.1.0.1", "add name=f ranges=10.1.0.2", "remove a").rc == 0
        )
        assert process.stdout.readline() == f" {len(first)} name=f \n"
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 1
        assert process.communicate() == ("", "interrupted\n")


def test_the_log_is_followed_and_new_lines_stand_in_their_order(serve):
    server = serve()
    with running(server, '/log print follow-only where message~"^told"') as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "-- Ctrl-C to quit.\n"
        for number in range(3):
            server.console(f"/log info told-{number}")
        assert [process.stdout.readline().split()[-1] for _ in range(3)] == ["told-0", "told-1", "told-2"]


def test_a_count_is_repeated_each_interval(serve):
    server = serve(init=POOLS)
    with running(server, "/ip pool print count-only interval=200ms where name!=b") as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["2\n", "2\n"]
        server.console("/ip pool remove a")
        out = process.stdout
        wait_until(lambda: out.readline() == "1\n", "the count follows")


def test_at_a_terminal_an_interval_repaints_and_ctrl_c_gives_the_prompt_back(serve):
    server = serve(init=POOLS)
    with Person([POOLKEEPER, "console", "--data", server.data], rows=12) as person:
        person.is_asked("[admin@MikroTik] > ")
        person.type("/ip pool print terse proplist=name interval=200ms\r")
        person.sees(" 2 name=c")
        server.console("/ip pool remove b")
        person.sees(" 1 name=c")
        screen = person.sees("-- Ctrl-C to quit.")
        assert screen.count("name=a") == screen.count("name=c") == screen.count("Ctrl-C to quit") == 1
        for number in range(20):
            server.console(f"/ip pool add name=more{number} ranges=10.9.{number}.1")
        screen = person.sees(" 9 name=more7")
        person.type("\x03")
        person.is_asked("[admin@MikroTik] > ")
        assert "name=more9" not in person.look()
        person.type("/ip pool print follow-only terse proplist=name\r")
        person.sees("-- Ctrl-C to quit.")
        server.console("/ip pool add name=last ranges=10.10.0.1")
        person.sees(" 0 name=last\n-- Ctrl-C to quit.")
        person.type("\x03")
        person.is_asked("[admin@MikroTik] > ")


def test_an_address_finds_its_leases_whatever_was_changed_before(serve):
    mac = "mac-address=02:00:00:00:00:0"
    server = serve(init=f"/ip dhcp-server lease\nadd address=10.0.0.1 {mac}1\nadd address=10.0.0.2 {mac}2 disabled=yes")
    find = ":put [/ip dhcp-server lease find address=10.0.0.{}]"
    wanted = {
        find.format(1): "*1\n",
        "/ip dhcp-server lease set *1 address=10.0.0.2": "",
        find.format(2): "*1;*2\n",
        "/ip dhcp-server lease set *1 address=10.0.0.3": "",
        f"/ip dhcp-server lease add address=10.0.0.3 {mac}3": "failure: already have static lease with this IP address",
        find.format(3): "*1\n",
        "/ip dhcp-server lease remove *1": "",
    }
    for line, printed in wanted.items():
        said = server.console(line)
        assert (said.out or said.err.removesuffix("\n")) == printed, line
    said = server.console(*(find.format(number) for number in (1, 2, 3)))
    assert [sorted(line.split(";")) for line in said.out.splitlines()] == [[""], ["*2"], [""]]
    server.restart()
    assert server.console(find.format(2), ":put [/ip dhcp-server lease find address=10.0.0.0/24]").out == "*2\n\n"


def test_new_rows_of_a_v7_table_stand_in_its_columns(serve):
    server = serve(init=POOLS + "/system console set style=v7")
    with running(server, "/ip pool print follow proplist=name,ranges where name!=b") as process:
        assert process.stdout is not None
        lines = ["Columns: NAME, RANGES", "#  NAME  RANGES     ", "0  a     10.0.0.0/28", "1  c     10.0.2.0/28"]
        assert [process.stdout.readline() for _ in range(5)] == [f"{line}\n" for line in (*lines, "-- Ctrl-C to quit.")]
        server.console("/ip pool add name=f ranges=10.1.0.2")
        assert process.stdout.readline() == "2  f     10.1.0.2   \n"


def test_a_print_that_goes_on_ends_with_its_session(serve):
    server = serve(init=POOLS)
    with Person([POOLKEEPER, "console", "--data", server.data]) as person:
        person.is_asked("[admin@MikroTik] > ")
        person.type("/ip pool print follow\r")
        person.sees("-- Ctrl-C to quit.")
        person.hang_up()
        wait_until(lambda: "user admin logged out via local" in server.log, "the session ends")
    assert server.stop() == 0
    assert "internal error" not in server.log
