"""The console at a terminal: prompt, completion, help, history, several lines, Ctrl-C, window size, and how it ends."""

import secrets
import signal
from contextlib import contextmanager

import pytest

from rig import PATIENCE_S, POOLKEEPER, Server, wait_until
from screen import Person

ROOT = "[admin@MikroTik] > "
POOL = "[admin@MikroTik] /ip pool> "
UP, CTRL_C, CTRL_D, TAB, ENTER = "\x1b[A", "\x03", "\x04", "\t", "\r"
POOLS = """
/ip pool add name=office ranges=192.168.88.10-192.168.88.254
/ip pool add name=guests ranges=10.0.0.2-10.0.0.99,10.0.0.101-10.0.0.126
"""


@pytest.fixture(scope="module")
def server(free_port):
    """One for all tests here but those that end it."""
    running = Server(free_port=free_port, init=POOLS).start()
    yield running
    running.close()


@contextmanager
def terminal(server):
    """Somebody at the console's terminal, asked for the first time."""
    with Person([POOLKEEPER, "console", "--data", server.data]) as person:
        person.is_asked(ROOT)
        yield person


@pytest.fixture
def at(server):
    """Somebody at the terminal of the server that all share."""
    with terminal(server) as person:
        yield person


@pytest.fixture
def mark():
    """A word that no other test writes into the log."""
    return f"mark-{secrets.token_hex(4)}"


def below(screen: str, line: str) -> list[str]:
    """The lines under the last one that is this line."""
    lines = screen.split("\n")
    return lines[len(lines) - lines[::-1].index(line) :]


# ---- prompt ---------------------------------------------------------------------------------------------------------


def test_the_prompt_shows_user_identity_and_menu(at):
    at.type("/ip pool" + ENTER)
    at.is_asked(POOL)
    at.type(".." + ENTER)
    at.is_asked("[admin@MikroTik] /ip> ")
    at.type("dhcp-server network" + ENTER)
    at.is_asked("[admin@MikroTik] /ip dhcp-server network> ")
    at.type("/system identity set name=R1" + ENTER)
    at.is_asked("[admin@R1] /ip dhcp-server network> ")
    at.type("/" + ENTER)
    at.is_asked("[admin@R1] > ")
    at.type("system identity set name=MikroTik" + ENTER)
    at.is_asked(ROOT)


def test_commands_print_and_errors_do_not_end_the_session(at):
    at.type("/ip poool print" + ENTER)
    at.sees("bad command name poool (line 1 column 5)")
    at.is_asked(ROOT)
    at.type("/ip pool print" + ENTER)
    at.sees("10.0.0.101-10.0.0.126")
    screen = at.is_asked(ROOT)
    assert below(screen, "[admin@MikroTik] > /ip pool print")[:3] == [
        " # NAME                                         RANGES",
        " 0 office                                       192.168.88.10-192.168.88.254",
        " 1 guests                                       10.0.0.2-10.0.0.99",
    ]


def test_globals_live_on_in_the_session_and_locals_do_not(at):
    at.type(":global g 7; :local l 8" + ENTER)
    at.is_asked(ROOT)
    at.type(":put ($g + 1)" + ENTER)
    at.is_asked(ROOT)
    at.type(":put $l" + ENTER)
    at.sees("syntax error (line 1 column 7)")
    assert "\n8\n" in at.is_asked(ROOT)


# ---- tab and help ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("/ip po", "/ip pool "),
        ("/ip/po", "/ip/pool "),
        ("/ip pool pr", "/ip pool print "),
        ("/ip pool add na", "/ip pool add name="),
        ("/ip pool add name=x ran", "/ip pool add name=x ranges="),
        ("/ip pool set off", "/ip pool set office "),
        ("/ip dhcp-server add address-pool=gu", "/ip dhcp-server add address-pool=guests "),
        ("/ip dhcp-server add authoritative=aft", "/ip dhcp-server add authoritative=after-"),
        ("/ip pool print where na", "/ip pool print where name "),
        (":put [/ip pool get office ne", ":put [/ip pool get office next-pool "),
        (":fore", ":foreach "),
        (":if (true) do={ /ip pool rem", ":if (true) do={ /ip pool remove "),
    ],
)
def test_tab_completes_paths_properties_and_values(at, typed, completed):
    at.type(typed + TAB)
    at.is_asked(ROOT + completed)


