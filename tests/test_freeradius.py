"""A RADIUS server that others wrote: FreeRADIUS gives address, pool, time, rate and routes, and keeps accounts."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dhcp_clients import Site, lan_script, leases, site
from raw_dhcp import bound, mac, mac_text
from rig import wait_until

SECRET = "between us"
PORTS = 11812, 11813
ROUTED = {55: bytes((1, 3, 6, 121))}
CONF = """
prefix = /usr
libdir = /usr/lib/freeradius
logdir = FOLDER
run_dir = FOLDER
radacctdir = FOLDER
raddbdir = FOLDER
pidfile = FOLDER/pid
max_request_time = 5
security {
    allow_core_dumps = no
}
client dhcp {
    ipaddr = 127.0.0.1
    secret = "SECRET"
}
modules {
    files {
        filename = FOLDER/users
        acctusersfile = FOLDER/none
        preproxy_usersfile = FOLDER/none
    }
    detail {
        filename = FOLDER/detail
    }
}
server dhcp {
    listen {
        type = auth
        ipaddr = 127.0.0.1
        port = ASKED
    }
    listen {
        type = acct
        ipaddr = 127.0.0.1
        port = TOLD
    }
    authorize {
        files
    }
    accounting {
        detail
    }
}
"""
USERS = f"""
{mac_text(mac(1))} Auth-Type := Accept
    Framed-IP-Address = 192.168.88.77,
    Session-Timeout = 600,
    Framed-Route = "10.0.0.0/8 192.168.88.3 1",
    Framed-Route += "172.16.0.0 192.168.88.4",
    Mikrotik-Rate-Limit = "10M/20M",
    Mikrotik-DHCP-Option-Param-STR1 = "first/",
    Mikrotik-DHCP-Option-Param-STR2 = "second",
    Class = 0x676f6c64,
    Message-Authenticator = 0x00

{mac_text(mac(2))} Auth-Type := Accept
    Framed-Pool = "vip",
    Message-Authenticator = 0x00

{mac_text(mac(3))} Auth-Type := Reject
    Reply-Message = "not today"
"""


class FreeRadius:
    """FreeRADIUS in the router's namespace, over a configuration of its own."""

    def __init__(self, office: Site, folder: Path) -> None:
        if shutil.which("freeradius") is None:
            pytest.skip("this machine lacks the program freeradius (Debian package freeradius)")
        self.detail, self.log = folder / "detail", folder / "log"
        conf = CONF.replace("FOLDER", str(folder)).replace("SECRET", SECRET)
        conf = conf.replace("ASKED", str(PORTS[0])).replace("TOLD", str(PORTS[1]))
        for name, text in (
            ("radiusd.conf", conf),
            ("users", USERS),
            ("none", ""),
            ("dictionary", "$INCLUDE /usr/share/freeradius/dictionary\n"),
        ):
            (folder / name).write_text(text)
            (folder / name).chmod(0o640)  # it refuses a configuration that everybody may write
        with self.log.open("w") as log:
            words = ("freeradius", "-f", "-l", "stdout", "-d", folder)
            self.process = office.lan.namespaces.spawn(office.lan.router, *words, stdout=log, stderr=subprocess.STDOUT)
        wait_until(self.runs, "FreeRADIUS is ready")

    def runs(self) -> bool:
        """Whether it is ready; AssertionError with its own words where it has ended."""
        said = self.log.read_text()
        assert self.process.poll() is None, said
        return "Ready to process requests" in said

    def accounts(self, user: str) -> list[dict[str, str]]:
        """What was written down of a user, one record each."""
        blocks = self.detail.read_text().split("\n\n") if self.detail.exists() else []
        records = [dict(re.findall(r"^\t(\S+) = (.*)$", block, re.MULTILINE)) for block in blocks]
        return [{name: text.strip('"') for name, text in each.items()} for each in records if user in str(each)]


