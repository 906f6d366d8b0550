"""What the terminal does for who types: colours, hot-lock, the note and critical lines, lines remembered, paging."""

import json
import os
import re
import select
import stat

import pytest

from rig import POOLKEEPER, Server, wait_until
from screen import Person

ROOT = "[admin@MikroTik] > "
STOPPED = "-- [Q quit|D dump|down]"
UP, CTRL_C, CTRL_D, CTRL_L, CTRL_V, CTRL_X, ENTER = "\x1b[A", "\x03", "\x04", "\x0c", "\x16", "\x18", "\r"
POOLS = "".join(f"/ip pool add name=pool{number:02} ranges=10.0.{number}.1-10.0.{number}.99\n" for number in range(40))
CYAN, MAGENTA, GREEN, YELLOW, LIGHT, RED = "36", "35", "32", "33", "92", "31"


@pytest.fixture(scope="module")
def server(free_port):
    """One for all tests here."""
    running = Server(free_port=free_port, init=POOLS).start()
    yield running
    running.close()


class Seen(Person):
    """Somebody who also notes what the program sends, colours included."""

    def __init__(self, server, term="xterm"):
        self.raw = ""
        before = os.environ.get("TERM")
        super().__init__(["env", f"TERM={term}", str(POOLKEEPER), "console", "--data", server.data])
        assert os.environ.get("TERM") == before

    def look(self):
        while select.select([self.master], [], [], 0)[0]:
            text = os.read(self.master, 65536).decode(errors="replace")
            self.raw += text
            self.screen.feed(text)
        return "\n".join(line.rstrip() for line in self.screen.lines)


@pytest.fixture
def at(server):
    """Somebody at a terminal with colours."""
    with Seen(server) as person:
        person.is_asked(ROOT)
        yield person


# ---- colours --------------------------------------------------------------------------------------------------------


def painted(person, line):
    """(text, colour) of the pieces of a line that was typed, blanks left out."""
    person.type(line)
    person.is_asked(ROOT + line)
    person.raw = ""
    person.type(CTRL_L)
    wait_until(lambda: (person.look(), person.raw.rpartition(ROOT)[2].endswith("\x1b[?25h"))[1], "it is drawn anew")
    drawn = re.sub(r"\x1b\[[0-9;?]*[A-LN-Za-ln-z]", "", person.raw.rpartition(ROOT)[2]) + " "
    pieces = re.findall(r"(?:\x1b\[([0-9;]*)m)*([^\x1b]+)", drawn)
    person.type(CTRL_C)
    person.is_asked(ROOT)
    return [(text.strip(), codes.rpartition(";")[2].lstrip("0")) for codes, text in pieces if text.strip()]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("/ip pool print", [("/ip", CYAN), ("pool", CYAN), ("print", MAGENTA)]),
        ("/ip/pool/add name=x", [("/ip/pool/", CYAN), ("add", MAGENTA), ("name=", GREEN), ("x", YELLOW)]),
        (":put $a", [(":put", MAGENTA), ("$a", LIGHT)]),
        ("/ip poool print", [("/", ""), ("ip", CYAN), ("poool", RED), ("print", "")]),
        ("/ip pool print x1", [("/ip", CYAN), ("pool", CYAN), ("print", MAGENTA), ("x1", RED)]),
        (":put [/ip poool x]", [(":put", MAGENTA), ("[/", ""), ("ip", CYAN), ("poool", RED), ("x]", "")]),
        (":put )", [(":put", MAGENTA), (")", RED)]),
        (':put "é$a"', [(":put", MAGENTA), ('"é', YELLOW), ("$a", LIGHT), ('"', YELLOW)]),
    ],
)
def test_words_are_coloured_as_they_are_typed(at, line, pieces):
    assert painted(at, line) == pieces


@pytest.mark.parametrize("line", ["/ip po", "/ip pool pr", "/ip pool add na", "/ip pool print wh", "/i", ":fo"])
def test_a_word_that_may_still_become_one_is_no_error(at, line):
    assert RED not in [colour for _, colour in painted(at, line)]


