"""A script that runs away is stopped by the administrator's limits, and DHCP clients do not notice it meanwhile."""

import statistics
import subprocess
import time

import pytest

from dhcp_clients import lan_script, site
from rig import PATIENCE_S, POOLKEEPER, wait_until

LIMITS = "/system console set max-time=20s max-memory=32MiB max-depth=50 max-steps={steps}"
RUNAWAYS = {
    "an endless loop": (":while (true) do={}", "script stopped: too many steps"),
    "an endless loop over commands": (":while (true) do={ /ip pool find }", "script stopped: too many steps"),
    "endless recursion": (":global f do={ :global f; $f }; $f", "script stopped: too many calls within calls"),
    "a text that doubles": (':global s "x"; :while (true) do={ :set s ($s . $s) }', "string too long"),
    "an array that doubles": (
        ':global b [:toarray ""]; :while (true) do={ :set b ($b , $b , 1) }',
        "array too long",
    ),
    "arrays within arrays": (":global a {1;2}; :while (true) do={ :set a {$a;$a} }", "array too long"),
    "a heap of texts": (
        ':local text [:rndstr length=900000]; :global m [:toarray ""]; '
        ":while (true) do={ :set m ($m , ($text . [:len $m])) }",
        "script stopped: out of memory",
    ),
    "errors that are caught for ever": (
        ":while (true) do={ :do { :error x } on-error={} }",
        "script stopped: too many steps",
    ),
}


@pytest.fixture(scope="module")
def office(free_port):
    with site(free_port, lan_script()) as made:
        yield made


@pytest.mark.parametrize("what", RUNAWAYS)
def test_it_is_stopped_and_says_by_which_limit(office, what):
    script, told = RUNAWAYS[what]
    said = office.server.console(LIMITS.format(steps=200_000), script, ":put alive")
    assert said.err == f"{told}\n"
    assert (said.rc, said.out) == (1, "alive\n")


def test_a_delay_ends_at_the_time_limit(office):
    said = office.server.console("/system console set max-time=1s", ":do { :delay 1d } on-error={ :put caught }")
    assert (said.rc, said.out, said.err) == (0, "caught\n", ""), "on-error may clean up"
    said = office.server.console(":delay 1d; :put never")
    assert (said.rc, said.out, said.err) == (1, "", "script stopped: too long\n")


def test_what_is_stopped_cannot_catch_it_and_go_on(office):
    script = ":while (true) do={ :do { :while (true) do={} } on-error={ :put again } }"
    said = office.server.console(LIMITS.format(steps=20_000), script)
    assert said.rc == 1
    assert said.out.count("again") <= 1
    assert said.err == "script stopped: too many steps\n"


def test_clients_do_not_notice_a_script_that_runs_away(office, record_property, capsys):
    """DORA beside an endless loop against DORA without it. The ratio is shown; only a client unanswered fails."""
    assert office.server.console(LIMITS.format(steps=2_000_000_000)).rc == 0

    def doras(first: int) -> float:
        spans = []
        for number in range(first, first + 40):
            began = time.perf_counter()
            office.wire.client(number).bind()
            spans.append(time.perf_counter() - began)
        return statistics.median(spans) * 1000

    quiet = doras(100)
    endless = ":log info begun; :local x 0; :while (true) do={ :set x ($x + 1) }"
    process = subprocess.Popen(
        [POOLKEEPER, "console", "--data", office.server.data, endless],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_until(lambda: "begun" in office.server.log, "the script runs")
    busy = doras(200)
    assert process.poll() is None, "it ran all the while"
    process.terminate()
    process.wait(PATIENCE_S)
    ratio = f"{busy / quiet:.1f} times"
    with capsys.disabled():
        print(f"\nDORA, median of 40: {quiet:.2f} ms alone, {busy:.2f} ms beside an endless loop: {ratio}")
    record_property("ratio", busy / quiet)
