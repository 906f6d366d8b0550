"""The commands every menu has: their edge cases, their refusals and places, over a real server."""

from pathlib import Path

from rig import POOLKEEPER
from screen import Person

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "README.md"
POOLS = "".join(f"/ip pool add name={name} ranges=10.0.{number}.0/28\n" for number, name in enumerate(("lan", "wan")))


def answers(server, lines):
    """Each line alone: what it printed, or how it was refused."""
    found = {}
    for line in lines:
        said = server.console(line)
        found[line] = said.out if said.rc == 0 else said.err.rstrip("\n")
        assert bool(said.err) == (said.rc == 1), line
    return found


def test_add_copies_and_invents_what_is_not_given(serve):
    server = serve(init=POOLS)
    wanted = {
        ":put [/ip pool add copy-from=lan]": "*3\n",
        ":put [/ip pool get *3 name]": "pool1\n",
        "/ip pool add copy-from=lan name=guest comment=copied": "",
        "/ip pool print terse proplist=name,comment from=guest": " 0 name=guest comment=copied \n",
        "/ip pool add copy-from=nobody": "no such item",
        "/ip pool add name=guest copy-from=lan": "failure: pool with such name exists",
        "/ip pool add name=x place-before=0": "expected end of command (line 1 column 21)",
        "/ip pool add bogus=1": "expected end of command (line 1 column 14)",
        "/ip pool add name=x": "missing value(s) of argument(s) ranges",
        "/ip pool add": "missing value(s) of argument(s) ranges",
        "/ip pool print count-only": "4\n",
    }
    assert answers(server, wanted) == wanted


def test_items_are_named_by_name_number_id_list_and_find(serve):
    server = serve(init=POOLS + "/ip pool add name=7 ranges=10.0.7.1")
    wanted = {
        "/ip pool set lan,wan comment=both": "",
        "/ip pool print count-only where comment=both": "2\n",
        "/ip pool comment *1,1 \"by id and number\"": "",
        "/ip pool set numbers=7 comment=seven": "",
        ":put [/ip pool get 7 comment]": "seven\n",
        ":put [/ip pool get 0 name]": "lan\n",
        "/ip pool set [find] !comment": "",
        "/ip pool print count-only where comment": "0\n",
        "/ip pool set [find name=nobody] comment=x": "",
        "/ip pool remove [find name=nobody]": "",
        "/ip pool set nobody comment=x": "no such item",
        "/ip pool set 3 comment=x": "no such item",
        "/ip pool set *99 comment=x": "no such item",
        "/ip pool remove lan,*99": "no such item",
        "/ip pool remove 0,9": "no such item",
        "/ip pool get [find] name": "invalid internal item number",
        "/ip pool get [find name=nobody] name": "no such item",
        "/ip pool set lan,wan name=same": "failure: pool with such name exists",
        "/ip pool print count-only": "3\n",
        "/ip pool remove lan,7": "",
        "/ip pool print terse proplist=name": " 0 name=wan \n",
    }  # fmt: skip
    assert answers(server, wanted) == wanted


def test_commands_that_a_menu_lacks_and_arguments_they_do_not_take(serve):
    server = serve(init=POOLS)
    end = "expected end of command (line 1 column {})"
    wanted = {
        "/ip pool enable lan": "bad command name enable (line 1 column 10)",
        "/ip pool move lan": "bad command name move (line 1 column 10)",
        "/ip pool used add": "bad command name add (line 1 column 15)",
        "/ip service remove ssh": "bad command name remove (line 1 column 13)",
        "/ip/pool/prnt": "bad command name prnt (line 1 column 9)",
        "/system identity find": "bad command name find (line 1 column 18)",
        "/ip pool remove lan wan": end.format(21),
        "/ip pool remove lan comment=x": end.format(21),
        "/ip pool set lan bogus=1": end.format(18),
        "/ip pool set lan used=3": end.format(18),
        "/ip pool get lan name extra": end.format(23),
        "/ip pool get .id=*1": end.format(14),
        "/ip pool set lan !total": end.format(18),
        "/ip pool comment lan a b": end.format(24),
        "/ip pool set": "missing value(s) of argument(s) numbers",
        "/ip pool remove": "missing value(s) of argument(s) numbers",
        "/ip pool get": "missing value(s) of argument(s) number",
        "/ip pool unset lan": "missing value(s) of argument(s) value-name",
        "/ip pool edit": "missing value(s) of argument(s) number value-name",
        "/ip pool edit lan name": "failure: edit needs a terminal",
        "/ip pool get lan value-name=.id": "input does not match any value of value-name",
        "/ip pool unset lan ranges": "input does not match any value of value-name",
    }
    assert answers(server, wanted) == wanted