def test_tab_lists_what_is_possible_where_it_is_ambiguous(at):
    at.type("/ip pool" + ENTER)
    at.is_asked(POOL)
    at.type("set " + TAB)
    at.sees("ranges=")
    screen = at.is_asked(POOL + "set ")
    told = screen.split(POOL + "set\n")[1].removesuffix(POOL + "set").split()
    assert sorted(told) == sorted(
        ["office", "guests", "numbers=", "name=", "ranges=", "next-pool=", "reserve=", "reuse-delay=", "comment="]
    )
    at.type("office next-pool=" + TAB)
    at.sees("none")
    at.is_asked(POOL + "set office next-pool=")


def test_the_question_mark_explains_and_gives_the_typed_words_back(at):
    at.type("/ip pool ?")
    at.sees("add -- Create a new item")
    at.is_asked(ROOT + "/ip pool ")
    at.type("add name=?")
    at.sees("string value")
    at.is_asked(ROOT + "/ip pool add name=")
    at.type('"why?" ranges=10.5.0.1' + ENTER)
    at.is_asked(ROOT)
    at.type(':put [/ip pool get "why?" ranges]' + ENTER)
    at.sees("\n10.5.0.1\n")
    at.type("/ip pool remove [find ranges=10.5.0.1]; :put removed" + ENTER)
    at.sees("\nremoved\n")


# ---- history and several lines --------------------------------------------------------------------------------------


def test_up_brings_back_what_was_typed(at):
    for number in (1, 2):
        at.type(f":put {number}" + ENTER)
        at.sees(f"\n{number}\n")
        at.is_asked(ROOT)
    at.type(UP)
    at.is_asked(ROOT + ":put 2")
    at.type(UP)
    at.is_asked(ROOT + ":put 1")
    at.type("00" + ENTER)
    at.sees("\n100\n")


def test_an_open_bracket_asks_for_more_and_comes_back_as_a_whole(at):
    at.type(":for i from=1 to=2 do={" + ENTER)
    at.is_asked("{... ")
    at.type(":put (" + ENTER)
    at.is_asked("{(... ")
    at.type("$i * 11)" + ENTER)
    at.is_asked("{... ")
    at.type("}" + ENTER)
    at.sees("\n22\n")
    screen = at.is_asked(ROOT)
    assert below(screen, "[admin@MikroTik] > :for i from=1 to=2 do={")[:5] == [
        "{... :put (",
        "{(... $i * 11)",
        "{... }",
        "11",
        "22",
    ]
    at.type(UP)
    at.is_asked("{... }")
    at.type(ENTER)
    wait_until(lambda: at.look().count("\n22\n") == 2, "it ran a second time")
    at.is_asked(ROOT)


def test_pasted_lines_run_when_enter_is_pressed(at):
    at.type("\x1b[200~/ip pool\nadd name=pasted ranges=10.7.0.1\n:put [get pasted ranges]\x1b[201~" + ENTER)
    at.sees("\n10.7.0.1\n")
    at.is_asked(POOL)
    at.type("remove pasted; :put removed" + ENTER)
    at.sees("\nremoved\n")


# ---- Ctrl-C ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [":delay 60s", ":while (true) do={}", ":while (true) do={ :put again }", ":do { :delay 60s } on-error={ :put no }"],
)
def test_ctrl_c_interrupts_what_runs(at, server, mark, line):
    at.type(f":log info {mark}; {line}{ENTER}")
    wait_until(lambda: mark in server.log, "the command runs")
    at.type(CTRL_C)
    at.sees("\ninterrupted\n")
    screen = at.is_asked(ROOT)
    assert "\nno\n" not in screen
    at.type(":put (1 + 1)" + ENTER)
    at.sees("\n2\n")


