"""Sessions at a real terminal as their users saw them: completion, help, errors, paging, safe mode, undo by two users.

Each test plays its people's keys against one server and compares what their screens hold in the end with a file in
transcripts/terminal/. `make transcripts` writes those files anew; read the difference as a user would.
"""

import re

from rig import POOLKEEPER, wait_until
from screen import Person

ROOT = "[admin@MikroTik] > "
SAFE = "[admin@MikroTik] <SAFE> "
STOPPED = "-- [Q quit|D dump|down]"
CTRL_X, CTRL_D, TAB, ENTER, DOWN = "\x18", "\x04", "\t", "\r", "\x1b[B"
POOLS = "".join(f"/ip pool add name=pool{number:02} ranges=10.0.{number}.1-10.0.{number}.99\n" for number in range(40))
JOE = "/user add name=joe group=write password=joe\n"


class Play:
    """People at one server, and what became of their screens."""

    def __init__(self, server):
        self.server = server
        self.said = []
        self.text = ""

    def terminal(self, name, rows=24):
        """Somebody who sits down at a terminal."""
        person = Person([POOLKEEPER, "console", "--data", self.server.data], rows=rows)
        self.said.append((name, person))
        person.is_asked(ROOT)
        return person

    def joe(self, path, **args):
        """Joe calls over REST."""
        answer = self.server.rest("POST", path, json=args, auth=("joe", "joe"))
        given = " ".join(f"{name}={value}" for name, value in args.items())
        call = f"POST /rest{path} {given}".rstrip()
        self.said.append(("joe over REST", f"{call}\n{answer.status_code} {answer.text}"))

    def screens(self):
        """All that was seen, everybody for themselves, without the banner."""
        told = []
        for name, seen in self.said:
            text = seen if isinstance(seen, str) else ROOT.rstrip() + seen.look().partition(ROOT.rstrip())[2]
            told.append(f"=== {name} ===\n{text.rstrip()}\n")
            if isinstance(seen, Person):
                seen.__exit__()
        return "\n".join(told)


def line(person, text, prompt=ROOT):
    """Type a line and wait for the prompt behind it."""
    person.enter(text, prompt)


def test_transcript_of_typing_help_and_errors(serve, golden):
    play = Play(serve(init=POOLS))
    at = play.terminal("admin")
    at.type("/ip po" + TAB)
    at.is_asked(ROOT + "/ip pool ")
    at.type("pr" + TAB)
    at.is_asked(ROOT + "/ip pool print ")
    at.type("wh" + TAB)
    at.is_asked(ROOT + "/ip pool print where ")
    line(at, "name=pool07")
    at.type("/ip pool set pool1" + TAB)
    at.sees("pool19")
    at.is_asked(ROOT + "/ip pool set pool1")
    line(at, "1 next=pool12")
    at.type("/ip pool ?")
    at.sees("remove --")
    at.is_asked(ROOT + "/ip pool ")
    at.type("add ranges=?")
    at.is_asked(ROOT + "/ip pool add ranges=")
    line(at, "10.0.0.300")
    line(at, "/ip poool print")
    line(at, "/ip pool print nothing")
    line(at, "/ip pool add name=pool07 ranges=10.9.0.1")
    line(at, "/ip pool remove nobody")
    at.type(":for i from=1 to=2 do={" + ENTER)
    at.is_asked("{... ")
    line(at, ":put $i }")
    golden("terminal/typing.txt", play.screens())


def test_transcript_of_paging(serve, golden):
    play = Play(serve(init=POOLS))
    at = play.terminal("admin", rows=12)
    at.type("/ip pool print" + ENTER)
    at.is_asked(STOPPED)
    at.type(DOWN)
    at.sees("pool10")
    at.is_asked(STOPPED)
    at.type(ENTER)
    at.sees("pool11")
    at.is_asked(STOPPED)
    at.type(" ")
    at.sees("pool22")
    at.is_asked(STOPPED)
    at.type("x")
    at.type("q")
    at.is_asked(ROOT)
    at.type("/ip pool print terse" + ENTER)
    at.is_asked(STOPPED)
    at.type("d")
    at.sees("name=pool39")
    at.is_asked(ROOT)
    line(at, '/ip pool print brief without-paging where name~"pool[01]"')
    line(at, ":put [:len [/ip pool print as-value]]")
    at.type("/ip pool print detail" + ENTER)
    at.is_asked(STOPPED)
    at.type("\x03")
    at.sees("interrupted")
    at.is_asked(ROOT)
    golden("terminal/paging.txt", play.screens())


def test_transcript_of_safe_mode_killed_in_mid_session(serve, golden):
    play = Play(serve(init=JOE + "/ip pool add name=old ranges=10.0.0.1\n"))
    at = play.terminal("admin, killed in safe mode")
    at.type(CTRL_X)
    at.is_asked(SAFE)
    line(at, "/ip pool add name=a ranges=10.0.1.1", SAFE)
    line(at, "/ip pool add name=b ranges=10.0.2.1", SAFE)
    line(at, "/ip pool set old ranges=10.0.0.9", SAFE)
    line(at, "/ip pool", "[admin@MikroTik] /ip pool<SAFE> ")
    line(at, "remove old", "[admin@MikroTik] /ip pool<SAFE> ")
    play.joe("/ip/pool/add", name="mine", ranges="10.7.0.1", **{"next-pool": "b"})
    line(at, "/system history print", "[admin@MikroTik] /ip pool<SAFE> ")
    at.process.kill()
    wait_until(lambda: "ended unreleased" in play.server.log, "safe mode is over")
    after = play.terminal("admin, afterwards")
    line(after, "/ip pool print")
    line(after, "/system history print")
    line(after, '/log print where message~"safe mode"; :put [/ip pool get old ranges]')
    kept = [each for each in play.server.log.splitlines() if "safe mode" in each]
    assert [each.partition("safe mode")[2] for each in kept] == [
        ' of admin: kept: can not undo "pool b added": "pool mine added" by joe builds on it',
        " of admin ended unreleased: 3 undone, 1 kept",
    ]
    golden("terminal/safe-mode.txt", _without_times(play.screens()))


def test_transcript_of_undo_and_redo_by_two_users(serve, golden):
    play = Play(serve(init=JOE))
    at = play.terminal("admin")
    line(at, "/ip pool add name=a ranges=10.0.1.1")
    play.joe("/ip/pool/set", numbers="a", comment="mine")
    play.joe("/ip/pool/add", name="b", ranges="10.0.2.1")
    line(at, "/user add name=eve group=read password=geheim")
    play.joe("/undo")
    line(at, "/system history print")
    line(at, "/undo")
    play.joe("/undo")
    line(at, "/ip pool print")
    line(at, "/undo")
    line(at, "/redo")
    play.joe("/redo")
    play.joe("/redo")
    line(at, "/ip pool print; /system history print")
    golden("terminal/undo.txt", play.screens())


def _without_times(text):
    return re.sub(r"\b\d\d:\d\d:\d\d\b", "(time)", text)