def test_words_may_be_shortened_as_long_as_one_thing_is_meant(serve):
    server = serve(init=POOLS)
    wanted = {
        "/i p pr": "ambiguous command name i (line 1 column 2)",
        "/ip po pr co": "2\n",
        "/ip po se lan comm=short nex=wan": "",
        ":put [/ip pool get lan comm]": "short\n",
        "/ip pool set lan n=x": "ambiguous argument name n (line 1 column 18)",
        "/ip pool get lan n": "ambiguous value of value-name, more than one possible value matches input",
        "/ip pool set lan next-pool=w": "",
        "/ip pool set lan next-pool=x": "input does not match any value of next-pool",
        "/system console set dialect=x": "input does not match any value of dialect",
        "/system console set style=v": "ambiguous value of style, more than one possible value matches input",
        "/ppp profile add name=p use-compression=def": "",
        ":put [/ppp profile get p use-compression]": "default\n",
        "/ip pool set lan comment=x com=y": "",
    }
    assert answers(server, wanted) == wanted


def test_get_gives_one_value_or_all_typed_or_as_text(serve):
    server = serve(init=POOLS + "/ip pool set lan comment=home")
    wanted = {
        ":put [/ip pool get lan]": ".id=*1;available=16;comment=home;name=lan;ranges=10.0.0.0/28;total=16;used=0\n",
        ":put ([/ip pool get lan]->\"comment\")": "home\n",
        ":put [:typeof [/ip pool get lan ranges]]": "array\n",
        ":put [:typeof [/ip pool get lan ranges as-string]]": "str\n",
        ":put [:typeof [/ip pool get lan as-string]]": "str\n",
        ":put [/ip pool get number=lan value-name=tot]": "16\n",
        ":put [/system identity get name]": "MikroTik\n",
        ":put [/system identity get]": "name=MikroTik\n",
        "/ip pool get lan name": "",
    }  # fmt: skip
    assert answers(server, wanted) == wanted


def test_unset_and_reset_take_values_away(serve):
    server = serve(init=POOLS + "/ip pool set lan comment=home next-pool=wan")
    wanted = {
        "/ip pool unset lan next-pool": "",
        ":put [/ip pool get lan comment]": "home\n",
        "/ip pool set lan next-pool=wan !comment": "",
        ":put [/ip pool print as-value proplist=next-pool,comment from=lan]": ".id=*1;next-pool=wan\n",
        "/ip pool reset [find]": "",
        "/ip pool print count-only where next-pool": "0\n",
        "/ip pool reset lan value-name=name": "input does not match any value of value-name",
        "/ip service set ssh port=2222 address=10.0.0.0/8 disabled=yes": "",
        "/ip service reset ssh value-name=address": "",
        ":put [/ip service get ssh address]": "127.0.0.0/8;::1/128\n",
        "/ip service reset ssh": "",
        ":put [/ip service print as-value proplist=port,disabled where name=ssh]": ".id=*1;disabled=false;port=8022\n",
        "/system identity set name=router": "",
        "/system identity reset": "",
        ":put [/system identity get name]": "MikroTik\n",
    }
    assert answers(server, wanted) == wanted
    assert server.rest("PATCH", "/ip/pool/lan", {"next-pool": "wan"}).json()["next-pool"] == "wan"
    assert server.rest("POST", "/ip/pool/reset", {".id": "lan", "value-name": "next-pool"}).status_code == 200
    assert "next-pool" not in server.rest("GET", "/ip/pool/lan").json()


