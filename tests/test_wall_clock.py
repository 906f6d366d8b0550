"""A wall clock that jumps moves no lease's end, and a machine that starts in the past forgets nobody.

The clock is the server's own (libfaketime under the real program); the monotonic clock is left as it is.
"""

import glob
import re

import pytest

from dhcp_clients import lan_script, leases, site, wait_until_logged
from raw_dhcp import Heard
from rig import wait_until

DAY_S = 86_400


@pytest.fixture
def clock(tmp_path):
    """(environment for a server, function that sets how many seconds its wall clock is off)."""
    library = next(iter(glob.glob("/usr/lib/*/faketime/libfaketime.so.1")), None)
    if library is None:
        pytest.skip("this machine lacks libfaketime (Debian package faketime)")
    offset = tmp_path / "offset"

    def be_off_by(seconds: int) -> None:
        (tmp_path / "new").write_text(f"{seconds:+d}\n")
        (tmp_path / "new").rename(offset)

    be_off_by(0)
    env = {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(offset), "FAKETIME_NO_CACHE": "1"}
    return {**env, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}, be_off_by


def expires_after_s(server) -> int:
    """Seconds left of the one dynamic lease, of at most a day."""
    (row,) = [row for row in leases(server) if row["dynamic"] == "true"]
    parts = re.findall(r"(\d+)([hms])", row["expires-after"])
    return sum(int(number) * {"h": 3600, "m": 60, "s": 1}[unit] for number, unit in parts)


def test_leases_keep_their_time_when_the_wall_clock_jumps(free_port, clock):
    env, be_off_by = clock
    with site(free_port, lan_script(more="lease-time=1h"), env=env) as office:
        address = office.wire.client(1).bind()
        for offset, told in ((DAY_S, DAY_S), (-DAY_S, -2 * DAY_S)):
            be_off_by(offset)
            wait_until(lambda told=told: moved_by(office.server.log, told), f"the log tells of {told} s")
            assert 3000 < expires_after_s(office.server) <= 3600
        assert [row["address"] for row in leases(office.server) if row["dynamic"] == "true"] == [address]


def moved_by(log: str, seconds: int) -> bool:
    """Whether the log tells of a jump of so many seconds, give or take two."""
    return any(abs(int(found) - seconds) <= 2 for found in re.findall(r"clock was moved by (-?\d+) s", log))


def test_a_lease_ends_when_its_time_is_over_although_the_wall_clock_was_set_back(free_port, clock):
    env, be_off_by = clock
    with site(free_port, lan_script(more="lease-time=5s"), env=env) as office:
        office.wire.client(1).bind()
        be_off_by(-DAY_S)
        wait_until(lambda: all(row["dynamic"] == "false" for row in leases(office.server)), "the lease has ended")
        wait_until_logged(office.server, "dhcp1 deassigned ")


def test_a_start_in_the_past_expires_nothing_and_says_so(free_port, clock):
    env, be_off_by = clock
    with site(free_port, lan_script(more="lease-time=1h"), env=env) as office:
        client = office.wire.client(1)
        address = client.bind()
        office.server.stop()
        be_off_by(-DAY_S)
        office.server.start()
        assert re.search(r"the clock is \d+ s behind the last stored change: nothing expires by it", office.server.log)
        assert [row["address"] for row in leases(office.server) if row["dynamic"] == "true"] == [address]
        assert 3000 < expires_after_s(office.server) <= 3600
        assert client.renew().address == address


def test_who_is_told_to_renew_believes_it_after_a_restart_behind_a_clock_that_was_set_back(free_port, clock):
    """A client takes no message whose counter (of option 90) is below one it has seen (RFC 3118 section 2)."""
    env, be_off_by = clock
    be_off_by(DAY_S * 365)
    with site(free_port, lan_script(more="use-reconfigure=yes lease-time=1h"), env=env) as office:
        be_off_by(0)
        wait_until(lambda: moved_by(office.server.log, -DAY_S * 365), "the log tells of the jump")
        client = office.wire.client(1, options={145: b"\1"})
        offer = client.discover()
        seen = [counter(client.select(offer))]
        line = f"/ip dhcp-server lease send-reconfigure [find address={offer.address}]"
        for _ in range(2):
            assert office.server.console("/ip dhcp-server network set 0 comment=stored-by-the-clock-of-today").rc == 0
            office.server.kill9()
            office.server.start()
            assert office.server.console(line).rc == 0
            told = office.wire.listen(lambda heard: heard.packet.options.get(53) == b"\x09", "a FORCERENEW")
            assert counter(told) > seen[-1]
            seen.append(counter(told))


def counter(heard: Heard) -> int:
    """The counter in a message's option 90, by which it is known to be new."""
    return int.from_bytes(heard.packet.options[90][3:11], "big")


def test_leases_that_ended_while_no_server_ran_are_gone_at_the_start(free_port, clock):
    env, be_off_by = clock
    with site(free_port, lan_script(more="lease-time=1h"), env=env) as office:
        office.wire.client(1).bind()
        office.server.kill9()
        be_off_by(DAY_S)
        office.server.start()
        wait_until(lambda: all(row["dynamic"] == "false" for row in leases(office.server)), "the lease is gone")
        assert office.server.rest("GET", "/ip/pool").json()[0]["used"] == "0"
