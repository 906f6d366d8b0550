"""Commands given to the local console: as arguments, as lines, as a pasted block; what it prints and returns."""

import shlex
import signal
import subprocess

from rig import PATIENCE_S, POOLKEEPER, wait_until


def test_menu_lines_stay_in_force_and_an_error_does_not_stop_the_next_line(serve):
    server = serve()
    said = server.console(
        "/ip pool", "add name=a ranges=10.0.0.1-10.0.0.9", "add name=a ranges=10.0.1.1", ":put [get a ranges]"
    )
    assert said.rc == 1
    assert said.out == "10.0.0.1-10.0.0.9\n"
    assert said.err == "failure: pool with such name exists\n"


def test_arguments_are_one_line_and_standard_input_is_not_read(serve):
    server = serve()
    done = subprocess.run(
        [POOLKEEPER, "console", "--data", server.data, ":put", "(1 + 2)"],
        input=":put not-read\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "3\n", "")


def test_a_block_over_several_lines_is_one_statement(serve):
    said = serve().console(":for i from=1 to=3 do={", "  :put $i", "}", ":put done")
    assert said == (0, "1\n2\n3\ndone\n", "")


def test_errors_name_line_and_column_as_a_router_does(serve):
    server = serve()
    cases = {
        "/ip poool print": "bad command name poool (line 1 column 5)",
        "/ip pool print foo": "expected end of command (line 1 column 16)",
        "/ip pool add": "missing value(s) of argument(s) ranges",
        "/ip pool remove zzz": "no such item",
        "/ip pool add name=x ranges=10.0.0.2-": "value of range must have ip address after '-'",
        "/ip dhcp-server add interface=lo address-pool=nope": "input does not match any value of address-pool",
        "/ip dhcp-server add interface=nope": "input does not match any value of interface",
    }
    for line, text in cases.items():
        said = server.console(line)
        assert said.rc == 1, line
        assert said.err.strip() == text, line
        assert said.out == "", line
    assert server.console("/ip pool remove [find name=zzz]") == (0, "", "")


def test_the_seeds_pool_block_runs_as_it_stands(serve):
    server = serve()
    block = """/ip pool
# Add a new IP Pool named 'soho_lan_pool'
add name=soho_lan_pool ranges=192.168.88.10-192.168.88.254
# Explanation:
# - /ip pool:  Navigates to the IP Pool configuration menu.

# View the configured IP Pools
print
# Remove an IP Pool (use with caution!)
# remove soho_lan_pool

# Modify an existing IP Pool - Example: Change the range
set soho_lan_pool ranges=192.168.88.20-192.168.88.200

# Add multiple ranges to a single IP Pool
set soho_lan_pool ranges=192.168.88.20-192.168.88.200,192.168.88.220-192.168.88.240

# Check IP Pool usage (shows allocated addresses)
print detail
"""
    said = server.console(*block.splitlines())
    assert said.rc == 0
    assert said.err == ""
    assert " # NAME                                         RANGES" in said.out
    detail = " ".join(said.out.split())
    assert '0 name="soho_lan_pool" ranges=192.168.88.20-192.168.88.200,192.168.88.220-192.168.88.240' in detail
    assert server.rest("GET", "/ip/pool/soho_lan_pool").json()["total"] == str(181 + 21)


def test_a_change_is_answered_only_when_it_is_on_disk(serve):
    server = serve()
    for number in range(5):
        assert server.console(f"/ip pool add name=p{number} ranges=10.0.{number}.0/24").rc == 0
        server.kill9()
        server.start()
        assert server.console(":put [:len [/ip pool find]]").out == f"{number + 1}\n"


def test_the_peer_of_the_console_is_in_the_log_of_an_interactive_login(serve):
    server = serve()
    done = subprocess.run(
        ["script", "-qec", f"{POOLKEEPER} console --data {server.data}", "/dev/null"],
        input="/ip pool print\r/quit\r",
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert "[admin@MikroTik] >" in done.stdout
    assert "user admin logged in via local (uid 0)" in server.log


def test_globals_live_from_line_to_line_and_locals_in_their_own(serve):
    said = serve().console(":global g 5", ":put ($g + 1)", ":local l 1; :put $l", ":put $l", ":set g 7", ":put $g")
    assert said == (1, "6\n1\n7\n", "syntax error (line 1 column 7)\n")


def test_quit_leaves_the_lines_that_follow_alone(serve):
    server = serve()
    assert server.console(":put one", "/quit", ":put two") == (0, "one\n", "")
    assert server.console("/ip poool", "quit", ":put two") == (1, "", "bad command name poool (line 1 column 5)\n")


def test_a_file_longer_than_any_buffer_whose_answers_are_longer_still_comes_through(serve, tmp_path):
    pools = "".join(f"/ip pool add name=p{number} ranges=10.{number}.0.0/24\n" for number in range(60))
    server = serve(init=pools)
    script = tmp_path / "long.rsc"
    rounds = 500
    script.write_text(f"/ip pool print # {'x' * 5000}\n" * rounds)
    command = [POOLKEEPER, "console", "--data", server.data]
    with script.open("rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, text=True, timeout=PATIENCE_S)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == rounds * 61
    assert lines[:61] == lines[-61:]
    assert len(done.stdout) > 2 * script.stat().st_size // 3 > 1_000_000


def test_ctrl_c_ends_what_runs_and_all_that_was_to_come(serve):
    server = serve()
    process = subprocess.Popen(
        [POOLKEEPER, "console", "--data", server.data],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(":log info begun; :delay 1h\n:put never\n")
    process.stdin.flush()
    wait_until(lambda: "begun" in server.log, "the command runs")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out, err) == (1, "", "interrupted\n")


def test_a_reader_that_has_seen_enough_ends_it_quietly(serve):
    server = serve()
    process = subprocess.Popen(
        [POOLKEEPER, "console", "--data", server.data, ":while (true) do={ :put again }"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"again\n"
    process.stdout.close()
    assert process.wait(PATIENCE_S) == 1
    assert process.stderr.read() == b""


def test_without_any_standard_input_there_is_nothing_to_run(serve):
    server = serve()
    shell = f"{shlex.quote(str(POOLKEEPER))} console --data {shlex.quote(str(server.data))} <&-"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, timeout=PATIENCE_S)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_letters_survive_wherever_the_input_is_cut(serve, tmp_path):
    server = serve()
    text = "ü" * 100_000
    assert server.console(f':put "{text}"') == (0, f"{text}\n", "")
    assert server.console('/ip pool add name=Zürich ranges=10.0.0.1 comment="größer"', ":put [get Zürich]").rc == 1
    assert server.console(":put [/ip pool get Zürich comment]") == (0, "größer\n", "")


def test_export_and_print_write_files_that_the_file_menu_lists(serve):
    server = serve(init="/ip pool add name=a ranges=10.0.0.1-10.0.0.9")
    said = server.console(
        "/export file=backup",
        "/ip pool export file=/flash/pools.rsc",
        "/ip pool print file=list",
        "/ip pool print count-only where name=a",
        ':foreach f in=[/file find] do={ :put ([/file get $f name] . " " . [/file get $f type]) }',
    )
    assert said == (0, "1\nbackup.rsc script\nflash directory\nflash/pools.rsc script\nlist.txt .txt file\n", "")
    files = server.data / "files"
    assert "add name=a ranges=10.0.0.1-10.0.0.9\n" in (files / "backup.rsc").read_text()
    assert (files / "flash" / "pools.rsc").read_text().splitlines()[-2:] == [
        "/ip pool",
        "add name=a ranges=10.0.0.1-10.0.0.9",
    ]
    assert (files / "list.txt").read_text().startswith(" # NAME")
    assert all(path.stat().st_mode & 0o077 == 0 for path in files.rglob("*"))
    for name in ("../store", "a/../../b", "/", ".."):
        said = server.console(f'/export file="{name}"')
        assert (said.rc, said.out, said.err) == (1, "", "invalid value for argument file\n"), name
    assert sorted(path.name for path in files.rglob("*")) == ["backup.rsc", "flash", "list.txt", "pools.rsc"]


def test_what_stands_in_real_scripts_but_in_no_manual(serve):
    """Blocks without a name behind :onerror and :retry, empty brackets, a property on the right of ``in``."""
    server = serve(defaults=True)
    said = server.console(
        ':onerror Err { :error "boom" } do={ :put "caught $Err" }',
        ":local n 0; :retry { :set n ($n + 1); :if ($n < 3) do={ :error again } } delay=1ms max=5; :put $n",
        ":global f do={ :return []; }; :put [:typeof [$f]]",
        ":put [:len [/ip/dhcp-server/network/find where 192.168.88.7 in address]]",
        ":put [:len [/ip/dhcp-server/network/find where (!domain or domain=x) !ntp-server]]",
    )
    assert (said.rc, said.err) == (0, "")
    assert said.out.splitlines() == ["caught boom", "3", "nothing", "1", "1"]
