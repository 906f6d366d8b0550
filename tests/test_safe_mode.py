"""Safe mode at a terminal: what is taken back, what is kept, who may have it, and its limit."""

import pytest

from dhcp_clients import lan_script, leases, site
from rig import POOLKEEPER, Server, wait_until
from screen import Person

ROOT = "[admin@MikroTik] > "
SAFE = "[admin@MikroTik] <SAFE> "
HIJACKING = "Hijacking Safe Mode from someone - unroll/release/don't take it [u/r/d]: "
CTRL_D, CTRL_X, ENTER = "\x04", "\x18", "\r"


@pytest.fixture(scope="module")
def running(free_port):
    """One for all tests here but those that end it."""
    server = Server(free_port=free_port, init="/ip pool add name=old ranges=10.0.0.1\n").start()
    yield server
    server.close()


@pytest.fixture
def server(running):
    """The same with the pool ``old`` as it was and no others."""
    running.console('/ip pool remove [find name!=old]; /ip pool set old ranges=10.0.0.1 comment=""')
    return running


@pytest.fixture
def sit_down(server):
    """Somebody at a terminal of the shared server, as often as it is called."""
    people = []

    def make():
        people.append(Person([POOLKEEPER, "console", "--data", server.data]))
        people[-1].is_asked(ROOT)
        return people[-1]

    yield make
    for person in people:
        person.__exit__()


def pools(server):
    """Ranges by name of what there is."""
    told = server.console("/ip pool", ':foreach p in=[find] do={ :put ([get $p name] . "=" . [get $p ranges]) }').out
    return dict(line.split("=") for line in told.splitlines())


def take(person):
    """Press Ctrl-X and get it."""
    person.type(CTRL_X)
    person.sees("[Safe Mode taken]")
    person.is_asked(SAFE)


def change(person, *lines):
    """Lines in safe mode."""
    for line in lines:
        person.enter(line, SAFE)


def ended(server, before):
    """Wait until a session's safe mode was taken back; what the log says of it since."""
    said = wait_until(lambda: "ended unreleased" in server.log[before:] and server.log[before:], "safe mode is over")
    return [line.partition("safe mode ")[2] for line in said.splitlines() if "safe mode" in line]


@pytest.mark.parametrize("how", ["kill", "hang up", "Ctrl-D"])
def test_what_a_session_changed_is_undone_when_it_dies(server, sit_down, how):
    at, before = sit_down(), len(server.log)
    take(at)
    change(at, "/ip pool add name=a ranges=10.0.1.1", "/ip pool set old ranges=10.0.0.7", "/ip pool remove a")
    server.console("/ip pool add name=mine ranges=10.7.0.1", "/ip pool set old comment=mine")
    assert pools(server) == {"old": "10.0.0.7", "mine": "10.7.0.1"}
    if how == "kill":
        at.process.kill()
    elif how == "hang up":
        at.hang_up()
    else:
        at.type(CTRL_D)
        assert at.leaves() == 0
    assert ended(server, before) == ["of admin ended unreleased: 3 undone, 0 kept"]
    assert pools(server) == {"old": "10.0.0.1", "mine": "10.7.0.1"}
    assert server.console(":put [/ip pool get old comment]").out == "mine\n"


@pytest.mark.parametrize("how", ["/quit", "Ctrl-X"])
def test_what_was_released_stays(server, sit_down, how):
    at = sit_down()
    take(at)
    change(at, "/ip pool add name=a ranges=10.0.1.1")
    if how == "/quit":
        at.type("/quit" + ENTER)
    else:
        at.type(CTRL_X)
        at.sees("[Safe Mode released]")
        at.is_asked(ROOT)
        at.type(CTRL_D)
    assert at.leaves() == 0
    assert pools(server) == {"old": "10.0.0.1", "a": "10.0.1.1"}


def test_what_somebody_builds_on_is_kept_and_named(server, sit_down):
    at, before = sit_down(), len(server.log)
    take(at)
    change(at, "/ip pool add name=a ranges=10.0.1.1", "/ip pool add name=b ranges=10.0.2.1")
    server.console("/ip pool add name=mine ranges=10.7.0.1 next-pool=a")
    at.type(CTRL_D)
    assert ended(server, before) == [
        'of admin: kept: can not undo "pool a added": "pool mine added" by admin builds on it',
        "of admin ended unreleased: 1 undone, 1 kept",
    ]
    assert list(pools(server)) == ["old", "a", "mine"]