def test_every_menu_exports_itself(serve):
    server = serve(init=POOLS)
    menus = [line.split("](")[0][3:] for line in REFERENCE.read_text().splitlines() if line.startswith("| [/")]
    assert "/log" in menus
    said = server.console(*(f"{menu} export file=menu" for menu in menus))
    assert (said.rc, said.err) == (0, "")
    assert len(server.console("/log export").out.splitlines()) == 5
    assert server.console("/ip pool export").out.splitlines()[5:] == [
        "/ip pool",
        "add name=lan ranges=10.0.0.0/28",
        "add name=wan ranges=10.0.1.0/28",
    ]


def test_at_a_terminal_what_is_missing_is_asked_for(serve):
    server = serve(init=POOLS)
    with Person([POOLKEEPER, "console", "--data", server.data]) as person:
        person.is_asked("[admin@MikroTik] > ")
        person.type("/ip pool add name=asked\r")
        person.is_asked("ranges: ")
        person.type("10.3.0.1-10.3.0.9,10.3.0.20\r")
        person.is_asked("[admin@MikroTik] > ")
        person.type("/ip pool unset\r")
        person.is_asked("numbers: ")
        person.type("ask\t")
        person.is_asked("numbers: asked ")
        person.type("\r")
        person.is_asked("value-name: ")
        person.type("\x03")
        person.sees("interrupted")
        person.is_asked("[admin@MikroTik] > ")
        person.type('/ip pool comment [find name=asked] "by a person"\r')
        person.is_asked("[admin@MikroTik] > ")
        person.type("/ip pool remove\r")
        person.is_asked("numbers: ")
        person.type("lan,wan\r")
        person.is_asked("[admin@MikroTik] > ")
        person.type(":put [/ip pool add name=inside]\r")
        person.sees("\nmissing value(s) of argument(s) ranges")
        person.type("/ip pool remove\r")
        person.is_asked("numbers: ")
        person.type("\r")
        person.sees("\nmissing value(s) of argument(s) numbers")
        person.is_asked("[admin@MikroTik] > ")
    assert server.console("/ip pool print terse proplist=name,ranges,comment").out == (
        ' 0 name=asked ranges=10.3.0.1-10.3.0.9,10.3.0.20 comment="by a person" \n'
    )


def test_the_editor_saves_with_ctrl_o_and_forgets_with_ctrl_c(serve):
    server = serve(init=POOLS + "/ip pool set lan comment=first")
    with Person([POOLKEEPER, "console", "--data", server.data]) as person:
        person.is_asked("[admin@MikroTik] > ")
        person.type("/ip pool edit lan comment\r")
        person.sees("C-c quit C-o save&quit")
        person.type("the \x05\rsecond line\x0f")
        person.is_asked("[admin@MikroTik] > ")
        assert server.console(":put [/ip pool get lan comment]").out == "the first\nsecond line\n"
        person.type("/ip pool edit lan comment; :put left\r")
        person.sees("C-c quit C-o save&quit")
        person.type("lost\x03")
        person.sees("\nleft")
        person.is_asked("[admin@MikroTik] > ")
        assert server.console(":put [/ip pool get lan comment]").out == "the first\nsecond line\n"
        person.type("/ip pool edit lan ranges\r")
        person.sees("C-c quit C-o save&quit")
        person.type("\x0bnonsense\x0f")
        person.sees("\nvalue of range expects range of ip addresses")
        person.type("/ip pool edit lan total\r")
        person.sees("\ninput does not match any value of value-name")
        person.type("/system identity edit name\r")
        person.sees("C-c quit C-o save&quit")
        person.type("\x0bedited\x0f")
        person.is_asked("[admin@edited] > ")
        person.type("/quit\r")
        assert person.leaves() == 0
        assert person.terminal_is_as_before()