def test_refusals_are_red(at):
    at.enter("/ip poool", ROOT)
    assert f"\x1b[{RED}mbad command name poool (line 1 column 5)\x1b[m\r\n" in at.raw


def test_a_dumb_terminal_and_a_program_get_no_colours(server):
    with Seen(server, term="dumb") as person:
        person.is_asked(ROOT)
        person.enter("/ip poool print", ROOT)
        person.enter(":put [/ip pool get pool01 ranges]", ROOT)
        assert re.findall(r"\x1b\[[0-9;]*[1-9][0-9;]*m", person.raw) == []
    done = server.console("/ip poool print", "/ip pool print")
    assert "\x1b" not in done.out + done.err


def test_a_servers_own_terminal_type_is_not_the_users(serve):
    server = serve(env={"TERM": "dumb"})
    with Seen(server) as person:
        person.is_asked(ROOT)
        person.type("/ip po\t")
        person.is_asked(ROOT + "/ip pool ")


# ---- hot-lock -------------------------------------------------------------------------------------------------------


def test_hot_lock_completes_words_as_soon_as_only_one_fits(at):
    at.type(CTRL_V)
    at.is_asked("[admin@MikroTik] >> ")
    at.type("/ip poo")
    at.is_asked("[admin@MikroTik] >> /ip pool ")
    at.type("l pri")
    at.is_asked("[admin@MikroTik] >> /ip pool print ")
    at.type("co")
    at.is_asked("[admin@MikroTik] >> /ip pool print count-only ")
    at.type(ENTER)
    at.sees("\n40\n")
    at.is_asked("[admin@MikroTik] >> ")
    at.type("/ip pool set pool07 next=pool1")
    at.is_asked("[admin@MikroTik] >> /ip pool set pool07 next-pool=pool1")
    at.type("2" + ENTER)
    at.is_asked("[admin@MikroTik] >> ")
    at.type(CTRL_V)
    at.is_asked(ROOT)
    at.type("/ip p")
    at.is_asked(ROOT + "/ip p")
    at.type("ool; :put [get pool07 next-pool]" + ENTER)
    at.sees("\npool12\n")


def test_safe_mode_and_hot_lock_share_the_prompt(at):
    at.type(CTRL_V + CTRL_X)
    at.is_asked("[admin@MikroTik] <SAFE>> ")
    at.type(CTRL_X)
    at.sees("[Safe Mode released]")
    at.is_asked("[admin@MikroTik] >> ")


# ---- help -----------------------------------------------------------------------------------------------------------


def test_the_question_mark_explains_every_word_of_the_root(at):
    at.type("?")
    screen = at.sees("quit -- Leave the console")
    at.is_asked(ROOT)
    listed = screen.partition(ROOT.rstrip() + "\n")[2].splitlines()[:-1]
    assert len(listed) > 8
    assert [line for line in listed if " -- " not in line and re.fullmatch(r"[a-z-]+", line)] == []
    at.type(":fo\x1bOP")
    at.sees("foreach -- Run commands for each element")
    at.is_asked(ROOT + ":fo")


# ---- at log-in, and unasked -----------------------------------------------------------------------------------------


def test_log_in_shows_the_note_and_critical_lines_once(serve):
    server = serve(init='/system note set note="Mind the\\nstep"\n')
    server.rest("GET", "/ip/pool", auth=("mallory", "x"))
    with Seen(server) as first:
        screen = first.is_asked(ROOT)
        assert "\nMind the\nstep\n" in screen
        assert "system,error,critical login failure for user mallory from 127.0.0.1 via rest-api" in flat(screen)
        first.type("/ip pool add na")
        first.is_asked(ROOT + "/ip pool add na")
        server.rest("GET", "/ip/pool", auth=("eve", "x"))
        wait_until(lambda: "login failure for user eve from 127.0.0.1 via rest-api" in flat(first.look()), "it is told")
        first.is_asked(ROOT + "/ip pool add na")
        told = re.search(r"^\d\d:\d\d:\d\d echo: system,error,critical login failure for user eve", first.look(), re.M)
        assert told
        first.type(CTRL_C)
        first.type(":delay 1s; :put done" + ENTER)
        wait_until(lambda: ":put done" in first.look(), "the command runs")
        server.rest("GET", "/ip/pool", auth=("trudy", "x"))
        screen = first.sees("login failure for user trudy")
        assert "\ndone\n" in screen.partition("echo: system,error,critical login failure for user trudy")[0]
        first.enter("/system note set show-at-login=no", ROOT)
    with Seen(server) as second:
        screen = second.is_asked(ROOT)
        assert "Mind the" not in screen
        assert "login failure" not in screen