@pytest.fixture(scope="module")
def office(free_port, tmp_path_factory) -> Iterator[tuple[Site, FreeRadius]]:
    """A LAN whose server asks FreeRADIUS."""
    init = lan_script(more="use-radius=yes lease-time=1h authoritative=no") + (
        "/ip pool add name=vip ranges=192.168.88.5\n"
        f'/radius add service=dhcp address=127.0.0.1 secret="{SECRET}" '
        f"authentication-port={PORTS[0]} accounting-port={PORTS[1]} timeout=2s\n"
    )
    with site(free_port, init) as made:
        yield made, FreeRadius(made, tmp_path_factory.mktemp("freeradius"))


def test_address_time_rate_and_routes_and_the_account_of_a_lease(office):
    made, radius = office
    client = made.wire.client(1, options=ROUTED)
    offer = client.discover()
    assert (offer.address, offer.number(51)) == ("192.168.88.77", 600)
    routes = bytes((8, 10)) + socket.inet_aton("192.168.88.3") + bytes((16, 172, 16)) + socket.inet_aton("192.168.88.4")
    assert offer.packet.options[121] == routes + b"\0" + socket.inet_aton("192.168.88.1")
    assert bound(client.select(offer)) == "192.168.88.77"
    (lease,) = leases(made.server, address="192.168.88.77")
    assert (lease["radius"], lease["rate-limit"]) == ("true", "10M/20M")
    client.release(made.witness)
    user = mac_text(mac(1))
    wait_until(lambda: len(radius.accounts(user)) == 2, "start and stop are written down")
    start, stop = radius.accounts(user)
    assert (start["Acct-Status-Type"], stop["Acct-Status-Type"]) == ("Start", "Stop")
    assert start["Acct-Session-Id"] == stop["Acct-Session-Id"]
    for record in (start, stop):
        assert (record["User-Name"], record["Framed-IP-Address"]) == (user, "192.168.88.77")
        assert (record["Class"], record["NAS-Port-Type"]) == ("0x676f6c64", "Ethernet")
        assert (record["NAS-IP-Address"], record["Called-Station-Id"]) == ("192.168.88.1", "dhcp1")
    assert stop["Acct-Terminate-Cause"] == "User-Request"


def test_a_pool_by_name_and_a_refusal(office):
    made, _ = office
    assert made.wire.client(2).bind() == "192.168.88.5"
    assert made.wire.client(3).discover(unless=made.witness) is None
    assert made.wire.client(4).discover(unless=made.witness) is None, "whom it does not know it refuses"
    assert {row["mac-address"] for row in leases(made.server)} <= {mac_text(mac(1)), mac_text(mac(2))}


def test_strings_of_radius_stand_in_the_options_of_who_has_them(office):
    made, _ = office
    wanted = {55: bytes((1, 3, 67))}
    done = made.server.console(
        r"""/ip dhcp-server option add name=boot code=67 value="'to/'\$(RADIUS_MT_STR1)\$(RADIUS_MT_STR2)" force=yes""",
        "/ip dhcp-server network set 0 dhcp-option=boot",
    )
    assert (done.rc, done.err) == (0, ""), done
    for number, text in ((1, b"to/first/second"), (2, b"to/"), (1, b"to/first/second")):
        client = made.wire.client(number, options=wanted)
        offer = client.discover()
        assert offer.packet.options[67] == text
        assert client.select(offer).packet.options[67] == text
        assert client.renew().packet.options[67] == text
    assert made.server.console('/ip dhcp-server network set 0 dhcp-option=""').rc == 0


def test_routes_stay_away_where_the_server_is_not_to_pass_them_on(office):
    made, _ = office
    assert made.server.console("/ip dhcp-server set dhcp1 use-framed-as-classless=no").rc == 0
    made.server.console("/ip dhcp-server lease remove [find dynamic]")
    assert 121 not in made.wire.client(1, options=ROUTED).discover().packet.options
    assert made.server.console("/ip dhcp-server set dhcp1 use-framed-as-classless=yes").rc == 0