def test_ctrl_c_forgets_what_is_half_typed(at):
    at.type(":put wrong" + CTRL_C)
    at.is_asked(ROOT)
    at.type("{" + ENTER)
    at.is_asked("{... ")
    at.type(CTRL_C)
    at.is_asked(ROOT)
    at.type(":put right" + ENTER)
    at.sees("\nright\n")


# ---- the window -----------------------------------------------------------------------------------------------------


def test_tables_follow_the_width_of_the_window(at):
    at.resize(116)
    at.type("/user print" + ENTER)
    at.sees("system default user")
    at.is_asked(ROOT)
    header = (
        " #   NAME                               GROUP                               ADDRESS            LAST-LOGGED-IN"
    )
    assert header in at.look()
    at.resize(132)
    at.type("/ip dhcp-server lease print" + ENTER)
    at.sees("LAST-SEEN")
    at.is_asked(ROOT)
    header = (
        " #   ADDRESS                     MAC-ADDRESS       HOST-NAME       SERVER       RATE-LIMIT       "
        "STATUS  LAST-SEEN"
    )
    assert header in at.look()


def test_lines_of_detail_follow_the_width_of_the_window(at):
    at.resize(106)
    at.type("/ppp profile print" + ENTER)
    at.sees(
        ' 0 * name="default" use-mpls=default use-compression=default use-encryption=default only-one=default\n'
        '     change-tcp-mss=yes use-upnp=default address-list="" on-up="" on-down=""\n'
    )
    at.is_asked(ROOT)
    at.resize(60)
    at.type("/ppp profile print" + ENTER)
    at.sees(
        ' 0 * name="default" use-mpls=default\n'
        "     use-compression=default use-encryption=default\n"
        "     only-one=default change-tcp-mss=yes use-upnp=default\n"
        '     address-list="" on-up="" on-down=""\n'
    )


# ---- the end --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [CTRL_D, "/quit" + ENTER, "quit" + ENTER, ":put bye; /quit; :put never" + ENTER])
def test_leaving_is_no_failure_even_after_errors(at, server, mark, keys):
    at.type(f":log info {mark}; /ip poool{ENTER}")
    at.sees("bad command name")
    at.is_asked(ROOT)
    at.type(keys)
    assert at.leaves() == 0
    assert at.terminal_is_as_before()
    assert "\nnever" not in at.look()
    wait_until(lambda: "logged out via local" in server.log.partition(mark)[2], "the log says that the user left")


@pytest.mark.parametrize(("number", "why"), [(signal.SIGTERM, "was stopped"), (signal.SIGKILL, "ended before")])
def test_a_server_that_goes_away_ends_the_client_with_what_to_do(serve, number, why):
    server = serve()
    with terminal(server) as at:
        at.type("/ip po")
        at.is_asked(ROOT + "/ip po")
        server.process.send_signal(number)
        assert at.leaves() == 1
        assert at.terminal_is_as_before()
        message = "".join(below(at.look(), ROOT + "/ip po"))
    assert message.startswith("poolkeeper: the server")
    assert why in message
    assert message.endswith(f"type: poolkeeper serve --data {server.data}")


def test_a_client_that_is_ended_gives_the_terminal_back(at):
    at.type("half a wo")
    at.is_asked(ROOT + "half a wo")
    at.process.send_signal(signal.SIGTERM)
    assert at.leaves() == 128 + signal.SIGTERM
    assert at.terminal_is_as_before()


def test_a_client_that_vanishes_leaves_no_running_command_behind(at, server, mark):
    at.type(f":log info {mark}; :while (true) do={{}}{ENTER}")
    at.until(lambda: mark in server.log, "the command runs")
    at.process.kill()
    wait_until(lambda: "logged out via local" in server.log.partition(mark)[2], "the session has ended")


def test_a_terminal_that_is_closed_ends_the_client_and_its_session(server, mark):
    with terminal(server) as at:
        at.type(f":log info {mark}{ENTER}")
        at.until(lambda: mark in server.log, "the command has run")
        at.hang_up()
        at.process.wait(PATIENCE_S)
    wait_until(lambda: "logged out via local" in server.log.partition(mark)[2], "the session has ended")