def flat(screen):
    """The screen without the line breaks of its width."""
    return screen.replace("\n", "")


# ---- lines remembered -----------------------------------------------------------------------------------------------


def test_lines_are_remembered_for_the_user_but_never_one_with_a_secret(serve):
    server = serve()
    secrets = [
        "/user add name=eve group=read password=geheim1",
        "/user add name=eve group=read passw=geheim2",
        '/usr add pass= "geheim3"',
        "/user { add name=kim group=read password geheim4 }",
        ':local x "geheim5"; /user set admin p=$x',
    ]
    with Seen(server) as first:
        first.is_asked(ROOT)
        for line in (":put 1", *secrets, ":put 2", ":put 2"):
            first.enter(line, ROOT)
        first.type(UP * 2)
        first.is_asked(ROOT + secrets[-1])
        first.type(CTRL_C + ":if (true) do={" + ENTER)
        first.is_asked("{... ")
        first.type(":put 3 }" + ENTER)
        first.sees("\n3\n")
        first.is_asked(ROOT)
        first.type(CTRL_D)
        first.leaves()
    file = server.data / "history" / "admin"
    assert [json.loads(line) for line in file.read_text().splitlines()] == [
        ":put 1",
        ":put 2",
        ":if (true) do={\n:put 3 }",
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.write_text(file.read_text() + "damaged\n" + "".join(f'":put old{number}"\n' for number in range(1200)))
    server.restart()
    with Seen(server) as second:
        second.is_asked(ROOT)
        second.type(UP)
        second.is_asked(ROOT + ":put old1199")
        second.type(CTRL_C)
        second.enter(":put new", ROOT)
    assert len(file.read_text().splitlines()) == 500
    assert json.loads(file.read_text().splitlines()[-1]) == ":put new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


# ---- paging ---------------------------------------------------------------------------------------------------------


def test_programs_are_never_paged(server):
    told = server.console("/ip pool print", ":foreach i in=[/ip pool find] do={ :put $i }").out
    assert len(told.splitlines()) == 81
    assert STOPPED not in told


def test_exports_and_loops_run_through_at_a_terminal(at):
    at.enter("/ip pool export terse; :for i from=1 to=60 do={ :put $i }", ROOT)
    assert STOPPED not in at.look()


def test_keys_that_were_typed_ahead_are_the_next_line(at):
    at.type("/ip pool print" + ENTER)
    at.is_asked(STOPPED)
    at.type("d:put ahead" + ENTER)
    at.sees("\nahead\n")
    at.is_asked(ROOT)


def test_a_line_gone_at_the_stop_ends_the_session(server):
    with Seen(server) as person:
        person.is_asked(ROOT)
        person.type("/ip pool print" + ENTER)
        person.is_asked(STOPPED)
        before = len(server.log)
        person.process.kill()
        wait_until(lambda: "logged out via local" in server.log[before:], "the session has ended")


def test_a_script_may_wait_for_a_key(server, at):
    at.type(':put "now"; :put ("key " . [:terminal inkey])\r')
    at.sees("\nnow")
    at.type("a")
    at.sees("key 97")
    at.enter(':put ("key " . [:terminal inkey timeout=100ms])', ROOT)
    at.sees("key 65535")
    at.type(':put "then"; :put [:terminal inkey]\r')
    at.sees("\nthen")
    at.type(CTRL_C)
    at.sees("interrupted")
    at.is_asked(ROOT)
    said = server.console(":put [:terminal inkey]", ":put [:terminal inkey timeout=10ms]")
    assert (said.rc, said.out, said.err) == (0, "65535\n65535\n", ""), "a program presses none and waits for none"
