"""What /system/console sets: how sessions speak, all of them at once, and each user's own way."""

from rig import POOLKEEPER
from screen import Person

PROMPT_V6, PROMPT_V7 = "[admin@MikroTik] /ip pool> ", "[admin@MikroTik] /ip/pool> "


def test_the_style_counts_at_once_in_every_session(serve):
    server = serve(init="/ip pool add name=a ranges=10.0.0.1-10.0.0.9")
    with Person([POOLKEEPER, "console", "--data", server.data]) as person:
        person.is_asked("[admin@MikroTik] > ")
        person.type("/ip pool\r")
        person.is_asked(PROMPT_V6)
        said = server.console(
            ":put [/system clock get date]", "/system console set style=v7", ":put [/system clock get date]"
        )
        assert said.out[3] == said.out[6] == "/"
        assert said.out.splitlines()[1][4] == "-"
        person.type("print\r")
        person.is_asked(PROMPT_V7)
        assert "Columns: NAME, RANGES" in person.look()


def test_a_users_own_style_goes_before_that_of_the_machine(serve):
    server = serve(init="/ip pool add name=a ranges=10.0.0.1-10.0.0.9")
    plain, narrow = " # NAME", "Columns: NAME, RANGES"
    for line, begins in (
        ("/user set admin console-style=v7", narrow),
        ("/system console set style=v6", narrow),
        ("/user unset admin console-style", plain),
        ("/system console set style=v7", narrow),
        ("/user set admin console-style=v6", plain),
        ("/user set admin !console-style", narrow),
    ):
        said = server.console(line, "/ip pool print")
        assert said.rc == 0, said.err
        assert said.out.startswith(begins), line
    header = server.console("/export").out.splitlines()[0]
    assert header[6] == header[9] == "-"
    assert server.console(":put [/system resource get version]").out == "7.16.2 (stable)\n"


def test_settings_out_of_bounds_are_refused_and_the_rest_is_kept_over_a_restart(serve):
    server = serve()
    for word, text in {
        "style=v8": "input does not match any value of style",
        "style=v": "ambiguous value of style, more than one possible value matches input",
        "dialect=x": "input does not match any value of dialect",
        "max-steps=1": "value of max-steps out of range (1000..9007199254740992)",
        "max-memory=1KiB": "value of max-memory out of range (1MiB..9223372036854775807)",
        "max-memory=much": "invalid value for argument max-memory",
        "max-time=0s": "value of max-time out of range (1s..7101w3d6h28m15s)",
        "max-depth=0": "value of max-depth out of range (1..500)",
    }.items():
        assert server.console(f"/system console set {word}") == (1, "", f"{text}\n"), word
    assert "/system console" not in server.console("/export").out
    assert server.console("/sys cons set dial=str max-mem=128M max-time=10m max-st=2000 max-dep=7").rc == 0
    server.restart()
    exported = server.console("/system console export").out
    assert "set dialect=strict max-depth=7 max-memory=128MiB max-steps=2000 max-time=10m\n" in exported
    assert "max-memory: 128MiB\n" in server.console("/system console print").out
    assert server.rest("GET", "/system/console").json()["max-memory"] == str(128 << 20)
