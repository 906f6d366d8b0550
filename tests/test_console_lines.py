"""Commands given to the local console: as arguments, as lines, as a pasted block; what it prints and returns."""

import subprocess

from rig import PATIENCE_S, POOLKEEPER


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