def test_an_undo_in_safe_mode_is_taken_back_too(server, sit_down):
    server.console("/ip pool add name=before ranges=10.0.3.1")
    at, before = sit_down(), len(server.log)
    take(at)
    change(at, "/undo", "/ip pool add name=a ranges=10.0.1.1", "/undo", "/redo")
    assert list(pools(server)) == ["old", "a"]
    at.type(CTRL_D)
    ended(server, before)
    assert list(pools(server)) == ["old", "before"]


def test_a_typed_line_comes_back_behind_the_new_prompt(sit_down):
    at = sit_down()
    at.type("/ip pool pr" + CTRL_X)
    at.is_asked(SAFE + "/ip pool pr")
    at.type(" count-only" + ENTER)
    at.sees("\n1\n")
    at.is_asked(SAFE)


@pytest.mark.parametrize(
    ("answer", "left"), [("u", ["old", "mine"]), ("r", ["old", "a", "mine"]), ("d", ["old", "a", "mine"])]
)
def test_a_second_session_is_asked_what_is_to_become_of_the_first(server, sit_down, answer, left):
    first, second = sit_down(), sit_down()
    take(first)
    change(first, "/ip pool add name=a ranges=10.0.1.1")
    server.console("/ip pool add name=mine ranges=10.7.0.1")
    second.type(CTRL_X)
    second.is_asked(HIJACKING)
    second.type(f"x{answer}")
    second.is_asked(ROOT if answer == "d" else SAFE)
    assert list(pools(server)) == left
    if answer == "d":
        first.type(ENTER)
        first.is_asked(SAFE)
        return
    first.sees("[Safe mode released by another user]")
    first.is_asked(ROOT)
    first.type(CTRL_D)
    assert first.leaves() == 0
    assert list(pools(server)) == left
    before = len(server.log)
    change(second, "/ip pool set old ranges=10.0.0.8")
    second.process.kill()
    ended(server, before)
    assert pools(server)["old"] == "10.0.0.1"


def test_the_hundred_and_first_action_is_refused_and_the_hundred_stay_protected(server, sit_down):
    at, before = sit_down(), len(server.log)
    take(at)
    at.type(':for i from=1 to=101 do={ /ip pool add name="p$i" ranges="10.1.0.$i" }' + ENTER)
    at.sees("failure: safe mode protects 100 actions and no more")
    at.is_asked(SAFE)
    assert len(pools(server)) == 101
    change(at, "/undo", "/ip pool add name=more ranges=10.2.0.1")
    assert at.look().count("failure:") == 1
    change(at, "/ip pool set old ranges=10.0.0.3")
    assert at.look().count("failure: safe mode protects 100 actions") == 2
    assert pools(server)["old"] == "10.0.0.1"
    assert server.console("/ip pool set old ranges=10.0.0.4").rc == 0
    at.process.kill()
    assert ended(server, before) == ["of admin ended unreleased: 100 undone, 0 kept"]
    assert pools(server) == {"old": "10.0.0.4"}


def test_a_server_that_is_stopped_takes_back_what_was_not_released(serve):
    server = serve()
    with Person([POOLKEEPER, "console", "--data", server.data]) as at:
        at.is_asked(ROOT)
        take(at)
        change(at, "/ip pool add name=a ranges=10.0.1.1")
        assert server.stop() == 0
        assert at.leaves() == 1
    server.start()
    assert pools(server) == {}


def test_leases_are_never_undone(free_port):
    with site(free_port, lan_script("192.168.88.10-192.168.88.12")) as office:
        first, second = (office.wire.client(number) for number in (1, 2))
        kept, ended_by_hand = first.bind(), second.bind()
        before = len(office.server.log)
        with Person([POOLKEEPER, "console", "--data", office.server.data]) as at:
            at.is_asked(ROOT)
            take(at)
            change(at, f"/ip dhcp-server lease make-static [find address={kept}]")
            change(at, f"/ip dhcp-server lease remove [find address={ended_by_hand}]")
            (lease,) = leases(office.server)
            assert (lease["address"], lease["dynamic"]) == (kept, "false")
            third = office.wire.client(3).bind()
            at.type(CTRL_D)
            assert ended(office.server, before) == ["of admin ended unreleased: 1 undone, 0 kept"]
        now = {lease["address"]: (lease["dynamic"], lease["status"]) for lease in leases(office.server)}
        assert now == {kept: ("true", "bound"), third: ("true", "bound")}
        assert office.server.console("/undo").err == "failure: nothing to undo\n"
