"""RADIUS decides about leases: asked before an offer, told of what was bound, and nobody waits for another's answer."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from dhcp_clients import Site, counters, lan_script, leases, site, wait_until_logged
from raw_dhcp import RawClient, bound, ip, mac, mac_text
from rig import wait_until

SECRET = "between us"
PORTS = ("11812", "11813")
ACCEPT, REJECT, ACCOUNTING = 2, 3, 4
START, STOP, INTERIM = 1, 2, 3
MIKROTIK = (14988).to_bytes(4, "big")


class Heard(NamedTuple):
    """One request that the RADIUS server was sent; attributes: the first of each type."""

    code: int
    user: str
    attributes: dict[int, bytes]

    def number(self, attribute: int) -> int:
        """An attribute that is a number."""
        return int.from_bytes(self.attributes[attribute], "big")


class Radius:
    """A RADIUS server beside the DHCP server, a process of its own."""

    def __init__(self, office: Site, folder: Path) -> None:
        self.folder = folder
        self.users: dict[str, Any] = {}
        self.set({"*": {}})
        script = Path(__file__).parent / "radius_server.py"
        self.process = office.lan.namespaces.spawn(
            office.lan.router, sys.executable, script, folder, *PORTS, SECRET, stdout=subprocess.PIPE
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def set(self, users: dict[str, Any]) -> None:
        """What each user is answered."""
        (self.folder / "new.json").write_text(json.dumps(users))
        (self.folder / "new.json").replace(self.folder / "users.json")

    def heard(self, code: int = 1) -> list[Heard]:
        """Requests of this code so far; each must have been whole and rightly signed."""
        path = self.folder / "heard"
        lines = path.read_text().splitlines() if path.exists() else []
        found = []
        for each in map(json.loads, lines):
            assert each["wrong"] == "", each
            first = {kind: bytes.fromhex(value) for kind, value in reversed(each["attributes"])}
            found.append(Heard(each["code"], each["user"], first))
        return [each for each in found if each.code == code]

    def told(self, status: int) -> list[Heard]:
        """Accounting of this status."""
        return [each for each in self.heard(ACCOUNTING) if each.number(40) == status]


@contextmanager
def office_with_radius(
    free_port: Callable[[], int], folder: Path, use: str = "yes", more: str = "", options: str = ""
) -> Iterator[tuple[Site, Radius]]:
    """A LAN whose DHCP server uses RADIUS. more: further script lines; options: further words of ``/radius add``."""
    init = lan_script(more=f"use-radius={use} lease-time=1h authoritative=no") + more
    init += (
        f'/radius add service=dhcp address=127.0.0.1 secret="{SECRET}" '
        f"authentication-port={PORTS[0]} accounting-port={PORTS[1]} timeout=2s {options}\n"
    )
    with site(free_port, init) as office:
        yield office, Radius(office, folder)


def accept(*attributes: tuple[int, bytes], **more: Any) -> dict[str, Any]:
    """An Access-Accept with these attributes."""
    return {"code": ACCEPT, "attributes": [[kind, value.hex()] for kind, value in attributes], **more}


def rate(text: str) -> tuple[int, bytes]:
    """Mikrotik-Rate-Limit."""
    return 26, MIKROTIK + bytes((8, len(text) + 2)) + text.encode()


def test_radius_gives_address_time_and_rate(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path) as (office, radius):
        address = ip("192.168.88.77").to_bytes(4, "big")
        radius.set({mac_text(mac(1)): accept((8, address), (27, (600).to_bytes(4, "big")), rate("10M/20M"))})
        client = office.wire.client(1, host_name="laptop", client_identifier=b"\xffodd")
        offer = client.discover()
        assert (offer.address, offer.number(51)) == ("192.168.88.77", 600)
        assert bound(client.select(offer)) == "192.168.88.77"
        assert bound(client.renew()) == "192.168.88.77"
        (row,) = leases(office.server)
        assert (row["address"], row["radius"], row["rate-limit"]) == ("192.168.88.77", "true", "10M/20M")
        (asked,) = radius.heard()
        name = office.server.console(":put [/system identity get name]").out.strip()
        assert asked.user == mac_text(mac(1))
        assert asked.attributes[30] == b"dhcp1"
        assert asked.attributes[31] == b"ff:6f:64:64"
        assert asked.attributes[32].decode() == name
        assert asked.attributes[87] == b"bridge"
        assert asked.number(61) == 15
        assert asked.attributes[4] == bytes((192, 168, 88, 1))


def test_a_grant_belongs_to_who_the_server_says_is_the_same_client(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path) as (office, radius):
        said(office, "/ip dhcp-server set dhcp1 dynamic-lease-identifiers=client-mac")
        radius.set({"*": accept(rate("10M/20M"), (25, b"gold"))})
        first = office.wire.client(1, client_identifier=b"\xffodd")
        address = first.bind()
        (row,) = leases(office.server)
        assert (row["address"], row["radius"], row["rate-limit"]) == (address, "true", "10M/20M")
        assert bound(first.renew()) == address
        assert len(radius.heard()) == 1, "the grant is there, nobody is asked again"
        again = office.wire.client(1, client_identifier=b"\xffother")
        assert again.bind() == address, "the same card is the same client here"
        again.release(office.witness)
        wait_until(lambda: radius.told(STOP), "the stop is told")
        assert radius.told(STOP)[0].attributes[25] == b"gold"


def test_a_route_that_is_none_is_left_out_and_told_of(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path) as (office, radius):
        routes = (b"10.0.0.0/8", b"10.0.0.0/33 192.168.88.3", b"0.0.0.0/0 192.168.88.9 1", b"10.9.8.7/16 0.0.0.0")
        radius.set({"*": accept(*((22, text) for text in routes))})
        asks = {55: bytes((1, 3, 121))}
        sent = office.wire.client(1, options=asks).discover().packet.options
        assert sent[121] == bytes((0, 192, 168, 88, 9, 16, 10, 9, 0, 0, 0, 0)), "a default route of RADIUS's is the one"
        for text in ("10.0.0.0/8", "10.0.0.0/33 192.168.88.3"):
            wait_until_logged(office.server, f"dhcp1 RADIUS sent a bad route '{text}'")
        assert 121 not in office.wire.client(2, options={55: b"\1\3"}).discover().packet.options


def test_radius_names_the_pool_and_an_unknown_one_is_told_of(free_port, tmp_path):
    pool = "/ip pool add name=vip ranges=192.168.88.5\n"
    with office_with_radius(free_port, tmp_path, more=pool) as (office, radius):
        radius.set({mac_text(mac(1)): accept((88, b"vip")), mac_text(mac(2)): accept((88, b"gone"))})
        assert office.wire.client(1).bind() == "192.168.88.5"
        assert office.wire.client(2).bind() != "192.168.88.5"
        wait_until_logged(office.server, "RADIUS names pool <gone>, which is not there: the server's own is used")


def test_a_refused_client_gets_nothing_until_radius_says_otherwise(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path) as (office, radius):
        name = mac_text(mac(1))
        radius.set({name: {"code": REJECT, "attributes": [[18, b"not today".hex()]]}})
        client = office.wire.client(1)
        assert client.discover(unless=office.witness) is None
        wait_until_logged(office.server, f"dhcp1 RADIUS refused {name}: not today")
        assert leases(office.server) == []
        radius.set({name: accept()})
        assert client.bind()


def test_nobody_waits_for_the_answer_about_somebody_else(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path) as (office, radius):
        radius.set({mac_text(mac(2)): accept()})  # nothing is ever answered about the first
        slow, quick = office.wire.client(1), office.wire.client(2)
        assert slow.discover(unless=office.witness) is None
        assert quick.bind()
        assert radius.heard()[0].user == mac_text(mac(1))
        radius.set({"*": accept()})
        answer = office.wire.listen(lambda heard: heard.packet.chaddr == mac(1), "the offer to the first")
        assert slow.select(answer) is not None


def test_answers_that_anybody_could_have_made_are_dropped(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path, options="") as (office, radius):
        for number, spoilt in enumerate(
            ({"spoil": "authenticator"}, {"spoil": "signature"}, {"spoil": "secret"}, {"sign": False}), 1
        ):
            radius.set({"*": accept(**spoilt)})
            assert office.wire.client(number).discover(unless=office.witness) is None
            wait_until(
                lambda wanted=number: f"bad-replies: {wanted}" in said(office, "/radius monitor 0"), "it was counted"
            )
            office.server.console("/radius set 0 timeout=10ms", "/radius set 0 timeout=2s")
        assert leases(office.server) == []
        office.server.console("/radius set 0 require-message-auth=no")
        assert office.wire.client(9).bind(), "an unsigned answer is taken where that is allowed"


def said(office: Site, line: str) -> str:
    """What a console line prints."""
    done = office.server.console(line)
    assert (done.rc, done.err) == (0, ""), done
    return done.out


def test_a_silent_server_is_asked_again_and_then_the_next_one(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path, options="comment=second") as (office, _):
        said(office, "/ip dhcp-server config set accounting=no")
        first = "/radius add service=dhcp address=127.0.0.1 secret=x authentication-port=9 timeout=10ms comment=first"
        said(office, f"{first} place-before=0")
        said(office, "/radius add service=ppp address=127.0.0.1 secret=x place-before=0")
        said(office, "/radius add service=dhcp called-id=other address=127.0.0.1 secret=x place-before=0")
        assert office.wire.client(1).bind()
        told = said(office, "/radius monitor [find comment=first]")
        assert "resends: 2" in told
        assert "timeouts: 1" in told
        assert "accepts: 1" in said(office, "/radius monitor [find comment=second]")
        assert "requests: 0" in said(office, "/radius monitor [find called-id=other]")


def test_where_no_server_answers_the_client_hears_nothing_and_is_counted(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path) as (office, radius):
        radius.set({})
        said(office, "/radius set 0 timeout=10ms")
        assert office.wire.client(1).discover(unless=office.witness) is None
        wait_until_logged(office.server, "dhcp1: no RADIUS server answers, clients wait")
        assert counters(office.server)["radius-silent"] == 1


def test_sessions_are_accounted_from_start_to_stop_over_a_crash(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path) as (office, radius):
        radius.set({"*": accept((25, b"gold"))})
        client = office.wire.client(1)
        address = client.bind()
        wait_until(lambda: radius.told(START), "the start is told")
        (start,) = radius.told(START)
        assert (start.user, start.attributes[8], start.attributes[25]) == (
            mac_text(mac(1)),
            ip(address).to_bytes(4, "big"),
            b"gold",
        )
        office.server.kill9()
        office.server.start()
        said(office, "/ip dhcp-server config set interim-update=1s")
        assert bound(client.renew()) == address, "asked about anew, as the grant went with the process"
        assert len(radius.heard()) == 2
        client.release(office.witness)
        wait_until(lambda: radius.told(STOP), "the stop is told")
        (stop,) = radius.told(STOP)
        assert stop.attributes[44] == start.attributes[44]
        assert stop.number(49) == 1
        assert len(radius.told(START)) == 1


def test_interim_updates_come_as_configured_and_accounting_alone_asks_nobody(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path, use="accounting") as (office, radius):
        said(office, "/ip dhcp-server config set interim-update=1s")
        office.wire.client(1).bind()
        wait_until(lambda: len(radius.told(INTERIM)) >= 2, "two interim updates")
        first, second = radius.told(INTERIM)[:2]
        assert first.attributes[44] == second.attributes[44] == radius.told(START)[0].attributes[44]
        assert radius.heard() == []
        said(office, "/ip dhcp-server config set accounting=no")
        client: RawClient = office.wire.client(2)
        client.bind()
        client.release(office.witness)
        assert [each.user for each in radius.told(START)] == [mac_text(mac(1))]


def test_what_one_did_not_take_the_backup_is_told(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path, use="accounting", options="accounting-backup=yes") as (office, radius):
        said(office, "/radius add service=dhcp address=127.0.0.1 secret=x accounting-port=9 timeout=10ms realm=isp")
        office.wire.client(1).bind()
        wait_until(lambda: radius.told(START), "the backup is told")
        assert radius.told(START)[0].user == mac_text(mac(1))


def test_what_waits_when_the_server_stops_is_told_before_it_ends(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path, use="accounting") as (office, radius):
        said(office, "/radius set 0 timeout=1s")
        radius.set({})
        client = office.wire.client(1)
        client.bind()
        wait_until(lambda: radius.told(START), "the start is sent, which nobody answers")
        client.release(office.witness)  # the stop waits behind the start
        assert office.server.process is not None
        office.server.process.send_signal(signal.SIGTERM)
        radius.set({"*": {}})
        assert office.server.stop() == 0
        assert [each.attributes[44] for each in radius.told(STOP)] == [radius.told(START)[0].attributes[44]]
        assert "RADIUS was not told" not in office.server.log


def test_a_radius_server_that_is_silent_does_not_keep_the_server_from_stopping(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path, use="accounting") as (office, radius):
        said(office, "/radius set 0 timeout=20s")
        radius.set({})
        client = office.wire.client(1)
        client.bind()
        client.release(office.witness)
        wait_until(lambda: radius.told(START), "the start is sent, which nobody answers")
        assert office.server.stop() == 0, "in order, and not killed after the 10 s that it has here"
        assert "RADIUS was not told all before the stop: events of leases lost: 2" in office.server.log
        assert radius.told(STOP) == []


def test_class_is_told_at_the_end_of_a_lease_that_outlived_a_crash(free_port, tmp_path):
    with office_with_radius(free_port, tmp_path) as (office, radius):
        radius.set({"*": accept((25, b"gold"))})
        client = office.wire.client(1)
        client.bind()
        office.server.kill9()
        office.server.start()
        client.release(office.witness)
        wait_until(lambda: radius.told(STOP), "the stop is told")
        assert radius.told(STOP)[0].attributes[25] == b"gold"
